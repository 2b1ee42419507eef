"""Rows of a file become events: added, filled up, unchanged, or refused (design 10).

A dossier is known by its code.  An identical row changes nothing, a later
file may fill what was empty, another value for a known fact is a conflict;
only with `amend` it is written down as a correction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.dossiers.model import Dossier
from core.dossiers.numbers import parsed_local_number
from core.events import (
    DossierCorrected,
    DossierReceived,
    DossierResolved,
    DossierReturned,
    FileImported,
    PersonErased,
)
from core.exchange.reckoning import Reckoner
from core.exchange.rows import Facts, RowError, both_times
from core.people.model import Person
from core.ports import UnitOfWork

# Facts that a row may give and a dossier holds under the same name; how it
# ended and was returned are events of their own the first time.
_PLAIN = (
    "procedure_code",
    "procedure_name",
    "sector",
    "channel",
    "service_level",
    "presented_at",
    "entered_at",
    "due_at",
    "host_system",
    "note",
    "unit",
    "system_status",
    "digitised",
    "return_channel",
)
_TIMES = ("presented_at", "entered_at")
_ENDS = ("resolved_at", "outcome", "returned_at")
_APPLICANT = "applicant_name"
_REASON = "import"


@dataclass(slots=True)
class Taken:
    """What became of a batch; each entry of a list is plain values.

    An error has line, dossier_code, code and facts.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)


def import_rows(
    unit: UnitOfWork, *, rows: Sequence[dict[str, Any]], digest: str, amend: bool
) -> Taken:
    """Take a batch of rows: each a `line` and its `facts` with our own reckoning.

    A refused row is told of and leaves no trace; the others land.
    """
    taker = _Taker(unit, digest, amend=amend)
    taker.look_up([row["facts"]["dossier_code"] for row in rows])
    for row in rows:
        taker.take(int(row["line"]), row["facts"])
    return taker.taken


def note_import(unit: UnitOfWork, *, digest: str, rows: int, counts: dict[str, int]) -> None:
    """Write down that a file was taken in."""
    unit.record(FileImported(digest, rows, counts))


