"""prisma.pdf: the flow diagram as vectors, with text that can be searched, on a page of its size.

The bundled font is embedded, cut down to the letters that are used.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from litsieve.report.flow import SIZE, SMALL, Arrow, Bar, Box, Flow, Text, layout
from litsieve.report.fonts import FAMILY, font_path, width
from litsieve.report.inert import plain
from litsieve.report.material import Material
from litsieve.report.writers import paper
from litsieve.report.writers.svg import PAGE

if TYPE_CHECKING:
    from fpdf import FPDF

_WHEN = datetime(2000, 1, 1, tzinfo=UTC)
_TIP, _HALF = 8.0, 4.0  # px: length of an arrow's head, half of its width
_MIRRORED = {"<": ">", ">": "<", "«": "»", "»": "«", "‹": "›", "›": "‹"}  # besides brackets


def write(material: Material) -> bytes:
    return render(layout(material.prisma, only_drawable=True), page=PAGE)


def render(flow: Flow, page: str | None = None) -> bytes:
    """The PDF document; boxes and lines lead to their records on `page`, if there is one.

    Raises ReviewError if a font is missing or broken.
    """
    pdf = _document(flow)
    for bar in flow.headings:
        _bar(pdf, bar, paper.heading(bar))
        middle = bar.x + (bar.width - width(plain(bar.text), SIZE, bold=True)) / 2
        _text(pdf, Text(middle, bar.y + bar.height / 2 + 4, bar.text, bold=True))
    for bar in flow.bands:
        _bar(pdf, bar, paper.COLOURS["band"])
        _upwards(pdf, bar)
    for arrow in flow.arrows:
        _arrow(pdf, arrow)
    for box in flow.boxes:
        _box(pdf, box, page)
    for note in flow.notes:
        _text(pdf, note, SMALL, paper.COLOURS["note"])
    return bytes(pdf.output())


def _document(flow: Flow) -> FPDF:
    """One empty page, measured in px; no clock in it."""
    from fpdf import FPDF

    pdf = FPDF(unit=paper.PT, format=(flow.width, flow.height))
    pdf.set_creation_date(_WHEN)
    pdf.set_title(flow.title)
    pdf.set_subject(flow.description)
    pdf.set_author("Litsieve")
    pdf.set_lang("en")
    pdf.set_auto_page_break(False)
    for bold in (False, True):
        pdf.add_font(FAMILY, "B" if bold else "", font_path(bold))
    pdf.add_page()
    pdf.set_line_width(1)
    return pdf


def _bar(pdf: FPDF, bar: Bar, colour: str) -> None:
    pdf.set_fill_color(*paper.rgb(colour))
    pdf.rect(bar.x, bar.y, bar.width, bar.height, "F", round_corners=True, corner_radius=6)


def _upwards(pdf: FPDF, bar: Bar) -> None:
    """The name of a band, turned to run upwards."""
    x, y = bar.x + bar.width / 2 + 4, bar.y + bar.height / 2
    with pdf.rotation(90, x, y):
        _text(pdf, Text(x - width(plain(bar.text), SIZE, bold=True) / 2, y, bar.text, bold=True))


def _arrow(pdf: FPDF, arrow: Arrow) -> None:
    """A line, dashed to what waits, and a filled head."""
    (x0, y0), (x, y) = arrow.points[-2:]
    right, down = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back = (x - _TIP * right, y - _TIP * down)
    pdf.set_draw_color(*paper.rgb(paper.COLOURS["line"]))
    pdf.set_fill_color(*paper.rgb(paper.COLOURS["line"]))
    pdf.set_dash_pattern(*((4, 3) if arrow.waiting else ()))
    pdf.polyline([*arrow.points[:-1], back])
    pdf.set_dash_pattern()
    across = (_HALF * down, _HALF * right)
    corners = [(back[0] + sign * across[0], back[1] + sign * across[1]) for sign in (1, -1)]
    pdf.polygon([(x, y), *corners], style="F")


def _box(pdf: FPDF, box: Box, page: str | None) -> None:
    pdf.set_draw_color(*paper.rgb(paper.border(box)))
    pdf.set_fill_color(*paper.rgb(paper.fill(box)))
    pdf.set_dash_pattern(*((4, 3) if box.content.waiting else ()))
    pdf.rect(box.x, box.y, box.width, box.height, "DF")
    pdf.set_dash_pattern()
    if page and box.content.link:
        pdf.link(box.x, box.y, box.width, box.height, f"{page}#{box.content.link}")
    for text in box.texts:
        _text(pdf, text, SIZE, paper.ink(text))
        if page and text.link:
            long = width(text.text, SIZE, text.bold)
            pdf.link(text.x, text.y - SIZE, long, SIZE + 3, f"{page}#{text.link}")


def _text(pdf: FPDF, text: Text, size: float = SIZE, colour: str = paper.COLOURS["text"]) -> None:
    pdf.set_font(FAMILY, "B" if text.bold else "", size * paper.PT)
    pdf.set_text_color(*paper.rgb(colour))
    pdf.text(text.x, text.y, as_seen(plain(text.text)))


def as_seen(line: str) -> str:
    """Letters from left to right as a reader sees them: PDF draws without a thought of direction.

    The line as a whole runs from left to right (UAX #9, with mirrored brackets and marks after
    their letter), so that the count at its end stays there.
    """
    if not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in line):
        return line
    from fpdf.bidi import BIDI_BRACKETS, BidiParagraph
    from fpdf.enums import TextDirection

    seen, marks = "", ""
    for char in BidiParagraph(line, TextDirection.LTR).get_reordered_characters():
        letter = char.character
        if not char.embedding_level % 2:
            seen += letter
        elif unicodedata.combining(letter):
            marks += letter
        else:
            pair = BIDI_BRACKETS.get(letter)
            seen += (pair["pair"] if pair else _MIRRORED.get(letter, letter)) + marks
            marks = ""
    return seen + marks
