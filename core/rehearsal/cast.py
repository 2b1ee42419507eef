"""The people of a rehearsal, and how a day of theirs goes."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from datetime import time
from typing import Any

from core.resources import resource


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


@dataclass(frozen=True, slots=True)
class Cast:
    """Staff as (id, name, role, title) and the parts that citizens' names are made of."""

    staff: tuple[tuple[str, str, str, str], ...]
    family: tuple[str, ...]
    middle: tuple[str, ...]
    given: tuple[str, ...]
    habits: Habits

    def citizen_name(self, chance: random.Random) -> str:
        parts = (self.family, self.middle, self.given)
        return " ".join(chance.choice(names) for names in parts)


def read_cast() -> Cast:
    """The cast that ships with the program."""
    data = tomllib.loads(resource("catalogue", "rehearsal.toml").read_text("utf-8"))
    staff = tuple((s["id"], s["name"], s["role"], s["title"]) for s in data["staff"])
    return Cast(
        staff, tuple(data["family"]), tuple(data["middle"]), tuple(data["given"]), _habits(data)
    )


def _habits(data: dict[str, Any]) -> Habits:
    day = data["day"]
    sectors = tomllib.loads(resource("catalogue", "sectors.toml").read_text("utf-8"))["sector"]
    shares = {name: float(value) for name, value in day.items() if name.endswith("_share")}
    shares |= {name: float(value) for name, value in data["dossiers"].items() if "share" in name}
    return Habits(
        day["visits"],
        tuple((time.fromisoformat(at), weight) for at, weight in day["curve"]),
        tuple(day["weekday"]),
        {sector["id"]: int(sector.get("share", 1)) for sector in sectors},
        {sector["id"]: float(sector.get("minutes", 6)) for sector in sectors},
        shares,
        tuple((int(value), weight) for value, weight in day["ratings"]),
        data["dossiers"]["online_a_day"],
    )
