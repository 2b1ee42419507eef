"""What windows ask about dossiers; nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from core.clock import SECOND, day_end, day_start, local_day
from core.dossiers.due import reckon_due
from core.dossiers.model import Dossier, Procedure
from core.dossiers.reception import active_procedure
from core.dossiers.terms import Reckoning
from core.ports import Reader
from core.texts import folded

_SIMILAR_DAYS = 7
_USED_DAYS = 90
_DAY = 86_400 * SECOND


class ProcedureFinder:
    """Type-ahead over the catalogue, without marks and case.

    Pure: a window makes it once from `reader.procedures.list_all()` and asks
    it at every key without touching the store.  `uses` counts how often each
    procedure code was taken lately.
    """

    def __init__(
        self, procedures: Iterable[Procedure], uses: Mapping[str, int] | None = None
    ) -> None:
        self._uses = uses or {}
        self._known = [
            (procedure, folded(f"{procedure.procedure_code} {procedure.name} {procedure.sector}"))
            for procedure in procedures
            if procedure.active
        ]

    def suggest(self, words: str, limit: int = 8, sector_id: str = "") -> list[Procedure]:
        """Procedures in which every word occurs, the best first.

        A word counts more at the beginning of a word; among equals those of
        the visit's sector come first, then the most used, then the short
        ones.  No words: the sector's procedures, or all where none is known.
        """
        wanted = folded(words[:200]).split()
        scored = [
            (_score(text, wanted), procedure.sector_id == sector_id, procedure)
            for procedure, text in self._known
            if all(word in text for word in wanted)
        ]
        if not wanted and sector_id:
            scored = [row for row in scored if row[1]]
        scored.sort(key=lambda row: (-row[0], not row[1], *self._rank(row[2])))
        return [procedure for _, _, procedure in scored[:limit]]

    def _rank(self, procedure: Procedure) -> tuple[int, int, str]:
        """The most used first, then the short names."""
        uses = self._uses.get(procedure.procedure_code, 0)
        return (-uses, len(procedure.name), folded(procedure.name))


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier in a list, its applicant masked."""

    dossier: Dossier
    applicant: str


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many dossiers in progress are past due, and due in what is left of today."""

    late: int
    today: int


@dataclass(frozen=True, slots=True)
class DueLists:
    """Dossiers in progress: past due, due today, due within the next days.

    The counts are whole even where a list is cut short.
    """

    late: tuple[Dossier, ...]
    today: tuple[Dossier, ...]
    soon: tuple[Dossier, ...]
    counts: DueCounts


def procedure_uses(reader: Reader) -> dict[str, int]:
    """How often each procedure was taken in the last quarter."""
    return reader.dossiers.count_by_procedure(reader.now - _USED_DAYS * _DAY)


def dossiers_of_ticket(reader: Reader, ticket_id: str) -> list[DossierLine]:
    """What was received in one visit."""
    return _lines(reader, reader.dossiers.list_of_ticket(ticket_id))


def recent_dossiers(reader: Reader, limit: int = 50) -> list[DossierLine]:
    """Entered last, newest first."""
    return _lines(reader, reader.dossiers.list_recent(limit))


def search_dossiers(reader: Reader, words: str, limit: int = 50) -> list[DossierLine]:
    """By code, own number, words of procedure and sector, or who handed it in."""
    return _lines(reader, reader.dossiers.search(words, limit))


def due_counts(reader: Reader) -> DueCounts:
    """What is late and what is due today, without reading any of it."""
    book, now = reader.dossiers, reader.now
    tonight = day_end(local_day(now)) + 1
    return DueCounts(book.count_due(now), book.count_due(tonight, since=now))


def due_lists(reader: Reader, soon_days: int = 2, limit: int = 200) -> DueLists:
    """What is late and what is due, earliest first; at most `limit` in each list."""
    book, now = reader.dossiers, reader.now
    today = local_day(now)
    tonight = day_end(today) + 1
    horizon = day_end(today + timedelta(days=soon_days)) + 1
    return DueLists(
        late=tuple(book.list_due(now, limit)),
        today=tuple(book.list_due(tonight, limit, since=now)),
        soon=tuple(book.list_due(horizon, limit, since=tonight)),
        counts=due_counts(reader),
    )


def preview_due(reader: Reader, procedure_code: str, presented_at: int | None = None) -> Reckoning:
    """When a dossier would be due, and how that is reckoned."""
    procedure = active_procedure(reader, procedure_code)
    return reckon_due(reader, procedure, reader.now if presented_at is None else presented_at)


def possible_duplicates(
    reader: Reader, procedure_code: str, name: str = "", id_number: str = ""
) -> list[DossierLine]:
    """Dossiers of the last week that look like the one being typed: a hint, no ban."""
    since = reader.now - _SIMILAR_DAYS * _DAY
    wanted = folded(" ".join(name.split()))
    number = id_number.replace(" ", "").upper()
    return _lines(reader, reader.dossiers.list_similar(procedure_code, since, number, wanted))


def received_on(reader: Reader, day_of: int) -> int:
    """How many dossiers count as received on the local day of the instant."""
    day = local_day(day_of)
    return reader.dossiers.count_received(day_start(day), day_end(day))


def _lines(reader: Reader, dossiers: Iterable[Dossier]) -> list[DossierLine]:
    masked = reader.persons.masked_name
    return [
        DossierLine(dossier, masked(dossier.applicant_id) if dossier.applicant_id else "")
        for dossier in dossiers
    ]


def _score(text: str, wanted: list[str]) -> int:
    """2 for a word that begins a word of the text, 3 at the very beginning, else 1."""
    return sum(3 if text.startswith(word) else 2 if f" {word}" in text else 1 for word in wanted)
