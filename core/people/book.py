"""What accounts and personal data ask of the store."""

from __future__ import annotations

from typing import Protocol

from core.people.model import Person, Secret, Staff


class StaffBook(Protocol):
    """Staff and their secrets; secrets never enter the journal."""

    def find(self, staff_id: str) -> Staff | None: ...

    def list_all(self) -> list[Staff]: ...

    def secret(self, staff_id: str) -> Secret | None: ...

    def keep_secret(self, secret: Secret) -> None: ...


class PersonBook(Protocol):
    """Citizens' personal data, with a salt that goes when the person goes."""

    def keep(self, person: Person) -> str:
        """Store a person; returns the salted commitment for the journal."""
        ...

    def read(self, person_id: str, purpose: str, dossier_id: str = "") -> Person | None:
        """A person, with the reading recorded in the read log (write units only)."""
        ...

    def has_name(self, person_id: str, name: str) -> bool:
        """Whether the person bears exactly this name; tells nobody what it is."""
        ...

    def masked_name(self, person_id: str) -> str: ...

    def erase(self, person_id: str) -> None: ...

    def count_reads(self, person_id: str) -> int: ...
