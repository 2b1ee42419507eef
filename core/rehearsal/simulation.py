"""Days of a centre as fast as possible, through the real operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from core.clock import AgendaClock, day_end
from core.errands import AgendaErrands
from core.ports import Act, Devices, Reader, Store
from core.rehearsal.cast import read_cast
from core.rehearsal.furnish import furnish, refuse_real_store
from core.rehearsal.living_centre import LivingCentre, days_between, setting_of, start_of_play
from core.rehearsal.stage import AgendaStage
from core.texts import Texts
from core.working_centre import WorkingCentre

MARK = "simulated"


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation left in the store."""

    days: int
    events: int
    tickets: int
    dossiers: int


def simulate(
    store: Store,
    devices: Devices,
    texts: Mapping[str, Texts],
    agenda: AgendaClock,
    first: date,
    last: date,
    seed: int,
    progress: Callable[[date], None] = lambda _day: None,
) -> Simulated:
    """Play the days from `first` to `last`; `agenda` is the store's clock.

    The same seed on an empty store gives the same journal.  Raises
    `rehearsal.real_store` for a store with real events.
    """
    store.read(lambda reader: refuse_real_store(reader, MARK))
    before = store.read(lambda reader: reader.head_seq())
    cast = read_cast()
    if store.read(lambda reader: reader.mark) != MARK:
        store.execute(Act(furnish, {"cast": cast, "mark": MARK}))
    work = WorkingCentre(store, devices, agenda, AgendaErrands(agenda), texts)
    work.start()
    setting = store.read(setting_of)
    centre = LivingCentre(AgendaStage(store, agenda), cast, setting, seed, day_end(last))
    for day in days_between(first, last):
        progress(day)
        agenda.run_until(start_of_play(day))
        centre.play_day(day)
        agenda.run_until(day_end(day))
    work.stop()
    return store.read(lambda reader: _left(reader, before, len(days_between(first, last))))


def _left(reader: Reader, before: int, days: int) -> Simulated:
    kinds = [
        type(recorded.event).__name__
        for recorded in reader.events(after=before, kinds=("TicketReserved", "DossierReceived"))
    ]
    return Simulated(
        days,
        reader.head_seq() - before,
        kinds.count("TicketReserved"),
        kinds.count("DossierReceived"),
    )
