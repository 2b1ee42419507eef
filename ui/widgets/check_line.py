"""One line of a check list: icon, what was checked, and in words how it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import SEMIBOLD, Theme
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text, set_text

_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_INDENT = 36


class CheckLine(QWidget):
    """Good, or in another tone (`bad`, `info`), with a sentence below the title."""

    def __init__(self, theme: Theme, good: bool, title: str, more: str, tone: str = "bad") -> None:
        super().__init__()
        self._theme = theme
        self.good = good
        self._title = title
        self._more = more
        self._color = "good" if good else tone
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"{title} {more}")

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title = set_text(self._title, self._theme.font("body", SEMIBOLD), width - _INDENT)
        more = set_text(self._more, self._theme.font("body"), width - _INDENT)
        return round(title.height + more.height + self._theme.space("near"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        icon = "circle-check" if self.good else "circle-x" if self._color == "bad" else "info"
        draw_icon(painter, QRectF(2, 2, 22, 22), icon, theme.color(self._color))
        room = QRectF(self.rect()).adjusted(_INDENT, 0, 0, 0)
        title = set_text(self._title, theme.font("body", SEMIBOLD), room.width())
        draw_setting(painter, room, title, theme.color("ink"), _TOP)
        below = room.adjusted(0, title.height, 0, 0)
        more = fit_text(self._more, theme.font("body"), QSizeF(below.size()))
        color = "ink_soft" if self.good else self._color
        draw_setting(painter, below, more, theme.color(color), _TOP)
