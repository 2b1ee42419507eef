"""Reading pictures and films, away from the UI thread.

A thread decodes and scales; the board takes a frame when it is time to show
one.  Nothing of Qt crosses the border: a frame is plain bytes.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FRAMES_A_SECOND = 25
_AHEAD = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture in memory: 4 bytes a pixel (blue, green, red, unused)."""

    data: bytes
    width: int
    height: int
    stride: int


@dataclass(frozen=True, slots=True)
class Broken:
    """The file cannot be shown."""


class MediaReader:
    """Frames of one file, scaled to fit a box, for ever: a film begins again at its end.

    A still picture gives one frame.  Sound is never read.
    """

    def __init__(self, path: str, width: int, height: int) -> None:
        self._path = path
        self._box = (max(2, width), max(2, height))
        self._ready: queue.Queue[Frame | Broken] = queue.Queue(_AHEAD)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="board-media", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end; it does so within a frame, and nobody waits for it."""
        self._stopping.set()

    @property
    def is_over(self) -> bool:
        """Nothing more will come."""
        return not self._thread.is_alive() and self._ready.empty()

    def take(self) -> Frame | Broken | None:
        """The next frame, or None when it is not ready yet."""
        try:
            return self._ready.get_nowait()
        except queue.Empty:
            return None

    def _run(self) -> None:
        import av

        try:
            while not self._stopping.is_set() and self._play(av) > 1:
                pass
        # A broken film must not darken the board, whatever the decoder says.
        except Exception as error:
            _log.info("the board's picture cannot be shown: %s", type(error).__name__)
            self._offer(Broken())

    def _play(self, av: Any) -> int:
        """Decode the file once; returns how many frames were shown."""
        shown = 0
        with av.open(self._path) as container:
            for picture in _steady(container.decode(video=0)):
                if self._stopping.is_set():
                    break
                self._offer(self._scaled(picture))
                shown += 1
        if shown == 0 and not self._stopping.is_set():
            self._offer(Broken())
        return shown

    def _scaled(self, picture: Any) -> Frame:
        factor = min(self._box[0] / picture.width, self._box[1] / picture.height)
        width, height = (max(2, round(side * factor)) for side in (picture.width, picture.height))
        plain = picture.reformat(width=width, height=height, format="bgra")
        return Frame(bytes(plain.planes[0]), width, height, plain.planes[0].line_size)

    def _offer(self, frame: Frame | Broken) -> None:
        while not self._stopping.is_set():
            try:
                self._ready.put(frame, timeout=0.2)
            except queue.Full:
                continue
            return


def _steady(pictures: Iterator[Any]) -> Iterator[Any]:
    """At most 25 pictures a second of the film's own time."""
    due_s = 0.0
    for picture in pictures:
        at_s = picture.time
        if at_s is None or at_s >= due_s:
            due_s = (at_s or 0.0) + 1 / FRAMES_A_SECOND - 0.001
            yield picture
