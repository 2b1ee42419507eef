"""Short notices at the foot of a window: what happened, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.clock import Timer, Timers
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.icon import Icon
from ui.widgets.keyhint import KeyHint
from ui.widgets.labels import FittedLabel

_KEY = "Ctrl+Z"
_TONES = {
    "info": ("info", "info"),
    "good": ("good", "circle-check"),
    "warn": ("warn", "triangle-alert"),
    "bad": ("bad", "circle-x"),
}


class Toast(QFrame):
    """A sentence that goes by itself; an error stays until another one comes."""

    def __init__(self, theme: Theme, timers: Timers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._theme = theme
        self._timers = timers
        self._pending: Timer | None = None
        self._icon = Icon("info", theme.size("icon"), theme.color("info"))
        self._words = FittedLabel(theme, theme.font("body", SEMIBOLD))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("room"), theme.space("near")) * 2)
        row.setSpacing(theme.space("gap"))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()

    def text(self) -> str:
        return "" if self.isHidden() else self._words.text()

    def tell(self, sentence: str, tone: str = "info") -> None:
        """Show a sentence; `tone` is info, good, warn or bad."""
        color, icon = _TONES[tone]
        self._icon.show_icon(icon, self._theme.color(color))
        self._words.set_color(color if tone in ("warn", "bad") else "ink")
        self._words.setText(sentence)
        self._rest()
        if tone != "bad":
            self._pending = self._timers.after(self._theme.seconds("toast"), self.clear)
        self.show()

    def clear(self) -> None:
        self._rest()
        self.hide()

    def _rest(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None


class UndoBar(QFrame):
    """What was done, and for some seconds a button that takes it back."""

    def __init__(
        self, theme: Theme, timers: Timers, texts: Texts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("well")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._timers = timers
        self._texts = texts
        self._pending: Timer | None = None
        self._left_s = 0
        self._undo: Callable[[], None] | None = None
        self._words = FittedLabel(theme, theme.font("body"))
        self.button = StaffButton(theme, "", "undo-2", kind="quiet")
        self.button.clicked.connect(self._take_back)
        # A button forgets its own shortcut whenever its words change.
        shortcut = QShortcut(QKeySequence(_KEY), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("room"), theme.space("tight")) * 2)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        row.addWidget(KeyHint(theme, _KEY))
        self.hide()

    def offer(self, sentence: str, undo: Callable[[], None], seconds: int) -> None:
        """Show what was done; `undo` is called when the user takes it back in time."""
        self.clear()
        self._words.setText(sentence)
        self._undo = undo
        self._left_s = seconds
        self._count()
        self.show()

    def clear(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
        self._pending = None
        self._undo = None
        self.hide()

    def _count(self) -> None:
        self.button.setText(self._texts("common.undo", n=self._left_s))
        self._pending = self._timers.after(1, self._tick)

    def _tick(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.clear()
        else:
            self._count()

    def _take_back(self) -> None:
        undo = self._undo
        self.clear()
        if undo is not None:
            undo()
