"""A box to tick, with words that wrap; Qt's own has neither wrapping nor a clear outline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, set_text

_BOX_PX = 20
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Tick(QAbstractButton):
    """Ticked with the space bar or a click; `toggled` says so."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._face = theme.font("body")
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        words = set_text(self.text(), self._face, 1_000_000)
        return QSize(round(words.width) + self._indent() + 2, self._least_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._indent() + 60, self._least_height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = set_text(self.text(), self._face, max(1, width - self._indent()))
        return max(self._least_height(), round(words.height) + self._theme.space("near"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color
        top = (self.height() - _BOX_PX) / 2
        box = QRectF(2, top, _BOX_PX, _BOX_PX)
        outline = "focus" if self.hasFocus() else "info" if self.isChecked() else "edge"
        painter.setPen(QPen(color(outline), 2 if self.hasFocus() else 1))
        painter.setBrush(color("info") if self.isChecked() else color("surface"))
        radius = self._theme.radius("field")
        painter.drawRoundedRect(box, radius, radius)
        if self.isChecked():
            draw_icon(painter, box.adjusted(3, 3, -3, -3), "check", color("surface"))
        room = QRectF(self.rect()).adjusted(self._indent(), 0, 0, 0)
        words = set_text(self.text(), self._face, room.width())
        ink = color("focus") if self.hasFocus() else color("ink")
        draw_setting(painter, room, words, ink, _LEFT)

    def _indent(self) -> int:
        return _BOX_PX + 2 + self._theme.space("near")

    def _least_height(self) -> int:
        return self._theme.size("row")
