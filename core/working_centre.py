"""The centre at work: what follows by itself from commits and devices' news."""

from __future__ import annotations

from collections.abc import Mapping

from core.clock import Timers
from core.errands import Errands
from core.ports import Devices, Store
from core.queue.paper_desk import PaperDesk
from core.queue.relay import CallRelay
from core.ratings.pad_desk import PadDesk
from core.texts import Texts


class WorkingCentre:
    """Papers follow numbers, lights and voice follow calls, pads follow services.

    Started and stopped on the thread that owns the timers; it starts and
    stops the devices too.
    """

    def __init__(
        self,
        store: Store,
        devices: Devices,
        timers: Timers,
        errands: Errands,
        texts: Mapping[str, Texts],
    ) -> None:
        self._devices = devices
        self._errands = errands
        self._relay = CallRelay(store, devices)
        self._desks = (
            PaperDesk(store, devices, texts, errands),
            PadDesk(store, devices, timers, errands),
        )

    def start(self) -> None:
        self._devices.start()
        self._relay.start()
        for desk in self._desks:
            desk.start()

    def stop(self) -> None:
        for desk in self._desks:
            desk.stop()
        self._relay.stop()
        self._errands.stop()
        self._devices.stop()
