"""The clips of the voice bank as sound samples."""

from __future__ import annotations

import array
import wave
from functools import cache
from pathlib import Path

RATE_HZ = 22_050
SAMPLE_BYTES = 2


class ClipBank:
    """Clips by name: `vi/one` is `<folder>/vi/one.wav`, 16-bit mono at 22,050 Hz.

    All are kept at the volume they were last asked for (2.6 MB); `missing`
    names those that are not there or have another form.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clip = cache(self._read)
        self._volume = 100
        self.missing: set[str] = set()

    def make_ready(self, volume: int) -> None:
        """Read every clip there is, so that no call waits for one."""
        self._turn_to(volume)
        for file in self._folder.rglob("*.wav"):
            self._clip(file.relative_to(self._folder).with_suffix("").as_posix())

    def joined(self, clips: tuple[str, ...], volume: int = 100) -> bytes:
        """All clips one after the other; a missing one is left out."""
        self._turn_to(volume)
        return b"".join(map(self._clip, clips))

    def seconds(self, clips: tuple[str, ...]) -> float:
        """How long the clips take."""
        return sum(len(self._clip(clip)) for clip in clips) / SAMPLE_BYTES / RATE_HZ

    def _turn_to(self, volume: int) -> None:
        if volume != self._volume:
            self._volume = volume
            self._clip.cache_clear()

    def _read(self, clip: str) -> bytes:
        try:
            with wave.open(str(self._folder / f"{clip}.wav")) as file:
                form = file.getframerate(), file.getnchannels(), file.getsampwidth()
                if form != (RATE_HZ, 1, SAMPLE_BYTES):
                    raise wave.Error(str(form))
                return scaled(file.readframes(file.getnframes()), self._volume)
        except (OSError, EOFError, wave.Error):
            self.missing.add(clip)
            return b""


def scaled(samples: bytes, volume: int) -> bytes:
    """16-bit samples at `volume` per cent."""
    if volume >= 100:
        return samples
    values = array.array("h", samples)
    return array.array("h", (value * volume // 100 for value in values)).tobytes()
