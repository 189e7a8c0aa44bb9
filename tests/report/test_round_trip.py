"""What our writers write, our readers read back: every column of every record, in every format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litsieve import schema
from litsieve.ingest import ExportFile, read
from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Entry
from litsieve.report import export_table

FORMATS = {"csv": "litsieve-csv", "xlsx": "litsieve-csv", "ris": "ris", "bib": "bibtex",
           "csl": "csl-json", "jsonl": "litsieve-jsonl"}  # fmt: skip

CHARS = st.one_of(
    st.sampled_from("\\{}&%$#_~^@\"'=,;-:|<>()[]+./"),
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufdd0\ufdd1"),
)
TEXT = st.one_of(
    st.text(CHARS, min_size=1, max_size=60),
    st.sampled_from(
        ("α-synuclein &amp;amp; <i>soup</i>", "A -- B --- C", "``quoted''", r"$\alpha$-divergence",
         r"\textbackslash", "Title [Otro título más largo]", "A; [一种基于汤的方法]",
         "}@article{x, a =", "TY  - JOUR", "ER  - ", "=cmd|' /C calc'!A0", "'tis", "-1",
         "RETRACTED: soup",
         "p<0.05 & more", "10.5555/not.a.doi in a title", "NULL", "others", "et al.", "Cited by: 5")
    ),
)  # fmt: skip
WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=10)
NAME = st.one_of(
    st.builds("{}, {}".format, WORD, WORD),
    st.sampled_from(
        ("van der Berg, J.-P.", "King, Martin Luther Jr.", "Faggion Jr, Clovis", "O'Neil, P.K.",
         "World Health Organization", "Müller & Sons", "Department of Health and Human Services",
         "Li", "Đặng, Thị", "Sá-Carneiro, M. de", "GBD 2019 Collaborators", "王小明")
    ),
    st.text(CHARS, min_size=1, max_size=20).filter(lambda name: ";" not in name),
)  # fmt: skip
DATE = st.one_of(
    st.dates(min_value=pd.Timestamp(1500, 1, 1).date()).map(str),
    st.sampled_from(("2024", "2024-05", "1999-12-31")),
)
YEAR = st.integers(1500, 2199)
FLAG = st.sampled_from(("repaired: braces or commas", "mojibake: title", "cut: title", 'odd "one"'))
RECORD_ID = st.integers(0, 16**16 - 1).map(lambda number: f"r_{number:016x}")

VALUES: dict[str, st.SearchStrategy[Any]] = {
    **{column.name: TEXT for column in schema.RECORD if column.dtype == schema.TEXT},
    **{column.name: st.booleans() for column in schema.RECORD if column.dtype == schema.FLAG},
    "authors": st.lists(NAME, min_size=1, max_size=4),
    "year": YEAR,
    "published": DATE,
    "cited_by": st.integers(0, 10**6),
    "doi": st.builds("10.{}/{}".format, st.integers(1000, 99999), st.text(CHARS, max_size=20)),
    "pmid": st.integers(1, 10**8).map(str),
    "issn": st.sampled_from(("1234-5679", "1234-5679; 1600-0706", "0021-857X")),
    "isbn": st.sampled_from(("9783642015069", "030640615X; 9783642015069")),
    "language": st.sampled_from(("eng", "spa; eng", "zho")),
    "document_type": st.sampled_from(schema.DOCUMENT_TYPES),
    "source_type": st.sampled_from(schema.SOURCE_TYPES),
    "countries": st.sampled_from(("FRA", "FRA; USA")),
    "keywords": st.lists(TEXT, min_size=1, max_size=3).map(";".join),
    "pages": st.one_of(st.sampled_from(("1-9", "e12", "S1-S5", "1535-41", "12-34, 40")), TEXT),
}
for name in ("record_id", "source", "file", "line", "flags"):
    VALUES.pop(name, None)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record as ingest makes them: what it cleans is clean."""
    fields = draw(st.fixed_dictionaries({}, optional=VALUES))
    entry = Entry(1, "", fields, flags=draw(st.lists(FLAG, max_size=2)))
    record = clean(entry)
    record["title"] = record.get("title") or "A title"
    record["record_id"], record["source"] = (
        draw(RECORD_ID),
        draw(st.sampled_from(("Scopus", "PubMed", "Google Scholar", "a folder & more"))),
    )
    return record


def frame_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = {name: [row.get(name) for row in rows] for name in schema.names(schema.RECORD)}
    return schema.conform(pd.DataFrame(columns, dtype=object), schema.RECORD)


def back(frame: pd.DataFrame, to: str, folder: Path) -> pd.DataFrame:
    path = folder / f"export.{'json' if to == 'csl' else to}"
    path.write_bytes(export_table(frame, to))
    found = read([ExportFile(path, path.name)])
    assert found.rejects.empty, found.rejects["reason"].tolist()
    assert found.files["format"].tolist() == [FORMATS[to]]
    return found.records


@pytest.mark.parametrize("to", list(FORMATS))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(records(), min_size=1, max_size=3, unique_by=lambda row: row["record_id"]))
def test_every_column_comes_back(to: str, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    frame = frame_of(rows)
    kept = [name for name in frame.columns if name not in ("file", "line")]
    pd.testing.assert_frame_equal(back(frame, to, tmp_path)[kept], frame[kept])


@st.composite
def sparse(draw: st.DrawFn) -> dict[str, Any]:
    """A record with two or three values at most, whichever: also without a title."""
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=3, unique=True))
    record = clean(Entry(1, "", {name: draw(VALUES[name]) for name in names}))
    return {**record, "record_id": draw(RECORD_ID), "source": "Scopus"}


@pytest.mark.parametrize("to", list(FORMATS))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(sparse(), min_size=1, max_size=3, unique_by=lambda row: row["record_id"]))
def test_a_record_of_hardly_anything_comes_back(
    to: str, rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    frame = frame_of(rows)
    kept = [name for name in frame.columns if name not in ("file", "line")]
    pd.testing.assert_frame_equal(back(frame, to, tmp_path)[kept], frame[kept])
