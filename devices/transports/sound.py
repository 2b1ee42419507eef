"""The loudspeaker's output: signed 16-bit mono at 22,050 Hz.

A write replaces what is playing; the output answers `STARTED` when the first
samples are taken by the sound system.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import miniaudio

from devices.transports.base import TransportError
from devices.transports.memory import STARTED
from devices.voice import RATE_HZ, SAMPLE_BYTES

_PERIOD_MS = 60


class SoundTransport:
    """One sound output, by name or the system's default one."""

    chunk = 1 << 24
    per_job = False
    patient = False

    def __init__(self, output: str = "") -> None:
        self._output = output
        self._device: miniaudio.PlaybackDevice | None = None
        self._came = threading.Condition()
        self._pcm = b""
        self._position = 0
        self._is_new = False
        self._began = False
        self._woken = False

    @property
    def identity(self) -> str:
        return f"sound:{self._output or 'default'}"

    def open(self) -> None:
        try:
            device = self._make()
            feed = self._feed()
            next(feed)
            device.start(feed)
        except miniaudio.MiniaudioError as error:
            raise TransportError("no_sound", 0, str(error)) from error
        self._device = device

    def close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def write(self, data: bytes) -> None:
        if self._device is None:
            raise TransportError("no_sound")
        with self._came:
            self._pcm, self._position, self._is_new = data, 0, True

    def read(self, timeout_s: float) -> bytes:
        with self._came:
            if not self._woken and not self._began:
                self._came.wait(timeout_s)
            self._woken = False
            began, self._began = self._began, False
        if self._device is None or not self._device.running:
            raise TransportError("no_sound")
        return STARTED if began else b""

    def wake(self) -> None:
        with self._came:
            self._woken = True
            self._came.notify_all()

    def _make(self) -> miniaudio.PlaybackDevice:
        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE_HZ,
            buffersize_msec=_PERIOD_MS,
            device_id=self._device_id(),
            backends=_backends(),
        )

    def _device_id(self) -> Any:
        if not self._output:
            return None
        for known in miniaudio.Devices(_backends()).get_playbacks():
            if known["name"] == self._output:
                return known["id"]
        raise TransportError("no_sound", 0, self._output)

    def _feed(self) -> Generator[bytes, int, None]:
        """Gives the sound system the next frames; silence between announcements."""
        frames = yield b""
        while True:
            frames = yield self._next(frames * SAMPLE_BYTES)

    def _next(self, size: int) -> bytes:
        with self._came:
            part = self._pcm[self._position : self._position + size]
            self._position += len(part)
            if self._is_new:
                self._is_new = False
                self._began = True
                self._came.notify_all()
        return part + bytes(size - len(part))


def _backends() -> list[miniaudio.Backend]:
    """The sound systems worth trying; empty means the platform's own order.

    ALSA without a card writes pages of complaints to standard error.
    """
    if not sys.platform.startswith("linux"):
        return []
    systems = [miniaudio.Backend.PULSEAUDIO]
    if Path("/dev/snd").exists():
        systems.append(miniaudio.Backend.ALSA)
    return systems
