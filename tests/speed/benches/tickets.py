"""Taking and calling numbers: durable, flat, and beside a bare sqlite3."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from core.clock import local_day
from core.measure import Measure, at_least, at_most
from core.ports import Act, Priority
from core.queue.calling import call_next
from core.queue.model import Sector
from core.queue.serving import finish
from core.queue.taking import take_ticket
from core.rehearsal.cast import counters_of_play
from db.engine import database_file
from db.store import SqliteStore
from tests.speed.benches.bare import BareCentre
from tests.speed.benches.filling import fill_visits, to_disk
from tests.speed.benches.rehearsed import MORNING, a_centre, a_folder, do
from tests.speed.benches.sampling import Samples, in_turns

TODAY = local_day(MORNING)
COUNTER, SECTORS = "q1", ("certification",)
WAITING = 60
FEW, MANY = 1_000, 1_000_000
WARM_UP = 30


class Hall:
    """A store and, on a copy of its file, the bare centre beside it."""

    def __init__(self, store: SqliteStore, bare: BareCentre) -> None:
        self.store = store
        self.bare = bare
        self.sectors: tuple[Sector, ...] = tuple(
            store.read(lambda reader: reader.counters.list_sectors())
        )
        self._turn = itertools.cycle(self.sectors)
        self._bare_turn = itertools.cycle(self.sectors)
        self._attempts = itertools.count()

    def take(self) -> None:
        """The next sector's number, as the kiosk takes it."""
        facts = {"sector_id": next(self._turn).sector_id}
        attempt = f"bench-{next(self._attempts)}"
        self.store.execute(Act(take_ticket, facts, "kiosk", "bench", attempt), Priority.TOUCH)

    def take_bare(self) -> None:
        sector = next(self._bare_turn)
        self.bare.take(sector.sector_id, sector.prefix)

    def wait(self, many: int = WAITING) -> None:
        """Let so many people wait where the measured counter calls."""
        for _ in range(many):
            do(self.store, take_ticket, "kiosk", sector_id=SECTORS[0])
            self.bare.take(SECTORS[0], "A")

    def call(self) -> None:
        self._called = do(self.store, call_next, counter_id=COUNTER)

    def call_bare(self) -> None:
        self._called_bare = self.bare.call(COUNTER, SECTORS)

    def go_on(self) -> None:
        """Both counters free again, and as many waiting as before."""
        do(self.store, finish, counter_id=COUNTER)
        self.bare.finish(self._called_bare)
        self.wait(1)


@contextlib.contextmanager
def a_hall(folder: Path, history: int = 0) -> Iterator[Hall]:
    """A centre with so many finished visits behind it, twice: ours and the bare one."""
    ours, other = folder / "ours", folder / "bare"
    with a_centre(ours) as store:
        sectors = store.read(lambda reader: reader.counters.list_sectors())
    if history:
        yesterday = TODAY - timedelta(days=1)
        counters = counters_of_play()
        fill_visits(
            database_file(ours), history, sectors=sectors, counters=counters, before=yesterday
        )
    shutil.copytree(ours, other)
    to_disk(database_file(other))
    with a_centre(ours, is_new=False) as store:
        bare = BareCentre(database_file(other), TODAY.isoformat(), MORNING)
        try:
            yield Hall(store, bare)
        finally:
            bare.close()


def measure_taking(rounds: int = 1500) -> list[Measure]:
    """One ticket, durable, with its event in the chain."""
    with a_folder() as folder, a_hall(folder) as hall:
        in_turns(WARM_UP, hall.take, hall.take_bare)
        ours, bare = in_turns(rounds, hall.take, hall.take_bare)
    rate, bare_rate = 1000 / ours.median, 1000 / bare.median
    return [
        Measure("take_rate", rate, "/s", at_least(0.4, "x"), bare_rate, "sqlite3"),
        Measure("take_p99", ours.p99, "ms", at_most(20, "ms"), bare.p99, "sqlite3"),
    ]


def measure_calling(rounds: int = 600, few: int = FEW, many: int = MANY) -> list[Measure]:
    """Call next with few and with very many tickets in the store."""
    with a_folder() as one, a_folder() as two, a_hall(one, few) as small, a_hall(two, many) as big:
        for hall in (small, big):
            hall.wait()
        calls_of(small, big, WARM_UP)
        taken = calls_of(small, big, rounds)
        (takes,) = in_turns(rounds, big.take)
    growth = taken["many"].median / taken["few"].median
    bare_growth = taken["bare_many"].median / taken["bare_few"].median
    limit = at_most(10, "ms")
    return [
        Measure("call_p99", taken["few"].p99, "ms", limit, taken["bare_few"].p99, "sqlite3"),
        Measure("call_p99_many", taken["many"].p99, "ms", limit, taken["bare_many"].p99, "sqlite3"),
        Measure("call_growth", growth, "x", at_most(1.3, "x"), bare_growth, "sqlite3"),
        Measure("take_p99_many", takes.p99, "ms", at_most(20, "ms")),
    ]


def calls_of(small: Hall, big: Hall, rounds: int) -> dict[str, Samples]:
    """Calls of all four centres in turns."""
    taken = {name: Samples() for name in ("few", "many", "bare_few", "bare_many")}
    for _ in range(rounds):
        taken["few"].time(small.call)
        taken["many"].time(big.call)
        taken["bare_few"].time(small.call_bare)
        taken["bare_many"].time(big.call_bare)
        for hall in (small, big):
            hall.go_on()
    return taken
