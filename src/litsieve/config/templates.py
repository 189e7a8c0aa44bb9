"""What a review still has of the example in its template: the title, a reason, the search terms.

A template is there to be adapted, and most of it may stay: rules on dates, languages and kinds of
publication, reasons in general words. What cannot stay is what makes it a review of its example.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from litsieve.config.text_file import read_text
from litsieve.config.yaml import Document
from litsieve.shipped import TEMPLATES
from litsieve.text import squeeze

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: The reasons of templates that name the topic of the example.
_TOPICAL = ("Not about the topic", "Not about flaky tests", "Not about heat (concept)")
#: A title, and a key one step below another, as the templates are written.
_TITLE = re.compile(r'^ {0,2}title: *"?([^"#\n]+)', re.M)
_KEY = re.compile(r"^  (\w+):", re.M)


def example_title(title: str) -> str | None:
    """What to say of a title that a template has; None for any other."""
    return f"the title “{title}”" if squeeze(title).casefold() in _titles() else None


def examples_in(criteria: Criteria) -> list[str]:
    """What stands in the criteria as a template has it, in words.

    A reason that names the topic of the example; and search terms, if all lists of the template
    are there as they were shipped: their rules then ask for the example's topic.
    """
    labels = {squeeze(reason.label).casefold() for reason in criteria.reasons}
    found = [f"the reason “{label}”" for label in _TOPICAL if label.casefold() in labels]
    there = set(criteria.document.value(("lists",)) or ())
    for name in TEMPLATES:
        below = _text(name, "criteria.yaml").partition("\nlists:")[2].partition("\nreasons:")[0]
        if not set(_KEY.findall(below)) <= there:
            continue
        shipped = _document(name, "criteria.yaml")
        lists = shipped.value(("lists",))
        if all(_same(criteria.document, shipped, of) for of in lists):
            names = ", ".join(f"@{of}" for of in lists)
            found.append(f"the search terms of the template {name} ({names})")
    return found


def _same(document: Document, shipped: Document, name: str) -> bool:
    ours, theirs = (_terms(of.value(("lists", name))) for of in (document, shipped))
    return ours == theirs


def _terms(entry: object) -> object:
    """A list as it is written, but for blanks and for how text is given."""
    if isinstance(entry, dict):
        entry = {key: _terms(value) for key, value in entry.items()}
        return entry["text"] if set(entry) == {"text"} else entry
    return squeeze(entry) if isinstance(entry, str) else entry


def _titles() -> frozenset[str]:
    """The titles of all templates, in both of their files; to read these as YAML takes longer."""
    texts = (_text(name, file) for name in TEMPLATES for file in ("review.yaml", "criteria.yaml"))
    return frozenset(squeeze(title).casefold() for text in texts for title in _TITLE.findall(text))


@cache
def _document(name: str, file: str) -> Document:
    return Document(_text(name, file), file)


@cache
def _text(name: str, file: str) -> str:
    return read_text(TEMPLATES[name] / file, file)
