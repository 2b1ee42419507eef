"""A demonstration's day as a child that tells how long its screen stood still.

It stands in for `main.py` and takes its words (`demo --headless ...`); with
the words `bare SECONDS` it is a plain window that changes twenty times a
second instead.  At its end it writes `STALLS count longest_ms` for the time
since its windows stood, which is what the stall watch has seen.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SETTLED_S = 3.0
_CHANGE_S = 0.05


def tell(watch: Any) -> None:
    """What a stall watch has seen."""
    sys.stdout.write(f"STALLS {watch.stalls} {watch.longest_s * 1000:.1f}\n")
    sys.stdout.flush()


def begin_anew(watch: Any) -> None:
    """Opening the windows is measured elsewhere: from here on the day counts."""
    watch.stalls, watch.longest_s = 0, 0.0


def run_program(words: list[str]) -> int:
    """What `main.py` does with these words, watched."""
    import main
    import ui.session
    from core.preparation import Place

    plain = ui.session.Session

    class Watched(plain):  # type: ignore[misc, valid-type]
        """A session whose watch is read at the end; pictures are for people without a screen."""

        def take_pictures(self, folder: Path) -> None: ...

        def run(self) -> int:
            self._real_timers.after(SETTLED_S, lambda: begin_anew(self.watch))
            code = int(super().run())
            tell(self.watch)
            return code

    ui.session.Session = Watched  # type: ignore[misc]
    if not Place(ROOT).is_inside():
        # Whoever measures has another environment, in which all is ready.
        main.prepare = lambda *_: None  # type: ignore[assignment]
    return main.main(words)


def run_bare(seconds: float) -> int:
    """A window with a word that changes, under the same watch."""
    from PySide6.QtWidgets import QApplication, QLabel

    from core.clock import SystemClock
    from ui.bridge import StallWatch
    from ui.timers import QtTimers

    app, clock = QApplication([]), SystemClock()
    timers, watch = QtTimers(clock), StallWatch(clock)
    window = QLabel("0")
    window.resize(1600, 900)
    window.show()

    def change() -> None:
        window.setText(f"{clock.monotonic_s():.2f}")
        timers.after(_CHANGE_S, change)

    change()
    timers.after(SETTLED_S, lambda: begin_anew(watch))
    timers.after(seconds, app.quit)
    watch.start()
    code = int(app.exec())
    watch.stop()
    tell(watch)
    return code


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(run_bare(float(sys.argv[2])) if sys.argv[1] == "bare" else run_program(sys.argv[1:]))
