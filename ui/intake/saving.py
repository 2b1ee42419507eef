"""An entry becomes a dossier, or is turned away; both can be told and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dossiers.model import Dossier
from core.dossiers.reception import ReceivedDossier
from ui.intake.deeds import taking_back
from ui.intake.entry import Entry, first_entry, moment_of, shown_moment
from ui.intake.verbs import Page

if TYPE_CHECKING:
    from ui.intake.window import IntakeWindow

UNDO_S = 10


class Saver(QObject):
    """Sends an entry to the store and shows what came of it.

    `settled` says that the draft is needed no more, `given_back` carries an
    entry whose saving was taken back.  `last` is the entry saved last.
    """

    settled = Signal()
    given_back = Signal(object)

    def __init__(
        self,
        window: IntakeWindow,
        show_entry: Callable[[Entry], None],
        tell_wrong: Callable[[Exception], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._texts = window.texts
        self._clerk = window.clerk
        self._show_entry = show_entry
        self._tell_wrong = tell_wrong
        self._saved_id = ""
        self.last: Entry | None = None

    def save(self, entry: Entry) -> None:
        """Write it down; whatever goes wrong, it stays in the fields."""
        self._clerk.receive(entry, partial(self._received, entry), self._tell_wrong)

    def refuse(self) -> None:
        """Turn away what stands in the fields; it never counts as received."""
        page = self._window.writing
        procedure = page.procedure()
        if procedure is not None:
            answered = partial(self._refuse, page.entry())
            self._window.talk.ask("refuse_reception", answered, procedure=procedure.name)

    def print_receipt(self) -> None:
        """Send the receipt of the saved dossier to the office printer."""
        self._window.finding.print_receipt(self._saved_id)

    def _received(self, entry: Entry, done: ReceivedDossier) -> None:
        self.last, self._saved_id = entry, done.dossier_id
        self.settled.emit()
        self._show_receipt(entry, done)
        number = done.dossier_code or done.local_number
        back = partial(self._take_back, entry, done.dossier_id)
        self._window.foot.toast.clear()
        self._window.foot.undo.offer(self._texts("intake.saved", number=number), back, UNDO_S)
        self._window.receipts.make(
            done.dossier_id,
            partial(self._show_file, done.dossier_id),
            partial(self._show_no_file, done.dossier_id),
        )

    def _show_receipt(self, entry: Entry, done: ReceivedDossier) -> None:
        """Show what was written down; the fields are empty for the next one."""
        window = self._window
        procedure = window.writing.procedure()
        if procedure is None:
            return
        now = window.office.clock.now()
        presented = shown_moment(moment_of(entry.presented_at, now) or now)
        window.saved.show_saved(done, entry, procedure, self._clerk.visit.officer, presented)
        window.writing.form.show_entry(Entry(), None)
        window.show_page(Page.SAVED)

    def _take_back(self, entry: Entry, dossier_id: str) -> None:
        """Void what was just saved; the entry stands in the fields again."""
        doing = taking_back(dossier_id, self._texts)
        self._clerk.send(doing, partial(self._taken_back, entry), self._window.fail)

    def _taken_back(self, entry: Entry, _dossier: Dossier) -> None:
        self.given_back.emit(replace(entry, attempt_id=""))
        self._window.tell("good", self._texts("intake.taken_back"))

    def _refuse(self, entry: Entry, reason: str) -> None:
        self._clerk.refuse(entry, reason, self._refused, self._window.fail)

    def _refused(self, _dossier_id: str) -> None:
        self._window.talk.close()
        self.settled.emit()
        self._show_entry(first_entry(self._clerk.visit))
        self._window.tell("good", self._texts("intake.did.refuse_reception"))

    def _show_file(self, dossier_id: str, file: Path) -> None:
        if dossier_id == self._saved_id:
            self._window.saved.show_file(file)

    def _show_no_file(self, dossier_id: str, error: Exception) -> None:
        if dossier_id == self._saved_id:
            self._window.saved.show_no_file(self._window.office.sentence(error))
