"""One device: what it is, its lamp with a word, what to do, and a button to try it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from core.clock import local
from core.ports import DeviceHealth, DeviceState
from core.texts import Texts
from ui.devices.trial import KINDS
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.labels import plain_label
from ui.widgets.lamps import LOOKS, Lamp

_ICONS = {
    "printer": "printer",
    "sign": "tv",
    "pad": "smile",
    "keypad": "keyboard",
    "speaker": "volume-2",
    "scanner": "qr-code",
}


class DeviceCard(Card):
    """`tried` asks for a trial; the device's id comes with it."""

    tried = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, state: DeviceState) -> None:
        super().__init__(theme)
        self._theme = theme
        self._texts = texts
        self._last = ""
        self.state = state
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.name = plain_label(theme, "", "body", SEMIBOLD)
        self.about = plain_label(theme, "", "small", color="ink_soft")
        self.advice = plain_label(theme, "", "small", SEMIBOLD)
        self.message = plain_label(theme, "", "small", color="ink_soft")
        self._lamps = QHBoxLayout()
        self.lamp: Lamp | None = None
        self.button = StaffButton(theme, texts(f"devices_window.try.{self._kind()}"), "play")
        self.button.clicked.connect(lambda: self.tried.emit(self.state.device_id))
        keeps_room = self.button.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(keeps_room)
        self.button.setVisible(state.kind in KINDS)
        self._lay_out()
        self.show_state(state)

    def show_state(self, state: DeviceState) -> None:
        self.state = state
        texts = self._texts
        word = texts(f"device.health.{state.health.name.lower()}")
        self.name.setText(state.name)
        self.about.setText(" · ".join(part for part in self._about(state) if part))
        advice = texts(f"device.fault.{state.fault}", **state.facts) if state.fault else ""
        calm = "off" if state.health is DeviceHealth.OFF else "fine"
        self.advice.setText(advice or texts(f"devices_window.{calm}"))
        self.advice.set_color(LOOKS[state.health][0] if advice else "ink_soft")
        self._show_lamp(word, state, advice)
        if state.since:
            self.note(f"{local(state.since):%H:%M:%S}", word)
        self.setAccessibleName(f"{state.name}: {word}")

    def note(self, at: str, words: str) -> None:
        """The last thing heard from the device."""
        self.message.setText(self._texts("devices_window.last", at=at, words=words))

    def _kind(self) -> str:
        return self.state.kind if self.state.kind in KINDS else "other"

    def _about(self, state: DeviceState) -> tuple[str, ...]:
        driver = f"device.driver.{state.driver}"
        known = self._texts(driver) if state.driver and self._texts.has(driver) else state.driver
        return (self._texts(f"device.kind.{state.kind}"), known, state.facts.get("port", ""))

    def _show_lamp(self, word: str, state: DeviceState, advice: str) -> None:
        """A lamp is as wide as its word: another word is another lamp."""
        if self.lamp is not None:
            self._lamps.removeWidget(self.lamp)
            self.lamp.deleteLater()
        self.lamp = Lamp(self._theme, word)
        self.lamp.show_health(state.health, advice)
        self._lamps.addWidget(self.lamp)
        self.lamp.show()

    def _lay_out(self) -> None:
        theme = self._theme
        icon = _ICONS.get(self.state.kind, "plug")
        row = QHBoxLayout()
        row.setSpacing(theme.space("room"))
        row.addWidget(Icon(icon, theme.space("broad"), theme.color("info")))
        words = QVBoxLayout()
        words.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(theme.space("near"))
        head.addWidget(self.name, 1)
        head.addLayout(self._lamps)
        words.addLayout(head)
        words.addWidget(self.about)
        words.addWidget(self.advice)
        foot = QHBoxLayout()
        foot.addWidget(self.message, 1)
        foot.addWidget(self.button)
        words.addLayout(foot)
        row.addLayout(words, 1)
        self.body.addLayout(row)
