"""Ends a connection whose other side has fallen silent.

A host that is stopped, or a cable that is cut without a word, leaves a driver
waiting for an answer for as long as the system likes.  A thread beside it
shuts the socket when its time is over; the driver then fails at once.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

from core.clock import Clock


class Watchdog:
    """Watches one connection at a time, on behalf of the thread that works with it."""

    def __init__(self, clock: Clock, patience_s: float) -> None:
        self._clock = clock
        self._patience_s = patience_s
        self._changed = threading.Condition()
        self._watched: Any = None
        self._until_s = 0.0
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="store-watchdog", daemon=True)
        self._thread.start()

    @contextlib.contextmanager
    def limit(self, raw: Any) -> Iterator[None]:
        """The connection is shut when this block lasts longer than the patience."""
        with self._changed:
            self._watched = raw
            self._until_s = self._clock.monotonic_s() + self._patience_s
            self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._watched = None

    def stop(self) -> None:
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        with self._changed:
            while not self._is_over:
                if self._watched is None:
                    self._changed.wait()
                    continue
                left_s = self._until_s - self._clock.monotonic_s()
                if left_s > 0:
                    self._changed.wait(left_s)
                    continue
                shut(self._watched)
                self._watched = None


def shut(raw: Any) -> None:
    """Cut the line of a driver's connection; whoever waits on it fails at once."""
    with contextlib.suppress(Exception):  # a connection that is closed already has no line
        line = socket.socket(fileno=os.dup(raw.fileno()))
        line.shutdown(socket.SHUT_RDWR)
        line.close()
