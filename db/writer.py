"""One thread that carries out acts, in the order of priority and then of asking."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from core.ports import Act, Done, Priority

_LAST = 99  # behind every act: the writer's wish to end


class Writer:
    """`carry_out` is called on its thread and on no other."""

    def __init__(self, carry_out: Callable[[Act], Done[Any]]) -> None:
        self._carry_out = carry_out
        self._asked: queue.PriorityQueue[tuple[int, int, Act | None, Future[Any] | None]]
        self._asked = queue.PriorityQueue()
        self._order = itertools.count()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, act: Act, priority: Priority) -> Future[Done[Any]]:
        future: Future[Done[Any]] = Future()
        self._asked.put((priority, next(self._order), act, future))
        return future

    def stop(self) -> None:
        """Finish what was asked, then end."""
        self._asked.put((_LAST, next(self._order), None, None))
        self._thread.join()

    def _run(self) -> None:
        while True:
            _, _, act, future = self._asked.get()
            if act is None or future is None:
                return
            try:
                done = self._carry_out(act)
            # Whatever went wrong belongs to the one who asked; the writer goes on.
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(done)
            # Neither this act's facts nor its error may outlive it here.
            del act, future
