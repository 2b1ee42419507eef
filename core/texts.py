"""Words for users, on screen, paper, signs and in the voice.

The catalogue is gettext, one file per language and area
(`resources/texts/<language>/<area>.po`).  A message's id is its key
`area.name`; the area before the first dot names the file, so a kiosk never
reads the reports' words.  Placeholders are those of `str.format`.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Bug, Problem
from core.resources import resource

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"


_HALF = re.compile("[\ud800-\udfff]")


class Texts:
    """The catalogue in one language."""

    def __init__(self, language: str = DEFAULT_LANGUAGE, root: Path | None = None) -> None:
        self.language = language
        self._folder = (root or resource("texts")) / language
        self._areas: dict[str, Catalog] = {}
        self._lock = threading.Lock()

    def __call__(self, key: str, **facts: object) -> str:
        """The text of a key with its placeholders filled.

        A plural message chooses its form by the fact `n`.
        """
        return self._pattern(key, facts.get("n")).format(**facts)

    def has(self, key: str) -> bool:
        return bool(self._area(key).get(key))

    def problem(self, problem: Problem) -> str:
        """The sentence of a problem: what happened and what to do."""
        return self(problem.text_key, **problem.facts)

    def _pattern(self, key: str, n: object) -> str:
        message = self._area(key).get(key)
        if message is None:
            raise Bug(f"no text {key!r} in {self.language}")
        forms = message.string
        if isinstance(forms, str):
            return forms
        if not forms:
            raise Bug(f"text {key!r} is empty in {self.language}")
        return str(forms[0 if n == 1 else -1])

    def _area(self, key: str) -> Catalog:
        area = key.partition(".")[0]
        with self._lock:
            if area not in self._areas:
                self._areas[area] = self._read(area)
            return self._areas[area]

    def _read(self, area: str) -> Catalog:
        from babel.messages.pofile import read_po

        path = self._folder / f"{area}.po"
        if not path.is_file():
            raise Bug(f"no texts for area {area!r}: {path.name} is missing")
        with path.open("rb") as file:
            return read_po(file)


def all_texts() -> dict[str, Texts]:
    """The catalogue in every language."""
    return {language: Texts(language) for language in LANGUAGES}


def nfc(text: str) -> str:
    """Composed form: what every boundary of the program turns text into.

    Half a surrogate pair, which no file and no store could keep, is shown as
    a broken letter.
    """
    return unicodedata.normalize("NFC", _HALF.sub("\N{REPLACEMENT CHARACTER}", text))


def kept_words(text: str, limit: int) -> str:
    """A note or name as it is kept: composed, single spaces, cut at `limit` characters.

    Control characters and halves of surrogate pairs, which a keyboard or a
    scanner may send, become spaces: no store could keep them.
    """
    # A decomposed letter has up to three marks; whoever sends a book is not read to its end.
    begin = text[: 8 * limit]
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in begin)
    return nfc(" ".join(plain.split()))[:limit].rstrip()


def folded(text: str) -> str:
    """Text for search and sorting keys: no marks, no case, d for the barred d."""
    plain = unicodedata.normalize("NFD", text.lower().replace("\u0111", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
