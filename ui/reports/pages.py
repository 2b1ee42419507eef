"""The pages of a filled form, A4 landscape, as ND 30/2020 and the form lay them out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from core.forms.sheet import LEAD_COLUMNS, BodyRow, HeadCell, Sheet
from core.forms.wording import wording
from core.reporting.profiles import Profile
from ui.reports.type_setting import (
    CENTRE,
    LEFT,
    MM,
    RIGHT,
    UNIT,
    Block,
    Ink,
    Page,
    beside,
    draw_line,
    paragraph,
    rule,
    space,
    stack,
    wrapped,
)

PAGE_WIDTH, PAGE_HEIGHT = 297 * MM, 210 * MM
_TOP, _BOTTOM, _LEFT, _RIGHT = 20 * MM, 20 * MM, 30 * MM, 15 * MM
WIDTH = PAGE_WIDTH - _LEFT - _RIGHT
_NUMBER_WIDTH = 10 * MM
_PAD = 3.0 * UNIT
_LINE = 14.5 * UNIT
_ACROSS = 0.09


@dataclass(frozen=True, slots=True)
class CellFact:
    """A number of the table: which figures it sums, and of which sector ("" = all)."""

    label: str
    caption: str
    figures: tuple[str, ...]
    number: int


def pages_of(sheet: Sheet, profile: Profile, ink: Ink) -> list[Page]:
    """Lay the sheet out; the table's head stands again on each of its pages."""
    table = _Table(sheet, profile, ink)
    pages = [Page()]
    y = _TOP
    for block in _before_table(sheet, ink):
        pages[-1].blocks.append((_LEFT, y, block))
        y += block.height
    for block in (table.head, *table.rows):
        if y + block.height > PAGE_HEIGHT - _BOTTOM:
            pages.append(Page())
            y = _TOP
            if block is not table.head:
                pages[-1].blocks.append((_LEFT, y, table.head))
                y += table.head.height
        pages[-1].blocks.append((_LEFT, y, block))
        y += block.height
    for block in _after_table(sheet, ink):
        if y + block.height > PAGE_HEIGHT - _BOTTOM:
            pages.append(Page())
            y = _TOP
        pages[-1].blocks.append((_LEFT, y, block))
        y += block.height
    return pages


def draw_page(painter: QPainter, page: Page, number: int, sheet: Sheet, ink: Ink) -> None:
    """Draw one page in its own units, with its number and what stands across it."""
    across = " – ".join(word for word in (sheet.draft, sheet.mark) if word)
    if across:
        _draw_across(painter, across, ink)
    if number > 1:
        painter.setFont(ink.font(13))
        painter.setPen(ink.text)
        draw_line(painter, str(number), 0, 8 * MM, PAGE_WIDTH, 8 * MM, CENTRE)
    for x, y, block in page.blocks:
        block.draw(painter, x, y)


def _draw_across(painter: QPainter, words: str, ink: Ink) -> None:
    font = ink.font(60, bold=True)
    longest = QFontMetricsF(font).horizontalAdvance(words)
    font.setPixelSize(round(font.pixelSize() * min(1.0, WIDTH / longest)))
    letters = QPainterPath()
    letters.addText(0, 0, font, words)
    painter.save()
    painter.setOpacity(_ACROSS)
    painter.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    painter.rotate(-24)
    painter.translate(-letters.boundingRect().center())
    painter.fillPath(letters, ink.text)
    painter.restore()


