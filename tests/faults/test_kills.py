"""SIGKILL while tickets are taken, called, served and printed.

After each kill nothing that was acknowledged is lost, and no paper carries a
number that the store does not know.  The journal and everything made from it
hold at the end.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.clock import SystemClock
from core.events import ServiceFinished, TicketCalled, TicketFinished, TicketReserved
from db.rebuild import verify
from db.store import open_store
from tests.house.sources import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


class Killed:
    """A victim with its acknowledgements, and what the journal says of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers: Counter[tuple[str, int]] = Counter()
        self.acts = 0
        self._seq = 0
        self._known: dict[str, set[str]] = {"T": set(), "C": set(), "F": set()}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim", str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def round(self, turn: int, until: int) -> list[list[str]]:
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
        raise AssertionError("the victim's parent ended")

    def check(self, lines: list[list[str]]) -> None:
        """Every acknowledged line stands in the journal; every paper has its number."""
        self._read_on()
        for word, ticket_id, *copy in lines:
            if word == "P":
                assert ticket_id in self._known["T"], "phantom paper"
                self.papers[ticket_id, int(copy[0])] += 1
            else:
                assert ticket_id in self._known[word], f"lost: {word} {ticket_id}"
                self.acts += 1

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read_on(self) -> None:
        store = open_store(self.folder, clock=SystemClock(), read_only=True)
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


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Killed]:
    one = Killed(tmp_path / "data")
    yield one
    one.close()


def test_a_few_kills_lose_nothing(killed: Killed) -> None:
    _kill(killed, 12)


@pytest.mark.long
def test_three_hundred_kills_lose_nothing(killed: Killed) -> None:
    _kill(killed, 300)


def _kill(killed: Killed, times: int) -> None:
    chance = random.Random(1)
    for turn in range(times):
        killed.check(killed.round(turn, chance.randint(1, 40)))
    assert killed.acts > times
    assert sum(killed.papers.values()) > 0
    assert set(killed.papers.values()) == {1}, "a paper was printed twice without saying so"
    assert verify(killed.folder, lambda _done, _all: None) == []


def test_the_check_can_fail(killed: Killed) -> None:
    """The negative control: an acknowledgement that was never committed is noticed."""
    killed.check(killed.round(0, 5))
    with pytest.raises(AssertionError, match="lost"):
        killed.check([["T", "nobody"]])
    with pytest.raises(AssertionError, match="phantom"):
        killed.check([["P", "nobody", "1"]])
