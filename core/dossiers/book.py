"""What dossiers ask of the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.dossiers.model import CalendarDay, Dossier, Procedure


class DossierBook(Protocol):
    """Dossiers and their numbers."""

    def next_local_number(self, day: str) -> int:
        """Allocate the serial of a day, under the write lock."""
        ...

    def find(self, dossier_id: str) -> Dossier | None: ...

    def find_by_code(self, code: str) -> Dossier | None:
        """By official code or by local number."""
        ...

    def find_by_codes(self, codes: Sequence[str]) -> dict[str, Dossier]: ...

    def list_of_ticket(self, ticket_id: str) -> list[Dossier]: ...

    def ids_of_ticket(self, ticket_id: str) -> tuple[str, ...]:
        """The ids alone, for who may see no more of a dossier."""
        ...

    def list_of_service(self, service_id: str) -> list[Dossier]: ...

    def list_due(self, before: int, limit: int = 200, since: int = 0) -> list[Dossier]:
        """In progress with a due time in [since, before), earliest first."""
        ...

    def count_due(self, before: int, since: int = 0) -> int:
        """How many `list_due` would give without a limit."""
        ...

    def list_recent(self, limit: int = 50) -> list[Dossier]:
        """Entered last, newest first; voided and refused ones too."""
        ...

    def list_similar(
        self, procedure_code: str, since: int, id_number: str, folded_name: str
    ) -> list[Dossier]:
        """Counted dossiers of a procedure presented since, of a person who looks the same."""
        ...

    def search(self, words: str, limit: int = 50) -> list[Dossier]:
        """By code, number, id, words of procedure and sector, or the applicant.

        The applicant is found by part of the name, by the identity number, or by
        four or more figures of the telephone number.
        """
        ...

    def count_by_procedure(self, since: int) -> dict[str, int]:
        """How many were presented since, by procedure code."""
        ...

    def count_received(self, start: int, end: int) -> int:
        """Received (definition of the figures) with presented_at in [start, end]."""
        ...


class ProcedureBook(Protocol):
    """The catalogue of procedures and the working calendar."""

    def find(self, procedure_code: str) -> Procedure | None: ...

    def list_all(self) -> list[Procedure]: ...

    def calendar_days(self) -> dict[str, str]:
        """Exceptions: ISO day -> off, work or half."""
        ...

    def list_calendar(self) -> list[CalendarDay]:
        """The same with their names, by day."""
        ...
