"""How many entries of an export have a title, year, authors, DOI and abstract: read, and counted.

    python tests/ingest/shares.py FOLDER

prints a table for every export of FOLDER's expected.tsv. The raw fields are counted straight from
the file, by csv.DictReader, json and regular expressions that share nothing with the readers.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from litsieve.ingest import ExportFile, read

FIELDS = ("title", "year", "authors", "doi", "abstract")
csv.field_size_limit(1 << 30)

#: expected.tsv's name for a format → NAME of its reader.
READERS = {
    "acm_csv": "paperpile-csv", "bib": "bibtex", "covidence_csv": "covidence-csv",
    "csljson": "csl-json", "embase_csv": "embase-csv", "endnote_xml": "endnote-xml",
    "enw": "refer", "ieee_csv": "ieee-csv", "nbib": "nbib", "pop_csv": "pop-csv",
    "pubmed_csv": "pubmed-csv", "pubmed_xml": "pubmed-xml", "ris": "ris",
    "scopus_csv": "scopus-csv", "springer_csv": "springer-csv", "wos_txt": "wos-text",
}  # fmt: skip

#: What begins an entry; what says that it has a field.
_TAGGED = {
    "ris": (
        r"(?m)^\s*TY {1,2}-",
        {"title": r"(?m)^(?:T1|TI|CT|BT)  ?- *\S", "year": r"(?m)^(?:PY|Y1|DA)  ?- *\d{4}",
         "authors": r"(?m)^(?:A1|AU)  ?- *\S", "doi": r"(?m)^DO  ?- *.*10\.",
         "abstract": r"(?m)^(?:AB|N2)  ?- *\S"},
    ),
    "nbib": (
        r"(?m)^(?:PMID|OWN *)- ?",
        {"title": r"(?m)^TI  - *\S", "year": r"(?m)^DP  - *\d{4}", "authors": r"(?m)^F?AU *- *\S",
         "doi": r"(?m)^(?:LID|AID) *- .*\[doi\]", "abstract": r"(?m)^AB  - *\S"},
    ),
    "wos_txt": (
        r"(?m)^PT \w",
        {"title": r"(?m)^TI \S", "year": r"(?m)^PY \d", "authors": r"(?m)^A[UF] \S",
         "doi": r"(?m)^DI \S", "abstract": r"(?m)^AB \S"},
    ),
    "enw": (
        r"(?m)^%T ",
        {"title": r"(?m)^%T \S", "year": r"(?m)^%D \d", "authors": r"(?m)^%A \S",
         "doi": r"(?m)^%R .*10\.", "abstract": r"(?m)^%X \S"},
    ),
    "endnote_xml": (
        r"<record>",
        {"title": r"<title>.*?\w.*?</title>", "year": r"<year>.*?\d{4}.*?</year>",
         "authors": r"<authors>.*?<author>", "doi": r"<electronic-resource-num>[^/]*?.*?10\.",
         "abstract": r"<abstract>.*?\w"},
    ),
    "pubmed_xml": (
        r"<PubmedArticle>",
        {"title": r"<ArticleTitle>\s*\S", "year": r"<PubDate>", "authors": r"<AuthorList",
         "doi": r"""(?:IdType|EIdType)="doi\"""", "abstract": r"<AbstractText"},
    ),
    "bib": (
        r"(?m)(?:^[ \t\ufeff]*|\})@(?!comment|string|preamble)\w+\s*\{",
        {"title": r"(?im)^\s*title *= *[{\"]+\s*[^\s}\"]",
         "year": r"(?im)^\s*(?:year|date) *= *[{\"]*\d",
         "authors": r"(?im)^\s*authors? *= *[{\"]+\s*(?!\[?Anonymous\b)[^\s}{\"]",
         "doi": r"(?im)^\s*doi *= *[{\"]+.*10\.",
         "abstract": r"(?im)^\s*abstract *= *[{\"]+\s*[^\s}\"]"},
    ),
}  # fmt: skip
_CSV = {
    "title": ("Title", "Document Title", "Item Title", "TITLE"),
    "year": ("Year", "Publication Year", "Published Year", "Publication year"),
    "authors": ("Authors", "Author Names", "AUTHOR NAMES"),
    "doi": ("DOI", "Item DOI"),
    "abstract": ("Abstract",),
}
_NOTHING = re.compile(r"\[No .* available\]|NA|")


def direct(path: Path, form: str) -> tuple[int, Counter[str]]:
    """Entries of a file, and how many of them have each field, counted in the raw text."""
    text = (
        path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    )
    found: Counter[str] = Counter()
    if form in _TAGGED:
        start, fields = _TAGGED[form]
        places = [match.start() for match in re.finditer(start, text)]
        entries = [text[a:b] for a, b in zip(places, [*places[1:], len(text)], strict=True)]
        for entry in entries:
            found.update(f for f, sign in fields.items() if re.search(sign, entry, re.DOTALL)
                         is not None)  # fmt: skip
        return len(entries), found
    items = list(_cells(text)) if form != "csljson" else _items(text)
    for item in items:
        found.update(field for field in FIELDS if not _NOTHING.fullmatch(item.get(field, "")))
    return len(items), found


def _cells(text: str) -> Iterator[dict[str, str]]:
    for row in csv.DictReader(text.split("\n") if '"' not in text else _lines(text)):
        yield {
            field: next((str(row[n] or "").strip() for n in names if row.get(n)), "")
            for field, names in _CSV.items()
        }


def _lines(text: str) -> Iterator[str]:
    yield from (line + "\n" for line in text.split("\n"))


def _items(text: str) -> list[dict[str, str]]:
    found = json.loads(text)
    keys = {"title": "title", "year": "issued", "authors": "author", "doi": "DOI",
            "abstract": "abstract"}  # fmt: skip
    return [{field: str(item.get(key) or "") for field, key in keys.items()} for item in found]


def counted(folder: Path) -> list[dict[str, str]]:
    """The rows of a folder's expected.tsv: file, format, entries …"""
    with (folder / "expected.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def main() -> None:
    folder = Path(sys.argv[1])
    print(f"{'file':58}{'entries':>8}{'counted':>8}  " + "".join(f"{f:>12}" for f in FIELDS))
    for row in counted(folder):
        path = folder / row["file"]
        found = read([ExportFile(path, path.name)])
        _, raw = direct(path, row["format"])
        shares = [f"{found.records[f].notna().sum()}/{raw[f]}" for f in FIELDS]
        mark = "" if int(found.files["seen"].sum()) == int(row["entries"]) else " <<<"
        low = "".join(f" <{f}" for f in FIELDS if found.records[f].notna().sum() < raw[f])
        print(f"{row['file'][-57:]:58}{int(found.files['seen'].sum()):8}{row['entries']:>8}  "
              + "".join(f"{share:>12}" for share in shares) + mark + low)  # fmt: skip


if __name__ == "__main__":
    main()
