"""What goes to a printer: the bytes of a slip, and how much of them had left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.ports import Slip
from devices.description import Services
from devices.line import Line, Loss
from devices.protocols import escpos
from devices.protocols.escpos import Cut

_FOR_NOBODY = Slip(
    ticket_id="",
    copy=1,
    centre="Đ",
    label="A000",
    sector="Đ",
    counters="Đ",
    ahead="0",
    estimate="0",
    printed_at="0",
    papers=("Đ",),
    hotline="0",
    qr="0",
    headline="Đ",
    qr_caption="Đ",
    papers_caption="Đ",
)
WIDTH_DOTS = {"80": 576, "58": 384}


class SlipBytes:
    """Turns slips into bytes for one printer's paper."""

    def __init__(self, services: Services, options: Mapping[str, Any]) -> None:
        self._services = services
        self._own_width = str(options["width_mm"])
        self._cut = Cut[str(options["cut"]).upper()]

    @property
    def width_dots(self) -> int:
        return WIDTH_DOTS[self._own_width or self._services.settings().text("slip.width_mm")]

    def make_ready(self) -> None:
        """Make a slip for nobody.

        The first one loads fonts and python-escpos, which takes half a second:
        the day's first citizen shall not wait for that.
        """
        self.of(_FOR_NOBODY)

    def of(self, slip: Slip) -> bytes:
        """The slip's bytes; empty when it cannot be drawn."""
        try:
            raster = self._services.draw(slip, self.width_dots)
        except Exception:  # one slip that cannot be drawn must not hold up the others
            return b""
        return escpos.slip_bytes(raster, self._cut)

    def mending(self) -> bytes:
        """What ends a picture of which the printer has only a part."""
        return escpos.resync_bytes(self.width_dots)


class Outflow:
    """Counts what was sent since the line was opened, to know what a loss had let out.

    The printer is *torn* when it may be waiting for the rest of a picture:
    it would then take even a question for dots, so that has to be ended
    before anything else on the next line.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._count = 0
        self._mended_at = 0
        self._job_begin = 0
        self.is_torn = False

    def opened(self, mending: bytes) -> None:
        """A new line; a torn printer is mended first."""
        self._count = 0
        if self.is_torn:
            self.is_torn = False
            self.send(mending)
        self._mended_at = self._count

    def send(self, data: bytes) -> None:
        self._count += len(data)
        self._line.send(data)

    def begin_slip(self) -> None:
        self._job_begin = self._count

    def lost(self, loss: Loss, *, has_slip: bool) -> bool:
        """Whether a byte of the slip under way may have left."""
        may_have_left = has_slip and not (loss.is_exact and loss.left <= self._job_begin)
        cut_short = may_have_left and loss.left < self._count
        self.is_torn |= cut_short or loss.left < self._mended_at
        return may_have_left
