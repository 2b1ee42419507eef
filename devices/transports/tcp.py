"""A network printer on port 9100: open, print, confirm, close.

Many models serve one caller at a time or stop accepting when a connection is
left open, so a line lives for one job only.
"""

from __future__ import annotations

import errno
import select
import socket

from devices.transports.base import TransportError

CONNECT_S = 1.5
WRITE_S = 1.5
_CODES = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "connection_lost",
    errno.EPIPE: "connection_lost",
}


class TcpTransport:
    """One connection to `host:port`; no call takes longer than 2 s."""

    chunk = 4096
    per_job = True
    patient = False

    def __init__(self, host: str, port: int = 9100) -> None:
        self._address = (host, port)
        self._socket: socket.socket | None = None
        # A pair of sockets, because only sockets can be waited for together
        # with the connection on Windows.
        self._bell, self._bell_end = socket.socketpair()
        self._bell.settimeout(0)
        self._bell_end.settimeout(0)

    @property
    def identity(self) -> str:
        return f"tcp:{self._address[0]}:{self._address[1]}"

    def open(self) -> None:
        try:
            self._socket = socket.create_connection(self._address, CONNECT_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.settimeout(WRITE_S)
        except OSError as error:
            raise _fault(error, "unreachable", 0) from error

    def close(self) -> None:
        connection, self._socket = self._socket, None
        if connection is not None:
            connection.close()

    def write(self, data: bytes) -> None:
        sent = 0
        try:
            while sent < len(data):
                sent += self._connection().send(data[sent:])
        except TimeoutError as error:
            raise TransportError("stalled", sent) from error
        except OSError as error:
            # Bytes handed to the system before a reset may or may not have arrived.
            raise _fault(error, "connection_lost", None) from error

    def read(self, timeout_s: float) -> bytes:
        connection = self._connection()
        ready, _, _ = select.select([connection, self._bell_end], [], [], timeout_s)
        if self._bell_end in ready:
            self._hush()
        if connection not in ready:
            return b""
        try:
            data = connection.recv(4096)
        except OSError as error:
            raise _fault(error, "connection_lost", 0) from error
        if not data:
            raise TransportError("connection_lost", 0)
        return data

    def wake(self) -> None:
        try:
            self._bell.send(b"!")
        except BlockingIOError:
            return  # it is ringing already

    def _hush(self) -> None:
        try:
            while self._bell_end.recv(64):
                pass
        except BlockingIOError:
            return

    def _connection(self) -> socket.socket:
        if self._socket is None:
            raise TransportError("connection_lost")
        return self._socket


def _fault(error: OSError, otherwise: str, sent: int | None) -> TransportError:
    return TransportError(_CODES.get(error.errno or 0, otherwise), sent, str(error))
