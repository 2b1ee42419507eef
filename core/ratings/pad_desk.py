"""Between the journal and the rating pads and keypads on the counters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.clock import SECOND, Timer, Timers
from core.errands import Errands
from core.events import Changes, RatingArmed, RatingGiven, RatingLapsed
from core.people.rights import staff_actor
from core.ports import Act, DeviceNews, Devices, KeypadKey, PadPress, Priority, Reader, Store
from core.queue.calling import call_given, call_next, miss, recall, start_service
from core.queue.counters import pause_counter, resume_counter
from core.queue.model import CounterState
from core.queue.serving import finish
from core.ratings.operations import lapse_ratings, press_rating

_SWEEP_S = 15  # how often windows that ran out are closed
_VERBS: dict[str, Callable[..., Any]] = {
    "next": call_next,
    "recall": recall,
    "miss": miss,
    "start": start_service,
    "finish": finish,
}


class PadDesk:
    """Arms pads when a service ends, and turns presses and keys into operations."""

    def __init__(self, store: Store, devices: Devices, timers: Timers, errands: Errands) -> None:
        self._store = store
        self._devices = devices
        self._timers = timers
        self._errands = errands
        self._leave: list[Callable[[], None]] = []
        self._next_sweep: Timer | None = None
        # Replaced, never changed: written on the store's thread, read on the timers'.
        self._until: dict[str, int] = {}

    def start(self) -> None:
        """Arm what was armed before a restart, then follow the journal.

        Called on the thread that owns the timers.
        """
        self._lapse()
        self._sweep()
        for armed in self._store.read(lambda reader: reader.ratings.list_armed()):
            self._arm(armed.counter_id, armed.until)
        self._leave = [
            self._store.subscribe(self._hear),
            self._devices.listen(self._hear_device),
        ]

    def stop(self) -> None:
        for leave in self._leave:
            leave()
        self._leave.clear()
        if self._next_sweep is not None:
            self._next_sweep.cancel()

    def _sweep(self) -> None:
        now = self._store.clock.now()
        if any(until < now for until in self._until.values()):
            self._errands.leave(self._lapse)
        self._next_sweep = self._timers.after(_SWEEP_S, self._sweep)

    def _hear(self, changes: Changes) -> None:
        for recorded in changes.events:
            event = recorded.event
            if isinstance(event, RatingArmed):
                self._arm(event.counter_id, event.until)
            elif isinstance(event, RatingGiven | RatingLapsed):
                self._until = {
                    counter_id: until
                    for counter_id, until in self._until.items()
                    if counter_id != event.counter_id
                }
                self._devices.disarm(event.counter_id)

    def _arm(self, counter_id: str, until: int) -> None:
        self._until = {**self._until, counter_id: until}
        left_s = max(1, (until - self._store.clock.now()) // SECOND)
        self._devices.arm(counter_id, left_s)

    def _lapse(self) -> None:
        self._store.execute(Act(lapse_ratings), Priority.DEVICE)

    def _hear_device(self, news: DeviceNews) -> None:
        if isinstance(news, PadPress):
            self._errands.leave(lambda: self._press(news))
        elif isinstance(news, KeypadKey):
            self._errands.leave(lambda: self._key(news))

    def _press(self, news: PadPress) -> None:
        arguments = {"counter_id": news.counter_id, "value": news.value, "source": news.source}
        self._store.execute(Act(press_rating, arguments, f"device:{news.source}"), Priority.TOUCH)

    def _key(self, news: KeypadKey) -> None:
        """A key of a call keypad acts for the officer who opened the counter."""
        officer_id, state = self._store.read(lambda r: _officer(r, news.counter_id))
        if not officer_id:
            return
        verb, arguments = _act_of(news, state)
        if verb is not None:
            act = Act(verb, arguments, staff_actor(officer_id), news.source)
            self._store.execute(act, Priority.TOUCH)


def _act_of(
    news: KeypadKey, state: CounterState
) -> tuple[Callable[..., Any] | None, dict[str, Any]]:
    arguments: dict[str, Any] = {"counter_id": news.counter_id}
    key, _, number = news.key.partition(":")
    if key == "call":
        return call_given, {**arguments, "label": number}
    if key == "pause":
        if state == CounterState.PAUSED:
            return resume_counter, arguments
        return pause_counter, {**arguments, "reason": ""}
    return _VERBS.get(key), arguments


def _officer(reader: Reader, counter_id: str) -> tuple[str, CounterState]:
    counter = reader.counters.find(counter_id)
    if counter is None:
        return "", CounterState.CLOSED
    return counter.officer_id, counter.state
