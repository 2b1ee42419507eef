"""A serial port: RS-232, RS-485 or a USB adapter, through pyserial.

Learnt from others' troubles: a write without a time-out can hang for ever; a
write that timed out does not say how much went; after an unplug `in_waiting`
raises a plain OSError while `is_open` stays True; a port name may belong to
another device after the next start.  So every write has a time-out, every
partial write is uncertain, both kinds of error are caught, and a port can be
named by what is plugged in instead of where.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import serial
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo

from devices.transports.base import TransportError

WRITE_S = 1.5
_CODES = {
    errno.EACCES: "port_denied",
    errno.EPERM: "port_denied",
    errno.EBUSY: "port_busy",
    errno.EAGAIN: "port_busy",
}

Ports = Callable[[], Iterable[ListPortInfo]]


class SerialTransport:
    """One port at 8N1 or as told.

    `port` is a device path (`/dev/ttyUSB0`, `COM7`) or `usb:VID:PID[:serial]`
    with hexadecimal numbers, which finds the adapter in whatever socket it is.
    """

    per_job = False
    # Windows cancels only a read that is already waiting.
    patient = os.name == "nt"

    def __init__(
        self,
        port: str,
        baud: int = 9600,
        framing: str = "8N1",
        flow: str = "none",
        ports: Ports = list_ports.comports,
    ) -> None:
        self.chunk = max(64, baud // 100)
        self._port = port
        self._ports = ports
        self._found = port
        self._options: dict[str, Any] = {
            "baudrate": baud,
            "bytesize": int(framing[0]),
            "parity": framing[1],
            "stopbits": int(framing[2]),
            "rtscts": flow == "rtscts",
            "xonxoff": flow == "xonxoff",
        }
        self._serial: serial.Serial | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> SerialTransport:
        return cls(
            str(options["port"]),
            int(options.get("baud", 9600)),
            str(options.get("framing", "8N1")),
            str(options.get("flow", "none")),
        )

    @property
    def identity(self) -> str:
        return f"serial:{self._found}"

    def open(self) -> None:
        try:
            self._found = find_port(self._port, self._ports)
            self._serial = serial.Serial(
                self._found, timeout=0, write_timeout=WRITE_S, exclusive=True, **self._options
            )
        except (OSError, ValueError) as error:
            raise _fault(error, "port_missing", 0) from error

    def close(self) -> None:
        line, self._serial = self._serial, None
        if line is not None:
            try:
                line.close()
            except (OSError, TypeError):
                # A pulled adapter fails here too; there is nothing left to close.
                return

    def write(self, data: bytes) -> None:
        line = self._line()
        try:
            line.write(data)
        except serial.SerialTimeoutException as error:
            raise TransportError("stalled", None) from error
        except (OSError, TypeError) as error:
            raise _fault(error, "unplugged", None) from error

    def read(self, timeout_s: float) -> bytes:
        line = self._line()
        try:
            line.timeout = timeout_s
            data = bytes(line.read(1))
            return data + bytes(line.read(line.in_waiting)) if data else b""
        except (OSError, TypeError) as error:
            raise _fault(error, "unplugged", 0) from error

    def wake(self) -> None:
        line = self._serial
        if line is None:
            return
        try:
            line.cancel_read()
        except (OSError, AttributeError, TypeError):
            return  # the port is just being closed; its worker is awake anyway

    def _line(self) -> serial.Serial:
        if self._serial is None:
            raise TransportError("unplugged")
        return self._serial


def find_port(pattern: str, ports: Ports = list_ports.comports) -> str:
    """The device path of a port pattern; a plain path is returned as it is.

    Raises `TransportError` `port_missing` when nothing fits.
    """
    if not pattern.startswith("usb:"):
        return pattern
    wanted = pattern.removeprefix("usb:").lower().split(":", 2)
    for port in ports():
        if port_identity(port).lower().split(":", 4)[1 : 1 + len(wanted)] == wanted:
            return str(port.device)
    raise TransportError("port_missing", 0, pattern)


def port_identity(port: ListPortInfo) -> str:
    """`usb:VID:PID:serial:location`, or the path of a port that is not on USB."""
    if port.vid is None or port.pid is None:
        return str(port.device)
    number, place = port.serial_number or "", port.location or ""
    return f"usb:{port.vid:04X}:{port.pid:04X}:{number}:{place}"


def _fault(error: Exception, otherwise: str, sent: int | None) -> TransportError:
    code = _CODES.get(getattr(error, "errno", None) or 0, otherwise)
    return TransportError(code, sent, str(error))
