"""BibTeX: where blocks begin and end, what an entry inherits, and what a repair may not swallow."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve.ingest.bib import inherit
from litsieve.ingest.bib.parse import Parsed, abbreviations, parse
from litsieve.ingest.bib.split import starts
from litsieve.ingest.entry import Block, Text
from litsieve.ingest.formats import bibtex
from litsieve.ingest.shapes.split import cut


def blocks(text: str) -> list[Block]:
    return list(cut(Text.of(text), starts))


def entries(text: str) -> list[Parsed]:
    """The entries of a file, with what they inherit."""
    strings = abbreviations(blocks(text))
    known = inherit.parents(lambda: blocks(text), strings)
    return [
        inherit.inherited(item, known)
        for item in parse(blocks(text), strings)
        if isinstance(item, Parsed)
    ]


def values(text: str, name: str) -> list[str | None]:
    return [next(iter(item.fields.get(name, [])), None) for item in entries(text)]


SOUND = "@article{s%d,\n title = {Sound %d},\n year = 200%d\n}\n"


@pytest.mark.parametrize(
    "odd",
    [
        '@misc{a, title = "Ends a line with \\\n a backslash", note = {x}}\n',
        '@misc{a, title = {One\\\\}, note = "two\\\\"}\n',
        "@misc{a, title = {T}, abstract = {See\n@article{x is not one}\nat all}}\n",
        "@misc{a, title = {T}, abstract = {Mail\n@home or\n@misc{y} it}}\n",
        "@misc{a, title = {T}, abstract = {See\n@misc{x, title={in}} for it}}\n",
        '@misc{a, title = "T", abstract = "See\n@article{x {y} z} {w}"}\n',
        "@misc{a, title = {T}, journal = j-s2, note = ack # {, } # me-2}\n",
        "@misc(a, title = {T}, note = {(b)})\n",
        "@misc{, title = {T}}\n",
        "@misc{title = {T}, year = 1999}\n",
    ],
)
def test_a_sound_entry_is_neither_repaired_nor_shifts_another(odd: str) -> None:
    text = SOUND % (1, 1, 1) + odd + SOUND % (2, 2, 2) + odd + SOUND % (3, 3, 3)
    found = list(parse(blocks(text), {}))
    assert all(isinstance(item, Parsed) and item.repair is None for item in found)
    assert [item.key for item in found if isinstance(item, Parsed)][::2] == ["s1", "s2", "s3"]
    assert len(found) == 5


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["\\\n", "a ", '{"} ', "\\\\", "{B}", "@x ", "\n@y ", "= "])))
def test_what_a_value_holds_moves_no_other_entry(pieces: list[str]) -> None:
    text = f'@misc{{a, note = "{"".join(pieces)}", title = {{T}}}}\n' + SOUND % (1, 1, 1)
    assert [item.key for item in entries(text)][-1] == "s1"
    assert values(text, "title")[-1] == "Sound 1"


@pytest.mark.parametrize(
    "tail",
    [
        "\n% ---- section two ----\n",
        "\nSection three, exported = 2020\n",
        "\nNotes: see { and } below.\n",
        "\n\n\n% title = {Not this one}\n",
    ],
)
def test_a_repaired_entry_swallows_no_text_behind_it(tail: str) -> None:
    damaged = '@misc{a,\n year = 2001\n title = "Comma"\n}\n'
    (found,) = entries(damaged + tail)
    assert found.repair is not None
    assert found.fields["title"] == ["Comma"]


def test_a_repaired_entry_keeps_fields_behind_a_stray_brace() -> None:
    (found,) = entries("@misc{a,\n title = {One}},\n year = 2001,\n note = {two}\n}\n")
    assert found.fields["year"] == ["2001"]


def test_abbreviations_keep_their_blanks_and_join() -> None:
    text = (
        '@string{j = {Annals of }}\n@string(of-3 = "Care ")\n'
        "@misc{a, title = {T}, journal = j # of-3 # {and Ward}, author = {A} # { and } # {B}}\n"
    )
    assert values(text, "journal") == ["Annals of Care and Ward"]
    assert values(text, "author") == ["A and B"]


def test_a_child_inherits_year_publisher_and_the_book_it_is_in() -> None:
    text = (
        "@inproceedings{c, title = {Child}, crossref = {P}}\n"
        "@incollection{d, title = {Own}, year = 1999, booktitle = {Own book}, crossref = {p}}\n"
        "@article{e, title = {Piece}, crossref = {q}}\n"
        "@proceedings{p, title = {Proceedings}, year = 2001, publisher = {Press}, doi = {10.5/p}}\n"
        "@periodical{q, title = {Journal}, date = {2003-04}, issn = {1234-5679}}\n"
    )
    assert values(text, "year") == ["2001", "1999", None, "2001", None]
    assert values(text, "date")[2] == "2003-04"
    assert values(text, "booktitle")[:2] == ["Proceedings", "Own book"]
    assert values(text, "journal")[2] == "Journal"
    assert values(text, "publisher")[:2] == ["Press", "Press"]
    assert values(text, "doi")[:2] == [None, None]
    assert values(text, "title")[:3] == ["Child", "Own", "Piece"]


def test_data_of_xdata_is_taken_whole_and_is_no_entry() -> None:
    text = (
        "@xdata{x, publisher = {Press}, xdata = {y}}\n@xdata{y, year = 2001, series = {S}}\n"
        "@book{b, title = {B}, xdata = {x, z}}\n"
    )
    assert values(text, "year") == ["2001"]
    assert values(text, "publisher") == ["Press"]


def test_parents_that_refer_to_each_other_or_are_missing_do_no_harm() -> None:
    text = (
        "@book{a, title = {A}, crossref = {b}}\n@book{b, title = {B}, crossref = {a}}\n"
        "@book{c, title = {C}, crossref = {c}}\n@book{d, title = {D}, crossref = {gone}}\n"
    )
    assert values(text, "title") == ["A", "B", "C", "D"]


def test_entries_inherit_from_what_stands_in_another_batch(tmp_path: Path) -> None:
    child = "@inproceedings{c%d, title = {Child %d}, crossref = {p}}\n"
    text = (
        "".join(child % (n, n) for n in range(50)) + "@proceedings{p, title = {P}, year = 2001}\n"
    )
    reading = bibtex.read(Text.of(text))
    first, *_ = list(reading.blocks)
    (item,) = reading.entries([first])
    assert item.fields["year"] == "2001"  # type: ignore[union-attr]
    assert item.fields["venue"] == "P"  # type: ignore[union-attr]
