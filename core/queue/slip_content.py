"""What stands on a paper ticket, in the citizen's language."""

from __future__ import annotations

from core.clock import local
from core.ports import Reader, Slip
from core.queue.model import Ticket
from core.queue.taking import counters_of, estimate_min, people_ahead
from core.texts import Texts

_PAPERS = 5


def slip_of(reader: Reader, ticket: Ticket, texts: Texts, copy: int = 1) -> Slip:
    """The slip of a ticket as things stand now; `copy` above 1 marks a reprint."""
    values = reader.settings
    sector = reader.counters.sector(ticket.sector_id)
    name = "" if sector is None else sector.name_en if texts.language == "en" else sector.name
    counters = ", ".join(map(str, counters_of(reader, ticket.sector_id)))
    ahead = people_ahead(reader, ticket.sector_id, ticket.place)
    minutes = estimate_min(reader, ticket.sector_id, ahead)
    hotline = values.text("centre.hotline")
    lookup = values.text("slip.lookup_url")
    return Slip(
        ticket_id=ticket.ticket_id,
        copy=copy,
        centre=values.text("centre.name"),
        label=ticket.label,
        sector=name,
        counters=texts("slip.counters", counters=counters) if counters else "",
        ahead=texts("slip.ahead", n=ahead),
        estimate="" if minutes is None else texts("slip.estimate", n=max(1, minutes)),
        printed_at=texts(
            "slip.printed_at", moment=local(ticket.taken_at).strftime("%H:%M  %d/%m/%Y")
        ),
        papers=sector.papers[:_PAPERS] if sector else (),
        hotline=texts("slip.hotline", phone=hotline) if hotline else "",
        qr=lookup + ticket.token,
        headline=texts("slip.headline"),
        qr_caption=texts("slip.qr_caption"),
        papers_caption=texts("slip.papers_caption"),
        priority=texts(f"slip.priority.{ticket.priority}") if ticket.priority else "",
        reprint_mark=texts("slip.reprint", n=copy) if copy > 1 else "",
        watermark=_watermark(reader.mark, texts, is_test=ticket.is_test),
        footer=texts("slip.footer"),
    )


def _watermark(mark: str, texts: Texts, *, is_test: bool) -> str:
    if is_test:
        return texts("slip.mark.test")
    return texts(f"slip.mark.{mark}") if mark in ("practice", "demo", "simulated") else ""
