"""Builds the shipped bank of clips: `python tests/voice/build_bank.py`.

Needs espeak-ng.  Each word of the catalogue is spoken once at one rate,
freed of the silence around it, brought to one loudness and written as 16-bit
mono at 22,050 Hz; the chime is computed.  A centre that records its own
voice replaces the files one by one, under the same names.
"""

from __future__ import annotations

import array
import io
import math
import subprocess
import wave
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.queue.announcing import PHRASES
from core.queue.words import vocabulary
from core.resources import resource
from core.texts import Texts

RATE = 22_050
LOUDNESS = 10 ** (-20 / 20)
PEAK = 10 ** (-1 / 20)
FLOOR = 10 ** (-42 / 20)
EDGE_S = 0.006
TAIL_S = 0.025

# Rate in words a minute and pitch: calm, as a person at a desk would call.
VOICES = {"vi": ("vi", "150", "46"), "en": ("en-gb", "150", "46")}

# Letters by the names that are spoken in offices, for the engine's ear.
LETTER_NAMES = {
    "a": "a",
    "b": "bê",
    "c": "xê",
    "d": "dê",
    "dd": "đê",
    "e": "e",
    "f": "ép phờ",
    "g": "giê",
    "h": "hát",
    "i": "i",
    "j": "di",
    "k": "ca",
    "l": "e lờ",
    "m": "em mờ",
    "n": "en nờ",
    "o": "o",
    "p": "pê",
    "q": "quy",
    "r": "e rờ",
    "s": "ét xì",
    "t": "tê",
    "u": "u",
    "v": "vê",
    "w": "vê kép",
    "x": "ích xì",
    "y": "y dài",
    "z": "dét",
}


def build(folder: Path) -> None:
    write(folder / "chime.wav", chime())
    write(folder / "pause.wav", [0.0] * round(1.5 * RATE))
    write(folder / "comma.wav", [0.0] * round(0.18 * RATE))
    for language in VOICES:
        for word in sorted(vocabulary(language) | PHRASES):
            write(folder / language / f"{word}.wav", evened(spoken(word, language)))


def spoken(word: str, language: str) -> Sequence[float]:
    voice, rate, pitch = VOICES[language]
    options = ["-v", voice, "-s", rate, "-p", pitch, "--stdout"]
    command = ["espeak-ng", *options, "--", said(word, language)]
    sound = subprocess.run(command, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        # espeak-ng writes to a pipe, so the header's length is not the data's.
        data = sound[44:]
    samples = array.array("h", data[: len(data) // 2 * 2])
    return [sample / 32768 for sample in samples]


def said(word: str, language: str) -> str:
    letter = word.removeprefix("letter_")
    if letter == word:
        return Texts(language)(f"voice.{word}")
    if language == "vi":
        return LETTER_NAMES[letter]
    return "D" if letter == "dd" else letter.upper()


def evened(samples: Sequence[float]) -> Sequence[float]:
    """Trimmed, at one loudness, without clicks at the edges."""
    peak = max(map(abs, samples))
    loud = [index for index, sample in enumerate(samples) if abs(sample) > peak * FLOOR]
    edge = round(EDGE_S * RATE)
    kept = samples[max(0, loud[0] - edge) : loud[-1] + edge]
    gain = min(LOUDNESS / loudness(kept), PEAK / peak)
    shaped = [
        sample * gain * min(1.0, index / edge, (len(kept) - 1 - index) / edge)
        for index, sample in enumerate(kept)
    ]
    return [*shaped, *([0.0] * round(TAIL_S * RATE))]


def loudness(samples: Sequence[float]) -> float:
    """Root mean square of the part that is heard: windows above a tenth of the loudest."""
    size = RATE // 50
    windows = [samples[start : start + size] for start in range(0, len(samples), size)]
    powers = [sum(s * s for s in window) / len(window) for window in windows if window]
    heard = [power for power in powers if power > max(powers) / 100]
    return math.sqrt(sum(heard) / len(heard))


def chime() -> Sequence[float]:
    """Two soft bells, a third apart, falling: 1.3 s, time for an output to wake up."""
    first, second = bell(659.26), bell(523.25)
    shift = round(0.42 * RATE)
    length = round(1.3 * RATE)
    mixed = [
        (first[i] if i < length else 0.0) + (second[i - shift] if i >= shift else 0.0)
        for i in range(length)
    ]
    fade = round(0.12 * RATE)
    scale = 0.45 / max(map(abs, mixed))
    return [s * scale * min(1.0, (length - 1 - i) / fade) for i, s in enumerate(mixed)]


def bell(pitch_hz: float) -> Sequence[float]:
    partials = ((1.0, 1.0, 3.2), (2.0, 0.32, 5.5), (3.01, 0.12, 9.0), (4.16, 0.06, 14.0))
    attack = 0.008 * RATE
    return [
        min(1.0, i / attack)
        * sum(
            weight * math.exp(-decay * i / RATE) * math.sin(2 * math.pi * pitch_hz * k * i / RATE)
            for k, weight, decay in partials
        )
        for i in range(round(1.3 * RATE))
    ]


def write(path: Path, samples: Iterable[float]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = array.array("h", (round(max(-1.0, min(1.0, s)) * 32767) for s in samples))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())


if __name__ == "__main__":
    build(resource("voice"))
