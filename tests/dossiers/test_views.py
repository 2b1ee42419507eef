"""Type-ahead over the catalogue."""

from __future__ import annotations

import pytest

from core.dossiers.catalogue import read_catalogue
from core.dossiers.model import Procedure
from core.dossiers.reception import receive_dossier
from core.dossiers.views import ProcedureFinder, procedure_uses, search_dossiers
from core.events import ProcedureDefined
from core.wire import from_wire, to_wire
from tests.dossiers.desk import APPLICANT, Desk


@pytest.fixture(scope="module")
def finder() -> ProcedureFinder:
    return ProcedureFinder(
        from_wire(Procedure, to_wire(event))
        for event in read_catalogue()
        if isinstance(event, ProcedureDefined)
    )


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("khai sinh", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("dang ky ket hon", "1.000894"),
        ("ban sao ban chinh", "2.000815"),
        ("ho kinh doanh thanh lap", "1.001612"),
        ("2.000884", "2.000884"),
        ("2000", None),
        ("tam tru", "1.004194"),
        ("đất tranh chấp hòa giải", "1.013975"),
        ("xyz", None),
    ],
)
def test_the_best_comes_first(finder: ProcedureFinder, words: str, first: str | None) -> None:
    found = finder.suggest(words)
    assert [one.procedure_code for one in found[:1]] == ([first] if first else [])


def test_without_words_the_sector_of_the_visit(finder: ProcedureFinder) -> None:
    found = finder.suggest("", limit=50, sector_id="land")
    assert {one.sector_id for one in found} == {"land"}


def test_without_words_and_sector_the_most_used(finder: ProcedureFinder, desk: Desk) -> None:
    for _ in range(2):
        desk.do(receive_dossier, procedure_code="1.001193")
    desk.do(receive_dossier, procedure_code="2.000815")
    used = ProcedureFinder(
        desk.ask(lambda reader: reader.procedures.list_all()), desk.ask(procedure_uses)
    )
    assert [one.procedure_code for one in used.suggest("")[:2]] == ["1.001193", "2.000815"]
    assert len(finder.suggest("")) == 8


@pytest.mark.parametrize(
    "words", ["hong uu", "0912345678", "345 678", "031190001234", "0912.345.678"]
)
def test_a_dossier_is_found_by_who_handed_it_in(desk: Desk, words: str) -> None:
    received = desk.do(receive_dossier, procedure_code="1.001193", applicant=APPLICANT)
    desk.do(receive_dossier, procedure_code="2.000815")
    found = desk.ask(search_dossiers, words)
    assert [line.dossier.dossier_id for line in found] == [received.dossier_id]
    assert desk.ask(search_dossiers, received.dossier_id) == found


def test_the_sector_of_the_visit_goes_before(finder: ProcedureFinder) -> None:
    first = finder.suggest("dang ky", sector_id="business")[0]
    assert first.sector_id == "business"


def test_hostile_words_find_nothing_and_break_nothing(finder: ProcedureFinder) -> None:
    for words in ("%", "' OR 1=1 --", "\x00", "a" * 1_000_000, "🌸"):
        assert finder.suggest(words) == []
