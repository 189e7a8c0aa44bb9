"""PubMed CSV: what a citation says, and lists of authors with groups."""

from __future__ import annotations

import pytest

from litsieve.ingest.entry import Entry, Text
from litsieve.ingest.formats import pubmed_csv
from litsieve.ingest.pubmed import title_and_original

HEADER = (
    "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,"
    "NIHMS ID,DOI\n"
)


def entry(authors: str = "", citation: str = "", year: str = "") -> Entry:
    text = f'{HEADER}"1","T","{authors}","{citation}","","","{year}","","","",""\n'
    assert pubmed_csv.detect(text)
    reading = pubmed_csv.read(Text.of(text))
    (item,) = reading.entries(list(reading.blocks))
    assert isinstance(item, Entry)
    return item


@pytest.mark.parametrize(
    ("citation", "parts"),
    [
        ("Behav Ther. 2022 Mar;53(2):334-347. doi: 10.5555/a. Epub 2021 Oct 12.",
         ("53", "2", "334-347", "2022-03")),
        ("Prof Case Manag. 2022 Jan-Feb 01;27(1):19-25. doi: 10.5555/a.",
         ("27", "1", "19-25", "2022")),
        ("Cochrane Invent Rev. 2020 Jan 1;1(1):CD012345. doi: 10.5555/a.pub2.",
         ("1", "1", "CD012345", "2020-01-01")),
        ("J Kelp (Lond). 2019;27 Suppl 1:S1-S5; discussion S6.",
         ("27 Suppl 1", None, "S1-S5; discussion S6", "2019")),
        ("Nature. 2021 Dec 21. doi: 10.5555/a. Online ahead of print.",
         (None, None, None, "2021-12-21")),
        ("medRxiv [Preprint]. 2020 Apr 24:2020.04.20.20072926. doi: 10.5555/a.",
         (None, None, "2020.04.20.20072926", "2020-04-24")),
        ("MMWR. 2021 Apr 2;70(13 (Pt 2)):1-2.", ("70", "13 (Pt 2)", "1-2", "2021-04-02")),
        ("Kelp 2020. 2018;(12):1-9.", ("", "12", "1-9", "2018")),
        ("", (None, None, None, None)),
    ],
)  # fmt: skip
def test_citations(citation: str, parts: tuple[str | None, ...]) -> None:
    fields = entry(citation=citation).fields
    pages = fields.get("pages") or fields.get("article_number") or None
    assert (fields.get("volume"), fields.get("issue"), pages, fields.get("published")) == parts


def test_the_date_of_a_citation_yields_to_the_column_of_the_year() -> None:
    assert entry(citation="A. 2021 Dec 21;1:1.", year="2020").fields.get("published") is None


@pytest.mark.parametrize(
    ("authors", "names", "is_cut"),
    [
        ("Smith A, Walter B.", ["Smith, A", "Walter, B"], False),
        ("Smith A, Walter B, et al.", ["Smith, A", "Walter, B"], True),
        ("de la Cruz-Pérez MÁ, O'Neil J Jr", ["de la Cruz-Pérez, MÁ", "O'Neil, J Jr"], False),
        ("Doe J, Roe M 3rd; Tea Group.", ["Doe, J", "Roe, M 3rd", "Tea Group"], False),
        ("Tea Group; Doe J", ["Tea Group", "Doe, J"], False),
        ("Plato.", ["Plato"], False),
    ],
)
def test_authors(authors: str, names: list[str], is_cut: bool) -> None:
    fields = entry(authors=authors).fields
    assert (fields["authors"], fields["authors_cut"]) == (names, is_cut)


@pytest.mark.parametrize(
    ("title", "original", "both"),
    [
        ("[Tea and kelp].", "Tee und Tang.", ("Tea and kelp.", "Tee und Tang.")),
        ("[Tea].", "", ("Tea.", "")),
        ("[Tea] and [kelp]", "", ("[Tea] and [kelp]", "")),
        ("[Not Available].", "Le thé.", ("Le thé.", "")),
        ("Tea [retracted]", "", ("Tea [retracted]", "")),
    ],
)
def test_translated_titles(title: str, original: str, both: tuple[str, str]) -> None:
    assert title_and_original(title, original) == both
