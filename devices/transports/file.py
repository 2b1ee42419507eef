"""A file that takes the bytes of each job: a spare printer, or a device node."""

from __future__ import annotations

import errno
import threading
from pathlib import Path
from typing import IO

from devices.transports.base import TransportError

_CODES = {errno.ENOSPC: "disk_full", errno.EACCES: "port_denied", errno.EROFS: "port_denied"}


class FileTransport:
    """Appends to a file; also fits `/dev/usb/lp0`, which answers nothing here."""

    chunk = 65536
    per_job = True
    patient = False

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._file: IO[bytes] | None = None
        self._woken = threading.Event()

    @property
    def identity(self) -> str:
        return f"file:{self._path.name}"

    def open(self) -> None:
        try:
            self._file = self._path.open("ab", buffering=0)
        except OSError as error:
            raise _fault(error, 0) from error

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except OSError:
                return

    def write(self, data: bytes) -> None:
        if self._file is None:
            raise TransportError("port_missing")
        sent = 0
        try:
            while sent < len(data):
                sent += self._file.write(data[sent:]) or 0
        except OSError as error:
            raise _fault(error, sent) from error

    def read(self, timeout_s: float) -> bytes:
        """A file says nothing; the wait can still be cut short."""
        self._woken.wait(timeout_s)
        self._woken.clear()
        return b""

    def wake(self) -> None:
        self._woken.set()


def _fault(error: OSError, sent: int) -> TransportError:
    return TransportError(_CODES.get(error.errno or 0, "port_missing"), sent, str(error.strerror))
