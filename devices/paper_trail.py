"""The outbox of one printer, with every step told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.ports import Slip
from core.queue.model import Delivery
from devices.line import Line
from devices.outbox import Job, Outbox


class PaperTrail:
    """Keeps the slips of a printer and tells what becomes of each.

    `ttl_s` is how long a slip may wait, in the centre's seconds.
    """

    def __init__(self, line: Line, ttl_s: Callable[[], int]) -> None:
        self._line = line
        self._ttl_s = ttl_s
        self._outbox = Outbox()
        self._told: set[tuple[str, int]] = set()

    def take(self, slip: Slip) -> bool:
        """Queue a slip; False when this paper is known already."""
        job = self._outbox.accept(slip, self._line.clock.monotonic_s())
        if job is not None:
            self._line.after(self._ttl_s(), self._expire)
        return job is not None

    def first(self) -> Job | None:
        return self._outbox.first()

    def move(self, job: Job, delivery: Delivery, evidence: str = "") -> Job:
        """The job in its new state, told to everybody."""
        moved = self._outbox.move(job, delivery, evidence)
        self._told.discard(job.key)
        self._line.emit(moved.outcome)
        return moved

    def tell_waiting(self, why: str) -> None:
        """Say once of each waiting slip what it waits for: its citizen looks at the screen."""
        for job in self._outbox.waiting():
            if job.key not in self._told:
                self._told.add(job.key)
                self._line.emit(replace(job.outcome, evidence=why))

    def end(self) -> None:
        """The program ends: nothing that waits will be printed."""
        for job in self._outbox.waiting():
            self.move(job, Delivery.FAILED, "stopped")

    def _expire(self) -> None:
        for job in self._outbox.stale(self._line.clock.monotonic_s(), self._ttl_s()):
            self.move(job, Delivery.FAILED, "expired")
