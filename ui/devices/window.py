"""The devices window: a card per device, always as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.clock import local
from core.ports import (
    DeviceHealth,
    DeviceNews,
    DeviceState,
    FoundDevice,
    KeypadKey,
    PadPress,
    PrintOutcome,
    Reader,
    Scanned,
    Spoke,
)
from ui.bridge import Office
from ui.devices.device_card import DeviceCard
from ui.devices.trial import SIGN_SHOWN_S, TRIAL, light, restore, speak, test_slip
from ui.theme import SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import ClockLabel, FittedLabel, plain_label
from ui.widgets.lamps import StatusStrip
from ui.widgets.notices import Toast

_COLUMNS = 2
_ORDER = (DeviceHealth.LOST, DeviceHealth.DEGRADED, DeviceHealth.READY, DeviceHealth.OFF)


class DevicesWindow(QWidget):
    """Cards in two columns, what is broken first."""

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self._office = office
        self._theme = theme
        self.cards: dict[str, DeviceCard] = {}
        self._build()
        self.show_states(office.devices.states())
        office.news.connect(self._hear)

    def show_states(self, states: Sequence[DeviceState]) -> None:
        """These devices, and no others."""
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = {}
        ordered = sorted(states, key=lambda one: (_ORDER.index(one.health), one.name))
        for index, state in enumerate(ordered):
            card = DeviceCard(self._theme, self._office.texts, state)
            card.tried.connect(self.try_out)
            self._grid.addWidget(card, index // _COLUMNS, index % _COLUMNS)
            self.cards[state.device_id] = card
        self._grid.setRowStretch(len(ordered), 1)
        self.empty.setVisible(not ordered)
        self._scroll.setVisible(bool(ordered))

    def probe(self) -> None:
        """Look again for devices that answer."""
        bench = self._office.services.devices
        if bench is None:
            self.show_states(self._office.devices.states())
            return
        self.search.setEnabled(False)
        self.toast.tell(self._office.texts("devices_window.searching"))
        self._office.aside(bench.probe, then=self._found, failed=self._failed)

    def try_out(self, device_id: str) -> None:
        """A test paper, light or word."""
        kind = self.cards[device_id].state.kind
        devices, texts = self._office.devices, self._office.texts
        if kind == "speaker":
            speak(devices)
        elif kind == "printer":

            def centre_name(reader: Reader) -> str:
                return reader.settings.text("centre.name")

            def print_it(name: str) -> None:
                devices.print_slip(test_slip(texts, name, self._office.clock.now()))

            self._office.ask(centre_name, then=print_it)
        else:
            self._office.ask(_signs, then=self._light)
        self.toast.tell(texts(f"devices_window.tried.{kind}"), "good")

    # --- inside ---------------------------------------------------------------------

    def _light(self, signs: dict[str, str]) -> None:
        light(self._office.devices, signs)
        self._office.timers.after(
            SIGN_SHOWN_S, lambda: self._office.ask(_signs, then=self._restore)
        )

    def _restore(self, signs: dict[str, str]) -> None:
        restore(self._office.devices, signs)

    def _found(self, devices: Sequence[FoundDevice]) -> None:
        self.search.setEnabled(True)
        self.show_states([device.state for device in devices])
        self.toast.tell(self._office.texts("devices_window.found", n=len(devices)), "good")

    def _failed(self, error: Exception) -> None:
        self.search.setEnabled(True)
        self.toast.tell(self._office.sentence(error), "bad")

    def _hear(self, news: DeviceNews) -> None:
        if isinstance(news, DeviceState):
            card = self.cards.get(news.device_id)
            if card is None:
                self.show_states(self._office.devices.states())
            else:
                card.show_state(news)
        elif isinstance(news, PrintOutcome):
            if news.ticket_id == TRIAL:
                key = f"devices_window.delivery.{news.delivery}"
                self.toast.tell(self._office.texts(key))
        else:
            self._note(news)

    def _note(self, news: PadPress | KeypadKey | Scanned | Spoke) -> None:
        """What a device said last; never what a scanner read."""
        device_id = news.source if isinstance(news, PadPress | KeypadKey) else news.device_id
        if (card := self.cards.get(device_id)) is not None:
            words = self._office.texts(f"devices_window.news.{type(news).__name__.lower()}")
            card.note(f"{local(self._office.clock.now()):%H:%M:%S}", words)

    def _build(self) -> None:
        theme, texts = self._theme, self._office.texts
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("room"), theme.space("gap")) * 2)
        column.setSpacing(theme.space("gap"))
        column.addLayout(self._make_head())
        held = QWidget()
        self._grid = QGridLayout(held)
        self._grid.setContentsMargins(0, 0, theme.space("near"), 0)
        self._grid.setSpacing(theme.space("gap"))
        for side in range(_COLUMNS):
            self._grid.setColumnStretch(side, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidget(held)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = FittedLabel(
            theme,
            theme.font("lead"),
            texts("devices_window.empty"),
            color="ink_soft",
            align=Qt.AlignmentFlag.AlignCenter,
        )
        column.addWidget(self._scroll, 1)
        column.addWidget(self.empty, 1)
        self.toast = Toast(theme, self._office.timers)
        column.addWidget(self.toast)

    def _make_head(self) -> QHBoxLayout:
        theme, texts, office = self._theme, self._office.texts, self._office
        head = QHBoxLayout()
        head.setSpacing(theme.space("room"))
        head.addWidget(plain_label(theme, texts("devices_window.title"), "title", SEMIBOLD))
        head.addStretch(1)
        font = theme.font("body", SEMIBOLD)
        head.addWidget(ClockLabel(theme, font, office.clock, office.timers, texts, form="long"))
        self.search = StaffButton(theme, texts("devices_window.search"), "search", key="F5")
        self.search.clicked.connect(self.probe)
        head.addWidget(self.search)
        head.addWidget(StatusStrip(office, theme))
        return head


def _signs(reader: Reader) -> dict[str, str]:
    """What stands on each counter's sign: the label of the ticket there, or nothing."""
    tickets = (
        (c.counter_id, reader.tickets.at_counter(c.counter_id)) for c in reader.counters.list_all()
    )
    return {counter_id: ticket.label if ticket else "" for counter_id, ticket in tickets}
