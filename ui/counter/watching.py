"""A counter seen from this PC: its picture, kept fresh."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.errors import Problem
from core.events import CATALOGUE, COUNTERS, DOSSIERS, PEOPLE, RATINGS, SETTINGS, TICKETS, Changes
from core.ports import DeviceNews, KeypadKey, Reader
from ui.bridge import Office
from ui.counter.picture import Picture, picture_of

_KINDS = frozenset({TICKETS, COUNTERS, DOSSIERS, RATINGS, CATALOGUE, PEOPLE, SETTINGS})


class CounterWatch(QObject):
    """Asks for the counter's picture whenever something of it changed.

    `changed` says that there is something else to show, `arrived` that the
    first one waits after nobody did, `told` carries (tone, sentence),
    `keypad` the key of a keypad that drove the counter.
    """

    changed = Signal()
    arrived = Signal()
    told = Signal(str, str)
    keypad = Signal(str)

    def __init__(self, office: Office, counter_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.counter_id = counter_id
        self.picture: Picture | None = None
        self.awaited = False
        """What came of the last action is not in the picture yet."""
        self._asking = False
        self._stale = False
        office.changed.connect(self._hear)
        office.news.connect(self._hear_device)
        self.refresh()

    def refresh(self, *, awaited: bool = False) -> None:
        """Ask for the picture; while one is on its way, ask once more after it."""
        self.awaited = self.awaited or awaited
        self._stale = self._asking
        if not self._asking:
            self._asking = True
            self.office.ask(self._read, then=self._show, failed=self._not_shown)

    def stop_watching(self) -> None:
        self.office.changed.disconnect(self._hear)
        self.office.news.disconnect(self._hear_device)

    def say(self, key: str, tone: str, **facts: object) -> None:
        """Tell a sentence of the catalogue."""
        self.told.emit(tone, self.office.texts(key, **facts))

    def _read(self, reader: Reader) -> Picture | None:
        return picture_of(reader, self.counter_id)

    def _show(self, picture: Picture | None) -> None:
        before, self.picture = self.picture, picture
        self._asking = False
        if self._stale:
            self.refresh()
        else:
            self.awaited = False
        self.changed.emit()
        if picture is None:
            missing = Problem("queue.no_counter", counter=self.counter_id)
            self.told.emit("bad", self.office.sentence(missing))
        elif before is not None and before.view.waiting_count == 0 < picture.view.waiting_count:
            self.arrived.emit()

    def _not_shown(self, error: Exception) -> None:
        self._asking = self.awaited = False
        self.told.emit("bad", self.office.sentence(error))

    def _hear(self, changes: Changes) -> None:
        if changes.kinds & _KINDS:
            self.refresh()

    def _hear_device(self, news: DeviceNews) -> None:
        if isinstance(news, KeypadKey) and news.counter_id == self.counter_id:
            self.keypad.emit(news.key)
