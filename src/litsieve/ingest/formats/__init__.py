"""The formats that can be read: one module each, and this table. Adding one touches nothing else.

A format is recognised by the first characters of a file, never by the file's name.
"""

from __future__ import annotations

from typing import Protocol

from litsieve.errors import ReviewError, Where, nearest
from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.formats import (
    acm_csv,
    asreview_csv,
    bibtex,
    bvs_csv,
    central_csv,
    consensus_csv,
    covidence_csv,
    csl_json,
    dimensions_csv,
    ebsco_csv,
    embase_csv,
    endnote_xml,
    ieee_csv,
    lens_csv,
    litsieve_csv,
    nbib,
    openalex_csv,
    ovid_csv,
    ovid_text,
    paperpile_csv,
    plain_table,
    pop_csv,
    proquest_csv,
    pubmed_csv,
    pubmed_xml,
    rayyan_csv,
    refer,
    ris,
    scopus_csv,
    springer_csv,
    wos_table,
    wos_text,
    zotero_csv,
)


class Format(Protocol):
    """What a module in this package offers; its docstring is its page in the manual."""

    @property
    def NAME(self) -> str:
        """How it is called in review.yaml and in results: `scopus-csv`."""

    @property
    def LABEL(self) -> str:
        """How people call it: `Scopus CSV`."""

    @property
    def DATABASE(self) -> str | None:
        """The database that writes it; None if many do."""

    @property
    def SIGN(self) -> str:
        """One line: how it is recognised."""

    def detect(self, head: str) -> bool:
        """Whether a file that begins with `head` is in this format."""

    def read(self, text: Text) -> Reading:
        """How to read a file's text; raises ReviewError only if nothing can be read at all."""


#: Asked only if none of the others claims a file.
LAST: Format = plain_table
FORMATS: tuple[Format, ...] = (
    scopus_csv,
    bibtex,
    nbib,
    wos_text,
    wos_table,
    refer,
    ovid_text,
    ris,
    asreview_csv,
    consensus_csv,
    covidence_csv,
    dimensions_csv,
    lens_csv,
    litsieve_csv,
    openalex_csv,
    rayyan_csv,
    zotero_csv,
    endnote_xml,
    pubmed_xml,
    pubmed_csv,
    acm_csv,
    bvs_csv,
    central_csv,
    ebsco_csv,
    embase_csv,
    ieee_csv,
    ovid_csv,
    paperpile_csv,
    pop_csv,
    proquest_csv,
    springer_csv,
    csl_json,
    LAST,
)

#: How many characters of a file `detect` is given.
HEAD = 1 << 16


def recognise(text: Text, name: str, wanted: str | None = None) -> Format:
    """The format of a file's text; `wanted` is the NAME of one to use whatever the text says."""
    if wanted is not None:
        return _named(wanted, name)
    head = text.head[:HEAD]
    claimants = [form for form in FORMATS if form is not LAST and form.detect(head)]
    if len(claimants) == 1:
        return claimants[0]
    if claimants:
        labels = " and ".join(form.LABEL for form in claimants)
        first = claimants[0].NAME
        hint = (
            "if it holds both, split it in two; else say which: "
            f"`format: {first}` in review.yaml, or --as {first}"
        )
        raise ReviewError(f"looks like {labels}", Where(name), hint)
    if LAST.detect(head):
        return LAST
    raise ReviewError(
        "is not an export of a known format", Where(name),
        "take it out, or read it as a table: `columns:` in review.yaml (without lines above the "
        f"header); looked for: {', '.join(form.LABEL for form in FORMATS)}; see `review formats`",
    )  # fmt: skip


def _named(wanted: str, name: str) -> Format:
    names = [form.NAME for form in FORMATS]
    if wanted in names:
        return FORMATS[names.index(wanted)]
    close = nearest(wanted, names)
    hint = f"did you mean `{close}`?" if close else f"known formats: {', '.join(names)}"
    raise ReviewError(f"unknown format `{wanted}`", Where(name), hint)
