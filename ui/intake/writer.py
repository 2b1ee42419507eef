"""The life of an entry: begun, kept as a draft, saved, repeated, put right."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from core.errors import Problem
from core.texts import folded
from ui.intake.correcting import Corrector
from ui.intake.draft import DraftKeeper
from ui.intake.entry import (
    Entry,
    entry_of,
    first_entry,
)
from ui.intake.saving import UNDO_S, Saver
from ui.intake.verbs import Page

if TYPE_CHECKING:
    from ui.intake.window import IntakeWindow


class Writer(QObject):
    """Moves entries between the page, the draft on disk and the store."""

    def __init__(self, window: IntakeWindow) -> None:
        super().__init__(window)
        self._window = window
        self._office = window.office
        self._texts = window.texts
        self._clerk = window.clerk
        self._page = window.writing
        self.saver = Saver(window, self.show_entry, self.tell_wrong)
        self.corrector = Corrector(window, self.show_entry, self.tell_wrong)
        self._draft = DraftKeeper(self._office, self._note_name(), self._facts, self)
        self._loaded = False
        self._draft.kept.connect(partial(window.head.show_draft, kept=True))
        self._draft.failed.connect(partial(window.tell, "warn"))
        self._page.changed.connect(self._note_change)
        self.saver.settled.connect(self._draft.drop)
        self.saver.given_back.connect(self._fetch_back)
        self._page.finished.connect(self.save)
        self._page.turned.connect(self._turn)

    # --- Beginning ------------------------------------------------------------------

    def take_up(self) -> None:
        """Go on with what was left here; else a new entry for the visit."""
        if not self._loaded:
            self._loaded = True
            self._window.show_page(Page.CHOOSING)
            self._draft.load(self._restore)
            if self._office.staff is None:
                self._restore(None)
            return
        entry = self._page.entry()
        if self.corrector.dossier is not None:
            self._turn()
        elif entry.is_begun():
            self.show_entry(entry)
            self._tell_of_other_visit(entry)
        else:
            self.show_entry(first_entry(self._clerk.visit))

    def new(self) -> None:
        """An empty entry; an unfinished one can be fetched back for some seconds."""
        left = self._page.entry()
        on_screen = self._window.page in (Page.CHOOSING, Page.FILLING)
        self.show_entry(first_entry(self._clerk.visit))
        self._draft.drop()
        if on_screen and left.is_begun():
            self._window.foot.undo.offer(
                self._texts("intake.cleared"), partial(self._fetch_back, left), UNDO_S
            )

    def again(self) -> None:
        """The next one of the same kind as the last saved."""
        if self.saver.last is None:
            self._window.tell("info", self._texts("intake.nothing_to_repeat"))
        elif self._window.page is Page.SAVED or not self._page.entry().is_begun():
            self.show_entry(self.saver.last.again(self._clerk.visit))
            self._window.tell("info", self._texts("intake.same_again"))

    def take_card(self, card: dict[str, str]) -> None:
        """An identity card was scanned: its facts stand in the fields."""
        self._page.form.take_card(card)
        self._window.tell("good", self._texts("intake.card_read"))

    def go_back(self) -> None:
        """Back to what was there before, as it was left; at last to the counter."""
        if self._window.page is Page.CORRECTING:
            self.leave_correction()
        elif self._window.page is Page.FINDING:
            self.show_entry(self._page.entry())
        else:
            self.keep_now()
            self._window.go_home()

    def leave_correction(self) -> None:
        """Back to what was found; the entry that waited stands in the fields again."""
        waiting = self.corrector.leave()
        self.show_entry(waiting or first_entry(self._clerk.visit))
        self._window.finding.open_again()

    # --- Saving ---------------------------------------------------------------------

    def save(self) -> None:
        """Write down what stands in the fields; a mistake is told at its field."""
        if self.corrector.dossier is not None:
            self.corrector.save()
            return
        entry = self._page.entry()
        if not entry.procedure_code:
            self._window.tell("warn", self._texts("intake.choose_first"))
            return
        self.saver.save(entry)

    def tell_wrong(self, error: Exception) -> None:
        """Everything stays as typed; the sentence stands at its field if it has one."""
        field = str(error.facts.get("field", "")) if isinstance(error, Problem) else ""
        self._page.form.show_wrong(field, self._office.sentence(error))

    # --- The draft --------------------------------------------------------------------

    def keep_now(self) -> None:
        self._draft.close()

    def close(self) -> None:
        self._draft.close()

    def _restore(self, facts: dict[str, Any] | None) -> None:
        if self._page.entry().is_begun():
            return  # somebody was quicker than the disk
        entry = entry_of(facts) if facts else Entry()
        if not entry.is_begun():
            self.show_entry(first_entry(self._clerk.visit))
            return
        self.show_entry(entry)
        self._window.head.show_draft(kept=True)
        if not self._tell_of_other_visit(entry):
            self._window.tell("info", self._texts("intake.draft.restored"))

    def _tell_of_other_visit(self, entry: Entry) -> bool:
        other = entry.ticket_id != self._clerk.visit.ticket_id
        if other:
            self._window.tell("warn", self._texts("intake.draft.other_visit"))
        return other

    def _note_change(self) -> None:
        if self.corrector.dossier is None:
            self._window.head.show_draft(kept=False)
            self._draft.note_change()

    def _facts(self) -> dict[str, Any]:
        return (self.corrector.set_aside or self._page.entry()).to_facts()

    def _fetch_back(self, entry: Entry) -> None:
        self.show_entry(entry)
        self._note_change()

    def _note_name(self) -> str:
        """Each counter of a PC has its own draft."""
        plain = re.sub(r"[^a-z0-9_-]", "-", folded(self._clerk.visit.counter_id))
        return f"intake.{plain or 'desk'}"[:80]

    # --- What the window shows ----------------------------------------------------------

    def title(self, page: Page) -> str:
        names = {Page.GATE: "gate", Page.SAVED: "saved", Page.FINDING: "finding"}
        dossier = self.corrector.dossier
        if page is Page.CORRECTING and dossier is not None:
            return self._texts("intake.head.correcting", number=dossier.local_number)
        return self._texts(f"intake.head.{names.get(page, 'writing')}")

    def visit_words(self, page: Page) -> str:
        """For which visit the entry is; the gate, the finder and corrections have none."""
        if page in (Page.GATE, Page.FINDING, Page.CORRECTING):
            return ""
        entry = self.saver.last if page is Page.SAVED else self._page.entry()
        label = entry.label if entry else ""
        return (
            self._texts("intake.visit.ticket", label=label)
            if label
            else self._texts("intake.visit.none")
        )

    def show_entry(self, entry: Entry) -> None:
        """Show an entry in the fields, or first the procedures to choose from."""
        if not entry.attempt_id:
            entry.attempt_id = self._clerk.new_attempt()
        self._window.head.show_draft(kept=False)
        dossier = self.corrector.dossier
        self._page.show_entry(entry, self._clerk.visit, dossier.dossier_id if dossier else "")
        self._turn()

    def _turn(self) -> None:
        """The writing page shows the list or the fields: its head and keys follow."""
        if not self._page.is_filling:
            self._window.show_page(Page.CHOOSING)
        elif self.corrector.dossier is not None:
            self._window.show_page(Page.CORRECTING)
        else:
            self._window.show_page(Page.FILLING)
