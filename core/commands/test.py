"""`test [--long]`: lint, format, types, walls and the whole suite, as README promises."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from core.clock import SystemClock
from core.commands.context import Context
from core.errors import Exit

NAME = "test"
HELP_KEY = "command.test.help"
ROOT = Path(__file__).parents[2]
# Where a skipped test is a failure: on a machine that has all outsider programs.
FORBID_SKIPS = "MOTCUA_FORBID_SKIPS"
BESIDE = "types"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=[name for name, _ in steps(is_long=False)])


def run(context: Context, arguments: argparse.Namespace) -> int:
    chosen = [step for step in steps(is_long=arguments.long) if arguments.only in (None, step[0])]
    failed = []
    with tempfile.TemporaryFile() as said:
        # The types take one core for half a minute, in which the suite waits now and then.
        beside = {name: _begin(command, said) for name, command in chosen if name == BESIDE}
        for name, command in chosen:
            if name not in beside:
                failed += _told(context, name, _begin(command))
        for name, process in beside.items():
            failed += _told(context, name, process)
            said.seek(0)
            context.stderr.write(said.read().decode("utf-8", "replace"))
    return Exit.RED if failed else Exit.FINE


def _begin(command: Sequence[str], said: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=said, stderr=said)


def _told(context: Context, name: str, process: subprocess.Popen[bytes]) -> list[str]:
    """Wait for a step and say how it went; its name when it failed."""
    clock = SystemClock()
    context.say("command.test.step", name=name)
    started_s = clock.monotonic_s()
    code = process.wait()
    took_s = f"{clock.monotonic_s() - started_s:.1f}"
    key = "command.test.passed" if code == 0 else "command.test.failed"
    context.say(key, name=name, seconds=took_s)
    return [name] if code else []


def steps(*, is_long: bool) -> list[tuple[str, Sequence[str]]]:
    """What is run, in order; each is also a command that a developer may run alone."""
    python = [sys.executable, "-m"]
    return [
        ("lint", [*python, "ruff", "check"]),
        ("format", [*python, "ruff", "format", "--check"]),
        ("types", [*python, "mypy"]),
        ("walls", [str(Path(sys.executable).with_name("lint-imports"))]),
        ("suite", [*python, "pytest", "-n", "2", "-rs", *_selection(is_long)]),
    ]


def _selection(is_long: bool) -> list[str]:
    chosen = ["--long"] if is_long else ["-m", "not long"]
    return [*chosen, "-p", "tests.no_skips"] if os.environ.get(FORBID_SKIPS) else chosen


def _environment() -> dict[str, str]:
    """The suite draws into memory, whatever screen there is."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
