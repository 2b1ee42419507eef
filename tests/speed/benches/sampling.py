"""Samples, and how they are taken on a PC that does other things too.

What is compared runs in turns, so that a busy moment of the PC meets both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from statistics import median, quantiles

from core.clock import SystemClock

clock = SystemClock()


@dataclass
class Samples:
    """Durations in milliseconds."""

    ms: list[float] = field(default_factory=list)

    def time(self, work: Callable[[], object]) -> None:
        """Do a piece of work once and keep how long it took."""
        began_s = clock.monotonic_s()
        work()
        self.since(began_s)

    def since(self, began_s: float) -> None:
        """Keep what has passed since a moment of `clock.monotonic_s`."""
        self.ms.append((clock.monotonic_s() - began_s) * 1000)

    @property
    def median(self) -> float:
        return median(self.ms)

    @property
    def p99(self) -> float:
        """The least duration that 99 of 100 samples do not exceed."""
        return sorted(self.ms)[ceil(len(self.ms) * 0.99) - 1]

    @property
    def at_best(self) -> float:
        """What a quarter stays below: the work's own time, when the PC is busy besides."""
        return quantiles(self.ms, n=4)[0]


def in_turns(rounds: int, *works: Callable[[], object]) -> tuple[Samples, ...]:
    """Each work once a round, one after the other; the samples of each."""
    taken = tuple(Samples() for _ in works)
    for _ in range(rounds):
        for samples, work in zip(taken, works, strict=True):
            samples.time(work)
    return taken
