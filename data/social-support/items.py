"""Items: the reports of the sample, their entries, and what must become of them.

An item is one report. It says which entries of it stand in which export, the verdict of the
criteria and, for an exclusion, the primary reason. Items of one `study` are separate reports of it
(preprint and article) and must not be merged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from invented.exports import eid, scholar_entry, scopus_line, scopus_row
from invented.papers import Inventor, Paper

INCLUDED, EXCLUDED, AWAITING = "included", "excluded", "awaiting"


@dataclass(frozen=True)
class Item:
    """One report and its entries: (EID, row) in Scopus, (key, entry) in Google Scholar."""

    case: str
    paper: Paper
    verdict: str
    reason: str = ""
    scopus: tuple[tuple[str, str], ...] = ()
    scholar: tuple[tuple[str, str], ...] = ()
    study: str = ""


#: case: what it shows.
CASES = {
    "year-unknown": "an entry without a year: the date is unknown, so a person decides",
    "year-in-one": "the year is missing in one copy only: the merged report has it",
    "year-2025": "Scopus gives only the year: May to December 2025 cannot be ruled out",
    "not-english": "the export states another language",
    "two-languages": "published in English and another language",
    "preprint": "preprint and article: two reports of one study, linked and never merged",
    "editorial": "title “Editorial” many times over: only the same volume and pages are one report",
    "conference": "proceedings paper, with and without a journal version of the same title",
    "erratum": "an erratum carries its article's title and is not its copy",
    "animal": "animal study",
    "drug-trial": "solely pharmacological",
    "inpatient": "inpatients without community integration",
    "near-miss": "has a word of an exclusion rule, and must be kept",
    "no-abstract": "no abstract: the title may be enough, otherwise a person decides",
    "no-author": "`[No author name available]`",
    "other-type": "book, chapter, thesis, letter: not a journal article",
    "twice-in-scopus": "the same report twice in Scopus (in press and final)",
    "twice-in-scholar": "the same entry twice in Google Scholar",
    "key-shared": "two papers under one citation key",
    "part": "Part I and Part II",
    "same-title": "one title, two papers",
    "companion": "same authors, journal and year; titles differ in one word",
    "bilingual": "title in two languages: either may match a copy",
    "retracted": "retracted article, its unmarked copy, and the notice of retraction",
    "formula": "a title that a spreadsheet would take for a formula",
    "markup": "HTML in a title, and a `<` that is none",
    "special": "R&D, 50 % and $ in BibTeX, escaped and bare",
    "csv": "line breaks, quotation marks and semicolons inside a CSV cell",
    "drop-cap": "drop-cap artefact and cut venue of Google Scholar",
    "broken-bibtex": "an entry whose brace never closes, between two whole ones",
    "broken-csv": "a row that ends in the middle",
}

_ON_TOPIC = (
    "We studied whether social support changes depressive symptoms in {}. In {} interviews,"
    " participants spoke of peer support and of feeling less lonely."
)


class Writer:
    """Makes items: fills a paper in from a number, and numbers the EIDs in the order made."""

    def __init__(self, inventor: Inventor, first_number: int) -> None:
        self._inventor, self._number, self._eid = inventor, first_number, 0

    def paper(self, title: str, abstract: str | None = None, **fields: object) -> Paper:
        """An invented paper with this title; on topic unless an abstract is given."""
        self._number += 1
        base = self._inventor.paper(self._number, (2016, 2023))
        if abstract is None:
            abstract = _ON_TOPIC.format(f"{base.country}", 20 + self._number % 60)
        base = replace(base, title=title, abstract=abstract, keywords=(), kind="given", group="")
        return replace(base, lmic=False, **fields)  # type: ignore[arg-type]

    def scopus(self, paper: Paper) -> tuple[str, str]:
        self._eid += 1
        name = eid(self._eid)
        return name, scopus_line(scopus_row(paper, name, cited_by=self._eid * 7 % 40))

    @staticmethod
    def scholar(paper: Paper, entry_type: str = "article", **changes: object) -> tuple[str, str]:
        copy = replace(paper, doi="", abstract="", **changes)  # type: ignore[arg-type]
        entry = scholar_entry(copy, entry_type=entry_type)
        return entry.partition("{")[2].partition(",")[0], entry

    def item(
        self, case: str, paper: Paper, verdict: str, reason: str = "", where: str = "s",
        study: str = "",
    ) -> Item:  # fmt: skip
        """An item with one plain entry per letter of `where`: s(copus), g(oogle scholar)."""
        scopus = tuple(self.scopus(paper) for letter in where if letter == "s")
        scholar = tuple(self.scholar(paper) for letter in where if letter == "g")
        return Item(case, paper, verdict, reason, scopus, scholar, study)
