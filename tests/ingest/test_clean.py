"""What is cleaned for all formats alike."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from litsieve.ingest import ExportFile, read
from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Entry, Value


def cleaned(column: str, value: Value) -> dict[str, Value]:
    return clean(Entry(1, "", {column: value}))


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["Anonymous"], None),
        (["[Anonymous]"], None),
        (["Anon."], None),
        (["[No authors listed]"], None),
        (["NA"], None),
        (["Anonymous", "Doe, Jane"], "Doe, Jane"),
        (["Na", "Doe, Jane"], "Na; Doe, Jane"),
        (["Anonymous Working Group"], "Anonymous Working Group"),
        (["Anon, Ami", "Nobody, A."], "Anon, Ami; Nobody, A."),
    ],
)
def test_nobody_is_no_author(names: list[str], wanted: str | None) -> None:
    assert cleaned("authors", names).get("authors") == wanted


@pytest.mark.parametrize(
    ("abstract", "partial"),
    [
        ("Much. (ABSTRACT TRUNCATED AT 250 WORDS)", True),
        ("Much. (ABSTRACT TRUNCATED)", True),
        ("(ABSTRACT TRUNCATED) means that MEDLINE cut it" + " and cut it" * 20, False),
        ("All.", False),
    ],
)
def test_an_abstract_that_says_it_was_cut_is_partial(abstract: str, partial: bool) -> None:
    assert cleaned("abstract", abstract)["abstract_partial"] is partial


@pytest.mark.parametrize(
    ("abstract", "wanted"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>Buses came.</jats:p>", "Buses came."),
        ("<title>Abstract</title>;         <p>Buses came.</p>", "Buses came."),
        ("<p>Abstract art came.</p>", "Abstract art came."),
    ],
)
def test_the_heading_of_an_abstract_is_no_part_of_it(abstract: str, wanted: str) -> None:
    assert cleaned("abstract", abstract)["abstract"] == wanted


@pytest.mark.parametrize(
    ("column", "value", "wanted"),
    [
        ("volume", "3.0", "3"),
        ("volume", "n/a", None),
        ("volume", "PP", "PP"),
        ("volume", "(no pagination)", None),
        ("volume", "Conference: 9th Invented Meeting. Utrecht, Netherlands. 171", "171"),
        (
            "volume",
            "Conference: Soup 2016. Italy. Conference Publication: (var.pagings). 24 (SUPPL. 1)",
            "24",
        ),
        ("volume", "Conference: Soup 2012. Italy.", None),
        ("issue", "1.0", "1"),
        ("issue", "10.1", "10.1"),
        ("issue", "ahead-of-print", None),
        ("issue", "SUPPL. A", "SUPPL. A"),
        ("article_number", "104.0", "104"),
        ("cited_by", "4.0", 4),
        ("pmid", "31000001.0", "31000001"),
        ("year", "2019.0", 2019),
    ],
)
def test_numbers_that_were_floats_or_stand_in_for_none(
    column: str, value: str, wanted: Value
) -> None:
    assert cleaned(column, value).get(column) == wanted


@pytest.mark.parametrize(
    "word", ["NA", "N/A", "NULL", "null", "nan", "NaN", "None", "<NA>", "#N/A"]
)
@pytest.mark.parametrize(
    "column",
    ["title", "venue", "keywords", "publisher", "document_type_raw", "url", "language", "abstract",
     "affiliations", "open_access", "title_alternative", "volume", "pages"],
)  # fmt: skip
def test_a_word_for_nothing_is_missing_everywhere(column: str, word: str) -> None:
    assert cleaned(column, word).get(column) is None
    assert cleaned("authors", [word]).get("authors") is None


@pytest.mark.parametrize("title", ["Null", "Nan", "None of them", "NA in cells", "Na", "Nil"])
def test_a_title_that_only_looks_like_one_is_kept(title: str) -> None:
    assert cleaned("title", title)["title"] == title


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M<c3><bc>sik und Gr<U+00F6><U+00DF>e", "Müsik und Größe"),
        ("Gr<f6><df>e der M<fc>he: <c9>tudes, Jos<e9>", "Größe der Mühe: Études, José"),
        ("<e2><80><9c>Soup<e2><80><9d> <U+2013> it<92>s", "“Soup” – it’s"),
        ("Soup <U+D83D><U+DE00> hot", "Soup \U0001f600 hot"),
        ("a <ab> b and <ab>c</ab>", "a <ab> b and <ab>c</ab>"),
        ("p<0.05 but x<b and c>d", "p<0.05 but x<b and c>d"),
        ("<U+0041> <U+FFFFFFFF> <U+D83D>", "<U+0041> <U+FFFFFFFF> <U+D83D>"),
        ("Sheep: <dd>wool</dd> only", "Sheep: wool only"),
    ],
)
def test_letters_that_r_escaped_are_letters(text: str, wanted: str) -> None:
    for column in ("title", "abstract", "venue", "affiliations"):
        assert cleaned(column, text)[column] == wanted
    assert cleaned("authors", [f"{text}, A."])["authors"] == f"{wanted}, A."


ESCAPED = {
    "x.csv": 'title,authors,year\n<U+017B>aba w ogr<c3><b3>dku,"N<fa><f1>ez, Jos<e9>",2001\n',
    "x.ris": "TY  - JOUR\nTI  - <U+017B>aba w ogr<c3><b3>dku\nAU  - N<fa><f1>ez, Jos<e9>\nER  - \n",
    "x.bib": "@article{a, title={<U+017B>aba w ogr<c3><b3>dku}, author={N<fa><f1>ez, Jos<e9>}}\n",
}


@pytest.mark.parametrize("name", list(ESCAPED))
def test_escapes_of_r_are_decoded_in_every_format(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(ESCAPED[name])
    found = read([ExportFile(tmp_path / name, name)]).records
    assert found["title"].tolist() == ["Żaba w ogródku"]
    assert found["authors"].tolist() == ["Núñez, José"]


def test_words_for_nothing_in_ris_leave_what_another_tag_says(tmp_path: Path) -> None:
    (tmp_path / "x.ris").write_text(
        "TY  - JOUR\nTI  - Wool\nAU  - NA\nJF  - NA\nT2  - Journal of Wool\nSP  - 12\nEP  - NA\n"
        "KW  - NA\nPB  - NULL\nER  - \n"
    )
    [row] = read([ExportFile(tmp_path / "x.ris", "x.ris")]).records.to_dict("records")
    assert (row["venue"], row["pages"]) == ("Journal of Wool", "12")
    assert all(pd.isna(row[column]) for column in ("authors", "keywords", "publisher"))


def test_words_for_nothing_in_a_table_leave_its_row(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "title,authors,year,journal,start page,end page,keywords\n"
        'NA,"Orr, K",2018,<NA>,3.0,nan,NaN\nFences,NA,nan,NULL,nan,nan,None\n'
    )
    found = read([ExportFile(tmp_path / "x.csv", "x.csv")])
    assert found.rejects.empty
    assert found.records["pages"].iloc[0] == "3"
    assert found.records[["title", "authors"]].fillna("").to_numpy().tolist() == [
        ["", "Orr, K"], ["Fences", ""],
    ]  # fmt: skip
    assert found.records[["venue", "keywords"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "line",
    ["SO  - Sheep Sci", "JA  - Sheep Sci", "J2  - Sheep Sci", "SO  - Sheep Sci. 12(3):45-50, 2019",
     "SO  - Sheep Sci (2019) 12:3 (45-50)", "SO  - Sheep Sci, 2019"],
)  # fmt: skip
def test_the_journal_of_ris_may_stand_in_one_tag_only(line: str, tmp_path: Path) -> None:
    (tmp_path / "x.ris").write_text(f"TY  - JOUR\nTI  - Wool\n{line}\nER  - \n")
    assert read([ExportFile(tmp_path / "x.ris", "x.ris")]).records["venue"][0] == "Sheep Sci"
