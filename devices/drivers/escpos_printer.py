"""Ticket printers that speak ESC/POS: Epson TM, Xprinter, Rongta and their many clones.

A slip is a picture, because Vietnamese letters come out right on no other
way.  Before each slip the printer is asked how it is; after it a fence or a
process id tells whether it came out.  What is said of a paper is only what
is known: SENT is not printed, and a job of which one byte may have left is
never sent again.
"""

from __future__ import annotations

from enum import Enum, auto

from core.clock import Timer
from core.ports import DeviceHealth, Slip
from core.queue.model import Delivery
from devices.commands import Command, PrintSlip
from devices.description import PRINTER, Description, DeviceConfig, Option, Services
from devices.line import Driver, Line, Loss
from devices.outbox import Job, Outbox
from devices.printer_status import Answers, StatusRound
from devices.protocols import escpos
from devices.protocols.escpos import Cut, Fenced, Printed, Pushed, ReplyParser, Status

RECHECK_S = 1.0
DRAIN_S = 3.0
SETTLE_S = 0.4
PER_JOB_POLL_FACTOR = 4

WIDTH_DOTS = {"80": 576, "58": 384}
WARNINGS = ("", "paper_near_end")


class Phase(Enum):
    """What the driver is doing with its line."""

    REST = auto()
    ASKING = auto()
    BLOCKED = auto()
    DRAINING = auto()
    SENDING = auto()
    WAITING = auto()


