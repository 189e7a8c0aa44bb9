"""Tables of any origin: a mapping, common names, and authors in whatever layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, read
from litsieve.ingest.entry import Text
from litsieve.ingest.formats import plain_table
from litsieve.ingest.shapes.common_names import column_of, matched
from litsieve.ingest.values.author_cells import authors, comma_separates

TABLE = "Nr,Article name,Who,When,Abstract\n7,Soup,Jane Doe and Max Roe,2020,We ate.\n"


def test_a_mapping_names_columns_and_common_names_find_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(TABLE)
    mapping = {"title": "Article name", "authors": "who", "year": "When", "source_id": "Nr"}
    (row,) = read([ExportFile(path, "list.csv", columns=mapping)]).records.to_dict("records")
    assert row["title"] == "Soup"
    assert row["authors"] == "Doe, Jane; Roe, Max"
    assert (row["year"], row["source_id"], row["abstract"]) == (2020, "7", "We ate.")


@pytest.mark.parametrize(
    ("mapping", "message", "hint"),
    [
        ({"titel": "Article name"}, "records have no column `titel`", "did you mean `title`?"),
        ({"journal": "Who"}, "records have no column `journal`", "did you mean `venue`?"),
        ({"title": "Articel name"}, "has no column `Articel name`", "did you mean `Article name`?"),
        ({"title": "X"}, "has no column `X`", "it has: Nr, Article name, Who, When, Abstract"),
    ],
)
def test_a_wrong_mapping_names_what_was_meant(
    mapping: dict[str, str], message: str, hint: str
) -> None:
    with pytest.raises(ReviewError) as error:
        plain_table.read_mapped(Text.of(TABLE), mapping)
    assert (error.value.message, error.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("heading", "column"),
    [("Article_Title", "title"), ("TÍTULO", "title"), ("Author(s)", "authors"), ("Année", "year"),
     ("PubYear", "year"), ("题名", "title"), ("Mots-clés", "keywords"), ("PubMed ID", "pmid"),
     ("Reviewer", None)],
)  # fmt: skip
def test_headings_are_known_in_many_spellings(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


def test_of_two_headings_the_closer_one_is_taken() -> None:
    assert matched(["Source", "Journal", "Title"]) == {"title": "Title", "venue": "Journal"}


@pytest.mark.parametrize(
    "cell",
    ["Doe, Jane; Roe, Max", "Doe, Jane and Roe, Max", "Jane Doe | Max Roe", "Jane Doe\nMax Roe",
     "['Doe, Jane', 'Roe, Max']", "Doe, Jane & Roe, Max", "Jane Doe and Max Roe",
     "Doe, Jane, Roe, Max", "[{'name': 'Jane Doe'}, {'name': 'Max Roe'}]"],
)  # fmt: skip
def test_authors_in_any_layout(cell: str) -> None:
    assert authors(cell) == (["Doe, Jane", "Roe, Max"], False)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("J. Doe, M. Roe and A. Lee", ["Doe, J.", "Roe, M.", "Lee, A."]),
     ("Doe, J. A., Roe, M., & Lee, A.", ["Doe, J. A.", "Roe, M.", "Lee, A."]),
     ("Doe JA, van der Berg M", ["Doe, JA", "van der Berg, M"]),
     ("Garcia Lopez, Maria Jose", ["Garcia Lopez, Maria Jose"]),
     ("Zlatic, M; Zhao, W and Lee, JHW", ["Zlatic, M", "Zhao, W", "Lee, JHW"])],
)  # fmt: skip
def test_commas_between_and_inside_names(cell: str, expected: list[str]) -> None:
    assert authors(cell)[0] == expected


def test_what_a_comma_means_is_told_by_all_rows() -> None:
    between = comma_separates(["Jane Doe, Max Roe", "Jane Doe, Max Roe, Ann Lee"])
    assert between
    assert authors("Jane Doe, Max Roe", between)[0] == ["Doe, Jane", "Roe, Max"]
    assert not comma_separates(["Garcia Lopez, Maria Jose", "Doe, Jane"])


QUOTED = {
    "a word in marks begins a cell": (
        'title,authors,year\n"Smart" cities,"Bell, J",2001\nPlain homes,"Orr, K",2002\n',
        [('"Smart" cities', "Bell, J"), ("Plain homes", "Orr, K")],
    ),
    "a mark that is opened only": (
        'title,authors,year\n"First one,"Bell, J",2001\nSecond,"Orr, K",2002\n',
        [("First one", "Bell, J"), ("Second", "Orr, K")],
    ),
    "marks behind backslashes": (
        'title,authors,year\n"The \\"smart\\" city","Bell, J",2001\n'
        '"\\"Yes\\", too","Orr, K",2002\n'
        '"Ends so \\","Poe, A",2003\n',
        [('The "smart" city', "Bell, J"), ('"Yes", too', "Orr, K"), ("Ends so \\", "Poe, A")],
    ),
    "a blank before a mark": (
        'title, authors, year\n"First, here", "Bell, J", 2001\nSecond, "Orr, K", 2002\n',
        [("First, here", "Bell, J"), ("Second", "Orr, K")],
    ),
    "a vector of R, a list with NA, an entity": (
        'title,authors,year\nFirst,"c(""Bell, J"", ""Orr, K"")",2001\n'
        'Second,"Poe, A. and NA",2002\nThird,"M&uuml;ller, J; Orr, K",2003\n',
        [("First", "Bell, J; Orr, K"), ("Second", "Poe, A."), ("Third", "Müller, J; Orr, K")],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), QUOTED.values(), ids=QUOTED.keys())
def test_marks_and_lists_in_cells_lose_nothing(
    tmp_path: Path, text: str, wanted: list[tuple[str, str]]
) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    found = read([ExportFile(tmp_path / "x.csv", "x.csv")])
    assert list(zip(found.records["title"], found.records["authors"], strict=True)) == wanted
