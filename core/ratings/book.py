"""What ratings ask of the store."""

from __future__ import annotations

from typing import Protocol

from core.ratings.model import Armed, RatingTally


class RatingBook(Protocol):
    """Which pad is armed, and what was pressed."""

    def armed(self, counter_id: str) -> Armed | None: ...

    def list_armed(self) -> list[Armed]: ...

    def exists(self, service_id: str) -> bool: ...

    def last_press_at(self, counter_id: str) -> int: ...

    def tally(self, day: str, counter_id: str = "") -> RatingTally: ...
