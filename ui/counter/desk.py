"""One counter on this PC: who sits there, what stands there, what is done.

The panel, the strip and the global key of a counter share one desk, so that
they can never disagree.  The desk asks and acts through the office and keeps
no business rule of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import Problem
from core.people.accounts import sign_out
from core.people.model import Staff
from core.people.rights import staff_actor
from core.queue import calling, counters, serving
from ui.bridge import Office
from ui.counter.idle import IdleWatch
from ui.counter.picture import Stage, stage_of
from ui.counter.sending import Sender
from ui.counter.watching import CounterWatch

_IDLE_S = 300


class Desk(CounterWatch):
    """One counter and its officer; `ignored` says that a key came too soon."""

    ignored = Signal()
    seated = Signal()

    def __init__(self, office: Office, counter_id: str, parent: QObject | None = None) -> None:
        self.officer: Staff | None = None
        self.locked = False
        self._sender = Sender(office, self._trying_again, self._settled)
        self._idle = IdleWatch(office.clock, office.timers, self._idle_limit_s, self.lock)
        super().__init__(office, counter_id, parent)

    # --- What stands here -----------------------------------------------------

    @property
    def stage(self) -> Stage:
        officer_id = self.officer.staff_id if self.officer else ""
        return stage_of(self.picture, officer_id, locked=self.locked)

    @property
    def busy(self) -> bool:
        """An action is on its way, or what came of it is not on the screen yet."""
        return self._sender.busy or self.awaited

    @property
    def troubled(self) -> bool:
        """An action could not be written yet and is being tried again."""
        return self._sender.trying_again

    # --- Who sits here --------------------------------------------------------

    def sign_in(self, staff_id: str, secret: str, failed: Callable[[Exception], None]) -> None:
        """Sign in or unlock; `failed` gets the reason, `seated` says that it went well."""
        if self.office.staff is None:
            failed(Problem("counter.no_sign_in"))
            return
        future = self.office.staff.sign_in(staff_id, secret, self.counter_id)
        self.office.follow(future, then=self._seat, failed=failed)

    def _seat(self, member: Staff) -> None:
        self.officer = member
        self.locked = False
        self._idle.start()
        self.seated.emit()
        self.changed.emit()

    def sign_out(self) -> None:
        """The officer leaves; the counter stays as it is."""
        if self.officer is None:
            return
        self.office.do(
            sign_out,
            actor=staff_actor(self.officer.staff_id),
            staff_id=self.officer.staff_id,
            counter_id=self.counter_id,
        )
        self.officer, self.locked = None, False
        self._idle.stop()
        self.changed.emit()

    def lock(self) -> None:
        """Nothing can be done here until the officer types the PIN."""
        if self.officer is not None and not self.locked:
            self.locked = True
            self._idle.stop()
            self.changed.emit()

    def touch(self) -> None:
        """Somebody works at this PC: the idle time begins anew."""
        self._idle.touch()

    def _idle_limit_s(self) -> float:
        return self.picture.idle_lock_s if self.picture else _IDLE_S

    # --- What is done ---------------------------------------------------------

    def main(self) -> None:
        """The one main action of the stage."""
        act = {
            Stage.CLOSED: self.open,
            Stage.TAKEN: self.open,
            Stage.PAUSED: self.resume,
            Stage.FREE: self.call_next,
            Stage.CALLED: self.start,
            Stage.SERVING: self.finish,
        }.get(self.stage)
        if act is None:
            self.say(f"counter.inert.{self.stage.value}", "warn")
        else:
            act()

    def open(self) -> None:
        self._do(counters.open_counter)

    def close(self) -> None:
        self._do(counters.close_counter)

    def pause(self, reason: str) -> None:
        self._do(counters.pause_counter, reason=reason)

    def resume(self) -> None:
        self._do(counters.resume_counter)

    def call_next(self) -> None:
        self._do(calling.call_next, then=self._called)

    def call_given(self, label: str) -> None:
        self._do(calling.call_given, label=label)

    def recall(self) -> None:
        self._do(calling.recall, then=self._recalled)

    def miss(self) -> None:
        self._do(calling.miss)

    def start(self) -> None:
        self._do(calling.start_service)

    def finish(self) -> None:
        self._do(serving.finish)

    def finish_return(self) -> None:
        """Finish; whoever comes back goes to this counter without queueing again."""
        self._do(serving.finish, may_return=True)

    def another(self, sector_id: str) -> None:
        self._do(serving.another_service, sector_id=sector_id)

    def transfer(self, to: str, target_id: str, note: str = "") -> None:
        """Send the visitor on; `to` is sector, counter or officer."""
        where: dict[str, Any] = {f"to_{to}_id": target_id, "note": note}
        self._do(serving.transfer, **where)

    def park(self, reason: str = "") -> None:
        self._do(serving.park, reason=reason)

    def undo(self) -> None:
        self._do(serving.undo)

    def bring_back(self, ticket_id: str) -> None:
        self._do(calling.bring_back, of_counter=False, then=self._brought, ticket_id=ticket_id)

    def give_up(self) -> None:
        """Stop trying an action that could not be written."""
        self._sender.give_up()

    # --- On its way -----------------------------------------------------------

    def _do(
        self,
        verb: Callable[..., Any],
        *,
        of_counter: bool = True,
        then: Callable[[Any], None] | None = None,
        **arguments: Any,
    ) -> None:
        if self.officer is None or self.locked:
            self.say(f"counter.inert.{self.stage.value}", "warn")
            return
        if of_counter:
            arguments["counter_id"] = self.counter_id
        actor = staff_actor(self.officer.staff_id)
        if self.awaited or not self._sender.send(verb, arguments, actor, then):
            self.ignored.emit()
            return
        self.touch()
        self.changed.emit()

    def _trying_again(self) -> None:
        self.say("counter.trying_again", "warn")
        self.changed.emit()

    def _settled(self, error: Exception | None) -> None:
        self.refresh(awaited=True)
        if error is not None:
            self.told.emit("bad", self.office.sentence(error))
        self.changed.emit()

    def _called(self, called: calling.CalledTicket | None) -> None:
        if called is None:
            self.say("counter.nobody_waits", "info")

    def _recalled(self, called: calling.CalledTicket) -> None:
        self.say("counter.recalled", "info", label=called.label, n=called.call)

    def _brought(self, label: str) -> None:
        self.say("counter.brought_back", "good", label=label)

    def close_desk(self) -> None:
        """Hear nothing more: the windows of this counter are closed."""
        self._idle.stop()
        self._sender.give_up()
        self.stop_watching()
