"""Damaged exports: never a crash, every entry accounted for, and whole neighbours stay whole."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, Ingested, read

EXPORTS = Path(__file__).parent.parent / "exports"
SOUND = sorted(p for p in EXPORTS.iterdir() if p.suffix in (".bib", ".csv") and "dam" not in p.name)
JUNK = [b"{", b"}", b'"', b"\n", b",", b"@", b'"\n"', b"\0", b"\xff", b"=", b"\\", b"}}\n", b"#"]


def ingest(data: bytes) -> Ingested | None:
    """What is read; None if the file as a whole is refused in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(data)
        try:
            found = read([ExportFile(path, "x")])
        except ReviewError:
            return None
    assert found.files["seen"][0] == len(found.records) + len(found.rejects)
    assert len(found.raws) == len(found.records)
    assert found.records["record_id"].is_unique
    return found


def many(kind: str) -> bytes:
    if kind == "bibtex":
        return b"".join(
            b"@article{key%d,\n  title = {Title number %d},\n  author = {Doe, Jane},\n"
            b'  abstract = {Some {B}races,\n   "quotes" and = signs},\n  year = {2020}\n}\n\n'
            % (n, n)
            for n in range(12)
        )
    return b'"Authors","Title","Year","Source title","EID"\n' + b"".join(
        b'"Doe J.","Title number %d","2020","Venue, ""with"" marks\nand lines",'
        b'"2-s2.0-850000000%02d"\n' % (n, n)
        for n in range(12)
    )


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_change_of_a_sound_export_is_survived(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SOUND)).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from(JUNK) | st.binary(max_size=4)
        )
    ingest(bytes(content[: data.draw(st.integers(1, len(content) + 1))]))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([b"@article{", b"Authors,Title,EID\n"]), st.binary(max_size=300))
def test_any_bytes_behind_a_known_beginning_are_survived(head: bytes, tail: bytes) -> None:
    ingest(head + tail)


@settings(max_examples=80, deadline=None)
@given(kind=st.sampled_from(["bibtex", "csv"]), data=st.data())
def test_one_piece_of_junk_costs_no_other_entry(kind: str, data: st.DataObject) -> None:
    content = many(kind)
    first = content.index(b"Title number 0")
    place = data.draw(st.integers(first, len(content)))
    junk = data.draw(st.sampled_from(JUNK))
    found = ingest(content[:place] + junk + content[place:])
    assert found is not None
    titles = set(found.records["title"].dropna())
    lost = {f"Title number {n}" for n in range(12)} - titles
    assert len(lost) <= 1
    assert len(found.records) + len(found.rejects) <= 14


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(["bibtex", "csv"]), data=st.data())
def test_a_lost_line_costs_no_other_entry(kind: str, data: st.DataObject) -> None:
    lines = many(kind).split(b"\n")
    del lines[data.draw(st.integers(2, len(lines) - 2))]
    found = ingest(b"\n".join(lines))
    assert found is not None
    titles = found.records["title"].dropna()
    assert sum(titles.str.fullmatch(r"Title number \d+")) >= 10


@settings(max_examples=40, deadline=None)
@given(kind=st.sampled_from(["bibtex", "csv"]), data=st.data())
def test_a_file_that_ends_in_the_middle_keeps_what_came_before(
    kind: str, data: st.DataObject
) -> None:
    content = many(kind)
    place = data.draw(st.integers(content.index(b"Title number 3"), len(content)))
    found = ingest(content[:place])
    assert found is not None
    whole = content[:place].count(b"}\n\n" if kind == "bibtex" else b'"\n')
    assert len(found.records) >= whole - (kind == "csv")  # the header ends like a row
