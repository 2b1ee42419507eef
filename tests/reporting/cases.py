"""Dossiers for tests of figures: one in few words, times as `dd hh:mm[:ss]` of June 2026."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from core.clock import VIETNAM, day_end, instant_of
from core.events import DossierReceived
from core.reporting.figures import DossierFacts
from core.reporting.period import Window, period_of

JUNE: Window = period_of("2026-06-01", "2026-06-30").window(now=2**60)


def at(text: str) -> int:
    """`15 08:00` is 15 June 2026; a month may stand before: `05-31 23:59`."""
    day, _, clock = text.partition(" ")
    month, _, number = day.rpartition("-")
    parts = [int(part) for part in (clock or "00:00").split(":")]
    moment = datetime(2026, int(month or 6), int(number), *parts, tzinfo=VIETNAM)
    return instant_of(moment)


def end_of(day: int, month: int = 6) -> int:
    return day_end(date(2026, month, day))


def dossier(presented: str, **given: Any) -> DossierFacts:
    """A dossier in person, of one sector, without a due date unless given."""
    for name in ("due", "resolved", "entered"):
        value = given.pop(name, None)
        if value is not None:
            given[f"{name}_at"] = at(value) if isinstance(value, str) else value
    presented_at = at(presented)
    facts: dict[str, Any] = {
        "dossier_id": "d1",
        "code": "C1",
        "unit": "",
        "sector": "S",
        "channel": "in_person",
        "service_level": "none",
        "procedure_code": "1.000001",
        "presented_at": presented_at,
        "entered_at": presented_at,
        "due_at": None,
    }
    if given.get("resolved_at") is not None:
        given.setdefault("outcome", "result")
    return DossierFacts(**facts | given)


def received(dossier_id: str, presented: int, **given: Any) -> DossierReceived:
    facts: dict[str, Any] = {
        "dossier_id": dossier_id,
        "dossier_code": f"C-{dossier_id}",
        "local_number": "",
        "procedure_code": "1.000001",
        "procedure_name": "P",
        "sector": "S",
        "channel": "in_person",
        "service_level": "none",
        "presented_at": presented,
        "entered_at": presented,
        "due_at": None,
    }
    return DossierReceived(**facts | given)
