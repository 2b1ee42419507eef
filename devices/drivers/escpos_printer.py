"""Ticket printers that speak ESC/POS: Epson TM, Xprinter, Rongta and their many clones.

A slip is a picture, because Vietnamese letters come out right in no other
way.  Before each slip the printer is asked how it is; after it a fence or a
process id tells whether it came out.  What is said of a paper is only what
is known: SENT is not printed, and a job of which one byte may have left is
never sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from core.clock import Timer
from core.ports import DeviceHealth, Slip
from core.queue.model import Delivery
from devices.commands import Command, PrintSlip
from devices.description import PRINTER, Description, DeviceConfig, Option, Services
from devices.line import Driver, Line, Loss
from devices.outbox import Job
from devices.paper_trail import PaperTrail
from devices.printer_probe import PrinterProbe
from devices.protocols import escpos
from devices.protocols.escpos import Cut, Fenced, Printed, ReplyParser, Status

DRAIN_S = 3.0
SETTLE_S = 0.4
# A network printer is asked less often: each question is a connection.
PER_JOB_POLL_FACTOR = 4
WIDTH_DOTS = {"80": 576, "58": 384}


class Phase(Enum):
    """What the line is used for; between slips the probe has it."""

    BETWEEN = auto()
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
        poll_s = config.options["poll_s"] * (PER_JOB_POLL_FACTOR if self._is_per_job else 1)
        self._trail = PaperTrail(line, self._ttl_s)
        self._probe = PrinterProbe(line, self._send, poll_s, self._able, self._trail.tell_waiting)
        self._parser = ReplyParser()
        self._phase = Phase.BETWEEN
        self._timer: Timer | None = None
        self._job: Job | None = None
        self._late: Job | None = None
        self._number = 0
        self._fences = 0
        self._dropped = 0
        self._is_confirming = False
        self._is_torn = False
        # Counted from the opening of the line, to know what a loss had let out.
        self._sent_bytes = self._mended_at = self._job_begin = 0

    # --- From the worker -----------------------------------------------------------

    def started(self) -> None:
        if self._confirm != "none":
            self.line.want()

    def opened(self) -> None:
        self._sent_bytes = 0
        self._parser.clear()
        self._mend()
        if self._options["push_status"] and not self._is_per_job:
            self._send(escpos.PUSH_STATUS)
        self._next()

    def perform(self, command: Command) -> None:
        if not isinstance(command, PrintSlip) or not self._trail.take(command.slip):
            return
        if self._probe.blocked_by:
            self._trail.tell_waiting(self._probe.blocked_by)
        if self._phase is Phase.BETWEEN:
            self._next()

    def received(self, data: bytes) -> None:
        for reply in self._parser.feed(data):
            if isinstance(reply, Status):
                self._probe.answered(reply.value)
            elif isinstance(reply, Fenced):
                self._fenced()
            elif isinstance(reply, Printed):
                self._printed(reply.number)
            elif self._phase in (Phase.BETWEEN, Phase.WAITING):
                self._probe.pushed(reply.values)

    def sent(self) -> None:
        if self._phase is not Phase.SENDING or self._job is None:
            return
        if self._is_confirming:
            self._phase = Phase.WAITING
            self._dropped = self._parser.dropped
            self._probe.watch(self._doubt)
            self._set_timer(self._options["confirm_s"], lambda: self._doubt("no_confirmation"))
        else:
            evidence = "written" if self._confirm == "none" else "no_answer"
            self._settle(self._job, Delivery.SENT, evidence)

    def lost(self, loss: Loss) -> None:
        self._probe.lost(loss.code)
        self._stop_timer()
        self._phase = Phase.BETWEEN
        self._is_torn |= loss.left < self._mended_at
        if self._is_per_job:
            # A network printer answers on the connection that is gone now.
            self._late = None
        job, self._job = self._job, None
        if job is not None:
            self._lost_job(job, loss)
        self._trail.tell_waiting(loss.code)

    def stopping(self) -> None:
        if self._job is not None:
            self._trail.move(self._job, Delivery.UNCERTAIN, "stopped")
        self._trail.end()

    # --- Between slips ----------------------------------------------------------------

    def _next(self) -> None:
        """Go on with whatever is next, after asking how the printer is."""
        if self._confirm != "none":
            self._probe.look()
        elif self.line.is_open:
            self.line.report(DeviceHealth.READY)
            self._able()
        elif self._trail.first() is not None:
            self.line.want()

    def _able(self) -> None:
        job = self._trail.first()
        if job is None:
            self._rest()
        elif self._late is not None and self._confirm == "fence" and self._probe.is_answering:
            self._drain()
        else:
            self._send_job(job)

    def _rest(self) -> None:
        if self._late is None:
            self.line.release()
        if self._confirm != "none":
            self._probe.rest()

    def _mend(self) -> None:
        """First of all end a picture of which the printer has only a part.

        Until then it would take even a question for dots.
        """
        if self._is_torn:
            self._is_torn = False
            self._send(escpos.resync_bytes(self._width_dots()))
        self._mended_at = self._sent_bytes

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
        self._stop_timer()
        self._phase = Phase.BETWEEN
        if not self._fences:
            self._probe.block("no_answer")
            return
        self._late = None
        self._able()

    def _confirm_late(self, evidence: str) -> None:
        late, self._late = self._late, None
        if late is not None:
            self._trail.move(late, Delivery.CONFIRMED, evidence)
            self._late_is_over()

    def _forget_late(self) -> None:
        if self._phase is Phase.BETWEEN and self._late is not None:
            self._late = None
            self._late_is_over()

    def _late_is_over(self) -> None:
        """A line that was kept open for the late answer is not needed any more."""
        is_idle = self._phase is Phase.BETWEEN and self._trail.first() is None
        if is_idle and not self._probe.blocked_by:
            self._rest()

    # --- One slip --------------------------------------------------------------------------

    def _send_job(self, job: Job) -> None:
        self._probe.pause()
        self._late = None
        self._job = job = self._trail.move(job, Delivery.SENDING)
        data = self._slip_bytes(job.slip)
        if not data:
            self._settle(job, Delivery.FAILED, "drawing_failed")
            return
        self._phase = Phase.SENDING
        self._is_confirming = self._probe.is_answering
        self._job_begin = self._sent_bytes
        self._send(data + (self._question() if self._is_confirming else b""))

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
        elif self._phase is Phase.BETWEEN:
            self._confirm_late("fence_late")

    def _printed(self, number: bytes) -> None:
        if number != escpos.id_text(self._number):
            return
        if self._phase is Phase.WAITING and self._job is not None:
            self._settle(self._job, Delivery.CONFIRMED, "process_id")
        elif self._phase is Phase.BETWEEN:
            self._confirm_late("process_id_late")

    def _doubt(self, evidence: str) -> None:
        """Nobody knows whether the slip came out; an answer may still come later."""
        job = self._job
        if self._phase is not Phase.WAITING or job is None:
            return
        self._end_job()
        self._late = self._trail.move(job, Delivery.UNCERTAIN, evidence)
        self.line.after(self._ttl_s(), self._forget_late)
        if evidence == "no_confirmation":
            self._next()
        else:
            self._probe.block(evidence)

    def _settle(self, job: Job, delivery: Delivery, evidence: str) -> None:
        self._end_job()
        self._trail.move(job, delivery, evidence)
        if self._trail.first() is None:
            self._rest()
        else:
            self._next()

    def _end_job(self) -> None:
        self._probe.pause()
        self._stop_timer()
        self._phase = Phase.BETWEEN
        self._job = None

    def _lost_job(self, job: Job, loss: Loss) -> None:
        if loss.is_exact and loss.left <= self._job_begin:
            self._trail.move(job, Delivery.QUEUED, loss.code)
            return
        self._is_torn |= loss.left < self._sent_bytes
        uncertain = self._trail.move(job, Delivery.UNCERTAIN, loss.code)
        self._late = None if self._is_per_job or self._is_torn else uncertain

    # --- Small things -------------------------------------------------------------------------

    def _send(self, data: bytes) -> None:
        self._sent_bytes += len(data)
        self.line.send(data)

    def _ttl_s(self) -> int:
        return self._services.settings().integer("slip.ttl_s")

    def _width_dots(self) -> int:
        own = str(self._options["width_mm"])
        return WIDTH_DOTS[own or self._services.settings().text("slip.width_mm")]

    def _set_timer(self, seconds: float, then: Callable[[], None]) -> None:
        self._stop_timer()
        self._timer = self.line.wait(seconds, then)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


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
