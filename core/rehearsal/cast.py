"""The people of a rehearsal, and how a day of theirs goes."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import time
from typing import Any

from core.dossiers.catalogue import read_catalogue, read_sector_profiles
from core.events import CounterDefined
from core.resources import resource
from core.services import PlayKeys


@dataclass(frozen=True, slots=True)
class Habits:
    """What citizens and staff do.

    `shares` lie between 0 and 1; `sectors` are weights of visits, `minutes`
    the usual length of a service.
    """

    visits: int
    curve: tuple[tuple[time, int], ...]
    weekday: tuple[float, ...]
    sectors: dict[str, int]
    minutes: dict[str, float]
    shares: dict[str, float]
    ratings: tuple[tuple[int, int], ...]
    online_a_day: int
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Cast:
    """Staff as (id, name, role, title), the parts of citizens' names, the centre's settings."""

    staff: tuple[tuple[str, str, str, str], ...]
    family: tuple[str, ...]
    middle: tuple[str, ...]
    given: tuple[str, ...]
    centre: dict[str, str]
    habits: Habits
    keys: PlayKeys

    def citizen_name(self, chance: random.Random) -> str:
        parts = (self.family, self.middle, self.given)
        return " ".join(chance.choice(names) for names in parts)


def read_cast() -> Cast:
    """The cast that ships with the program."""
    data = tomllib.loads(resource("catalogue", "rehearsal.toml").read_text("utf-8"))
    staff = tuple((s["id"], s["name"], s["role"], s["title"]) for s in data["staff"])
    return Cast(
        staff,
        tuple(data["family"]),
        tuple(data["middle"]),
        tuple(data["given"]),
        dict(data["centre"]),
        _habits(data),
        PlayKeys(**data["keys"]),
    )


def _habits(data: dict[str, Any]) -> Habits:
    day = data["day"]
    sectors = read_sector_profiles()
    shares = {name: float(value) for name, value in day.items() if name.endswith("_share")}
    shares |= {name: float(value) for name, value in data["dossiers"].items() if "share" in name}
    return Habits(
        day["visits"],
        tuple((time.fromisoformat(at), weight) for at, weight in day["curve"]),
        tuple(day["weekday"]),
        {sector_id: profile.share for sector_id, profile in sectors.items()},
        {sector_id: profile.minutes for sector_id, profile in sectors.items()},
        shares,
        tuple((int(value), weight) for value, weight in day["ratings"]),
        data["dossiers"]["online_a_day"],
        {name: text for name, text in data["dossiers"].items() if isinstance(text, str)},
    )


def counters_of_play() -> tuple[str, ...]:
    """The counters of the shipped catalogue, in order."""
    return tuple(e.counter_id for e in read_catalogue() if isinstance(e, CounterDefined))
