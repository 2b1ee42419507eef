"""The global key on X11: the server sends it to us instead of to others.

A thread of its own waits for the server and for a word to stop; it touches
no window.  The key is grabbed with every combination of CapsLock (Lock) and
NumLock (Mod2), which the server counts as different keys.
"""

# mypy: disable-error-code="no-untyped-call"
# python-xlib has no types.

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable
from typing import Any

from ui.counter.hotkey import KeyTakenError

_LOCKS = (0, 0b10, 0b10000, 0b10010)


class X11Grip:
    """Holds a key of one display; `OSError` when the display cannot be reached.

    Raises `KeyTakenError` when another program has grabbed the key.
    """

    def __init__(self, display: str, key: str, pressed: Callable[[], None]) -> None:
        from Xlib import XK
        from Xlib.display import Display
        from Xlib.error import DisplayError

        try:
            self._display = Display(display or None)
        except DisplayError as error:
            raise OSError(str(error)) from error
        self._pressed = pressed
        self._root = self._display.screen().root
        self._code = self._display.keysym_to_keycode(XK.string_to_keysym(key))
        self._released_at = -1
        self._stop_here, self._stop_there = socket.socketpair()
        try:
            self._grab()
        except KeyTakenError:
            self._close()
            raise
        self._thread = threading.Thread(target=self._listen, name="global-key", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop_there.send(b".")
        self._thread.join()
        self._close()

    def _grab(self) -> None:
        from Xlib import X
        from Xlib.error import BadAccess, CatchError

        caught = CatchError(BadAccess)
        for locks in _LOCKS:
            self._root.grab_key(
                self._code,
                locks,
                owner_events=False,
                pointer_mode=X.GrabModeAsync,
                keyboard_mode=X.GrabModeAsync,
                onerror=caught,
            )
        self._display.sync()
        if caught.get_error():
            raise KeyTakenError("grabbed by another program")

    def _listen(self) -> None:
        while True:
            ready, _, _ = select.select([self._display.fileno(), self._stop_here], [], [])
            if self._stop_here in ready:
                return
            for _ in range(self._display.pending_events()):
                self._hear(self._display.next_event())

    def _hear(self, event: Any) -> None:
        """A held key repeats as release and press of the same millisecond: one press."""
        from Xlib import X

        if event.type == X.KeyRelease:
            self._released_at = event.time
        elif event.type == X.KeyPress and event.time != self._released_at:
            self._pressed()

    def _close(self) -> None:
        self._stop_here.close()
        self._stop_there.close()
        # Closing the connection lets every grab go.
        self._display.close()
