"""Reports made by a child process, so that no window ever waits for one.

The child is this very program with the command `report`; it tells its
progress as JSON lines on standard error and its files on standard output.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from core.errors import Exit
from core.services import ReportNews, ReportOrder

Hear = Callable[[ReportNews], None]


class ChildReports:
    """`core.services.ReportRunner`.

    `program` starts this program (interpreter, main.py, `--data` and folder);
    files go into `folder`.
    """

    def __init__(self, program: Sequence[str], folder: Path) -> None:
        self._program = tuple(program)
        self._folder = folder

    def start(self, order: ReportOrder, hear: Hear) -> Callable[[], None]:
        """Start a run; `hear` is called on a thread of the run.  Returns what kills it."""
        run = _Run([*self._program, *_words(order, self._folder)], hear)
        run.start()
        return run.kill


class _Run:
    def __init__(self, line: list[str], hear: Hear) -> None:
        self._line = line
        self._hear = hear
        self._killed = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._follow, name="report", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def kill(self) -> None:
        self._killed.set()
        if self._process is not None:
            self._process.kill()

    def _follow(self) -> None:
        try:
            process = subprocess.Popen(
                self._line,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            self._hear(ReportNews(ended=True, problem=str(error.strerror)))
            return
        self._process = process
        if self._killed.is_set():
            process.kill()
        with process:
            sentence = self._read_progress(process.stderr)
            written = process.stdout.read().split("\n") if process.stdout else []
            code = process.wait()
        if not self._killed.is_set():
            self._hear(_outcome(code, [Path(one) for one in written if one], sentence))

    def _read_progress(self, lines: IO[str] | None) -> str:
        """Pass progress on; the last line that is none is the sentence of a problem."""
        sentence = ""
        for line in lines or ():
            try:
                told = json.loads(line)
                self._hear(ReportNews(str(told["step"]), float(told["done"])))
            except (ValueError, TypeError, KeyError):
                sentence = line.strip() or sentence
        return sentence


def _words(order: ReportOrder, folder: Path) -> list[str]:
    words = ["report", order.form, "--from", order.first.isoformat()]
    words += ["--to", order.last.isoformat(), "--out", str(folder)]
    words += ["--format", ",".join(order.formats), "--progress", "json"]
    if order.profile:
        words += ["--profile", order.profile]
    return words


def _outcome(code: int, files: list[Path], sentence: str) -> ReportNews:
    by_kind = {path.suffix[1:]: path for path in files}
    if code == Exit.FINE:
        return ReportNews(done=1.0, ended=True, files=by_kind)
    return ReportNews(ended=True, problem=sentence, refused=_refusal(files))


def _refusal(files: list[Path]) -> dict[str, Any] | None:
    for path in files:
        if path.name.endswith(".refused.json"):
            refusal: dict[str, Any] = json.loads(path.read_text("utf-8"))
            return refusal
    return None
