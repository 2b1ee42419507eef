"""Percentages: exact decimals, half up, with numerator, denominator and name.

No float ever touches a rate.  A whole percentage prints without decimals and
0/0 prints as a dash (domain 2.2 and 2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.reporting.figures import Counts

DASH = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class RateRule:
    """How a profile reckons one rate: sums of named figures, decimals printed."""

    name: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with what it rests on; `percent` has a point, None at 0/0."""

    name: str
    numerator: int
    denominator: int
    percent: str | None
    text: str


def percent(numerator: int, denominator: int, decimals: int) -> Decimal | None:
    """100 n / d rounded half up; None when there is nothing to divide by."""
    if denominator == 0:
        return None
    # Rounding half up is one integer division: no precision can run out.
    scale: int = 10**decimals
    return Decimal((200 * scale * numerator + denominator) // (2 * denominator)) / scale


def percent_text(value: Decimal | None, decimals: int) -> str | None:
    """Decimal text with a point: `74.4`; whole numbers without decimals: `100`."""
    if value is None:
        return None
    if value == value.to_integral_value():
        return str(int(value))
    return str(value.quantize(Decimal(1).scaleb(-decimals)))


def rate_of(rule: RateRule, figures: Counts) -> Rate:
    numerator = _sum(rule.numerator, figures)
    denominator = _sum(rule.denominator, figures)
    shown = percent_text(percent(numerator, denominator, rule.decimals), rule.decimals)
    printed = DASH if shown is None else f"{shown.replace('.', ',')} %"
    return Rate(rule.name, numerator, denominator, shown, printed)


def _sum(names: Sequence[str], figures: Counts) -> int:
    return sum(figures[name] for name in names)
