"""SpringerLink CSV: *Download search results (CSV)* of SpringerLink, at most 1,000 rows.

Recognised by a header with `Item Title`, `Publication Title` and `Item DOI`.

- Nothing stands between the authors (`Carmine FerraraGiulia Sellitto`): a new one begins where a
  capital follows a lower-case letter or a full stop, `McDonald`, `DeLuca` and initials apart. Where
  that is a guess the record is flagged `authors run together`; the raw entry keeps the text.
- There are no abstracts and no pages; `Content Type` is the kind of document.
- Titles of proceedings are in `Publication Title`, of the series in `Book Series Title`.
"""

from __future__ import annotations

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import names, run_together
from litsieve.text import fold

NAME = "springer-csv"
LABEL = "SpringerLink CSV"
DATABASE = "SpringerLink"
SIGN = "a header with Item Title, Publication Title and Item DOI"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("item title",),
    "publication": ("publication title",),
    "series": ("book series title",),
    "volume": ("journal volume",),
    "issue": ("journal issue",),
    "doi": ("item doi",),
    "authors": ("authors",),
    "year": ("publication year", "year"),
    "url": ("url",),
    "document_type_raw": ("content type",),
}
_OWN = frozenset({"publication", "series", "authors"})

#: Words of the content type, folded → document type, source type; the first that fits.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("conference proceedings", "proceedings", "proceedings"),
    ("conference", "conference-paper", "proceedings"),
    ("protocol", "chapter", "book"),
    ("entry", "chapter", "book"),
    ("chapter", "chapter", "book"),
    ("reference work", "book", "book"),
    ("book", "book", "book"),
    ("review", "review", "journal"),
    ("article", "article", "journal"),
)


def detect(head: str) -> bool:
    """Whether the header is that of SpringerLink."""
    return headings(head).issuperset(("item title", "publication title", "item doi"))


def read(text: Text) -> Reading:
    """The rows of a SpringerLink CSV."""
    return read_table(text, Columns(_COLUMNS, _convert), database=DATABASE)


def _convert(cell: Cells) -> Found | None:
    fields: dict[str, Value] = {
        **{column: value for column, value in cell.items() if column not in _OWN},
        "source_id": cell.get("doi"),
        "venue": cell.get("publication") or cell.get("series"),
    }
    flags = []
    if "authors" in cell:
        found, sure = run_together.cut(cell["authors"])
        fields["authors"] = [names.first_last(name) for name in found]
        if not sure:
            flags.append("authors run together")
    kind = fold(cell.get("document_type_raw", "")).replace("referencework", "reference work ")
    for word, document, source in _KINDS:
        if word in kind.replace("conferencepaper", "conference paper"):
            fields["document_type"], fields["source_type"] = document, source
            break
    return Found(fields, flags=flags)
