"""Methods after selection, which are the authors' own; support, interests, availability."""

from __future__ import annotations

from litsieve.report.material import Material
from litsieve.report.writers.methods.prose import Paragraph, Passage, gap, stated
from litsieve.report.writers.methods.protocol import statements

#: Items of PRISMA 2020 on what is done with the included studies → what is asked.
_AFTER = (
    (("9",), "how data were collected from reports, and by whom"),
    (("10a", "10b"), "the outcomes and other variables for which data were sought"),
    (("11",), "how risk of bias in the studies was assessed, with what tool, and by whom"),
    (("12",), "the effect measures"),
    (("13a", "13b", "13c", "13d", "13e", "13f"), "the methods of synthesis"),
    (("14",), "how risk of bias due to missing results was assessed"),
    (("15",), "how certainty in the body of evidence was assessed"),
)
_OTHER = (
    ("25", "funding", "sources of support, and the role of funders"),
    ("26", "interests", "competing interests of the authors"),
    ("27", "availability", "what data, code and materials are available, and where"),
)


def synthesis(_: Material) -> list[Paragraph]:
    """PRISMA 2020 items 9 to 15."""
    return [[Passage(items, gap(what)) for items, what in _AFTER]]


def other_information(material: Material) -> list[Paragraph]:
    """PRISMA 2020 items 25 to 27."""
    said = statements(material)
    return [[Passage((item,), stated(said.get(key), what))] for item, key, what in _OTHER]
