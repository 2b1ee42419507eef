"""Draws a paper ticket: the one file of the devices that uses QtGui.

At 203 dpi a millimetre is 8 dots.  The slip is painted in grey and cut to
black and white once, which keeps the curves of the letters better than
painting without grey.  Painting off the main thread is fine for images; a
`QGuiApplication` must exist, because fonts belong to it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QTextLayout,
    QTextOption,
    QTransform,
)

from core.errors import Bug
from core.ports import Slip
from core.qr import ONE_MASK, Matrix, qr_matrix
from core.resources import resource
from core.texts import nfc
from devices.raster import Raster

DOTS_A_MM = 8
NUMBER_MM = 17
NUMBER_LEAST_MM = 15
MOST_PAPERS = 5
TALLEST = 2400

_FAMILY = "Source Sans 3"
_REGULAR, _SEMIBOLD, _BOLD = 400, 600, 700
_FACES = ("400Regular", "600SemiBold", "700Bold")
_INK = QColor(0, 0, 0)
_PAPER = QColor(255, 255, 255)
_LINE_STEP = 1.2
_fonts_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Style:
    """A line of text: size in dots, weight, and the room above it."""

    size: int
    weight: int = _REGULAR
    above: int = 8
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter


CENTRE = Style(27, _SEMIBOLD, 0)
HEADLINE = Style(28, _REGULAR, 14)
SECTOR = Style(38, _SEMIBOLD, 16)
COUNTERS = Style(30, _REGULAR, 4)
BADGE = Style(30, _BOLD, 14)
FIGURE = Style(30, _SEMIBOLD, 0)
CAPTION = Style(27, _SEMIBOLD, 16, Qt.AlignmentFlag.AlignLeft)
ITEM = Style(26, _REGULAR, 4, Qt.AlignmentFlag.AlignLeft)
SMALL = Style(24, _REGULAR, 4)
HOTLINE = Style(28, _SEMIBOLD, 8)


def draw_slip(slip: Slip, width_dots: int) -> Raster:
    """The slip as black dots, `width_dots` wide (576 for 80 mm paper, 384 for 58 mm).

    White rows below the last line are not part of it.  Every text wraps, so
    nothing is clipped, however long the names are.
    """
    sheet = _Sheet(width_dots)
    _head(sheet, slip)
    _number(sheet, slip)
    _waiting(sheet, slip)
    _papers(sheet, slip)
    _foot(sheet, slip)
    return sheet.raster()


def _head(sheet: _Sheet, slip: Slip) -> None:
    if slip.watermark:
        sheet.band(slip.watermark)
    sheet.text(slip.centre, CENTRE)
    sheet.rule()
    if slip.reprint_mark:
        sheet.band(slip.reprint_mark)


def _number(sheet: _Sheet, slip: Slip) -> None:
    sheet.text(slip.headline, HEADLINE)
    sheet.figure(slip.label)
    sheet.text(slip.sector, SECTOR)
    sheet.text(slip.counters, COUNTERS)
    if slip.priority:
        sheet.badge(slip.priority)


def _waiting(sheet: _Sheet, slip: Slip) -> None:
    lines = [line for line in (slip.ahead, slip.estimate) if line]
    if lines:
        sheet.frame(lines)


def _papers(sheet: _Sheet, slip: Slip) -> None:
    papers = slip.papers[:MOST_PAPERS]
    if papers:
        sheet.text(slip.papers_caption, CAPTION)
        for paper in papers:
            sheet.item(paper)


def _foot(sheet: _Sheet, slip: Slip) -> None:
    sheet.dashes()
    beside = [(slip.qr_caption, SMALL), (slip.hotline, HOTLINE), (slip.printed_at, SMALL)]
    sheet.code(slip.qr, [(text, style) for text, style in beside if text])
    sheet.text(slip.footer, SMALL)


class _Pen:
    """A strip of paper and a pen that moves down it, writing lines."""

    def __init__(self, width: int) -> None:
        _load_fonts()
        self._width = width
        self._edge = 8 if width < 500 else 12
        self._scale = 0.84 if width < 500 else 1.0
        self._y = 8.0
        self._image = QImage(width, TALLEST, QImage.Format.Format_Grayscale8)
        self._image.fill(_PAPER)
        self._painter = QPainter(self._image)
        self._painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        self._painter.setPen(_INK)

    @property
    def _inner(self) -> float:
        return self._width - 2 * self._edge

    def raster(self) -> Raster:
        self._painter.end()
        height = min(TALLEST, round(self._y) + 8)
        cut = self._image.copy(QRect(0, 0, self._width, height))
        mono = cut.convertToFormat(
            QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither
        )
        # Index 1 is white in one colour table and black in another.
        if QColor(mono.color(1)).lightness() > 127:
            mono.invertPixels()
        return Raster(self._width, height, _packed(mono, self._width // 8))

    def _size(self, style: Style) -> int:
        return round(style.size * self._scale)

    def _step(self, style: Style) -> float:
        return round(self._size(style) * _LINE_STEP)

    def _lines(self, text: str, style: Style, left: float, room: float) -> None:
        layout, count = self._layout(text, style, room)
        layout.draw(self._painter, QPointF(left, self._y - self._lead(style)))
        self._y += count * self._step(style)

    def _height(self, text: str, style: Style, room: float) -> float:
        return self._layout(text, style, room)[1] * self._step(style)

    def _lead(self, style: Style) -> float:
        """How much less room a line takes here than the font would like."""
        metrics = QFontMetricsF(_font(self._size(style), style.weight))
        return (metrics.height() - self._step(style)) / 2

    def _layout(self, text: str, style: Style, room: float) -> tuple[QTextLayout, int]:
        option = QTextOption(style.align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        plain = nfc(text).replace("\n", "\u2028")
        layout = QTextLayout(plain, _font(self._size(style), style.weight))
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        count = self._break(layout, style, 0, room)
        if count > 1 and style.align == Qt.AlignmentFlag.AlignHCenter:
            self._balance(layout, style, room, count)
        return layout, count

    def _balance(self, layout: QTextLayout, style: Style, room: float, count: int) -> None:
        """Lines of about one length, so that no word stands alone in the last one."""
        narrow, wide = room / 2, room
        for _ in range(5):
            middle = (narrow + wide) / 2
            if self._break(layout, style, 0, middle) > count:
                narrow = middle
            else:
                wide = middle
        self._break(layout, style, (room - wide) / 2, wide)

    def _break(self, layout: QTextLayout, style: Style, left: float, room: float) -> int:
        """Cut the words into lines; returns how many."""
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(left, count * self._step(style)))
            count += 1
        layout.endLayout()
        return count

    def _inverse(self, text: str, width: float) -> None:
        self._y += BADGE.above
        height = self._height(text, BADGE, width - 24) + 12
        self._painter.fillRect(
            QRectF(round((self._width - width) / 2), round(self._y), round(width), height), _INK
        )
        self._painter.setPen(_PAPER)
        self._y = round(self._y) + 6
        self._lines(text, BADGE, (self._width - width) / 2 + 12, width - 24)
        self._painter.setPen(_INK)
        self._y += 6

    def _rule_at(self, y: float, thickness: int) -> None:
        self._painter.fillRect(QRectF(self._edge, round(y), self._inner, thickness), _INK)

    def _modules(self, matrix: Matrix, module: int, left: int) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        top = round(self._y)
        for row, cells in enumerate(matrix):
            for column, dark in enumerate(cells):
                if dark:
                    self._painter.fillRect(
                        left + column * module, top + row * module, module, module, _INK
                    )
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)


class _Sheet(_Pen):
    """The pieces that a slip is made of."""

    def text(self, text: str, style: Style) -> None:
        """Words, wrapped in the middle or at the left."""
        if text:
            self._y += style.above
            self._lines(text, style, self._edge, self._inner)

    def item(self, text: str) -> None:
        """One paper to bring: a small square, and the words hanging beside it."""
        self._y += ITEM.above
        indent = round(28 * self._scale)
        side = round(9 * self._scale)
        middle = self._y + self._step(ITEM) * 0.52
        self._painter.fillRect(QRectF(self._edge + 4, middle - side / 2, side, side), _INK)
        self._lines(text, ITEM, self._edge + indent, self._inner - indent)

    def figure(self, label: str) -> None:
        """The number, as high as promised; a long one is narrowed, never lowered."""
        # At 1000 dots an em the outlines are whole numbers, whatever was drawn before.
        font = _font(1000, _BOLD)
        path = QPainterPath()
        path.addText(QPointF(0, 0), font, nfc(label))
        box = path.boundingRect()
        digit = QPainterPath()
        digit.addText(QPointF(0, 0), font, "H0")
        high = NUMBER_MM * DOTS_A_MM / digit.boundingRect().height()
        wide = min(high, self._inner / max(1.0, box.width()))
        if wide < high:
            high = max(wide, NUMBER_LEAST_MM * DOTS_A_MM * 1.02 / digit.boundingRect().height())
        self._y += 12
        top = self._y - box.top() * high
        left = (self._width - box.width() * wide) / 2 - box.left() * wide
        path.setFillRule(Qt.FillRule.WindingFill)
        moved = QTransform(wide, 0, 0, high, left, top)
        self._painter.fillPath(moved.map(path), _INK)
        self._y += box.height() * high + 4

    def band(self, text: str) -> None:
        """White words on black across the paper: a reprint, a rehearsal."""
        self._inverse(text, self._inner)
        self._y += 6

    def badge(self, text: str) -> None:
        """The same, as wide as its words."""
        metrics = QFontMetricsF(_font(self._size(BADGE), BADGE.weight))
        self._inverse(text, min(self._inner, metrics.horizontalAdvance(nfc(text)) + 48))

    def frame(self, lines: list[str]) -> None:
        """What the citizen wants to know at once, between two fine rules."""
        self._y += 18
        self._rule_at(self._y, 2)
        self._y += 8
        for line in lines:
            self._lines(line, FIGURE, self._edge, self._inner)
        self._y += 8
        self._rule_at(self._y, 2)

    def rule(self) -> None:
        self._y += 10
        self._rule_at(self._y, 3)
        self._y += 3

    def dashes(self) -> None:
        self._y += 20
        for x in range(self._edge, self._width - self._edge - 5, 12):
            self._painter.fillRect(QRectF(x, round(self._y), 6, 2), _INK)
        self._y += 12

    def code(self, payload: str, beside: list[tuple[str, Style]]) -> None:
        """The QR code; on wide paper the small print stands beside it."""
        if not payload:
            for text, style in beside:
                self.text(text, style)
            return
        matrix = qr_matrix(payload, ONE_MASK)
        module = max(4, min(8, (226 if self._width >= 500 else 216) // len(matrix)))
        side = module * len(matrix)
        if self._width < 500:
            self._y += 10
            self._modules(matrix, module, (self._width - side) // 2)
            self._y += side + 6
            for text, style in beside:
                self.text(text, style)
            return
        top = self._y = round(self._y + 6)
        self._modules(matrix, module, self._edge + 24)
        left = self._edge + 24 + side + 30
        room = self._width - self._edge - left
        height = sum(style.above + self._height(text, style, room) for text, style in beside)
        self._y += max(0.0, (side - height) / 2)
        for text, style in beside:
            self._y += style.above
            self._lines(text, style, left, room)
        self._y = max(self._y, top + side) + 6


def _packed(image: QImage, row_bytes: int) -> bytes:
    """The rows without the padding that Qt keeps after each."""
    data, step = bytes(image.constBits()), image.bytesPerLine()
    if step == row_bytes:
        return data
    return b"".join(data[y * step : y * step + row_bytes] for y in range(image.height()))


@cache
def _load_fonts() -> None:
    if QGuiApplication.instance() is None:
        raise Bug("a slip was drawn before the QGuiApplication was made")
    with _fonts_lock:
        for face in _FACES:
            path = resource("fonts", "source-sans-3", f"SourceSans3_{face}.ttf")
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                raise Bug(f"the font {path.name} could not be loaded")


class _Fonts(threading.local):
    """Fonts of one thread: Qt keeps the drawn letters of a font for one thread only."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, int], QFont] = {}


_fonts = _Fonts()


def _font(size: int, weight: int) -> QFont:
    if (size, weight) not in _fonts.made:
        font = QFont(_FAMILY)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        _fonts.made[size, weight] = font
    return _fonts.made[size, weight]
