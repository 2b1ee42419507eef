"""SIGKILL in the middle of the work: what was acknowledged and what was printed must hold."""

from __future__ import annotations

from core.measure import Measure, at_least, at_most
from tests.faults.killing import kill_again_and_again
from tests.speed.benches.rehearsed import a_folder

KILLS = 300


def measure_kills(kills: int = KILLS) -> list[Measure]:
    """So many kills during issue, call and print."""
    with a_folder() as folder:
        left = kill_again_and_again(folder / "data", kills)
    none = at_most(0, "n")
    return [
        Measure("kills", kills, "n", at_least(KILLS, "n")),
        Measure("kills_lost", left.lost, "n", none),
        Measure("kills_phantoms", left.phantoms, "n", none),
        Measure("kills_damage", left.damage, "n", none),
    ]
