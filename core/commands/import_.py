"""`import FILE`: dossiers from another system's CSV or XLSX; a JSON summary on standard output."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.context import Context
from core.errors import Exit
from core.exchange.importing import Watch, import_file
from core.exchange.mappings import find_mapping

NAME = "import"
HELP_KEY = "exchange.command.help"
_TOLD_EVERY = 5000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--mapping", default="neutral")
    parser.add_argument("--amend", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 0 if any row was taken or unchanged, 3 if none."""
    mapping = find_mapping(arguments.mapping)
    told = 0

    def progress(rows: int) -> None:
        nonlocal told
        if rows - told >= _TOLD_EVERY:
            told = rows
            context.say("exchange.progress", n=rows)

    summary = import_file(
        context.store(), arguments.file, mapping, amend=arguments.amend, watch=Watch(progress)
    )
    context.print_json(summary.to_json(context.texts))
    return Exit.FINE if summary.landed else Exit.REFUSED
