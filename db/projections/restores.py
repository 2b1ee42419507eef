"""After a restore, numbers go on behind those that the lost store gave out."""

from __future__ import annotations

from core.events import StoreRestored
from db.projections import EventStamp, projects
from db.projections.dossiers import KEEP_NUMBER as KEEP_SERIAL
from db.projections.tickets import KEEP_NUMBER
from db.statement import Connection


@projects(StoreRestored)
def restore_store(connection: Connection, event: StoreRestored, _stamp: EventStamp) -> None:
    for series_day, number in event.numbers.items():
        series, _, day = series_day.rpartition(" ")
        KEEP_NUMBER.run(connection, in_series=series, in_day=day, number=number)
    for day, serial in event.serials.items():
        KEEP_SERIAL.run(connection, on_day=day, serial=serial)
