"""Cells: every way of writing a time, and text from anywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import VIETNAM, day_end, day_start, instant_of
from core.exchange.cells import CellError, moment_of, procedure_code_of, text_of

_HALF_NINE = instant_of(datetime(2026, 6, 15, 8, 30, tzinfo=VIETNAM))


@pytest.mark.parametrize(
    "cell",
    [
        "2026-06-15T08:30",
        "2026-06-15 08:30:00",
        "2026-06-15T08:30:00+07:00",
        "2026-06-15T01:30:00Z",
        "2026-06-15T03:30+02:00",
        "15/06/2026 08:30",
        "15/6/2026 8:30",
        " 15/06/2026  08:30 ",
        "15/06/2026 08:30:00",
        datetime(2026, 6, 15, 8, 30),  # noqa: DTZ001 - a spreadsheet's date-time has no zone
        datetime(2026, 6, 15, 1, 30, tzinfo=timezone(timedelta(0))),
    ],
)
def test_a_time_is_vietnams_unless_it_says_otherwise(cell: Any) -> None:
    moment = moment_of(cell)
    assert moment is not None
    assert (moment.instant, moment.day) == (_HALF_NINE, None)


@pytest.mark.parametrize("cell", ["2026-06-15", "15/06/2026", date(2026, 6, 15)])
def test_a_day_alone_is_its_start_or_its_end(cell: Any) -> None:
    moment = moment_of(cell)
    assert moment is not None
    assert moment.or_start_of_day() == day_start(date(2026, 6, 15))
    assert moment.or_end_of_day() == day_end(date(2026, 6, 15))


@pytest.mark.parametrize("cell", ["", "   ", None])
def test_an_empty_cell_is_no_time(cell: Any) -> None:
    assert moment_of(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2026",
        "06/15/2026",
        "2026-06-15 25:00",
        "15/06/2026 08:61",
        "15.06.2026",
        "tomorrow",
        "46188",
        46188.5,
        "0015-06-15",
        "15/06/2226",
        "x" * 1_000_000,
    ],
)
def test_what_is_no_time_is_refused(cell: Any) -> None:
    with pytest.raises(CellError):
        moment_of(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Nguye\u0302\u0303n   Va\u0306n\nAn ", "Nguy\u1ec5n V\u0103n An"),
        ("a\x00b\u202ec\u2066", "abc"),
        ("=1+1", "=1+1"),
        ("Robert'); DROP TABLE dossiers;--", "Robert'); DROP TABLE dossiers;--"),
        (12.0, "12"),
        (None, ""),
        ("\U0001f600", "\U0001f600"),
    ],
)
def test_text_is_clean_and_composed(cell: Any, text: str) -> None:
    assert text_of(cell, 100) == text


@pytest.mark.parametrize("text", ["x" * 101, "x" * 1_000_000, "e\u0302\u0301" * 200])
def test_text_beyond_its_column_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="too_long"):
        text_of(text, 100)


def test_a_code_that_a_spreadsheet_took_for_a_number_keeps_its_zeros() -> None:
    assert procedure_code_of(1.00089, 40) == "1.000890"
    assert procedure_code_of("1.000890.H24", 40) == "1.000890.H24"


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes()))
def test_no_cell_breaks_the_reader(cell: Any) -> None:
    for read in (moment_of, lambda one: text_of(one, 50)):
        try:
            read(cell)
        except CellError:
            continue
