"""One counter of the rehearsal: calls, serves, finishes, and takes its break."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from core.people.rights import staff_actor
from core.queue.calling import CalledTicket, bring_back, call_next, miss, recall, start_service
from core.queue.counters import close_counter, open_counter, pause_counter, resume_counter
from core.queue.serving import another_service, finish, park, transfer
from core.ratings.operations import press_rating
from core.rehearsal.cast import Habits
from core.rehearsal.stage import Stage

_WALK_S = (8, 40)
_BETWEEN_CALLS_S = (3, 20)
_BEFORE_RECALL_S = 40
_BEFORE_PRESS_S = (3, 15)
_BACK_S = (120, 900)
_PARKED_S = (180, 600)
_NOTICES_S = (2, 8)
_LOOK_AGAIN_S = (20, 40)
_IDLE_S = (240, 300)
_SHORTEST_S = 45


class Desk(Protocol):
    """What the clerk does with papers during a service of a ticket."""

    def take_in(self, called: CalledTicket, counter_id: str, actor: str) -> None: ...


class Clerk:
    """Plays the officer of a counter on a stage; every step is a real operation."""

    def __init__(
        self,
        stage: Stage,
        counter_id: str,
        staff_id: str,
        habits: Habits,
        chance: random.Random,
        desk: Desk,
    ) -> None:
        self.counter_id = counter_id
        self._stage = stage
        self._staff_id = staff_id
        self._actor = staff_actor(staff_id)
        self._habits = habits
        self._chance = chance
        self._desk = desk
        self._at_work = False
        self._busy = False
        self._idles = False
        self._break_reason = ""
        self._sectors: Sequence[str] = ()

    def begin(self, sectors: Sequence[str]) -> None:
        """Open the counter and look for the first visitor."""
        self._sectors = sectors
        self._at_work = True
        self._busy = False
        self._do(open_counter, lambda _number: self._look())

    def take_break(self, reason: str) -> None:
        """Pause after the visitor who is at the counter."""
        self._break_reason = reason
        if not self._busy:
            self._rest()

    def resume(self) -> None:
        self._break_reason = ""
        self._do(resume_counter, lambda _number: self._look())

    def end(self) -> None:
        """Go home after the visitor who is at the counter."""
        self._at_work = False
        if not self._busy:
            self._do(close_counter)

    def notice(self, sector_id: str) -> None:
        """Somebody for this sector came in; a clerk who idles looks up."""
        if self._idles and sector_id in self._sectors:
            self._idles = False
            self._after(_NOTICES_S, self._look)

    def _look(self) -> None:
        if self._busy:
            return
        self._idles = False
        if not self._at_work:
            self._do(close_counter)
        elif self._break_reason:
            self._rest()
        else:
            self._busy = True
            self._do(call_next, self._called, refused=self._try_again)

    def _rest(self) -> None:
        self._do(pause_counter, reason=self._break_reason)

    def _try_again(self, _problem: object) -> None:
        self._busy = False
        self._after(_LOOK_AGAIN_S, self._look)

    def _called(self, called: CalledTicket | None) -> None:
        if called is None:
            self._busy = False
            if self._at_work and not self._break_reason:
                self._idles = True
                self._after(_IDLE_S, self._idle)
            else:
                self._look()
        elif self._happens("no_show_share"):
            self._after((_BEFORE_RECALL_S, 60), lambda: self._call_again(called))
        else:
            self._after(_WALK_S, lambda: self._serve(called))

    def _call_again(self, called: CalledTicket) -> None:
        self._do(recall, lambda _c: self._after((40, 60), lambda: self._give_up(called)))

    def _give_up(self, called: CalledTicket) -> None:
        self._do(miss, lambda _label: self._free())
        if self._happens("back_share"):
            self._after(_BACK_S, lambda: self._do(bring_back, ticket_id=called.ticket_id))

    def _serve(self, called: CalledTicket) -> None:
        self._do(start_service, lambda _id: self._attend(called))

    def _attend(self, called: CalledTicket) -> None:
        usual_s = self._habits.minutes.get(called.sector_id, 6) * 60
        length_s = max(_SHORTEST_S, self._chance.lognormvariate(0, 0.5) * usual_s * 0.9)
        self._stage.timers.after(
            length_s * 0.8, lambda: self._desk.take_in(called, self.counter_id, self._actor)
        )
        self._stage.timers.after(length_s, lambda: self._conclude(called))

    def _conclude(self, called: CalledTicket) -> None:
        if self._happens("transfer_share") and len(self._sectors) > 1:
            others = [sector for sector in self._sectors if sector != called.sector_id]
            to = self._chance.choice(others)
            self._do(transfer, lambda _label: self._free(), to_sector_id=to)
        elif self._happens("park_share"):
            self._do(park, lambda _label: self._free())
            back = lambda: self._do(bring_back, ticket_id=called.ticket_id)  # noqa: E731
            self._after(_PARKED_S, back)
        elif self._happens("second_service_share"):
            self._do(another_service, lambda _id: self._after((60, 240), self._finish))
        else:
            self._finish()

    def _finish(self) -> None:
        self._do(finish, lambda _label: self._free())
        if self._happens("rating_share"):
            values = [value for value, _ in self._habits.ratings]
            weights = [weight for _, weight in self._habits.ratings]
            value = self._chance.choices(values, weights)[0]
            self._after(_BEFORE_PRESS_S, lambda: self._press(value))

    def _press(self, value: int) -> None:
        self._stage.do(
            press_rating,
            actor="citizen",
            counter_id=self.counter_id,
            value=value,
            source="rehearsal",
        )

    def _free(self) -> None:
        self._after(_BETWEEN_CALLS_S, self._next)

    def _next(self) -> None:
        self._busy = False
        self._look()

    def _idle(self) -> None:
        """Nobody came for some minutes: look all the same, somebody may have been sent here."""
        if self._idles:
            self._look()

    def _happens(self, share: str) -> bool:
        return self._chance.random() < self._habits.shares[share]

    def _after(self, seconds: tuple[float, float], then: Callable[[], None]) -> None:
        self._stage.timers.after(self._chance.uniform(*seconds), then)

    def _do(
        self,
        verb: Callable[..., object],
        then: Callable[..., None] | None = None,
        refused: Callable[..., None] | None = None,
        **arguments: Any,
    ) -> None:
        """Act as this officer; whatever is refused, the clerk looks up again a little later."""
        if verb is bring_back:
            self._stage.do(verb, then, self._actor, **arguments)
        else:
            refused = refused or self._try_again
            self._stage.do(
                verb, then, self._actor, refused, counter_id=self.counter_id, **arguments
            )
