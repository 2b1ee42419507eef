"""Whether the far seat can read the board.

EN 301 549 5.1.4: where a text cannot be enlarged, its capitals are seen under
at least 0.7 degrees.  For the lists of the last calls the older rule of a
120th of the distance per metre of height is too mild; we ask for a 200th.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ui.scale import READABLE_DEGREES, readable_cap_mm

NUMBER_SHARE = 0.185
"""Least share of the screen's height that the capitals of a called number take."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """What a screen gives and what the distance asks, in mm and m."""

    cap_mm: float
    needed_mm: float

    @property
    def is_enough(self) -> bool:
        return self.cap_mm >= self.needed_mm

    @property
    def farthest_m(self) -> float:
        """From how far the called number can be read on this screen."""
        return self.cap_mm / 1000 / (2 * math.tan(math.radians(READABLE_DEGREES) / 2))


def legibility(screen_height_mm: int, distance_m: float) -> Legibility:
    """The called number on a screen of this height, seen from this distance."""
    return Legibility(screen_height_mm * NUMBER_SHARE, readable_cap_mm(distance_m))


def least_screen_height_mm(distance_m: float) -> int:
    """The lowest screen whose board can be read from the distance; the wizard asks for it."""
    return math.ceil(readable_cap_mm(distance_m) / NUMBER_SHARE)
