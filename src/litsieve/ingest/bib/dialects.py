"""Who wrote a BibTeX file: shown by its keys and by marks in its entries; the majority decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from litsieve.ingest.entry import Block
from litsieve.ingest.wos import ACCESSION

_KEY = re.compile(r"@[ \t]*\w+\s*[{(]\s*([^,{}=\n]*)")


@dataclass(frozen=True)
class Dialect:
    """One writer of BibTeX: its name, the database it exports (None: a reference manager)."""

    name: str
    database: str | None
    wrote: Callable[[str, str], bool]  # of a key and the whole text of an entry


def _key(pattern: str) -> Callable[[str, str], bool]:
    fits = re.compile(pattern).fullmatch
    return lambda key, _: fits(key) is not None


def _mark(*marks: str) -> Callable[[str, str], bool]:
    return lambda _, text: any(mark in text for mark in marks)


_scholar_key = re.compile(r"[^\W\d_]+\d{4}[^\W\d_]+").fullmatch
_zotero_key = re.compile(r"[\w'’.\-]+_[\w'’.\-]+_(?:\d{4}|nodate)(?:-\d+)?").fullmatch
_publisher_fields = re.compile(r"^[ \t]*(?:doi|abstract|urldate|issn|url)[ \t]*=", re.MULTILINE)


def _is_scholar(key: str, text: str) -> bool:
    return key.islower() and bool(_scholar_key(key)) and not _publisher_fields.search(text)


def _is_zotero(key: str, _: str) -> bool:
    return key.islower() and bool(_zotero_key(key))


def _is_springer(_: str, text: str) -> bool:
    return "doi.org/10.1007/" in text and "day=" in text and "issn=" in text.lower()


#: In the order in which they are asked: reference managers first, for they carry others' marks.
DIALECTS: tuple[Dialect, ...] = (
    Dialect("Web of Science", "Web of Science", _key(ACCESSION.pattern)),
    Dialect("Publish or Perish", "Google Scholar", _key(r"pop\d{5}")),
    Dialect("Rayyan", None, _key(r"rayyan-\d+")),
    Dialect("IEEE Xplore", "IEEE Xplore", _key(r"[1-9]\d{5,8}")),
    Dialect("Europe PMC", "Europe PMC", _key(r"(?:PMID|PMC|PPR|AGR|CBA|ETH|HIR|CTX|PAT):\S+")),
    Dialect("DBLP", "DBLP", _key(r"DBLP:\S+")),
    Dialect("ACM Digital Library", "ACM Digital Library", _key(r"10\.(?!1093/)\d{4,9}/\S+")),
    Dialect("Zotero", None, _is_zotero),
    Dialect("ACM Digital Library", "ACM Digital Library", _mark("\n acmid = {")),
    Dialect("Mendeley", None, _mark("mendeley-groups", "mendeley-tags", "file = {:")),
    Dialect("Better BibTeX", None, _mark("langid =", "journaltitle =", "shortjournal =")),
    Dialect("JabRef", None, _mark("jabref", "__markedentry", "creationdate")),
    Dialect("Scopus", "Scopus", _mark("source={Scopus}", "source = {Scopus}", "www.scopus.com/")),
    Dialect("ScienceDirect", "ScienceDirect", _mark("sciencedirect.com/science/article")),
    Dialect("Springer", "SpringerLink", _is_springer),
    Dialect("Google Scholar", "Google Scholar", _is_scholar),
)  # fmt: skip


def key_of(block: Block) -> str:
    """The citation key of a block, as far as it can be seen."""
    found = _KEY.match(block.text)
    return found[1].strip() if found else ""


def dialect_of(blocks: Iterable[Block]) -> Dialect | None:
    """The writer of at least half of the entries; None if there is none."""
    votes: Counter[str] = Counter()
    total = 0
    for block in blocks:
        total += 1
        key = key_of(block)
        for dialect in DIALECTS:
            if dialect.wrote(key, block.text):
                votes[dialect.name] += 1
                break
    return next(
        (dialect for dialect in DIALECTS if total and votes[dialect.name] * 2 >= total), None
    )
