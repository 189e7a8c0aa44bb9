"""A batch becomes rows; whatever a reader does, one entry costs no other."""

from __future__ import annotations

import pytest

from litsieve.errors import ReviewError
from litsieve.ingest.entry import Block, Entry
from litsieve.ingest.rows import Origin, rows

ORIGIN = Origin("x", "x", None, None, "x")


def entries(batch):
    for block in batch:
        if block.text == "bad":
            raise ValueError("tripped")
        yield Entry(block.line, block.text, {"title": block.text})


def test_an_entry_that_a_reader_fails_on_is_a_reject_and_costs_no_other() -> None:
    batch = [Block(1, "one"), Block(2, "bad"), Block(3, "three")]
    found = rows(entries, ORIGIN, batch)
    assert found.records["title"].to_pylist() == ["one", "three"]
    assert [(r["line"], r["raw"]) for r in found.rejects] == [(2, "bad")]
    assert "please report it" in str(found.rejects[0]["reason"])


def test_what_a_person_must_know_is_not_swallowed() -> None:
    def refuses(_batch):
        raise ReviewError("no")

    with pytest.raises(ReviewError, match="no"):
        rows(refuses, ORIGIN, [Block(1, "one")])
