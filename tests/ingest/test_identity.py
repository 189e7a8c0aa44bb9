"""record_id follows the entry: names, order, splits and newer counts change nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve.ingest import ExportFile, Ingested, read

SCOPUS = "Authors,Title,Year,Source title,Volume,Cited by,DOI,EID"


def scopus_row(number: int, cited: int = 0) -> str:
    eid = f"2-s2.0-850000000{number:02}" if number % 3 else ""
    doi = f"10.5555/x{number}" if number % 2 else ""
    return f"Doe J.,Title {number},2020,Venue,{number},{cited},{doi},{eid}"


def scholar(number: int, key: str) -> str:
    fields = f"title={{Title {number}}},\n  author={{Doe, J}},\n  year={{2020}}"
    return f"@article{{{key},\n  {fields}\n}}\n"


def ingest(files: dict[str, str]) -> Ingested:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return read([ExportFile(Path(folder) / name, name) for name in files])


def ids(files: dict[str, str]) -> dict[str, str]:
    found = ingest(files).records
    return dict(zip(found["title"], found["record_id"], strict=True))


def csv_file(rows: list[str]) -> str:
    return "\n".join([SCOPUS, *rows]) + "\n"


@settings(max_examples=25, deadline=None)
@given(
    numbers=st.lists(st.integers(1, 20), min_size=2, max_size=8, unique=True),
    data=st.data(),
)
def test_ids_survive_renaming_reordering_splitting_and_newer_counts(
    numbers: list[int], data: st.DataObject
) -> None:
    before = ids({"a.csv": csv_file([scopus_row(n) for n in numbers])})
    order = data.draw(st.permutations(numbers))
    cut = data.draw(st.integers(1, len(numbers) - 1))
    rows = [scopus_row(n, cited=n * 7) for n in order]
    after = ids({"z.txt": csv_file(rows[:cut]), "b.txt": csv_file(rows[cut:])})
    assert after == before
    more = {"z.csv": csv_file(rows), "0.bib": scholar(99, "doe2020other")}
    assert {title: ids(more)[title] for title in before} == before


@settings(max_examples=20, deadline=None)
@given(st.permutations(["c.bib", "a.csv", "b.csv"]))
def test_the_order_of_files_does_not_matter(names: list[str]) -> None:
    texts = {
        "a.csv": csv_file([scopus_row(1), scopus_row(2)]),
        "b.csv": csv_file([scopus_row(2), scopus_row(3)]),
        "c.bib": scholar(1, "doe2020title") + scholar(1, "doe2020title"),
    }
    found = ingest({name: texts[name] for name in names})
    usual = ingest(texts)
    for table in ("records", "raws", "rejects", "files"):
        assert getattr(found, table).equals(getattr(usual, table))


def test_a_citation_key_identifies_nothing() -> None:
    one = ids({"s.bib": scholar(1, "doe2020title") + scholar(2, "doe2020titles")})
    other = ids({"s.bib": scholar(1, "doe2020titlea") + scholar(2, "doe2020titleb")})
    assert one == other
    assert len(set(one.values())) == 2


def test_papers_with_one_key_are_two_records() -> None:
    found = ids({"s.bib": scholar(1, "doe2020title") + scholar(2, "doe2020title")})
    assert len(set(found.values())) == 2


def test_twins_are_named_by_what_they_say_wherever_they_stand() -> None:
    short, long = scopus_row(1), scopus_row(1).replace("Venue", "A longer venue")
    other = scopus_row(1).replace("Venue", "Another venue")
    named = [
        dict(zip(found["venue"], found["record_id"], strict=True))
        for rows in ([short, long], [long, short], [other, long, short])
        for found in [ingest({"a.csv": csv_file(rows)}).records]
    ]
    assert named[0] == named[1]
    assert named[2].items() > named[0].items()
    assert len(set(named[2].values())) == 3


def test_only_entries_that_say_the_very_same_are_numbered() -> None:
    found = ingest({"a.csv": csv_file([scopus_row(1)] * 3)}).records
    first = found["record_id"][0]
    assert list(found["record_id"]) == [first, f"{first}-2", f"{first}-3"]


def test_csv_and_bibtex_of_one_database_agree() -> None:
    bib = (
        "@ARTICLE{Doe2020,\ntitle={Title 2},\nyear={2020},\nsource={Scopus},\n"
        "url={https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000002&partnerID=40},\n}\n"
    )
    assert ids({"s.bib": bib}) == ids({"s.csv": csv_file([scopus_row(2)])})


def test_csv_and_bibtex_of_ieee_xplore_agree() -> None:
    bib = (
        "@ARTICLE{10179999,\n  author={Doe, J.},\n  journal={Invented Access}, \n"
        "  title={Requirements}, \n  year={2023},\n  doi={10.5555/IA.2}}\n"
    )
    table = (
        '"Document Title",Authors,"Author Affiliations","Publication Title","DOI",PDF Link\n'
        '"Requirements","J. Doe","","Invented Access","10.5555/IA.2",'
        '"https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=10179999"\n'
    )
    assert ids({"i.bib": bib}) == ids({"i.csv": table})


def test_the_database_is_part_of_the_identity_and_the_files_stem_is_not() -> None:
    text = "@article{k1,\n  title = {A},\n  doi = {10.5555/a},\n}\n"
    found, renamed = ingest({"mine.bib": text}).records, ingest({"yours.bib": text}).records
    assert list(found["source"]) == ["mine"]
    assert list(found["record_id"]) == list(renamed["record_id"])
    assert ids({"s.bib": scholar(1, "doe2020title")}) != ids({"s.csv": csv_file([scopus_row(1)])})


def test_a_twin_that_carries_a_number_keeps_it_and_all_ids_differ() -> None:
    from litsieve.ingest.identity import Twin, twin_ids

    a = "r_0123456789abcdef"
    own = [Twin(a, "one", ("s", "own.csv", 2)), Twin(f"{a}-2", "two", ("s", "own.csv", 3))]
    assert twin_ids(own) == [a, f"{a}-2"]
    again = [*own, Twin(a, "one", ("s", "x.bib", 1)), Twin(a, "one", ("s", "x.bib", 9))]
    assert twin_ids(again) == [a, f"{a}-2", f"{a}-3", f"{a}-4"]
