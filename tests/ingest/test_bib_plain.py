"""Entries of the plainest form are read without bibtexparser, and just as it reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bibtexparser.splitter import Splitter
from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve.ingest.bib import parse as parsing
from litsieve.ingest.bib.parse import Parsed, parse
from litsieve.ingest.bib.plain import plain
from litsieve.ingest.bib.split import starts
from litsieve.ingest.entry import Block, Text
from litsieve.ingest.shapes.split import cut

EXPORTS = Path(__file__).parent.parent / "exports"
FILES = sorted(EXPORTS.glob("*.bib"))
STRINGS = {"jan": "January", "acm": "Association for Computing Machinery"}


def both(blocks: list[Block]) -> tuple[list[object], list[object]]:
    """What is made of some blocks, with the short way and without it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, "plain", lambda *_: None)
        # one by one: a damaged entry can confuse the library about the next in its batch
        slow = [item for block in blocks for item in parse([block], STRINGS)]
    return list(parse(blocks, STRINGS)), slow


def same(blocks: list[Block]) -> None:
    fast, slow = both(blocks)
    assert len(fast) == len(slow)
    for one, other in zip(fast, slow, strict=True):
        if isinstance(one, Parsed) and isinstance(other, Parsed):
            assert (one.line, one.kind.lower(), one.key, one.fields, one.repair) == (
                other.line, other.kind.lower(), other.key, other.fields, other.repair,
            )  # fmt: skip
            assert one.raw.strip() == other.raw.strip()
        else:
            assert one == other


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_example_is_read_alike(path: Path) -> None:
    same(list(cut(Text.of(path.read_bytes().decode("utf-8-sig")), starts)))


def test_every_real_entry_is_read_alike(shared_data: Path) -> None:
    count = plain_ones = 0
    for path in sorted((shared_data / "exports" / "bib").iterdir()):
        blocks = list(cut(Text.of(path.read_text("utf-8", "replace")), starts))
        count += len(blocks)
        plain_ones += sum(plain(block.text, {}) is not None for block in blocks)
        same(blocks)
    assert plain_ones > 0.8 * count  # else the short way is not worth its name


PIECES = st.sampled_from(
    ["@article{k,\n", "  title = ", "{A {B}ig {{one}}}", "{A}", '"q"', "2020", ",\n", ",", "\n",
     "}", "{", '"', "author={Doe, J. and {The {Group}}}", "year = 1999", r"{100\% \{}", "=",
     " % c\n", "month = jan", "publisher = ACM", '"a" # b', "note = {x\n doi = {10.1/x}}",
     "note = {x\n doi = {10.1/x},", "@", "\\", "funding_text\xa01={none}"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_whatever_is_read_the_short_way_is_read_alike(pieces: list[str]) -> None:
    text = "@article{key,\n" + "".join(pieces) + "\n}\n"
    same(list(cut(Text.of(text), starts)))


def test_what_is_plain_has_one_block_in_the_library() -> None:
    text = "@Article{a:1,\n title = {One {Two}},\n year = 2020,\n note = {}\n}\n"
    assert plain(text, {}) == (
        "Article",
        "a:1",
        [("title", "One {Two}"), ("year", "2020"), ("note", "")],
    )
    assert len(Splitter(text).split().entries) == 1
