"""BVS CSV: *Export → CSV* of the Virtual Health Library (BVS): LILACS, BDENF, IBECS, MEDLINE …

Recognised by a header with `Descriptor(s)`, `Publication Country` and `Fulltext URL`.

- Titles in several languages are joined by `/ `: the first is the title, the rest the other one.
- The library writes titles and terms without doubling their quotation marks; such a row is cut at
  `","` instead, and counts as repaired.
- The record's own id is `ID` (`biblio-1096751`, `mdl-33012345`). All of its databases make one
  export: it is named after the one database only if all rows are of one.
- `Source` (`Rev. saúde pública;54: 1-10, 2020. tab`) gives the pages.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from litsieve.ingest.entry import REPAIRED, Block, Entry, Item, Reading, Reject, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import cells, only
from litsieve.ingest.shapes.tables import header
from litsieve.ingest.values import identifiers, names

NAME = "bvs-csv"
LABEL = "BVS/LILACS CSV"
DATABASE = "BVS"
SIGN = "a header with Descriptor(s), Publication Country and Fulltext URL"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "source_id": ("id",),
    "title": ("title",),
    "authors": ("authors",),
    "source": ("source",),
    "venue": ("journal",),
    "database": ("database",),
    "document_type_raw": ("type",),
    "language": ("language",),
    "year": ("publication year",),
    "descriptors": ("descriptor(s)",),
    "own_keywords": ("keyword(s)",),
    "url": ("fulltext url",),
    "abstract": ("abstract",),
    "volume": ("volume number",),
    "issue": ("issue number",),
    "doi": ("doi",),
    "issn": ("issn",),
    "accession": ("accession number",),
}
_OWN = frozenset({"authors", "source", "database", "descriptors", "own_keywords", "accession"})
_PAGES = re.compile(r":\s*(?P<pages>[A-Za-z]?\d+(?:-[A-Za-z]?\d+)?)\b")
_PMID_ID = re.compile(r"mdl-(\d+)")


def detect(head: str) -> bool:
    """Whether the header is that of BVS."""
    return headings(head).issuperset(("descriptor(s)", "publication country", "fulltext url"))


def read(text: Text) -> Reading:
    """The rows of a BVS CSV."""
    database = only(name for (name,) in cells(text, "database")) or DATABASE
    reading = read_table(text, Columns(_COLUMNS, _convert), database=database)
    return replace(reading, entries=partial(_entries, reading.entries, _quoted(text.head)))


def _quoted(head: str) -> int:
    """How many columns are in quotation marks: all up to the abstract."""
    names, _, _ = header(head)
    return [name.casefold() for name in names].index("abstract") + 1 if "Abstract" in names else 0


def _entries(
    of_table: Callable[[Sequence[Block]], Iterable[Item]], quoted: int, found: Sequence[Block]
) -> Iterator[Item]:
    for block in found:
        text = _with_doubled_marks(block.text, quoted)
        if text is None:
            yield from of_table([block])
            continue
        for item in of_table([block._replace(text=text)]):
            if isinstance(item, Entry):
                item.raw = block.text
                item.flags.append(f"{REPAIRED}: quotation marks")
                yield item
            else:
                yield Reject(block.line, block.text, item.reason)


def _with_doubled_marks(row: str, quoted: int) -> str | None:
    """A row with all quotation marks within its cells doubled; None if it is sound, or hopeless."""
    try:
        next(csv.reader([row], strict=True), None)
        return None
    except csv.Error:
        pass
    *cells_, last = row.removeprefix('"').split('","')
    abstract, mark, rest = last.rpartition('",')
    if len(cells_) != quoted - 1 or not mark or not row.startswith('"'):
        return None
    fixed = (cell.replace('""', '"').replace('"', '""') for cell in (*cells_, abstract))
    return '"' + '","'.join(fixed) + '",' + rest


def _convert(cell: Cells) -> Found | None:
    title, _, other = cell.get("title", "").partition("/ ")
    pages = _PAGES.search(cell.get("source", ""))
    pmid = _PMID_ID.fullmatch(cell.get("source_id", ""))
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "title": title,
        "title_alternative": other,
        "pages": pages["pages"] if pages else None,
        "pmid": pmid[1] if pmid else None,
        "keywords": ";".join(filter(None, map(cell.get, ("descriptors", "own_keywords")))),
    }
    if not cell.get("doi") and identifiers.doi(cell.get("url", "")):
        fields["doi"] = cell["url"]
    kind = cell.get("document_type_raw", "")
    if kind == "article":
        fields["source_type"] = "journal"
    if "authors" in cell:
        listed, cut = names.take_cut([n.strip() for n in cell["authors"].split(";") if n.strip()])
        fields["authors"] = [names.family_first(name) for name in listed]
        fields["authors_cut"] = cut
    return Found(fields, own_id=cell.get("source_id"))
