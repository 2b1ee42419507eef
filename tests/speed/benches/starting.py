"""From nothing to a kiosk that can be touched, and the memory of each role."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from core.measure import Measure, at_most
from tests.speed.benches.rehearsed import a_centre, a_folder
from tests.speed.benches.sampling import Samples, clock

ROOT = Path(__file__).parents[3]
CHILD = Path(__file__).with_name("starting_child.py")
# Compiled modules are kept, as they are on every PC that has run the program once.
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)
ROLES = ("kiosk", "board", "counter:q1", "rating:q1", "sign:q1", "supervisor")
PATIENCE_S = 40.0
_KIB_PER_MB = 1024


@dataclass
class Started:
    """What runs of one role have shown."""

    usable: Samples = field(default_factory=Samples)
    resident_mb: list[float] = field(default_factory=list)

    @property
    def memory_mb(self) -> float:
        return median(self.resident_mb)


def start(role: str, folder: Path, kept: Started) -> None:
    """Start a role in a process of its own and wait until it has told everything."""
    words = ["bare"] if role == "bare" else ["run", "--role", role, "--data", str(folder)]
    began_s = clock.monotonic_s()
    process = subprocess.Popen(
        [sys.executable, str(CHILD), *words],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    deadline = threading.Timer(PATIENCE_S, process.kill)
    deadline.start()
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            word, _, figure = line.strip().partition(" ")
            if word == "USABLE":
                kept.usable.since(began_s)
            elif word == "RSS":
                kept.resident_mb.append(int(figure) / _KIB_PER_MB)
    deadline.cancel()
    if process.returncode:
        raise ChildProcessError(f"{role} ended with {process.returncode}")


def measure_start(rounds: int = 7) -> list[Measure]:
    """A kiosk and a bare window in turns, each from its process's first moment."""
    kiosk, bare = Started(), Started()
    with a_folder() as folder:
        with a_centre(folder):
            pass
        start("kiosk", folder, Started())  # the files come into the system's memory
        for _ in range(rounds):
            start("kiosk", folder, kiosk)
            start("bare", folder, bare)
    seconds, least = kiosk.usable.median / 1000, bare.usable.median / 1000
    return [Measure("start", seconds, "s", at_most(2, "s"), least, "bare_window")]


def measure_memory() -> list[Measure]:
    """Each role alone; the largest is what counts."""
    bare = Started()
    measures = []
    with a_folder() as folder:
        with a_centre(folder):
            pass
        start("bare", folder, bare)
        for role in ROLES:
            kept = Started()
            start(role, folder, kept)
            name, limit = f"memory_{role.partition(':')[0]}", at_most(200, "MB")
            measures.append(
                Measure(name, kept.memory_mb, "MB", limit, bare.memory_mb, "bare_window")
            )
    return measures
