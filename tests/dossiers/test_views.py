"""Type-ahead over the catalogue."""

from __future__ import annotations

import pytest

from core.dossiers.catalogue import read_catalogue
from core.dossiers.model import Procedure
from core.dossiers.views import ProcedureFinder
from core.events import ProcedureDefined
from core.wire import from_wire, to_wire


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
    assert finder.suggest("") == []


def test_the_sector_of_the_visit_goes_before(finder: ProcedureFinder) -> None:
    first = finder.suggest("dang ky", sector_id="business")[0]
    assert first.sector_id == "business"


def test_hostile_words_find_nothing_and_break_nothing(finder: ProcedureFinder) -> None:
    for words in ("%", "' OR 1=1 --", "\x00", "a" * 1_000_000, "🌸"):
        assert finder.suggest(words) == []
