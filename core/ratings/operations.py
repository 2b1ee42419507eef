"""Pressing a rating pad, and its window running out."""

from __future__ import annotations

from dataclasses import dataclass

from core.clock import elapsed_s
from core.errors import Problem
from core.events import RatingGiven, RatingLapsed, StrayPressed
from core.ports import UnitOfWork
from core.ratings.model import LEVELS


@dataclass(frozen=True, slots=True)
class Pressed:
    """`counted` is False for a stray press."""

    counted: bool
    value: int


def press_rating(
    unit: UnitOfWork, *, counter_id: str, value: int, source: str = "screen"
) -> Pressed:
    """One press: a rating of the service that just ended, or a stray.

    A rating belongs to service, ticket, counter, officer and the service's
    dossiers.  A second press within `rating.lock_s`, and any press outside an
    armed window, is counted as stray.
    """
    if value not in LEVELS:
        raise Problem("rating.unknown_value", value=value)
    armed = unit.ratings.armed(counter_id)
    locked = elapsed_s(unit.ratings.last_press_at(counter_id), unit.now)
    if armed is None or unit.now > armed.until or locked < unit.settings.integer("rating.lock_s"):
        unit.record(StrayPressed(counter_id, value, source))
        return Pressed(counted=False, value=value)
    unit.record(
        RatingGiven(
            rating_id=unit.ids.new(),
            service_id=armed.service_id,
            ticket_id=armed.ticket_id,
            counter_id=counter_id,
            officer_id=armed.officer_id,
            sector_id=armed.sector_id,
            value=value,
            source=source,
            dossier_ids=unit.dossiers.ids_of_ticket(armed.ticket_id),
        )
    )
    return Pressed(counted=True, value=value)


def lapse_ratings(unit: UnitOfWork) -> int:
    """Disarm every pad whose time ran out; returns how many."""
    late = [armed for armed in unit.ratings.list_armed() if armed.until < unit.now]
    for armed in late:
        unit.record(RatingLapsed(armed.service_id, armed.counter_id, "timeout"))
    return len(late)
