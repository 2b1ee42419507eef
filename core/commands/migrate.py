"""`migrate`: bring the store to this program's shape, after a copy of it as it was."""

from __future__ import annotations

import argparse

from core.commands.context import Context
from core.errors import Exit

NAME = "migrate"
HELP_KEY = "command.migrate.help"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments of its own."""


def run(context: Context, _arguments: argparse.Namespace) -> int:
    context.make_store_if_new()
    before, after = context.care.migrate()
    key = "command.migrate.same" if before == after else "command.migrate.done"
    context.print(context.texts(key, before=before, after=after))
    return Exit.FINE
