"""The page on which a dossier is written down: procedure, fields, and what stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.clock import Timer
from core.dossiers.model import Procedure
from core.dossiers.terms import Reckoning
from core.dossiers.views import (
    DossierLine,
    ProcedureFinder,
    dossiers_of_ticket,
    possible_duplicates,
    preview_due,
    procedure_uses,
)
from core.errors import Problem
from core.ports import Reader
from ui.bridge import Office
from ui.intake.entry import Entry, Visit, is_late, moment_of
from ui.intake.form import IntakeForm, short_fee
from ui.intake.side import IntakeSide, term_words
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.picklist import PickList
from ui.widgets.table import Column
from ui.widgets.words import Words

_SIDE_PX = 520
_SIDE_PAUSE_S = 0.3
_SUGGESTED = 40


class WritingPage(QWidget):
    """First the procedure by a few letters, then the fields.

    `changed` at every change of the entry, `finished` when Enter left the
    last field, `turned` when the list or the fields came up.
    """

    changed = Signal()
    finished = Signal()
    turned = Signal()

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        texts = office.texts
        self._procedures: dict[str, Procedure] = {}
        self._finder = ProcedureFinder(())
        self._visit = Visit("", "")
        self._early = Entry()
        self._own_id = ""
        self._timer: Timer | None = None
        self._asked = 0
        columns: Sequence[Column[Procedure]] = (
            Column(texts("intake.column.procedure"), lambda row: row.name, stretch=True),
            Column(texts("intake.column.sector"), lambda row: row.sector),
            Column(texts("intake.column.term"), lambda row: term_words(texts, row)),
            Column(texts("intake.column.fee"), lambda row: short_fee(texts, row)),
        )
        self.procedures = PickList(
            theme,
            columns,
            lambda row: row.name,
            texts("intake.procedure.search"),
            find=self._suggest,
        )
        none = texts("intake.procedure.none")
        self._none = Words(theme, theme.font("body", SEMIBOLD), none, color="warn")
        self._none.hide()
        self.form = IntakeForm(theme, texts)
        self.side = IntakeSide(theme, texts)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._choosing(theme, texts("intake.procedure.title")))
        self.pages.addWidget(self._filling(theme))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pages)
        self.procedures.picked.connect(self._pick)
        self.form.changed.connect(self._note_change)
        self.form.finished.connect(self.finished)
        self.side.changed.connect(self.changed)
        office.ask(_procedures, then=self._know)

    @property
    def is_filling(self) -> bool:
        """Whether the fields are shown, not the list of procedures."""
        return self.pages.currentIndex() == 1

    def procedure(self) -> Procedure | None:
        return self._procedures.get(self.form.entry().procedure_code)

    def entry(self) -> Entry:
        """The entry as typed, with the papers that are ticked."""
        entry = self.form.entry()
        entry.papers = self.side.papers.ticked()
        return entry

    def show_entry(self, entry: Entry, visit: Visit, own_id: str = "") -> None:
        """Show an entry, `own_id` when it is saved; without a procedure the list of them."""
        self._visit, self._early, self._own_id = visit, entry, own_id
        procedure = self._procedures.get(entry.procedure_code)
        self.form.show_entry(entry, procedure)
        self.show_visit(visit)
        if procedure is None:
            self.choose_procedure()
            return
        self.side.papers.show_papers(procedure.papers, entry.papers)
        self.pages.setCurrentIndex(1)
        self.form.focus_first()
        self._look_beside()

    def show_visit(self, visit: Visit) -> None:
        """What was received in this visit so far."""
        if visit.ticket_id:
            query = partial(_of_ticket, ticket_id=visit.ticket_id)
            self._office.ask(query, then=self.side.show_visit)
        else:
            self.side.show_visit(())

    def choose_procedure(self) -> None:
        """Back to the list; what was typed stays."""
        self.pages.setCurrentIndex(0)
        self.procedures.field.clear()
        self.procedures.show_rows(())
        self.procedures.setFocus()
        self.turned.emit()

    def close_page(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _know(self, known: tuple[list[Procedure], dict[str, int]]) -> None:
        """The catalogue is here; a draft that came before it shows its fields now."""
        procedures, uses = known
        self._procedures = {one.procedure_code: one for one in procedures}
        self._finder = ProcedureFinder(procedures, uses)
        if self.procedure() is not None and not self.is_filling:
            self.show_entry(self._early, self._visit)
        else:
            self.procedures.show_rows(())

    def _suggest(self, words: str) -> list[Procedure]:
        found = self._finder.suggest(words, _SUGGESTED, self._visit.sector_id)
        self._none.setText(
            "" if found or not words else self._office.texts("intake.procedure.none")
        )
        return found

    def _pick(self, procedure: Procedure) -> None:
        entry = self.entry()
        same = entry.procedure_code == procedure.procedure_code
        entry.procedure_code = procedure.procedure_code
        self.form.show_entry(entry, procedure)
        self.side.papers.show_papers(procedure.papers, entry.papers if same else procedure.papers)
        self.pages.setCurrentIndex(1)
        self.form.focus_first()
        self.turned.emit()
        self._note_change()

    def _note_change(self) -> None:
        self.form.show_late(is_late(self.form.entry(), self._office.clock.now()))
        if self._timer is None:
            self._timer = self._office.timers.after(_SIDE_PAUSE_S, self._look_beside)
        self.changed.emit()

    def _look_beside(self) -> None:
        """When it would be due, and whether the same is there already."""
        self.close_page()
        entry = self.form.entry()
        self.form.show_late(is_late(entry, self._office.clock.now()))
        try:
            presented = moment_of(entry.presented_at, self._office.clock.now())
        except Problem:
            self.side.due.show_reckoning(None, None)
            return
        self._asked += 1
        query = partial(_beside, entry=entry, presented_at=presented)
        self._office.ask(query, then=partial(self._show_beside, self._asked))

    def _show_beside(self, asked: int, found: tuple[Reckoning | None, list[DossierLine]]) -> None:
        if asked == self._asked:
            self.side.due.show_reckoning(found[0], self.procedure())
            others = [one for one in found[1] if one.dossier.dossier_id != self._own_id]
            self.side.show_alike(others)

    def _choosing(self, theme: Theme, title: str) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        column.addWidget(Words(theme, theme.font("title", BOLD), title))
        column.addWidget(self._none)
        column.addWidget(self.procedures, 1)
        return page

    def _filling(self, theme: Theme) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("wide"))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.form)
        self.side.setFixedWidth(_SIDE_PX)
        row.addWidget(scroll, 1)
        row.addWidget(self.side)
        return page


def _procedures(reader: Reader) -> tuple[list[Procedure], dict[str, int]]:
    return reader.procedures.list_all(), procedure_uses(reader)


def _of_ticket(reader: Reader, ticket_id: str) -> list[DossierLine]:
    return dossiers_of_ticket(reader, ticket_id)


def _beside(
    reader: Reader, entry: Entry, presented_at: int | None
) -> tuple[Reckoning | None, list[DossierLine]]:
    if not entry.procedure_code:
        return None, []
    reckoning = preview_due(reader, entry.procedure_code, presented_at)
    if not entry.name.strip() and not entry.id_number.strip():
        return reckoning, []
    alike = possible_duplicates(reader, entry.procedure_code, entry.name, entry.id_number)
    return reckoning, alike
