"""The life of the rehearsal's dossiers: taken in, resolved, returned.

Certification ends the same day; the rest ends before, on or a little after
the due day.  What is due after the end of the rehearsal stays in progress,
as it would in a real centre.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from core.clock import Instant, day_start, local
from core.dossiers.model import Channel, Dossier, Outcome, Procedure
from core.dossiers.progress import resolve_dossier, return_dossier
from core.dossiers.reception import ReceivedDossier, receive_dossier
from core.people.rights import staff_actor
from core.queue.calling import CalledTicket
from core.rehearsal.cast import Cast
from core.rehearsal.stage import Stage

_MINUTE = 60 * 1_000_000
_HOUR = 60 * _MINUTE
_OFFICE = (8 * _HOUR, 16 * _HOUR)
_MANY_COPIES = 0.15


class PaperLife:
    """Takes dossiers in and brings them to their end on a stage."""

    def __init__(
        self,
        stage: Stage,
        cast: Cast,
        procedures: Sequence[Procedure],
        chance: random.Random,
        horizon: Instant,
    ) -> None:
        self._stage = stage
        self._cast = cast
        self._chance = chance
        self._horizon = horizon
        self._of_sector: dict[str, list[Procedure]] = {}
        for procedure in procedures:
            if procedure.active:
                self._of_sector.setdefault(procedure.sector_id, []).append(procedure)

    def take_in(self, called: CalledTicket, counter_id: str, actor: str) -> None:
        """One to three dossiers of the ticket at the counter; none without procedures."""
        choices = self._of_sector.get(called.sector_id)
        if not choices:
            return
        many = 1 + (self._chance.random() < _MANY_COPIES)
        for _ in range(many):
            self._receive(
                actor,
                self._pick(choices),
                channel=Channel.IN_PERSON,
                applicant=self._applicant(),
                ticket_id=called.ticket_id,
                counter_id=counter_id,
                copies=self._chance.choice((1, 1, 2, 3, 5)),
            )

    def receive_online(self, at: Instant, staff_id: str) -> None:
        """A dossier filed online, taken over by an officer."""
        sectors = [sector for sector in sorted(self._of_sector) if sector != "certification"]
        if sectors:
            choices = self._of_sector[self._chance.choice(sectors)]
            channel = Channel.POSTAL if self._chance.random() < 0.05 else Channel.ONLINE
            self._receive(
                staff_actor(staff_id),
                self._pick(choices),
                channel=channel,
                applicant=self._applicant(),
                presented_at=at,
            )

    def _pick(self, choices: Sequence[Procedure]) -> Procedure:
        """The first procedures of a sector are by far the most asked for."""
        index = min(int(self._chance.expovariate(0.9)), len(choices) - 1)
        return choices[index]

    def _applicant(self) -> Mapping[str, object]:
        number = "".join(self._chance.choices("0123456789", k=9))
        return {
            "name": self._cast.citizen_name(self._chance),
            "id_number": "031" + number,
            "phone": "09" + number[:8],
        }

    def _receive(self, actor: str, procedure: Procedure, **facts: Any) -> None:
        self._stage.do(
            receive_dossier,
            lambda received: self._plan(received, actor),
            actor,
            procedure_code=procedure.procedure_code,
            **facts,
        )

    def _plan(self, received: ReceivedDossier, actor: str) -> None:
        outcome = self._outcome()
        at = self._ending(received)
        if at > self._horizon:
            return
        delay_s = (at - self._stage.clock.now()) / 1_000_000
        self._stage.timers.after(delay_s, lambda: self._resolve(received, actor, outcome))

    def _outcome(self) -> Outcome:
        shares = self._cast.habits.shares
        lot = self._chance.random()
        if lot < shares["withdrawn_share"]:
            return Outcome.WITHDRAWN
        if lot < shares["withdrawn_share"] + shares["refused_share"]:
            return Outcome.REFUSED
        return Outcome.RESULT

    def _ending(self, received: ReceivedDossier) -> Instant:
        """When the clock stops: mostly well before the due day, seldom after it."""
        now = self._stage.clock.now()
        if received.due_at is None:
            return self._office_time(now, self._chance.randint(1, 12))
        days = (local(received.due_at).date() - local(now).date()).days
        if self._chance.random() < self._cast.habits.shares["overdue_share"]:
            return self._office_time(received.due_at, self._chance.randint(1, 4))
        if days <= 0:
            soonest = now + 5 * _MINUTE
            latest = max(soonest, received.due_at - _MINUTE)
            return Instant(self._chance.randint(soonest, min(latest, soonest + 2 * _HOUR)))
        early = min(days, int(self._chance.expovariate(1.0)))
        day = local(received.due_at).date() - timedelta(days=early)
        end = min(received.due_at, day_start(day) + _OFFICE[1])
        start = max(now + _MINUTE, day_start(day) + _OFFICE[0])
        return Instant(self._chance.randint(start, max(start, end)))

    def _office_time(self, after: int, days: int) -> Instant:
        day = local(after).date() + timedelta(days=days)
        return Instant(day_start(day) + self._chance.randint(*_OFFICE))

    def _resolve(self, received: ReceivedDossier, actor: str, outcome: Outcome) -> None:
        words = self._cast.habits.words
        reason = "" if outcome == Outcome.RESULT else words[f"{outcome.value}_reason"]
        self._stage.do(
            resolve_dossier,
            lambda dossier: self._collect(dossier, actor),
            actor,
            dossier_id=received.dossier_id,
            outcome=outcome.value,
            reason=reason,
        )

    def _collect(self, dossier: Dossier, actor: str) -> None:
        """Most citizens fetch the result; some never come."""
        if self._chance.random() < self._cast.habits.shares["uncollected_share"]:
            return
        wait_s = self._chance.choice((10 * 60, 60 * 60, 26 * 3600, 50 * 3600))
        if self._stage.clock.now() + wait_s * 1_000_000 < self._horizon:
            self._stage.timers.after(
                wait_s,
                lambda: self._stage.do(return_dossier, None, actor, dossier_id=dossier.dossier_id),
            )
