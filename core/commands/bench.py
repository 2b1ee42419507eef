"""`bench [NAME]`: the speed table, each figure beside a bare baseline of the same run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from core.commands.context import Context
from core.errors import Exit, Problem
from core.measure import Measure
from core.wire import to_wire

NAME = "bench"
HELP_KEY = "command.bench.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?")
    parser.add_argument("--json", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    benches: Mapping[str, Callable[[], list[Measure]]] = context.part("benches")
    if arguments.name is not None and arguments.name not in benches:
        raise Problem(
            "command.no_bench", Exit.USAGE, name=arguments.name, known=", ".join(sorted(benches))
        )
    measures = []
    for name in [arguments.name] if arguments.name else benches:
        context.say("command.bench.running", name=name)
        measures += benches[name]()
    if arguments.json:
        context.print_json([to_wire(measure) for measure in measures])
    else:
        for line in _table(context, measures):
            context.print(line)
    return Exit.FINE


def _table(context: Context, measures: list[Measure]) -> list[str]:
    heads = [context.texts(f"command.bench.{n}") for n in ("what", "figure", "baseline", "target")]
    rows = [heads, *(_row(measure) for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return [
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _row(measure: Measure) -> list[str]:
    baseline = ""
    if measure.baseline is not None and measure.ratio is not None:
        shown = f"{measure.baseline:,.2f} {measure.unit}"
        baseline = f"{shown} ({measure.baseline_name}; x {measure.ratio:.2f})"
    mark = {True: " +", False: " !", None: ""}[measure.reached]
    return [measure.name, f"{measure.value:,.2f} {measure.unit}", baseline, measure.target + mark]
