"""Large figures: numbers and capitals, set by the height of the capital.

They have no marks above, so they may fill their room where a line of text
may not.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.theme import BOLD, CAP_HEIGHT, Theme


def figure_font(
    theme: Theme, text: str, room: QRectF, *, fill: float = 0.8, weight: QFont.Weight = BOLD
) -> QFont:
    """The largest font in which capitals take `fill` of the height and the text fits the width."""
    font = theme.font_px(room.height() * fill / CAP_HEIGHT, weight)
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width > room.width():
        font = theme.font_px(int(font.pixelSize() * room.width() / width), weight)
    return font


def draw_figure(
    painter: QPainter,
    room: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> float:
    """Draw a text with its capitals in the middle of the height; returns its width."""
    width = QFontMetricsF(font).horizontalAdvance(text)
    spare = room.width() - width
    shift = {Qt.AlignmentFlag.AlignLeft: 0.0, Qt.AlignmentFlag.AlignRight: spare}.get(
        align, spare / 2
    )
    painter.setFont(font)
    painter.setPen(color)
    baseline = room.center().y() + font.pixelSize() * CAP_HEIGHT / 2
    painter.drawText(QPointF(room.left() + shift, baseline), text)
    return width
