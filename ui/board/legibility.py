"""Whether the far seat can read the board.

EN 301 549 5.1.4: where a text cannot be enlarged, its capitals are seen under
at least 0.7 degrees.  The board asks this of the called number and of the
counter's; a picture that would make them smaller gives way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont

from core.texts import Texts
from ui.board.layout import PICTURE_SHARES, Areas, CallRooms, arrange, call_rooms
from ui.scale import READABLE_DEGREES, readable_cap_mm
from ui.theme import CAP_HEIGHT, Theme
from ui.widgets.figures import figure_font

_COUNTER_FILL = 0.68
_NUMBER_FILL = 0.86
_USUAL_LABEL = "A000"
_USUAL_COUNTER = "10"
_MOST_SECTOR_ROWS = 2


@dataclass(frozen=True, slots=True)
class Legibility:
    """What a screen gives and what the distance asks, in millimetres."""

    cap_mm: float
    needed_mm: float

    @property
    def is_enough(self) -> bool:
        return self.cap_mm >= self.needed_mm

    @property
    def farthest_m(self) -> float:
        """From how far a call can be read on this screen."""
        return self.cap_mm / 1000 / (2 * math.tan(math.radians(READABLE_DEGREES) / 2))


def call_fonts(theme: Theme, rooms: CallRooms, label: str, counter: str) -> tuple[QFont, QFont]:
    """The fonts of number and counter; beside each other they are of one size."""
    number = figure_font(theme, label, rooms.number, fill=_NUMBER_FILL)
    share = 0.36 if rooms.is_flat else 0.62
    place = rooms.counter.adjusted(rooms.counter.width() * share, 0, 0, 0)
    second = figure_font(theme, counter, place, fill=_COUNTER_FILL)
    if rooms.is_flat:
        smaller = min(number, second, key=QFont.pixelSize)
        return smaller, smaller
    return number, second


def least_cap_px(areas: Areas, theme: Theme) -> float:
    """The lower of the figures of a called number and of its counter."""
    rooms = call_rooms(QRectF(areas.call), areas.unit)
    fonts = call_fonts(theme, rooms, _USUAL_LABEL, _USUAL_COUNTER)
    return min(font.pixelSize() for font in fonts) * CAP_HEIGHT


def legibility(size: QSize, screen_height_mm: int, distance_m: float, theme: Theme) -> Legibility:
    """A board of `size` pixels without a picture, seen from the far seat, at its fullest."""
    areas = arrange(size, sector_rows=_MOST_SECTOR_ROWS, crowded=True)
    cap_mm = least_cap_px(areas, theme) * screen_height_mm / size.height()
    return Legibility(cap_mm, readable_cap_mm(distance_m))


def picture_share(
    size: QSize, sector_rows: int, screen_height_mm: int, distance_m: float, theme: Theme
) -> float:
    """The share that a picture may take here; 0 when the far seat needs all the room."""
    needed_px = readable_cap_mm(distance_m) * size.height() / screen_height_mm
    for share in PICTURE_SHARES:
        areas = arrange(size, sector_rows=sector_rows, picture=share)
        if least_cap_px(areas, theme) >= needed_px:
            return share
    return 0.0


def least_screen_height_mm(size: QSize, distance_m: float, theme: Theme) -> int:
    """The lowest screen of this shape that can be read from the distance."""
    per_mm = legibility(size, 1, distance_m, theme)
    return math.ceil(per_mm.needed_mm / per_mm.cap_mm)


def complaint(
    size: QSize, screen_height_mm: int, distance_m: float, theme: Theme, texts: Texts
) -> str:
    """Why the far seat cannot read this board, and what to do; empty when it can."""
    seen = legibility(size, screen_height_mm, distance_m, theme)
    if seen.is_enough:
        return ""
    return texts(
        "board.problem.screen_too_small",
        height_mm=screen_height_mm,
        distance_m=f"{distance_m:g}",
        least_mm=least_screen_height_mm(size, distance_m, theme),
        farthest_m=math.floor(seen.farthest_m),
    )
