"""`restore FILE`: a copy takes the store's place; the old store is kept aside."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.context import Context
from core.errors import Exit
from core.wire import to_wire

NAME = "restore"
HELP_KEY = "command.restore.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    copy = context.care.restore(arguments.file)
    if arguments.json:
        context.print_json(to_wire(copy))
    else:
        context.print(context.texts("command.restore.done", **to_wire(copy)))
    return Exit.FINE
