"""The questions of the intake: why, or which code; a refused answer can be mended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.texts import Texts
from ui.theme import Theme
from ui.widgets.question import TextQuestion

_MAX_CHARS = 300


class Talk(QObject):
    """One question at a time over the window; `opened` and `closed` say so."""

    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, texts: Texts, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._texts = texts
        self._window = window
        self.sheet: TextQuestion | None = None

    def ask(self, name: str, answered: Callable[[str], None], **facts: object) -> None:
        """Ask the question of a deed; the sheet stays until `close`."""
        self.close()
        sheet = TextQuestion(
            self._theme,
            self._window,
            self._texts(f"intake.ask.{name}.title", **facts),
            self._texts(f"intake.ask.{name}.help", **facts),
            self._texts(f"intake.ask.{name}.do"),
            max_chars=_MAX_CHARS,
            stays=True,
        )
        self.sheet = sheet
        sheet.answered.connect(answered)
        sheet.closed.connect(self._closed)
        self.opened.emit()
        sheet.open()

    def tell(self, sentence: str) -> bool:
        """Say what is wrong with the answer; False when no question is open."""
        if self.sheet is None:
            return False
        self.sheet.tell(sentence)
        return True

    def close(self) -> None:
        if self.sheet is not None:
            self.sheet.close_sheet()

    def _closed(self) -> None:
        self.sheet = None
        self.closed.emit()
