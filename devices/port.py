"""One port: opened, lost and healed, with the driver on it.

This is what both workers share, the one with a thread and the one without.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace

from core.clock import Clock, Timer
from core.ports import DeviceHealth, DeviceNews, DeviceState
from devices.commands import Command
from devices.description import Description, DeviceConfig, Services
from devices.line import Loss
from devices.transports.base import Transport, TransportError

_log = logging.getLogger("devices")

FIRST_RETRY_S = 0.2
LAST_RETRY_S = 5.0

Publish = Callable[[DeviceNews], None]


class Port(ABC):
    """A transport with its driver; the subclass decides who does the work and when."""

    def __init__(
        self,
        config: DeviceConfig,
        description: Description,
        transport: Transport,
        services: Services,
        publish: Publish,
    ) -> None:
        self.config = config
        self.clock: Clock = services.clock
        self._transport = transport
        self._publish = publish
        self._out = bytearray()
        self._left = 0
        self._open = False
        self._is_wanted = not transport.per_job
        self._retry_s = FIRST_RETRY_S
        self._is_retry_due = True
        self._is_lost = False
        self.state = DeviceState(
            config.device_id,
            config.kind,
            config.name,
            DeviceHealth.OFF,
            since=services.clock.now(),
            driver=config.driver,
            facts={"port": transport.identity},
        )
        self.driver = description.make(self, config, services)

    # --- For the hub -------------------------------------------------------------

    @abstractmethod
    def start(self) -> None: ...

    @abstractmethod
    def submit(self, command: Command) -> None: ...

    @abstractmethod
    def stop(self, patience_s: float) -> bool:
        """End the work; False when the worker did not end in time."""

    # --- Line --------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self._open

    def send(self, data: bytes) -> None:
        self._out += data

    @abstractmethod
    def wait(self, seconds: float, callback: Callable[[], None]) -> Timer: ...

    @abstractmethod
    def after(self, seconds: float, callback: Callable[[], None]) -> Timer: ...

    def want(self) -> None:
        self._is_wanted = True

    def release(self) -> None:
        if self._transport.per_job:
            self._is_wanted = False
            self._shut()

    def drop(self, code: str) -> None:
        if self._open:
            self._lose(TransportError(code))

    def report(self, health: DeviceHealth, fault: str = "", **facts: str) -> None:
        known = {**self.state.facts, "port": self._transport.identity, **facts}
        state = replace(self.state, health=health, fault=fault, facts=known)
        if state == self.state:
            return
        if (state.health, state.fault) != (self.state.health, self.state.fault):
            state = replace(state, since=self.clock.now())
        self.state = state
        self._publish(state)

    def emit(self, news: DeviceNews) -> None:
        self._publish(news)

    # --- Steps of a worker -----------------------------------------------------------

    def _open_if_due(self) -> None:
        if self._is_wanted and not self._open and self._is_retry_due:
            try:
                self._transport.open()
            except TransportError as fault:
                self._lose(fault)
                return
            self._open, self._left, self._retry_s = True, 0, FIRST_RETRY_S
            if self._is_lost:
                self._is_lost = False
                _log.info("%s is back on %s", self.config.device_id, self._transport.identity)
            self._guarded(self.driver.opened)

    def _write_some(self) -> None:
        part = bytes(self._out[: self._transport.chunk])
        del self._out[: len(part)]
        try:
            self._transport.write(part)
        except TransportError as fault:
            self._left += fault.sent or 0
            self._lose(fault)
            return
        self._left += len(part)
        if not self._out:
            self._guarded(self.driver.sent)

    def _read_some(self, timeout_s: float) -> bool:
        """Pass on what came; True when something came."""
        try:
            data = self._transport.read(timeout_s)
        except TransportError as fault:
            self._lose(fault)
            return True
        if data:
            self._guarded(lambda: self.driver.received(data))
        return bool(data)

    def _lose(self, fault: TransportError) -> None:
        loss = Loss(fault.code, self._left, fault.sent is not None)
        self._shut()
        if not self._is_lost:
            self._is_lost = True
            _log.warning(
                "%s is lost on %s: %s",
                self.config.device_id,
                self._transport.identity,
                fault.code,
            )
        self.report(DeviceHealth.LOST, fault.code)
        self._is_retry_due = False
        self.wait(self._retry_s, self._allow_retry)
        self._retry_s = min(LAST_RETRY_S, self._retry_s * 2)
        self._guarded(lambda: self.driver.lost(loss))

    def _allow_retry(self) -> None:
        self._is_retry_due = True

    def _shut(self) -> None:
        self._out.clear()
        self._left = 0
        self._open = False
        self._transport.close()

    def _guarded(self, step: Callable[[], None]) -> None:
        """A fault of our own in one driver must not end its worker."""
        try:
            step()
        except Exception:  # the device is set up anew instead, and the log has the trace
            _log.exception("the driver of %s failed", self.config.device_id)
            self.drop("driver_failed")
