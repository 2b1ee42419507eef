"""The global key on Windows, by a low-level keyboard hook."""

from __future__ import annotations

from collections.abc import Callable


class WindowsGrip:
    """Hears of the key wherever it is pressed; one call a press, none while it repeats."""

    def __init__(self, key: str, pressed: Callable[[], None]) -> None:
        from pynput import keyboard

        self._wanted = getattr(keyboard.Key, key.lower())
        self._pressed = pressed
        self._down = False
        self._listener = keyboard.Listener(on_press=self._press, on_release=self._release)
        self._listener.start()
        self._listener.wait()

    def stop(self) -> None:
        self._listener.stop()
        self._listener.join()

    def _press(self, key: object) -> None:
        if key == self._wanted and not self._down:
            self._down = True
            self._pressed()

    def _release(self, key: object) -> None:
        if key == self._wanted:
            self._down = False
