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
        self._bell: tuple[socket.socket, socket.socket] | None = None

    @property
    def identity(self) -> str:
        return f"tcp:{self._address[0]}:{self._address[1]}"

    def open(self) -> None:
        try:
            self._socket = socket.create_connection(self._address, CONNECT_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.settimeout(WRITE_S)
            self._bell = socket.socketpair()
            for end in self._bell:
                end.settimeout(0)
        except OSError as error:
            raise _fault(error, "unreachable", 0) from error

    def close(self) -> None:
        connection, self._socket = self._socket, None
        bell, self._bell = self._bell, None
        for end in (connection, *(bell or ())):
            if end is not None:
                end.close()

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
        connection, bell_end = self._connection(), self._bell_end()
        ready, _, _ = select.select([connection, bell_end], [], [], timeout_s)
        if bell_end in ready:
            _hush(bell_end)
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
        bell = self._bell
        try:
            if bell is not None:
                bell[0].send(b"!")
        except OSError:
            return  # it rings already, or the line is just being closed

    def _connection(self) -> socket.socket:
        if self._socket is None:
            raise TransportError("connection_lost")
        return self._socket

    def _bell_end(self) -> socket.socket:
        if self._bell is None:
            raise TransportError("connection_lost")
        return self._bell[1]


def _hush(bell_end: socket.socket) -> None:
    try:
        while bell_end.recv(64):
            pass
    except BlockingIOError:
        return


def _fault(error: OSError, otherwise: str, sent: int | None) -> TransportError:
    return TransportError(_CODES.get(error.errno or 0, otherwise), sent, str(error))
