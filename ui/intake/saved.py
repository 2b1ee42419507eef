"""After saving: the receipt as it will be printed, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.dossiers.model import Procedure
from core.dossiers.reception import ReceivedDossier
from core.texts import Texts
from ui.intake.entry import Entry
from ui.intake.form import fee_words
from ui.intake.side import due_words
from ui.theme import BOLD, Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.words import Words

_PAPER_PX = 620
_LABEL_PX = 150
_ACTION_PX = 560
_CENTRE = Qt.AlignmentFlag.AlignCenter


class SavedPage(QWidget):
    """The receipt (form 01) in short, on paper; `wanted` carries again, new or print."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._rows: QGridLayout = QGridLayout()
        self._title = Words(theme, theme.font("title", BOLD), texts("intake.receipt.title"))
        self._number = Words(theme, theme.font("lead", BOLD), align=_CENTRE)
        self._file = Words(theme, theme.font("small"), color="ink_soft")
        self.buttons = {
            name: KeyButton(theme, texts(f"intake.verb.{name}"), key, icon, large=large)
            for name, key, icon, large in (
                ("again", "F4", "copy-plus", True),
                ("new", "F3", "file-plus", False),
                ("print", "Ctrl+P", "printer", False),
            )
        }
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self.wanted.emit(name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("wide"))
        row.addWidget(self._paper(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._actions(), 1)

    def show_saved(
        self,
        done: ReceivedDossier,
        entry: Entry,
        procedure: Procedure,
        officer: str,
        presented: str,
    ) -> None:
        """Show what was written down; the name is what the officer typed."""
        texts = self._texts
        self._number.setText(done.dossier_code or done.local_number)
        fee = entry.fee_dong or fee_words(texts, procedure)
        paid = texts("intake.receipt.paid") if entry.fee_paid else texts("intake.receipt.unpaid")
        self._fill(
            (
                (texts("dossier.field.name"), entry.name),
                (texts("dossier.field.id_number"), entry.id_number),
                (texts("dossier.field.phone"), entry.phone),
                (texts("dossier.field.address"), entry.address),
                (texts("dossier.field.procedure_code"), procedure.name),
                (texts("dossier.field.papers"), "\n".join(entry.papers)),
                (texts("dossier.field.copies"), entry.copies),
                (texts("dossier.field.fee_dong"), f"{fee} – {paid}"),
                (texts("intake.receipt.presented"), presented),
                (texts("intake.receipt.due"), due_words(texts, done.due_at)),
                (
                    texts("dossier.field.return_channel"),
                    texts(f"dossier.returning.{entry.return_channel}"),
                ),
                (texts("intake.receipt.officer"), officer),
            )
        )
        self._file.setText(texts("intake.receipt.making"))
        self.buttons["again"].setFocus()

    def show_file(self, file: Path) -> None:
        """The receipt's PDF stands on this PC."""
        self._file.setText(self._texts("intake.receipt.file", file=str(file)))

    def show_no_file(self, sentence: str) -> None:
        self._file.setText(sentence)

    def number(self) -> str:
        return self._number.text()

    def file_words(self) -> str:
        return self._file.text()

    def _fill(self, lines: Sequence[tuple[str, str]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        body, strong = self._theme.font("body"), self._theme.font("body", BOLD)
        due = self._texts("intake.receipt.due")
        shown = [(word, value) for word, value in lines if value]
        for index, (word, value) in enumerate(shown):
            label = Words(self._theme, body, word, color="ink_soft")
            label.setFixedWidth(_LABEL_PX)
            top = Qt.AlignmentFlag.AlignTop
            self._rows.addWidget(label, index, 0, top)
            face = strong if word == due else body
            self._rows.addWidget(Words(self._theme, face, value), index, 1)

    def _paper(self) -> QWidget:
        paper = QFrame()
        paper.setObjectName("card")
        paper.setFixedWidth(_PAPER_PX)
        space = self._theme.space
        column = QVBoxLayout(paper)
        column.setContentsMargins(*(space("broad"), space("wide")) * 2)
        column.setSpacing(space("near"))
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._number)
        column.addSpacing(space("near"))
        self._rows.setHorizontalSpacing(space("near"))
        self._rows.setVerticalSpacing(space("tight"))
        self._rows.setColumnStretch(1, 1)
        column.addLayout(self._rows)
        return paper

    def _actions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.space("near"))
        for button in self.buttons.values():
            button.setMaximumWidth(_ACTION_PX)
            column.addWidget(button)
        column.addSpacing(self._theme.space("near"))
        column.addWidget(self._file)
        column.addStretch(1)
        return column
