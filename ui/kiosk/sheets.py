"""Panels over the kiosk: time is running out, easier to use, the staff code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.kiosk.look import Wishes
from ui.kiosk.parts import Means, big_button
from ui.widgets.buttons import BigButton
from ui.widgets.labels import FigureLabel, FittedLabel
from ui.widgets.pads import PinPad
from ui.widgets.sheet import Sheet

_CENTRE = Qt.AlignmentFlag.AlignCenter


class KioskSheet(Sheet):
    """A sheet in the kiosk's sizes; with low controls it stands in the lower half."""

    def __init__(self, means: Means, window: QWidget, *, light: bool = False) -> None:
        look = means.look
        super().__init__(
            look.theme,
            window,
            width_px=min(look.mm(230), look.size.width() - 2 * look.margin),
            light=light,
            pad_px=look.margin if look.compact else look.margin * 2,
            low=look.wishes.low,
        )
        self.means = means
        self.body.setSpacing(look.gap if look.compact else look.margin)

    def say(self, words: str, *, big: bool = False) -> FittedLabel:
        look = self.means.look
        label = FittedLabel(
            look.theme,
            look.title() if big else look.body(),
            words,
            align=_CENTRE,
            least_px=look.least_px,
        )
        self.body.addWidget(label)
        return label

    def button(self, words: str, icon: str, kind: str = "plain") -> BigButton:
        look = self.means.look
        height = look.target if look.compact else look.mm(26)
        made = big_button(self.means, words, icon, kind=kind, height=height)
        self.body.addWidget(made)
        return made


class IdleSheet(KioskSheet):
    """Are you still there?  Twenty seconds, and one big button for more."""

    def __init__(self, means: Means, window: QWidget, seconds: int) -> None:
        super().__init__(means, window)
        texts = means.texts
        self.say(texts("kiosk.idle.title"), big=True)
        self.figure = FigureLabel(
            means.look.theme,
            means.look.number(means.look.theme.millimetres["number"] * 0.7),
            color="info",
        )
        self.body.addWidget(self.figure)
        self._words = self.say("")
        self.more = self.button(texts("kiosk.more_time"), "hourglass", "action")
        self.show_left(seconds)

    def show_left(self, seconds: int) -> None:
        self.figure.setText(str(seconds))
        self._words.setText(self.means.texts("kiosk.idle.words", n=seconds))


class EasySheet(KioskSheet):
    """Large print, high contrast, low controls: each one touch, taken at once."""

    wished = Signal(object)

    def __init__(self, means: Means, window: QWidget) -> None:
        super().__init__(means, window)
        texts, wishes = means.texts, means.look.wishes
        self.say(texts("kiosk.easy.title"), big=True)
        self.large = self._toggle(
            "large", "a-large-small", wishes.large, lambda: replace(wishes, large=not wishes.large)
        )
        self.contrast = self._toggle(
            "contrast",
            "contrast",
            wishes.contrast,
            lambda: replace(wishes, contrast=not wishes.contrast),
        )
        if not means.look.compact:  # a small screen is within reach as it is
            self.low = self._toggle(
                "low", "move-down", wishes.low, lambda: replace(wishes, low=not wishes.low)
            )
        self.finish = self.button(texts("kiosk.easy.done"), "check", "action")
        self.finish.clicked.connect(self.close_sheet)

    def _toggle(self, name: str, icon: str, on: bool, wish: Callable[[], Wishes]) -> BigButton:
        made = self.button(
            self.means.texts(f"kiosk.easy.{name}"),
            "circle-check" if on else icon,
            "chosen" if on else "plain",
        )
        made.clicked.connect(lambda: self.wished.emit(wish()))
        return made


class ExitSheet(KioskSheet):
    """The staff code that leaves full screen."""

    entered = Signal(str)

    def __init__(self, means: Means, window: QWidget) -> None:
        super().__init__(means, window, light=True)
        texts, look = means.texts, means.look
        if not look.compact:
            self.say(texts("kiosk.exit.title"), big=True)
        self._words = self.say(texts("kiosk.exit.words"))
        self.pin = PinPad(
            look.theme,
            texts("kiosk.exit.enter"),
            side_px=look.target,
            gap_px=look.gap,
            font=look.title(),
            flat=not look.upright,
        )
        self.body.addWidget(self.pin)
        self.stay = self.button(texts("kiosk.exit.back"), "undo-2")
        self.stay.clicked.connect(self.close_sheet)
        self.pin.entered.connect(self.entered)
        self.setFocusProxy(self.pin.pad)

    def refuse(self) -> None:
        """The code was wrong."""
        self._words.set_color("bad")
        self._words.setText(self.means.texts("kiosk.exit.wrong"))
