"""What every transport promises."""

from __future__ import annotations

from typing import Protocol


class TransportError(Exception):
    """The line failed.

    `code` names the fault (text `device.fault.<code>`).  `sent` is how many
    bytes of the last write are known to have left the PC; None says that
    nobody knows, as after a write time-out.
    """

    def __init__(self, code: str, sent: int | None = 0, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.sent = sent
        self.detail = detail


class Transport(Protocol):
    """Bytes to and from one port, used by one worker only.

    `chunk` is how many bytes one write should take, so that no write keeps
    the worker longer than about a tenth of a second on a healthy line.
    `per_job` lines are opened for a job and closed after it, as network
    printers want that serve one caller at a time.  `patient` says that
    `wake` may be missed and reads should therefore be short.
    """

    chunk: int
    per_job: bool
    patient: bool

    @property
    def identity(self) -> str:
        """Which port this is, for people and for log lines."""
        ...

    def open(self) -> None:
        """Open the line; raises `TransportError` within 2 s if it cannot."""
        ...

    def close(self) -> None:
        """Close the line; never raises, closing twice does nothing."""
        ...

    def write(self, data: bytes) -> None:
        """Send all bytes or raise `TransportError` within 2 s."""
        ...

    def read(self, timeout_s: float) -> bytes:
        """What has come, after at most `timeout_s`; empty when nothing came."""
        ...

    def wake(self) -> None:
        """Make a waiting `read` return at once; any thread may call it."""
        ...
