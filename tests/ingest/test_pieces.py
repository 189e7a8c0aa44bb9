"""A file comes in pieces: where they end must make no difference, in any encoding."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, decode, read, reader
from litsieve.ingest.decode import MIXED, load
from litsieve.ingest.entry import Text
from litsieve.ingest.shapes import split

EXPORTS = Path(__file__).parent.parent / "exports"
FILES = sorted(path for path in EXPORTS.iterdir() if path.suffix != ".json")


def text_of(data: bytes, piece: int) -> tuple[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "_PIECE", piece)
        decoded = load(lambda: BytesIO(data), "x")
        return "".join(decoded.text), decoded.encoding


words = st.text(st.sampled_from("aä€\u4e2d\U0001f600 ,{}\n"), min_size=1, max_size=80)


@settings(max_examples=150, deadline=None)
@given(
    words,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(200, 400),
)
def test_pieces_make_the_whole_text(text: str, encoding: str, newline: str, piece: int) -> None:
    text = ("Title,Authors\n" + "x,y\n" * 50 + text * 8).replace("\n\n", "\n")
    data = text.replace("\n", newline).encode(encoding)
    found, called = text_of(data, piece)
    assert found == (text if newline == "\r" else text.replace("\n", newline))
    assert called == encoding


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["déjà vu", "plain", "£5 – a lot"]), min_size=5, max_size=20),
       st.integers(64, 200))  # fmt: skip
def test_cp1252_in_pieces(lines: list[str], piece: int) -> None:
    text = "\n".join([*lines, "é", ""])
    assert text_of(text.encode("cp1252"), piece) == (text, "cp1252")


@settings(max_examples=60, deadline=None)
@given(st.integers(64, 400))
def test_lines_of_a_second_encoding_keep_their_letters(piece: int) -> None:
    utf8, cp1252 = "title = {Über die Größe}\n" * 20, "title = {Ça va mal}\n" * 3
    found, called = text_of(utf8.encode() + cp1252.encode("cp1252"), piece)
    assert (found, called) == (utf8 + cp1252, MIXED)


def test_gb18030_in_pieces() -> None:
    text = "@article{a,\n  title = {基于深度学习的文献筛选方法研究},\n}\n" * 6
    assert text_of(text.encode("gb18030"), 200) == (text, "gb18030")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_export_is_the_same_in_small_pieces_and_batches(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read([ExportFile(path, path.name)])
    monkeypatch.setattr(decode, "_PIECE", 1000)
    monkeypatch.setattr(reader, "_BATCH", 1)
    pieces = read([ExportFile(path, path.name)])
    for table in ("records", "raws", "rejects", "files"):
        assert getattr(pieces, table).equals(getattr(whole, table)), table


def test_processes_make_no_difference(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "x.bib"
    entry = "@article{k%d, title = {Title %d}, author = {Doe, J%d}}\n"
    path.write_text("".join(entry % (n, n % 7, n % 3) for n in range(200)))
    alone = read([ExportFile(path, "x.bib")])
    monkeypatch.setattr(reader, "_WORTH_SPREADING", 1)
    monkeypatch.setattr(reader, "_BATCH", 500)
    monkeypatch.setattr(reader, "workers", lambda: 3)
    spread = read([ExportFile(path, "x.bib")])
    for table in ("records", "raws", "rejects", "files"):
        assert getattr(spread, table).equals(getattr(alone, table)), table
    assert spread.overlaps == alone.overlaps


@given(st.text(st.sampled_from("ab\n >"), max_size=60), st.integers(1, 9))
def test_blocks_are_the_text_cut_at_its_beginnings(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    starts = split.matches(split.re.compile(r"(?m)^>"))
    found = list(split.cut(Text(text, lambda: iter(pieces)), starts))
    wanted = [block for block in split.re.split(r"(?m)^(?=>)", text) if block.strip()]
    assert [block.text for block in found] == wanted
    at = 0
    for block in found:
        at = text.index(block.text, at)
        assert block.line == 1 + text.count("\n", 0, at)
        at += len(block.text)


@pytest.mark.parametrize(
    "head",
    ['Authors,Title,EID\nA,"', "@article{a, title={", "TY  - JOUR\nTI  - ",
     '[{"type": "article-journal", "DOI": "10.5555/x", "title": "',
     "<xml><records><record><ref-type>", "Authors,Title,EID\n"],
    ids=["csv", "bibtex", "ris", "json", "xml", "csv line"],
)  # fmt: skip
def test_an_endless_line_is_refused_or_rejected_and_not_held(
    tmp_path: Path, head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "_PIECE", 10_000)
    monkeypatch.setattr(split, "LONGEST", 50_000)
    path = tmp_path / "x"
    path.write_text(head + "x" * 300_000)
    with pytest.raises(ReviewError) as caught:
        read([ExportFile(path, "x")])
    assert caught.value.where is not None
    assert caught.value.where.file == "x"
    assert "characters" in caught.value.message
