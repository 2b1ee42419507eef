"""What windows ask about the queue: queries of a `Reader`."""

from __future__ import annotations

from dataclasses import dataclass

from core.clock import Instant, elapsed_s, local_day
from core.dossiers.model import Dossier
from core.people.model import Staff
from core.ports import Reader
from core.queue.calling import next_choice
from core.queue.hours import hours_of_day, next_opening
from core.queue.model import BoardCall, Counter, Sector, Ticket, TicketState
from core.queue.next_ticket import Choice, lines_of
from core.queue.taking import capacity_left, estimate_min, opening_of, people_ahead
from core.ratings.model import Armed, RatingTally
from core.settings import Values

_MINUTE_S = 60
_QUEUE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class KioskTile:
    """One sector of the kiosk.

    `estimate_min` is None when unknown, `left` None without a capacity;
    `opens_at` is set while it is closed.
    """

    sector: Sector
    waiting: int
    estimate_min: int | None
    is_open: bool
    opens_at: Instant | None
    half: str
    left: int | None


@dataclass(frozen=True, slots=True)
class KioskView:
    """The kiosk's whole picture; `opens_at` is set while every sector is closed."""

    centre: str
    tiles: tuple[KioskTile, ...]
    opens_at: Instant | None
    hours_today: tuple[tuple[str, str], ...]
    clock_is_behind: bool
    mark: str
    settings: Values


def kiosk_view(reader: Reader) -> KioskView:
    """Tiles of the active sectors in the order of the catalogue."""
    tiles = tuple(
        _tile(reader, sector) for sector in reader.counters.list_sectors() if sector.active
    )
    values = reader.settings
    exceptions = reader.procedures.calendar_days()
    opens_at = None
    if tiles and not any(tile.is_open for tile in tiles):
        opens_at = min((t.opens_at for t in tiles if t.opens_at is not None), default=None)
    elif not tiles:
        opens_at = next_opening(reader.now, values, exceptions)
    today = hours_of_day(local_day(reader.now), values, exceptions)
    return KioskView(
        values.text("centre.name"),
        tiles,
        opens_at,
        tuple((f"{a:%H:%M}", f"{b:%H:%M}") for a, b in today),
        reader.clock_is_behind,
        reader.mark,
        values,
    )


def _tile(reader: Reader, sector: Sector) -> KioskTile:
    opening = opening_of(reader, sector)
    day = local_day(reader.now).isoformat()
    waiting = people_ahead(reader, sector.sector_id, reader.now + 1)
    return KioskTile(
        sector,
        waiting,
        estimate_min(reader, sector.sector_id, waiting),
        opening.is_open,
        opening.next_at,
        opening.half,
        capacity_left(reader, sector, day, opening.half),
    )


@dataclass(frozen=True, slots=True)
class CounterView:
    """Everything one counter's panel shows."""

    counter: Counter
    officer: Staff | None
    ticket: Ticket | None
    next: Choice | None
    waiting: tuple[Ticket, ...]
    waiting_count: int
    parked: tuple[Ticket, ...]
    missed: tuple[Ticket, ...]
    dossiers: tuple[Dossier, ...]
    undo_until: Instant | None
    undo_action: str
    armed: Armed | None
    sectors: dict[str, Sector]
    counters: tuple[Counter, ...]
    staff: tuple[Staff, ...]
    mark: str


def counter_view(reader: Reader, counter_id: str) -> CounterView | None:
    """The counter's panel; None when there is no such counter."""
    counter = reader.counters.find(counter_id)
    if counter is None:
        return None
    day = local_day(reader.now).isoformat()
    lines = lines_of(counter, day)
    ticket = reader.tickets.at_counter(counter_id)
    undo_until, action = _undo(reader, counter_id)
    return CounterView(
        counter,
        reader.staff.find(counter.officer_id) if counter.officer_id else None,
        ticket,
        next_choice(reader, counter),
        tuple(reader.tickets.list_waiting(lines, _QUEUE_SHOWN)),
        reader.tickets.count_waiting(lines),
        tuple(reader.tickets.list_parked(counter_id)),
        tuple(
            missed
            for missed in reader.tickets.list_of_day(day, (TicketState.MISSED,))
            if missed.sector_id in counter.sectors
        ),
        tuple(reader.dossiers.list_of_ticket(ticket.ticket_id)) if ticket else (),
        undo_until,
        action,
        reader.ratings.armed(counter_id),
        {sector.sector_id: sector for sector in reader.counters.list_sectors()},
        tuple(reader.counters.list_all()),
        tuple(member for member in reader.staff.list_all() if member.active),
        reader.mark,
    )


def _undo(reader: Reader, counter_id: str) -> tuple[Instant | None, str]:
    last = reader.counters.last_action(counter_id)
    if last is None:
        return None, ""
    until = Instant(last.at + reader.settings.integer("next.undo_s") * 1_000_000)
    return (until, last.action) if until > reader.now else (None, "")


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a hall board needs to stand as it was: newest call first."""

    calls: tuple[BoardCall, ...]
    waiting: tuple[tuple[Sector, int], ...]
    centre: str
    notice: str
    hours_today: tuple[tuple[str, str], ...]
    opens_at: Instant | None
    mark: str


def board_view(reader: Reader) -> BoardView:
    day = local_day(reader.now)
    values = reader.settings
    exceptions = reader.procedures.calendar_days()
    waiting = tuple(
        (sector, people_ahead(reader, sector.sector_id, reader.now + 1))
        for sector in reader.counters.list_sectors()
        if sector.active
    )
    today = hours_of_day(day, values, exceptions)
    return BoardView(
        tuple(reader.tickets.latest_calls(day.isoformat(), 20)),
        waiting,
        values.text("centre.name"),
        values.text("board.notice"),
        tuple((f"{a:%H:%M}", f"{b:%H:%M}") for a, b in today),
        next_opening(reader.now, values, exceptions),
        reader.mark,
    )


@dataclass(frozen=True, slots=True)
class SectorNow:
    """A sector in the supervisor's picture."""

    sector: Sector
    waiting: int
    longest_wait_min: int
    open_counters: int
    issued: int


@dataclass(frozen=True, slots=True)
class HallView:
    """The supervisor's live picture of the hall."""

    at: int
    day: str
    sectors: tuple[SectorNow, ...]
    counters: tuple[Counter, ...]
    present: dict[str, Ticket]
    officers: dict[str, Staff]
    ratings: RatingTally
    counts: dict[str, int]
    mark: str


def hall_view(reader: Reader) -> HallView:
    day = local_day(reader.now).isoformat()
    hall = reader.tickets.hall(day, reader.now)
    sectors = []
    for sector in reader.counters.list_sectors():
        load = hall.sectors[sector.sector_id]
        oldest = load.oldest_place
        longest = 0 if oldest is None else int(elapsed_s(oldest, reader.now) // _MINUTE_S)
        if sector.active or load.waiting:
            sectors.append(
                SectorNow(
                    sector,
                    load.waiting,
                    longest,
                    load.open_counters,
                    load.issued_am + load.issued_pm,
                )
            )
    return HallView(
        reader.now,
        day,
        tuple(sectors),
        hall.counters,
        hall.present,
        {member.staff_id: member for member in reader.staff.list_all()},
        reader.ratings.tally(day),
        reader.tickets.count_day(day),
        reader.mark,
    )
