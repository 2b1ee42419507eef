"""The loudspeaker: joins clips into one buffer and speaks calls in order.

Nothing overlaps and nothing is dropped.  When the waiting calls would take
longer than `voice.backlog_s`, they are spoken in their short form; a newer
call with the same key takes the place of an older one that still waits.  A
chime comes first, because an idle output swallows the first half second.
"""

from __future__ import annotations

from collections import OrderedDict

from core.ports import Announcement, DeviceHealth, Spoke
from devices.commands import Command, Say
from devices.description import SPEAKER, Description, DeviceConfig, Option, Services
from devices.line import Driver, Line, Loss
from devices.transports.memory import STARTED
from devices.voice import ClipBank

CHIME = "chime"


class PcmSpeaker(Driver):
    """One sound output."""

    def __init__(self, line: Line, config: DeviceConfig, services: Services) -> None:
        super().__init__(line)
        self._settings = services.settings
        self._device_id = config.device_id
        self._pause_s = float(config.options["pause_s"])
        self._bank = ClipBank(services.voice_folder)
        self._waiting: OrderedDict[str, Announcement] = OrderedDict()
        self._now: Announcement | None = None
        self._clips: tuple[str, ...] = ()
        self._is_short = False
        self._is_heard = False

    def started(self) -> None:
        self._bank.make_ready(self._settings().integer("voice.volume"))

    def opened(self) -> None:
        self._report()

    def lost(self, loss: Loss) -> None:  # noqa: ARG002
        """The sound went away in the middle: the call still takes its time, unheard."""
        if self._now is not None and self._is_heard:
            self._is_heard = False
            self._tell("unheard")

    def perform(self, command: Command) -> None:
        if isinstance(command, Say):
            self._waiting[command.announcement.key] = command.announcement
            self._next()

    def received(self, data: bytes) -> None:
        if STARTED in data and self._now is not None:
            self._tell("started")

    def _next(self) -> None:
        if self._now is not None or not self._waiting:
            return
        self._is_short = self._waiting_s() > self._settings().integer("voice.backlog_s")
        _, self._now = self._waiting.popitem(last=False)
        self._clips = self._words(self._now, is_short=self._is_short)
        sound = self._bank.joined(self._clips, self._settings().integer("voice.volume"))
        self._is_heard = self.line.is_open
        if self._is_heard:
            self.line.send(sound)
            self._report()
        else:
            self._tell("unheard")
        self.line.after(self._bank.seconds(self._clips) + self._pause_s, self._over)

    def _over(self) -> None:
        self._tell("finished")
        self._now = None
        self._next()

    def _waiting_s(self) -> float:
        """How long the waiting calls would take in full."""
        return sum(
            self._bank.seconds(self._words(call, is_short=False)) + self._pause_s
            for call in self._waiting.values()
        )

    def _words(self, call: Announcement, *, is_short: bool) -> tuple[str, ...]:
        clips = call.short if is_short and call.short else call.clips
        return clips if clips[:1] == (CHIME,) else (CHIME, *clips)

    def _report(self) -> None:
        fault = "clip_missing" if self._bank.missing else ""
        health = DeviceHealth.DEGRADED if fault else DeviceHealth.READY
        self.line.report(health, fault, missing=" ".join(sorted(self._bank.missing)))

    def _tell(self, moment: str) -> None:
        if self._now is not None:
            call = self._now
            self.line.emit(
                Spoke(self._device_id, call.key, call.label, moment, self._is_short, self._clips)
            )


DRIVER = Description(
    "pcm_speaker",
    SPEAKER,
    ("sound", "null"),
    PcmSpeaker,
    (Option("pause_s", "number", 0.4, "s"),),
)
