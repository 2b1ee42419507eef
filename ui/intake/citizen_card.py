"""The code on a citizen's identity card, as a scanner reads it.

`number|old number|name|ddmmyyyy of birth|sex|address|ddmmyyyy of issue`, UTF-8
(layout printed on the chip cards of 2021 and later).  It fills fields of the
form and goes nowhere else.
"""

from __future__ import annotations

import re

from core.texts import nfc

_NUMBER = re.compile(r"\d{12}")
_PARTS = 7
_MAX_CHARS = 600


def card_fields(text: str) -> dict[str, str]:
    """Name, identity number and address of a card's code; empty for any other code."""
    parts = [nfc(part).strip() for part in text[:_MAX_CHARS].strip().split("|")]
    if len(parts) < _PARTS or not _NUMBER.fullmatch(parts[0]):
        return {}
    return {"id_number": parts[0], "name": parts[2], "address": parts[5]}
