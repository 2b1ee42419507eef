"""What the intake can do besides deeds on a found dossier: keys, pictures, pages.

The buttons at the foot and the shortcuts grow from this table.  The words are
`intake.verb.<name>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Page(StrEnum):
    """The pages of the intake; the fields are `FILLING` or, for a saved dossier, `CORRECTING`."""

    GATE = "gate"
    CHOOSING = "choosing"
    FILLING = "filling"
    CORRECTING = "correcting"
    SAVED = "saved"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Verb:
    """One action; `key` is Qt's name of the key, shown as it is."""

    name: str
    key: str
    icon: str
    pages: frozenset[Page]


_WRITING = frozenset({Page.CHOOSING, Page.FILLING})
_FIELDS = frozenset({Page.FILLING, Page.CORRECTING})

VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("save", "F9", "save", _FIELDS),
        Verb("procedure", "F7", "list", _FIELDS),
        Verb("refuse", "F8", "ban", frozenset({Page.FILLING})),
        Verb("again", "F4", "copy-plus", _WRITING | {Page.SAVED}),
        Verb("new", "F3", "file-plus", _WRITING | {Page.SAVED, Page.FINDING}),
        Verb("find", "F6", "search", _WRITING | {Page.SAVED}),
        Verb("back", "Esc", "arrow-left", frozenset(Page) - {Page.GATE}),
    )
}

INNER = frozenset({Page.FINDING, Page.CORRECTING})
"""Pages from which one goes back to another page; from the others back to the counter."""

MORE_KEYS = {"Ctrl+Return": "save", "Ctrl+Enter": "save"}
"""Second keys of verbs: the one that many offices know."""
