"""A cable between a PC and the host that can be cut at a chosen word."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable

_CHUNK = 65536


class Cable:
    """Listens on a port of its own and hands everything on to the host.

    `cut_before(word)` drops the line instead of handing on the next data that
    hold the word; `cut_after(word)` hands them on, but drops the line when the
    host answers.
    """

    def __init__(self, host_port: int) -> None:
        self._host_port = host_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._before = b""
        self._after = b""
        self.is_torn = False
        self.cuts = 0
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_before(self, word: bytes) -> None:
        self._before = word

    def cut_after(self, word: bytes) -> None:
        self._after = word

    def tear(self) -> None:
        """Drop every line, and take no other until `mend`."""
        self.is_torn = True
        for line in self._open:
            _end(line)

    def mend(self) -> None:
        self.is_torn = False

    def close(self) -> None:
        self.tear()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                pc, _ = self._listener.accept()
                if self.is_torn:
                    pc.close()
                    continue
                host = socket.create_connection(("127.0.0.1", self._host_port))
                self._open += [pc, host]
                state = {"cut": False}

                def asks(data: bytes, state: dict[str, bool] = state) -> bool:
                    if self._before and self._before in data:
                        self._before = b""
                        return False
                    if self._after and self._after in data:
                        self._after = b""
                        state["cut"] = True
                    return True

                def answers(_data: bytes, state: dict[str, bool] = state) -> bool:
                    return not state["cut"]

                threading.Thread(target=self._hand_on, args=(pc, host, asks), daemon=True).start()
                threading.Thread(
                    target=self._hand_on, args=(host, pc, answers), daemon=True
                ).start()

    def _hand_on(
        self, source: socket.socket, target: socket.socket, may: Callable[[bytes], bool]
    ) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                if not may(data):
                    self.cuts += 1
                    break
                target.sendall(data)
        _end(source)
        _end(target)


def _end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
