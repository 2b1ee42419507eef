"""What the intake sends to the store, in the name of the officer who sits there.

One act at a time: a second key while one is on its way is the finger's
mistake.  What was refused is told at its field; nothing typed is touched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.clock import local_day
from core.dossiers.applicant import read_applicant
from core.dossiers.model import Dossier
from core.dossiers.reception import receive_dossier, refuse_at_reception
from core.errors import Problem
from core.ids import FreshIds
from core.people.model import Person, Staff
from core.people.rights import staff_actor
from ui.bridge import Office
from ui.intake.deeds import Doing
from ui.intake.entry import Entry, Visit, arguments_of

Then = Callable[[Any], None]
Failed = Callable[[Exception], None]


class Clerk(QObject):
    """Acts for one officer and one visit; `waiting` says whether an act is on its way."""

    waiting = Signal(bool)

    def __init__(self, office: Office, visit: Visit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._ids = FreshIds(office.clock)
        self.visit = visit
        self.busy = False

    @property
    def actor(self) -> str:
        """Whose acts these are; empty while nobody sits here."""
        if self.visit.staff_id:
            return staff_actor(self.visit.staff_id)
        return self._office.actor if self._office.actor.startswith("staff:") else ""

    def sit(self, member: Staff) -> None:
        self.visit = replace(self.visit, staff_id=member.staff_id, officer=member.name)

    def leave(self) -> None:
        self.visit = replace(self.visit, staff_id="", officer="")

    def new_attempt(self) -> str:
        """The id under which an entry is saved, however often its key is pressed."""
        return self._ids.new()

    def receive(self, entry: Entry, then: Then, failed: Failed) -> None:
        """Write the entry down; a mistake found here is told like one of the store."""
        try:
            facts = arguments_of(entry, self.visit.counter_id, self._office.clock.now())
        except Problem as problem:
            failed(problem)
            return
        self.send(Doing(receive_dossier, facts), then, failed, entry.attempt_id)

    def refuse(self, entry: Entry, reason: str, then: Then, failed: Failed) -> None:
        """Turn the dossier away before it is received."""
        facts = {
            "procedure_code": entry.procedure_code,
            "reason": reason,
            "ticket_id": entry.ticket_id,
            "counter_id": self.visit.counter_id,
        }
        self.send(Doing(refuse_at_reception, facts), then, failed)

    def read(
        self, dossier: Dossier, purpose: str, then: Callable[[Person | None], None], failed: Failed
    ) -> None:
        """The applicant's data; the reading is recorded, and no attempt keeps the answer."""
        facts = {"dossier_id": dossier.dossier_id, "purpose": purpose}
        self._office.do(read_applicant, then=then, failed=failed, actor=self.actor, facts=facts)

    def send(self, doing: Doing, then: Then, failed: Failed, attempt_id: str = "") -> None:
        """Carry out a deed, once."""
        if self.busy or not self.actor:
            return
        self._set_busy(busy=True)
        self._office.do(
            doing.verb,
            then=partial(self._done, then),
            failed=partial(self._failed, failed),
            attempt_id=attempt_id or self._ids.new(),
            actor=self.actor,
            facts=doing.arguments,
        )

    def may_take_back(self, dossier: Dossier) -> bool:
        """Whether the way back is open to every officer: on the day of entry only."""
        return local_day(dossier.entered_at) == local_day(self._office.clock.now())

    def _done(self, then: Then, result: Any) -> None:
        self._set_busy(busy=False)
        then(result)

    def _failed(self, failed: Failed, error: Exception) -> None:
        self._set_busy(busy=False)
        failed(error)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        self.waiting.emit(busy)
