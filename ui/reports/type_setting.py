"""Blocks of a page: lines and tables in tenths of a point, placed by `pages`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

UNIT = 10  # per point
MM = 72 / 25.4 * UNIT

LEFT, CENTRE, RIGHT = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
)
Draw = Callable[[QPainter, float, float], None]


@dataclass(frozen=True)
class Ink:
    """What a page is drawn with."""

    family: str
    text: QColor
    faint: QColor

    def font(self, points: float, *, bold: bool = False, italic: bool = False) -> QFont:
        font = QFont(self.family)
        font.setPixelSize(round(points * UNIT))
        font.setBold(bold)
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@dataclass(frozen=True)
class Block:
    """Something of a height that is drawn at a place; `cells` are its touchable parts."""

    height: float
    draw: Draw
    cells: tuple[tuple[QRectF, object], ...] = ()


@dataclass
class Page:
    """Blocks with the places of their upper left corners."""

    blocks: list[tuple[float, float, Block]] = field(default_factory=list)

    def cells(self) -> list[tuple[QRectF, object]]:
        return [
            (rect.translated(x, y), fact)
            for x, y, block in self.blocks
            for rect, fact in block.cells
        ]


def wrapped(text: str, font: QFont, width: float) -> list[str]:
    """The text's lines at spaces; a word wider than the width stays whole."""
    metrics = QFontMetricsF(font)
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and metrics.horizontalAdvance(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def paragraph(
    text: str,
    font: QFont,
    width: float,
    color: QColor,
    *,
    align: Qt.AlignmentFlag = LEFT,
    leading: float = 1.25,
    after: float = 0,
) -> Block:
    """Lines of one font; `leading` is their distance in ems, `after` room below."""
    lines = wrapped(text, font, width)
    step = font.pixelSize() * leading

    def draw(painter: QPainter, x: float, y: float) -> None:
        painter.setFont(font)
        painter.setPen(color)
        for index, line in enumerate(lines):
            draw_line(painter, line, x, y + index * step, width, step, align)

    return Block(step * len(lines) + after, draw)


def draw_line(
    painter: QPainter,
    text: str,
    x: float,
    y: float,
    width: float,
    height: float,
    align: Qt.AlignmentFlag,
) -> None:
    """One line inside a box, on the baseline that leaves room for two marks above."""
    metrics = QFontMetricsF(painter.font())
    spare = width - metrics.horizontalAdvance(text)
    left = x + (spare / 2 if align == CENTRE else spare if align == RIGHT else 0)
    baseline = y + (height + painter.font().pixelSize() * 0.62) / 2
    painter.drawText(QPointF(left, baseline), text)


def beside(blocks: Sequence[tuple[float, Block]]) -> Block:
    """Blocks next to each other; each comes with its distance from the left."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        for left, block in blocks:
            block.draw(painter, x + left, y)

    return Block(max(block.height for _, block in blocks), draw)


def stack(blocks: Sequence[Block]) -> Block:
    """Blocks below each other that stay on one page."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        for block in blocks:
            block.draw(painter, x, y)
            y += block.height

    return Block(sum(block.height for block in blocks), draw)


def space(height: float) -> Block:
    return Block(height, lambda _painter, _x, _y: None)


def rule(left: float, length: float, color: QColor, thick: float = 5) -> Block:
    """A thin line, such as below the motto."""

    def draw(painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(color, thick))
        painter.drawLine(QPointF(x + left, y + 2 * UNIT), QPointF(x + left + length, y + 2 * UNIT))

    return Block(8 * UNIT, draw)
