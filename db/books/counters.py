"""Reading counters and sectors."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from core.queue.model import Counter, CounterState, LastAction, Sector
from core.wire import canonical, from_wire, to_wire
from db.memory import Memory
from db.projections.counters import keep
from db.statement import Connection, Statement
from db.tables import counters, last_actions, sectors

_B = bindparam
_COUNTER_FIELDS = (
    counters.c.counter_id,
    counters.c.number,
    counters.c.name,
    counters.c.sectors,
    counters.c.group_name,
    counters.c.active,
    counters.c.state,
    counters.c.officer_id,
    counters.c.pause_reason,
    counters.c.since,
    counters.c.recent,
)
_SECTOR_FIELDS = (
    sectors.c.sector_id,
    sectors.c.name,
    sectors.c.name_en,
    sectors.c.prefix,
    sectors.c.icon,
    sectors.c.position,
    sectors.c.active,
    sectors.c.guest,
    sectors.c.capacity_am,
    sectors.c.capacity_pm,
    sectors.c.opens,
    sectors.c.papers,
)
_ALL = Statement(select(*_COUNTER_FIELDS).order_by(counters.c.number, counters.c.counter_id))
_SECTORS = Statement(select(*_SECTOR_FIELDS).order_by(sectors.c.position, sectors.c.sector_id))
_ACTION = Statement(select(last_actions.c.action).where(last_actions.c.counter_id == _B("counter")))
_KEEP_ACTION = keep(last_actions, "counter_id", "action")
_FORGET_ACTION = Statement(delete(last_actions).where(last_actions.c.counter_id == _B("counter")))


class Counters:
    """`core.queue.book.CounterBook` on a connection."""

    def __init__(self, connection: Connection, memory: Memory | None = None) -> None:
        self._connection = connection
        self._memory = Memory() if memory is None else memory

    def find(self, counter_id: str) -> Counter | None:
        return next((c for c in self.list_all() if c.counter_id == counter_id), None)

    def list_all(self) -> list[Counter]:
        return self._memory.keep(
            "counters", lambda: [_counter(row) for row in _ALL.all(self._connection)]
        )

    def sector(self, sector_id: str) -> Sector | None:
        return next((s for s in self.list_sectors() if s.sector_id == sector_id), None)

    def list_sectors(self) -> list[Sector]:
        return self._memory.keep(
            "sectors", lambda: [_sector(row) for row in _SECTORS.all(self._connection)]
        )

    def last_action(self, counter_id: str) -> LastAction | None:
        value = _ACTION.value(self._connection, counter=counter_id)
        return from_wire(LastAction, json.loads(value)) if value else None

    def remember_action(self, counter_id: str, action: LastAction | None) -> None:
        if action is None:
            _FORGET_ACTION.run(self._connection, counter=counter_id)
        else:
            text = canonical(to_wire(action))
            _KEEP_ACTION.run(self._connection, counter_id=counter_id, action=text)


def _counter(row: Sequence[object]) -> Counter:
    counter_id, number, name, served, group, active, state, officer, reason, since, recent = row
    return Counter(
        str(counter_id),
        int(str(number)),
        str(name),
        json.loads(str(served)),
        str(group),
        bool(active),
        CounterState(str(state)),
        str(officer),
        str(reason),
        int(str(since or 0)),
        str(recent),
    )


def _sector(row: Sequence[object]) -> Sector:
    values = list(row)
    values[6], values[7] = bool(values[6]), bool(values[7])
    values[11] = tuple(json.loads(str(values[11])))
    return Sector(*values)  # type: ignore[arg-type]
