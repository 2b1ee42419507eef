"""Rating keypads on a serial line, in the frames of a protocol file.

Armed, a pad waits for one press and is mute again after it or after the
window.  A press that comes otherwise is passed on too, so that the centre
can count it as stray; the same button within the bounce time is one press.
"""

from __future__ import annotations

from core.clock import Timer
from core.ports import DeviceHealth, PadPress
from devices.commands import ArmPad, Command, DisarmPad
from devices.conversation import Conversation
from devices.description import PAD, Description, DeviceConfig, Option, Services
from devices.line import Driver, Line, Loss
from devices.protocols.description import load_protocol
from devices.protocols.framed import FramedProtocol

RATINGS = (1, 2, 3)


class FramedPad(Driver):
    """All pads of one line."""

    def __init__(self, line: Line, config: DeviceConfig, services: Services) -> None:
        super().__init__(line)
        self._clock = services.clock
        self._device_id = config.device_id
        self._counters = config.counters
        self._at = {address: counter for counter, address in config.counters.items()}
        self._bounce_s = float(config.options["bounce_s"])
        self._protocol = FramedProtocol(load_protocol(str(config.options["protocol"])))
        self._talk = Conversation(line, self._protocol.file, self._settled)
        self._windows: dict[str, Timer] = {}
        self._ends: dict[str, float] = {}
        self._last: dict[str, tuple[int, float]] = {}

    def opened(self) -> None:
        self._protocol.clear()
        now_s = self._clock.monotonic_s()
        for counter_id in self._counters:
            left_s = self._ends.get(counter_id, 0.0) - now_s
            self._tell(counter_id, window_s=left_s)

    def lost(self, loss: Loss) -> None:  # noqa: ARG002
        self._talk.clear()

    def perform(self, command: Command) -> None:
        if isinstance(command, ArmPad) and command.counter_id in self._counters:
            self._arm(command.counter_id, command.window_s)
        elif isinstance(command, DisarmPad) and command.counter_id in self._counters:
            self._disarm(command.counter_id)

    def received(self, data: bytes) -> None:
        for heard in self._protocol.feed(data):
            if heard.name in ("ok", "refused"):
                self._talk.answered(heard.name)
            elif heard.name == "press" and heard.address in self._at:
                self._pressed(self._at[heard.address], heard.values.get("button", 0))

    def _arm(self, counter_id: str, window_s: int) -> None:
        self._end(counter_id)
        self._ends[counter_id] = self._clock.monotonic_s() + window_s
        self._windows[counter_id] = self.line.after(window_s, lambda: self._disarm(counter_id))
        self._tell(counter_id, window_s=window_s)

    def _disarm(self, counter_id: str) -> None:
        self._end(counter_id)
        self._tell(counter_id, window_s=0)

    def _end(self, counter_id: str) -> None:
        self._ends.pop(counter_id, None)
        timer = self._windows.pop(counter_id, None)
        if timer is not None:
            timer.cancel()

    def _tell(self, counter_id: str, *, window_s: float) -> None:
        if not self.line.is_open:
            return  # told when the line is back
        command = "arm" if window_s > 0 else "disarm"
        frame = self._protocol.encode(command, self._counters[counter_id], window=round(window_s))
        self._talk.put(counter_id, frame)

    def _pressed(self, counter_id: str, value: int) -> None:
        if value not in RATINGS:
            return
        now_s = self._clock.monotonic_s()
        before, at_s = self._last.get(counter_id, (0, 0.0))
        is_armed = counter_id in self._windows
        if not is_armed and before == value and now_s - at_s < self._bounce_s:
            return
        self._last[counter_id] = value, now_s
        self.line.emit(PadPress(counter_id, value, self._device_id))
        if is_armed:
            self._disarm(counter_id)

    def _settled(self, counter_id: str, answer: str) -> None:
        if answer in ("silent", "refused"):
            self.line.report(DeviceHealth.DEGRADED, "pad_silent", silent=counter_id)
        else:
            self.line.report(DeviceHealth.READY, silent="")


DRIVER = Description(
    "framed_pad",
    PAD,
    ("serial", "tcp"),
    FramedPad,
    (Option("protocol", "text", "caller_ff68"), Option("bounce_s", "number", 1.5, "s")),
)
