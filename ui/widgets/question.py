"""Questions: a sheet with one thing to answer, wholly by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.keybutton import KeyButton
from ui.widgets.sheet import Sheet
from ui.widgets.words import Words

_MAX_CHARS = 100


class Question(Sheet):
    """A sheet with a title, a line of help and a field; Escape goes back."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        help_line: str,
        *,
        width_px: int = 560,
        light: bool = True,
    ) -> None:
        super().__init__(theme, window, width_px=width_px, light=light)
        self.theme = theme
        self.body.addWidget(Words(theme, theme.font("title", BOLD), title))
        if help_line:
            self.body.addWidget(Words(theme, theme.font("body"), help_line, color="ink_soft"))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the sheet."""
        widget: QWidget | None = self.focusWidget() or self
        for _ in range(200):
            if widget is None:
                break
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if widget is not None and self._takes_focus(widget):
                widget.setFocus()
                return True
        return False

    def _takes_focus(self, widget: QWidget) -> bool:
        wants = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        return wants and widget is not self and self.isAncestorOf(widget) and widget.isVisible()


class TextQuestion(Question):
    """One line of text; `answered` carries it.

    With `stays` the sheet stays until its owner closes it, so that a refused
    answer can be mended: `tell` says under the field what was wrong.
    """

    answered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        help_line: str,
        button: str,
        *,
        may_be_empty: bool = False,
        max_chars: int = _MAX_CHARS,
        stays: bool = False,
    ) -> None:
        super().__init__(theme, window, title, help_line)
        self._may_be_empty = may_be_empty
        self._stays = stays
        self.field = QLineEdit()
        self.field.setFont(theme.font("lead"))
        self.field.setMaxLength(max_chars)
        self.field.setAccessibleName(title)
        enter = KeyButton(theme, button, "Enter", "check", large=True)
        self._told = Words(theme, theme.font("body", SEMIBOLD), color="bad")
        self._told.hide()
        self.body.addWidget(self.field)
        self.body.addWidget(self._told)
        self.body.addWidget(enter)
        self.field.returnPressed.connect(self._answer)
        enter.clicked.connect(self._answer)

    def open(self) -> None:
        super().open()
        self.field.setFocus()

    def tell(self, sentence: str) -> None:
        """Say what is wrong with the answer; the cursor stands in it again."""
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        self.fit()
        self.field.setFocus()

    def told(self) -> str:
        """The sentence under the field; empty when there is none."""
        return "" if self._told.isHidden() else self._told.text()

    def _answer(self) -> None:
        text = self.field.text().strip()
        if text or self._may_be_empty:
            if not self._stays:
                self.close_sheet()
            self.answered.emit(text)
