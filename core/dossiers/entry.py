"""What may be typed into a dossier: every boundary check, once.

Text is turned into NFC and single spaces.  Control characters, bidirectional
overrides and halves of surrogate pairs are refused, emoji are welcome.  A
`Problem` carries the fact `field`, so that a window can put the cursor there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from core.errors import Problem
from core.people.model import Person
from core.texts import folded, nfc

C = TypeVar("C", bound=StrEnum)

MAX_NAME = 120
MAX_REMARK = 300
MAX_PAPERS = 50
MAX_COPIES = 9999
MAX_FEE_DONG = 1_000_000_000
_PERSON_LIMITS = {
    "name": MAX_NAME,
    "id_number": 20,
    "phone": 20,
    "address": 300,
    "birth": 10,
    "email": 120,
}
_PERSON_SHAPES = {
    "id_number": re.compile(r"[A-Z0-9]{5,20}"),
    "phone": re.compile(r"\+?[0-9][0-9 .()-]{5,18}"),
    "birth": re.compile(r"(\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}|\d{4})"),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
}
_PAPER_FORMS = ("original", "copy", "photocopy", "electronic")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PLAIN_SPACES = "\t\r\n"
# Identity numbers and telephone numbers: they belong to a person, not to a remark.
_NUMBERS_OF_PEOPLE = re.compile(r"\d{9,}|\b0\d{2,3}[ .]\d{3}[ .]\d{3}\b")


def checked_text(field: str, value: object, limit: int) -> str:
    """The text as it is kept; `Problem` dossier.too_long or dossier.bad_characters.

    `limit` is in characters.
    """
    if not isinstance(value, str):
        raise Problem("dossier.bad_characters", field=field)
    # A decomposed letter has up to three marks: measured before it is worked on.
    if len(value) > 4 * limit:
        raise Problem("dossier.too_long", field=field, limit=limit)
    if any(_is_forbidden(character) for character in value) or _BIDI.search(value):
        raise Problem("dossier.bad_characters", field=field)
    text = nfc(" ".join(value.split()))
    if len(text) > limit:
        raise Problem("dossier.too_long", field=field, limit=limit)
    return text


def checked_remark(field: str, value: object, person: Person | None = None) -> str:
    """A note, reason or ground: it goes into the journal, so it names nobody.

    `Problem` dossier.personal_data when it holds an identity or telephone
    number, or the applicant's name.
    """
    text = checked_text(field, value, MAX_REMARK)
    named = person is not None and len(person.name) > 3 and folded(person.name) in folded(text)
    if named or _NUMBERS_OF_PEOPLE.search(text):
        raise Problem("dossier.personal_data", field=field)
    return text


def checked_choice(field: str, value: object, kind: type[C]) -> C:
    """One of a fixed set; `Problem` dossier.bad_choice."""
    try:
        return kind(str(value))
    except ValueError:
        raise Problem("dossier.bad_choice", field=field) from None


def checked_number(field: str, value: object, low: int, high: int) -> int:
    """A whole number in [low, high]; `Problem` dossier.bad_number."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Problem("dossier.bad_number", field=field, low=low, high=high)
    return value


def checked_fee(value: object) -> int | None:
    """Dong, or None when no fee is known."""
    return None if value is None else checked_number("fee_dong", value, 0, MAX_FEE_DONG)


def checked_person(person_id: str, facts: Mapping[str, object]) -> Person:
    """An applicant (nguoi nop ho so); the name must be there, the rest may be empty."""
    unknown = set(facts) - set(_PERSON_LIMITS)
    if unknown:
        raise Problem("dossier.bad_choice", field=min(unknown)[:40])
    values = {
        field: checked_text(field, facts.get(field, ""), limit)
        for field, limit in _PERSON_LIMITS.items()
    }
    values["id_number"] = values["id_number"].replace(" ", "").upper()
    if not values["name"]:
        raise Problem("dossier.missing", field="name")
    for field, shape in _PERSON_SHAPES.items():
        if values[field] and not shape.fullmatch(values[field]):
            raise Problem(f"dossier.bad_{field}", field=field)
    return Person(person_id, **values)


def checked_papers(rows: Sequence[Mapping[str, object]]) -> tuple[dict[str, Any], ...]:
    """The components of a dossier (thanh phan ho so): name, form, count, note."""
    if len(rows) > MAX_PAPERS:
        raise Problem("dossier.bad_number", field="papers", low=0, high=MAX_PAPERS)
    return tuple(_paper(row) for row in rows)


def _paper(row: Mapping[str, object]) -> dict[str, Any]:
    name = checked_remark("papers", row.get("name", ""))
    form = row.get("form", "original")
    if not name or form not in _PAPER_FORMS:
        raise Problem("dossier.missing" if not name else "dossier.bad_choice", field="papers")
    return {
        "name": name,
        "form": form,
        "count": checked_number("papers", row.get("count", 1), 1, 999),
        "note": checked_remark("papers", row.get("note", "")),
    }


def _is_forbidden(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind == "Cs" or (kind == "Cc" and character not in _PLAIN_SPACES)
