"""Every setting once: name, type, default, range, unit, who may change it.

The set-up page, the tests and the manual grow from this table.  A setting's
words are the texts `settings.<name>` (label) and `settings.<name>.help`.
Centre settings live in the store and change by an event; station settings
live in the file `station.json` of one PC.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import Exit, Problem


@dataclass(frozen=True, slots=True)
class Setting:
    """`kind` is int, bool, text or choice; `low` and `high` are inclusive."""

    name: str
    kind: str
    default: Any
    unit: str = ""
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    who: str = "supervisor"
    scope: str = "centre"
    max_chars: int = 500
    pattern: str = ""
    """What a whole text must look like, as a regular expression; empty = anything."""

    def checked(self, value: Any) -> Any:
        """The value in its type; a `Problem` when it does not fit."""
        try:
            return _CHECKS[self.kind](self, value)
        except (TypeError, ValueError):
            raise Problem(
                "settings.bad_value", Exit.USAGE, name=self.name, value=str(value)[:60]
            ) from None


def _int(setting: Setting, value: Any) -> int:
    if isinstance(value, bool):
        raise ValueError
    number = int(value)
    if setting.low is not None and number < setting.low:
        raise ValueError
    if setting.high is not None and number > setting.high:
        raise ValueError
    return number


def _bool(_setting: Setting, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _text(setting: Setting, value: Any) -> str:
    if not isinstance(value, str) or len(value) > setting.max_chars:
        raise ValueError
    if setting.pattern and not re.fullmatch(setting.pattern, value):
        raise ValueError
    return value


def _choice(setting: Setting, value: Any) -> str:
    if value not in setting.choices:
        raise ValueError
    return str(value)


_CHECKS: dict[str, Callable[[Setting, Any], Any]] = {
    "int": _int,
    "bool": _bool,
    "text": _text,
    "choice": _choice,
}


def _number(name: str, default: int, low: int, high: int, unit: str = "", **more: Any) -> Setting:
    return Setting(name, "int", default, unit, low, high, **more)


def _words(name: str, default: str = "", **more: Any) -> Setting:
    return Setting(name, "text", default, **more)


def _switch(name: str, *, default: bool, **more: Any) -> Setting:
    return Setting(name, "bool", default, **more)


def _one_of(name: str, default: str, *choices: str, **more: Any) -> Setting:
    return Setting(name, "choice", default, choices=choices, **more)


_RANGE = r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
_HOURS = rf"{_RANGE}( {_RANGE})*"

SETTINGS: tuple[Setting, ...] = (
    # The centre and its letterhead
    _words("centre.name"),
    _words("centre.superior"),
    _words("centre.issuer"),
    _words("centre.place"),
    _words("centre.address"),
    _words("centre.hotline"),
    _words("centre.signer_title"),
    _words("centre.signer_name"),
    _words("centre.agency_code", "H24.00"),
    # Opening hours, as ranges of the working week and of a half day
    _words("hours.working", "07:30-11:30 13:30-17:00", pattern=_HOURS),
    _words("hours.half_day", "07:30-11:30", pattern=_HOURS),
    _switch("hours.saturday_morning", default=False),
    _number("hours.calendar_confirmed_to", 2026, 2024, 2100),
    # The kiosk
    _number("kiosk.idle_s", 30, 10, 600, "s"),
    _number("kiosk.idle_warning_s", 20, 10, 120, "s"),
    _number("kiosk.same_touch_ms", 1500, 500, 10_000, "ms"),
    _number("kiosk.confirmation_s", 6, 2, 60, "s"),
    _number("kiosk.screen_width_mm", 268, 100, 2000, "mm", scope="station"),
    _number("kiosk.screen_height_mm", 476, 60, 2000, "mm", scope="station"),
    _switch("kiosk.priority_offered", default=True),
    _words("kiosk.priority_categories", "elderly disabled pregnant child merit"),
    # Who is next
    _number("next.priority_calls", 2, 0, 20),
    _number("next.priority_window", 3, 1, 20),
    _number("next.overtaken_max", 6, 1, 50),
    _number("next.appointment_early_min", 10, 0, 120, "min"),
    _number("next.appointment_late_min", 15, 0, 120, "min"),
    _number("next.undo_s", 10, 3, 60, "s"),
    _number("next.recalls_max", 3, 1, 10),
    # The hall board
    _number("board.distance_m", 5, 1, 20, "m", scope="station"),
    _number("board.screen_height_mm", 670, 150, 3000, "mm", scope="station"),
    _number("board.highlight_s", 6, 2, 30, "s"),
    _number("board.last_calls", 5, 3, 8),
    _words("board.notice"),
    _words("board.picture", scope="station"),
    # The voice
    _switch("voice.on", default=True),
    _number("voice.volume", 80, 0, 100, "%"),
    _switch("voice.english", default=False),
    _switch("voice.repeat", default=True),
    _one_of("voice.zero_tens", "linh", "linh", "le"),
    _one_of("voice.four", "tu", "tu", "bon"),
    _one_of("voice.thousand", "nghin", "nghin", "ngan"),
    _one_of("voice.ticket", "digits", "digits", "number", "mixed"),
    _words("voice.quiet_hours"),
    _number("voice.backlog_s", 15, 5, 120, "s"),
    # Rating
    _number("rating.window_s", 60, 10, 600, "s"),
    _number("rating.lock_s", 5, 1, 60, "s"),
    _number("rating.thanks_s", 2, 1, 10, "s"),
    # Paper
    _one_of("slip.width_mm", "80", "80", "58", scope="station"),
    _number("slip.ttl_s", 120, 10, 3600, "s"),
    _words("slip.lookup_url"),
    # Accounts
    _number("accounts.idle_lock_s", 300, 30, 3600, "s"),
    _words("kiosk.exit_code", who="administrator"),
    # Look
    _switch("look.motion", default=True, scope="station"),
    # Care
    _words("backup.folder", scope="station"),
    _number("backup.keep_days", 30, 1, 400, "d"),
)

BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


class Values:
    """Settings as they stand: what was changed, else the default."""

    def __init__(self, changed: Mapping[str, Any] | None = None) -> None:
        self._changed = dict(changed or {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and self._changed == other._changed

    __hash__ = None  # type: ignore[assignment]  # a dictionary inside

    def __getitem__(self, name: str) -> Any:
        setting = BY_NAME[name]
        return self._changed.get(name, setting.default)

    def integer(self, name: str) -> int:
        return int(self[name])

    def text(self, name: str) -> str:
        return str(self[name])

    def flag(self, name: str) -> bool:
        return bool(self[name])

    def with_(self, name: str, value: Any) -> Values:
        return Values({**self._changed, name: BY_NAME[name].checked(value)})
