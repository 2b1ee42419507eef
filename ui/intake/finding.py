"""Deeds on a found dossier: asked about, carried out, told, and taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.dossiers.model import Dossier
from core.people.model import Person
from ui.intake.deeds import DEEDS, Doing, doing_of
from ui.intake.verbs import Page

if TYPE_CHECKING:
    from ui.intake.window import IntakeWindow

UNDO_S = 10
_REASONED = frozenset(deed.name for deed in DEEDS if deed.reasoned)


class Finding(QObject):
    """Joins the finder's page to questions, clerk and printer."""

    def __init__(self, window: IntakeWindow) -> None:
        super().__init__(window)
        self._window = window
        self._texts = window.texts
        self._finder = window.finder
        self._clerk = window.clerk
        self._finder.deed_wanted.connect(self._do)
        self._finder.told.connect(window.tell)

    def open(self, words: str = "") -> None:
        """Turn to the finder; without words it shows what was entered last."""
        self._window.show_page(Page.FINDING)
        self._finder.setFocus()
        self._finder.look(words)

    def open_again(self) -> None:
        """Back to what was found before."""
        self._window.show_page(Page.FINDING)
        self._finder.refresh()
        self._finder.table.setFocus()

    def print_receipt(self, dossier_id: str) -> None:
        """Send a dossier's receipt to the office printer."""
        self._window.tell("info", self._texts("intake.receipt.printing"))
        self._window.receipts.print(dossier_id, self._tell_printed, self._window.fail)

    def tell_done(self, name: str, doing: Doing, dossier: Dossier) -> None:
        """Say what was done, with its way back where there is one."""
        sentence = self._texts(f"intake.did.{name}", number=dossier.local_number)
        if doing.undo is not None and self._clerk.may_take_back(dossier):
            self._window.foot.toast.clear()
            back = partial(self._take_back, doing.undo)
            self._window.foot.undo.offer(sentence, back, UNDO_S)
        else:
            self._window.foot.undo.clear()
            self._window.tell("good", sentence)

    def _do(self, name: str, dossier: Dossier) -> None:
        if name == "print":
            self.print_receipt(dossier.dossier_id)
        elif name == "open":
            self._clerk.read(
                dossier, "look", partial(self._finder.show_person, dossier), self._window.fail
            )
        elif name == "correct":
            self._clerk.read(dossier, "correct", partial(self._correct, dossier), self._window.fail)
        elif name in _REASONED:
            answered = partial(self._carry_out, name, dossier)
            self._window.talk.ask(name, answered, number=dossier.local_number)
        else:
            self._carry_out(name, dossier, "")

    def _correct(self, dossier: Dossier, person: Person | None) -> None:
        self._window.writer.corrector.begin(dossier, person)

    def _carry_out(self, name: str, dossier: Dossier, reason: str) -> None:
        doing = doing_of(name, dossier, reason, self._texts)
        self._clerk.send(doing, partial(self._done, name, doing), self._window.fail)

    def _done(self, name: str, doing: Doing, dossier: Dossier) -> None:
        self._window.talk.close()
        self.tell_done(name, doing, dossier)
        self._finder.refresh()
        self._finder.table.setFocus()

    def _take_back(self, doing: Doing) -> None:
        self._clerk.send(doing, self._taken_back, self._window.fail)

    def _taken_back(self, _dossier: Dossier) -> None:
        self._window.tell("good", self._texts("intake.taken_back"))
        if self._window.page is Page.FINDING:
            self._finder.refresh()

    def _tell_printed(self, printer: str) -> None:
        key = "printed" if printer else "printed_somewhere"
        self._window.tell("good", self._texts(f"intake.receipt.{key}", printer=printer))
