"""A report that contradicts itself is refused, with the guilty dossiers."""

from __future__ import annotations

import pytest

from core.reporting.figures import count
from core.reporting.identities import hold, violations
from tests.reporting.cases import JUNE, dossier


@pytest.mark.parametrize(
    ("guilty", "identity"),
    [
        (dossier("10", code="X", channel="fax"), "A1"),
        (dossier("10", code="X", resolved="05-20"), "A4"),
        (dossier("07-10", code="X", resolved="20"), "A4"),
    ],
)
def test_each_contradiction_names_its_dossier(guilty: object, identity: str) -> None:
    dossiers = [dossier("10", code="good"), guilty]
    assert not hold(count(dossiers, JUNE).lines)  # type: ignore[arg-type]
    (found,) = violations(dossiers, JUNE)  # type: ignore[arg-type]
    assert (found.identity, found.dossiers) == (identity, ("X",))


def test_two_faults_that_cancel_out_in_the_sums_are_still_seen() -> None:
    lacking = dossier("10", code="X", resolved="05-20")
    surplus = dossier("07-10", code="Y", resolved="20")
    figures = count([lacking, surplus], JUNE)
    (line,) = figures.lines
    assert line.counts["received_total"] == line.counts["resolved_total"]
    assert not hold(figures.lines)


def test_good_dossiers_hold() -> None:
    dossiers = [dossier("10"), dossier("05-10", resolved="20"), dossier("10", channel="online")]
    assert hold(count(dossiers, JUNE).lines)
    assert violations(dossiers, JUNE) == ()
