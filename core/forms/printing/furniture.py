"""What stands on every page of a report: margins, page number, watermark, date.

Margins and page numbers are those of ND 30/2020/ND-CP.  A report is drawn in
invariant mode: the same facts give the same bytes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from core.clock import local
from core.forms.letterhead import BOLD, REGULAR

LANDSCAPE = landscape(A4)
TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
PAGE_NUMBER_SIZE = 13
_PAGE_NUMBER_DOWN = 11 * mm
_WATERMARK_GREY = Color(0, 0, 0, alpha=0.07)


@dataclass(frozen=True, slots=True)
class Watermark:
    """Words across every page, one line under the other."""

    lines: tuple[str, ...] = ()


def date_document(canvas: Any, instant: int) -> None:
    """Give the document the time that its facts are from, not the one of printing."""
    moment = local(instant)
    stamp = canvas._doc._timeStamp
    stamp.t = moment.timestamp()
    stamp.YMDhms = moment.timetuple()[:6]
    stamp.dhh, stamp.dmm = 7, 0


def draw_page_number(canvas: Any) -> None:
    """Centred in the top margin, none on the first page (ND 30/2020)."""
    number = canvas.getPageNumber()
    if number == 1:
        return
    width, height = canvas._pagesize
    canvas.setFont(REGULAR, PAGE_NUMBER_SIZE)
    canvas.drawCentredString((LEFT + width - RIGHT) / 2, height - _PAGE_NUMBER_DOWN, str(number))


def draw_watermark(canvas: Any, watermark: Watermark) -> None:
    """Grey words along the page's diagonal.

    They are marked as having no text of their own, so that whoever copies or
    reads the page aloud gets its words without letters scattered in between.
    """
    if not watermark.lines:
        return
    width, height = canvas._pagesize
    angle = math.degrees(math.atan2(height, width))
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(angle)
    canvas.setFillColor(_WATERMARK_GREY)
    canvas._code.append("/Span <</ActualText ()>> BDC")
    size = 88 if len(watermark.lines) == 1 else 68
    down = -size * 0.35 + (len(watermark.lines) - 1) * size * 0.6
    for line in watermark.lines:
        _draw_fitted(canvas, line, size, down, math.hypot(width, height) * 0.72)
        down -= size * 1.2
    canvas._code.append("EMC")
    canvas.restoreState()


def _draw_fitted(canvas: Any, line: str, size: float, down: float, room: float) -> None:
    width = pdfmetrics.stringWidth(line, BOLD, size)
    canvas.setFont(BOLD, min(size, size * room / width))
    canvas.drawCentredString(0, down, line)
