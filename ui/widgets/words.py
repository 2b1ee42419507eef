"""Words of staff windows: whole letters, also those that lean over their own width."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF, QSize, QSizeF
from PySide6.QtGui import QPainter, QPaintEvent

from ui.widgets.labels import FittedLabel
from ui.widgets.lettering import draw_setting, fit_text

_LEAN_PX = 2


class Words(FittedLabel):
    """A fitted label with room for the overhang of letters such as A, T and V."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(QMargins(_LEAN_PX, 0, _LEAN_PX, 0))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().grownBy(QMargins(_LEAN_PX, 0, _LEAN_PX, 0))

    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(width - 2 * _LEAN_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        rect = QRectF(self.rect()).adjusted(_LEAN_PX, 0, -_LEAN_PX, 0)
        setting = fit_text(self._text, self._font, QSizeF(rect.size()), self._least_px)
        draw_setting(QPainter(self), rect, setting, self._theme.color(self._color), self._align)
