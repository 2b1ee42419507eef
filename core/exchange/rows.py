"""One record of the neutral import as facts, or why it is refused (design 10).

Only what the record says is kept: an empty cell is None or empty text, and
means nothing.  What follows from emptiness (the other time, result as the
outcome) is added when a dossier is made, never compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.clock import local_day
from core.dossiers.entry import checked_remark
from core.dossiers.model import Channel, Outcome, ReturnChannel, ServiceLevel
from core.errors import Problem
from core.exchange.cells import CellError, Moment, moment_of, procedure_code_of, text_of
from core.exchange.mappings import Layout
from core.exchange.sources import Record

_LIMITS = {
    "dossier_code": 64,
    "procedure_code": 40,
    "procedure_name": 500,
    "sector": 200,
    "applicant_name": 200,
    "host_system": 120,
    "unit": 200,
    "system_status": 120,
    "note": 300,
}
_SHOWN_CODE = 64
_DIGITISED = ("yes", "no", "exempt")
_RETURN_CHANNELS = {
    "online": ReturnChannel.ELECTRONIC,
    "electronic": ReturnChannel.ELECTRONIC,
    "in_person": ReturnChannel.COUNTER,
    "counter": ReturnChannel.COUNTER,
    "postal": ReturnChannel.POSTAL,
}
_TIMES = ("presented_at", "entered_at", "due_at", "resolved_at", "returned_at")

Facts = dict[str, Any]


class RowError(Exception):
    """A record that cannot become a dossier: its code and the facts of its sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Row:
    """A record that can be taken: plain values, times as instants.

    `remarks` are codes of warnings about the record itself.
    """

    line: int
    facts: Facts
    remarks: tuple[str, ...] = ()


def shown_code(record: Record, layout: Layout) -> str:
    """The dossier code of a record for the list of errors, cut to a readable length."""
    cell = layout.cells(record).get("dossier_code", "")
    try:
        return text_of(cell[:_SHOWN_CODE] if isinstance(cell, str) else cell, _SHOWN_CODE)
    except CellError:
        return ""


def row_of(record: Record, layout: Layout) -> Row:
    """The facts of a record; raises `RowError`."""
    if layout.is_overfull(record):
        raise RowError("too_many_cells")
    cells = layout.cells(record)
    facts: Facts = {name: _text(cells, name) for name in _LIMITS}
    if not facts["dossier_code"]:
        raise RowError("no_code")
    if not facts["sector"]:
        raise RowError("no_sector")
    facts["channel"] = _choice(cells, "channel", Channel)
    if not facts["channel"]:
        raise RowError("bad_choice", field="channel", value="")
    facts["service_level"] = _choice(cells, "service_level", ServiceLevel)
    facts["outcome"] = _choice(cells, "outcome", Outcome)
    facts["digitised"] = _one_of(cells, "digitised", _DIGITISED)
    facts |= _times(cells)
    remarks = [*_settle_return_channel(cells, facts), *_settle_note(facts)]
    if facts["returned_at"] is not None and facts["resolved_at"] is None:
        remarks.append("returned_unresolved")
    return Row(record.line, facts, tuple(remarks))


def both_times(facts: Facts) -> tuple[int, int]:
    """When presented and when entered: an empty one takes the other."""
    presented, entered = facts["presented_at"], facts["entered_at"]
    return (
        entered if presented is None else presented,
        presented if entered is None else entered,
    )


def _text(cells: dict[str, Any], name: str) -> str:
    read: Callable[[Any, int], str] = procedure_code_of if name == "procedure_code" else text_of
    try:
        return read(cells.get(name, ""), _LIMITS[name])
    except CellError as bad:
        raise RowError(str(bad), field=name, limit=_LIMITS[name]) from None


def _choice(cells: dict[str, Any], name: str, kind: type[StrEnum]) -> str:
    return _one_of(cells, name, tuple(kind))


def _one_of(cells: dict[str, Any], name: str, known: tuple[str, ...]) -> str:
    try:
        value = text_of(cells.get(name, ""), _SHOWN_CODE).lower()
    except CellError:
        raise RowError("bad_choice", field=name, value="") from None
    if value and value not in known:
        raise RowError("bad_choice", field=name, value=value)
    return value


def _times(cells: dict[str, Any]) -> Facts:
    """Instants of the record and their order (design 10)."""
    moments = {name: _moment(cells, name) for name in _TIMES}
    if moments["presented_at"] is None and moments["entered_at"] is None:
        raise RowError("no_time")
    found: Facts = {
        "presented_at": _start(moments["presented_at"]),
        "entered_at": _start(moments["entered_at"]),
        "due_at": None if moments["due_at"] is None else moments["due_at"].or_end_of_day(),
    }
    presented, _ = both_times(found)
    found["resolved_at"] = _after(moments["resolved_at"], presented)
    if found["resolved_at"] is None and text_of(cells.get("outcome", ""), _SHOWN_CODE):
        raise RowError("outcome_without_time")
    if found["resolved_at"] is not None and found["resolved_at"] < presented:
        raise RowError("resolved_before_presented")
    found["returned_at"] = _after(moments["returned_at"], found["resolved_at"] or presented)
    return found


def _moment(cells: dict[str, Any], name: str) -> Moment | None:
    try:
        return moment_of(cells.get(name, ""))
    except CellError:
        raise RowError("bad_time", field=name) from None


def _start(moment: Moment | None) -> int | None:
    return None if moment is None else moment.or_start_of_day()


def _after(moment: Moment | None, earlier: int) -> int | None:
    """A day alone begins at 00:00, but on the day of the earlier fact it follows it."""
    if moment is None:
        return None
    if moment.day is not None and moment.day == local_day(earlier):
        return earlier
    return moment.or_start_of_day()


def _settle_return_channel(cells: dict[str, Any], facts: Facts) -> list[str]:
    try:
        said = text_of(cells.get("return_channel", ""), _SHOWN_CODE).lower()
    except CellError:
        said = "?"
    facts["return_channel"] = str(_RETURN_CHANNELS.get(said, ""))
    return ["unknown_return_channel"] if said and said not in _RETURN_CHANNELS else []


def _settle_note(facts: Facts) -> list[str]:
    """A note goes into the journal: one that names people or numbers is left out."""
    name, note = facts["applicant_name"], facts["note"]
    try:
        checked_remark("note", note)
    except Problem:
        facts["note"] = ""
    if name and name.lower() in note.lower():
        facts["note"] = ""
    return ["note_left_out"] if note and not facts["note"] else []
