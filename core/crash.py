"""What is left of our own faults for whoever mends them."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from core.clock import Clock, local


def keep_trace(error: Exception, folder: Path, clock: Clock) -> Path:
    """Write down where it went wrong, without the values, which may be a citizen's."""
    file = folder / "crashes" / f"{local(clock.now()):%Y-%m-%d_%H%M%S}.txt"
    lines = [type(error).__name__, *traceback.format_tb(error.__traceback__)]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines), "utf-8")
    except OSError:
        sys.stderr.write("\n".join(lines) + "\n")
    return file
