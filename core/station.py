"""The file of one PC, `station.json`: its roles, its devices, its own settings."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import Exit, Problem
from core.settings import BY_NAME, Values
from core.wire import canonical, from_wire, to_wire

FILE_NAME = "station.json"


@dataclass(frozen=True, slots=True)
class Station:
    """What one PC is for.

    `roles` are words of `run --role` such as `counter:q1`; `devices` are the
    devices' descriptions as their hub takes them; `settings` holds changed
    settings of scope station.
    """

    name: str = ""
    roles: tuple[str, ...] = ()
    starts_with_pc: bool = False
    devices: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)

    def values(self) -> Values:
        """The PC's settings; one that this program does not know is passed over."""
        known = {
            name: BY_NAME[name].checked(value)
            for name, value in self.settings.items()
            if name in BY_NAME and BY_NAME[name].scope == "station"
        }
        return Values(known)


def read_station(folder: Path) -> Station | None:
    """The station of a data folder; None before the first set-up.

    Raises `Problem` setup.bad_station for a file that nobody can read.
    """
    file = folder / FILE_NAME
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file) from error
    try:
        station: Station = from_wire(Station, json.loads(text))
    except (ValueError, TypeError, AttributeError) as error:
        raise _unreadable(file) from error
    return station


def write_station(folder: Path, station: Station) -> None:
    """Write the file whole or not at all; raises `Problem` setup.station_not_written."""
    file = folder / FILE_NAME
    beside = file.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as out:
            out.write(canonical(to_wire(station)))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except OSError as error:
        raise Problem(
            "setup.station_not_written", Exit.ENVIRONMENT, file=str(file), reason=error.strerror
        ) from error


def _unreadable(file: Path) -> Problem:
    return Problem("setup.bad_station", Exit.ENVIRONMENT, file=str(file))
