"""`demo`: a living centre on this PC, with fake devices and a temporary store."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import datetime

from core.clock import VIETNAM, Instant, instant_of
from core.commands.context import Context
from core.errors import Exit

NAME = "demo"
HELP_KEY = "rehearsal.demo_help"
_START = "2026-11-23T08:10"
_HEADLESS_S = 60


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """How a demonstration runs.

    `start` is the instant on its clock, `speed` how fast that runs,
    `real_s` after how many real seconds it ends (None = when closed).
    """

    start: Instant
    speed: float
    is_headless: bool
    real_s: float | None
    roles: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clock", type=_instant, default=_instant(_START), metavar="T")
    parser.add_argument("--speed", type=float, default=None)
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--for", dest="real_s", type=float, default=None, metavar="SECONDS")
    parser.add_argument("--role", action="append", default=[], metavar="R")


def run(context: Context, arguments: argparse.Namespace) -> int:
    is_headless = arguments.headless or context.headless
    if context.headless and not arguments.headless:
        context.say("rehearsal.no_screen")
    seconds = arguments.real_s or (_HEADLESS_S if is_headless else None)
    speed = arguments.speed or (30.0 if is_headless else 10.0)
    plan = DemoPlan(arguments.clock, speed, is_headless, seconds, tuple(arguments.role))
    result: int = context.part("demo", plan, context)
    return Exit(result)


def _instant(text: str) -> Instant:
    moment = datetime.fromisoformat(text)
    return instant_of(moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM))
