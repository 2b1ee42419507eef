"""The figures by SQL: `core.reporting.figures` said again, for speed.

The dossiers of a period are few beside all of a centre's years, so each arm
of the union takes the one index that leads to them.  Days are integer
arithmetic on microseconds with Vietnam's seven hours added.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Integer,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy import bindparam as _bind

from core.reporting.book import ClosedReport
from core.reporting.figures import ALL, WHOLES, DossierFacts, Figures, Line
from core.reporting.period import Window
from db.statement import Connection, Statement
from db.tables import closed_reports, dossiers

_MINUTE_US = literal_column("60000000", Integer)
_DAY_US = literal_column("86400000000", Integer)
_OFFSET_US = literal_column("25200000000", Integer)

_start = _bind("period_start", type_=BigInteger)
_end = _bind("period_end", type_=BigInteger)
_cut = _bind("cut", type_=BigInteger)
_d = dossiers.c
_due = func.coalesce(_d.due_at, _d.reckoned_due_at)

_FACTS = (
    _d.dossier_id,
    _d.dossier_code,
    _d.local_number,
    _d.unit,
    _d.sector,
    _d.channel,
    _d.service_level,
    _d.procedure_code,
    _d.presented_at,
    _d.entered_at,
    _due.label("due_at"),
    _d.resolved_at,
    _d.outcome,
    _d.digitised,
)
_counts = and_(_d.counted == 1, _d.guest == 0)
_presented_in_period = and_(_d.presented_at >= _start, _d.presented_at <= _end)


def _concerned() -> CompoundSelect[Any]:
    """Every dossier that a figure of the period may count, each once."""
    arms = (
        _presented_in_period,
        # Resolved in the period but presented outside it.
        and_(
            _d.resolved_at >= _start,
            _d.resolved_at <= _end,
            or_(_d.presented_at < _start, _d.presented_at > _end),
        ),
        # Carried over and still in progress at the end.  A sum has no index, so
        # that SQLite starts from the few resolved since and not from all before.
        and_(_d.resolved_at > _end, _d.presented_at + literal_column("0", Integer) < _start),
        and_(_d.resolved_at.is_(None), _d.presented_at < _start),
    )
    return union_all(*(select(*_FACTS).where(_counts, arm) for arm in arms))


_c = _concerned().subquery("concerned").c


def _local_day(instant: ColumnElement[int]) -> ColumnElement[int]:
    return (instant + _OFFSET_US) // _DAY_US


_new = and_(_c.presented_at >= _start, _c.presented_at <= _end)
_carried = and_(_c.presented_at < _start, or_(_c.resolved_at.is_(None), _c.resolved_at >= _start))
_resolved = and_(_c.resolved_at >= _start, _c.resolved_at <= _end)
_overdue = and_(_c.due_at.is_not(None), _c.resolved_at // _MINUTE_US > _c.due_at // _MINUTE_US)
_early = and_(_c.due_at.is_not(None), _local_day(_c.resolved_at) < _local_day(_c.due_at))
_open = and_(_c.presented_at <= _end, or_(_c.resolved_at.is_(None), _c.resolved_at > _end))
_late = and_(_c.due_at.is_not(None), _c.due_at < _cut)

_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "received_total": or_(_new, _carried),
    "received_new": _new,
    "received_online": and_(_new, _c.channel == "online"),
    "received_direct_postal": and_(_new, or_(_c.channel == "in_person", _c.channel == "postal")),
    "carried_over": _carried,
    "resolved_total": _resolved,
    "resolved_overdue": and_(_resolved, _overdue),
    "resolved_early": and_(_resolved, ~_overdue, _early),
    "resolved_on_time": and_(_resolved, ~_overdue, ~_early),
    "in_progress_total": _open,
    "in_progress_overdue": and_(_open, _late),
    "in_progress_within_due": and_(_open, ~_late),
    "withdrawn": and_(_resolved, _c.outcome == "withdrawn"),
    "refused": and_(_resolved, _c.outcome == "refused"),
    "late_entry": and_(
        _new, _c.channel != "online", _local_day(_c.entered_at) > _local_day(_c.presented_at)
    ),
    "received_full_online": and_(_new, _c.service_level == "full_online"),
    "received_partial_online": and_(_new, _c.service_level == "partial_online"),
    "resolved_digitised": and_(_resolved, _c.digitised == "yes"),
}


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _broken() -> ColumnElement[bool]:
    """A whole without exactly one of its parts, or a part without its whole."""
    return or_(
        *(
            _flag(_CONDITIONS[whole]) != sum(_flag(_CONDITIONS[part]) for part in parts)
            for whole, parts in WHOLES.values()
        )
    )


_CONDITIONS["broken"] = _broken()

_no_due = and_(_c.due_at.is_(None), or_(*(_CONDITIONS[whole] for whole, _ in WHOLES.values())))
_COUNT = Statement(
    select(
        _c.unit,
        _c.sector,
        func.sum(_flag(_no_due)).label("no_due"),
        *(func.sum(_flag(_CONDITIONS[name])).label(name) for name in ALL),
    ).group_by(_c.unit, _c.sector)
)
_NO_DUE = Statement(select(_c.dossier_code, _c.local_number).where(_no_due))
_PROCEDURES = Statement(
    select(_d.service_level, func.count(_d.procedure_code.distinct()))
    .where(_counts, _presented_in_period)
    .group_by(_d.service_level)
)
_LIST = Statement(select(*_c))
_LAST_CLOSED = Statement(
    select(
        closed_reports.c.report_id,
        closed_reports.c.number,
        closed_reports.c.signed_on,
        closed_reports.c.fingerprint,
        closed_reports.c.as_of_seq,
        closed_reports.c.amends,
    )
    .where(
        closed_reports.c.form == _bind("form"),
        closed_reports.c.period_from == _bind("first_day"),
        closed_reports.c.period_to == _bind("last_day"),
    )
    .order_by(closed_reports.c.report_id.desc())
    .limit(1)
)


class PeriodFigures:
    """`core.reporting.book.FigureBook` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, window: Window) -> Figures:
        bounds = _bounds(window)
        rows = _COUNT.all(self._connection, **bounds)
        lines = (
            Line(unit, sector, dict(zip(ALL, map(int, sums), strict=True)))
            for unit, sector, _, *sums in rows
        )
        procedures = _PROCEDURES.all(self._connection, **bounds)
        return Figures(
            tuple(line for line in lines if any(line.counts.values())),
            {level: int(many) for level, many in procedures},
            self._without_due(bounds) if any(row[2] for row in rows) else (),
        )

    def _without_due(self, bounds: dict[str, int]) -> tuple[str, ...]:
        found = _NO_DUE.all(self._connection, **bounds)
        return tuple(sorted(code or number for code, number in found))

    def list_facts(self, window: Window) -> list[DossierFacts]:
        return [
            DossierFacts(row[0], row[1] or row[2], *row[3:])
            for row in _LIST.all(self._connection, **_bounds(window))
        ]

    def last_closed(self, form: str, period_from: str, period_to: str) -> ClosedReport | None:
        row = _LAST_CLOSED.one(
            self._connection, form=form, first_day=period_from, last_day=period_to
        )
        return ClosedReport(*row) if row else None


def _bounds(window: Window) -> dict[str, int]:
    return {"period_start": window.start, "period_end": window.end, "cut": window.cut}
