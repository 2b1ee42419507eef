"""`devices`: the devices of this PC, probed once, and their lamps; exit 1 if one is lost."""

from __future__ import annotations

import argparse

from core.commands.context import Context
from core.errors import Exit
from core.ports import DeviceHealth, DeviceState
from core.wire import to_wire

NAME = "devices"
HELP_KEY = "command.devices.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(context: Context, arguments: argparse.Namespace) -> int:
    states: tuple[DeviceState, ...] = context.part("device_states")
    if arguments.json:
        context.print_json([{**to_wire(s), "health": s.health.name.lower()} for s in states])
    elif not states:
        context.print(context.texts("command.devices.none"))
    else:
        for state in states:
            context.print(_line(context, state))
    return Exit.RED if any(s.health is DeviceHealth.LOST for s in states) else Exit.FINE


def _line(context: Context, state: DeviceState) -> str:
    health = context.texts(f"device.health.{state.health.name.lower()}")
    fault = context.texts(f"device.fault.{state.fault}", **state.facts) if state.fault else ""
    return f"{state.name} ({state.driver}): {health}. {fault}".rstrip()
