"""ICTRP XML: *Export results to XML* of the WHO's search portal (trialsearch.who.int).

Recognised by `<Trials_downloaded_from_ICTRP>`.

- What stands in it is read as in its CSV, and a trial has the same record_id.
- Bare `&` and `<` and missing end tags are repaired, and it says so.
"""

from __future__ import annotations

import re
from functools import partial
from xml.etree import ElementTree as ET

from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.formats import ictrp_csv
from litsieve.ingest.shapes.columns import Found
from litsieve.ingest.shapes.fragments import beginnings, guarded, items, text_of
from litsieve.ingest.shapes.mending import Grammar
from litsieve.ingest.shapes.split import cut

NAME = "ictrp-xml"
LABEL = "ICTRP XML"
DATABASE = "ICTRP"
SIGN = "<Trials_downloaded_from_ICTRP>"

_SIGN = re.compile(r"<Trials_downloaded_from_ICTRP[\s>]")
_LEAVES = frozenset((
    "acronym", "bridged-type", "bridging-flag-truefalse", "condition", "contact-address",
    "contact-affiliation", "contact-email", "contact-firstname", "contact-lastname", "contact-tel",
    "countries", "date-enrollement", "date-registration", "date-registration3", "ethics-status",
    "exclusion-criteria", "export-date", "inclusion-agemax", "inclusion-agemin",
    "inclusion-criteria", "inclusion-gender", "internal-number", "intervention",
    "last-refreshed-on", "other-records", "phase", "primary-outcome", "primary-sponsor",
    "public-title", "recruitment-status", "results-date-completed", "results-date-posted",
    "results-url-link", "results-url-protocol", "results-yes-no", "retrospective-flag",
    "scientific-title", "secondary-id", "secondary-outcome", "secondary-sponsor",
    "source-register", "source-support", "study-design", "study-type", "target-size", "trialid",
    "web-address",
))  # fmt: skip
_GRAMMAR = Grammar(
    ("Trial",), ("Trials_downloaded_from_ICTRP",), _LEAVES, frozenset(), frozenset({"br"})
)


def detect(head: str) -> bool:
    """Whether this is XML of the ICTRP."""
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SIGN.search(head))


def read(text: Text) -> Reading:
    """The trials of an XML file of the ICTRP."""
    return Reading(
        guarded(cut(text, beginnings(_GRAMMAR.entries))),
        partial(items, _GRAMMAR, _found),
        database=DATABASE,
    )


def _found(trial: ET.Element) -> Found:
    texts = {element.tag.lower(): text_of(element) for element in reversed(trial)}
    cell = {
        ours: text
        for ours, names in ictrp_csv.COLUMNS.items()
        if (text := next((texts[name] for name in names if texts.get(name)), ""))
    }
    return ictrp_csv.convert(cell) or Found({})
