"""report.md: the report as text that any viewer of Markdown shows."""

from __future__ import annotations

from collections.abc import Callable

from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.writers.markdown import counts, decisions, evidence, searches

Section = Callable[[Material], list[str]]

SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Flow", counts.picture),
    ("Counts", counts.flow),
    ("The sums", counts.sums),
    ("Reasons", evidence.reasons),
    ("Sources", evidence.sources),
    ("Charts", evidence.charts),
    ("Search log", searches.log),
    ("Files", searches.files),
    ("People's decisions", decisions.people),
    ("What awaits", decisions.waiting),
    ("How to follow a number back", decisions.follow),
)


def write(material: Material) -> bytes:
    """One page, UTF-8; a section with nothing to say is left out."""
    title = md(material.prisma.title) or "Review"
    parts = [[f"# {title}", "", counts.summary(material)]]
    for heading, section in SECTIONS:
        lines = section(material)
        if lines:
            parts.append([f"## {heading}", "", *lines])
    return ("\n\n".join("\n".join(part) for part in parts) + "\n").encode("utf-8", "replace")
