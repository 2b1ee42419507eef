"""`simulate`: days of a centre through the real operations, as fast as possible."""

from __future__ import annotations

import argparse
from datetime import date

from core.commands.context import Context
from core.errors import Exit, Problem
from core.wire import to_wire

NAME = "simulate"
HELP_KEY = "rehearsal.simulate_help"
_MOST_DAYS = 3700


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    parser.add_argument("--seed", type=int, default=1)


def run(context: Context, arguments: argparse.Namespace) -> int:
    if not 0 <= (arguments.last - arguments.first).days < _MOST_DAYS:
        raise Problem("rehearsal.bad_days", Exit.USAGE)
    left = context.part(
        "simulate",
        arguments.first,
        arguments.last,
        arguments.seed,
        lambda day: context.say("rehearsal.day", day=day.strftime("%d/%m/%Y")),
    )
    context.print_json(to_wire(left))
    return Exit.FINE
