"""Percentages against the printed figures of five real reports (domain 2.2)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reporting.rates import RateRule, percent, percent_text, rate_of


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "text"),
    [
        (67, 90, 1, "74,4 %"),
        (23, 90, 1, "25,6 %"),
        (6, 90, 2, "6,67 %"),
        (6, 67, 2, "8,96 %"),
        (700, 914, 1, "76,6 %"),
        (39, 40, 1, "97,5 %"),
        (47, 48, 1, "97,9 %"),
        (53, 54, 1, "98,1 %"),
        (4159, 4325, 2, "96,16 %"),
        (4206, 4374, 2, "96,16 %"),
        (1475, 4374, 2, "33,72 %"),
        (28, 4325, 2, "0,65 %"),
        (882, 903, 2, "97,67 %"),
        (72, 72, 1, "100 %"),
        (0, 60, 2, "0 %"),
        (1, 8, 2, "12,50 %"),
        (1, 2000, 1, "0,1 %"),
        (0, 0, 1, "–"),
    ],
)
def test_rates_print_as_the_reports_do(
    numerator: int, denominator: int, decimals: int, text: str
) -> None:
    rule = RateRule("share", ("n",), ("d",), decimals)
    rate = rate_of(rule, {"n": numerator, "d": denominator})
    assert rate.text == text
    shown = text.removesuffix(" %").replace(",", ".")
    assert rate.percent == (None if denominator == 0 else shown)


def test_a_rate_sums_the_figures_that_it_names() -> None:
    rule = RateRule("on_time_share", ("early", "on_time"), ("resolved",), 1)
    rate = rate_of(rule, {"early": 1, "on_time": 2, "resolved": 4})
    assert (rate.numerator, rate.denominator, rate.text) == (3, 4, "75 %")


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 4))
def test_rounding_is_half_up_of_the_exact_quotient(n: int, d: int, decimals: int) -> None:
    value = percent(n, d, decimals)
    assert value is not None
    # Half up: the value's half-unit interval [v - u/2, v + u/2) holds the quotient.
    unit = Decimal(1).scaleb(-decimals)
    assert 2 * 100 * n >= (2 * value - unit) * d
    assert 2 * 100 * n < (2 * value + unit) * d
    text = percent_text(value, decimals)
    assert text is not None
    assert Decimal(text) == value.quantize(unit, ROUND_HALF_UP)
