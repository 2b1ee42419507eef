"""The command line: one file a command.

A command's module has `HELP_KEY` (its one line of help), `add_arguments` and
`run`; the file's name, without a closing underscore, is the command's name.
Only the chosen command is imported.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol, cast

from core.commands.context import Context
from core.errors import Bug, Exit, Problem
from core.preparation import FRAME, command_in
from core.texts import Texts

DEFAULT_COMMAND = "run"


class Command(Protocol):
    """A module of this package."""

    HELP_KEY: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, context: Context, arguments: argparse.Namespace) -> int: ...


@dataclass(frozen=True, slots=True)
class Request:
    """A parsed command line; `data` and `database` as given, None when not."""

    name: str
    command: Command
    arguments: argparse.Namespace
    data: Path | None
    database: str | None


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is a `Problem`, so that it ends like all others."""

    def error(self, message: str) -> NoReturn:
        raise Problem("command.usage", Exit.USAGE, reason=message)


def parse(argv: Sequence[str], texts: Texts) -> Request:
    """What is asked; options stand before or after the command.

    Raises `Problem` for a line that makes no sense, and `SystemExit` after help.
    """
    common = Parser(add_help=False, allow_abbrev=False)
    common.add_argument("--data", type=Path)
    common.add_argument("--database")
    known, rest = common.parse_known_args(list(argv))
    name = _chosen(rest)
    if name in rest:
        rest.remove(name)
    elif rest and rest[0] in ("-h", "--help"):
        _help_of_all(texts)
    command = _load(name)
    parser = Parser(prog=f"main.py {name}", description=texts(command.HELP_KEY), allow_abbrev=False)
    command.add_arguments(parser)
    return Request(name, command, parser.parse_args(rest), known.data, known.database)


def command_names() -> list[str]:
    """The commands that there are, by their files."""
    files = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name.rstrip("_") for name in files if name not in FRAME)


def _chosen(rest: Sequence[str]) -> str:
    name = command_in(rest, Path(__file__).parents[2])
    if name is None and rest and not rest[0].startswith("-"):
        raise Problem("command.unknown", Exit.USAGE, name=rest[0][:40])
    return name or DEFAULT_COMMAND


def _load(name: str) -> Command:
    for module in pkgutil.iter_modules(__path__):
        if module.name.rstrip("_") == name:
            return cast(Command, importlib.import_module(f"{__name__}.{module.name}"))
    raise Bug(f"no command {name}")


def _help_of_all(texts: Texts) -> NoReturn:
    lines = [texts("command.usage_line"), ""]
    lines += [f"  {name:<10} {texts(_load(name).HELP_KEY)}" for name in command_names()]
    sys.stdout.write("\n".join([*lines, "", texts("command.common_options")]) + "\n")
    raise SystemExit(Exit.FINE)
