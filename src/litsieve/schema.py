"""The canonical record: every column, its type and what it means.

`record_id` is the key of all tables. Missing is always a pandas missing value, never "".
A list inside a cell is joined with "; "; an author is "Family, Given", an organisation has no
comma.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """One column: its pandas dtype and what a cell says."""

    name: str
    dtype: str
    meaning: str


TEXT, INTEGER, FLAG, ANSWER, FLOAT = "str", "Int64", "boolean", "int8", "Float64"

RECORD: tuple[Column, ...] = (
    Column("record_id", TEXT, "the entry's identity: r_…, r_…-…; -2, -3 … if it says the same"),
    Column("source", TEXT, "database or register that the entry was exported from"),
    Column("file", TEXT, "export file, relative to the review's folder"),
    Column("line", INTEGER, "line of the file on which the entry starts, from 1"),
    Column("source_id", TEXT, "the file's own id: EID, PMID, accession number, citation key"),
    Column("title", TEXT, "title, markup decoded"),
    Column("title_alternative", TEXT, "title in another language"),
    Column("authors", TEXT, "Family, Given; Family, Given"),
    Column("authors_cut", FLAG, "true if the export shortened the list (et al., and others)"),
    Column("year", INTEGER, "year of publication"),
    Column("published", TEXT, "as precise as known: 2024, 2024-05, 2024-05-17"),
    Column("venue", TEXT, "journal, proceedings or book"),
    Column("volume", TEXT, "volume"),
    Column("issue", TEXT, "issue"),
    Column("pages", TEXT, "first–last, with a hyphen: 12-34"),
    Column("article_number", TEXT, "article number, where there are no pages"),
    Column("doi", TEXT, "lower case, without a resolver"),
    Column("pmid", TEXT, "PubMed id"),
    Column("issn", TEXT, "ISSN, NNNN-NNNX; several joined"),
    Column("isbn", TEXT, "ISBN, digits only; several joined"),
    Column("url", TEXT, "link that the export gives"),
    Column("abstract", TEXT, "abstract"),
    Column("abstract_partial", FLAG, "true if the abstract is a snippet, was cut or is too short"),
    Column("keywords", TEXT, "author and index keywords; joined"),
    Column("language", TEXT, "ISO 639-3; several joined"),
    Column("document_type", TEXT, "one of DOCUMENT_TYPES"),
    Column("document_type_raw", TEXT, "the database's own word for it"),
    Column("source_type", TEXT, "one of SOURCE_TYPES"),
    Column("source_type_raw", TEXT, "the database's own word for it"),
    Column("peer_reviewed", FLAG, "if the export states it"),
    Column("cited_by", INTEGER, "citations when exported"),
    Column("open_access", TEXT, "the database's word for it"),
    Column("publisher", TEXT, "publisher"),
    Column("affiliations", TEXT, "affiliations; joined"),
    Column("countries", TEXT, "countries of the affiliations, ISO 3166-1 alpha-3; joined"),
    Column("retracted", FLAG, "true if the export says so"),
    Column("flags", TEXT, "what a person should know of this entry: repaired, cut …; joined"),
)

DOCUMENT_TYPES = (
    "article", "review", "conference-paper", "proceedings", "book", "chapter", "editorial",
    "letter", "note", "erratum", "retraction", "preprint", "thesis", "report", "dataset", "other",
)  # fmt: skip
SOURCE_TYPES = (
    "journal", "proceedings", "book", "book-series", "trade", "repository", "institution", "web",
)  # fmt: skip

#: What ingest writes beside the records.
#: Raw entries stand row by row as the records do, so that they can be written as they are read.
RAW: tuple[Column, ...] = (
    Column("raw", TEXT, "the entry exactly as it stands in the file (decoded)"),
)
#: So do the ids by which decisions may name them, beside the record_id.
IDENTITY: tuple[Column, ...] = (
    Column("identity", TEXT, "record_id, if no other record were like it"),
    Column("former", TEXT, "record_id in version 0.1.0, without the number of a twin"),
    Column("own", FLAG, "whether it is made of the id that the database gives the entry"),
)
REJECT: tuple[Column, ...] = (
    Column("source", TEXT, "database or register of the file"),
    Column("file", TEXT, "export file"),
    Column("line", INTEGER, "line on which the entry starts"),
    Column("reason", TEXT, "why it could not become a record"),
    Column("raw", TEXT, "its text"),
)
FILE: tuple[Column, ...] = (
    Column("file", TEXT, "export file"),
    Column("source", TEXT, "database or register"),
    Column("kind", TEXT, "database | register | other"),
    Column("format", TEXT, "reader that read it"),
    Column("dialect", TEXT, "who wrote it, as far as it shows"),
    Column("encoding", TEXT, "utf-8, utf-8-sig, utf-16, cp1252 …"),
    Column("sha256", TEXT, "of the file's bytes, unpacked; of a sheet, as CSV"),
    Column("seen", INTEGER, "entries in the file = records + rejected"),
    Column("records", INTEGER, "entries that became a record"),
    Column("partial", INTEGER, "records that were repaired or partly read"),
    Column("rejected", INTEGER, "entries that did not become a record"),
    Column("search", TEXT, "the search it came of, as `searches:` names its file, folder or glob"),
    Column("hits", INTEGER, "hits of that search as the reviewer noted them"),
    Column("twice", INTEGER, "entries that stand in the file once more"),
    Column("flags", TEXT, "flags of its entries and how many: mojibake 3; NUL bytes; joined"),
    Column("named", FLAG, "false if nobody says the source: it is then called by the file's name"),
)

#: What dedupe writes: one row a record; the pairs it looked at; where merged values come from.
CLUSTER: tuple[Column, ...] = (
    Column("record_id", TEXT, "the record"),
    Column("cluster_id", TEXT, "record_id of the cluster's survivor: the report it stands for"),
    Column("study_id", TEXT, "cluster_id of the study's first report (preprint and article: one)"),
)
PAIR: tuple[Column, ...] = (
    Column("a", TEXT, "record_id, the smaller"),
    Column("b", TEXT, "record_id"),
    Column("answer", TEXT, "merge | review | distinct | linked"),
    Column("score", "Float64", "probability-like score, 0 to 1"),
    Column("rule", TEXT, "the must-link rule or veto that settled it; missing if the score did"),
    Column("by", TEXT, "people who answered it; joined; missing if nobody did"),
    Column("why", TEXT, "in words: title 100, first author same, …"),
)
#: What dedupe remembers for its next run: every pair it looked at, and of which records.
FINGERPRINT: tuple[Column, ...] = (
    Column("record_id", TEXT, "the record; rows are sorted by it"),
    Column("digest", INTEGER, "of all that is compared; another digest is another record"),
)
COMPARED: tuple[Column, ...] = (
    Column("a", INTEGER, "row of FINGERPRINT, from 0, the smaller"),
    Column("b", INTEGER, "row of FINGERPRINT"),
    Column("near", FLAG, "whether the two deserved all comparisons"),
    Column("ratio", "Float64", "likeness of the titles, 0 to 100; missing if not compared"),
    Column("levels", INTEGER, "levels of all fields, four bits each; missing if not compared"),
)
#: What people answered, one row a pair.
ANSWERED: tuple[Column, ...] = (
    Column("a", TEXT, "record_id, the smaller"),
    Column("b", TEXT, "record_id"),
    Column("answer", TEXT, "same | different | disagreed"),
    Column("by", TEXT, "who answered; joined"),
)
MERGED: tuple[Column, ...] = (
    Column("cluster_id", TEXT, "the cluster"),
    Column("field", TEXT, "canonical column"),
    Column("record_id", TEXT, "member whose value the merged report carries"),
)

#: What screen writes: one row a cluster. Its answers: see `answer_table`.
VERDICT: tuple[Column, ...] = (
    Column("cluster_id", TEXT, "the report that was judged"),
    Column("verdict", TEXT, "included | excluded | awaiting"),
    Column("stage", TEXT, "metadata | title-abstract | retrieval | full-text: settled or waiting"),
    Column("by", TEXT, "automation | human; missing while it waits"),
    Column("people", TEXT, "whose decisions it rests on, or who has voted so far; joined"),
    Column("waiting", TEXT, "what it waits for of people: 1 of 2 votes, disagreement …"),
    Column("primary_reason", TEXT, "reason id, for excluded"),
    Column("reasons", TEXT, "ids of all reasons hit, in the order of the protocol; joined"),
    Column("rules", TEXT, "ids of the rules that hit; for awaiting, for which it waits; joined"),
    Column("suggested", TEXT, "of these, for awaiting, those that suggest to exclude; joined"),
    Column("flags", TEXT, "ids of rules that are unknown and do not wait (on_unknown); joined"),
    Column("priority", FLOAT, "what the criteria's prioritise adds up to; the highest goes first"),
)


#: What people's votes come to: one row a report and stage at which anyone said anything.
DECISION: tuple[Column, ...] = (
    Column("cluster_id", TEXT, "the report"),
    Column("stage", TEXT, "title-abstract | retrieval | full-text"),
    Column("decision", TEXT, "include | exclude; sought | obtained | not-retrieved; missing: open"),
    Column(
        "how", TEXT, "agreed | single | discussion | third-reviewer; while open, what is wanted"
    ),
    Column("people", TEXT, "who voted, and who ruled; joined"),
    Column("votes", INTEGER, "people who voted, but for who ruled"),
    Column("reasons", TEXT, "reason ids that the deciding votes gave, in the protocol's order"),
    Column("at", TEXT, "when the last of it was said, as the decision file writes it"),
    Column("note", TEXT, "what people noted; joined"),
)


def answer_table(questions: Iterable[str]) -> tuple[Column, ...]:
    """What screen writes beside the verdicts: one row a cluster, one column a question.

    Questions are called rule:ID, code:CODING=VALUE, priority:ID, flag:ID.
    """
    meaning = "answer of its condition: 0 false, 1 unknown, 2 true"
    return (
        Column("cluster_id", TEXT, "the report"),
        *(Column(question, ANSWER, meaning) for question in questions),
    )


def names(table: tuple[Column, ...]) -> list[str]:
    """The column names of a table, in order."""
    return [column.name for column in table]


def plain(cell: Any) -> str | int | None:
    """A cell as JSON has it; missing is None, a flag 0 or 1."""
    if pd.isna(cell):
        return None
    return cell if isinstance(cell, str) else int(cell)


def empty(table: tuple[Column, ...]) -> pd.DataFrame:
    """A table without rows, all columns typed."""
    return conform(pd.DataFrame({name: [] for name in names(table)}), table)


@cache
def arrow(table: tuple[Column, ...]) -> pa.Schema:
    """The table's columns as Arrow has them; pandas reads them back as the dtypes above."""
    import pyarrow as pa

    return pa.Schema.from_pandas(empty(table), preserve_index=False)


def conform(frame: pd.DataFrame, table: tuple[Column, ...]) -> pd.DataFrame:
    """`frame` with exactly the table's columns, order and dtypes; "" becomes missing.

    A column that is not there is added as missing; one that the table does not know is an error.
    """
    unknown = [name for name in frame.columns if name not in names(table)]
    if unknown:
        raise KeyError(f"columns that the schema does not know: {', '.join(unknown)}")
    out: dict[str, pd.Series] = {}
    for column in table:
        if column.name not in frame.columns:
            out[column.name] = pd.Series(pd.NA, index=frame.index, dtype=column.dtype)
            continue
        values: Any = frame[column.name]
        values = values.astype(column.dtype)
        if column.dtype == TEXT:
            nothing = values == ""
            values = values.mask(nothing) if nothing.any() else values
        out[column.name] = values
    return pd.DataFrame(out, index=frame.index).reset_index(drop=True)
