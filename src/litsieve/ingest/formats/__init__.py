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
    bibliometrix_table,
    bibtex,
    bvs_csv,
    central_csv,
    clinicaltrials_csv,
    consensus_csv,
    covidence_csv,
    csl_json,
    dimensions_csv,
    ebsco_csv,
    ebsco_flat,
    embase_csv,
    endnote_xml,
    ictrp_csv,
    ictrp_xml,
    ieee_csv,
    lens_csv,
    litsieve_csv,
    litsieve_jsonl,
    mods_xml,
    nbib,
    openalex_csv,
    openalex_json,
    ovid_csv,
    ovid_text,
    paperpile_csv,
    plain_table,
    pop_csv,
    pop_json,
    proquest_csv,
    pubmed_abstract,
    pubmed_csv,
    pubmed_summary,
    pubmed_xml,
    rayyan_csv,
    refer,
    refworks,
    ris,
    ris_table,
    scopus_csv,
    springer_csv,
    wos_table,
    wos_text,
    zotero_csv,
)
from litsieve.ingest.unknown import ambiguous, unknown


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
    pubmed_abstract,
    pubmed_summary,
    wos_text,
    wos_table,
    bibliometrix_table,
    refer,
    refworks,
    ovid_text,
    ris,
    ris_table,
    asreview_csv,
    consensus_csv,
    covidence_csv,
    dimensions_csv,
    lens_csv,
    litsieve_csv,
    litsieve_jsonl,
    openalex_csv,
    openalex_json,
    rayyan_csv,
    zotero_csv,
    endnote_xml,
    mods_xml,
    ictrp_xml,
    pubmed_xml,
    pubmed_csv,
    acm_csv,
    bvs_csv,
    central_csv,
    clinicaltrials_csv,
    ebsco_csv,
    ebsco_flat,
    embase_csv,
    ictrp_csv,
    ieee_csv,
    ovid_csv,
    paperpile_csv,
    pop_csv,
    pop_json,
    proquest_csv,
    springer_csv,
    csl_json,
    LAST,
)

#: How many characters of a file `detect` is given; of JSON, whose first item may be longer, all
#: that was read.
HEAD = 1 << 16


def recognise(text: Text, name: str, wanted: str | None = None) -> Format:
    """The format of a file's text; `wanted` is the NAME of one to use whatever the text says."""
    if wanted is not None:
        return _named(wanted, name)
    is_json = text.head.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")
    head = text.head if is_json else text.head[:HEAD]
    claimants = [form for form in FORMATS if form is not LAST and form.detect(head)]
    if len(claimants) == 1:
        return claimants[0]
    if claimants:
        raise ambiguous(text, name, claimants)
    if LAST.detect(head):
        return LAST
    raise unknown(text, name, FORMATS, LAST)


def _named(wanted: str, name: str) -> Format:
    names = [form.NAME for form in FORMATS]
    if wanted in names:
        return FORMATS[names.index(wanted)]
    close = nearest(wanted, names)
    hint = f"did you mean `{close}`?" if close else f"known formats: {', '.join(names)}"
    raise ReviewError(f"unknown format `{wanted}`", Where(name), hint)
