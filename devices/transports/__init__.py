"""Ways to move bytes: serial, tcp, file, memory, sound.

A spooler is left out on purpose here: neither CUPS nor the Windows spooler
can say whether a slip came out, and a raw queue prints stale jobs by itself
hours later.  Ticket printers are reached directly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.errors import Exit, Problem
from devices.transports.base import Transport
from devices.transports.memory import MemoryTransport

Wires = Mapping[str, MemoryTransport]


def _serial(options: Mapping[str, Any], _wires: Wires) -> Transport:
    from devices.transports.serial_port import SerialTransport

    return SerialTransport.from_options(options)


def _tcp(options: Mapping[str, Any], _wires: Wires) -> Transport:
    from devices.transports.tcp import TcpTransport

    return TcpTransport(str(options["host"]), int(options.get("port", 9100)))


def _file(options: Mapping[str, Any], _wires: Wires) -> Transport:
    from devices.transports.file import FileTransport

    return FileTransport(str(options["path"]))


def _sound(options: Mapping[str, Any], _wires: Wires) -> Transport:
    from devices.transports.sound import SoundTransport

    return SoundTransport(str(options.get("output", "")))


def _null(_options: Mapping[str, Any], _wires: Wires) -> Transport:
    from devices.transports.memory import silent_output

    return silent_output()


def _memory(options: Mapping[str, Any], wires: Wires) -> Transport:
    return wires[str(options["wire"])]


KINDS: dict[str, Callable[[Mapping[str, Any], Wires], Transport]] = {
    "serial": _serial,
    "tcp": _tcp,
    "file": _file,
    "sound": _sound,
    "null": _null,
    "memory": _memory,
}


def build_transport(options: Mapping[str, Any], wires: Wires) -> Transport:
    """The transport of a configuration such as `{"kind": "tcp", "host": "10.0.0.9"}`.

    Raises `Problem` `device.bad_config` for an unknown kind or a missing value.
    """
    try:
        return KINDS[str(options["kind"])](options, wires)
    except (KeyError, ValueError, TypeError) as error:
        raise Problem("device.bad_config", Exit.USAGE, detail=str(error)) from error
