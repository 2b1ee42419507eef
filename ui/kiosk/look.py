"""The kiosk's sizes on the glass, in the pixels of this screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont

from core.settings import Values
from ui.scale import Scale, readable_cap_mm, reading_distance_m, scale_of
from ui.theme import BOLD, REGULAR, SEMIBOLD, Look, Theme

_LARGE_PRINT = 1.3
_COMPACT_MM = 180


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the citizen chose; a reset takes it all back."""

    language: str = "vi"
    large: bool = False
    contrast: bool = False
    low: bool = False


@dataclass(frozen=True)
class KioskLook:
    """Theme, scale and wishes together: fonts and spaces of the kiosk."""

    theme: Theme
    scale: Scale
    size: QSize
    wishes: Wishes

    @property
    def cap_mm(self) -> float:
        """Height of the least capital: 0.7 degrees from where this screen is read."""
        return readable_cap_mm(reading_distance_m(self.size, self.scale))

    @property
    def least_px(self) -> int:
        """No text of the kiosk is set smaller than this."""
        return self.small().pixelSize()

    @property
    def upright(self) -> bool:
        return self.size.height() > self.size.width()

    @property
    def compact(self) -> bool:
        """A screen too low for a line of explanation above the tiles."""
        return self.scale.to_mm(self.size.height()) < _COMPACT_MM

    def small(self, weight: QFont.Weight = REGULAR) -> QFont:
        """What large print leaves as it is: the centre's name and the time."""
        return self.scale.cap_font(self.theme, self.cap_mm, weight)

    def body(self, weight: QFont.Weight = REGULAR) -> QFont:
        return self._font(1.0, weight)

    def strong(self) -> QFont:
        return self._font(1.0, SEMIBOLD)

    def name(self) -> QFont:
        """Names of sectors."""
        return self._font(1.0 if self.compact else 1.2, BOLD)

    def lead(self) -> QFont:
        """A sentence that stands alone."""
        return self._font(1.0 if self.compact else 1.2, REGULAR)

    def title(self) -> QFont:
        return self._font(1.15 if self.compact else 1.5, BOLD)

    def number(self, cap_mm: float) -> QFont:
        return self.scale.cap_font(self.theme, cap_mm, BOLD)

    def mm(self, millimetres: float) -> int:
        return self.scale.mm(millimetres)

    @property
    def target(self) -> int:
        return self.mm(self.theme.millimetres["target"])

    @property
    def gap(self) -> int:
        return self.mm(self.theme.millimetres["space"])

    @property
    def margin(self) -> int:
        return self.gap if self.compact else self.mm(self.theme.millimetres["margin"])

    @property
    def radius(self) -> int:
        return self.mm(self.theme.millimetres["radius"])

    @property
    def line(self) -> float:
        return max(1.0, self.theme.millimetres["line"] * self.scale.px_per_mm)

    def _font(self, factor: float, weight: QFont.Weight) -> QFont:
        print_factor = _LARGE_PRINT if self.wishes.large else 1.0
        return self.scale.cap_font(self.theme, self.cap_mm * factor * print_factor, weight)


def kiosk_look(theme: Theme, size: QSize, here: Values, wishes: Wishes) -> KioskLook:
    """The look for a window of this size on the glass that the settings describe."""
    scale = scale_of(
        size, here.integer("kiosk.screen_width_mm"), here.integer("kiosk.screen_height_mm")
    )
    worn = theme.with_look(Look.CONTRAST) if wishes.contrast else theme
    return KioskLook(worn, scale, size, wishes)
