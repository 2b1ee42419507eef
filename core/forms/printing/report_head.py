"""The head and the signatures of a report as flowables (ND 30/2020/ND-CP)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from core.forms.letterhead import BOLD, BOLD_ITALIC, ITALIC, REGULAR
from core.forms.wording import wording

_CENTRED = ParagraphStyle("centred", fontName=REGULAR, fontSize=13, leading=16, alignment=TA_CENTER)
_BOLD = ParagraphStyle("bold", _CENTRED, fontName=BOLD)
_ITALIC = ParagraphStyle("italic", _CENTRED, fontName=ITALIC)
_RECEIVERS = ParagraphStyle("receivers", fontName=BOLD_ITALIC, fontSize=12, leading=15)
_RECEIVER = ParagraphStyle("receiver", fontName=REGULAR, fontSize=11, leading=14)
_BARE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)
_SIGNATURE_ROOM = 30 * mm
_NAME_RULE = 38 * mm
_RULE_HEIGHT = 10


def report_head(
    width: float, *, superior: str, issuer: str, number: str, place_date: str
) -> Flowable:
    """Two columns: who issues, and the nation's name and motto with place and date."""
    common = wording("letterhead")
    left: list[Flowable] = [Paragraph(escape(superior), _CENTRED)] if superior else []
    left += [Paragraph(escape(issuer), _BOLD), _Rule(_NAME_RULE)]
    motto_width = stringWidth(common["motto"], BOLD, _BOLD.fontSize)
    right: list[Flowable] = [
        Paragraph(common["nation"], _BOLD),
        Paragraph(common["motto"], _BOLD),
        _Rule(motto_width),
    ]
    below = [
        [Paragraph(escape(number), _CENTRED)],
        [Paragraph(escape(place_date), _ITALIC)],
    ]
    table = Table([[left, right], below], colWidths=[width * 0.45, width * 0.55])
    table.setStyle(_BARE)
    return table


def signatures(
    width: float, *, receivers: Sequence[str], title: Sequence[str], name: str
) -> Flowable:
    """Receivers on the left; on the right the title, room to sign, and the name."""
    left: list[Flowable] = [Paragraph(escape(receivers[0]), _RECEIVERS)]
    left += [Paragraph(escape(line), _RECEIVER) for line in receivers[1:]]
    right: list[Flowable] = [Paragraph(escape(line), _BOLD) for line in title]
    right += [Spacer(1, _SIGNATURE_ROOM), Paragraph(escape(name), _BOLD)]
    table = Table([[left, right]], colWidths=[width * 0.55, width * 0.45])
    table.setStyle(_BARE)
    return table


class _Rule(Flowable):
    """A thin line centred below a name or the motto."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self._width = width
        self._room = width

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self._room = available_width
        return available_width, _RULE_HEIGHT

    def draw(self) -> None:
        left = (self._room - self._width) / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(left, _RULE_HEIGHT - 3, left + self._width, _RULE_HEIGHT - 3)
