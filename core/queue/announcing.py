"""From a call to what the loudspeaker says.

A call is spoken as chime, words, pause, words again.  In English as well,
when the ticket's language or the centre asks for it: then the second
language stands in the place of the repetition, so that no call is longer
than two sentences.  A recall says so and is spoken once.  The short form,
for when many calls wait, names number and counter only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.clock import local
from core.ports import Announcement
from core.queue.model import BoardCall
from core.queue.words import Reading, Words, label_words, number_words
from core.settings import Values
from core.texts import DEFAULT_LANGUAGE, Texts

CHIME, PAUSE, COMMA = "chime", "pause", "comma"
SOUNDS = frozenset((CHIME, PAUSE, COMMA))
PHRASES = frozenset(("call", "again", "to_counter", "number", "at_counter"))
_ENGLISH = "en"
_RANGE = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Speech:
    """How a centre speaks its calls: the settings `voice.*`.

    `quiet` holds ranges of local time (`11:30`, `13:30`) without any voice.
    """

    on: bool = True
    english: bool = False
    repeat: bool = True
    reading: Reading = field(default_factory=Reading)
    quiet: tuple[tuple[str, str], ...] = ()

    @classmethod
    def chosen(cls, values: Values) -> Speech:
        return cls(
            values.flag("voice.on"),
            values.flag("voice.english"),
            values.flag("voice.repeat"),
            Reading.chosen(values),
            tuple(_RANGE.findall(values.text("voice.quiet_hours"))),
        )

    def is_heard(self, at: int) -> bool:
        """Whether a call at this instant is spoken at all."""
        time = f"{local(at):%H:%M}"
        return self.on and not any(start <= time < end for start, end in self.quiet)


def announcement(call: BoardCall, speech: Speech) -> Announcement:
    """What is said for a call; clips are paths below `resources/voice/`, without suffix.

    The key is the ticket's label: a newer call of the same ticket replaces
    one that has not been spoken yet.
    """
    languages = [DEFAULT_LANGUAGE]
    if call.language == _ENGLISH or speech.english:
        languages.append(_ENGLISH)
    sentences = [_sentence(call, language, speech.reading) for language in languages]
    if speech.repeat and not call.recall and len(sentences) == 1:
        sentences *= 2
    short = [_short(call, language, speech.reading) for language in languages]
    return Announcement(
        key=call.label,
        clips=(CHIME, *_paused(sentences)),
        short=_paused(short, COMMA),
        label=call.label,
    )


def transcript(clips: Iterable[str], catalogue: Mapping[str, Texts]) -> str:
    """The words of an announcement, as subtitles and the workshop show them."""
    parts = (_written(clip, catalogue) for clip in clips)
    return re.sub(r" +(,)| {2,}", lambda match: match[1] or " ", " ".join(parts)).strip()


def _written(clip: str, catalogue: Mapping[str, Texts]) -> str:
    language, _, word = clip.rpartition("/")
    return catalogue[language or DEFAULT_LANGUAGE](f"voice.{word}")


def _sentence(call: BoardCall, language: str, reading: Reading) -> Words:
    opening = "again" if call.recall else "call"
    return _phrase(call, language, reading, opening, "to_counter")


def _short(call: BoardCall, language: str, reading: Reading) -> Words:
    return _phrase(call, language, reading, "number", "at_counter")


def _phrase(call: BoardCall, language: str, reading: Reading, opening: str, link: str) -> Words:
    label = label_words(call.label, language, reading)
    counter = number_words(call.counter_number, language, reading)
    number, place = (opening, *label), (link, *counter)
    return (*_clips(number, language), COMMA, *_clips(place, language))


def _clips(words: Words, language: str) -> Words:
    return tuple(f"{language}/{word}" for word in words)


def _paused(sentences: Iterable[Words], between: str = PAUSE) -> Words:
    clips: list[str] = []
    for sentence in sentences:
        clips += [between, *sentence] if clips else sentence
    return tuple(clips)
