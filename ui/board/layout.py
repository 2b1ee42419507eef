"""Where things stand on the board, for any screen.

All lengths are shares of the screen, so a board looks the same on every
television; what a reader's distance asks of the screen's size is the matter
of `ui.board.legibility`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

_DESIGN = 1080


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


def arrange(size: QSize, *, sector_rows: int, media: bool, crowded: bool) -> Areas:
    """The arrangement for a screen.

    `crowded` gives the list more room while a burst of calls is on; a picture
    then gives way.  A picture never takes more than 40 % of the screen.
    """
    unit = unit_of(size)
    upright = size.height() > size.width()
    margin, gap = round(32 * unit), round(20 * unit)
    left, width = margin, size.width() - 2 * margin
    header = QRect(left, round(18 * unit), width, round(84 * unit))
    notice_height = round(88 * unit)
    notice = QRect(left, size.height() - notice_height - round(14 * unit), width, notice_height)
    rows = sector_rows * (2 if upright and sector_rows else 1)
    sectors_height = round(104 * unit) * rows + max(0, rows - 1) * round(12 * unit)
    sectors = QRect(
        left, notice.top() - sectors_height - (gap if rows else 0), width, sectors_height
    )
    top = header.bottom() + gap
    main = QRect(left, top, width, sectors.top() - gap - top)
    split = _upright if upright else _lying
    call, calls, picture = split(main, gap, media=media and not crowded, crowded=crowded)
    return Areas(unit, header, call, calls, main, picture, sectors, notice)


def _lying(main: QRect, gap: int, *, media: bool, crowded: bool) -> tuple[QRect, QRect, QRect]:
    share = 0.42 if crowded else 0.60
    call_width = round((main.width() - gap) * share)
    calls = main.adjusted(call_width + gap, 0, 0, 0)
    call = QRect(main.topLeft(), QSize(call_width, main.height()))
    if not media:
        return call, calls, QRect()
    call.setHeight(round((main.height() - gap) * 0.47))
    picture = QRect(
        call.left(), call.bottom() + 1 + gap, call_width, main.height() - call.height() - gap
    )
    return call, calls, picture


def _upright(main: QRect, gap: int, *, media: bool, crowded: bool) -> tuple[QRect, QRect, QRect]:
    call = QRect(
        main.topLeft(), QSize(main.width(), round(main.height() * (0.28 if crowded else 0.36)))
    )
    rest = main.adjusted(0, call.height() + gap, 0, 0)
    if not media:
        return call, rest, QRect()
    calls = QRect(rest.topLeft(), QSize(rest.width(), round((rest.height() - gap) * 0.58)))
    return call, calls, rest.adjusted(0, calls.height() + gap, 0, 0)
