"""The program as a child that says when its window can be used, and what memory it holds.

It stands in for `main.py` and takes its words: `starting_child.py run --role
kiosk --data FOLDER` runs the program unchanged, with its guardian, but for a
watcher.  It writes `USABLE` when what the role is touched for has been painted
and is enabled, `RSS n` (KiB) a little later, and ends.  With the word `bare`
it is a window of Qt with one button instead.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=timezone(timedelta(hours=7)))
SETTLE_S = 3.0
# What a role is there for; of the others any painted widget counts.
WANTED = {"kiosk": "Tile", "bare": "QPushButton"}


def say(line: str) -> None:
    """One line to whoever waits for it."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def resident_kib() -> int:
    """Memory that this process holds now, in KiB (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise OSError("no VmRSS")


def run_program(words: list[str]) -> int:
    """What `main.py` does with these words, watched."""
    import core.clock
    import main
    from core.preparation import Place

    role = words[words.index("--role") + 1].partition(":")[0]
    run_roles = main.run_roles

    def watched(folder: Path, clock: Any, roles: tuple[str, ...], context: Any) -> int:
        # The store's code comes before Qt's, as it does unwatched.
        context.store()
        watch_session(role)
        return run_roles(folder, clock, roles, context)

    main.run_roles = watched
    # Its kiosk must give numbers at whatever hour this is measured.
    monday = core.clock.ShiftedClock(core.clock.instant_of(MORNING))
    core.clock.SystemClock = lambda: monday  # type: ignore[assignment, misc, return-value]
    if not Place(ROOT).is_inside():
        # Whoever measures has another environment, in which all is ready.
        main.prepare = lambda *_: None  # type: ignore[assignment]
    return main.main(words)


def watch_session(role: str) -> None:
    """From here on a session tells how far it is."""
    import ui.session

    plain = ui.session.Session

    class Watched(plain):  # type: ignore[misc, valid-type]
        """A session whose windows are looked at."""

        def run(self) -> int:
            watcher = watch(role, self._real_timers)
            code = int(super().run())
            del watcher
            return code

    ui.session.Session = Watched  # type: ignore[misc]


def run_bare() -> int:
    """The same questions to a window of Qt alone."""
    from PySide6.QtWidgets import QApplication, QPushButton

    from core.clock import SystemClock
    from ui.timers import QtTimers

    app = QApplication([])
    window = QPushButton("A001")
    window.resize(1080, 1920)
    watcher = watch("bare", QtTimers(SystemClock()))
    window.show()
    code = int(app.exec())
    del watcher
    return code


def watch(role: str, timers: Any) -> Any:
    """Look at every painting until the wanted widget's."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    wanted = WANTED.get(role)
    app = QApplication.instance()
    assert app is not None

    class Watcher(QObject):
        """Sees the events of the whole application."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
                self._look(watched)
            return False

        def _look(self, widget: QWidget) -> None:
            is_it = wanted is None or type(widget).__name__ == wanted
            if is_it and widget.isVisible() and widget.isEnabled():
                app.removeEventFilter(self)
                # Behind the painting that has just begun.
                timers.after(0.0, lambda: say("USABLE"))
                timers.after(SETTLE_S, self._end)

        def _end(self) -> None:
            say(f"RSS {resident_kib()}")
            app.quit()

    watcher = Watcher()
    app.installEventFilter(watcher)
    return watcher


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(run_bare() if sys.argv[1] == "bare" else run_program(sys.argv[1:]))
