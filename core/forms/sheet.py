"""A filled form before it is paper or spreadsheet: words and numbers in their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from core.clock import local
from core.forms.frame import Column, ReportForm
from core.forms.wording import wording
from core.reporting.figures import Counts
from core.reporting.period_words import days_in_words, period_name
from core.reporting.report import Report
from core.texts import Texts

LEAD_COLUMNS = 2
_SHOWN_DOSSIERS = 12


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A caption of the table's head; spans are at least 1."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One line of the table; a heading (a unit's name) has no numbers."""

    label: str
    order: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Foot:
    """What closes the paper."""

    notes: tuple[str, ...]
    small_print: tuple[str, ...]
    receivers: tuple[str, ...]
    signer_title: tuple[str, ...]
    signer_name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled form; `columns` are those with numbers, after number and sector.

    `draft` and `mark` are words that stand across the page, empty when none.
    """

    superior: str
    issuer: str
    number: str
    place_date: str
    code: str
    title: tuple[str, ...]
    period: tuple[str, ...]
    unit_of_count: str
    sheet_name: str
    columns: tuple[Column, ...]
    head: tuple[HeadCell, ...]
    head_rows: int
    column_numbers: tuple[str, ...]
    body: tuple[BodyRow, ...]
    total: BodyRow
    foot: Foot
    draft: str
    mark: str
    citation: str
    made_at: int


def sheet_of(form: ReportForm, report: Report, texts: Texts) -> Sheet:
    """Fill a form with a report's figures and words."""
    words, common = wording(form.wording), wording("letterhead")
    columns = form.columns(report.profile)
    head, head_rows = _head(columns, words["captions"])
    return Sheet(
        superior=report.letterhead.superior.upper(),
        issuer=(report.letterhead.issuer or report.letterhead.name).upper(),
        number=_number(report, common),
        place_date=_place_date(report, common),
        code=words["code"],
        title=tuple(words["title"]),
        period=(period_name(report.period, texts), days_in_words(report.period, texts)),
        unit_of_count=words["unit_of_count"],
        sheet_name=words["sheet_name"],
        columns=columns,
        head=head,
        head_rows=head_rows,
        column_numbers=_column_numbers(columns),
        body=tuple(_body(columns, report)),
        total=BodyRow(words["total"], "", _numbers(columns, report.total.counts)),
        foot=Foot(
            notes=tuple(_notes(report, texts)),
            small_print=tuple(_small_print(report, texts, words["citation"])),
            receivers=(common["receivers"], *words["receivers"]),
            signer_title=_signer_title(report, common),
            signer_name=report.letterhead.signer_name,
        ),
        draft="" if report.signing else common["draft"],
        mark=common["marks"].get(report.mark, ""),
        citation=words["citation"],
        made_at=report.as_of.at,
    )


def _head(columns: Sequence[Column], captions: dict[str, str]) -> tuple[tuple[HeadCell, ...], int]:
    """The captions with their spans; equal outer captions run together."""
    depth = max(len(column.path) for column in columns)
    cells = [
        HeadCell(0, 0, depth, 1, captions["row_number"]),
        HeadCell(0, 1, depth, 1, captions["sector"]),
    ]
    for row in range(depth):
        at = LEAD_COLUMNS
        for path, run in groupby(column.path[: row + 1] for column in columns):
            width = len(list(run))
            if len(path) > row:
                ends = all(
                    len(column.path) == row + 1
                    for column in columns[at - LEAD_COLUMNS : at - LEAD_COLUMNS + width]
                )
                height = depth - row if ends else 1
                cells.append(HeadCell(row, at, height, width, captions[path[row]]))
            at += width
    return tuple(cells), depth


def _column_numbers(columns: Sequence[Column]) -> tuple[str, ...]:
    """The line of numbers below the head: `(3)=(4)+(5)+(6)`."""
    by_key = {column.key: column for column in columns}
    texts = ["(1)", "(2)"]
    for column in columns:
        text = f"({column.number})" if column.number else ""
        parts = "+".join(f"({by_key[key].number})" for key in column.sums)
        texts.append(f"{text}={parts}" if parts else text)
    return tuple(texts)


def _body(columns: Sequence[Column], report: Report) -> Iterable[BodyRow]:
    """Sectors in order, under their unit's name where there is one."""
    order = 0
    for unit, lines in groupby(report.rows, key=lambda line: line.unit):
        if unit:
            yield BodyRow(unit)
        for line in lines:
            order += 1
            yield BodyRow(line.sector, str(order), _numbers(columns, line.counts))


def _numbers(columns: Sequence[Column], counts: Counts) -> tuple[int, ...]:
    return tuple(sum(counts[name] for name in column.figures) for column in columns)


def _number(report: Report, common: dict[str, Any]) -> str:
    if report.signing is None:
        return str(common["number_blank"])
    return str(common["number"].format(number=report.signing.number))


def _place_date(report: Report, common: dict[str, Any]) -> str:
    """Days below ten and months one and two with a leading zero (ND 30/2020)."""
    place = report.letterhead.place or common["place_missing"]
    if report.signing is None:
        year = local(report.as_of.at).year
        return str(common["place_date_blank"].format(place=place, year=year))
    day = date.fromisoformat(report.signing.signed_on)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    filled = common["place_date"].format(
        place=place, day=f"{day.day:02d}", month=month, year=day.year
    )
    return str(filled)


def _signer_title(report: Report, common: dict[str, Any]) -> tuple[str, ...]:
    title = report.letterhead.signer_title or common["signer_missing"]
    return tuple(line.strip().upper() for line in title.replace(" / ", "\n").splitlines())


def _notes(report: Report, texts: Texts) -> Iterable[str]:
    """Of-which figures, rates with what they rest on, warnings."""
    counts, number = report.total.counts, report.profile.number
    named = ("withdrawn", "refused", "late_entry")
    yield texts("report.note.of_which", **{name: number(counts[name]) for name in named})
    shares = [
        texts(
            "report.note.rate",
            name=texts(f"report.rate.{rate.name}"),
            numerator=number(rate.numerator),
            denominator=number(rate.denominator),
            text=rate.text,
        )
        for rate in report.rates
        if rate.denominator
    ]
    if shares:
        yield texts("report.note.rates", rates="; ".join(shares))
    if report.signing and report.signing.amends:
        yield texts("report.note.amends")
    for warning in report.warnings:
        shown = ", ".join(warning.dossiers[:_SHOWN_DOSSIERS])
        more = len(warning.dossiers) - _SHOWN_DOSSIERS
        if more > 0:
            shown = texts("report.note.and_more", shown=shown, n=more)
        yield f"{warning.text(texts)} {shown}".strip()


def _small_print(report: Report, texts: Texts, citation: str) -> Iterable[str]:
    yield citation + "."
    yield texts(
        "report.note.as_of",
        moment=f"{local(report.as_of.at):%H:%M:%S %d/%m/%Y}",
        seq=report.as_of.seq,
        hash=report.as_of.hash[:16] or "-",
        profile=report.profile.profile_id,
    )
    yield texts("report.note.fingerprint", fingerprint=report.fingerprint)
