"""Whether a printer can print, found out by asking it."""

from __future__ import annotations

from collections.abc import Callable

from core.clock import Timer
from core.ports import DeviceHealth
from devices.line import Line
from devices.printer_status import Answers, StatusRound
from devices.protocols import escpos

RECHECK_S = 1.0
WARNINGS = ("", "paper_near_end")


class PrinterProbe:
    """Asks before each slip, waits out faults, and looks again from time to time.

    `able` is called when the printer can print, `unable` with a fault code
    when it cannot.  A printer that never answered (`is_answering` is False)
    is believed to be there: unknown is not offline.
    """

    def __init__(
        self,
        line: Line,
        send: Callable[[bytes], None],
        poll_s: float,
        able: Callable[[], None],
        unable: Callable[[str], None],
    ) -> None:
        self._line = line
        self._poll_s = poll_s
        self._able = able
        self._unable = unable
        self._round = StatusRound(line.wait, send, self._asked)
        self._timer: Timer | None = None
        self._checked: Callable[[str], None] | None = None
        self.is_answering = False
        self.blocked_by = ""

    def look(self) -> None:
        """Ask how the printer is; `able` or `unable` follows."""
        self.pause()
        if self._line.is_open:
            self._round.begin()
        else:
            self._line.want()

    def rest(self) -> None:
        """Nothing is to be printed; look again after a while."""
        if self._poll_s:
            self._set_timer(self._poll_s, self.look)

    def pause(self) -> None:
        """A slip is on its way or the line is lost: ask nothing."""
        self._round.cancel()
        self._checked = None
        if self._timer is not None:
            self._timer.cancel()

    def lost(self, code: str) -> None:
        self.pause()
        self.blocked_by = code

    def block(self, fault: str) -> None:
        """Nothing prints now; look again soon."""
        self.blocked_by = fault
        self._line.report(DeviceHealth.LOST, fault)
        self._set_timer(RECHECK_S, self.look)
        self._unable(fault)

    def watch(self, found: Callable[[str], None]) -> None:
        """While a slip comes out: ask every second, and tell a fault as soon as there is one."""
        self.pause()
        self._checked = found
        self._set_timer(RECHECK_S, self._round.begin)

    def answered(self, value: int) -> None:
        self._round.feed(value)

    def pushed(self, values: bytes) -> None:
        """The printer said by itself how it is."""
        self.is_answering = True
        fault = escpos.pushed_fault(values)
        if self._checked is not None:
            self._check(fault)
        else:
            self._round.cancel()
            self._judge(fault)

    def _asked(self, answers: Answers) -> None:
        if self._checked is not None:
            self._check(escpos.fault_of(answers))
        elif answers:
            self.is_answering = True
            self._judge(escpos.fault_of(answers))
        elif self.is_answering:
            self.block("no_answer")
        else:
            self.blocked_by = ""
            self._line.report(DeviceHealth.DEGRADED, "one_way")
            self._able()

    def _check(self, fault: str) -> None:
        found = self._checked
        if fault in WARNINGS or found is None:
            self._set_timer(RECHECK_S, self._round.begin)
        else:
            self.pause()
            found(fault)

    def _judge(self, fault: str) -> None:
        if fault in WARNINGS:
            self.blocked_by = ""
            self._line.report(DeviceHealth.DEGRADED if fault else DeviceHealth.READY, fault)
            self._able()
        else:
            self.block(fault)

    def _set_timer(self, seconds: float, then: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._line.wait(seconds, then)
