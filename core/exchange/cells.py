"""From a cell of a file to a value: text made clean, times made instants.

A cell is whatever the reader of the file gives: text from CSV; text, numbers,
dates and date-times from XLSX.  Times without an offset are Vietnam's.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from core.clock import day_end, day_start, instant_of
from core.texts import nfc

Cell = object

_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100
_SPACES = "\t\n\r\x0b\x0c\x85\u2028\u2029"
_VIETNAMESE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


class CellError(ValueError):
    """The cell does not hold what its column is for; the message is a code."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a file says it: an instant, or a day alone."""

    instant: int | None
    day: date | None = None

    def or_start_of_day(self) -> int:
        return day_start(self.day) if self.day else self.instant or 0

    def or_end_of_day(self) -> int:
        return day_end(self.day) if self.day else self.instant or 0


def text_of(cell: Cell, limit: int) -> str:
    """The cell as clean text in NFC, one line, no controls; `limit` in characters.

    Raises `CellError` too_long.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell)
    # Before any work on it: a decomposed letter has up to three marks.
    if len(text) > 4 * limit:
        raise CellError("too_long")
    if not text.isprintable():
        text = "".join(_plain(character) for character in text)
    clean = " ".join(nfc(text).split())
    if len(clean) > limit:
        raise CellError("too_long")
    return clean


def procedure_code_of(cell: Cell, limit: int) -> str:
    """A procedure's code; a spreadsheet may have taken 1.000890 for a number."""
    return f"{cell:.6f}" if isinstance(cell, float) else text_of(cell, limit)


def moment_of(cell: Cell) -> Moment | None:
    """The time in a cell, None when it is empty.

    ISO 8601 or dd/mm/yyyy[ hh:mm].  Raises `CellError` bad_time.
    """
    if isinstance(cell, datetime):
        return _checked(cell)
    if isinstance(cell, date):
        return _checked(cell)
    text = text_of(cell, 60)
    if not text:
        return None
    try:
        return _checked(_vietnamese(text) or _iso(text))
    except ValueError:
        raise CellError("bad_time") from None


def _vietnamese(text: str) -> datetime | date | None:
    match = _VIETNAMESE.fullmatch(text)
    if match is None:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
    on = date(year, month, day)
    return on if match[4] is None else datetime.combine(on, time(hour, minute, second))


def _iso(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if ":" in text or "T" in text else date.fromisoformat(text)


def _checked(when: datetime | date) -> Moment:
    if not _EARLIEST_YEAR <= when.year <= _LATEST_YEAR:
        raise CellError("bad_time")
    if isinstance(when, datetime):
        return Moment(instant_of(when))
    return Moment(None, when)


def _plain(character: str) -> str:
    """Line breaks become spaces; controls, overrides and half characters go."""
    if character in _SPACES:
        return " "
    kind = unicodedata.category(character)
    return "" if kind in ("Cc", "Cs") or _is_override(character) else character


def _is_override(character: str) -> bool:
    """Marks that turn the direction of the text around them."""
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
