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
        ("nbib", "\nPMID-", r"^PMID- ?\d+[ \t\r]*$"),
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
    others = [sign for sign in _SIGNS if sign[0] != form]
    for line, text in batch:
        for name, needle, begins in others:
            if needle not in text and not text.startswith(needle.lstrip("\n")):
                continue
            if found := begins.search(text):
                raise ReviewError(
                    f"holds entries of two formats, {form} and {name}",
                    Where("", line + text.count("\n", 0, found.start())),
                    "split a copy of the file there and read both parts",
                )
