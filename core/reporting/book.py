"""What reports ask of the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.reporting.figures import DossierFacts, Figures
from core.reporting.period import Window


@dataclass(frozen=True, slots=True)
class ClosedReport:
    """A report that was closed; `amends` is the id of the closing it replaces."""

    report_id: str
    number: str
    signed_on: str
    fingerprint: str
    as_of_seq: int
    amends: str


class FigureBook(Protocol):
    """The fast figures, over the state tables as they stand now."""

    def count(self, window: Window) -> Figures:
        """The same as `core.reporting.figures.count`, by SQL."""
        ...

    def list_facts(self, window: Window) -> list[DossierFacts]:
        """Every dossier that a figure of the period counts."""
        ...

    def last_closed(self, form: str, period_from: str, period_to: str) -> ClosedReport | None:
        """The newest closing of a form for these days (ISO)."""
        ...
