"""A filled form as PDF, A4 landscape."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from core.forms.letterhead import BOLD, ITALIC, REGULAR, register_fonts
from core.forms.printing.furniture import (
    BOTTOM,
    LANDSCAPE,
    LEFT,
    RIGHT,
    TOP,
    Watermark,
    date_document,
    draw_page_number,
    draw_watermark,
)
from core.forms.printing.report_head import report_head, signatures
from core.forms.sheet import LEAD_COLUMNS, BodyRow, Sheet
from core.forms.wording import wording
from core.reporting.profiles import Profile

_WIDTH = LANDSCAPE[0] - LEFT - RIGHT
_NUMBER_WIDTH = 10 * mm
_COUNT_SIZE = 12

_TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=14, leading=18, alignment=TA_CENTER)
_PERIOD = ParagraphStyle("period", _TITLE, fontName=BOLD, fontSize=13, leading=17)
_DAYS = ParagraphStyle("days", _PERIOD, fontName=ITALIC)
_CODE = ParagraphStyle("code", fontName=BOLD, fontSize=12, leading=15)
_UNIT = ParagraphStyle("unit", fontName=ITALIC, fontSize=12, leading=15, alignment=TA_RIGHT)
_CAPTION = ParagraphStyle("caption", fontName=BOLD, fontSize=11, leading=13, alignment=TA_CENTER)
_COLUMN_NUMBER = ParagraphStyle("column", _CAPTION, fontName=ITALIC, fontSize=6.8, leading=9)
_SECTOR = ParagraphStyle("sector", fontName=REGULAR, fontSize=12, leading=14.5)
_SECTOR_BOLD = ParagraphStyle("sector_bold", _SECTOR, fontName=BOLD)
_NOTE = ParagraphStyle("note", fontName=REGULAR, fontSize=12, leading=15, spaceAfter=4)
_SMALL = ParagraphStyle(
    "small", fontName=REGULAR, fontSize=8, leading=10, textColor=HexColor(0x444444)
)


def report_pdf(sheet: Sheet, profile: Profile) -> bytes:
    """The document; the same sheet always gives the same bytes."""
    register_fonts()
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=LANDSCAPE,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=f"{sheet.code} - {sheet.period[0]} {sheet.period[1]}",
        author=sheet.issuer,
        subject=sheet.citation,
        invariant=1,
        lang="vi-VN",
        initialFontName=REGULAR,
    )
    frame = Frame(LEFT, BOTTOM, _WIDTH, LANDSCAPE[1] - TOP - BOTTOM, 0, 0, 0, 0, id="body")
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_furniture(sheet)))
    document.build(_story(sheet, profile))
    return target.getvalue()


def _furniture(sheet: Sheet) -> Any:
    watermark = Watermark(tuple(line for line in (sheet.draft, sheet.mark) if line))

    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        date_document(canvas, sheet.made_at)
        canvas.saveState()
        draw_watermark(canvas, watermark)
        draw_page_number(canvas)
        canvas.restoreState()

    return draw


def _story(sheet: Sheet, profile: Profile) -> list[Flowable]:
    stated = " - ".join(line for line in (sheet.draft, sheet.mark) if line)
    foot = sheet.foot
    return [
        report_head(
            _WIDTH,
            superior=sheet.superior,
            issuer=sheet.issuer,
            number=sheet.number,
            place_date=sheet.place_date,
        ),
        Spacer(1, 5 * mm),
        *(Paragraph(escape(line), _TITLE) for line in sheet.title),
        Paragraph(escape(sheet.period[0]), _PERIOD),
        Paragraph(escape(sheet.period[1]), _DAYS),
        Spacer(1, 3 * mm),
        _table_head_line(sheet.code, stated, sheet.unit_of_count),
        Spacer(1, 1.5 * mm),
        _table(sheet, profile),
        Spacer(1, 4 * mm),
        *_notes(foot.notes),
        Spacer(1, 4 * mm),
        KeepTogether(
            [
                signatures(
                    _WIDTH,
                    receivers=foot.receivers,
                    title=foot.signer_title,
                    name=foot.signer_name,
                ),
                Spacer(1, 4 * mm),
                *(Paragraph(escape(line), _SMALL) for line in foot.small_print),
            ]
        ),
    ]


def _table_head_line(code: str, stated: str, unit: str) -> Flowable:
    """The form's code, whether it is a draft, and the unit of count."""
    middle = ParagraphStyle("stated", _CODE, alignment=TA_CENTER)
    cells = [Paragraph(escape(code), _CODE), Paragraph(escape(stated), middle)]
    line = Table([[*cells, Paragraph(escape(unit), _UNIT)]], colWidths=[_WIDTH / 3] * 3)
    line.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0)]))
    line.setStyle(TableStyle([("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    return line


def _notes(notes: Sequence[str]) -> list[Flowable]:
    """The notes; the last one carries the mark that nothing follows."""
    end = wording("letterhead")["end_mark"]
    lines = [*notes[:-1], f"{notes[-1].rstrip('.')}{end}"]
    return [Paragraph(escape(line), _NOTE) for line in lines]


def _table(sheet: Sheet, profile: Profile) -> Table:
    rows = [
        *_head_rows(sheet),
        [Paragraph(text, _COLUMN_NUMBER) for text in sheet.column_numbers],
        *(_body_row(row, sheet, profile) for row in sheet.body),
        _total_row(sheet.total, profile),
    ]
    repeated = sheet.head_rows + 1
    widths = [column.width_mm * mm for column in sheet.columns]
    sector_width = _WIDTH - _NUMBER_WIDTH - sum(widths)
    table = Table(
        rows,
        colWidths=[_NUMBER_WIDTH, sector_width, *widths],
        repeatRows=repeated,
    )
    table.setStyle(TableStyle(_style(sheet, repeated)))
    return table


def _head_rows(sheet: Sheet) -> list[list[Any]]:
    grid: list[list[Any]] = [
        [""] * (LEAD_COLUMNS + len(sheet.columns)) for _ in range(sheet.head_rows)
    ]
    for cell in sheet.head:
        grid[cell.row][cell.column] = Paragraph(escape(cell.text), _CAPTION)
    return grid


def _body_row(row: BodyRow, sheet: Sheet, profile: Profile) -> list[Any]:
    if not row.numbers:
        blank = [""] * len(sheet.columns)
        return ["", Paragraph(escape(row.label), _SECTOR_BOLD), *blank]
    numbers = [profile.number(number) for number in row.numbers]
    return [row.order, Paragraph(escape(row.label), _SECTOR), *numbers]


def _total_row(total: BodyRow, profile: Profile) -> list[Any]:
    numbers = [profile.number(number) for number in total.numbers]
    return ["", Paragraph(escape(total.label), _SECTOR_BOLD), *numbers]


def _style(sheet: Sheet, repeated: int) -> list[tuple[Any, ...]]:
    spans = [
        (
            "SPAN",
            (cell.column, cell.row),
            (cell.column + cell.columns - 1, cell.row + cell.rows - 1),
        )
        for cell in sheet.head
        if cell.rows > 1 or cell.columns > 1
    ]
    return [
        *spans,
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("FONT", (0, 0), (-1, -1), REGULAR, _COUNT_SIZE),
        ("FONT", (0, -1), (-1, -1), BOLD, _COUNT_SIZE),
        ("ALIGN", (0, repeated), (0, -1), "CENTER"),
        ("ALIGN", (LEAD_COLUMNS, repeated), (-1, -1), "RIGHT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        # A total never stands alone on the last page.
        ("NOSPLIT", (0, -2), (-1, -1)),
    ]
