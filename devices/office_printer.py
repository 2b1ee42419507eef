"""The office printer for A4 papers: the PC's own queue, CUPS or Windows.

Handing a PDF over says nothing about paper: the queue has it, and that is
all this class claims.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from core.errors import Exit, Problem

_PATIENCE_S = 20


class OfficePrinter:
    """`core.ports.PaperPrinter` on the default printer of this PC, on a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="office-printer")

    def print_pdf(self, file: Path, copies: int = 1) -> Future[str]:
        """Hand the file to the queue; the future gives the printer's name."""
        send = _by_windows if sys.platform == "win32" else _by_cups
        return self._thread.submit(send, file, copies)


def _by_cups(file: Path, copies: int) -> str:
    lp = shutil.which("lp")
    if lp is None:
        raise Problem("device.no_office_printer", Exit.ENVIRONMENT)
    try:
        done = subprocess.run(
            [lp, "-n", str(copies), "-o", "media=A4", "--", str(file)],
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Problem("device.not_printed", Exit.ENVIRONMENT, file=file.name) from error
    if done.returncode != 0:
        raise Problem("device.not_printed", Exit.ENVIRONMENT, file=file.name)
    # "request id is Laser-12 (1 file(s))": the part before the number is the printer.
    words = done.stdout.split()
    return words[3].rpartition("-")[0] if len(words) > 3 else ""


def _by_windows(file: Path, copies: int) -> str:
    """The program that Windows knows for PDF files prints it, once for each copy."""
    import os

    start = getattr(os, "startfile", None)
    if start is None:
        raise Problem("device.no_office_printer", Exit.ENVIRONMENT)
    try:
        for _ in range(copies):
            start(str(file), "print")
    except OSError as error:
        raise Problem("device.no_office_printer", Exit.ENVIRONMENT) from error
    return ""
