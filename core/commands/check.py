"""`check`: the self-check of store, PC and devices; exit 1 if anything is red."""

from __future__ import annotations

import argparse

from core.care import Finding, Lamp
from core.commands.context import Context
from core.errors import Exit
from core.wire import to_wire

NAME = "check"
HELP_KEY = "command.check.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    context.make_store_if_new()
    found = [*context.care.findings(), *context.part("machine_findings")]
    if arguments.json:
        context.print_json({"lamp": worst(found), "checks": [_plain(context, f) for f in found]})
    else:
        for finding in found:
            lamp = context.texts(f"store.lamp.{finding.lamp}")
            check = context.texts(f"store.check.{finding.check}")
            context.print(f"{lamp:<8} {check}: {sentence(context, finding)}")
    return Exit.RED if worst(found) is Lamp.RED else Exit.FINE


def worst(found: list[Finding]) -> Lamp:
    """The lamp of the whole: red as soon as one is red."""
    order = (Lamp.RED, Lamp.AMBER)
    return next((lamp for lamp in order if any(f.lamp is lamp for f in found)), Lamp.GREEN)


def sentence(context: Context, finding: Finding) -> str:
    """What was found, in words; the fault of a device has its words with the devices."""
    words = context.texts(f"store.{finding.code}", **finding.facts)
    if finding.check != "device":
        return words
    health = context.texts(f"device.health.{finding.facts['health']}")
    fault = finding.facts["fault"]
    reason = context.texts(f"device.fault.{fault}", **finding.facts) if fault else ""
    return f"{words}: {health}. {reason}".rstrip()


def _plain(context: Context, finding: Finding) -> object:
    return {**to_wire(finding), "text": sentence(context, finding)}
