"""Where things stand on the board, for any screen.

All lengths are shares of the screen, so a board looks the same on every
television; what a reader's distance asks of the screen's size is the matter
of `ui.board.legibility`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize

PICTURE_SHARES = (0.53, 0.42)
"""How much of its column a picture may take, the wished share first; never 40 % of the screen."""

_DESIGN = 1080
_FLAT = 3.0
_UPRIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Areas:
    """The rectangles of one arrangement; `unit` is a 1080th of the short side, in pixels.

    `media` is empty when there is no picture, `guide` covers call and list.
    """

    unit: float
    header: QRect
    call: QRect
    calls: QRect
    guide: QRect
    media: QRect
    sectors: QRect
    notice: QRect


def unit_of(size: QSize) -> float:
    """The board's measure: a 1080th of the height of the widest 16:9 picture that fits."""
    long, short = max(size.width(), size.height()), min(size.width(), size.height())
    return min(short, long * 9 / 16) / _DESIGN


@dataclass(frozen=True, slots=True)
class CallRooms:
    """Where the parts of a call stand inside its panel.

    In a tall panel the counter stands below the number, in a flat one beside it.
    """

    head: QRectF
    number: QRectF
    counter: QRectF
    is_flat: bool


def call_rooms(call: QRectF, unit: float) -> CallRooms:
    """The rooms of a panel of this size."""
    room = call.adjusted(36 * unit, 20 * unit, -36 * unit, -20 * unit)
    left, top, width, height = room.left(), room.top(), room.width(), room.height()
    if width > _FLAT * height:
        head = QRectF(left, top, width, height * 0.22)
        below, rest = head.bottom(), height * 0.78
        return CallRooms(
            head,
            QRectF(left, below, width * 0.60, rest),
            QRectF(left + width * 0.60, below, width * 0.40, rest),
            is_flat=True,
        )
    head = QRectF(left, top, width, height * 0.14)
    number = QRectF(left, head.bottom(), width, height * 0.43)
    return CallRooms(
        head, number, QRectF(left, number.bottom(), width, height * 0.43), is_flat=False
    )


def arrange(size: QSize, *, sector_rows: int, picture: float = 0.0, crowded: bool = False) -> Areas:
    """The arrangement for a screen.

    `picture` is the share that a picture takes of the height beside or below
    the call, 0 for none; `crowded` gives the list more room while a burst of
    calls is on, and a picture gives way.
    """
    unit = unit_of(size)
    upright = size.height() > size.width()
    margin, gap = round(32 * unit), round(20 * unit)
    width = size.width() - 2 * margin
    header = QRect(margin, round(18 * unit), width, round((168 if upright else 84) * unit))
    notice_top = size.height() - round((14 + 88) * unit)
    notice = QRect(margin, notice_top, width, round(88 * unit))
    sectors_height = _sectors_height(sector_rows * (2 if upright else 1), unit)
    sectors_top = notice_top - sectors_height - (gap if sector_rows else 0)
    sectors = QRect(margin, sectors_top, width, sectors_height)
    top = header.bottom() + 1 + gap
    main = QRect(margin, top, width, sectors_top - gap - top)
    split = _upright if upright else _lying
    call, calls, media = split(main, gap, 0.0 if crowded else picture, crowded=crowded)
    return Areas(unit, header, call, calls, main, media, sectors, notice)


def _sectors_height(rows: int, unit: float) -> int:
    return round(104 * unit) * rows + max(0, rows - 1) * round(12 * unit)


def _lying(main: QRect, gap: int, picture: float, *, crowded: bool) -> tuple[QRect, QRect, QRect]:
    """Call at the left with the picture below it, list at the right."""
    call_width = round((main.width() - gap) * (0.42 if crowded else 0.60))
    calls = main.adjusted(call_width + gap, 0, 0, 0)
    call, media = _cut(QRect(main.topLeft(), QSize(call_width, main.height())), gap, picture)
    return call, calls, media


def _upright(main: QRect, gap: int, picture: float, *, crowded: bool) -> tuple[QRect, QRect, QRect]:
    """Call, list and picture below each other."""
    share = 0.34 if crowded else 0.38 if picture else 0.45
    call_height = round(main.height() * share)
    call = QRect(main.topLeft(), QSize(main.width(), call_height))
    calls, media = _cut(main.adjusted(0, call_height + gap, 0, 0), gap, picture * _UPRIGHT)
    return call, calls, media


def _cut(whole: QRect, gap: int, picture: float) -> tuple[QRect, QRect]:
    """Cut the picture's share off the lower end."""
    if not picture:
        return whole, QRect()
    height = round((whole.height() - gap) * picture)
    upper = whole.adjusted(0, 0, 0, -height - gap)
    return upper, whole.adjusted(0, whole.height() - height, 0, 0)
