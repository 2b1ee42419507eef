"""Which column of a file holds what: one mapping for each system that files come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.errors import Exit, Problem
from core.exchange.sources import Record

REQUIRED = ("dossier_code", "sector", "channel")
TIMES = ("presented_at", "entered_at")
COLUMNS = (
    "dossier_code",
    "procedure_code",
    "procedure_name",
    "sector",
    "channel",
    "service_level",
    "applicant_name",
    "presented_at",
    "entered_at",
    "due_at",
    "resolved_at",
    "outcome",
    "returned_at",
    "host_system",
    "note",
    "unit",
    "system_status",
    "digitised",
    "return_channel",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each of our columns stands in one file, and how many columns it has."""

    places: dict[str, int]
    width: int

    def cells(self, record: Record) -> dict[str, Any]:
        """The record's cells by our names; a short record lacks the last ones."""
        many = len(record.cells)
        return {name: record.cells[at] for name, at in self.places.items() if at < many}

    def is_overfull(self, record: Record) -> bool:
        """Whether something stands where the header has no column."""
        return any(str(cell).strip() for cell in record.cells[self.width :])


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` leads from a heading of the file to a column of ours."""

    name: str
    columns: dict[str, str]

    def layout(self, headings: list[str]) -> Layout:
        """Raises `Problem` exchange.missing_columns or exchange.repeated_column."""
        places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            column = self.columns.get(heading)
            if column in places:
                raise Problem("exchange.repeated_column", column=heading)
            if column is not None:
                places[column] = place
        missing = [name for name in REQUIRED if name not in places]
        if not any(name in places for name in TIMES):
            missing.append(TIMES[0])
        if missing:
            raise Problem("exchange.missing_columns", columns=", ".join(missing))
        return Layout(places, len(headings))

    def unknown(self, headings: list[str]) -> list[str]:
        """Headings that this mapping does not know, and so passes over."""
        return [heading for heading in headings if heading and heading not in self.columns]


_MAPPINGS = {"neutral": Mapping("neutral", {name: name for name in COLUMNS})}


def find_mapping(name: str) -> Mapping:
    """A mapping by its name; `Problem` exchange.unknown_mapping (wrong usage)."""
    if name not in _MAPPINGS:
        known = ", ".join(sorted(_MAPPINGS))
        raise Problem("exchange.unknown_mapping", Exit.USAGE, mapping=name[:40], known=known)
    return _MAPPINGS[name]
