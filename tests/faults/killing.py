"""Kills the victim again and again, and holds its acknowledgements against the journal."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.clock import SystemClock
from core.events import ServiceFinished, TicketCalled, TicketFinished, TicketReserved
from db.rebuild import verify
from db.store import open_store

ROOT = Path(__file__).parents[2]
Line = list[str]


@dataclass
class Left:
    """What a series of kills has left: all but `acts` must be nothing."""

    acts: int = 0
    lost: int = 0
    phantoms: int = 0
    damage: int = 0
    papers: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def doubles(self) -> int:
        """Papers that were printed twice without saying so."""
        return sum(times - 1 for times in self.papers.values())


class Victim:
    """A working process that is killed and started again, on one store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim", str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def round(self, turn: int, until: int) -> list[Line]:
        """Let it work until so many lines have come, kill it; all lines it wrote."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{turn}\n")
        self._process.stdin.flush()
        child, lines = 0, []
        for line in self._process.stdout:
            word, *facts = line.split()
            if word == "END":
                return lines
            if word == "PID":
                child = int(facts[0])
                continue
            lines.append([word, *facts])
            if len(lines) == until:
                os.kill(child, signal.SIGKILL)
        raise ChildProcessError("the victim's parent ended")

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


class Witness:
    """Reads the journal on, and counts what it does not know."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seq = 0
        self._known: dict[str, set[str]] = {"T": set(), "C": set(), "F": set()}
        self.left = Left()

    def check(self, lines: list[Line]) -> None:
        """Hold every acknowledged line and every paper against the journal."""
        self._read_on()
        for word, ticket_id, *copy in lines:
            if word == "P":
                self.left.phantoms += ticket_id not in self._known["T"]
                self.left.papers[ticket_id, int(copy[0])] += 1
            else:
                self.left.lost += ticket_id not in self._known[word]
                self.left.acts += 1

    def _read_on(self) -> None:
        store = open_store(self._folder, clock=SystemClock(), read_only=True)
        for recorded in store.read(lambda reader: list(reader.events(self._seq))):
            event = recorded.event
            self._seq = recorded.seq
            if isinstance(event, TicketReserved):
                self._known["T"].add(event.ticket_id)
            elif isinstance(event, TicketCalled):
                self._known["C"].add(event.ticket_id)
            elif isinstance(event, (TicketFinished, ServiceFinished)):
                self._known["F"].add(event.ticket_id)
        store.close()


@contextlib.contextmanager
def a_victim(folder: Path) -> Iterator[Victim]:
    """A victim that is not left behind."""
    victim = Victim(folder)
    try:
        yield victim
    finally:
        victim.close()


def kill_again_and_again(folder: Path, times: int) -> Left:
    """So many kills at points of chance; then the whole store is verified."""
    chance, witness = random.Random(1), Witness(folder)
    with a_victim(folder) as victim:
        for turn in range(times):
            witness.check(victim.round(turn, chance.randint(1, 40)))
    witness.left.damage = len(verify(folder, lambda _done, _all: None))
    return witness.left
