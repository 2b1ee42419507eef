"""`run`: the roles of this PC; the first start opens the wizard.

A guardian process starts the program proper and starts it again after a
crash; `--guarded` is what it passes.
"""

from __future__ import annotations

import argparse

from core.commands.context import Context
from core.guardian import guard

NAME = "run"
HELP_KEY = "command.run.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", action="append", default=[], metavar="R")
    parser.add_argument("--guarded", action="store_true", help=argparse.SUPPRESS)


def run(context: Context, arguments: argparse.Namespace) -> int:
    if not arguments.guarded:
        return guard(context.data_folder, arguments.role, context.clock)
    result: int = context.part("run", tuple(arguments.role), context)
    return result
