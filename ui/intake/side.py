"""Beside the form: when it is due and why, the papers, what looks the same, this visit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.clock import local
from core.dossiers.model import DossierState, Procedure
from core.dossiers.terms import Reckoning, in_words
from core.dossiers.views import DossierLine
from core.texts import Texts
from ui.intake.fields import PaperList
from ui.theme import BOLD, Theme
from ui.widgets.table import Column, DataTable
from ui.widgets.words import Words

_MOST = 100


class DueCard(QFrame):
    """The due date in large letters, and the way to it sentence by sentence."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._texts = texts
        self._due = Words(theme, theme.font("lead", BOLD))
        self._way = Words(theme, theme.font("body"), color="ink_soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("room"), theme.space("gap")) * 2)
        column.setSpacing(theme.space("tight"))
        column.addWidget(self._due)
        column.addWidget(self._way)

    def show_reckoning(self, reckoning: Reckoning | None, procedure: Procedure | None) -> None:
        """Say when it would be due, after which term, and how that is reckoned."""
        if reckoning is None:
            self._due.setText("")
            self._way.setText("")
            return
        due = due_words(self._texts, reckoning.due_at)
        if procedure is None or reckoning.due_at is None:
            self._due.setText(self._texts("intake.due.plain", due=due))
        else:
            term = term_words(self._texts, procedure)
            self._due.setText(self._texts("intake.due.said", due=due, term=term))
        self._way.setText("\n".join(in_words(reckoning, self._texts)))

    def due(self) -> str:
        return self._due.text()


class IntakeSide(QWidget):
    """Everything beside the fields; `opened` carries a dossier to look at."""

    changed = Signal()
    opened = Signal(object)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.due = DueCard(theme, texts)
        self.papers = PaperList(theme)
        self._alike = Words(theme, theme.font("body", BOLD), color="warn")
        self._alike.hide()
        self.visit = DossierTable(theme, texts, of_one_person=True)
        self._heads = {
            name: Words(theme, theme.font("body", BOLD), texts(f"intake.head.{name}"))
            for name in ("due", "papers", "visit")
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("tight"))
        column.addWidget(self._heads["due"])
        column.addWidget(self.due)
        column.addWidget(self._alike)
        column.addSpacing(theme.space("near"))
        column.addWidget(self._heads["papers"])
        column.addWidget(self.papers)
        column.addSpacing(theme.space("near"))
        column.addWidget(self._heads["visit"])
        column.addWidget(self.visit, _MOST)
        column.addStretch(1)  # keeps the rest together while there is no visit
        self.papers.changed.connect(self.changed)
        self.visit.opened.connect(self.opened)

    def show_alike(self, lines: Sequence[DossierLine]) -> None:
        """A hint that the same person handed in the same lately; no ban."""
        numbers = ", ".join(line.dossier.local_number for line in lines[:3])
        self._alike.setText(self._texts("intake.alike", numbers=numbers) if lines else "")
        self._alike.setVisible(bool(lines))

    def show_visit(self, lines: Sequence[DossierLine]) -> None:
        self.visit.show_rows(lines)
        for widget in (self.visit, self._heads["visit"]):
            widget.setVisible(bool(lines))


class DossierTable(DataTable):
    """Dossiers as lines of a ledger; the applicant is masked, or left out if always the same."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        *,
        of_one_person: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        code: Column[DossierLine] = Column(texts("intake.column.code"), _code)
        who: Column[DossierLine] = Column(
            texts("intake.column.applicant"), lambda line: line.applicant
        )
        columns: Sequence[Column[DossierLine]] = (
            *((code,) if of_one_person else (code, who)),
            Column(
                texts("intake.column.procedure"),
                lambda line: line.dossier.procedure_name,
                stretch=True,
            ),
            Column(
                texts("intake.column.state"),
                lambda line: state_words(texts, line),
                color=lambda line: _STATE_COLORS.get(line.dossier.state, "info"),
            ),
        )
        super().__init__(theme, columns, parent)
        self.setAccessibleName(texts("intake.head.visit"))


_STATE_COLORS = {
    DossierState.RESOLVED: "good",
    DossierState.RETURNED: "good",
    DossierState.VOIDED: "off",
    DossierState.REFUSED_AT_RECEPTION: "off",
}


def state_words(texts: Texts, line: DossierLine) -> str:
    """The state, or how the clock stopped when that says more."""
    dossier = line.dossier
    if dossier.state == DossierState.RESOLVED and dossier.outcome != "result":
        return texts(f"dossier.outcome.{dossier.outcome}")
    return texts(f"dossier.state.{dossier.state.value}")


def due_words(texts: Texts, due_at: int | None) -> str:
    """`Wednesday 25/11/2026, 16:30`, or that there is no term."""
    if due_at is None:
        return texts("intake.due.unknown")
    moment = local(due_at)
    weekday = texts(f"common.weekday.{moment.weekday()}")
    return texts("intake.due", time=f"{moment:%H:%M}", weekday=weekday, day=f"{moment:%d/%m/%Y}")


def term_words(texts: Texts, procedure: Procedure) -> str:
    """The term in few words, such as `3 working days`."""
    if procedure.term_kind == "same_day":
        return texts("intake.term.same_day")
    return texts(f"dossier.term.{procedure.term_kind}", n=procedure.term)


def _code(line: DossierLine) -> str:
    return line.dossier.dossier_code or line.dossier.local_number
