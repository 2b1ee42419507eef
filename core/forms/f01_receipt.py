"""Form 01: receipt of a dossier and appointment for its result, as PDF.

Circular 03/2025/TT-VPCP, form 01; its words are `resources/forms/f01.toml`.
The same content gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from core.clock import local
from core.dossiers.model import Dossier, Procedure
from core.dossiers.numbers import parsed_local_number
from core.dossiers.receipt import Receipt
from core.forms import letterhead as paper
from core.forms.letterhead import MM, SIZES, PaperSize, head_table, style, words
from core.forms.wording import wording
from core.people.model import Person

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

    from core.qr import Matrix

# Side of the code, and the white beside it that readers want.
_CODE_MM = {"A4": 25, "A5": 21}
_QUIET_MM = 3.5
_BODY = 13
_GAP = "&nbsp;" * 4
# Tried in this order until the receipt fits one page; else the usual size on several.
_SHRUNK = (1.0, 0.95, 0.9, 0.85, 1.0)
# Caption and fact, or two such pairs on one line.
Line = tuple[str, ...]


def receipt_pdf(receipt: Receipt, paper_name: str = "A4") -> bytes:
    """The receipt on A4 or A5; a rehearsal's receipt says that it is none.

    What nearly fits one page is set a little smaller; a long list of papers
    goes on over pages.
    """
    paper.register_fonts()
    for shrunk in _SHRUNK:
        size = replace(SIZES[paper_name], scale=SIZES[paper_name].scale * shrunk)
        pdf, pages = paper.document(
            size,
            _story(size, receipt),
            partial(_decorate, size=size, receipt=receipt),
            title=" ".join(wording("f01")["title"]),
            author=receipt.centre.name,
            subject=receipt.dossier.local_number,
        )
        if pages == 1:
            break
    return pdf


def _story(size: PaperSize, receipt: Receipt) -> list[Flowable]:
    from reportlab.platypus import KeepTogether, Spacer

    form = wording("f01")
    common = wording("letterhead")
    title = style(size, 14, font=paper.BOLD, centred=True)
    gap = Spacer(0, 7 * size.scale)
    centre = receipt.centre
    dossier = receipt.dossier
    return [
        head_table(
            size,
            (centre.superior, centre.issuer or centre.name),
            (common["nation"], common["motto"]),
            (form["code"].format(code=shown_code(dossier)), _place_date(form, receipt)),
        ),
        gap,
        *(words(line, title) for line in form["title"]),
        gap,
        *_lines(size, _who(form, receipt)),
        *_lines(size, [(form["lines"]["papers"], "")]),
        _papers(size, form, dossier),
        gap,
        *_lines(size, _what(form, receipt)),
        gap,
        KeepTogether([_signatures(size, form, receipt), gap, *_foot(size, form, receipt)]),
    ]


def shown_code(dossier: Dossier) -> str:
    """The official code, or our own number while there is none."""
    return dossier.dossier_code or dossier.local_number


def _who(form: dict[str, Any], receipt: Receipt) -> list[Line]:
    lines, blank = form["lines"], form["blank"]
    person = receipt.applicant or Person("", "")
    rows: list[Line] = [
        (lines["centre"], receipt.centre.name),
        (lines["applicant"], person.name or blank),
        (lines["id_number"], person.id_number or blank, lines["phone"], person.phone or blank),
        (lines["address"], person.address or blank),
    ]
    if person.email:
        rows.append((lines["email"], person.email))
    dossier = receipt.dossier
    request = f"{dossier.procedure_name} ({dossier.procedure_code})"
    return [*rows, (lines["request"], request), (lines["sector"], dossier.sector)]


def _what(form: dict[str, Any], receipt: Receipt) -> list[Line]:
    lines, said, dossier = form["lines"], form["words"], receipt.dossier
    due = said["no_due"] if dossier.due_at is None else _moment(form, dossier.due_at)
    returning = form["returning"].get(dossier.return_channel, form["returning"]["counter"])
    return [
        (
            lines["copies"],
            said["copies"].format(copies=f"{dossier.copies:02d}"),
            lines["fee"],
            _fee(form, dossier, receipt.procedure),
        ),
        (lines["term"], _term(form, receipt.procedure)),
        (lines["received"], _moment(form, dossier.presented_at)),
        (lines["due"], due),
        (lines["returning"], returning),
        (lines["register"], _register(form, dossier)),
    ]


def _lines(size: PaperSize, rows: Sequence[Line]) -> list[Flowable]:
    """`Caption: fact`, the facts in bold."""
    from xml.sax.saxutils import escape

    from reportlab.platypus import Paragraph

    look = style(size, _BODY)
    look.spaceAfter = 2.5 * size.scale
    pairs = [zip(row[::2], row[1::2], strict=True) for row in rows]
    return [
        Paragraph(_GAP.join(f"{escape(said)} <b>{escape(fact)}</b>" for said, fact in line), look)
        for line in pairs
    ]


def _papers(size: PaperSize, form: dict[str, Any], dossier: Dossier) -> Flowable:
    from reportlab.platypus import Table

    bold = style(size, 12, font=paper.BOLD, centred=True)
    plain, centred = style(size, 12), style(size, 12, centred=True)
    rows = [
        [
            words(str(order), centred),
            words(part["name"], plain),
            words(form["papers"]["forms"].get(part["form"], ""), centred),
            words(f"{part['count']:02d}", centred),
            words(part["note"], plain),
        ]
        for order, part in enumerate(dossier.papers, 1)
    ]
    if not rows:
        rows = [[words("", plain), words(form["papers"]["none"], plain), *([words("", plain)] * 3)]]
    head = [words(text, bold) for text in form["papers"]["head"]]
    widths = [size.text_width * share for share in (0.07, 0.48, 0.16, 0.12, 0.17)]
    table = Table([head, *rows], colWidths=widths, repeatRows=1)
    everything = ((0, 0), (-1, -1))
    table.setStyle(
        [
            ("GRID", *everything, 0.5, "black"),
            ("VALIGN", *everything, "MIDDLE"),
            ("TOPPADDING", *everything, 2 * size.scale),
            ("BOTTOMPADDING", *everything, 3 * size.scale),
            ("LEFTPADDING", *everything, 3 * size.scale),
            ("RIGHTPADDING", *everything, 3 * size.scale),
        ]
    )
    return table


def _signatures(size: PaperSize, form: dict[str, Any], receipt: Receipt) -> Flowable:
    """Who handed in, the code, who received."""
    from reportlab.platypus import Spacer, Table

    from core.qr import qr_matrix

    bold = style(size, 12, font=paper.BOLD, centred=True)
    hint = style(size, 12, font=paper.ITALIC, centred=True)
    names = form["signatures"]
    signer = receipt.applicant.name if receipt.applicant else ""
    space = Spacer(0, 52 * size.scale)
    left, right = (
        [words(names[side], bold), words(names["hint"], hint), space, words(name, bold)]
        for side, name in (("applicant", signer), ("officer", receipt.officer))
    )
    side = _CODE_MM[size.name] * MM
    middle = side + 2 * _QUIET_MM * MM
    half = (size.text_width - middle) / 2
    code = _code(qr_matrix(receipt.qr), side)
    table = Table([[left, code, right]], colWidths=[half, middle, half])
    everything = ((0, 0), (-1, -1))
    table.setStyle(
        [
            ("VALIGN", *everything, "TOP"),
            ("ALIGN", *everything, "CENTER"),
            ("LEFTPADDING", *everything, 0),
            ("RIGHTPADDING", *everything, 0),
        ]
    )
    return table


def _foot(size: PaperSize, form: dict[str, Any], receipt: Receipt) -> list[Flowable]:
    """What the code is for, the feedback telephone, our own number, the citation."""
    small = style(size, 11)
    rows = [words(form["words"]["guidance"], small)]
    facts = []
    if receipt.centre.hotline:
        facts.append(f"{form['lines']['feedback']} {receipt.centre.hotline}.")
    if receipt.dossier.dossier_code:
        number = receipt.dossier.local_number
        facts.append(form["words"]["local_number"].format(number=number))
    if facts:
        rows.append(words(" ".join(facts), style(size, 11, font=paper.BOLD)))
    return [*rows, words(form["citation"], style(size, 9, font=paper.ITALIC))]


def _code(matrix: Matrix, side: float) -> Flowable:
    from reportlab.platypus import Flowable

    class Code(Flowable):
        """A QR code in the flow of the text."""

        def wrap(self, *_room: float) -> tuple[float, float]:
            return side, side

        def draw(self) -> None:
            paper.draw_code(self.canv, matrix, 0, 0, side)

    return Code()


def _decorate(
    canvas: Canvas, document: BaseDocTemplate, *, size: PaperSize, receipt: Receipt
) -> None:
    """What stands on every page: the mark of a rehearsal, page numbers from the second on."""
    from core.forms.printing.furniture import Watermark, date_document, draw_watermark

    form = wording("f01")
    date_document(canvas, receipt.issued_at)
    middle, height = size.points[0] / 2, size.points[1]
    if receipt.mark in wording("letterhead")["marks"]:
        draw_watermark(canvas, Watermark((form["mark"],)))
        canvas.setFont(paper.BOLD, 10 * size.scale)
        canvas.drawCentredString(middle, 5 * MM, form["sample"])
    if document.page > 1:
        canvas.setFont(paper.REGULAR, _BODY * size.scale)
        canvas.drawCentredString(middle, height - size.top_mm * MM * 0.6, str(document.page))


def _place_date(form: dict[str, Any], receipt: Receipt) -> str:
    """Days below ten and months one and two with a leading zero (Decree 30/2020/ND-CP)."""
    day = local(receipt.dossier.presented_at)
    place = receipt.centre.place or form["place_missing"]
    return str(form["place_date"].format(place=place, **_day(day.day, day.month, day.year)))


def _moment(form: dict[str, Any], instant: int) -> str:
    at = local(instant)
    facts = _day(at.day, at.month, at.year)
    return str(form["words"]["moment"].format(hour=f"{at:%H}", minute=f"{at:%M}", **facts))


def _day(day: int, month: int, year: int) -> dict[str, str]:
    return {
        "day": f"{day:02d}",
        "month": f"{month:02d}" if month < 3 else str(month),
        "year": str(year),
    }


def _term(form: dict[str, Any], procedure: Procedure | None) -> str:
    if procedure is None:
        return str(form["term"]["unknown"])
    text = str(form["term"][procedure.term_kind].format(n=f"{procedure.term:02d}"))
    return f"{text}. {procedure.term_text}" if procedure.term_text else text


def _fee(form: dict[str, Any], dossier: Dossier, procedure: Procedure | None) -> str:
    """The amount of this dossier; else what the catalogue says of it."""
    said = form["fee"]
    if dossier.fee_dong is None:
        return (procedure.fee_text if procedure else "") or str(said["unpublished"])
    if dossier.fee_dong == 0:
        return str(said["none"])
    amount = said["amount"].format(amount=f"{dossier.fee_dong:,}".replace(",", "."))
    return f"{amount} ({said['paid'] if dossier.fee_paid else said['unpaid']})"


def _register(form: dict[str, Any], dossier: Dossier) -> str:
    """The register of the year and the number in it."""
    numbered = parsed_local_number(dossier.local_number)
    year = numbered[0].year if numbered else local(dossier.presented_at).year
    return str(
        form["words"]["register"].format(
            year=year, number=dossier.local_number or shown_code(dossier)
        )
    )
