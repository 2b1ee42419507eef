"""`move URL`: this PC's store to a PostgreSQL server that many PCs share.

The file stays as it was.  A move that failed left nothing on the server and
can be made again.
"""

from __future__ import annotations

import argparse

from core.commands.context import Context
from core.errors import Exit

NAME = "move"
HELP_KEY = "command.move.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url")


def run(context: Context, arguments: argparse.Namespace) -> int:
    def tell(done: int, many: int) -> None:
        context.say("command.move.progress", done=done, many=many)

    moved = context.part("move", arguments.url, tell)
    context.print(
        context.texts(
            "command.move.done", rows=moved.rows, events=moved.events, hash=moved.head_hash[:12]
        )
    )
    return Exit.FINE