def _before_table(sheet: Sheet, ink: Ink) -> list[Block]:
    bold, plain = ink.font(13, bold=True), ink.font(13)
    italic = ink.font(13, italic=True)
    small_bold, small_italic = ink.font(12, bold=True), ink.font(12, italic=True)
    title = ink.font(14, bold=True)
    third = WIDTH / 3
    return [
        _letterhead(sheet, ink),
        beside(
            [
                (0, paragraph(sheet.number, plain, WIDTH * 0.45, ink.text, align=CENTRE)),
                (
                    WIDTH * 0.45,
                    paragraph(sheet.place_date, italic, WIDTH * 0.55, ink.text, align=CENTRE),
                ),
            ]
        ),
        space(4 * MM),
        *(paragraph(line, title, WIDTH, ink.text, align=CENTRE) for line in sheet.title),
        paragraph(sheet.period[0], bold, WIDTH, ink.text, align=CENTRE),
        paragraph(sheet.period[1], italic, WIDTH, ink.text, align=CENTRE),
        space(3 * MM),
        beside(
            [
                (0, paragraph(sheet.code, small_bold, third, ink.text)),
                (
                    2 * third,
                    paragraph(sheet.unit_of_count, small_italic, third, ink.text, align=RIGHT),
                ),
            ]
        ),
        space(1.5 * MM),
    ]


def _letterhead(sheet: Sheet, ink: Ink) -> Block:
    words = wording("letterhead")
    bold, plain = ink.font(13, bold=True), ink.font(13)
    left_width, right_width = WIDTH * 0.45, WIDTH * 0.55
    motto = QFontMetricsF(bold).horizontalAdvance(words["motto"])
    left = [paragraph(sheet.superior, plain, left_width, ink.text, align=CENTRE)]
    left = left if sheet.superior else []
    left += [
        paragraph(sheet.issuer, bold, left_width, ink.text, align=CENTRE),
        rule((left_width - 38 * MM) / 2, 38 * MM, ink.text),
    ]
    right = [
        paragraph(words["nation"], bold, right_width, ink.text, align=CENTRE),
        paragraph(words["motto"], bold, right_width, ink.text, align=CENTRE),
        rule((right_width - motto) / 2, motto, ink.text),
    ]
    return beside([(0, stack(left)), (left_width, stack(right))])


def _after_table(sheet: Sheet, ink: Ink) -> list[Block]:
    foot, body, small = sheet.foot, ink.font(12), ink.font(8)
    receivers = [
        paragraph(foot.receivers[0], ink.font(12, bold=True, italic=True), 0.5 * WIDTH, ink.text)
    ]
    receivers += [
        paragraph(line, ink.font(11), 0.5 * WIDTH, ink.text) for line in foot.receivers[1:]
    ]
    half = WIDTH * 0.45
    bold = ink.font(13, bold=True)
    signer = [paragraph(line, bold, half, ink.text, align=CENTRE) for line in foot.signer_title]
    signer += [space(26 * MM), paragraph(foot.signer_name, bold, half, ink.text, align=CENTRE)]
    notes = [*foot.notes[:-1], f"{foot.notes[-1].rstrip('.')}{wording('letterhead')['end_mark']}"]
    return [
        space(4 * MM),
        *(paragraph(note, body, WIDTH, ink.text, after=3 * UNIT) for note in notes),
        space(3 * MM),
        stack(
            [
                beside([(0, stack(receivers)), (WIDTH * 0.55, stack(signer))]),
                space(4 * MM),
                *(paragraph(line, small, WIDTH, ink.faint) for line in foot.small_print),
            ]
        ),
    ]


