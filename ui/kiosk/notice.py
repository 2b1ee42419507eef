"""A page that says one thing: closed, please wait, or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kiosk.parts import Header, Means, big_button, mark_ribbon
from ui.widgets.icon import Icon
from ui.widgets.labels import FittedLabel

_CENTRE = Qt.AlignmentFlag.AlignCenter


class NoticePage(QWidget):
    """An icon, a headline, a sentence and a small line; `back` adds a button."""

    back = Signal()

    def __init__(
        self,
        means: Means,
        icon: str,
        title: str,
        words: str = "",
        *,
        centre: str = "",
        color: str = "info",
        small: str = "",
        mark: str = "",
        back: str = "",
    ) -> None:
        super().__init__()
        self._look = look = means.look
        self.title, self.words = title, words
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, look.margin, look.margin, look.margin)
        column.setSpacing(look.gap if look.compact else look.margin)
        column.addWidget(Header(means, centre))
        ribbon = mark_ribbon(means, mark)
        if ribbon is not None:
            column.addWidget(ribbon)
        column.addStretch(2)
        size = look.mm(22 if look.compact else 45)
        column.addWidget(Icon(icon, size, look.theme.color(color)), 0, _CENTRE)
        self._say(column, title, "ink", big=True)
        if words:
            self._say(column, words, "ink")
        if small:
            self._say(column, small, "ink_soft")
        column.addStretch(3)
        if back:
            height = look.target if look.compact else look.mm(28)
            self.button = big_button(
                means, back, "house", kind="action", font=look.title(), height=height
            )
            self.button.clicked.connect(self.back)
            column.addWidget(self.button)

    def _say(self, column: QVBoxLayout, words: str, color: str, *, big: bool = False) -> None:
        look = self._look
        font = look.title() if big else look.lead() if color == "ink" else look.body()
        column.addWidget(
            FittedLabel(look.theme, font, words, color=color, align=_CENTRE, least_px=look.least_px)
        )
