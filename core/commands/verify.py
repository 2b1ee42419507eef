"""`verify`: the journal's chain, and every projection rebuilt from it; exit 1 on damage."""

from __future__ import annotations

import argparse

from core.commands.context import Context
from core.errors import Exit
from core.wire import to_wire

NAME = "verify"
HELP_KEY = "command.verify.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    context.make_store_if_new()
    told = _Tenths(context)
    damage = context.care.verify(told.progress)
    if arguments.json:
        context.print_json({"events": told.total, "damage": to_wire(damage)})
    elif not damage:
        context.print(context.texts("command.verify.whole", events=told.total))
    for one in () if arguments.json else damage:
        kind = "event" if one.where == "journal" else "table"
        context.print(context.texts(f"command.verify.damaged_{kind}", **to_wire(one)))
    return Exit.RED if damage else Exit.FINE


class _Tenths:
    """Says how far a long verification is, at each tenth of the way."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._said = 0
        self.total = 0

    def progress(self, done: int, total: int) -> None:
        self.total = total
        tenth = done * 10 // total if total else 10
        if self._said < tenth < 10:
            self._said = tenth
            self._context.say("command.verify.progress", percent=tenth * 10)
