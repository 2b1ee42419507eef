"""Counter signs on a serial line, one or many, in the frames of a protocol file.

A sign shows a state, so only the newest text of a counter matters.  Texts are
sent again from time to time: a sign that lost its power heals by itself.
"""

from __future__ import annotations

from core.ports import DeviceHealth
from devices.commands import Command, ShowText
from devices.conversation import Conversation
from devices.description import SIGN, Description, DeviceConfig, Option, Services
from devices.line import Driver, Line, Loss
from devices.protocols.description import load_protocol
from devices.protocols.framed import FramedProtocol


class FramedSign(Driver):
    """All signs of one line."""

    def __init__(self, line: Line, config: DeviceConfig, services: Services) -> None:  # noqa: ARG002
        super().__init__(line)
        self._counters = config.counters
        self._refresh_s = float(config.options["refresh_s"])
        self._protocol = FramedProtocol(load_protocol(str(config.options["protocol"])))
        self._talk = Conversation(line, self._protocol.file, self._settled)
        self._texts: dict[str, ShowText] = {c: ShowText(c, "") for c in config.counters}
        self._silent: set[str] = set()

    def opened(self) -> None:
        self._protocol.clear()
        self._silent.clear()
        self._show_all()
        if self._refresh_s:
            self.line.wait(self._refresh_s, self._refresh)

    def lost(self, loss: Loss) -> None:  # noqa: ARG002
        self._talk.clear()

    def perform(self, command: Command) -> None:
        if isinstance(command, ShowText) and command.counter_id in self._counters:
            self._texts[command.counter_id] = command
            self._show(command)

    def received(self, data: bytes) -> None:
        for heard in self._protocol.feed(data):
            if heard.name in ("ok", "refused"):
                self._talk.answered(heard.name)

    def _show(self, text: ShowText) -> None:
        blinks = text.blink and self._protocol.knows("blink")
        frame = self._protocol.encode(
            "blink" if blinks else "show", self._counters[text.counter_id], text=text.text
        )
        self._talk.put(text.counter_id, frame)

    def _show_all(self) -> None:
        for text in self._texts.values():
            self._show(text)

    def _refresh(self) -> None:
        if self.line.is_open:
            self._show_all()
            self.line.wait(self._refresh_s, self._refresh)

    def _settled(self, counter_id: str, answer: str) -> None:
        if answer in ("silent", "refused"):
            self._silent.add(counter_id)
        else:
            self._silent.discard(counter_id)
        if not self._silent:
            self.line.report(DeviceHealth.READY, silent="")
        elif len(self._silent) == len(self._counters):
            self.line.report(DeviceHealth.LOST, "no_answer", silent=self._names())
        else:
            self.line.report(DeviceHealth.DEGRADED, "sign_silent", silent=self._names())

    def _names(self) -> str:
        return " ".join(sorted(self._silent))


DRIVER = Description(
    "framed_sign",
    SIGN,
    ("serial", "tcp", "file"),
    FramedSign,
    (Option("protocol", "text", "am03127"), Option("refresh_s", "number", 20.0, "s")),
)
