"""Ticket printers that speak ESC/POS: Epson TM, Xprinter, Rongta and their many clones.

A slip is a picture, because Vietnamese letters come out right in no other
way.  Before each slip the printer is asked how it is; after it a fence or a
process id tells whether it came out.  What is said of a paper is only what
is known: SENT is not printed, and a job of which one byte may have left is
never sent again.
"""

from __future__ import annotations

from enum import Enum, auto

from core.clock import Timer
from core.ports import DeviceHealth
from core.queue.model import Delivery
from devices.commands import Command, PrintSlip
from devices.description import PRINTER, Description, DeviceConfig, Option, Services
from devices.line import Driver, Line, Loss
from devices.outbox import Job
from devices.paper_trail import PaperTrail
from devices.printer_output import Outflow, SlipBytes
from devices.printer_probe import PrinterProbe
from devices.printer_proof import Drain, Proof
from devices.protocols import escpos
from devices.protocols.escpos import Fenced, Pushed, Reply, ReplyParser, Status

# A network printer is asked less often: each question is a connection.
PER_JOB_POLL_FACTOR = 4


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
        self._is_mute = config.transport["kind"] == "file" or config.options["confirm"] == "none"
        self._is_per_job = config.transport["kind"] == "tcp"
        poll_s = config.options["poll_s"] * (PER_JOB_POLL_FACTOR if self._is_per_job else 1)
        self._bytes = SlipBytes(services, config.options)
        self._out = Outflow(line)
        self._trail = PaperTrail(line, self._ttl_s)
        self._probe = PrinterProbe(
            line, self._out.send, poll_s, self._able, self._trail.tell_waiting
        )
        self._proof = Proof(str(config.options["confirm"]))
        self._drain = Drain(line, self._out.send, self._drained)
        self._parser = ReplyParser()
        self._phase = Phase.BETWEEN
        self._deadline: Timer | None = None
        self._job: Job | None = None
        self._late: Job | None = None
        self._is_proved = False

    # --- From the worker -----------------------------------------------------------

    def started(self) -> None:
        self._bytes.make_ready()
        if not self._is_mute:
            self.line.want()

    def opened(self) -> None:
        self._parser.clear()
        self._out.opened(self._bytes.mending())
        if self._options["push_status"] and not self._is_per_job:
            self._out.send(escpos.PUSH_STATUS)
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
            elif not isinstance(reply, Pushed):
                self._answered(reply)
            elif self._phase in (Phase.BETWEEN, Phase.WAITING):
                self._probe.pushed(reply.values)

    def sent(self) -> None:
        if self._phase is not Phase.SENDING or self._job is None:
            return
        if not self._is_proved:
            self._settle(self._job, Delivery.SENT, "written" if self._is_mute else "no_answer")
            return
        self._phase = Phase.WAITING
        self._proof.begin(self._parser.dropped)
        self._probe.watch(self._doubt)
        confirm_s = self._options["confirm_s"]
        self._deadline = self.line.wait(confirm_s, lambda: self._doubt("no_confirmation"))

    def lost(self, loss: Loss) -> None:
        self._probe.lost(loss.code)
        if self._is_per_job:
            # A network printer answers on the connection that is gone now.
            self._late = None
        job = self._job
        self._end_job()
        may_have_left = self._out.lost(loss, has_slip=job is not None)
        if job is not None and may_have_left:
            uncertain = self._trail.move(job, Delivery.UNCERTAIN, loss.code)
            self._late = None if self._is_per_job or self._out.is_torn else uncertain
        elif job is not None:
            self._trail.move(job, Delivery.QUEUED, loss.code)
        self._trail.tell_waiting(loss.code)

    def stopping(self) -> None:
        if self._job is not None:
            self._trail.move(self._job, Delivery.UNCERTAIN, "stopped")
        self._trail.end()

    # --- Between slips ----------------------------------------------------------------

    def _next(self) -> None:
        """Go on with whatever is next, after asking how the printer is."""
        if not self._is_mute:
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
        elif self._late is not None and self._proof.mode == "fence" and self._probe.is_answering:
            self._phase = Phase.DRAINING
            self._drain.begin()
        else:
            self._send_job(job)

    def _rest(self) -> None:
        if self._late is None:
            self.line.release()
        if not self._is_mute:
            self._probe.rest()

    def _drained(self, answers: int) -> None:
        self._phase = Phase.BETWEEN
        if not answers:
            self._probe.block("no_answer")
            return
        late, self._late = self._late, None
        if late is not None and answers > 1:
            self._trail.move(late, Delivery.CONFIRMED, "fence_late")
        self._able()

    # --- One slip --------------------------------------------------------------------------

    def _send_job(self, job: Job) -> None:
        self._probe.pause()
        self._late = None
        self._job = job = self._trail.move(job, Delivery.SENDING)
        data = self._bytes.of(job.slip)
        if not data:
            self._settle(job, Delivery.FAILED, "drawing_failed")
            return
        self._phase = Phase.SENDING
        self._is_proved = self._probe.is_answering
        self._out.begin_slip()
        self._out.send(data + (self._proof.question() if self._is_proved else b""))

    def _answered(self, reply: Reply) -> None:
        if self._phase is Phase.DRAINING and isinstance(reply, Fenced):
            self._drain.answered()
        elif self._phase is Phase.WAITING and self._job is not None:
            verdict = self._proof.verdict(reply, self._parser.dropped)
            if verdict is not None:
                self._settle(self._job, *verdict)
        elif self._phase is Phase.BETWEEN and self._late is not None:
            evidence = self._proof.late_evidence(reply)
            if evidence:
                self._trail.move(self._late, Delivery.CONFIRMED, evidence)
                self._forget_late()

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

    def _forget_late(self) -> None:
        """The line need not stay open for the late answer any more."""
        if self._phase is Phase.BETWEEN and self._late is not None:
            self._late = None
            if self._trail.first() is None and not self._probe.blocked_by:
                self._rest()

    def _settle(self, job: Job, delivery: Delivery, evidence: str) -> None:
        self._end_job()
        self._trail.move(job, delivery, evidence)
        if self._trail.first() is None:
            self._rest()
        else:
            self._next()

    def _end_job(self) -> None:
        self._probe.pause()
        self._drain.cancel()
        if self._deadline is not None:
            self._deadline.cancel()
        self._phase = Phase.BETWEEN
        self._job = None

    def _ttl_s(self) -> int:
        return self._services.settings().integer("slip.ttl_s")


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
