"""The kiosk's words: what a tile, a number and a paper say in the citizen's language."""

from __future__ import annotations

from core.clock import local, local_day
from core.errors import Problem
from core.queue.model import Delivery, Sector
from core.queue.views import KioskTile, KioskView
from core.texts import Texts
from ui.widgets.tile import Fact

_NOON = "12:30"
_PAPER_WORDS = {
    Delivery.QUEUED: "printing",
    Delivery.SENDING: "printing",
    Delivery.SENT: "take",
    Delivery.CONFIRMED: "take",
    Delivery.UNCERTAIN: "unsure",
    Delivery.FAILED: "none",
    Delivery.SCREEN: "none",
}


def sector_name(sector: Sector, texts: Texts) -> str:
    """The name in the citizen's language, else the Vietnamese one."""
    return (sector.name_en if texts.language == "en" else "") or sector.name


def tile_facts(tile: KioskTile, texts: Texts) -> tuple[Fact, ...]:
    """People waiting and estimated minutes of an open sector."""
    if tile.waiting == 0:
        free = texts("kiosk.tile.free")
        return (Fact("circle-check", free, texts("kiosk.tile.free_short"), "good"),)
    people = Fact(
        "users",
        texts("kiosk.tile.waiting", n=tile.waiting),
        texts("kiosk.tile.waiting_short", n=tile.waiting),
        "ink",
    )
    if tile.estimate_min is None:
        return (people,)
    minutes = max(1, tile.estimate_min)
    return (
        people,
        Fact(
            "clock",
            texts("kiosk.tile.minutes", n=minutes),
            texts("kiosk.tile.minutes_short", n=minutes),
        ),
    )


def tile_notice(tile: KioskTile, view: KioskView, now: int, texts: Texts) -> Fact | None:
    """Why a sector gives no number now, and when it will; None when it does."""
    if not tile.is_open:
        if tile.opens_at is None:
            return _notice(texts, "closed")
        return _notice(texts, "opens", moment=moment_words(tile.opens_at, now, texts))
    if tile.left == 0:
        afternoon = next((opens for opens, _ in view.hours_today if opens >= _NOON), "")
        if tile.half == "am" and afternoon:
            return _notice(texts, "full_morning", moment=afternoon)
        return _notice(texts, "full_today")
    return None


def moment_words(at: int, now: int, texts: Texts) -> str:
    """`13:30` today, `07:30, Tuesday 24/11` on another day."""
    moment = local(at)
    if local_day(at) == local_day(now):
        return f"{moment:%H:%M}"
    weekday = texts(f"common.weekday.{moment.weekday()}")
    return texts("kiosk.moment", time=f"{moment:%H:%M}", weekday=weekday, date=f"{moment:%d/%m}")


def hours_words(view: KioskView, texts: Texts) -> str:
    """Today's hours as one line; empty on a day off."""
    ranges = ", ".join(f"{opens} – {closes}" for opens, closes in view.hours_today)
    return texts("kiosk.hours", ranges=ranges) if ranges else ""


def paper_words(delivery: Delivery, texts: Texts) -> str:
    """What the citizen does about the paper."""
    return texts(f"kiosk.paper.{_PAPER_WORDS[delivery]}")


def paper_failed(delivery: Delivery) -> bool:
    """Whether the screen itself must serve as the ticket."""
    return _PAPER_WORDS[delivery] in ("none", "unsure")


def refusal_words(error: Exception, texts: Texts) -> tuple[str, str]:
    """Headline and sentence for a citizen who got no number.

    A refusal by a rule says its reason; everything else is the centre's
    trouble, and the citizen is only told where to go.
    """
    if isinstance(error, Problem):
        if error.code == "queue.clock_behind":
            return texts("kiosk.clock.title"), texts("kiosk.clock.words")
        if error.code in ("queue.closed", "queue.full", "queue.no_sector"):
            return texts("kiosk.refused.title"), texts.problem(error)
    return texts("kiosk.broken.title"), texts("kiosk.broken.words")


def _notice(texts: Texts, name: str, **facts: str) -> Fact:
    key = f"kiosk.tile.{name}"
    return Fact("info", texts(key, **facts), texts(f"{key}_short", **facts), "warn")
