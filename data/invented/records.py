"""A work as each of five databases describes every work: rows, whose columns are schema.RECORD's.

Scopus          initials with dots; pages 1234-1241; full name of the journal
PubMed          given names; pages 1234-41; journal in small letters; a full stop after the title
Web of Science  given names, mostly without diacritics; journal in capitals
Embase          initials; no diacritics
Google Scholar  given names or initials; six authors at most; no DOI, ISSN or abstract
"""

from __future__ import annotations

import random
from typing import Any

from invented.works import Work
from invented.writing import bare, initials

Row = dict[str, Any]

FILES = {
    "Scopus": "scopus.csv", "PubMed": "pubmed.nbib", "Web of Science": "wos.txt",
    "Embase": "embase.ris", "Google Scholar": "scholar.bib",
}  # fmt: skip
#: Database: shares of records with DOI, and with PubMed id if the work is in MEDLINE.
_IDS = {"Scopus": (0.92, 0.5), "PubMed": (0.88, 1.0), "Web of Science": (0.85, 0.6),
        "Embase": (0.80, 0.6), "Google Scholar": (0.0, 0.0)}  # fmt: skip


def plain(work: Work, database: str, number: int, rng: random.Random) -> Row:
    """The work as the database writes every work; authors are still (family, given)."""
    doi, pmid = _IDS[database]
    known = f"{90_000_000 + work.number}" if work.medline and rng.random() < pmid else ""
    row: Row = {
        "record_id": f"r_{number * 0x9E3779B97F4A7C15 % 2**64:016x}",
        "source": database,
        "file": FILES[database],
        "source_id": "",
        "title": work.title,
        "title_alternative": "",
        "authors": list(work.authors),
        "authors_cut": None,
        "year": work.year,
        "venue": work.journal.name,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.pages,
        "article_number": work.article_number,
        "doi": work.doi if rng.random() < doi else "",
        "pmid": known,
        "issn": work.journal.issn,
        "abstract": work.abstract,
        "abstract_partial": None,
        "language": work.language,
        "document_type": work.document_type.lower().replace(" ", "-"),
        "document_type_raw": work.document_type,
    }
    _HABITS[database](row, rng)
    row["source_id"] = _own_id(row, database, number)
    return row


def _own_id(row: Row, database: str, number: int) -> str:
    if database == "Google Scholar":
        family = bare(row["authors"][0][0]) if row["authors"] else "anonymous"
        return f"{''.join(filter(str.isalnum, family.lower()))}{row['year']}n{number}"
    return {
        "Scopus": f"2-s2.0-999{number:08d}",
        "PubMed": row["pmid"],
        "Web of Science": f"WOS:0009{number:011d}",
        "Embase": f"L9{number:09d}",
    }[database]


def _scopus(row: Row, _: random.Random) -> None:
    row["authors"] = [(family, initials(given, ".")) for family, given in row["authors"]]


def _pubmed(row: Row, _: random.Random) -> None:
    row["authors"] = [(family, given.replace(".", "")) for family, given in row["authors"]]
    first, _, last = row["pages"].partition("-")
    if len(first) == len(last) and first != last:
        same = next(i for i in range(len(first)) if first[i] != last[i])
        row["pages"] = f"{first}-{last[same:]}"
    row["venue"] = row["venue"][:1] + row["venue"][1:].lower()
    row["title"] += "."


def _wos(row: Row, rng: random.Random) -> None:
    row["venue"] = row["venue"].upper()
    if rng.random() < 0.6:
        row["authors"] = [(bare(family), bare(given)) for family, given in row["authors"]]


def _embase(row: Row, _: random.Random) -> None:
    row["authors"] = [(bare(family), bare(initials(g, "."))) for family, g in row["authors"]]
    row["title"] = bare(row["title"])


def _scholar(row: Row, rng: random.Random) -> None:
    if rng.random() < 0.5:
        row["authors"] = [(family, initials(given, "")) for family, given in row["authors"]]
    if len(row["authors"]) > 6:
        row["authors"], row["authors_cut"] = row["authors"][:6], True
    if rng.random() < 0.6:
        row["venue"] = row["venue"][:1] + row["venue"][1:].lower()
    row.update(abstract="", issn="", document_type="article")
    row["pages"], row["article_number"] = row["pages"] or row["article_number"], ""


_HABITS = {"Scopus": _scopus, "PubMed": _pubmed, "Web of Science": _wos, "Embase": _embase,
           "Google Scholar": _scholar}  # fmt: skip
