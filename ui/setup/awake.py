"""No screen sleep while public windows are open.

Windows: `SetThreadExecutionState`, which ends with the process.  Linux: the
desktop's own inhibition over D-Bus is asked for through `systemd-inhibit` or
`gnome-session-inhibit`, else the X server's saver is switched off with `xset`.
Where nothing of it is there the screen keeps the PC's own habits.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

_log = logging.getLogger(__name__)

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002
_FOREVER = ("sleep", "infinity")
_HOLDERS = (
    (
        "systemd-inhibit",
        "--what=idle:sleep",
        "--who=mot-cua",
        "--why=public screens",
        "--mode=block",
    ),
    ("gnome-session-inhibit", "--inhibit", "idle:suspend", "--reason", "public screens"),
)
_XSET_ON = (("xset", "s", "off"), ("xset", "-dpms"))
_XSET_OFF = (("xset", "s", "on"), ("xset", "+dpms"))


class Awake(Protocol):
    """Keeps the screen on from `hold` to `release`."""

    def hold(self) -> None: ...

    def release(self) -> None: ...


class WindowsAwake:
    """Through the kernel's execution state; `set_state` returns 0 when refused."""

    def __init__(self, set_state: Callable[[int], int] | None = None) -> None:
        self._set_state = set_state or _kernel_set_state()

    def hold(self) -> None:
        if not self._set_state(_CONTINUOUS | _SYSTEM | _DISPLAY):
            _log.info("Windows did not agree to keep the screen on")

    def release(self) -> None:
        self._set_state(_CONTINUOUS)


class LinuxAwake:
    """Through a process that holds an inhibition, and the X server's settings."""

    def __init__(self, which: Callable[[str], str | None] = shutil.which) -> None:
        self._which = which
        self._holders: list[subprocess.Popen[bytes]] = []

    def hold(self) -> None:
        for line in _HOLDERS:
            if self._which(line[0]) is not None:
                self._start([*line, *_FOREVER])
        self._run_all(_XSET_ON)

    def release(self) -> None:
        for holder in self._holders:
            holder.terminate()
            holder.wait()
        self._holders.clear()
        self._run_all(_XSET_OFF)

    def _start(self, line: Sequence[str]) -> None:
        with contextlib.suppress(OSError):
            self._holders.append(
                subprocess.Popen(
                    line,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )

    def _run_all(self, lines: Sequence[Sequence[str]]) -> None:
        if self._which("xset") is None:
            return
        for line in lines:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(line, capture_output=True, timeout=2, check=False)


class NoAwake:
    """A system that we know no way for."""

    def hold(self) -> None:
        _log.info("no way is known to keep the screen on here")

    def release(self) -> None:
        """Nothing was held."""


def awake_for(platform: str = sys.platform) -> Awake:
    """The way of this system; made and used off the UI thread."""
    if platform == "win32":
        return WindowsAwake()
    return LinuxAwake() if platform.startswith("linux") else NoAwake()


def _kernel_set_state() -> Callable[[int], int]:
    set_state: Callable[[int], int] = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined,unused-ignore]
    return set_state
