"""The words of a call: numbers, letters and tickets as sequences of clips.

A *word* is the name of one recorded clip and of its text `voice.<word>`.
We read numbers by our own rules, because speech engines read them wrongly
(15 becomes "ten years").  Vietnamese has tails: after "muoi" a one is *mot*
with another tone, a four may be *tu*, and a five after any ten is *lam*;
an empty tens place is spoken (*linh* in the north, *le* in the south), and
so is an empty hundreds place inside a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from core.settings import Values

Words = tuple[str, ...]

ONES: Words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS: Words = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS: Words = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BARRED_D = "\u0111"
_FIRST_TOO_LARGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How a centre reads numbers: the settings `voice.zero_tens` to `voice.ticket`."""

    zero_tens: str = "linh"
    four: str = "tu"
    thousand: str = "nghin"
    ticket: str = "digits"

    @classmethod
    def chosen(cls, values: Values) -> Reading:
        return cls(
            values.text("voice.zero_tens"),
            values.text("voice.four"),
            values.text("voice.thousand"),
            values.text("voice.ticket"),
        )


def number_words(number: int, language: str, reading: Reading) -> Words:
    """A number as it is spoken; from one million on figure by figure."""
    if number >= _FIRST_TOO_LARGE:
        return _figures(str(number))
    return _NUMBERS[language](number, reading)


def label_words(label: str, language: str, reading: Reading) -> Words:
    """A ticket's label as it is spoken: `A015` by letters and by `reading.ticket`.

    `digits` reads figure by figure (A zero one five), `number` as a number
    (A fifteen), `mixed` figure by figure with the ending of a number.  Signs
    between the parts are not spoken.
    """
    words: list[str] = []
    for part in re.findall(r"[0-9]+|[^\W\d_]", unicodedata.normalize("NFC", label)):
        words += _code_words(part, language, reading) if part.isdecimal() else _letter(part)
    return tuple(words)


def vocabulary(language: str) -> frozenset[str]:
    """Every word that `number_words` and `label_words` may use in a language."""
    letters = {f"letter_{letter}" for letter in (*LETTERS, "dd")}
    return frozenset(letters | {*ONES, "ten", "hundred"} | _OWN_WORDS[language])


def _letter(letter: str) -> Words:
    """The name of a letter; one with a mark is read without it, a foreign one not at all."""
    lower = letter.lower()
    if lower == _BARRED_D:
        return ("letter_dd",)
    plain = unicodedata.normalize("NFD", lower)[0]
    return (f"letter_{plain}",) if plain in LETTERS else ()


def _code_words(figures: str, language: str, reading: Reading) -> Words:
    if reading.ticket == "number":
        return number_words(int(figures), language, reading)
    if reading.ticket == "mixed":
        return _MIXED[language](figures, reading)
    return _figures(figures)


def _figures(figures: str) -> Words:
    return tuple(ONES[int(figure)] for figure in figures)


# --- Vietnamese --------------------------------------------------------------


def _vietnamese(number: int, reading: Reading) -> Words:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _vietnamese_hundreds(rest, reading, inside=False)
    words = (
        *_vietnamese_hundreds(thousands, reading, inside=False),
        f"thousand_{reading.thousand}",
    )
    return (*words, *_vietnamese_hundreds(rest, reading, inside=True)) if rest else words


def _vietnamese_hundreds(number: int, reading: Reading, *, inside: bool) -> Words:
    """Below 1000; `inside` a larger number an empty hundreds place is spoken too."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not inside:
        return _vietnamese_tens(rest, reading)
    words = (ONES[hundreds], "hundred")
    if not rest:
        return words
    gap = (f"gap_{reading.zero_tens}",) if rest < 10 else ()
    return (*words, *gap, *_vietnamese_tens(rest, reading))


def _vietnamese_tens(number: int, reading: Reading) -> Words:
    tens, ones = divmod(number, 10)
    if not tens:
        return (ONES[ones],)
    words = ("ten",) if tens == 1 else (ONES[tens], "tens")
    return (*words, _tail(tens, ones, reading)) if ones else words


def _tail(tens: int, ones: int, reading: Reading) -> str:
    """The last figure as it sounds after a tens figure."""
    if ones == 5 and tens >= 1:
        return "tail_five"
    if ones == 1 and tens >= 2:
        return "tail_one"
    if ones == 4 and tens >= 2 and reading.four == "tu":
        return "tail_four"
    return ONES[ones]


def _vietnamese_mixed(figures: str, reading: Reading) -> Words:
    if len(figures) == 1:
        return _figures(figures)
    return (*_figures(figures[:-1]), _tail(int(figures[-2]), int(figures[-1]), reading))


# --- English -----------------------------------------------------------------


def _english(number: int, _reading: Reading) -> Words:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _english_hundreds(rest)
    words = (*_english_hundreds(thousands), "thousand")
    joint = ("and",) if 0 < rest < 100 else ()
    return (*words, *joint, *_english_hundreds(rest)) if rest else words


def _english_hundreds(number: int) -> Words:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _english_tens(rest)
    words = (ONES[hundreds], "hundred")
    return (*words, "and", *_english_tens(rest)) if rest else words


def _english_tens(number: int) -> Words:
    if number < 10:
        return (ONES[number],)
    if number < 20:
        return (TEENS[number - 10],)
    tens, ones = divmod(number, 10)
    return (TENS[tens - 2], ONES[ones]) if ones else (TENS[tens - 2],)


def _english_mixed(figures: str, reading: Reading) -> Words:
    """Leading zeros figure by figure, the rest as a number."""
    rest = figures.lstrip("0")
    zeros = _figures(figures[: len(figures) - len(rest)])
    return (*zeros, *number_words(int(rest), "en", reading)) if rest else zeros


_NUMBERS: dict[str, Callable[[int, Reading], Words]] = {"vi": _vietnamese, "en": _english}
_MIXED: dict[str, Callable[[str, Reading], Words]] = {
    "vi": _vietnamese_mixed,
    "en": _english_mixed,
}
_OWN_WORDS: dict[str, frozenset[str]] = {
    "vi": frozenset(
        (
            *("tens", "tail_one", "tail_four", "tail_five"),
            *("gap_linh", "gap_le", "thousand_nghin", "thousand_ngan"),
        )
    ),
    "en": frozenset((*TEENS, *TENS, "thousand", "and")),
}
