"""A filled form from a report's JSON: what a window shows before anything is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from core.clock import instant_of
from core.forms.frame import find_form
from core.forms.sheet import Sheet, sheet_of
from core.ports import Reader
from core.reporting.figures import Line
from core.reporting.period import period_of
from core.reporting.profiles import load_profile
from core.reporting.rates import Rate
from core.reporting.report import AsOf, Report, letterhead_of, signing_of
from core.texts import Texts


def preview_sheet(reader: Reader, data: dict[str, Any], texts: Texts) -> Sheet:
    """The sheet that the same report's PDF shows.

    `data` is the JSON of design 11; letterhead and closing come from the store.
    """
    form = find_form(data["form"])
    report = report_of(reader, data)
    sheet = sheet_of(form, report, texts)
    warnings = tuple(
        f"{one['text']} {', '.join(one['dossiers'][:12])}".strip() for one in data["warnings"]
    )
    foot = replace(sheet.foot, notes=(*sheet.foot.notes, *warnings))
    return replace(sheet, foot=foot)


def report_of(reader: Reader, data: dict[str, Any]) -> Report:
    """The report behind its JSON, without warnings, which the JSON has in words only."""
    period = period_of(data["period"]["from"], data["period"]["to"])
    as_of = data["period"]["as_of"]
    closed = reader.figures.last_closed(
        data["form"], period.first.isoformat(), period.last.isoformat()
    )
    rows = tuple(Line(row["unit"], row["sector"], row) for row in data["rows"])
    return Report(
        form=data["form"],
        profile=load_profile(data["profile"]),
        site=data["site"],
        period=period,
        as_of=AsOf(
            as_of["seq"],
            instant_of(datetime.fromisoformat(as_of["at"])),
            reader.hash_at(as_of["seq"]),
        ),
        rows=rows,
        total=Line("", "", data["total"]),
        rates=tuple(Rate(**rate) for rate in data["rates"]),
        warnings=(),
        fingerprint=data["fingerprint"],
        mark=reader.mark,
        letterhead=letterhead_of(reader),
        signing=signing_of(closed, data["fingerprint"]),
    )
