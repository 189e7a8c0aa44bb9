"""CSL-JSON: an array of items, one a line, as Zotero, pandoc and citeproc read them. UTF-8.

Schema: https://github.com/citation-style-language/schema (csl-data.json, 1.0.2). What has no
variable, or comes back otherwise, is in `"custom": {"litsieve": {…}}`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from litsieve.ingest.entry import Value
from litsieve.ingest.formats import csl_json
from litsieve.ingest.values.organisations import as_written
from litsieve.report.writers.round_trip import Draft, Row, entries, rows

TYPES = {
    "article": "article-journal", "review": "article-journal", "editorial": "article-journal",
    "letter": "article-journal", "note": "article-journal", "erratum": "article-journal",
    "retraction": "article-journal", "conference-paper": "paper-conference",
    "proceedings": "book", "book": "book", "chapter": "chapter", "preprint": "article",
    "thesis": "thesis", "report": "report", "dataset": "dataset", "other": "document",
}  # fmt: skip

#: Variable, column.
VARIABLES = (
    ("title", "title"), ("original-title", "title_alternative"), ("container-title", "venue"),
    ("volume", "volume"), ("issue", "issue"), ("page", "pages"), ("number", "article_number"),
    ("DOI", "doi"), ("PMID", "pmid"), ("ISSN", "issn"), ("ISBN", "isbn"), ("URL", "url"),
    ("abstract", "abstract"), ("keyword", "keywords"), ("language", "language"),
    ("genre", "document_type_raw"), ("publisher", "publisher"), ("source", "source"),
)  # fmt: skip

_JSON = json.JSONEncoder(ensure_ascii=False)


def write(frame: pd.DataFrame) -> bytes:
    """Records in the columns of `schema.RECORD`; one item a row."""
    found = list(entries(rows(frame), _item, csl_json, _array))
    return _array(found).encode("utf-8", "replace")


def _array(items: Sequence[str]) -> str:
    inner = ",\n".join(items)
    return f"[\n{inner}\n]\n" if items else "[]\n"


def _item(row: Row) -> Draft:
    """An item; its id is the record's."""
    item: dict[str, object] = {
        "id": row.get("record_id") or row.get("source_id") or row.get("title") or "record",
        "type": TYPES.get(row.get("document_type") or "article", "document"),
    }
    for variable, column in VARIABLES:
        if row.get(column) is not None:
            item[variable] = row[column]
    if row.get("authors"):
        item["author"] = [_author(name) for name in row["authors"].split("; ")]
    date = row.get("published") or row.get("year")
    if date is not None:
        item["issued"] = {"date-parts": [[int(part) for part in str(date).split("-")]]}

    body = _JSON.encode(item).removesuffix("}")

    def written(note: Mapping[str, Value]) -> str:
        told = f', "custom": {_JSON.encode({"litsieve": dict(note)})}' if note else ""
        return f"{body}{told}}}"

    return written


def _author(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": as_written(name)}
