"""From a call to clips and written words."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.clock import VIETNAM, instant_of
from core.queue.announcing import Speech, announcement, transcript
from core.queue.model import BoardCall
from core.queue.words import Reading
from core.resources import resource
from core.settings import Values
from core.texts import Texts

CATALOGUE = {language: Texts(language) for language in ("vi", "en")}
NOON = instant_of(datetime(2026, 11, 23, 12, 0, tzinfo=VIETNAM))


def a_call(label: str = "A015", counter: int = 3, **more: object) -> BoardCall:
    facts = {"recall": False, "language": "vi"} | more
    return BoardCall(1, NOON, label, counter, f"Quầy {counter}", f"q{counter}", **facts)  # type: ignore[arg-type]


def said(call: BoardCall, speech: Speech) -> str:
    return transcript(announcement(call, speech).clips, CATALOGUE)


def test_a_call_is_chime_words_pause_words_again() -> None:
    clips = announcement(a_call(), Speech()).clips
    assert clips[0] == "chime"
    once = ("vi/call", "vi/letter_a", "vi/zero", "vi/one", "vi/five", "comma", "vi/to_counter",
            "vi/three")  # fmt: skip
    assert clips == ("chime", *once, "pause", *once)


@pytest.mark.parametrize(
    ("speech", "more", "words"),
    [
        (Speech(repeat=False), {}, "♪ Mời số A không một năm, đến quầy số ba"),
        (
            Speech(),
            {"counter": 12},
            "♪ Mời số A không một năm, đến quầy số mười hai"
            " … Mời số A không một năm, đến quầy số mười hai",
        ),
        (Speech(), {"recall": True}, "♪ Xin mời lại số A không một năm, đến quầy số ba"),
        (
            Speech(),
            {"language": "en"},
            "♪ Mời số A không một năm, đến quầy số ba"
            " … Number A zero one five, please go to counter three",
        ),
        (
            Speech(english=True, reading=Reading(ticket="mixed")),
            {"recall": True},
            "♪ Xin mời lại số A không một lăm, đến quầy số ba"
            " … Calling again, number A zero fifteen, please go to counter three",
        ),
    ],
)
def test_the_written_words_of_a_call(speech: Speech, more: dict[str, object], words: str) -> None:
    assert said(a_call(**more), speech) == words  # type: ignore[arg-type]


def test_the_short_form_names_number_and_counter_once() -> None:
    made = announcement(a_call(), Speech())
    assert transcript(made.short, CATALOGUE) == "Số A không một năm, quầy ba"
    assert made.label == made.key == "A015"


def test_every_clip_of_a_call_is_in_the_bank() -> None:
    for language in ("vi", "en"):
        for recall in (False, True):
            made = announcement(a_call("Đ1204", 21, language=language, recall=recall), Speech())
            for clip in (*made.clips, *made.short):
                assert resource("voice", f"{clip}.wav").is_file(), clip


def test_a_call_is_as_short_as_promised() -> None:
    """One sentence takes at most six seconds, the chime at most one and a half."""
    import wave

    made = announcement(a_call("A127", 12), Speech(repeat=False))
    seconds = 0.0
    for clip in made.clips[1:]:
        with wave.open(str(resource("voice", f"{clip}.wav"))) as file:
            seconds += file.getnframes() / file.getframerate()
    assert seconds < 6


@pytest.mark.parametrize(
    ("settings", "hour", "heard"),
    [
        ({}, 12, True),
        ({"voice.on": False}, 12, False),
        ({"voice.quiet_hours": "11:30-13:30 17:00-23:59"}, 12, False),
        ({"voice.quiet_hours": "11:30-13:30 17:00-23:59"}, 14, True),
        ({"voice.quiet_hours": "nonsense"}, 12, True),
    ],
)
def test_silence_by_setting_and_by_hour(
    settings: dict[str, object], hour: int, *, heard: bool
) -> None:
    at = instant_of(datetime(2026, 11, 23, hour, 0, tzinfo=VIETNAM))
    assert Speech.chosen(Values(settings)).is_heard(at) is heard


def test_the_settings_choose_the_reading() -> None:
    values = Values({"voice.zero_tens": "le", "voice.ticket": "number", "voice.repeat": False})
    assert said(a_call("B105", 4), Speech.chosen(values)) == (
        "♪ Mời số B một trăm lẻ năm, đến quầy số bốn"
    )
