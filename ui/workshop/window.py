"""The bench: paper, signs, keys, voice, faults and the clock of a rehearsal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.ports import DeviceNews, DeviceState, Reader, Workshop
from core.queue.model import Counter
from core.texts import LANGUAGES
from ui.bridge import Office
from ui.theme import SEMIBOLD, Theme
from ui.widgets.card import Card
from ui.widgets.labels import FittedLabel, plain_label
from ui.workshop.clock_panel import ClockPanel
from ui.workshop.fault_panel import FaultPanel
from ui.workshop.hand_keys import CallKeypad, RatingPads
from ui.workshop.led_signs import LedSigns
from ui.workshop.paper_roll import PaperRoll
from ui.workshop.speech_panel import SpeechPanel

_PAUSE_S = 0.1
_ROLL_PX = 336
_RIGHT_PX = 452


class WorkshopWindow(QWidget):
    """Shows a bench as it changes; parts that changed are drawn at most ten times a second."""

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self.setObjectName("window")
        self._office = office
        self._theme = theme
        self._numbers: dict[str, int] = {}
        self._changed: set[str] = set()
        self._is_waiting = False
        self._states = {state.device_id: state for state in office.devices.states()}
        self._leave: Callable[[], None] | None = None
        self.clock: ClockPanel | None = None
        workshop = office.services.workshop
        if workshop is None:
            column = QVBoxLayout(self)
            words = office.texts("workshop.nothing")
            column.addWidget(FittedLabel(theme, theme.font("lead"), words, color="ink_soft"))
            return
        self._workshop: Workshop = workshop
        self._build()
        self._refresh = {
            "papers": lambda: self.roll.show_papers(workshop.papers()),
            "signs": lambda: self.signs.show_signs(workshop.signs(), self._numbers),
            "pads": lambda: self.pads.show_pads(workshop.pads(), self._numbers),
            "keypads": lambda: self.keypad.show_keypads(workshop.keypads(), self._numbers),
            "speech": lambda: self.speech.show_speech(workshop.speech()),
            "faults": self.faults.show_faults,
        }
        self.faults.show_states(tuple(self._states.values()))
        self._leave = workshop.subscribe(office.on_ui(self._hear))
        office.news.connect(self._hear_device)

        def counters_of_centre(reader: Reader) -> list[Counter]:
            return reader.counters.list_all()

        office.ask(counters_of_centre, then=self._know_counters)

    def show_all(self) -> None:
        """Draw every part as it is now."""
        for refresh in self._refresh.values():
            refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leave is not None:
            self._leave()
            self._leave = None
        if self.clock is not None:
            self.clock.stop()
        super().closeEvent(event)

    def _build(self) -> None:
        theme, texts, workshop = self._theme, self._office.texts, self._workshop
        catalogue = {language: self._office.texts_in(language) for language in LANGUAGES}
        self.roll = PaperRoll(theme, texts)
        self.signs = LedSigns(theme, texts, self._office.timers, self._pace)
        self.pads = RatingPads(theme, texts, workshop)
        self.keypad = CallKeypad(theme, texts, workshop)
        self.speech = SpeechPanel(theme, texts, catalogue)
        self.faults = FaultPanel(theme, texts, workshop)
        self.clock = self._make_clock()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space("room"), theme.space("gap")) * 2)
        column.setSpacing(theme.space("gap"))
        head = QHBoxLayout()
        head.addWidget(plain_label(theme, texts("workshop.title"), "title", SEMIBOLD))
        head.addStretch(1)
        keys = self._office.services.keys
        if keys is not None:
            words = texts("rehearsal.keys", pin=keys.pin, password=keys.password)
            head.addWidget(plain_label(theme, words, "body", color="ink_soft"))
        column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(theme.space("gap"))
        roll = self._card("workshop.paper", self.roll)
        roll.setFixedWidth(_ROLL_PX)
        grid.addWidget(roll, 0, 0, 3, 1)
        grid.addWidget(self._card("workshop.signs", self.signs), 0, 1)
        grid.addWidget(self._card("workshop.speech", self.speech), 1, 1)
        grid.addWidget(self._card("workshop.keypad", self.keypad), 2, 1)
        if self.clock is not None:
            grid.addWidget(self._card("workshop.clock", self.clock), 0, 2)
        grid.addWidget(self._card("workshop.faults", self.faults), 1, 2)
        grid.addWidget(self._card("workshop.pads", self.pads), 2, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, _RIGHT_PX)
        column.addLayout(grid, 1)

    def _make_clock(self) -> ClockPanel | None:
        services = self._office.services
        if services.clock is None:
            return None
        return ClockPanel(
            self._theme,
            self._office.texts,
            services.clock,
            self._office.timers,
            services.clock_turned,
        )

    def _pace(self) -> float:
        clock = self._office.services.clock
        return max(1.0, clock.speed) if clock is not None else 1.0

    def _card(self, title: str, content: QWidget) -> Card:
        card = Card(self._theme, self._office.texts(title))
        card.body.addWidget(content, 1)
        return card

    def _know_counters(self, counters: list[Counter]) -> None:
        self._numbers = {counter.counter_id: counter.number for counter in counters}
        self.show_all()

    def _hear(self, part: str) -> None:
        self._changed.add(part)
        if not self._is_waiting:
            self._is_waiting = True
            self._office.timers.after(_PAUSE_S, self._draw_changed)

    def _draw_changed(self) -> None:
        self._is_waiting = False
        changed, self._changed = self._changed, set()
        for part in changed:
            if (refresh := self._refresh.get(part)) is not None:
                refresh()

    def _hear_device(self, news: DeviceNews) -> None:
        if isinstance(news, DeviceState):
            self._states[news.device_id] = news
            self.faults.show_states(tuple(self._states.values()))
