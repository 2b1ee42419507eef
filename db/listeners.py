"""Those who want to hear of changes."""

from __future__ import annotations

import logging
from collections.abc import Callable

from core.events import Changes

_log = logging.getLogger(__name__)


class Listeners:
    """Called on whatever thread tells; one's failure does not silence the others."""

    def __init__(self) -> None:
        self._all: tuple[Callable[[Changes], None], ...] = ()

    def add(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Returns what takes the listener away again."""
        self._all = (*self._all, listener)

        def leave() -> None:
            self._all = tuple(one for one in self._all if one is not listener)

        return leave

    def tell(self, changes: Changes) -> None:
        if not changes.events:
            return
        for listener in self._all:
            try:
                listener(changes)
            # The commit stands: a listener's failure must not be told as the act's.
            except Exception:
                _log.exception("a listener of the store failed")
