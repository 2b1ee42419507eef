"""The guardian: starts the program, and starts it again after a crash.

An ordinary end (closed by its user, refused, wrong usage) is the end.  A
program that asks for it (`AGAIN`: the wizard is done, the centre goes live)
is started again at once.  After three crashes in ten minutes the guardian
gives up, so that a broken PC does not blink for ever, and the exit code tells.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from core.clock import Clock
from core.errors import Exit

MOST_CRASHES = 3
WINDOW_S = 600.0
AGAIN = 75
"""The exit code by which the program asks its guardian for a fresh start."""

_ORDINARY = {Exit.FINE, Exit.RED, Exit.USAGE, Exit.REFUSED, Exit.ENVIRONMENT}


def guard(folder: Path, roles: Sequence[str], clock: Clock) -> int:
    """Run the roles until they end by themselves; returns the exit code."""
    command = [sys.executable, str(Path(sys.argv[0]).resolve()), "run", "--guarded"]
    command += ["--data", str(folder)]
    for role in roles:
        command += ["--role", role]
    return keep_alive(lambda: subprocess.run(command, check=False).returncode, clock)


def keep_alive(start: Callable[[], int], clock: Clock) -> int:
    """Call `start` again after each crash; it returns the process's exit code."""
    crashes_s: list[float] = []
    while True:
        code = start()
        if code in _ORDINARY:
            return code
        if code == AGAIN:
            continue
        now_s = clock.monotonic_s()
        crashes_s = [at_s for at_s in crashes_s if now_s - at_s < WINDOW_S] + [now_s]
        if len(crashes_s) >= MOST_CRASHES:
            return Exit.BUG
