"""checklist.docx: the same tables for a submission, to be edited in Word."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from litsieve.report.inert import plain
from litsieve.report.material import Material
from litsieve.report.writers.checklist import STATES, about, by_checklist, summary
from litsieve.report.zipped import settled

if TYPE_CHECKING:
    from litsieve.report.writers.checklist.answers import Answer

_HEADS = ("Item", "Topic", "What is asked", "State", "Where, or what")
_WIDTHS = (1.3, 3.2, 9.2, 2.1, 9.0)  # cm, of 24.8 on landscape A4
_GREY = "D9D9D9"


def write(material: Material) -> bytes:
    """Landscape A4, one table a checklist, heads repeated on each page."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2.2))
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(9)
    name = plain(material.prisma.title) or "Review"
    document.add_heading(f"{name}: checklist", 1)
    document.add_paragraph(about(material))
    for checklist, found in by_checklist(material):
        document.add_heading(checklist.title, 2)
        document.add_paragraph(f"{checklist.source}. {checklist.words} {summary(found)}")
        _table(document, found)
    _settle(document.core_properties, f"{name}: checklist")
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _table(document: Any, found: list[Answer]) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(_HEADS), style="Table Grid")
    table.autofit = False
    _fill(table.rows[0], _HEADS, bold=True)
    _shade_and_repeat(table.rows[0])
    for answer in found:
        item = answer.item
        cells = (item.id, item.topic, item.text, STATES[answer.state], plain(answer.as_text))
        _fill(table.add_row(), cells, bold=answer.state == "open", only=3)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _fill(row: Any, texts: tuple[str, ...], bold: bool, only: int | None = None) -> None:
    """Texts into cells; bold in all of them, or in one only."""
    for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        run = cell.paragraphs[0].add_run(text)
        run.bold = bold and only in (None, i)


def _shade_and_repeat(row: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(repeat)
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _GREY)
        cell._tc.get_or_add_tcPr().append(shade)


def _settle(properties: Any, title: str) -> None:
    """No clock, no name of the machine's user."""
    properties.title = title[:255]
    properties.author = "Litsieve"
    properties.last_modified_by = "Litsieve"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = datetime(2000, 1, 1)
