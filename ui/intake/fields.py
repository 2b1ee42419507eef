"""The rows of the form: a word, a field, and under it what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import SEMIBOLD, Theme
from ui.widgets.tick import Tick
from ui.widgets.words import Words

_LABEL_PX = 132


class FieldRow(QWidget):
    """One row; `changed` at every change, `entered` at Enter."""

    changed = Signal()
    entered = Signal()

    def __init__(
        self, theme: Theme, name: str, word: str, field: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.field = field
        label = Words(theme, theme.font("body", SEMIBOLD), word, color="ink_soft")
        label.setFixedWidth(_LABEL_PX)
        self._wrong = Words(theme, theme.font("small", SEMIBOLD), color="bad")
        self._wrong.hide()
        field.setFont(theme.font("body"))
        field.setAccessibleName(word)
        field.installEventFilter(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("near"))
        grid.setVerticalSpacing(0)
        grid.addWidget(label, 0, 0)
        grid.addWidget(field, 0, 1)
        grid.addWidget(self._wrong, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong under the field, and put the cursor there."""
        self._wrong.setText(sentence)
        self._wrong.show()
        self._mark("bad")
        self.field.setFocus()
        if isinstance(self.field, QLineEdit):
            self.field.selectAll()

    def show_right(self) -> None:
        if not self._wrong.isHidden():
            self._wrong.hide()
            self._mark("")

    def wrong(self) -> str:
        """The sentence under the field; empty when there is none."""
        return "" if self._wrong.isHidden() else self._wrong.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _mark(self, state: str) -> None:
        self.field.setProperty("state", state)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)


class TextRow(FieldRow):
    """A line of text; `more` stands beside the field, such as a tick."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        word: str,
        *,
        hint: str = "",
        max_chars: int = 1000,
        parent: QWidget | None = None,
    ) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(max_chars)
        self.line.setPlaceholderText(hint)
        super().__init__(theme, name, word, self.line, parent)
        self.line.textEdited.connect(self._edited)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)

    def _edited(self) -> None:
        self.show_right()
        self.changed.emit()


class ChoiceRow(FieldRow):
    """One of a few; the arrows and the first letters choose."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        word: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        self.box = QComboBox()
        for value, words in choices:
            self.box.addItem(words, value)
        super().__init__(theme, name, word, self.box, parent)
        self.box.activated.connect(self._chosen)

    def text(self) -> str:
        return str(self.box.currentData())

    def set_text(self, value: str) -> None:
        """Choose a value; one that is not among the choices becomes one."""
        index = self.box.findData(value)
        if index < 0:
            self.box.addItem(value, value)
            index = self.box.count() - 1
        self.box.setCurrentIndex(index)

    def _chosen(self) -> None:
        self.show_right()
        self.changed.emit()


class PaperList(QWidget):
    """The papers of the procedure, ticked when they are there."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ticks: list[tuple[str, Tick]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_papers(self, papers: Sequence[str], ticked: Sequence[str]) -> None:
        """Show other papers; those in `ticked` are there."""
        if [name for name, _ in self._ticks] != list(papers):
            self._rebuild(papers)
        for name, tick in self._ticks:
            tick.setChecked(name in ticked)

    def ticked(self) -> list[str]:
        return [name for name, tick in self._ticks if tick.isChecked()]

    def _rebuild(self, papers: Sequence[str]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        self._ticks = []
        for name in papers:
            tick = Tick(self._theme, name)
            tick.toggled.connect(self.changed)
            self._column.addWidget(tick)
            self._ticks.append((name, tick))