class _Table:
    """The head as one block and each row as one, so that pages break between rows."""

    def __init__(self, sheet: Sheet, profile: Profile, ink: Ink) -> None:
        self._sheet = sheet
        self._profile = profile
        self._ink = ink
        widths = [column.width_mm * MM for column in sheet.columns]
        self._widths = [_NUMBER_WIDTH, WIDTH - _NUMBER_WIDTH - sum(widths), *widths]
        self._lefts = [sum(self._widths[:index]) for index in range(len(self._widths) + 1)]
        self._caption_font = ink.font(11, bold=True)
        self.head = self._make_head()
        self.rows = [
            *(self._make_row(row, bold=not row.numbers) for row in sheet.body),
            self._make_row(sheet.total, bold=True, is_total=True),
        ]

    def _make_head(self) -> Block:
        step = 13 * UNIT
        heights = self._head_heights(step)
        tops = [sum(heights[:index]) for index in range(len(heights) + 1)]
        number_height = 11 * UNIT

        def draw(painter: QPainter, x: float, y: float) -> None:
            for cell in self._sheet.head:
                left = self._lefts[cell.column]
                width = self._lefts[cell.column + cell.columns] - left
                top = tops[cell.row]
                height = tops[cell.row + cell.rows] - top
                box = QRectF(x + left, y + top, width, height)
                self._draw_box(painter, box)
                self._draw_caption(painter, box, cell.text, step)
            painter.setFont(self._ink.font(7.2, bold=True, italic=True))
            for index, text in enumerate(self._sheet.column_numbers):
                box = QRectF(
                    x + self._lefts[index], y + tops[-1], self._widths[index], number_height
                )
                self._draw_box(painter, box)
                draw_line(painter, text, box.left(), box.top(), box.width(), box.height(), CENTRE)

        return Block(tops[-1] + number_height, draw)

    def _head_heights(self, step: float) -> list[float]:
        """Each head row as high as its captions need; a cell over rows fills them up."""
        heights = [step + 2 * _PAD] * self._sheet.head_rows
        for cell in sorted(self._sheet.head, key=lambda one: one.rows):
            need = self._caption_height(cell, step)
            have = sum(heights[cell.row : cell.row + cell.rows])
            if need > have:
                heights[cell.row + cell.rows - 1] += need - have
        return heights

    def _caption_height(self, cell: HeadCell, step: float) -> float:
        width = self._lefts[cell.column + cell.columns] - self._lefts[cell.column] - 2 * _PAD
        return len(wrapped(cell.text, self._caption_font, width)) * step + 2 * _PAD

    def _draw_caption(self, painter: QPainter, box: QRectF, text: str, step: float) -> None:
        painter.setFont(self._caption_font)
        lines = wrapped(text, self._caption_font, box.width() - 2 * _PAD)
        top = box.center().y() - len(lines) * step / 2
        for index, line in enumerate(lines):
            draw_line(painter, line, box.left(), top + index * step, box.width(), step, CENTRE)

    def _make_row(self, row: BodyRow, *, bold: bool, is_total: bool = False) -> Block:
        font = self._ink.font(12, bold=bold)
        lines = wrapped(row.label, font, self._widths[1] - 2 * _PAD)
        height = len(lines) * _LINE + 2 * _PAD
        numbers = [self._profile.number(number) for number in row.numbers]

        def draw(painter: QPainter, x: float, y: float) -> None:
            for index, width in enumerate(self._widths):
                self._draw_box(painter, QRectF(x + self._lefts[index], y, width, height))
            painter.setFont(font)
            draw_line(painter, row.order, x, y, self._widths[0], height, CENTRE)
            for index, line in enumerate(lines):
                left = x + self._lefts[1] + _PAD
                draw_line(painter, line, left, y + _PAD + index * _LINE, 0, _LINE, LEFT)
            for index, number in enumerate(numbers, LEAD_COLUMNS):
                width = self._widths[index] - _PAD
                draw_line(painter, number, x + self._lefts[index], y, width, height, RIGHT)

        return Block(height, draw, self._cells(row, height, is_total=is_total))

    def _cells(
        self, row: BodyRow, height: float, *, is_total: bool
    ) -> tuple[tuple[QRectF, object], ...]:
        captions = {
            cell.column + cell.columns - 1: cell.text
            for cell in sorted(self._sheet.head, key=lambda one: one.row)
        }
        return tuple(
            (
                QRectF(self._lefts[index], 0, self._widths[index], height),
                CellFact("" if is_total else row.label, captions[index], column.figures, number),
            )
            for index, (column, number) in enumerate(
                zip(self._sheet.columns, row.numbers, strict=bool(row.numbers)), LEAD_COLUMNS
            )
        )

    def _draw_box(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(self._ink.text, 5))
        painter.drawRect(box)
