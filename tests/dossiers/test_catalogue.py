"""The shipped data: complete, consistent, and equal to what is known elsewhere."""

from __future__ import annotations

import importlib
import inspect
import tomllib
from collections import Counter
from datetime import date
from enum import Enum
from typing import Any

import pytest

from core.dossiers.catalogue import (
    Installed,
    install_catalogue,
    read_calendar_years,
    read_catalogue,
    read_priorities,
    read_sector_profiles,
)
from core.events import CalendarDayDefined, CounterDefined, ProcedureDefined, SectorDefined
from core.ports import Act
from core.resources import resource
from core.settings import BY_NAME
from core.texts import Texts

CONFUSABLE = ("BP", "DĐ", "MN", "SX")
# What the holidays package has wrong (notice 12729/VPCP-KGVX of 25/12/2025).
KNOWN_DIFFERENCES = {
    date(2026, 1, 2): "off with us, worked there",
    date(2026, 1, 10): "worked with us, off there",
}


def of(kind: type[Any]) -> list[Any]:
    return [event for event in read_catalogue() if isinstance(event, kind)]


def test_prefixes_are_single_and_cannot_be_misheard() -> None:
    prefixes = [sector.prefix for sector in of(SectorDefined)]
    assert len(set(prefixes)) == len(prefixes)
    for pair in CONFUSABLE:
        assert len(set(prefixes) & set(pair)) <= 1, pair


def test_everything_refers_to_what_exists() -> None:
    sectors = {sector.sector_id for sector in of(SectorDefined)}
    served = {sector for counter in of(CounterDefined) for sector in counter.sectors}
    assert served == sectors, "every sector has a counter"
    assert {procedure.sector_id for procedure in of(ProcedureDefined)} <= sectors
    weights = [weight for counter in of(CounterDefined) for weight in counter.sectors.values()]
    assert all(1 <= weight <= 9 for weight in weights)
    assert [counter.number for counter in of(CounterDefined)] == [1, 2, 3, 4, 5, 6]


def test_icons_are_shipped() -> None:
    wanted = {sector.icon for sector in of(SectorDefined)}
    wanted |= {category.icon for category in read_priorities()}
    missing = [name for name in wanted if not resource("icons", f"{name}.svg").is_file()]
    assert not missing


def test_procedures_are_sound() -> None:
    procedures = of(ProcedureDefined)
    codes = Counter(procedure.procedure_code for procedure in procedures)
    assert max(codes.values()) == 1
    for procedure in procedures:
        assert procedure.term_kind in ("working_days", "days", "hours", "same_day", "unknown")
        assert (procedure.term > 0) == (procedure.term_kind in ("working_days", "days", "hours"))
        assert procedure.fee_kind in ("amount", "text", "unpublished")
        assert (procedure.fee_dong is not None) == (procedure.fee_kind == "amount")
        assert bool(procedure.fee_text) == (procedure.fee_kind == "text")
        assert procedure.service_level in ("full_online", "partial_online", "none")
        assert procedure.papers
        assert date.fromisoformat(procedure.since)


@pytest.mark.parametrize(
    ("code", "kind", "term", "verified"),
    [
        ("2.000815", "same_day", 0, True),
        ("1.001193", "same_day", 0, True),
        ("1.004873", "working_days", 3, False),
        ("1.004222", "working_days", 7, False),
        ("2.001035", "working_days", 2, True),
        ("2.001159", "hours", 1, False),
        ("2.000806", "days", 15, False),
        ("1.001776", "unknown", 0, False),
    ],
)
def test_terms_of_known_procedures(code: str, kind: str, term: int, verified: bool) -> None:
    procedure = next(p for p in of(ProcedureDefined) if p.procedure_code == code)
    assert (procedure.term_kind, procedure.term) == (kind, term)
    assert procedure.verified is verified


def test_the_calendar_agrees_with_another_source() -> None:
    import holidays

    years = [year.year for year in read_calendar_years()]
    theirs = holidays.Vietnam(years=years)
    off_there = {day for day in theirs if day.weekday() < 5}
    worked_there = {day for day in theirs.weekend_workdays if day.year in years}
    off_here = {date.fromisoformat(d.day) for d in of(CalendarDayDefined) if d.kind == "off"}
    worked_here = {date.fromisoformat(d.day) for d in of(CalendarDayDefined) if d.kind == "work"}
    assert (off_here ^ off_there) | (worked_here ^ worked_there) == set(KNOWN_DIFFERENCES)


def test_exceptions_differ_from_the_weekday_rule() -> None:
    for day in of(CalendarDayDefined):
        is_weekend = date.fromisoformat(day.day).weekday() >= 5
        assert is_weekend == (day.kind == "work"), day


def test_the_last_year_signed_off_is_the_settings_default() -> None:
    signed = [year.year for year in read_calendar_years() if year.signed_off]
    assert max(signed) == BY_NAME["hours.calendar_confirmed_to"].default


def test_priorities_are_those_of_the_settings() -> None:
    offered = str(BY_NAME["kiosk.priority_categories"].default).split()
    assert [category.id for category in read_priorities()] == offered


def test_certification_is_most_of_the_rehearsal() -> None:
    shares = {key: profile.share for key, profile in read_sector_profiles().items()}
    assert sum(shares.values()) == 100
    assert 60 <= shares["certification"] <= 85


def test_installing_twice_changes_nothing(store: Any) -> None:
    first = store.execute(Act(install_catalogue, {}))
    again = store.execute(Act(install_catalogue, {}))
    assert first.result == Installed(10, 6, len(of(ProcedureDefined)), len(of(CalendarDayDefined)))
    assert again.result == Installed(0, 0, 0, 0)
    assert again.seq == first.seq


def test_the_glossary_knows_every_domain_class_and_state() -> None:
    with resource("glossary.toml").open("rb") as file:
        terms = tomllib.load(file)["term"]
    codes = [term["code"] for term in terms]
    assert len(codes) == len(set(codes))
    assert all(term["vi"] and term["source"] for term in terms)
    wanted = set()
    for area in ("queue", "dossiers", "ratings", "people"):
        module = importlib.import_module(f"core.{area}.model")
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ != module.__name__:
                continue
            wanted.add(name)
            if issubclass(kind, Enum):
                wanted |= {f"{name}.{member.name}" for member in kind}
    assert set(codes) == wanted


def test_both_languages_have_the_same_words(texts_vi: Texts, texts_en: Texts) -> None:
    from babel.messages.pofile import read_po

    keys = []
    for language in ("vi", "en"):
        with resource("texts", language, "dossier.po").open("rb") as file:
            keys.append({message.id for message in read_po(file) if message.id})
    assert keys[0] == keys[1]
