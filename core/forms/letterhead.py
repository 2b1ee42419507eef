"""The head of an administrative paper, and what else all papers share.

Decree 30/2020/ND-CP, annex I: A4, Times-metric letters, the superior and the
issuing body at the left, the nation's name and motto at the right, each with
its rule; place and date in italics.  The document library is imported when a
paper is made, not when a form is listed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from core.resources import resource

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable, Paragraph, Table

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
_FACES = {
    REGULAR: "Tinos_400Regular",
    BOLD: "Tinos_700Bold",
    ITALIC: "Tinos_400Regular_Italic",
    BOLD_ITALIC: "Tinos_700Bold_Italic",
}
MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A sheet with its margins in millimetres, and how its letters scale."""

    name: str
    width_mm: float
    height_mm: float
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    scale: float

    @property
    def points(self) -> tuple[float, float]:
        return self.width_mm * MM, self.height_mm * MM

    @property
    def text_width(self) -> float:
        """Width between the margins, in points."""
        return (self.width_mm - self.left_mm - self.right_mm) * MM


A4 = PaperSize("A4", 210, 297, 30, 18, 20, 20, 1.0)
A5 = PaperSize("A5", 148, 210, 16, 12, 11, 10, 0.74)
SIZES = {size.name: size for size in (A4, A5)}


@cache
def register_fonts() -> None:
    """Make the shipped serif known to the document library."""
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FACES.items():
        registerFont(TTFont(name, str(resource("fonts", "tinos", f"{file}.ttf"))))
    registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def document(
    size: PaperSize,
    story: list[Flowable],
    decorate: Callable[[Canvas, BaseDocTemplate], None],
    *,
    title: str,
    author: str,
    subject: str,
) -> tuple[bytes, int]:
    """A PDF with the margins of the size and its pages; the same content gives the same bytes.

    `decorate` draws what stands on every page, before its text.
    """
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    file = io.BytesIO()
    made = BaseDocTemplate(
        file,
        pagesize=size.points,
        title=title,
        author=author,
        subject=subject,
        invariant=1,
        lang="vi-VN",
    )
    frame = Frame(
        size.left_mm * MM,
        size.bottom_mm * MM,
        size.text_width,
        (size.height_mm - size.top_mm - size.bottom_mm) * MM,
        *(0, 0, 0, 0),
    )
    made.addPageTemplates([PageTemplate("page", [frame], onPage=decorate)])
    made.build(story)
    return file.getvalue(), made.page


def style(
    size: PaperSize, points: float, *, font: str = REGULAR, centred: bool = False
) -> ParagraphStyle:
    """A paragraph style; `points` is the letter size on A4."""
    from reportlab.lib.enums import TA_CENTER, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle

    letters = points * size.scale
    return ParagraphStyle(
        f"{size.name}-{font}-{letters:.2f}-{centred}",
        fontName=font,
        fontSize=letters,
        leading=letters * 1.22,
        alignment=TA_CENTER if centred else TA_LEFT,
        splitLongWords=True,
    )


def words(text: str, look: ParagraphStyle) -> Paragraph:
    """A paragraph of plain text; what looks like markup is only text."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text), look)


def rule(width: float) -> Flowable:
    """The thin line below a body's name or the motto; `width` in points."""
    from reportlab.platypus import HRFlowable

    return HRFlowable(width=width, thickness=0.7, color="black", spaceBefore=1.5, spaceAfter=3)


def head_table(
    size: PaperSize,
    left: tuple[str, str],
    right: tuple[str, str],
    below: tuple[str, str],
) -> Table:
    """The head: superior and issuer, nation and motto, and the line below them.

    `below` is number or code at the left, place and date at the right.
    """
    from reportlab.platypus import Table

    superior, issuer = left
    nation, motto = right
    left_width = size.text_width * 0.39
    left_cells = [
        *_balanced(size, superior.upper(), REGULAR, left_width),
        *_balanced(size, issuer.upper(), BOLD, left_width),
        rule(left_width * 0.4),
    ]
    right_cells = [
        words(nation, _fitted(size, nation, 12, size.text_width - left_width)),
        words(motto, style(size, 13, font=BOLD, centred=True)),
        rule(_text_width(motto, BOLD, 13 * size.scale)),
    ]
    small = style(size, 13, centred=True)
    table = Table(
        [
            [left_cells, right_cells],
            [words(below[0], small), words(below[1], style(size, 13, font=ITALIC, centred=True))],
        ],
        colWidths=[left_width, size.text_width - left_width],
    )
    everything = ((0, 0), (-1, -1))
    table.setStyle(
        [
            ("VALIGN", *everything, "TOP"),
            ("ALIGN", *everything, "CENTER"),
            ("LEFTPADDING", *everything, 0),
            ("RIGHTPADDING", *everything, 0),
            ("TOPPADDING", *everything, 0),
            ("BOTTOMPADDING", *everything, 3),
        ]
    )
    return table


def draw_code(
    canvas: Canvas, matrix: Sequence[Sequence[bool]], x: float, y: float, side: float
) -> None:
    """A QR code with its lower left corner at (x, y); `side` in points, no quiet zone."""
    module = side / len(matrix)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                path.rect(x + column * module, y + side - (row + 1) * module, module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _balanced(size: PaperSize, text: str, font: str, room: float) -> list[Flowable]:
    """A body's name on as few lines as it needs, none much longer than another."""
    look = style(size, 12, font=font, centred=True)
    parts = text.split()
    for count in range(1, len(parts) + 1):
        lines = _shared_out(parts, count)
        if all(_text_width(line, font, look.fontSize) <= room for line in lines):
            break
    else:
        lines = parts
    return [words(line, look) for line in lines]


def _shared_out(parts: Sequence[str], count: int) -> list[str]:
    """Words on so many lines, or fewer, of about the same number of letters."""
    lines, rest = [], list(parts)
    for left in range(count, 1, -1):
        share = len(" ".join(rest)) / left
        take = 1
        while take < len(rest) and len(" ".join(rest[: take + 1])) <= share + 2:
            take += 1
        lines.append(" ".join(rest[:take]))
        rest = rest[take:]
    return [line for line in (*lines, " ".join(rest)) if line]


def _fitted(size: PaperSize, text: str, points: float, room: float) -> ParagraphStyle:
    """Bold and centred, a little smaller where the line would break."""
    width = _text_width(text, BOLD, points * size.scale)
    fits = min(1.0, (room - 2) / width)
    return style(size, points * fits, font=BOLD, centred=True)


def _text_width(text: str, font: str, points: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, points))
