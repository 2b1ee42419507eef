"""Reading armed pads and ratings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select

from core.ratings.model import LEVELS, Armed, RatingTally
from db.statement import Connection, Statement
from db.tables import armed, rating_days, ratings

_B = bindparam
_FIELDS = (
    armed.c.service_id,
    armed.c.ticket_id,
    armed.c.counter_id,
    armed.c.officer_id,
    armed.c.sector_id,
    armed.c.label,
    armed.c.until,
    armed.c.language,
)
_ARMED = Statement(select(*_FIELDS).where(armed.c.counter_id == _B("counter")))
_ALL_ARMED = Statement(select(*_FIELDS).order_by(armed.c.counter_id))
_EXISTS = Statement(select(func.count()).where(ratings.c.service_id == _B("service")))
_LAST = Statement(select(func.max(ratings.c.at)).where(ratings.c.counter_id == _B("counter")))
_VALUES = Statement(
    select(ratings.c.value, func.count())
    .where(
        ratings.c.day == _B("on_day"),
        or_(_B("counter") == "", ratings.c.counter_id == _B("counter")),
    )
    .group_by(ratings.c.value)
)
_DAY = Statement(
    select(
        func.coalesce(func.sum(rating_days.c.asked), 0),
        func.coalesce(func.sum(rating_days.c.stray), 0),
    ).where(
        rating_days.c.day == _B("on_day"),
        or_(_B("counter") == "", rating_days.c.counter_id == _B("counter")),
    )
)


class Ratings:
    """`core.ratings.book.RatingBook` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def armed(self, counter_id: str) -> Armed | None:
        row = _ARMED.one(self._connection, counter=counter_id)
        return Armed(*row) if row else None

    def list_armed(self) -> list[Armed]:
        return [Armed(*row) for row in _ALL_ARMED.all(self._connection)]

    def exists(self, service_id: str) -> bool:
        return bool(_EXISTS.value(self._connection, service=service_id))

    def last_press_at(self, counter_id: str) -> int:
        return int(_LAST.value(self._connection, counter=counter_id) or 0)

    def tally(self, day: str, counter_id: str = "") -> RatingTally:
        rows: Sequence[tuple[int, int]] = _VALUES.all(
            self._connection, on_day=day, counter=counter_id
        )
        counts = dict.fromkeys(LEVELS, 0) | dict(rows)
        asked, stray = _DAY.one(self._connection, on_day=day, counter=counter_id)
        return RatingTally(int(asked), counts, int(stray))
