"""Profiles as shipped, against the five reports they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import Bug, Problem
from core.reporting.figures import ALL
from core.reporting.profiles import CATALOGUE_COUNTS, load_profile, profile_ids
from core.reporting.rates import rate_of

_NAMES = {
    "online_share",
    "full_online_share",
    "partial_online_share",
    "direct_postal_share",
    "resolved_share",
    "in_progress_share",
    "withdrawn_share",
    "on_time_share",
    "digitised_share",
}


def _texts(profile: str, **counts: int) -> dict[str, str]:
    known = dict.fromkeys((*ALL, *CATALOGUE_COUNTS), 0) | counts
    return {rule.name: rate_of(rule, known).text for rule in load_profile(profile).rates}


def test_every_profile_has_every_rate() -> None:
    assert profile_ids() == ["ii06a", "s0", "s1", "s2", "s3", "s4"]
    for profile in profile_ids():
        assert {rule.name for rule in load_profile(profile).rates} == _NAMES


def test_a_wards_month() -> None:
    texts = _texts(
        "s1",
        received_online=89,
        received_direct_postal=1,
        received_total=90,
        resolved_total=67,
        in_progress_total=23,
        withdrawn=6,
    )
    assert texts["resolved_share"] == "74,4 %"
    assert texts["withdrawn_share"] == "6,67 %"
    assert texts["in_progress_share"] == "25,6 %"


def test_a_districts_quarter_counts_carried_over_in_the_total() -> None:
    texts = _texts(
        "s4",
        received_total=914,
        received_online=700,
        received_direct_postal=205,
        carried_over=9,
        resolved_total=903,
        resolved_early=400,
        resolved_on_time=482,
    )
    assert texts["online_share"] == "76,6 %"
    assert texts["on_time_share"] == "97,67 %"


def test_a_communes_quarter() -> None:
    texts = _texts(
        "s3",
        received_online=1475,
        received_direct_postal=2899,
        resolved_total=4325,
        resolved_digitised=4159,
    )
    assert texts["online_share"] == "33,72 %"
    assert texts["digitised_share"] == "96,16 %"


def test_a_wards_supervision_counts_procedures_by_level() -> None:
    texts = _texts("s2", procedures_used_full_online=5, procedures_offered_full_online=24)
    assert texts["full_online_share"] == "20,83 %"
    assert texts["partial_online_share"] == "–"


@pytest.mark.parametrize(
    ("profile", "number", "text"),
    [
        ("ii06a", 0, "0"),
        ("ii06a", 4325, "4.325"),
        ("s0", 0, "Không"),
        ("s2", 7, "07"),
        ("s2", 0, "0"),
        ("s4", 1234567, "1.234.567"),
        ("s1", 7, "7"),
    ],
)
def test_numbers_print_as_the_place_prints_them(profile: str, number: int, text: str) -> None:
    assert load_profile(profile).number(number) == text


@pytest.mark.parametrize("name", ["nobody", "../ii06a", ""])
def test_an_unknown_profile_is_told(name: str) -> None:
    with pytest.raises(Problem) as told:
        load_profile(name)
    assert told.value.code == "report.unknown_profile"


def test_a_profile_that_names_no_figure_is_our_fault(tmp_path: Path) -> None:
    shipped = (Path(__file__).parents[2] / "resources/profiles/ii06a.toml").read_text("utf-8")
    wrong = shipped.replace('"received_online"', '"received_by_fax"')
    (tmp_path / "wrong.toml").write_text(wrong, "utf-8")
    with pytest.raises(Bug, match="received_by_fax"):
        load_profile("wrong", tmp_path)
