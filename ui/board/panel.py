"""What the parts of the board have in common: theme, two languages, one measure."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from core.texts import Texts
from ui.theme import REGULAR, SEMIBOLD, Theme
from ui.widgets.lettering import draw_setting, fit_text

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Words:
    """The board speaks Vietnamese large and English small."""

    vi: Texts
    en: Texts


class BoardPanel(QWidget):
    """Part of the board; `unit` is the board's measure in pixels."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.words = words
        self.unit = 1.0

    def line(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        units: float,
        *,
        color: str = "ink",
        align: Qt.AlignmentFlag = LEFT,
        strong: bool = False,
    ) -> float:
        """Draw text with an em of so many units, smaller where the room asks; returns its width."""
        font = self.theme.font_px(units * self.unit, SEMIBOLD if strong else REGULAR)
        setting = fit_text(text, font, room.size())
        draw_setting(painter, room, setting, self.theme.color(color), align)
        return setting.width

    def card(self, painter: QPainter, color: str = "surface") -> None:
        """The rounded ground of the whole panel."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(color))
        radius = 20 * self.unit
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
