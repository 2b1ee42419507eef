"""Putting a saved dossier right in the same fields in which it was written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.dossiers.model import Dossier
from core.errors import Problem
from core.people.model import Person
from ui.intake.deeds import Doing, correcting
from ui.intake.entry import Entry, changes_of, entry_of_dossier, person_of

if TYPE_CHECKING:
    from ui.intake.window import IntakeWindow

_PERSON = ("name", "id_number", "phone", "address")


class Corrector(QObject):
    """Shows a dossier as an entry, asks why, and sends what was typed otherwise.

    `dossier` is the one that stands in the fields, `set_aside` the unfinished
    entry that waits meanwhile.
    """

    def __init__(
        self,
        window: IntakeWindow,
        show_entry: Callable[[Entry], None],
        tell_wrong: Callable[[Exception], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = window.writing
        self._show_entry = show_entry
        self._tell_wrong = tell_wrong
        self._before = Entry()
        self.dossier: Dossier | None = None
        self.set_aside: Entry | None = None

    def begin(self, dossier: Dossier, person: Person | None) -> None:
        """Show a saved dossier in the fields."""
        if self.dossier is None:
            self.set_aside = self._page.entry()
        self.dossier = dossier
        self._before = entry_of_dossier(dossier, person)
        self._show_entry(replace(self._before))

    def leave(self) -> Entry | None:
        """Correct no more; gives back the entry that was set aside."""
        waiting, self.set_aside, self.dossier = self.set_aside, None, None
        return waiting

    def save(self) -> None:
        """Ask why, once there is something to put right and no mistake in it."""
        if self.dossier is None:
            return
        try:
            fields, person = self._corrections(self.dossier)
        except Problem as problem:
            self._tell_wrong(problem)
            return
        if not fields and person is None:
            self._window.tell("info", self._window.texts("intake.nothing_changed"))
            return
        answered = partial(self._send, self.dossier, fields, person)
        self._window.talk.ask("correct", answered, number=self.dossier.local_number)

    def _corrections(self, dossier: Dossier) -> tuple[dict[str, Any], dict[str, str] | None]:
        """The facts that were typed otherwise, and the applicant if anything of it was."""
        entry = self._page.entry()
        fields = changes_of(entry, dossier, self._window.office.clock.now())
        same = all(getattr(entry, name) == getattr(self._before, name) for name in _PERSON)
        return fields, None if same else person_of(entry)

    def _send(
        self, dossier: Dossier, fields: dict[str, Any], person: dict[str, str] | None, reason: str
    ) -> None:
        ground = self._page.entry().ground
        doing = correcting(dossier, fields, person, reason, ground, self._window.texts)
        self._window.clerk.send(doing, partial(self._done, doing), self._failed)

    def _done(self, doing: Doing, dossier: Dossier) -> None:
        self._window.talk.close()
        self._window.writer.leave_correction()
        self._window.finding.tell_done("correct", doing, dossier)

    def _failed(self, error: Exception) -> None:
        """A mistake in the reason stays in the question, any other goes to its field."""
        field = error.facts.get("field", "") if isinstance(error, Problem) else ""
        if field in ("", "reason"):
            self._window.fail(error)
        else:
            self._window.talk.close()
            self._tell_wrong(error)
