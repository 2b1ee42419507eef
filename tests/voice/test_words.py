"""Numbers and tickets as spoken: our rules against an outside oracle, and rule by rule."""

from __future__ import annotations

import pytest
from num2words import num2words

from core.queue.words import Reading, label_words, number_words, vocabulary
from core.texts import Texts

NORTH = Reading()
SOUTH = Reading(zero_tens="le", four="bon", thousand="ngan")
TEXTS = {language: Texts(language) for language in ("vi", "en")}


def said(words: tuple[str, ...], language: str = "vi") -> str:
    return " ".join(TEXTS[language](f"voice.{word}") for word in words)


def vietnamese(number: int, reading: Reading = NORTH) -> str:
    return said(number_words(number, "vi", reading))


def as_the_oracle_has_it(text: str) -> str:
    """num2words reads the southern way, and leaves out an empty hundreds place."""
    return text.replace("nghìn không trăm lẻ", "nghìn lẻ").replace("nghìn không trăm", "nghìn lẻ")


def test_vietnamese_numbers_agree_with_an_outside_reader() -> None:
    oracle_choices = Reading(zero_tens="le", four="bon", thousand="nghin")
    for number in range(10_000):
        ours = as_the_oracle_has_it(vietnamese(number, oracle_choices))
        assert ours == num2words(number, lang="vi"), number


def test_english_numbers_agree_with_an_outside_reader() -> None:
    for number in range(10_000):
        oracle = num2words(number, lang="en").replace("-", " ").replace(",", "")
        assert said(number_words(number, "en", NORTH), "en") == oracle, number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (555, "năm trăm năm mươi lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1024, "một nghìn không trăm hai mươi tư"),
        (4444, "bốn nghìn bốn trăm bốn mươi tư"),
        (10_001, "mười nghìn không trăm linh một"),
        (215_000, "hai trăm mười lăm nghìn"),
    ],
)
def test_northern_readings(number: int, words: str) -> None:
    assert vietnamese(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(24, "hai mươi bốn"), (105, "một trăm lẻ năm"), (1005, "một ngàn không trăm lẻ năm")],
)
def test_southern_readings(number: int, words: str) -> None:
    assert vietnamese(number, SOUTH) == words


def test_every_number_keeps_the_rules_of_its_endings() -> None:
    """The rules restated as a grammar over the written words, for all of 0-9999."""
    for number in range(10_000):
        words = number_words(number, "vi", NORTH)
        tens, ones = number // 10 % 10, number % 10
        assert ("tail_five" in words) == (ones == 5 and tens > 0), number
        assert ("tail_one" in words) == (ones == 1 and tens > 1), number
        assert ("tail_four" in words) == (ones == 4 and tens > 1), number
        assert ("ten" in words) == (tens == 1), number
        assert ("tens" in words) == (tens > 1), number
        assert ("gap_linh" in words) == (tens == 0 and ones > 0 and number > 99), number
        has_hundreds = number // 100 % 10 > 0 or (number > 999 and number % 1000 > 0)
        assert ("hundred" in words) == has_hundreds, number


def test_each_number_has_its_own_words() -> None:
    for language in ("vi", "en"):
        assert len({number_words(n, language, NORTH) for n in range(10_000)}) == 10_000


def test_beyond_a_million_the_figures_are_read() -> None:
    assert vietnamese(1_000_205) == "một không không không hai không năm"


@pytest.mark.parametrize(
    ("label", "ticket", "vi", "en"),
    [
        ("A015", "digits", "A không một năm", "A zero one five"),
        ("A015", "number", "A mười lăm", "A fifteen"),
        ("A015", "mixed", "A không một lăm", "A zero fifteen"),
        ("B021", "mixed", "B không hai mốt", "B zero twenty one"),
        ("B024", "mixed", "B không hai tư", "B zero twenty four"),
        ("C100", "mixed", "C một không không", "C one hundred"),
        ("C105", "mixed", "C một không năm", "C one hundred and five"),
        ("C000", "mixed", "C không không không", "C zero zero zero"),
        ("D005", "number", "D năm", "D five"),
        ("Đ1234", "digits", "Đ một hai ba bốn", "Đ one two three four"),
        ("HT-007", "digits", "H T không không bảy", "H T zero zero seven"),
        ("7", "mixed", "bảy", "seven"),
    ],
)
def test_a_ticket_is_read_in_three_ways(label: str, ticket: str, vi: str, en: str) -> None:
    reading = Reading(ticket=ticket)
    assert said(label_words(label, "vi", reading)) == vi
    assert said(label_words(label, "en", reading), "en") == en


def test_decomposed_and_foreign_letters() -> None:
    assert label_words("E\u0302001", "vi", NORTH)[0] == "letter_e"
    assert label_words("d\u0111", "vi", NORTH) == ("letter_d", "letter_dd")
    assert label_words("\u4e2d²5", "vi", NORTH) == ("five",)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_call_leaves_the_vocabulary(language: str) -> None:
    known = vocabulary(language)
    used: set[str] = set()
    for zero_tens, four, thousand in [("linh", "tu", "nghin"), ("le", "bon", "ngan")]:
        for ticket in ("digits", "number", "mixed"):
            reading = Reading(zero_tens, four, thousand, ticket)
            for number in range(10_000):
                used.update(label_words(f"{number:03d}", language, reading))
    letters = label_words("ABCDEFGHIJKLMNOPQRSTUVWXYZ\u0110", language, NORTH)
    assert used | set(letters) == known
