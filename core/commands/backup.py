"""`backup FILE`: a verified copy of the store, also beside the running program."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.care import note_backup
from core.commands.context import Context
from core.errors import Exit, Problem
from core.ports import Act, Priority
from core.wire import to_wire

NAME = "backup"
HELP_KEY = "command.backup.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    context.make_store_if_new()
    copy = context.care.back_up(arguments.file)
    facts = {"file_name": arguments.file.name, "events": copy.events, "verified": True}
    try:
        context.store().execute(Act(note_backup, facts), Priority.BACKGROUND)
    except Problem as problem:
        # The copy stands; a store that nobody can write to is when it is needed most.
        context.say("command.backup.not_noted", reason=context.texts.problem(problem))
    if arguments.json:
        context.print_json(to_wire(copy))
    else:
        size = f"{copy.size_bytes / 1_048_576:.1f}"
        context.print(context.texts("command.backup.done", **{**to_wire(copy), "size": size}))
    return Exit.FINE
