"""What a reader of the report should know besides its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.clock import local
from core.reporting.book import ClosedReport
from core.reporting.figures import Figures
from core.reporting.period import Period
from core.reporting.rates import Rate
from core.texts import Texts

# Rates that split one whole: their rounded parts should give 100.
_PARTITIONS = (("online_share", "direct_postal_share"), ("resolved_share", "in_progress_share"))


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning: the text is `report.warning.<code>` filled with `facts`."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    dossiers: tuple[str, ...] = ()

    def text(self, texts: Texts) -> str:
        return texts(f"report.warning.{self.code}", **self.facts)


def notices_of(
    period: Period,
    now: int,
    figures: Figures,
    rates: Iterable[Rate],
    closed: ClosedReport | None,
    fingerprint: str,
) -> Iterable[Notice]:
    """The warnings of one report, in the order in which they are printed."""
    if not period.is_over(now):
        yield Notice("partial_period", {"moment": f"{local(now):%H:%M %d/%m/%Y}"})
    if figures.no_due:
        yield Notice("no_due", {"n": len(figures.no_due)}, figures.no_due)
    by_name = {rate.name: rate for rate in rates}
    for pair in _PARTITIONS:
        if not _gives_hundred([by_name[name] for name in pair if name in by_name]):
            yield Notice("rounded_parts", {"total": _sum_text([by_name[name] for name in pair])})
    if closed is not None and closed.fingerprint != fingerprint:
        yield Notice("changed_since_closed", {"number": closed.number})


def _gives_hundred(parts: list[Rate]) -> bool:
    """Whether rounded parts of one whole sum to 100; other rates have no sum."""
    is_partition = (
        len({rate.denominator for rate in parts}) == 1
        and parts[0].denominator > 0
        and sum(rate.numerator for rate in parts) == parts[0].denominator
    )
    return not is_partition or _sum(parts) == 100


def _sum(parts: list[Rate]) -> Decimal:
    return sum((Decimal(rate.percent or 0) for rate in parts), Decimal(0))


def _sum_text(parts: list[Rate]) -> str:
    return str(_sum(parts)).replace(".", ",")
