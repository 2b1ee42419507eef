"""A strip across a window that says one thing until it is no longer true."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.icon import Icon
from ui.widgets.labels import FittedLabel

_ICONS = {"warn": "triangle-alert", "bad": "circle-x", "info": "info"}


class Banner(QFrame):
    """Icon, sentence and at most one button, on a tinted ground."""

    pressed = Signal()

    def __init__(self, theme: Theme, tone: str = "warn", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("tone", tone)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("room"), theme.space("tight")) * 2)
        row.setSpacing(theme.space("gap"))
        row.addWidget(Icon(_ICONS[tone], theme.size("icon"), theme.color(tone)))
        self._words = FittedLabel(theme, theme.font("body", SEMIBOLD), color=tone)
        row.addWidget(self._words, 1)
        self.button = StaffButton(theme, "")
        self.button.clicked.connect(self.pressed)
        self.button.hide()
        row.addWidget(self.button)
        self.hide()

    def text(self) -> str:
        return "" if self.isHidden() else self._words.text()

    def tell(self, sentence: str, action: str = "") -> None:
        """Show a sentence, with a button when there is something to do; empty hides it."""
        self._words.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(sentence))
