"""A filled form as a spreadsheet: numbers as numbers, sums as live formulas.

Every formula carries its value, so that a reader that does not calculate
shows the same.  Words are written as words: nothing from outside becomes a
formula or a link.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from core.clock import local
from core.forms.sheet import LEAD_COLUMNS, Sheet
from core.forms.wording import wording
from core.reporting.profiles import Profile

_FONT = "Times New Roman"
_WIDTHS = (6, 38)
_COUNT_WIDTH = 11
_LITERAL = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def report_xlsx(sheet: Sheet, profile: Profile) -> bytes:
    """The workbook; the same sheet always gives the same bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _LITERAL)
    made: datetime = local(sheet.made_at).replace(tzinfo=None)
    book.set_properties(
        {
            "title": f"{sheet.code} {sheet.period[0]}",
            "author": sheet.issuer,
            "comments": sheet.citation,
            "created": made,
        }
    )
    _Writer(book, sheet, profile).write()
    book.close()
    return target.getvalue()


class _Writer:
    """Writes one sheet from the top to the bottom."""

    def __init__(self, book: Any, sheet: Sheet, profile: Profile) -> None:
        self._sheet = sheet
        self._page = book.add_worksheet(sheet.sheet_name)
        self._last = LEAD_COLUMNS + len(sheet.columns) - 1
        self._row = 0
        base = {"font_name": _FONT, "font_size": 12, "valign": "vcenter"}
        boxed = base | {"border": 1}
        counted = boxed | {"align": "right", "num_format": _number_format(profile)}
        styles = {
            "plain": base,
            "centred": base | {"align": "center"},
            "bold": base | {"align": "center", "bold": True},
            "italic": base | {"align": "center", "italic": True},
            "note": base | {"text_wrap": True, "valign": "top"},
            "small": base | {"font_size": 9, "font_color": "#444444"},
            "caption": boxed | {"align": "center", "bold": True, "text_wrap": True},
            "number_line": boxed | {"align": "center", "italic": True, "font_size": 9},
            "order": boxed | {"align": "center"},
            "label": boxed | {"text_wrap": True},
            "unit": boxed | {"bold": True},
            "count": counted,
            "total": counted | {"bold": True},
        }
        self._styles = {name: book.add_format(style) for name, style in styles.items()}

    def write(self) -> None:
        page = self._page
        page.set_default_row(18)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=1.18, right=0.59, top=0.79, bottom=0.79)
        for column in range(self._last + 1):
            page.set_column(column, column, (*_WIDTHS, *[_COUNT_WIDTH] * 99)[column])
        self._write_top()
        first = self._write_head()
        last = self._write_body()
        self._write_total(first, last)
        self._write_foot()

    def _write_top(self) -> None:
        sheet, common, half = self._sheet, wording("letterhead"), self._last // 2
        pairs = (
            (sheet.superior, common["nation"], "centred", "bold"),
            (sheet.issuer, common["motto"], "bold", "bold"),
            (sheet.number, sheet.place_date, "centred", "italic"),
        )
        for left, right, left_style, right_style in pairs:
            self._merge(0, half, left, left_style)
            self._merge(half + 1, self._last, right, right_style)
            self._row += 1
        self._row += 1
        for line in (*sheet.title, sheet.period[0]):
            self._line(line, "bold")
        self._line(sheet.period[1], "italic")
        stated = " - ".join(line for line in (sheet.draft, sheet.mark) if line)
        self._merge(0, 1, sheet.code, "plain")
        self._merge(2, half, stated, "bold")
        self._merge(half + 1, self._last, sheet.unit_of_count, "italic")
        self._row += 1

    def _write_head(self) -> int:
        """The captions; returns the first row of the body."""
        top = self._row
        for cell in self._sheet.head:
            first, left = top + cell.row, cell.column
            last, right = first + cell.rows - 1, left + cell.columns - 1
            if (first, left) == (last, right):
                self._page.write_string(first, left, cell.text, self._styles["caption"])
            else:
                style = self._styles["caption"]
                self._page.merge_range(first, left, last, right, "", style)
                self._page.write_string(first, left, cell.text, style)
        self._row = top + self._sheet.head_rows
        self._page.set_row(self._row - 1, 48)
        for column, text in enumerate(self._sheet.column_numbers):
            self._page.write_string(self._row, column, text, self._styles["number_line"])
        self._page.repeat_rows(top, self._row)
        self._row += 1
        self._page.freeze_panes(self._row, LEAD_COLUMNS)
        return self._row

    def _write_body(self) -> int:
        """The lines; returns the last row of the body."""
        for row in self._sheet.body:
            style = "label" if row.numbers else "unit"
            self._page.write_string(self._row, 0, row.order, self._styles["order"])
            self._page.write_string(self._row, 1, row.label, self._styles[style])
            for index, number in enumerate(row.numbers):
                self._write_count(index, number)
            if not row.numbers:
                for column in range(LEAD_COLUMNS, self._last + 1):
                    self._page.write_blank(self._row, column, None, self._styles["unit"])
            self._row += 1
        return self._row - 1

    def _write_count(self, index: int, number: int) -> None:
        """A count, or the sum of its parts in the same line."""
        column, style = LEAD_COLUMNS + index, self._styles["count"]
        parts = self._sheet.columns[index].sums
        if not parts:
            self._page.write_number(self._row, column, number, style)
            return
        keys = [one.key for one in self._sheet.columns]
        cells = [xl_rowcol_to_cell(self._row, LEAD_COLUMNS + keys.index(key)) for key in parts]
        self._page.write_formula(self._row, column, f"=SUM({','.join(cells)})", style, number)

    def _write_total(self, first: int, last: int) -> None:
        total = self._sheet.total
        self._page.write_blank(self._row, 0, None, self._styles["total"])
        self._page.write_string(self._row, 1, total.label, self._styles["unit"])
        for index, number in enumerate(total.numbers):
            column = LEAD_COLUMNS + index
            if last < first:
                self._page.write_number(self._row, column, number, self._styles["total"])
                continue
            formula = f"=SUM({xl_range(first, column, last, column)})"
            self._page.write_formula(self._row, column, formula, self._styles["total"], number)
        self._row += 2

    def _write_foot(self) -> None:
        foot = self._sheet.foot
        for note in foot.notes:
            self._page.set_row(self._row, 48 if len(note) > 150 else 18)
            self._line(note, "note")
        self._row += 1
        half = self._last // 2
        left, right = foot.receivers, (*foot.signer_title, "", "", "", foot.signer_name)
        for index in range(max(len(left), len(right))):
            if index < len(left):
                self._page.write_string(self._row, 0, left[index], self._styles["plain"])
            if index < len(right):
                self._merge(half + 1, self._last, right[index], "bold")
            self._row += 1
        self._row += 1
        for text in foot.small_print:
            self._page.write_string(self._row, 0, text, self._styles["small"])
            self._row += 1

    def _line(self, text: str, style: str) -> None:
        self._merge(0, self._last, text, style)
        self._row += 1

    def _merge(self, first: int, last: int, text: str, style: str) -> None:
        self._page.merge_range(self._row, first, self._row, last, "", self._styles[style])
        self._page.write_string(self._row, first, text, self._styles[style])


def _number_format(profile: Profile) -> str:
    """The profile's print in the spreadsheet's own language."""
    zero = "0" if profile.zero == "0" else f'"{profile.zero}"'
    padded = "[<10]00;" if profile.pad_below_ten else ""
    return f"[=0]{zero};{padded}#,##0"
