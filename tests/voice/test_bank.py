"""The shipped clips: all there, one form, trimmed, one loudness, small."""

from __future__ import annotations

import array
import wave
from pathlib import Path

import pytest

from core.queue.announcing import PHRASES, SOUNDS
from core.queue.words import vocabulary
from core.resources import resource
from core.texts import Texts
from tests.voice.build_bank import FLOOR, LOUDNESS, RATE, loudness

FOLDER = resource("voice")
SPOKEN = sorted(FOLDER.glob("*/*.wav"))


def samples_of(path: Path) -> list[float]:
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        data = file.readframes(file.getnframes())
    return [sample / 32768 for sample in array.array("h", data)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_bank_holds_exactly_the_words_of_calls(language: str) -> None:
    clips = {path.stem for path in (FOLDER / language).glob("*.wav")}
    assert clips == vocabulary(language) | PHRASES


def test_sounds_belong_to_no_language() -> None:
    assert {path.stem for path in FOLDER.glob("*.wav")} == SOUNDS


def test_every_clip_has_its_text_in_both_languages() -> None:
    for language in ("vi", "en"):
        texts = Texts(language)
        for word in vocabulary("vi") | vocabulary("en") | PHRASES | SOUNDS:
            assert texts.has(f"voice.{word}"), (language, word)


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_clip_starts_at_once_and_is_as_loud_as_the_others(path: Path) -> None:
    samples = samples_of(path)
    peak = max(map(abs, samples))
    loud = [index for index, sample in enumerate(samples) if abs(sample) > 1.3 * FLOOR * peak]
    assert loud[0] / RATE < 0.06
    assert (len(samples) - loud[-1]) / RATE < 0.12
    assert 0.7 * LOUDNESS < loudness(samples) < 1.15 * LOUDNESS
    assert peak < 0.95


def test_the_chime_is_long_enough_to_wake_an_output() -> None:
    assert 1.2 <= len(samples_of(FOLDER / "chime.wav")) / RATE <= 1.5


def test_the_bank_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.wav")) < 3_000_000