class _Taker:
    """One batch: what is known of its dossiers, and what becomes of its rows."""

    def __init__(self, unit: UnitOfWork, digest: str, *, amend: bool) -> None:
        self.taken = Taken()
        self._unit = unit
        self._digest = digest
        self._amend = amend
        self._known: dict[str, Dossier] = {}
        self._repeated: set[str] = set()

    def look_up(self, codes: Sequence[str]) -> None:
        self._repeated = {code for code, times in Counter(codes).items() if times > 1}
        self._known = self._unit.dossiers.find_by_codes(codes)

    def take(self, line: int, facts: Facts) -> None:
        code = facts["dossier_code"]
        try:
            self._land(self._known.get(code), facts, f"{self._digest}:{line}")
        except RowError as refused:
            self.taken.errors.append(
                {"line": line, "dossier_code": code, "code": refused.code, "facts": refused.facts}
            )
            return
        if code in self._repeated:
            self._known |= self._unit.dossiers.find_by_codes([code])

    def _land(self, dossier: Dossier | None, facts: Facts, ground: str) -> None:
        if dossier is None:
            self._add(facts, ground)
            self.taken.added += 1
        elif self._update(dossier, facts, ground):
            self.taken.updated += 1
        else:
            self.taken.unchanged += 1

    def _add(self, facts: Facts, ground: str) -> None:
        if parsed_local_number(facts["dossier_code"]):
            raise RowError("own_number")
        person, commitment = self._keep_person(facts[_APPLICANT])
        presented, entered = both_times(facts)
        dossier_id = self._unit.ids.new()
        received = DossierReceived(
            **{name: facts[name] for name in _PLAIN if name not in _TIMES},
            dossier_id=dossier_id,
            dossier_code=facts["dossier_code"],
            local_number="",
            presented_at=presented,
            entered_at=entered,
            reckoned_due_at=facts["reckoned_due_at"],
            rule_version=facts["rule_version"],
            applicant_id=person,
            applicant_commitment=commitment,
            ground=ground,
        )
        self._unit.record(received, occurred_at=presented)
        self._end(dossier_id, facts, ground)

    def _end(self, dossier_id: str, facts: Facts, ground: str) -> None:
        """How the dossier ended and that it was returned, as far as the row says."""
        resolved_at, returned_at = facts["resolved_at"], facts["returned_at"]
        if resolved_at is not None:
            outcome = facts["outcome"] or "result"
            event = DossierResolved(dossier_id, outcome, resolved_at, ground)
            self._unit.record(event, occurred_at=resolved_at)
        if returned_at is not None:
            self._unit.record(
                DossierReturned(dossier_id, returned_at, ground), occurred_at=returned_at
            )

    def _update(self, dossier: Dossier, facts: Facts, ground: str) -> bool:
        """Fill and, if asked, amend; False when the row says nothing new."""
        new, differing = _compared(dossier, facts)
        renamed = self._is_renamed(dossier, facts[_APPLICANT])
        if (differing or renamed) and not self._amend:
            names = [*differing, *([_APPLICANT] if renamed else [])]
            raise RowError("conflict", fields=", ".join(names))
        named = facts[_APPLICANT] and (renamed or not dossier.applicant_id)
        if not (new or differing or named):
            return False
        _check_order(dossier, new | differing)
        ends = {name: new.pop(name) for name in _ENDS if name in new}
        self._correct(dossier, new | differing, facts[_APPLICANT] if named else "", ground)
        self._end(dossier.dossier_id, dict.fromkeys(_ENDS) | ends, ground)
        return True

    def _correct(self, dossier: Dossier, fields: Facts, name: str, ground: str) -> None:
        fields = dict(fields)
        if {"procedure_code", "presented_at"} & fields.keys():
            fields |= self._new_reckoning(dossier, fields)
        commitment = ""
        if name:
            fields["applicant_id"], commitment = self._keep_person(name)
        if not fields:
            return
        self._unit.record(
            DossierCorrected(
                dossier.dossier_id, fields, _REASON, ground, applicant_commitment=commitment
            )
        )
        if name and dossier.applicant_id:
            self._unit.persons.erase(dossier.applicant_id)
            self._unit.record(PersonErased(dossier.applicant_id, _REASON))

    def _new_reckoning(self, dossier: Dossier, fields: Facts) -> Facts:
        """Our own reckoning after an amended procedure or time of presenting."""
        reckoner = Reckoner(self._unit)
        code = fields.get("procedure_code", dossier.procedure_code)
        return reckoner.reckoned(code, fields.get("presented_at", dossier.presented_at))

    def _keep_person(self, name: str) -> tuple[str, str]:
        if not name:
            return "", ""
        person = Person(self._unit.ids.new(), name)
        return person.person_id, self._unit.persons.keep(person)

    def _is_renamed(self, dossier: Dossier, name: str) -> bool:
        """Another name than the known one; an erased person is never compared."""
        persons, known = self._unit.persons, dossier.applicant_id
        if not name or not known or persons.has_name(known, name):
            return False
        return bool(persons.masked_name(known))


def _compared(dossier: Dossier, facts: Facts) -> tuple[Facts, Facts]:
    """What the row adds to the dossier, and where it says otherwise."""
    new: Facts = {}
    differing: Facts = {}
    for name in (*_PLAIN, *_ENDS):
        said, known = facts[name], getattr(dossier, name)
        if said in (None, "") or said == known:
            continue
        (new if known in (None, "") else differing)[name] = said
    if "resolved_at" in new:
        new.setdefault("outcome", "result")
    return new, differing


def _check_order(dossier: Dossier, changed: Facts) -> None:
    """A filled or amended dossier still ends after it began."""
    presented = changed.get("presented_at", dossier.presented_at)
    resolved = changed.get("resolved_at", dossier.resolved_at)
    if resolved is not None and resolved < presented:
        raise RowError("resolved_before_presented")
