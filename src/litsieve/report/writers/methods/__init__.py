"""methods.md: a draft of the methods and results of a paper, every number bound to its artefact.

What the review does not know stands as a gap, `**[to be stated: …]**`, and all gaps are listed at
the end. How numbers are bound: `report/bindings.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from litsieve.report.inert import markdown as md
from litsieve.report.material import Material, once
from litsieve.report.writers.methods import (
    closing,
    deduplication,
    protocol,
    results,
    searching,
    selection,
)
from litsieve.report.writers.methods.prose import Paragraph, Passage

Write = Callable[[Material], list[Paragraph]]


@dataclass(frozen=True)
class Section:
    """A part of the paper, a heading in it, and what stands below."""

    part: str
    heading: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(chain.from_iterable(self.paragraphs))


SECTIONS: tuple[tuple[str, str, Write], ...] = (
    ("Methods", "Protocol and registration", protocol.registration),
    ("Methods", "Eligibility criteria", protocol.eligibility),
    ("Methods", "Information sources", searching.sources),
    ("Methods", "Search strategy", searching.strategy),
    ("Methods", "De-duplication", deduplication.deduplication),
    ("Methods", "Selection process", selection.selection),
    ("Methods", "Data collection, appraisal and synthesis", closing.synthesis),
    ("Results", "Study selection", results.study_selection),
    ("Results", "Included studies", results.studies),
    ("Other information", "Support, interests, availability", closing.other_information),
    ("Appendix", "Search strategies, as they were run", searching.appendix),
)

_ABOUT = (
    "> A draft, written from the files of this review and anew by every run: edit a copy of it. "
    "(If this file itself was edited, the next run keeps that version in `report-edited/`.) Named "
    "as `manuscript` under `report:` in review.yaml, the copy is held against the figure. Behind "
    "each number a comment, which viewers and pandoc leave out, names the place in the report that "
    "it is from. What the files do not say is marked **[to be stated]**; the list is at the end."
)
_NOTHING_LEFT = "Nothing: there is no gap in this draft."


@once
def sections(material: Material) -> tuple[Section, ...]:
    """Every section that says something."""
    found = (Section(part, heading, tuple(make(material))) for part, heading, make in SECTIONS)
    return tuple(section for section in found if section.paragraphs)


def write(material: Material) -> bytes:
    """The draft, UTF-8 Markdown."""
    blocks = [f"# {md(material.prisma.title) or 'Review'}: methods and results, a draft", _ABOUT]
    part = ""
    for section in sections(material):
        if section.part != part:
            part = section.part
            blocks.append(f"## {part}")
        blocks.append(f"### {section.heading}")
        blocks += [" ".join(p.text for p in paragraph) for paragraph in section.paragraphs]
    left = chain.from_iterable(p.gaps for s in sections(material) for p in s.passages)
    asked = "\n".join(f"- {gap}" for gap in dict.fromkeys(left))
    blocks += ["## Still to be stated", asked or _NOTHING_LEFT]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")
