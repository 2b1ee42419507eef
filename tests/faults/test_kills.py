"""SIGKILL while tickets are taken, called, served and printed.

After each kill nothing that was acknowledged is lost, and no paper carries a
number that the store does not know.  The journal and everything made from it
hold at the end.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.killing import Left, Witness, a_victim, kill_again_and_again

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    hold(kill_again_and_again(tmp_path / "data", 12), 12)


@pytest.mark.long
def test_three_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    hold(kill_again_and_again(tmp_path / "data", 300), 300)


def hold(left: Left, times: int) -> None:
    assert left.acts > times
    assert left.papers
    assert (left.lost, left.phantoms, left.doubles, left.damage) == (0, 0, 0, 0)


def test_the_check_can_fail(tmp_path: Path) -> None:
    """The negative control: what was never committed is noticed, on screen and on paper."""
    witness = Witness(tmp_path / "data")
    with a_victim(tmp_path / "data") as victim:
        lines = victim.round(0, 5)
    witness.check(lines)
    assert (witness.left.lost, witness.left.phantoms) == (0, 0)
    witness.check([["T", "nobody"], ["P", "nobody", "1"]])
    assert (witness.left.lost, witness.left.phantoms) == (1, 1)
