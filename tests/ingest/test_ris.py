"""RIS: whatever is put between, cut off or left out, no other entry is lost or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Entry, Item, Reject, Text
from litsieve.ingest.formats import ris
from litsieve.ingest.ris import affiliations, ids, kinds, people, writers
from litsieve.ingest.ris.parse import Fields, records

ENTRY = "TY  - JOUR\nTI  - {0}\nAU  - Doe, {0}\nAB  - Text of {0}\nPY  - 2001\nER  - \n\n"
WORDS = ("alpha", "beta", "gamma", "delta")


def items(text: str, pieces: Sequence[str] | None = None) -> list[Item]:
    given_ = Text(text, partial(iter, pieces)) if pieces is not None else Text.of(text)
    reading = ris.read(given_)
    return list(reading.entries(list(reading.blocks)))


def entries(text: str) -> list[Entry]:
    return [item for item in items(text) if isinstance(item, Entry)]


def titles(text: str) -> list[object]:
    return [entry.fields["title"] for entry in entries(text)]


def whole() -> str:
    return "".join(ENTRY.format(word) for word in WORDS)


def fields(**lines: str) -> Fields:
    return {tag: value.split("|") for tag, value in lines.items()}


#: Junk without a tag or a beginning of its own.
JUNK = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0"), max_size=60
).filter(lambda text: not re.search(r"[A-Z][A-Z0-9] {1,2}-|\d+\.", text))


@given(junk=JUNK, at=st.integers(0, len(WORDS)))
def test_junk_between_entries_costs_none(junk: str, at: int) -> None:
    parts = [ENTRY.format(word) for word in WORDS]
    parts.insert(at, f"{junk}\n")
    assert titles("".join(parts)) == list(WORDS)


@given(junk=JUNK, at=st.integers(0, len(WORDS) - 1), inside=st.integers(0, len(ENTRY)))
def test_junk_inside_an_entry_costs_no_other(junk: str, at: int, inside: int) -> None:
    parts = [ENTRY.format(word) for word in WORDS]
    hurt = parts[at]
    parts[at] = hurt[:inside] + junk + hurt[inside:]
    found = titles("".join(parts))
    others = [word for word in WORDS if word != WORDS[at]]
    assert [title for title in found if title in others] == others


@given(cut=st.integers(0, len(ENTRY) * len(WORDS)))
def test_a_file_cut_anywhere_keeps_what_came_before(cut: int) -> None:
    text = whole()[:cut]
    complete = text.count("ER  -")
    assert titles(text)[:complete] == list(WORDS[:complete])


@given(lost=st.integers(0, len(ENTRY.format("alpha").splitlines()) - 1))
def test_a_lost_line_costs_no_other_entry(lost: int) -> None:
    lines = ENTRY.format("alpha").splitlines(keepends=True)
    del lines[lost]
    text = "".join(lines) + "".join(ENTRY.format(word) for word in WORDS[1:])
    assert [title for title in titles(text) if title != "alpha"][-3:] == list(WORDS[1:])


@given(at=st.lists(st.integers(0, 30), max_size=6))
def test_a_text_in_pieces_reads_as_in_one(at: list[int]) -> None:
    text = "1. \r\n" + whole().replace("\n", "\r\n").replace("TY  -", "\r\nTY  -")
    lines = text.splitlines(keepends=True)
    cuts = [0, *sorted({min(cut, len(lines)) for cut in at}), len(lines)]
    pieces = ["".join(lines[a:b]) for a, b in pairwise(cuts)]
    assert items(text, pieces) == items(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tag", ["{}  - ", "{} - ", "{}  -", "{}  -  "])
def test_every_layout_of_a_line_is_read(tag: str, end: str) -> None:
    lines = [("TY", "JOUR"), ("TI", "A bus"), ("AU", "Doe, J."), ("PY", "2001"), ("ER", "")]
    text = end.join(tag.format(name) + value for name, value in lines)
    [entry] = entries(text)
    assert entry.fields["title"] == "A bus"
    assert entry.fields["authors"] == ["Doe, J."]
    assert clean(entry)["year"] == 2001


def test_text_with_hyphens_is_no_tag() -> None:
    text = "TY  - JOUR\nTI  - A\nAB  - One\nII - Two\nT2 -weighted\n - Three\nER  - \n"
    [entry] = entries(text)
    assert entry.fields["abstract"] == "One\nII - Two\nT2 -weighted\n - Three"


def test_an_entry_without_anything_is_rejected_at_its_line() -> None:
    assert items(ENTRY.format("a") + "TY  - JOUR\nER  - \n" + ENTRY.format("b"))[1] == Reject(
        8, "TY  - JOUR\nER  -", "has no fields"
    )


def test_the_rest_of_an_entry_at_the_beginning_is_not_passed_over() -> None:
    rest = "VL  - 12\nER  - \n\n" + ENTRY.format("a")
    assert [type(item) for item in items(rest)] == [Reject, Entry]
    assert titles("TI  - Headless\nVL  - 12\nER  - \n\n" + ENTRY.format("a")) == ["Headless", "a"]


def test_two_entries_without_a_type_behind_an_end() -> None:
    text = (
        ENTRY.format("a")
        + "TI  - b\nER  - \n\nTI  - c\nER  - \nNL  - C\n\n2.\n"
        + ENTRY.format("d")
    )
    found = entries(text)
    assert [entry.fields["title"] for entry in found] == ["a", "b", "c", "d"]
    assert [entry.line for entry in found] == [1, 8, 11, 15]
    assert found[2].raw == "TI  - c\nER  - \nNL  - C"  # Ovid writes NL behind the end
    assert [entry.partial for entry in found] == [False, True, True, False]


def test_no_title_is_no_reason_to_lose_an_entry() -> None:
    [entry] = entries("TY  - JOUR\nAU  - Doe, J.\nER  - \n")
    assert entry.fields["title"] is None


def test_what_rayyan_and_asreview_decided_stays_in_the_raw_entry() -> None:
    note = 'RAYYAN-INCLUSION: {"Ann"=>"Included"} | RAYYAN-EXCLUSION-REASONS: DOI: 10.5555/1'
    [entry] = entries(f"TY  - JOUR\nTI  - A\nAB  - {note}\nN2  - Text {note}\nN1  - {note}\nER  -")
    assert entry.fields["abstract"] == "Text"
    assert entry.fields["doi"] is None
    assert entry.raw.count(note) == 3


@pytest.mark.parametrize(
    ("found", "doi"),
    [
        (fields(DO="https://doi.org/10.5555/A.1"), "10.5555/a.1"),
        (fields(DO="doi 1", M3="doi: 10.5555/a.1"), "10.5555/a.1"),
        (fields(M3="Article", L3="10.5555/a.1"), "10.5555/a.1"),
        (fields(N1="doi: 10.5555/a.1"), "10.5555/a.1"),
        (fields(N1="Accession Number: 7; DOI: 10.5555/a.1"), "10.5555/a.1"),
        (fields(N1="Comment in: Lancet. 2010. doi: 10.5555/other"), None),
        (fields(N1="References: X, Y., 10.5555/other"), None),
        (fields(UR="https://onlinelibrary.wiley.com/doi/abs/10.5555/a.1?x=1"), "10.5555/a.1"),
        (fields(UR="https://www.frontiersin.org/articles/10.5555/a.1/full"), "10.5555/a.1"),
        (fields(UR="https://doi-org.proxy.example.edu/10.5555/a.1"), "10.5555/a.1"),
        (fields(UR="https://x.example.org/record.uri?doi=10.5555%2fa.1&md5=0"), "10.5555/a.1"),
        (fields(LK="http://sfx.example.org/?id=doi:10.5555%2Fa.1&atitle=B"), "10.5555/a.1"),
        (fields(UR="https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full"),
         "10.1101/2020.01.01.123456"),
        (fields(UR="https://www.cochranelibrary.com/central/doi/10.1002/central/CN-01/full"), None),
        (fields(DO="10.1002/central/CN-01", M3="10.5555/a.1"), "10.5555/a.1"),
        (fields(M3="10.1002/central/CN-01", N1="10.5555/a.1"), "10.5555/a.1"),
        (fields(AB="as shown in 10.5555/other"), None),
    ],
)  # fmt: skip
def test_the_doi_is_that_of_the_work(found: Fields, doi: str | None) -> None:
    assert ids.doi(found) == doi


@pytest.mark.parametrize(
    ("found", "databases", "pmid"),
    [
        (fields(C2="31421429"), {"Scopus"}, "31421429"),
        (fields(C2="31421429"), set(), None),
        (fields(C5="15368318"), {"Embase"}, "15368318"),
        (fields(C3="PUBMED 21314913,EMBASE 643589775"), set(), "21314913"),
        (fields(AN="21553931", DP="NLM"), set(), "21553931"),
        (fields(AN="21553931", DP="Nlm"), set(), "21553931"),
        (fields(AN="21553931"), set(), None),
        (fields(ID="32487818"), {"MEDLINE"}, "32487818"),
        (fields(AN="PMID:35123456"), set(), "35123456"),
        (fields(UR="https://pubmed.ncbi.nlm.nih.gov/30144191/"), set(), "30144191"),
        (fields(N1="Journal Article; PMID: 30144191"), set(), "30144191"),
    ],
)
def test_pubmed_ids_stand_where_each_database_puts_them(
    found: Fields, databases: set[str], pmid: str | None
) -> None:
    assert ids.pmid(found, frozenset(databases)) == pmid


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (fields(M1="Bus Institute, Rome, Italy", AD="x"), "Bus Institute, Rome, Italy"),
        (fields(M1="Doe, J. (2013). Buses of Hanoi, Vietnam|Roe, M., et al. (2014). Stops, Japan",
                AD="Doe, Jane: Bus Institute, Rome, Italy"), "Bus Institute, Rome, Italy"),
        (fields(M1="vwt, 1307333"), None),
        (fields(N1="Affiliations: 1: Bus Institute, Rome, Italy; Issue Info: 2024"),
         "Bus Institute, Rome, Italy"),
    ],
)  # fmt: skip
def test_affiliations_stand_where_each_database_puts_them(
    found: Fields, wanted: str | None
) -> None:
    said = affiliations.of(found)
    assert (said.get("affiliations"), said.get("countries")) == (wanted, "ITA" if wanted else None)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Smith, John, Jr.", ["Smith, John Jr."]),
        ("V. Kulkarni|W. K. G. Roy", ["Kulkarni, V.", "Roy, W. K. G."]),
        ("Brownstein C D|Larsen LJ", ["Brownstein, C D", "Larsen, LJ"]),
        ("Smith, J.; Doe, K.", ["Smith, J.", "Doe, K."]),
        ("Smith, J. and Doe, K.", ["Smith, J.", "Doe, K."]),
        ("D Smith and EJ Delp", ["Smith, D", "Delp, EJ"]),
        ("Ministry of Health and Welfare", ["Ministry of Health and Welfare"]),
        ("Achter RCA, van der Helm JJ", ["Achter, RCA", "van der Helm, JJ"]),
        ("van den Hoven, null", ["van den Hoven"]),
        ("Hern, Matt, Ed|Rick, Joav [Ed]", ["Hern, Matt", "Rick, Joav"]),
        ("Dos Santos|H B|Roe, R.", ["Dos Santos, H B", "Roe, R."]),
        ("JOUR|Roe, R.", ["Roe, R."]),
    ],
)
def test_authors_of_every_layout(lines: str, names: list[str]) -> None:
    assert people.authors(fields(TY="JOUR", AU=lines)) == (names, False)


def test_a_list_of_authors_that_was_cut_says_so() -> None:
    assert people.authors(fields(AU="Roe, R.|et al.")) == (["Roe, R."], True)


@pytest.mark.parametrize(
    ("found", "kind", "source"),
    [
        (fields(TY="JOUR"), "article", "journal"),
        (fields(TY="JOUR", M3="Review"), "review", "journal"),
        (fields(TY="JOUR", PT="Journal Article|Review|Research Support, Non-U.S. Gov't"),
         "review", "journal"),
        (fields(TY="JOUR", M3="Health & Mental Health Treatment [3300]"), "article", "journal"),
        (fields(TY="JOUR", M3="doi: 10.5555/1"), "article", "journal"),
        (fields(TY="JOUR", N1="Accession Number: 1; Publication Type: Letter; X"),
         "letter", "journal"),
        (fields(TY="CPAPER"), "conference-paper", "proceedings"),
        (fields(TY="ELEC", VL="3"), None, None),
        (fields(TY="ELEC"), "other", "web"),
        (fields(TY="PAT"), "other", None),
        (fields(TY="GEN"), None, None),
    ],
)  # fmt: skip
def test_kinds(found: Fields, kind: str | None, source: str | None) -> None:
    said = kinds.kind_of(found, "Journal of Stops")
    assert (said["document_type"], said["source_type"]) == (kind, source)


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Ovid MEDLINE(R) <1946 to June 24, 2024>", "MEDLINE"),
        ("APA PsycInfo <2002 to June 2024>", "PsycINFO"),
        ("CINAHL Plus with Full Text", "CINAHL"),
        ("aph", "Academic Search Premier"),
        ("Cochrane Central Register of Controlled Trials", "CENTRAL"),
        ("ERIC <1992 to June 2024>", "ERIC"),
        ("Sports Buses Index", "Sports Buses Index"),
        ("1", None),
        ("EBSCOhost", None),
    ],
)
def test_databases_by_their_usual_names(stated: str, name: str | None) -> None:
    assert writers.usual(stated) == name


def test_the_database_is_the_one_that_most_entries_state() -> None:
    def text(*databases: str) -> Iterator[str]:
        for name in databases:
            yield ENTRY.format("a").replace("ER", f"DB  - {name}\nER")

    assert ris.read(Text.of("".join(text("Scopus", "Scopus", "Embase")))).database == "Scopus"
    assert ris.read(Text.of("".join(text("Scopus", "Embase")))).database is None


def test_a_block_of_one_entry_is_read_once() -> None:
    [record] = records(next(iter(ris.read(Text.of(ENTRY.format("a"))).blocks)))
    assert (record.line, record.has_type, record.fields["TI"]) == (1, True, ["a"])


def test_two_entries_with_neither_end_nor_beginning_between_them_are_two() -> None:
    text = (
        "TY  - JOUR\nTI  - The first of two\nAU  - Doe, Jane\nPY  - 2019\n\n"
        "xY  - JOUR\nTI  - The second of two\nAU  - Roe, Rita\nPY  - 2020\nER  - \n"
    )
    found = list(ris.read(Text.of(text)).blocks)
    made = list(ris.read(Text.of(text)).entries(found))
    assert [entry.fields["title"] for entry in made] == ["The first of two", "The second of two"]
    assert [entry.line for entry in made] == [1, 6]
    assert [entry.fields["authors"] for entry in made] == [["Doe, Jane"], ["Roe, Rita"]]
    assert made[1].flags == ["repaired: no TY"]
