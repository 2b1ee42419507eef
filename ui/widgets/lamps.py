"""Lamps: the state of data, network and devices, always in the same corner."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.ports import DeviceHealth, DeviceNews, DeviceState
from ui.bridge import Office
from ui.theme import SEMIBOLD, Theme
from ui.widgets.icon import draw_icon

# health -> (ink, ground, icon): colour is never the only sign
LOOKS: dict[DeviceHealth, tuple[str, str, str]] = {
    DeviceHealth.OFF: ("off", "off_soft", "circle-dashed"),
    DeviceHealth.READY: ("good", "good_soft", "circle-check"),
    DeviceHealth.DEGRADED: ("warn", "warn_soft", "triangle-alert"),
    DeviceHealth.LOST: ("bad", "bad_soft", "circle-x"),
}
_ORDER = (DeviceHealth.LOST, DeviceHealth.DEGRADED, DeviceHealth.READY, DeviceHealth.OFF)


class Lamp(QWidget):
    """One state: an icon and a word on a tinted ground; the tool tip says more."""

    touched = Signal()

    def __init__(self, theme: Theme, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word = word
        self._health = DeviceHealth.OFF
        self.setFont(theme.font("small", SEMIBOLD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    @property
    def health(self) -> DeviceHealth:
        return self._health

    def show_health(self, health: DeviceHealth, more: str = "") -> None:
        """`more` is a full sentence: what is wrong and what to do."""
        if (health, more) == (self._health, self.toolTip()):
            return
        self._health = health
        self.setToolTip(more)
        self.setAccessibleDescription(more)
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self._word)
        side = self._theme.size("icon")
        return QSize(
            round(width) + side + self._theme.space("wide"), side + self._theme.space("near")
        )

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.touched.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, ground, icon = LOOKS[self._health]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(ground))
        half = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), half, half)
        side = self._theme.size("icon") - 4
        near = self._theme.space("near")
        draw_icon(painter, QRectF(near, half - side / 2, side, side), icon, self._theme.color(ink))
        painter.setPen(self._theme.color(ink))
        painter.setFont(self.font())
        words = QRectF(self.rect()).adjusted(near + side + 6, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._word)


class StatusStrip(QWidget):
    """Three lamps: data, network, devices.  It listens for itself.

    `touched` carries the lamp's name, so that every lamp opens the self-check.
    """

    touched = Signal(str)

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._states: dict[str, DeviceState] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("near"))
        self.lamps: dict[str, Lamp] = {}
        for name in ("data", "network", "devices"):
            lamp = Lamp(theme, office.texts(f"common.lamp.{name}"), self)
            lamp.touched.connect(lambda name=name: self.touched.emit(name))
            row.addWidget(lamp)
            self.lamps[name] = lamp
        self.set_lamp("data", DeviceHealth.READY)
        self.set_lamp("network", DeviceHealth.OFF)
        office.data_health.connect(lambda health: self.set_lamp("data", health))
        office.news.connect(self._hear)
        for state in office.devices.states():
            self._hear(state)

    def set_lamp(self, name: str, health: DeviceHealth, more: str = "") -> None:
        word = self._office.texts(f"common.lamp.{name}")
        state = self._office.texts(f"common.health.{health.name.lower()}")
        self.lamps[name].show_health(health, more or f"{word}: {state}")

    def _hear(self, news: DeviceNews) -> None:
        if not isinstance(news, DeviceState):
            return
        self._states[news.device_id] = news
        worst = min((s.health for s in self._states.values()), key=_ORDER.index)
        faulty = [s.name for s in self._states.values() if s.health is worst and s.fault]
        self.set_lamp("devices", worst, ", ".join(faulty))
