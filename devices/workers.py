"""Who does the work of a port: a thread of its own, or whoever calls."""

from __future__ import annotations

import heapq
import itertools
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from core.clock import Clock, SystemClock, Timer, Timers
from devices.commands import Command
from devices.port import Port

_LONGEST_WAIT_S = 0.25
_LONGEST_WAIT_UNWOKEN_S = 0.05


class ThreadPort(Port):
    """A port with a thread; nothing in it waits longer than 2 s."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._commands: deque[Command] = deque()
        self._bell = threading.Event()
        self._is_stopping = False
        self._patience = _Agenda(SystemClock())
        self._agenda = _Agenda(self.clock)
        self._thread = threading.Thread(
            target=self._run, name=f"device-{self.config.device_id}", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def submit(self, command: Command) -> None:
        self._commands.append(command)
        self._wake()

    def stop(self, patience_s: float) -> bool:
        self._is_stopping = True
        self._wake()
        if self._thread.ident is not None:
            self._thread.join(patience_s)
        return not self._thread.is_alive()

    def wait(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return self._patience.after(seconds, callback)

    def after(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return self._agenda.after(seconds, callback)

    def _wake(self) -> None:
        self._bell.set()
        self._transport.wake()

    def _run(self) -> None:
        self._guarded(self.driver.started)
        while not self._is_stopping:
            self._turn()
        self._guarded(self.driver.stopping)
        self._shut()

    def _turn(self) -> None:
        self._open_if_due()
        while self._commands:
            command = self._commands.popleft()
            self._guarded(lambda command=command: self.driver.perform(command))  # type: ignore[misc]
        for callback in (*self._patience.due(), *self._agenda.due()):
            self._guarded(callback)
        if self._open and self._out:
            self._write_some()
        self._listen()

    def _listen(self) -> None:
        if self._is_stopping or self._commands:
            return
        if self._open:
            self._read_some(0.0 if self._out else self._time_left())
        elif not (self._is_wanted and self._is_retry_due):
            self._bell.wait(self._time_left())
        self._bell.clear()

    def _time_left(self) -> float:
        longest = _LONGEST_WAIT_UNWOKEN_S if self._transport.patient else _LONGEST_WAIT_S
        return min(longest, self._patience.left_s(), self._agenda.left_s())


class InlinePort(Port):
    """A port without a thread: the work is done by whoever brings it.

    For simulation and tests, whose timers are an agenda: the same drivers,
    no waiting, the same order of things every time.  Work that comes while
    work is being done is done after it, never inside it.
    """

    def __init__(self, timers: Timers, *parts: Any) -> None:
        self._timers = timers
        super().__init__(*parts)
        self._work: deque[Callable[[], None]] = deque()
        self._has_turn = threading.Lock()
        self._is_running = False
        # Only lines inside the program can tell that bytes have come.
        self._transport.notify = self._pump  # type: ignore[attr-defined]

    def start(self) -> None:
        self._is_running = True
        self._do(self.driver.started)

    def submit(self, command: Command) -> None:
        self._do(lambda: self.driver.perform(command))

    def stop(self, patience_s: float) -> bool:  # noqa: ARG002 - nothing to wait for
        self._do(self.driver.stopping)
        self._is_running = False
        self._shut()
        return True

    def wait(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return self._timers.after(seconds, lambda: self._do(callback))

    def after(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return self.wait(seconds, callback)

    def _do(self, step: Callable[[], None]) -> None:
        self._work.append(step)
        self._pump()

    def _pump(self) -> None:
        while self._is_running and self._has_turn.acquire(blocking=False):
            try:
                is_busy = self._step()
            finally:
                self._has_turn.release()
            if not is_busy:
                return

    def _step(self) -> bool:
        """One piece of work; False when there was none."""
        if self._is_wanted and not self._open and self._is_retry_due:
            self._open_if_due()
        elif self._open and self._out:
            self._write_some()
        elif self._open and self._transport.has_news:  # type: ignore[attr-defined]
            self._read_some(0.0)
        elif self._work:
            self._guarded(self._work.popleft())
        else:
            return False
        return True


class _Agenda:
    """Calls due by a clock, made by the thread that asks for them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: list[tuple[float, int, _Call]] = []
        self._order = itertools.count()

    def after(self, seconds: float, callback: Callable[[], None]) -> Timer:
        call = _Call(callback)
        due_s = self._clock.monotonic_s() + max(0.0, seconds)
        heapq.heappush(self._calls, (due_s, next(self._order), call))
        return call

    def due(self) -> list[Callable[[], None]]:
        """The calls whose time has come; one cancelled meanwhile does nothing."""
        now_s, ready = self._clock.monotonic_s(), []
        while self._calls and (self._calls[0][0] <= now_s or self._calls[0][2].is_over):
            ready.append(heapq.heappop(self._calls)[2].run)
        return ready

    def left_s(self) -> float:
        """Real seconds until the next call; a clock may run faster than the wall's."""
        if not self._calls:
            return _LONGEST_WAIT_S
        speed = float(getattr(self._clock, "speed", 1.0)) or 1.0
        return max(0.0, (self._calls[0][0] - self._clock.monotonic_s()) / speed)


class _Call:
    __slots__ = ("_callback", "is_over")

    def __init__(self, callback: Callable[[], None]) -> None:
        self._callback = callback
        self.is_over = False

    def cancel(self) -> None:
        self.is_over = True

    def run(self) -> None:
        if not self.is_over:
            self.is_over = True
            self._callback()
