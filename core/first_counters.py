"""The counters of a new centre: the shipped six, brought to the number it has."""

from __future__ import annotations

from collections.abc import Sequence

from core.dossiers.catalogue import read_catalogue
from core.events import CounterDefined

MOST_COUNTERS = 20


def shipped_counters() -> tuple[CounterDefined, ...]:
    return tuple(event for event in read_catalogue() if isinstance(event, CounterDefined))


def plan_counters(
    count: int, general: str, shipped: Sequence[CounterDefined] | None = None
) -> list[CounterDefined]:
    """The definitions of `count` counters, 1 to 20; every sector is served by one of them.

    Fewer than the shipped ones share the sectors of neighbours, more take
    those of the first ones again.  `general` names a counter that serves so
    much that its name would not fit a sign.  Shipped counters that are too
    many come back as not active.
    """
    known = list(shipped_counters() if shipped is None else shipped)
    if count >= len(known):
        more = (_again(known[at % len(known)], at + 1) for at in range(len(known), count))
        return [*known, *more]
    groups: list[list[CounterDefined]] = [[] for _ in range(count)]
    for at, counter in enumerate(known):
        groups[at * count // len(known)].append(counter)
    kept = [_joined(group, known[at], general) for at, group in enumerate(groups)]
    return [*kept, *(_closed(counter) for counter in known[count:])]


def _again(like: CounterDefined, number: int) -> CounterDefined:
    return CounterDefined(f"q{number}", number, like.name, dict(like.sectors), like.group)


def _joined(group: Sequence[CounterDefined], place: CounterDefined, general: str) -> CounterDefined:
    sectors: dict[str, int] = {}
    for counter in group:
        for sector, weight in counter.sectors.items():
            sectors[sector] = max(weight, sectors.get(sector, 0))
    names = list(dict.fromkeys(counter.name for counter in group))
    name = general if len(names) > 2 else _named(names)
    return CounterDefined(place.counter_id, place.number, name, sectors, place.group)


def _named(names: Sequence[str]) -> str:
    first, *rest = names
    return ", ".join([first, *(name[:1].lower() + name[1:] for name in rest)])


def _closed(counter: CounterDefined) -> CounterDefined:
    return CounterDefined(
        counter.counter_id,
        counter.number,
        counter.name,
        dict(counter.sectors),
        counter.group,
        active=False,
    )
