"""Small work that follows from a commit or from a device's news.

A listener of the store runs on the writer's thread and must not write from
there; it leaves an errand instead.  In the living centre one thread runs
errands in order; in a simulation they run on the agenda, at the same
instant, so that the same seed gives the same days.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol

from core.clock import AgendaClock
from core.errors import Problem

Errand = Callable[[], None]
_log = logging.getLogger(__name__)


class Errands(Protocol):
    """Runs errands one after the other, in the order in which they were left."""

    def leave(self, errand: Errand) -> None: ...

    def stop(self) -> None: ...


class ErrandThread:
    """Errands on a thread of their own."""

    def __init__(self) -> None:
        self._left: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="errands", daemon=True)
        self._thread.start()

    def leave(self, errand: Errand) -> None:
        self._left.put(errand)

    def stop(self) -> None:
        """Finish what was left, then end."""
        self._left.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (errand := self._left.get()) is not None:
            run_errand(errand)


class AgendaErrands:
    """Errands on a simulation's agenda."""

    def __init__(self, agenda: AgendaClock) -> None:
        self._agenda = agenda

    def leave(self, errand: Errand) -> None:
        self._agenda.after(0, lambda: run_errand(errand))

    def stop(self) -> None:
        return


def run_errand(errand: Errand) -> None:
    """Run one; what the centre refuses is logged, and the next errand runs."""
    try:
        errand()
    except Problem as problem:
        _log.info("an errand was refused: %s", problem.code)
    # The next errand must run whatever this one met; the log keeps the trace.
    except Exception:
        _log.exception("an errand failed")
