"""The far ends of real lines: a device behind a pseudo terminal or a loopback port."""

from __future__ import annotations

import os
import socket
import threading
from typing import Any


class FarEnd:
    """A pseudo terminal with a fake device behind it; POSIX only."""

    def __init__(self, device: Any = None) -> None:
        import pty
        import tty

        self._main, self._sub = pty.openpty()
        tty.setraw(self._main)
        tty.setraw(self._sub)
        self.path = os.ttyname(self._sub)
        self.heard = bytearray()
        self._thread = threading.Thread(target=self._serve, args=(device,), daemon=True)
        if device is not None:
            device.plugged(self.say)
            self._thread.start()

    def say(self, data: bytes) -> None:
        os.write(self._main, data)

    def _serve(self, device: Any) -> None:
        try:
            while data := os.read(self._main, 4096):
                self.heard += data
                device.heard(data)
        except OSError:
            return

    def unplug(self) -> None:
        os.close(self._sub)
        os.close(self._main)


class NetworkPrinter:
    """A printer on loopback; serves one connection at a time, like most of them."""

    def __init__(self, device: Any) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.connections = 0
        self._device = device
        self._idle: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        try:
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                if self._device is None:
                    self._idle.append(connection)  # accepted, and never read
                else:
                    self._talk(connection)
        except OSError:
            return

    def _talk(self, connection: socket.socket) -> None:
        self._device.plugged(connection.sendall)
        with connection:
            while data := connection.recv(4096):
                self._device.heard(data)

    def close(self) -> None:
        self._listener.close()
        for connection in self._idle:
            connection.close()
