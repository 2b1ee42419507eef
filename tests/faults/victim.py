"""A centre that works until it is killed; the kill tests drive it.

Each line `<round>` on standard input forks a process that opens the store and
works on it.  What it acknowledges it writes to standard output, one line an
act, only after the act has returned: `T ticket`, `C ticket`, `F ticket`,
`P ticket copy` (a slip leaves for the printer), and first `PID number`.
After the process has ended, this one writes `END`.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from pathlib import Path
from typing import Any

from core.clock import SECOND, AgendaClock, Instant
from core.errands import ErrandThread
from core.events import CounterDefined, SectorDefined, StaffDefined
from core.ports import Act, PrintOutcome, Slip, UnitOfWork
from core.queue.calling import call_next, start_service
from core.queue.counters import open_counter
from core.queue.model import Delivery
from core.queue.paper_desk import PaperDesk
from core.queue.serving import finish
from core.queue.taking import take_ticket
from core.texts import Texts
from db.store import SqliteStore, open_store

# Monday 23 November 2026, 08:00 in Vietnam.
START = Instant(1_795_395_600 * SECOND)


def say(line: str) -> None:
    """One acknowledgement; shorter than a pipe's atomic write."""
    os.write(1, f"{line}\n".encode())


class PaperTray:
    """Devices of which only the printer is there: paper is a line of output."""

    def __init__(self) -> None:
        self._hear: list[Any] = []

    def print_slip(self, slip: Slip) -> None:
        say(f"P {slip.ticket_id} {slip.copy}")
        for hear in self._hear:
            hear(PrintOutcome(slip.ticket_id, slip.copy, Delivery.CONFIRMED))

    def listen(self, listener: Any) -> Any:
        self._hear.append(listener)
        return lambda: self._hear.remove(listener)


def furnish(unit: UnitOfWork) -> None:
    if unit.head_seq() == 0:
        unit.record(SectorDefined("cert", "cert", "cert", "A"))
        unit.record(CounterDefined("c1", 1, "1", {"cert": 1}))
        unit.record(StaffDefined("s1", "An", "supervisor"))


def work(folder: Path, turn: int) -> None:
    """Take, call, serve, print until somebody kills this process."""
    say(f"PID {os.getpid()}")
    agenda = AgendaClock(Instant(START + turn * SECOND))
    store = open_store(folder, clock=agenda)
    store.execute(Act(furnish))
    errands = ErrandThread()
    desk = PaperDesk(store, PaperTray(), {"vi": Texts("vi")}, errands)  # type: ignore[arg-type]
    desk.start()
    staff = {"actor": "staff:s1"}
    store.execute(Act(open_counter, {"counter_id": "c1"}, **staff))
    threading.Thread(target=serve, args=(store,), daemon=True).start()
    chance = random.Random(turn)
    while True:
        done = store.execute(
            Act(take_ticket, {"sector_id": "cert"}, attempt_id=f"{turn}/{chance.random()}")
        )
        say(f"T {done.result.ticket_id}")


def serve(store: SqliteStore) -> None:
    at_counter = {"counter_id": "c1"}
    while True:
        called = store.execute(Act(call_next, at_counter, "staff:s1")).result
        if called is not None:
            say(f"C {called.ticket_id}")
            store.execute(Act(start_service, at_counter, "staff:s1"))
            store.execute(Act(finish, at_counter, "staff:s1"))
            say(f"F {called.ticket_id}")


def main(folder: Path) -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                work(folder, int(line))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        say("END")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
