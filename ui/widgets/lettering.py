"""Text that fits: wrapped at spaces, shrunk when it must, never cut.

Vietnamese capitals carry two marks (as in the names of whole districts): they
reach 1.5 times the capital's height above the line, so a line of text is 1.9
times that height, whatever the font's own leading says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.theme import CAP_HEIGHT, face

LINE = 1.9 * CAP_HEIGHT
ASCENT = 1.5 * CAP_HEIGHT
_LEAST_PX = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text set in one font; sizes in pixels."""

    font: QFont
    lines: tuple[str, ...]
    advances: tuple[float, ...]

    @property
    def width(self) -> float:
        return max(self.advances, default=0.0)

    @property
    def line_height(self) -> float:
        return self.font.pixelSize() * LINE

    @property
    def height(self) -> float:
        return self.line_height * len(self.lines)


def set_text(text: str, font: QFont, width: float) -> Setting:
    """The text in this font, wrapped at spaces; a word wider than `width` stays whole."""
    return _sized(text, font, width, font.pixelSize())


def fit_text(text: str, font: QFont, size: QSizeF, least_px: int = _LEAST_PX) -> Setting:
    """The text in the largest font up to `font` whose lines fit into `size`.

    `least_px` is the size wished for at least; a text that still does not fit
    goes below it, because small is better than cut.
    """
    whole = set_text(text, font, size.width())
    if _fits(whole, size):
        return whole
    largest = font.pixelSize()
    for low, high in ((min(least_px, largest), largest), (_LEAST_PX, least_px)):
        best = _largest(text, font, size, low, high)
        if best is not None:
            return best
    return _sized(text, font, size.width(), _LEAST_PX)


def draw_setting(
    painter: QPainter, rect: QRectF, setting: Setting, color: QColor, align: Qt.AlignmentFlag
) -> None:
    """Draw the lines inside a rectangle, aligned both ways."""
    painter.setFont(setting.font)
    painter.setPen(color)
    top = rect.top() + _spare(
        rect.height() - setting.height,
        align,
        Qt.AlignmentFlag.AlignVCenter,
        Qt.AlignmentFlag.AlignBottom,
    )
    for index, (line, advance) in enumerate(zip(setting.lines, setting.advances, strict=True)):
        left = rect.left() + _spare(
            rect.width() - advance,
            align,
            Qt.AlignmentFlag.AlignHCenter,
            Qt.AlignmentFlag.AlignRight,
        )
        baseline = top + index * setting.line_height + setting.font.pixelSize() * ASCENT
        painter.drawText(QPointF(left, baseline), line)


def _spare(
    room: float, align: Qt.AlignmentFlag, middle: Qt.AlignmentFlag, end: Qt.AlignmentFlag
) -> float:
    if align & middle:
        return room / 2
    return room if align & end else 0.0


def _fits(setting: Setting, size: QSizeF) -> bool:
    return setting.width <= size.width() and setting.height <= size.height()


def _largest(text: str, font: QFont, size: QSizeF, low: int, high: int) -> Setting | None:
    best = None
    while low <= high:
        middle = (low + high + 1) // 2
        setting = _sized(text, font, size.width(), middle)
        if _fits(setting, size):
            best, low = setting, middle + 1
        else:
            high = middle - 1
    return best


def _sized(text: str, font: QFont, width: float, pixels: int) -> Setting:
    return _set(text, font.family(), font.weight(), pixels, max(1.0, width))


@lru_cache(maxsize=1024)
def _set(text: str, family: str, weight: QFont.Weight, pixels: int, width: float) -> Setting:
    font = face(family, pixels, weight)
    metrics = QFontMetricsF(font)
    lines = _wrapped(text, metrics, width)
    if len(lines) > 1:
        lines = _balanced(text, metrics, width, lines)
    return Setting(font, tuple(lines), tuple(map(metrics.horizontalAdvance, lines)))


def _wrapped(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _balanced(text: str, metrics: QFontMetricsF, width: float, lines: list[str]) -> list[str]:
    """The same number of lines, of lengths as equal as can be: no lonely last word."""
    low, high = width / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        if len(_wrapped(text, metrics, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return _wrapped(text, metrics, high)
