"""The slips of one printer: what waits, what is on its way, what became of it.

The store is the truth: it holds for each ticket and copy what is known of
the paper.  The outbox is the machine between a `Slip` and that truth, with
three promises:

- the same ticket and copy twice is one job, whatever became of it;
- a job of which one byte may have left is never sent again, so a second
  paper of a number exists only as another copy, and that one says IN LAI;
- a slip older than its time to live is not printed, because its citizen
  has gone with the number from the screen.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from core.errors import Bug
from core.ports import PrintOutcome, Slip
from core.queue.model import Delivery

REMEMBERED = 2000
_ROUNDING_S = 0.001

# A late answer may turn uncertain into confirmed; nothing turns it back.
NEXT: dict[Delivery, frozenset[Delivery]] = {
    Delivery.QUEUED: frozenset({Delivery.SENDING, Delivery.FAILED}),
    Delivery.SENDING: frozenset(
        {Delivery.QUEUED, Delivery.SENT, Delivery.CONFIRMED, Delivery.UNCERTAIN, Delivery.FAILED}
    ),
    Delivery.SENT: frozenset({Delivery.CONFIRMED, Delivery.UNCERTAIN}),
    Delivery.UNCERTAIN: frozenset({Delivery.CONFIRMED}),
    Delivery.CONFIRMED: frozenset(),
    Delivery.FAILED: frozenset(),
}

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Job:
    """One paper; `taken_s` is monotonic."""

    slip: Slip
    taken_s: float
    delivery: Delivery = Delivery.QUEUED
    evidence: str = ""

    @property
    def key(self) -> Key:
        return self.slip.ticket_id, self.slip.copy

    @property
    def outcome(self) -> PrintOutcome:
        return PrintOutcome(self.slip.ticket_id, self.slip.copy, self.delivery, self.evidence)


class Outbox:
    """Jobs in the order they came; remembers the last `REMEMBERED` keys."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[Key, Job] = OrderedDict()
        self._known: OrderedDict[Key, Delivery] = OrderedDict()

    def accept(self, slip: Slip, now_s: float) -> Job | None:
        """Queue a slip; None when this paper is known already."""
        job = Job(slip, now_s)
        if job.key in self._known:
            return None
        self._waiting[job.key] = job
        self._remember(job)
        return job

    def first(self) -> Job | None:
        """The job that has waited longest."""
        return next(iter(self._waiting.values()), None)

    def waiting(self) -> list[Job]:
        """All jobs of which no byte has left, oldest first."""
        return list(self._waiting.values())

    def stale(self, now_s: float, ttl_s: float) -> list[Job]:
        """The waiting jobs older than `ttl_s`."""
        return [job for job in self._waiting.values() if now_s - job.taken_s > ttl_s - _ROUNDING_S]

    def move(self, job: Job, delivery: Delivery, evidence: str = "") -> Job:
        """The job in its new state; a forbidden step is a `Bug`."""
        if delivery not in NEXT[job.delivery]:
            raise Bug(f"a slip cannot go from {job.delivery} to {delivery}")
        moved = replace(job, delivery=delivery, evidence=evidence)
        if delivery is Delivery.QUEUED:
            self._waiting[job.key] = moved
            self._waiting.move_to_end(job.key, last=False)
        else:
            self._waiting.pop(job.key, None)
        self._remember(moved)
        return moved

    def _remember(self, job: Job) -> None:
        self._known[job.key] = job.delivery
        self._known.move_to_end(job.key)
        while len(self._known) > REMEMBERED + len(self._waiting):
            self._known.popitem(last=False)
