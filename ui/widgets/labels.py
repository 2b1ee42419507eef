"""Labels that never elide or clip, and the clock."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from core.clock import Clock, Timers, local
from core.texts import Texts
from ui.theme import CAP_HEIGHT, REGULAR, Theme
from ui.widgets.lettering import draw_setting, fit_text, set_text

_FIGURE_BOX = 1.25
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FittedLabel(QWidget):
    """Text that wraps and, where it must, shrinks; nothing of it is ever cut.

    `least_px` is the smallest size wished for.  It asks for the height of its
    lines at full size, so a layout that has room never makes it shrink.
    """

    def __init__(
        self,
        theme: Theme,
        font: QFont,
        text: str = "",
        *,
        color: str = "ink",
        align: Qt.AlignmentFlag = _LEFT,
        least_px: int = 13,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = font
        self._text = text
        self._color = color
        self._align = align
        self._least_px = min(least_px, font.pixelSize())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_color(self, color: str) -> None:
        if color != self._color:
            self._color = color
            self.update()

    def sizeHint(self) -> QSize:
        setting = set_text(self._text, self._font, 1_000_000)
        return QSize(round(setting.width + 1), round(setting.height + 1))

    def minimumSizeHint(self) -> QSize:
        longest = max(self._text.split() or [""], key=len)
        small = QFont(self._font)
        small.setPixelSize(self._least_px)
        setting = set_text(longest, small, 1_000_000)
        return QSize(round(setting.width + 1), round(setting.height + 1))

    def heightForWidth(self, width: int) -> int:
        return round(set_text(self._text, self._font, width).height + 1)

    def hasHeightForWidth(self) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        rect = QRectF(self.rect())
        setting = fit_text(self._text, self._font, QSizeF(rect.size()), self._least_px)
        draw_setting(QPainter(self), rect, setting, self._theme.color(self._color), self._align)


class ClockLabel(FittedLabel):
    """The centre's time, turning on the minute.

    `form` is time (07:30), day (weekday and date), or long (both).
    """

    def __init__(
        self,
        theme: Theme,
        font: QFont,
        clock: Clock,
        timers: Timers,
        texts: Texts,
        *,
        form: str = "time",
        color: str = "ink",
        align: Qt.AlignmentFlag = _LEFT,
        least_px: int = 13,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, font, color=color, align=align, least_px=least_px, parent=parent)
        self._clock = clock
        self._timers = timers
        self._texts = texts
        self._form = form
        self._tick()

    def _show_now(self) -> None:
        now = local(self._clock.now())
        key = f"common.clock.{self._form}"
        self.setText(
            self._texts(
                key,
                time=f"{now:%H:%M}",
                date=f"{now:%d/%m/%Y}",
                weekday=self._texts(f"common.weekday.{now.weekday()}"),
            )
        )

    def _tick(self) -> None:
        self._show_now()
        second = local(self._clock.now()).second
        self._pending = self._timers.after(60 - second, self._tick_if_alive)

    def _tick_if_alive(self) -> None:
        if isValid(self):
            self._tick()


def plain_label(
    theme: Theme,
    text: str,
    step: str = "body",
    weight: QFont.Weight = REGULAR,
    *,
    color: str = "ink",
) -> FittedLabel:
    """A label of the staff windows' type scale."""
    return FittedLabel(theme, theme.font(step, weight), text, color=color)


class FigureLabel(QWidget):
    """A number of plain capitals and figures, in a box no higher than they need.

    It shrinks to the width it gets; letters with marks belong into `FittedLabel`.
    """

    def __init__(
        self,
        theme: Theme,
        font: QFont,
        text: str = "",
        *,
        color: str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = font
        self._text = text
        self._color = color
        self._align = align
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_color(self, color: str) -> None:
        if color != self._color:
            self._color = color
            self.update()

    def sizeHint(self) -> QSize:
        advance = QFontMetricsF(self._font).horizontalAdvance(self._text)
        return QSize(math.ceil(advance), round(self._font.pixelSize() * CAP_HEIGHT * _FIGURE_BOX))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        font = QFont(self._font)
        advance = QFontMetricsF(font).horizontalAdvance(self._text)
        if advance > self.width() > 0:
            font.setPixelSize(max(1, math.floor(font.pixelSize() * self.width() / advance)))
            advance = QFontMetricsF(font).horizontalAdvance(self._text)
        cap = font.pixelSize() * CAP_HEIGHT
        spare = self.width() - advance
        if self._align & Qt.AlignmentFlag.AlignHCenter:
            left = spare / 2
        else:
            left = spare if self._align & Qt.AlignmentFlag.AlignRight else 0.0
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self._theme.color(self._color))
        painter.drawText(QPointF(left, (self.height() + cap) / 2), self._text)
