"""How a place classifies and prints: `resources/profiles/<id>.toml`.

A profile changes rates and print, never the counts of the JSON.  One that
says `extends` takes what it does not name itself from another.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import Bug, Exit, Problem
from core.reporting.figures import ALL
from core.reporting.rates import RateRule
from core.resources import resource

# Counts of the whole report that a rate may also name.
CATALOGUE_COUNTS = (
    "procedures_used_full_online",
    "procedures_used_partial_online",
    "procedures_offered_full_online",
    "procedures_offered_partial_online",
)
SPLITS = ("split", "merged", "total")
PLACES = ("inside", "beside")


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of printing the same facts.

    `resolved` is split (early, on time, overdue), merged (early with on
    time) or total; `closed_without_result` says whether withdrawn and refused
    stand only inside the resolved ones or are shown in columns beside.
    """

    profile_id: str
    resolved: str
    closed_without_result: str
    thousands: str
    zero: str
    pad_below_ten: bool
    rates: tuple[RateRule, ...]

    def number(self, value: int) -> str:
        """A count as this profile prints it."""
        if value == 0:
            return self.zero
        if self.pad_below_ten and value < 10:
            return f"0{value}"
        return f"{value:,}".replace(",", self.thousands)


def profile_ids() -> list[str]:
    return sorted(path.stem for path in resource("profiles").glob("*.toml"))


def load_profile(profile_id: str, folder: Path | None = None) -> Profile:
    """A shipped profile; raises `Problem` report.unknown_profile (wrong usage)."""
    data = _read(profile_id, folder or resource("profiles"))
    shown = data["print"]
    profile = Profile(
        profile_id=profile_id,
        resolved=shown["resolved"],
        closed_without_result=shown["closed_without_result"],
        thousands=shown["thousands"],
        zero=shown["zero"],
        pad_below_ten=shown["pad_below_ten"],
        rates=tuple(_rule(name, rate) for name, rate in data["rates"].items()),
    )
    _check(profile)
    return profile


def _read(profile_id: str, folder: Path) -> dict[str, Any]:
    path = folder / f"{profile_id}.toml"
    if not profile_id.isalnum() or not path.is_file():
        known = ", ".join(profile_ids())
        raise Problem("report.unknown_profile", Exit.USAGE, profile=profile_id[:40], known=known)
    data = tomllib.loads(path.read_text("utf-8"))
    parent = data.get("extends")
    return data if parent is None else _merged(_read(parent, folder), data)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """`above` over `below`, table by table."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        result[key] = _merged(old, value) if both and old is not None else value
    return result


def _rule(name: str, rate: dict[str, Any]) -> RateRule:
    return RateRule(
        name, tuple(rate["numerator"]), tuple(rate["denominator"]), int(rate["decimals"])
    )


def _check(profile: Profile) -> None:
    """A profile that names what does not exist is our own fault."""
    known = {*ALL, *CATALOGUE_COUNTS}
    named = {n for rule in profile.rates for n in (*rule.numerator, *rule.denominator)}
    fits = profile.resolved in SPLITS and profile.closed_without_result in PLACES
    if not fits or not named <= known:
        raise Bug(f"profile {profile.profile_id} names what there is not: {named - known}")
