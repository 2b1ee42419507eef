"""Parts that several pages of the kiosk share: header, ribbon, tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.clock import Clock, Timers
from core.texts import Texts
from ui.kiosk.look import KioskLook
from ui.theme import SEMIBOLD
from ui.widgets.buttons import BigButton, Touchable
from ui.widgets.labels import ClockLabel, FittedLabel
from ui.widgets.lettering import set_text

MARKS = ("practice", "demo", "simulated")
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Means:
    """What the pages are made with."""

    look: KioskLook
    texts: Texts
    clock: Clock
    timers: Timers

    @property
    def inner_width(self) -> int:
        """Pixels between the page's margins."""
        return self.look.size.width() - 2 * self.look.margin


class Header(QWidget):
    """The centre's name and the time; on a screen lying down also the tools."""

    def __init__(self, means: Means, centre: str, tools: Sequence[QWidget] = ()) -> None:
        super().__init__()
        look = means.look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.gap * 2)
        font = look.small(SEMIBOLD)
        time = self._clock(means)
        used = time.minimumWidth() + row.spacing()
        for tool in tools:
            used += tool.minimumWidth() + row.spacing()
        name = FittedLabel(look.theme, font, centre, least_px=look.least_px)
        row.addWidget(name, 1)
        row.addWidget(time)
        for tool in tools:
            row.addWidget(tool)
        wrapped = set_text(centre, font, means.inner_width - used)
        line = set_text("0", font, 100).height
        least = look.target if tools else round((1 if look.compact else 2) * line) + 4
        self.setFixedHeight(max(least, round(wrapped.height) + 2))

    def _clock(self, means: Means) -> QWidget:
        look = means.look
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        forms = (("time", look.small(SEMIBOLD), "ink"), ("day", look.small(), "ink_soft"))
        for form, font, color in forms[: 1 if look.compact else 2]:
            label = ClockLabel(
                look.theme,
                font,
                means.clock,
                means.timers,
                means.texts,
                form=form,
                color=color,
                align=_RIGHT,
                least_px=look.least_px,
            )
            column.addWidget(label)
            label.setFixedHeight(label.sizeHint().height())
            box.setMinimumWidth(max(box.minimumWidth(), label.sizeHint().width() + 2))
        column.addStretch(1)
        return box


class Ribbon(QWidget):
    """A strip over the page: practice, demonstration, or old figures."""

    def __init__(self, means: Means, words: str, color: str = "warn") -> None:
        super().__init__()
        self._look = look = means.look
        self._color = color
        label = FittedLabel(
            look.theme, look.strong(), words, color=color, align=_CENTRE, least_px=look.least_px
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(look.gap, 0, look.gap, 0)
        box.addWidget(label)
        wrapped = set_text(words, look.strong(), means.inner_width - 2 * look.gap)
        self.setFixedHeight(round(wrapped.height + look.strong().pixelSize() * 0.2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.theme.color(self._color))
        painter.setBrush(self._look.theme.color(f"{self._color}_soft"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, self._look.radius, self._look.radius)


def mark_ribbon(means: Means, mark: str) -> Ribbon | None:
    """The strip of a store that is not the real one."""
    return Ribbon(means, means.texts(f"kiosk.mark.{mark}")) if mark in MARKS else None


def big_button(
    means: Means,
    words: str,
    icon: str,
    *,
    kind: str = "plain",
    font: QFont | None = None,
    height: int | None = None,
) -> BigButton:
    """A button in the kiosk's sizes, high enough for a fingertip."""
    look = means.look
    button = BigButton(
        look.theme, font or look.strong(), words, icon, kind=kind, least_px=look.least_px
    )
    shape(button, look)
    button.setFixedHeight(look.target if height is None else height)
    return button


def shape(button: Touchable, look: KioskLook) -> None:
    """Round corners and outlines of the kiosk; touched, never tabbed to."""
    button.radius_px = look.radius
    button.outline_px = look.line
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
