"""Sizes of public screens, in millimetres.

A citizen reads a kiosk at arm's length and a hall board from the far seat:
what counts is the size on the glass.  EN 301 549 5.1.4 asks for capitals of
at least 0.7 degrees where the text cannot be enlarged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont

from ui.theme import CAP_HEIGHT, REGULAR, Theme

READABLE_DEGREES = 0.7
KIOSK_DISTANCE_M = 0.6
NEAREST_M = 0.35


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels per millimetre of one screen."""

    px_per_mm: float

    def mm(self, millimetres: float) -> int:
        """Whole pixels, rounded up: a least size stays a least size."""
        return math.ceil(millimetres * self.px_per_mm - 1e-6)

    def to_mm(self, pixels: float) -> float:
        return pixels / self.px_per_mm

    def cap_font(self, theme: Theme, cap_mm: float, weight: QFont.Weight = REGULAR) -> QFont:
        """A font whose capital H is at least `cap_mm` millimetres high."""
        return theme.font_px(math.ceil(cap_mm * self.px_per_mm / CAP_HEIGHT), weight)

    def cap_mm(self, font: QFont) -> float:
        return font.pixelSize() * CAP_HEIGHT / self.px_per_mm


def scale_of(pixels: QSize, width_mm: int, height_mm: int) -> Scale:
    """The scale of a screen by its height.

    Width and height may be given for the screen turned by a quarter: a kiosk's
    settings describe the glass, not how it hangs.
    """
    upright = pixels.height() > pixels.width()
    sides = (min(width_mm, height_mm), max(width_mm, height_mm))
    return Scale(pixels.height() / sides[1 if upright else 0])


def readable_cap_mm(distance_m: float) -> float:
    """The least height of a capital for a reader at a distance, in mm."""
    return 2 * math.tan(math.radians(READABLE_DEGREES) / 2) * distance_m * 1000


def reading_distance_m(pixels: QSize, scale: Scale) -> float:
    """From where a touch screen is read: 0.6 m, nearer when it is a small one."""
    diagonal_m = math.hypot(pixels.width(), pixels.height()) / scale.px_per_mm / 1000
    return min(KIOSK_DISTANCE_M, max(NEAREST_M, 1.3 * diagonal_m))
