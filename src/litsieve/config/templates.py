"""What a review still has of the example in its template: the title, a reason, the search terms.

A template is there to be adapted, and most of it may stay: rules on dates, languages and kinds of
publication, reasons in general words. What cannot stay is what makes it a review of its example.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from litsieve.config.text_file import read_text
from litsieve.config.yaml import Document
from litsieve.shipped import TEMPLATES
from litsieve.text import squeeze

if TYPE_CHECKING:
    from litsieve.config.criteria import Criteria

#: Template → its reasons that name the topic of the example.
_TOPICAL = {
    "plain": ("E4",),
    "software-engineering": ("E5",),
    "scoping": ("E4",),
}


def example_title(title: str) -> str | None:
    """What to say of a title that a template has; None for any other."""
    wanted = squeeze(title).casefold()
    return f"the title “{title}”" if wanted in _titles() else None


def examples_in(criteria: Criteria) -> list[str]:
    """What stands in the criteria as a template has it, in words.

    A reason that names the topic of the example; and search terms, if all lists of the template
    are there as they were shipped: their rules then ask for the example's topic.
    """
    labels = {squeeze(reason.label).casefold() for reason in criteria.reasons}
    found = []
    for name in TEMPLATES:
        shipped = _criteria(name)
        for reason in shipped.value(("reasons",)):
            label = squeeze(reason["label"])
            if reason["id"] in _TOPICAL.get(name, ()) and label.casefold() in labels:
                found.append(f"the reason “{label}”")
        lists = shipped.value(("lists",))
        if all(_same(criteria.document, shipped, of) for of in lists):
            names = ", ".join(f"@{of}" for of in lists)
            found.append(f"the search terms of the template {name} ({names})")
    return list(dict.fromkeys(found))


def _same(document: Document, shipped: Document, name: str) -> bool:
    ours, theirs = (_terms(of.value(("lists", name))) for of in (document, shipped))
    return ours == theirs


def _terms(entry: object) -> object:
    """A list as it is written, but for blanks and for how text is given."""
    if isinstance(entry, dict):
        entry = {key: _terms(value) for key, value in entry.items()}
        return entry["text"] if set(entry) == {"text"} else entry
    return squeeze(entry) if isinstance(entry, str) else entry


@cache
def _titles() -> frozenset[str]:
    """The titles of all templates, in both of their files."""
    found = set()
    for name, folder in TEMPLATES.items():
        path = folder / "review.yaml"
        review = Document(read_text(path, path.name), path.name)
        for title in (review.value(("title",)), _criteria(name).value(("review", "title"))):
            found.add(squeeze(str(title)).casefold())
    return frozenset(found)


@cache
def _criteria(name: str) -> Document:
    path = TEMPLATES[name] / "criteria.yaml"
    return Document(read_text(path, path.name), path.name)