class EscposPrinter(Driver):
    """One printer; its slips go out one after the other."""

    def __init__(self, line: Line, config: DeviceConfig, services: Services) -> None:
        super().__init__(line)
        self._services = services
        self._options = config.options
        is_mute = config.transport["kind"] == "file"
        self._confirm = "none" if is_mute else str(config.options["confirm"])
        self._is_per_job = config.transport["kind"] == "tcp"
        self._outbox = Outbox()
        self._parser = ReplyParser()
        self._round = StatusRound(line.wait, self._send, self._asked)
        self._phase = Phase.REST
        self._timer: Timer | None = None
        self._deadline: Timer | None = None
        self._job: Job | None = None
        self._late: Job | None = None
        self._told: set[tuple[str, int]] = set()
        self._number = 0
        self._has_answered = False
        self._is_confirming = False
        self._is_torn = False
        self._mended_at = 0
        self._sent_bytes = 0
        self._job_begin = 0
        self._blocked_by = ""
        self._fences = 0
        self._dropped = 0

    # --- From the worker -----------------------------------------------------------

    def started(self) -> None:
        if self._confirm != "none":
            self.line.want()

    def opened(self) -> None:
        self._blocked_by = ""
        self._sent_bytes = 0
        self._parser.clear()
        self._mend()
        if self._options["push_status"] and not self._is_per_job:
            self._send(escpos.PUSH_STATUS)
        self._look()

    def perform(self, command: Command) -> None:
        if not isinstance(command, PrintSlip):
            return
        job = self._outbox.accept(command.slip, self.line.clock.monotonic_s())
        if job is None:
            return
        self.line.after(self._ttl_s(), self._expire)
        if self._blocked_by:
            self._tell_waiting(job, self._blocked_by)
        if self._phase is Phase.REST:
            self._look()

    def received(self, data: bytes) -> None:
        for reply in self._parser.feed(data):
            if isinstance(reply, Status):
                self._round.feed(reply.value)
            elif isinstance(reply, Fenced):
                self._fenced()
            elif isinstance(reply, Printed):
                self._printed(reply.number)
            else:
                self._pushed(reply)

    def sent(self) -> None:
        if self._phase is not Phase.SENDING or self._job is None:
            return
        if not self._is_confirming:
            evidence = "written" if self._confirm == "none" else "no_answer"
            self._settle(self._job, Delivery.SENT, evidence)
            return
        self._phase = Phase.WAITING
        self._dropped = self._parser.dropped
        self._deadline = self.line.wait(self._options["confirm_s"], self._overdue)
        self._set_timer(RECHECK_S, self._round.begin)

    def lost(self, loss: Loss) -> None:
        self._stop_timers()
        self._phase = Phase.REST
        job, self._job = self._job, None
        self._is_torn |= loss.left < self._mended_at
        if job is not None and job.delivery is Delivery.SENDING:
            self._lost_job(job, loss)
        self._blocked_by = loss.code
        waiting = self._outbox.first()
        if waiting is not None:
            self._tell_waiting(waiting, loss.code)

    def stopping(self) -> None:
        if self._job is not None:
            self._move(self._job, Delivery.UNCERTAIN, "stopped")
        while (job := self._outbox.first()) is not None:
            self._move(job, Delivery.FAILED, "stopped")

    def _mend(self) -> None:
        """First of all end a picture of which the printer has only a part.

        Until then it would take even a question for dots.
        """
        if self._is_torn:
            self._is_torn = False
            self._send(escpos.resync_bytes(self._width_dots()))
        self._mended_at = self._sent_bytes

    # --- Looking whether it can print -------------------------------------------------

    def _look(self) -> None:
        """Go on with whatever is next, after asking how the printer is."""
        if not self.line.is_open:
            if self._outbox.first() is not None:
                self.line.want()
        elif self._confirm == "none":
            self.line.report(DeviceHealth.READY)
            self._proceed(is_confirming=False)
        else:
            self._phase = Phase.ASKING
            self._round.begin()

    def _asked(self, answers: Answers) -> None:
        if self._phase is Phase.WAITING:
            self._asked_while_waiting(answers)
        elif self._phase is Phase.ASKING:
            if answers:
                self._has_answered = True
                self._judge(escpos.fault_of(answers))
            elif self._has_answered:
                self._block("no_answer")
            else:
                self.line.report(DeviceHealth.DEGRADED, "one_way", confirm="none")
                self._proceed(is_confirming=False)

    def _judge(self, fault: str) -> None:
        if fault in WARNINGS:
            self._blocked_by = ""
            health = DeviceHealth.DEGRADED if fault else DeviceHealth.READY
            self.line.report(health, fault, confirm=self._confirm)
            self._proceed(is_confirming=True)
        else:
            self._block(fault)

    def _block(self, fault: str) -> None:
        """Nothing prints now; look again soon, and say so to whoever waits."""
        self._phase = Phase.BLOCKED
        self._blocked_by = fault
        self.line.report(DeviceHealth.LOST, fault)
        waiting = self._outbox.first()
        if waiting is not None:
            self._tell_waiting(waiting, fault)
        self._set_timer(RECHECK_S, self._look)

    def _proceed(self, *, is_confirming: bool) -> None:
        job = self._outbox.first()
        if job is None:
            self._rest()
        elif is_confirming and self._late is not None and self._confirm == "fence":
            self._drain()
        else:
            self._send_job(job, is_confirming=is_confirming)

    def _rest(self) -> None:
        self._phase = Phase.REST
        if self._late is None:
            self.line.release()
        poll_s = self._options["poll_s"] * (PER_JOB_POLL_FACTOR if self._is_per_job else 1)
        if poll_s and self._confirm != "none":
            self._set_timer(poll_s, self._poll)

    def _poll(self) -> None:
        if self._phase is Phase.REST:
            self.line.want()
            if self.line.is_open:
                self._look()

    # --- An unanswered fence of an earlier slip ------------------------------------------

    def _drain(self) -> None:
        """Put a fence before the next slip, so that its own answer can only be its own.

        Two answers say that the earlier slip came out after all; one says
        only that the printer has nothing left to do.
        """
        self._phase = Phase.DRAINING
        self._fences = 0
        self._send(escpos.FENCE)
        self._set_timer(DRAIN_S, self._drained)

    def _drained(self) -> None:
        if not self._fences:
            self._block("no_answer")
            return
        self._late = None
        job = self._outbox.first()
        if job is None:
            self._rest()
        else:
            self._send_job(job, is_confirming=True)

    # --- One slip --------------------------------------------------------------------------

    def _send_job(self, job: Job, *, is_confirming: bool) -> None:
        self._late = None
        self._job = job = self._move(job, Delivery.SENDING)
        data = self._slip_bytes(job.slip)
        if not data:
            self._settle(job, Delivery.FAILED, "drawing_failed")
            return
        self._phase = Phase.SENDING
        self._is_confirming = is_confirming
        self._job_begin = self._sent_bytes
        self._send(data + (self._question() if is_confirming else b""))

    def _slip_bytes(self, slip: Slip) -> bytes:
        try:
            raster = self._services.draw(slip, self._width_dots())
        except Exception:  # one slip that cannot be drawn must not hold up the others
            return b""
        return escpos.slip_bytes(raster, Cut[str(self._options["cut"]).upper()])

    def _question(self) -> bytes:
        if self._confirm == "fence":
            return escpos.FENCE
        self._number += 1
        return escpos.process_id(self._number)

    def _fenced(self) -> None:
        if self._confirm != "fence":
            return
        if self._phase is Phase.WAITING and self._job is not None:
            if self._parser.dropped == self._dropped:
                self._settle(self._job, Delivery.CONFIRMED, "fence")
            else:
                self._settle(self._job, Delivery.UNCERTAIN, "garbled")
        elif self._phase is Phase.DRAINING:
            self._fences += 1
            if self._fences > 1:
                self._confirm_late("fence_late")
                self._drained()
            else:
                self._set_timer(SETTLE_S, self._drained)
        elif self._phase is not Phase.SENDING:
            self._confirm_late("fence_late")

    def _printed(self, number: bytes) -> None:
        if number != escpos.id_text(self._number):
            return
        if self._phase is Phase.WAITING and self._job is not None:
            self._settle(self._job, Delivery.CONFIRMED, "process_id")
        elif self._phase is not Phase.SENDING:
            self._confirm_late("process_id_late")

    def _confirm_late(self, evidence: str) -> None:
        late, self._late = self._late, None
        if late is not None:
            self._move(late, Delivery.CONFIRMED, evidence)
            if self._phase is Phase.REST:
                self._rest()

    def _pushed(self, reply: Pushed) -> None:
        self._has_answered = True
        fault = escpos.pushed_fault(reply.values)
        if self._phase is Phase.WAITING and fault not in WARNINGS:
            self._fail_waiting(fault)
        elif self._phase in (Phase.REST, Phase.BLOCKED):
            self._round.cancel()
            self._judge(fault)

    def _asked_while_waiting(self, answers: Answers) -> None:
        fault = escpos.fault_of(answers) if answers else ""
        if fault in WARNINGS:
            self._set_timer(RECHECK_S, self._round.begin)
        else:
            self._fail_waiting(fault)

    def _overdue(self) -> None:
        self._fail_waiting("no_confirmation")

    def _fail_waiting(self, evidence: str) -> None:
        """Nobody knows whether the slip came out; an answer may still come later."""
        job = self._job
        if self._phase is not Phase.WAITING or job is None:
            return
        self._stop_timers()
        self._job = None
        self._late = self._move(job, Delivery.UNCERTAIN, evidence)
        self.line.after(self._ttl_s(), self._forget_late)
        if evidence == "no_confirmation":
            self._look()
        else:
            self._block(evidence)

    def _settle(self, job: Job, delivery: Delivery, evidence: str) -> None:
        self._stop_timers()
        self._job = None
        self._move(job, delivery, evidence)
        if self._outbox.first() is None:
            self._rest()
        else:
            self._look()

    def _lost_job(self, job: Job, loss: Loss) -> None:
        if loss.is_exact and loss.left <= self._job_begin:
            self._move(job, Delivery.QUEUED, loss.code)
            return
        self._is_torn = loss.left < self._sent_bytes
        uncertain = self._move(job, Delivery.UNCERTAIN, loss.code)
        # A network printer answers on the connection that is gone now.
        self._late = None if self._is_per_job or self._is_torn else uncertain

    def _forget_late(self) -> None:
        if self._late is not None and not self._phase_is_busy():
            self._late = None
            if self._phase is Phase.REST:
                self._rest()

    def _phase_is_busy(self) -> bool:
        return self._phase in (Phase.DRAINING, Phase.SENDING, Phase.WAITING)

    # --- Small things -------------------------------------------------------------------------

    def _move(self, job: Job, delivery: Delivery, evidence: str = "") -> Job:
        moved = self._outbox.move(job, delivery, evidence)
        self._told.discard(job.key)
        self.line.emit(moved.outcome)
        return moved

    def _tell_waiting(self, job: Job, why: str) -> None:
        """Say once that a slip waits, and for what: its citizen looks at the screen."""
        if job.key not in self._told:
            self._told.add(job.key)
            outcome = job.outcome
            self.line.emit(type(outcome)(job.slip.ticket_id, job.slip.copy, job.delivery, why))

    def _expire(self) -> None:
        for job in self._outbox.stale(self.line.clock.monotonic_s(), self._ttl_s()):
            self._move(job, Delivery.FAILED, "expired")

    def _send(self, data: bytes) -> None:
        self._sent_bytes += len(data)
        self.line.send(data)

    def _ttl_s(self) -> int:
        return self._services.settings().integer("slip.ttl_s")

    def _width_dots(self) -> int:
        own = str(self._options["width_mm"])
        return WIDTH_DOTS[own or self._services.settings().text("slip.width_mm")]

    def _set_timer(self, seconds: float, then: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.line.wait(seconds, then)  # type: ignore[arg-type]

    def _stop_timers(self) -> None:
        self._round.cancel()
        for timer in (self._timer, self._deadline):
            if timer is not None:
                timer.cancel()


DRIVER = Description(
    "escpos_printer",
    PRINTER,
    ("serial", "tcp", "file"),
    EscposPrinter,
    (
        Option("confirm", "choice", "fence", choices=("fence", "process_id", "none")),
        Option("confirm_s", "number", 6.0, "s"),
        Option("cut", "choice", "partial", choices=("partial", "full")),
        Option("width_mm", "choice", "", "mm", choices=("", "80", "58")),
        Option("poll_s", "number", 5.0, "s"),
        Option("push_status", "bool", default=False),
    ),
)
