"""How long the screen of the demonstration stands still, at worst, in a whole day.

Beside it, in the same minutes, runs a window of Qt alone under the same
watch: what stands still there is the PC's doing and not the program's.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from core.measure import Measure, at_most
from tests.speed.benches.rehearsed import a_folder
from tests.speed.benches.starting import ENVIRONMENT

CHILD = Path(__file__).with_name("stalls_child.py")
OPENS = "2026-06-15T07:20"
DAY_S = (10 * 60 + 30) * 60
# As fast as the demonstration without a screen runs of itself, three times as
# fast as the one on a screen.
SPEED = 30.0


@dataclass(frozen=True, slots=True)
class Stalls:
    """How often the screen stood still for more than 50 ms, and how long at worst."""

    count: int
    longest_ms: float


def measure_stalls(seconds: float = DAY_S / SPEED) -> list[Measure]:
    """The demonstration's day, and the bare window meanwhile."""
    clock = ["--clock", OPENS, "--speed", f"{SPEED:g}"]
    with a_folder() as folder:
        bare = _start(folder, ["bare", str(seconds)])
        demo = _start(folder, ["demo", "--headless", *clock, "--for", str(seconds)])
        day, least = _read(demo), _read(bare)
    return [
        Measure(
            "stall_longest",
            day.longest_ms,
            "ms",
            at_most(50, "ms"),
            least.longest_ms,
            "bare_window",
        ),
        Measure("stalls", day.count, "n", at_most(0, "n"), least.count, "bare_window"),
    ]


def _start(folder: Path, words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(CHILD), *words],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _read(child: subprocess.Popen[str]) -> Stalls:
    with child:
        assert child.stdout is not None
        told = [line.split() for line in child.stdout if line.startswith("STALLS ")]
    if not told:
        raise ChildProcessError(f"a measured window ended with {child.returncode}")
    return Stalls(int(told[-1][1]), float(told[-1][2]))
