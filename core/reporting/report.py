"""A report: one period's figures, checked, with everything that prints beside them.

The JSON is a contract (design 11): its counts follow the definitions of
`figures` whatever the profile, which changes rates and print only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from core.clock import local
from core.errors import Exit, Problem
from core.ports import Reader
from core.reporting.book import ClosedReport
from core.reporting.figures import (
    PRINTED,
    Counts,
    DossierFacts,
    Figures,
    Line,
    classes_of,
    count,
    total_of,
)
from core.reporting.fingerprint import fingerprint_of
from core.reporting.fold import KINDS as FOLDED
from core.reporting.fold import fold
from core.reporting.identities import IdentityFailed, hold, violations
from core.reporting.notices import Notice, notices_of
from core.reporting.period import Period, Window
from core.reporting.profiles import Profile
from core.reporting.rates import Rate, rate_of
from core.texts import Texts, folded

_ONLINE_LEVELS = ("full_online", "partial_online")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class AsOf:
    """The last event that the report knows: its number, time and hash."""

    seq: int
    at: int
    hash: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who reports, as it stands in the head and foot of the paper."""

    superior: str
    issuer: str
    name: str
    place: str
    signer_title: str
    signer_name: str


@dataclass(frozen=True, slots=True)
class Signing:
    """Number and day (ISO) of a closed report; `amends` is the number it replaces."""

    number: str
    signed_on: str
    amends: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a form needs; without `signing` it is a draft."""

    form: str
    profile: Profile
    site: str
    period: Period
    as_of: AsOf
    rows: tuple[Line, ...]
    total: Line
    rates: tuple[Rate, ...]
    warnings: tuple[Notice, ...]
    fingerprint: str
    mark: str
    letterhead: Letterhead
    signing: Signing | None = None

    def to_json(self, texts: Texts) -> dict[str, Any]:
        """The machine-readable report (design 11)."""
        return {
            "form": self.form,
            "profile": self.profile.profile_id,
            "site": self.site,
            "period": {
                "from": self.period.first.isoformat(),
                "to": self.period.last.isoformat(),
                "as_of": {"seq": self.as_of.seq, "at": _iso(self.as_of.at)},
                "kind": self.period.kind.value,
            },
            "rows": [_row(line) for line in self.rows],
            "total": _counts(self.total.counts),
            "rates": [asdict(rate) for rate in self.rates],
            "tables": [],
            "warnings": [
                {"code": one.code, "text": one.text(texts), "dossiers": list(one.dossiers)}
                for one in self.warnings
            ],
            "fingerprint": self.fingerprint,
        }


def make_report(
    reader: Reader,
    *,
    form: str,
    profile: Profile,
    period: Period,
    as_of_seq: int | None = None,
    progress: Progress = lambda _step: None,
) -> Report:
    """Count, check and describe one period.

    Raises `IdentityFailed` with the guilty dossiers when an identity does not
    hold; nothing is then reported.
    """
    as_of = as_of_event(reader, as_of_seq)
    # A store whose journal runs ahead of the PC's clock (rehearsal) has its own now.
    now = max(reader.now, as_of.at)
    window = period.window(now)
    progress("figures")
    figures = _count(reader, as_of.seq, window)
    rows = tuple(sorted(figures.lines, key=_order))
    total = total_of(rows)
    known = dict(total.counts) | _catalogue_counts(reader, figures)
    rates = tuple(rate_of(rule, known) for rule in profile.rates)
    fingerprint = _fingerprint(form, profile, reader.site, period, rows, total, rates)
    closed = reader.figures.last_closed(form, period.first.isoformat(), period.last.isoformat())
    return Report(
        form=form,
        profile=profile,
        site=reader.site,
        period=period,
        as_of=as_of,
        rows=rows,
        total=total,
        rates=rates,
        warnings=tuple(notices_of(period, now, figures, rates, closed, fingerprint)),
        fingerprint=fingerprint,
        mark=reader.mark,
        letterhead=letterhead_of(reader),
        signing=signing_of(closed, fingerprint),
    )


def dossiers_behind(
    reader: Reader,
    period: Period,
    figure: str,
    *,
    unit: str | None = None,
    sector: str | None = None,
) -> list[DossierFacts]:
    """The dossiers that one number of the report counts, earliest first."""
    window = period.window(max(reader.now, reader.head_at()))
    found = [
        facts
        for facts in reader.figures.list_facts(window)
        if unit in (None, facts.unit)
        and sector in (None, facts.sector)
        and figure in classes_of(facts, window)
    ]
    return sorted(found, key=lambda facts: (facts.presented_at, facts.code))


def as_of_event(reader: Reader, seq: int | None) -> AsOf:
    """The event that a report is as of: the journal's head, or the given one.

    Raises `Problem` report.unknown_seq (wrong usage).
    """
    head = reader.head_seq()
    wanted = head if seq is None else seq
    if not 0 <= wanted <= head:
        raise Problem("report.unknown_seq", Exit.USAGE, seq=wanted, head=head)
    at = reader.head_at() if wanted == head else _recorded_at(reader, wanted)
    return AsOf(wanted, at, reader.hash_at(wanted))


def _recorded_at(reader: Reader, seq: int) -> int:
    return next((one.at for one in reader.events(after=seq - 1, upto=seq)), 0)


def _count(reader: Reader, as_of_seq: int, window: Window) -> Figures:
    """By SQL when nothing that counts came later, else by the fold."""
    later = reader.events(after=as_of_seq, kinds=FOLDED)
    if next(iter(later), None) is None:
        figures = reader.figures.count(window)
        if not hold(figures.lines):
            raise IdentityFailed(violations(reader.figures.list_facts(window), window))
        return figures
    dossiers = fold(reader.events(upto=as_of_seq, kinds=FOLDED))
    figures = count(dossiers, window)
    if not hold(figures.lines):
        raise IdentityFailed(violations(dossiers, window))
    return figures


def _catalogue_counts(reader: Reader, figures: Figures) -> dict[str, int]:
    offered = [one.service_level for one in reader.procedures.list_all() if one.active]
    counts = {f"procedures_offered_{level}": offered.count(level) for level in _ONLINE_LEVELS}
    used = figures.procedures
    return counts | {f"procedures_used_{level}": used.get(level, 0) for level in _ONLINE_LEVELS}


def signing_of(closed: ClosedReport | None, fingerprint: str) -> Signing | None:
    """A closed report printed again is the same paper; a changed one is a draft."""
    if closed is None or closed.fingerprint != fingerprint:
        return None
    return Signing(closed.number, closed.signed_on, closed.amends)


def letterhead_of(reader: Reader) -> Letterhead:
    values = reader.settings
    return Letterhead(
        superior=values.text("centre.superior"),
        issuer=values.text("centre.issuer"),
        name=values.text("centre.name"),
        place=values.text("centre.place"),
        signer_title=values.text("centre.signer_title"),
        signer_name=values.text("centre.signer_name"),
    )


def _fingerprint(
    form: str,
    profile: Profile,
    site: str,
    period: Period,
    rows: tuple[Line, ...],
    total: Line,
    rates: tuple[Rate, ...],
) -> str:
    return fingerprint_of(
        form=form,
        profile=profile.profile_id,
        site=site,
        period_from=period.first.isoformat(),
        period_to=period.last.isoformat(),
        rows=[_row(line) for line in rows],
        total=_counts(total.counts),
        rates=[asdict(rate) for rate in rates],
    )


def _order(line: Line) -> tuple[str, str, str, str]:
    return folded(line.unit), folded(line.sector), line.unit, line.sector


def _row(line: Line) -> dict[str, Any]:
    return {"unit": line.unit, "sector": line.sector, **_counts(line.counts)}


def _counts(counts: Counts) -> dict[str, int]:
    return {name: counts[name] for name in PRINTED}


def _iso(instant: int) -> str:
    return local(instant).isoformat(timespec="seconds")
