"""What an officer types, as plain text, and what it means.

The texts stay as they were typed until they are saved: a field with a
mistake keeps its words, and the draft on disk is the same as the screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

from core.clock import VIETNAM, Instant, instant_of, local, local_day
from core.dossiers.model import Channel, Dossier, ReturnChannel
from core.errors import Problem
from core.people.model import Person

_MOMENT = re.compile(r"(?:(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?)?\s*(?:(\d{1,2})[:hg](\d{2}))?")
_MORNING = (7, 30)


@dataclass(frozen=True, slots=True)
class Visit:
    """For whom dossiers are written down; without a ticket they came online or by post."""

    counter_id: str
    staff_id: str
    officer: str = ""
    ticket_id: str = ""
    label: str = ""
    sector_id: str = ""


@dataclass(slots=True)
class Entry:
    """One entry in the words of the fields; `papers` are the ticked ones."""

    procedure_code: str = ""
    channel: str = Channel.IN_PERSON.value
    presented_at: str = ""
    ground: str = ""
    name: str = field(default="", repr=False)
    id_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    copies: str = "1"
    fee_dong: str = ""
    fee_paid: bool = False
    return_channel: str = ReturnChannel.COUNTER.value
    host_system: str = ""
    dossier_code: str = ""
    note: str = ""
    papers: list[str] = field(default_factory=list)
    attempt_id: str = ""
    ticket_id: str = ""
    label: str = ""

    def to_facts(self) -> dict[str, Any]:
        """The draft on disk."""
        return asdict(self)

    def is_begun(self) -> bool:
        """Whether something was typed that would be missed."""
        return bool(self.procedure_code or self.name.strip())

    def again(self, visit: Visit) -> Entry:
        """The next entry of the same kind; the person stays while the visitor does."""
        same = visit.ticket_id == self.ticket_id and bool(visit.ticket_id)
        person = (self.name, self.id_number, self.phone, self.address) if same else ("",) * 4
        return Entry(
            procedure_code=self.procedure_code,
            channel=self.channel,
            name=person[0],
            id_number=person[1],
            phone=person[2],
            address=person[3],
            copies=self.copies,
            fee_dong=self.fee_dong,
            fee_paid=self.fee_paid,
            return_channel=self.return_channel,
            host_system=self.host_system,
            papers=list(self.papers),
            ticket_id=visit.ticket_id,
            label=visit.label,
        )


def first_entry(visit: Visit) -> Entry:
    """An empty entry for a visit; without a ticket it most likely came online."""
    channel = Channel.IN_PERSON if visit.ticket_id else Channel.ONLINE
    return Entry(channel=channel.value, ticket_id=visit.ticket_id, label=visit.label)


def entry_of(facts: Mapping[str, Any]) -> Entry:
    """The entry of a draft; what another version wrote and we do not know is left out."""
    entry = Entry()
    for known in fields(Entry):
        value = facts.get(known.name)
        if isinstance(value, type(getattr(entry, known.name))):
            setattr(entry, known.name, value)
    return entry


def person_of(entry: Entry) -> dict[str, str]:
    """The applicant as typed; a `Problem` when the name is missing."""
    if not entry.name.strip():
        raise Problem("intake.no_name", field="name")
    return {
        "name": entry.name,
        "id_number": entry.id_number,
        "phone": entry.phone,
        "address": entry.address,
    }


def arguments_of(entry: Entry, counter_id: str, now: int) -> dict[str, Any]:
    """What `receive_dossier` is asked with; a `Problem` names the field of a mistake."""
    return {
        "procedure_code": entry.procedure_code,
        "channel": entry.channel,
        "applicant": person_of(entry),
        "presented_at": moment_of(entry.presented_at, now),
        "ticket_id": entry.ticket_id if entry.channel == Channel.IN_PERSON else "",
        "counter_id": counter_id,
        "dossier_code": entry.dossier_code.strip(),
        "copies": number_of("copies", entry.copies, empty=1),
        "fee_dong": number_of("fee_dong", entry.fee_dong, empty=None),
        "fee_paid": entry.fee_paid,
        "papers": [{"name": name} for name in entry.papers],
        "return_channel": entry.return_channel,
        "host_system": entry.host_system,
        "ground": entry.ground,
        "note": entry.note,
    }


def changes_of(entry: Entry, dossier: Dossier, now: int) -> dict[str, Any]:
    """What `correct_dossier` is asked with: the fields that were typed otherwise."""
    before = entry_of_dossier(dossier)
    changed: dict[str, Any] = {}
    for name in ("procedure_code", "channel", "return_channel", "host_system", "note", "fee_paid"):
        if getattr(entry, name) != getattr(before, name):
            changed[name] = getattr(entry, name)
    if entry.dossier_code.strip() and entry.dossier_code != before.dossier_code:
        changed["dossier_code"] = entry.dossier_code.strip()
    if entry.presented_at != before.presented_at:
        changed["presented_at"] = moment_of(entry.presented_at, now) or dossier.presented_at
    if entry.copies != before.copies:
        changed["copies"] = number_of("copies", entry.copies, empty=1)
    if entry.fee_dong != before.fee_dong:
        changed["fee_dong"] = number_of("fee_dong", entry.fee_dong, empty=None)
    if entry.papers != before.papers:
        known = {str(paper["name"]): paper for paper in dossier.papers}
        changed["papers"] = [known.get(name, {"name": name}) for name in entry.papers]
    return changed


def entry_of_dossier(dossier: Dossier, person: Person | None = None) -> Entry:
    """A saved dossier in the words of the fields, with its applicant where one was read."""
    return Entry(
        name=person.name if person else "",
        id_number=person.id_number if person else "",
        phone=person.phone if person else "",
        address=person.address if person else "",
        procedure_code=dossier.procedure_code,
        channel=dossier.channel,
        presented_at=shown_moment(dossier.presented_at),
        copies=str(dossier.copies),
        fee_dong="" if dossier.fee_dong is None else str(dossier.fee_dong),
        fee_paid=dossier.fee_paid,
        return_channel=dossier.return_channel,
        host_system=dossier.host_system,
        dossier_code=dossier.dossier_code,
        note=dossier.note,
        papers=[str(paper["name"]) for paper in dossier.papers],
        ticket_id=dossier.ticket_id,
    )


def number_of(name: str, text: str, empty: int | None) -> int | None:
    """A whole number as typed, with or without points between the thousands."""
    plain = text.replace(".", "").replace(" ", "")
    if not plain:
        return empty
    if not plain.isascii() or not plain.isdigit() or len(plain) > 12:
        raise Problem("intake.not_a_number", field=name)
    return int(plain)


def moment_of(text: str, now: int) -> Instant | None:
    """`14:05`, `21/11`, `21/11/2026 14:05`; empty is now (None).

    A day without a time is the opening of that day, a time without a day is today's.
    """
    words = text.strip()
    if not words:
        return None
    match = _MOMENT.fullmatch(words)
    if match is None:
        raise Problem("intake.not_a_moment", field="presented_at")
    day, month, year, hour, minute = match.groups()
    today = local_day(now)
    try:
        on = date(int(year or today.year), int(month), int(day)) if day else today
        clock = (int(hour), int(minute)) if hour else _MORNING
        moment = datetime(on.year, on.month, on.day, *clock, tzinfo=VIETNAM)
    except ValueError:
        raise Problem("intake.not_a_moment", field="presented_at") from None
    return instant_of(moment)


def is_late(entry: Entry, now: int) -> bool:
    """Whether the entry is of an earlier day and so must say what it rests on."""
    try:
        at = moment_of(entry.presented_at, now)
    except Problem:
        return False
    return at is not None and local_day(at) < local_day(now) and entry.channel != Channel.ONLINE


def shown_moment(instant: int) -> str:
    """`21/11/2026 14:05`."""
    return f"{local(instant):%d/%m/%Y %H:%M}"
