"""`bench [NAME]`: the speed table, each figure beside a bare baseline of the same run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from core.commands.context import Context
from core.errors import Exit, Problem
from core.measure import Measure
from core.texts import Texts

NAME = "bench"
HELP_KEY = "command.bench.help"
_HEADS = ("what", "figure", "baseline", "target")
_SIGNS = {True: "+", False: "!", None: ""}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?")
    parser.add_argument("--json", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 1 when a figure to reach is missed."""
    benches: Mapping[str, Callable[[], list[Measure]]] = context.part("benches")
    if arguments.name is not None and arguments.name not in benches:
        raise Problem("command.no_bench", Exit.USAGE, name=arguments.name, known=", ".join(benches))
    measures: list[Measure] = []
    for name in [arguments.name] if arguments.name else benches:
        context.say("command.bench.running", name=context.texts(f"bench.name.{name}"))
        measures += benches[name]()
    if arguments.json:
        context.print_json([as_plain(measure) for measure in measures])
    else:
        for line in table(context.texts, measures):
            context.print(line)
    return Exit.RED if any(measure.reached is False for measure in measures) else Exit.FINE


def as_plain(measure: Measure) -> dict[str, Any]:
    """A measure as JSON, with what is reckoned from it."""
    target = measure.target
    return {
        "name": measure.name,
        "value": measure.value,
        "unit": measure.unit,
        "baseline": measure.baseline,
        "baseline_name": measure.baseline_name,
        "ratio": measure.ratio,
        "target": None if target is None else str(target),
        "reached": measure.reached,
    }


def table(texts: Texts, measures: list[Measure]) -> list[str]:
    """The measures as lines of text under a head, in columns."""
    rows = [
        [texts(f"command.bench.{head}") for head in _HEADS],
        *(_row(texts, measure) for measure in measures),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _row(texts: Texts, measure: Measure) -> list[str]:
    baseline = ""
    if measure.baseline is not None:
        what = texts(f"bench.bare.{measure.baseline_name}")
        baseline = f"{_figure(measure.baseline, measure.unit)} ({what}"
        baseline += f"; x {measure.ratio:.2f})" if measure.ratio is not None else ")"
    target = "" if measure.target is None else f"{measure.target} {_SIGNS[measure.reached]}"
    what = texts(f"bench.what.{measure.name}")
    return [what, _figure(measure.value, measure.unit), baseline, target]


def _figure(value: float, unit: str) -> str:
    """A count is whole; everything else has two decimals."""
    return f"{value:,.0f}" if unit == "n" else f"{value:,.2f} {unit}"
