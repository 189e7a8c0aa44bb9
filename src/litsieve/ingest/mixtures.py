"""Files in which exports of two formats were joined: told by what begins the others' entries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from litsieve.errors import ReviewError, Where
from litsieve.ingest.entry import Block

#: NAME of a format, what must stand in a text for a closer look, what begins an entry of it.
_SIGNS = tuple(
    (name, needle, re.compile(pattern, re.MULTILINE))
    for name, needle, pattern in (
        ("ris", "\nTY  -", r"^TY  - ?[A-Z]{3,8}[ \t\r]*$"),
        # behind the end of another entry, with tags of PubMed: a stray PMID is part of that entry
        (
            "nbib",
            "\nPMID-",
            r"(?:\A|\n[ \t\r]*\n|^ER {1,2}-.*\n)(PMID- ?\d+)[ \t\r]*\n"
            r"(?:.*\n){0,9}(?:OWN |STAT|LID |FAU |DCOM|JID )-",
        ),
        ("nbib", "\nOWN - ERIC", r"^OWN - ERIC"),
        ("refer", "\n%0 ", r"^%0 [A-Z][a-z]+"),
        ("bibtex", "\n@", r"^@[A-Za-z]+[ \t]*\{[ \t]*[^\s{}=,\"]+,[ \t\r]*$"),
        ("pubmed-xml", "<PubmedArticle>", r"<PubmedArticle>"),
        ("endnote-xml", "<xml><records>", r"<xml><records>"),
        ("wos-text", "\nVR 1.0", r"^VR 1\.0[ \t\r]*$"),
    )
)


def refuse(form: str, batch: Sequence[Block]) -> None:
    """ReviewError if a block of a file of this format holds an entry of another."""
    signs = [sign for sign in _SIGNS if sign[0] != form]
    at_lines = [needle[1:] for _, needle, _ in signs if needle[0] == "\n"]
    tags = [needle for _, needle, _ in signs if needle[0] == "<"]
    first, line_of_another = tuple(at_lines + tags), _at_lines(*at_lines)
    for line, text, _ in batch:
        # one search in place of eight
        if not (
            ("\n" in text and line_of_another.search(text))
            or text.startswith(first)
            or ("<" in text and any(tag in text for tag in tags))
        ):
            continue
        for name, _, begins in signs:
            if found := begins.search(text):
                raise ReviewError(
                    f"holds entries of two formats, {form} and {name}",
                    Where("", line + text.count("\n", 0, found.start(found.lastindex or 0))),
                    "split a copy of the file there and read both parts",
                )


def _at_lines(*needles: str) -> re.Pattern[str]:
    return re.compile(f"\n(?:{'|'.join(map(re.escape, needles))})")
