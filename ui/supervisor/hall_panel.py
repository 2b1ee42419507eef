"""The middle of the supervisor's window: who waits, the counters, ratings, devices, copies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.ports import DeviceState
from core.supervision import Overview
from ui.bridge import Office
from ui.supervisor.backup import BackupLine
from ui.supervisor.counter_rows import CounterRows, counters_now
from ui.supervisor.sector_bars import SectorBars
from ui.supervisor.side_cards import DeviceLamps, RatingBar
from ui.theme import Theme
from ui.widgets.card import Card

_SIDE_PX = 304


class HallPanel(QWidget):
    """`counter_touched` carries the counter that somebody wants to open or close."""

    counter_touched = Signal(str)

    def __init__(self, office: Office, theme: Theme) -> None:
        super().__init__()
        texts = office.texts
        self._texts = texts
        self._theme = theme
        sectors = Card(theme, texts("supervisor.sectors"))
        self.bars = SectorBars(theme, texts)
        sectors.body.addWidget(self.bars, 1)
        self._counters = Card(theme, texts("supervisor.counters"))
        self.counters = CounterRows(theme, texts)
        self.counters.touched.connect(self.counter_touched)
        self._counters.body.addWidget(self.counters, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.space("gap"))
        grid.addWidget(sectors, 0, 0)
        grid.addWidget(self._counters, 0, 1)
        grid.addLayout(self._make_side(office), 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_view(self, view: Overview) -> None:
        """Show the hall as it stands."""
        texts, hall = self._texts, view.hall
        self.bars.show_sectors(hall.sectors)
        rows = counters_now(hall)
        self.counters.show_counters(rows)
        serving = sum(row.look in ("serving", "calling") for row in rows)
        opened = sum(row.look != "closed" for row in rows)
        self._counters.remark.setText(
            texts("supervisor.counters.remark", open=opened, all=len(rows), serving=serving)
        )
        self.ratings.show_tally(hall.ratings)
        stray = hall.ratings.stray
        self._ratings.remark.setText(texts("supervisor.ratings.stray", n=stray) if stray else "")

    def show_states(self, states: Sequence[DeviceState]) -> None:
        """Show the lamps of the devices."""
        self.devices.show_states(tuple(states))

    def _make_side(self, office: Office) -> QVBoxLayout:
        theme, texts = self._theme, self._texts
        side = QVBoxLayout()
        side.setSpacing(theme.space("gap"))
        self._ratings = Card(theme, texts("supervisor.ratings"))
        self.ratings = RatingBar(theme, texts)
        self._ratings.body.addWidget(self.ratings)
        devices = Card(theme, texts("supervisor.devices"))
        self.devices = DeviceLamps(theme, texts)
        devices.body.addWidget(self.devices)
        devices.body.addStretch(1)
        copies = Card(theme, texts("supervisor.backup"))
        self.backup = BackupLine(office, theme)
        copies.body.addWidget(self.backup)
        for card, stretch in ((self._ratings, 0), (devices, 1), (copies, 0)):
            card.setFixedWidth(_SIDE_PX)
            side.addWidget(card, stretch)
        return side
