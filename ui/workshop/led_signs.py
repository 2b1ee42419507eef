"""Counter signs as their LEDs show them: dots, lit or dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.clock import Timer, Timers
from core.ports import BenchSign
from core.texts import Texts
from ui.theme import BOLD, SEMIBOLD, Theme

_LIT = "#FF5A36"
_UNLIT = "#2A1512"
_CASE = QColor("#0A0A0C")
_DOTS_HIGH = 16
_DOTS_WIDE = 56
_DOT_SHARE = 0.98
_BLINK_S = 0.5
_COLUMNS = 3


class LedSigns(QWidget):
    """All signs in three columns, by counter number; blinking ones go on and off at 1 Hz.

    `pace` is how fast the clock of `timers` runs: a sign blinks for eyes, which do not.
    """

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        timers: Timers,
        pace: Callable[[], float] = lambda: 1.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._timers = timers
        self._pace = pace
        self._signs: tuple[BenchSign, ...] = ()
        self._numbers: Mapping[str, int] = {}
        self._lit = True
        self._pending: Timer | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_signs(self, signs: Sequence[BenchSign], numbers: Mapping[str, int]) -> None:
        """The signs, and the number of each counter."""
        ordered = tuple(sorted(signs, key=lambda one: numbers.get(one.counter_id, 99)))
        if (ordered, numbers) == (self._signs, self._numbers):
            return
        if len(ordered) != len(self._signs):
            self.updateGeometry()
        self._signs, self._numbers = ordered, dict(numbers)
        self.setAccessibleName(", ".join(f"{self._name(one)}: {one.text}" for one in self._signs))
        self.update()
        if self._pending is None and any(one.blink for one in self._signs):
            self._blink()

    def sizeHint(self) -> QSize:
        rows = -(-max(1, len(self._signs)) // _COLUMNS)
        return QSize(420, rows * 88)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._signs:
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("ink_soft"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignVCenter, self._texts("workshop.signs.none")
            )
            return
        for sign, room in self._rooms():
            if room.intersects(event.rect()):
                self._draw(painter, room, sign)

    def _rooms(self) -> Iterator[tuple[BenchSign, QRectF]]:
        """Each sign and where it stands."""
        rows = -(-max(1, len(self._signs)) // _COLUMNS)
        gap = self._theme.space("gap")
        width = (self.width() - gap * (_COLUMNS - 1)) / _COLUMNS
        height = min(88.0, self.height() / rows)
        for index, sign in enumerate(self._signs):
            column, row = index % _COLUMNS, index // _COLUMNS
            yield sign, QRectF(column * (width + gap), row * height, width, height - 8)

    def _draw(self, painter: QPainter, room: QRectF, sign: BenchSign) -> None:
        painter.setFont(self._theme.font("small", SEMIBOLD))
        painter.setPen(self._theme.color("ink_soft"))
        head = QRectF(room.left(), room.top(), room.width(), 18)
        words = self._name(sign)
        if sign.dark:
            words = self._texts("workshop.signs.dark", name=words)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, words)
        case = room.adjusted(0, 20, 0, 0).toAlignedRect()
        shown = "" if sign.dark or (sign.blink and not self._lit) else sign.text
        ratio = painter.device().devicePixelRatioF()
        painter.drawImage(case.topLeft(), _panel(shown, self._theme.family, case.size(), ratio))

    def _name(self, sign: BenchSign) -> str:
        number = self._numbers.get(sign.counter_id)
        return self._texts("workshop.counter", number=number or sign.counter_id)

    def _turn(self) -> None:
        self._pending = None
        self._lit = not self._lit
        for sign, room in self._rooms():
            if sign.blink:
                self.update(room.toAlignedRect())
        if any(one.blink for one in self._signs) and self.isVisible():
            self._blink()
        else:
            self._lit = True

    def _blink(self) -> None:
        self._pending = self._timers.after(_BLINK_S * self._pace(), self._turn)


@lru_cache(maxsize=16)
def _panel(text: str, family: str, size: QSize, ratio: float) -> QImage:
    """A sign's face, drawn once for each text and size: lit dots over the dark ones."""
    dots = size * ratio
    picture, field = _empty(dots), _field(dots)
    painter = QPainter(picture)
    if text:
        painter.drawImage(field, _letters(text, family))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        _fill(painter, field, _LIT)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
    _fill(painter, field, _UNLIT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_CASE)
    painter.drawRoundedRect(picture.rect(), 6 * ratio, 6 * ratio)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _empty(size: QSize) -> QImage:
    picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _field(size: QSize) -> QRect:
    """Where the dots stand in a case: each takes the same whole number of pixels."""
    step = max(1, min(size.width() // (_DOTS_WIDE + 2), size.height() // (_DOTS_HIGH + 2)))
    field = QRect(0, 0, step * _DOTS_WIDE, step * _DOTS_HIGH)
    field.moveCenter(QRect(QPoint(0, 0), size).center())
    return field


def _fill(painter: QPainter, field: QRect, color: str) -> None:
    """All dots of the field in one colour, as the tiles of one dot."""
    step = field.width() // _DOTS_WIDE
    dot = _empty(QSize(step, step))
    pen = QPainter(dot)
    pen.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen.setPen(Qt.PenStyle.NoPen)
    pen.setBrush(QColor(color))
    gap = step * (1 - _DOT_SHARE) / 2
    pen.drawEllipse(QRectF(dot.rect()).adjusted(gap, gap, -gap, -gap))
    pen.end()
    painter.setBrushOrigin(field.topLeft())
    painter.fillRect(field, QBrush(dot))


def _letters(text: str, family: str) -> QImage:
    """Which dots a text lights: its letters drawn without grey, as high as fits."""
    font = QFont(family)
    font.setWeight(BOLD)
    font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    for pixels in range(22, 5, -1):
        font.setPixelSize(pixels)
        ink = QFontMetrics(font).tightBoundingRect(text)
        if ink.width() <= _DOTS_WIDE and ink.height() <= _DOTS_HIGH:
            break
    image = _empty(QSize(_DOTS_WIDE, _DOTS_HIGH))
    painter = QPainter(image)
    painter.setFont(font)
    left = (_DOTS_WIDE - ink.width()) // 2 - ink.left()
    base = (_DOTS_HIGH - ink.height()) // 2 - ink.top()
    painter.drawText(left, base, text)
    painter.end()
    return image
