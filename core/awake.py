"""No screen sleep while public windows are open.

Windows: `SetThreadExecutionState`, which belongs to a thread and ends with
it.  Linux: the desktop's inhibition through `systemd-inhibit` and
`gnome-session-inhibit`, and the X server's own saver through `xset`.  Where
nothing of it is there the screen keeps the PC's habits, and `check` says so.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

_log = logging.getLogger(__name__)

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002
_WHY = "public screens"
_HOLDERS = (
    ("systemd-inhibit", "--what=idle:sleep", "--who=mot-cua", f"--why={_WHY}", "--mode=block"),
    ("gnome-session-inhibit", "--inhibit", "idle:suspend", "--reason", _WHY),
)
# It ends when its input does, so the inhibition also ends when we are killed.
_UNTIL_WE_END = "cat"
_XSET = "xset"
_XSET_S = 2.0
_STOP_S = 5.0

Which = Callable[[str], str | None]


class Awake(Protocol):
    """Keeps the screen on from `hold` to `release`, both on the same thread.

    Neither raises: a screen that goes dark is no reason to stop a centre.
    """

    def means(self) -> tuple[str, ...]:
        """What of this PC would be used; empty when nothing is there."""
        ...

    def hold(self) -> None: ...

    def release(self) -> None: ...


class WindowsAwake:
    """Through the kernel's execution state; `set_state` returns 0 when refused."""

    def __init__(self, set_state: Callable[[int], int] | None = None) -> None:
        self._set_state = set_state or _kernel_set_state()

    def means(self) -> tuple[str, ...]:
        return ("SetThreadExecutionState",)

    def hold(self) -> None:
        if not self._set_state(_CONTINUOUS | _SYSTEM | _DISPLAY):
            _log.info("Windows did not agree to keep the screen on")

    def release(self) -> None:
        self._set_state(_CONTINUOUS)


class LinuxAwake:
    """Through processes that hold an inhibition, and the X server's settings."""

    def __init__(self, which: Which = shutil.which) -> None:
        self._which = which
        self._holders: list[subprocess.Popen[bytes]] = []
        self._saver_before: list[tuple[str, ...]] = []

    def means(self) -> tuple[str, ...]:
        names = (*(line[0] for line in _HOLDERS), _XSET)
        return tuple(name for name in names if self._which(name) is not None)

    def hold(self) -> None:
        present = self.means()
        for line in _HOLDERS:
            if line[0] in present:
                self._start([*line, _UNTIL_WE_END])
        if _XSET in present:
            self._saver_before = saver_settings(_xset("q"))
            _xset("s", "off")
            _xset("-dpms")

    def release(self) -> None:
        for holder in self._holders:
            if holder.stdin is not None:
                holder.stdin.close()
            holder.terminate()
            holder.wait()
        self._holders.clear()
        for line in self._saver_before:
            _xset(*line)
        self._saver_before = []

    def _start(self, line: Sequence[str]) -> None:
        quiet = subprocess.DEVNULL
        with contextlib.suppress(OSError):
            self._holders.append(
                subprocess.Popen(line, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
            )


class NoAwake:
    """A system that we know no way for."""

    def means(self) -> tuple[str, ...]:
        return ()

    def hold(self) -> None:
        _log.info("no way is known to keep the screen on here")

    def release(self) -> None:
        """Nothing was held."""


class AwakeThread:
    """Holds and releases on a thread of its own, so that nobody waits for either."""

    def __init__(self, awake: Callable[[], Awake]) -> None:
        self._awake = awake
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="awake", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the screen sleep again; at most 5 s."""
        self._ending.set()
        self._thread.join(_STOP_S)

    def _keep(self) -> None:
        awake = self._awake()
        awake.hold()
        self._ending.wait()
        awake.release()


def awake_for(platform: str = sys.platform) -> Awake:
    """The way of this system."""
    if platform == "win32":
        return WindowsAwake()
    return LinuxAwake() if platform.startswith("linux") else NoAwake()


def saver_settings(said: str) -> list[tuple[str, ...]]:
    """The arguments of `xset` that put back what `xset q` said of saver and power saving."""
    lines: list[tuple[str, ...]] = []
    found = re.search(r"timeout:\s+(\d+)\s+cycle:\s+(\d+)", said)
    if found is not None:
        lines.append(("s", found[1], found[2]))
    if "DPMS is Enabled" in said:
        lines.append(("+dpms",))
    return lines


def _xset(*arguments: str) -> str:
    """What `xset` said; nothing when there is no X server to talk to."""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run([_XSET, *arguments], capture_output=True, timeout=_XSET_S)
        return done.stdout.decode("utf-8", "replace")
    return ""


def _kernel_set_state() -> Callable[[int], int]:
    windows = getattr(ctypes, "windll")  # noqa: B009 - unknown to checkers on other systems
    set_state: Callable[[int], int] = windows.kernel32.SetThreadExecutionState
    return set_state
