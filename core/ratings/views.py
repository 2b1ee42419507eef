"""What a rating pad shows."""

from __future__ import annotations

from dataclasses import dataclass

from core.clock import SECOND
from core.ports import Reader
from core.ratings.model import Armed


@dataclass(frozen=True, slots=True)
class PadView:
    """One counter's pad; `locked_until` is the end of the lock after the last press."""

    number: int = 0
    armed: Armed | None = None
    locked_until: int = 0
    thanks_s: int = 2
    mark: str = "live"


def pad_view(reader: Reader, counter_id: str) -> PadView:
    """How the pad stands; a window that has run out is not armed any more."""
    counter = reader.counters.find(counter_id)
    armed = reader.ratings.armed(counter_id)
    lock_s = reader.settings.integer("rating.lock_s")
    return PadView(
        number=counter.number if counter else 0,
        armed=armed if armed and reader.now <= armed.until else None,
        locked_until=reader.ratings.last_press_at(counter_id) + lock_s * SECOND,
        thanks_s=reader.settings.integer("rating.thanks_s"),
        mark=reader.mark,
    )
