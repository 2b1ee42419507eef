"""The two kinds of failure.

A `Problem` is something that the user or the environment can mend.  It
carries a stable code `area.name`, the facts, and how a command ends; its
sentence ("what happened, what to do") is the text `area.problem.name` of the
catalogue.  A `Bug` is ours.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ends (design: command line)."""

    FINE = 0
    RED = 1
    USAGE = 2
    REFUSED = 3
    ENVIRONMENT = 4
    BUG = 70


class Problem(Exception):
    """What the user or the environment can mend.

    `code` is `area.name`; `facts` fill the placeholders of its sentence.
    """

    def __init__(self, code: str, exit_code: Exit = Exit.REFUSED, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
        self.exit_code = exit_code

    @property
    def text_key(self) -> str:
        area, _, name = self.code.partition(".")
        return f"{area}.problem.{name}"


class Bug(Exception):
    """A promise of our own code was broken."""
