"""OpenAlex CSV: the CSV of openalex.org, and tables written with pyalex, openalexR or pandas.

Recognised by a header with `id` and `publication_year` or `publication_date`, and ids of
openalex.org in the rows.

- The names of columns are those of the API with dots (`primary_location.source.display_name`) or
  openalexR's (`so`, `ab`, `first_page`); several values stand between `|`.
- Cells may hold Python or JSON: `authorships`, `primary_location`, `biblio`, `ids`,
  `open_access`, and `abstract_inverted_index`, of which the abstract is put together again.
- The record's own id is the number of the work (`W2741809807`).
- Lists of works give the first hundred authors only: such a list counts as cut.
- An article in the source type `conference` is a conference paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import country_codes, dates, identifiers, literals, names, places

NAME = "openalex-csv"
LABEL = "OpenAlex CSV"
DATABASE = "OpenAlex"
SIGN = "a header with id and publication_year, and ids of openalex.org"

_SOURCE = "primary_location.source."
_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id",),
    "title": ("title", "display_name"),
    "doi": ("doi", "ids.doi"),
    "pmid": ("ids.pmid", "pmid"),
    "ids": ("ids",),
    "year": ("publication_year",),
    "date": ("publication_date",),
    "document_type_raw": ("type",),
    "crossref_type": ("type_crossref",),
    "authors": ("authorships.author.display_name", "author_names", "authors",
                "authorships.raw_author_name", "author"),
    "authorships": ("authorships",),
    "authors_cut": ("is_authors_truncated", "authors_truncated"),
    "affiliations": ("authorships.raw_affiliation_strings", "authorships.raw_affiliation_string"),
    "institutions": ("authorships.institutions.display_name",),
    "country_codes": ("authorships.countries", "authorships.institutions.country_code"),
    "venue": (f"{_SOURCE}display_name", "source_display_name", "so", "host_venue.display_name",
              "primary_location_display_name"),
    "publisher": (f"{_SOURCE}host_organization_name", "host_organization_name",
                  "host_organization", "host_venue.publisher"),
    "issn": (f"{_SOURCE}issn", f"{_SOURCE}issn_l", "issn_l", "host_venue.issn_l"),
    "source_type_raw": (f"{_SOURCE}type", "source_type", "host_venue.type"),
    "url": ("primary_location.landing_page_url", "landing_page_url", "url", "host_venue.url"),
    "location": ("primary_location",),
    "volume": ("biblio.volume", "volume"),
    "issue": ("biblio.issue", "issue"),
    "first_page": ("biblio.first_page", "first_page"),
    "last_page": ("biblio.last_page", "last_page"),
    "biblio": ("biblio",),
    "abstract": ("abstract", "ab"),
    "index": ("abstract_inverted_index",),
    "keywords": ("keywords.display_name", "keywords"),
    "language": ("language",),
    "cited_by": ("cited_by_count",),
    "open_access": ("open_access.oa_status", "oa_status"),
    "access": ("open_access",),
    "retracted": ("is_retracted",),
}  # fmt: skip
_PLAIN = ("title", "doi", "year", "document_type_raw", "venue", "publisher", "issn",
          "source_type_raw", "url", "volume", "issue", "abstract", "language", "cited_by",
          "open_access")  # fmt: skip
_WORK = re.compile(r"\bW\d{4,}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
#: Lists of works have no more authors than this.
_MOST = 100
_YES = {"true": True, "false": False, "1": True, "0": False}


def detect(head: str) -> bool:
    """Whether the header is one of OpenAlex and the ids are, too."""
    present = headings(head)
    return (
        "openalex.org/" in head
        and "id" in present
        and bool({"publication_year", "publication_date"} & present)
        and bool({"title", "display_name"} & present)
    )


def read(text: Text) -> Reading:
    """The rows of an OpenAlex CSV."""
    return read_table(text, Columns(_COLUMNS, _convert), database=DATABASE)


def _convert(cell: Cells) -> Found | None:
    cell = {key: value for key, value in cell.items() if value not in ("None", "nan", "NA")}
    _unfold(cell)
    work = _WORK.search(cell.get("id", ""))
    fields: dict[str, Value] = {key: cell[key] for key in _PLAIN if key in cell}
    fields["source_id"] = work[0].upper() if work else cell.get("id")
    fields["published"] = dates.published(cell.get("year", ""), cell.get("date", ""))
    fields["pages"] = "-".join(
        dict.fromkeys(filter(None, (cell.get("first_page"), cell.get("last_page"))))
    )
    if pmid := _NUMBER.search(cell.get("pmid", "").rpartition("/")[2]):
        fields["pmid"] = pmid[0]
    fields["issn"] = "; ".join(identifiers.issns(cell.get("issn", "")))
    fields["keywords"] = "; ".join(_several(cell.get("keywords", "")))
    fields["document_type"] = _kind(cell)
    fields["retracted"] = _YES.get(cell.get("retracted", "").casefold())
    _add_authors(fields, cell)
    return Found(fields, own_id=str(fields["source_id"]) if work else None)


def _several(text: str) -> list[str]:
    """The values of a cell: a list of a program, or parted by bars."""
    listed = literals.strings(text)
    parts = listed if listed is not None else text.split("|")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _kind(cell: Cells) -> str | None:
    """What `type` alone does not say."""
    if cell.get("document_type_raw") == "article" and (
        cell.get("crossref_type") == "proceedings-article"
        or cell.get("source_type_raw") == "conference"
    ):
        return "conference-paper"
    return None


def _add_authors(fields: dict[str, Value], cell: Cells) -> None:
    listed = literals.strings(cell.get("authors", ""))
    authors = listed if listed is not None else cell.get("authors", "").split("|")
    authors = [name.strip() for name in authors if name.strip()]
    if authors:
        fields["authors"] = [names.any_order(name) for name in authors]
        stated = _YES.get(cell.get("authors_cut", "").casefold())
        fields["authors_cut"] = len(authors) == _MOST if stated is None else stated
    affiliations = _several(cell.get("affiliations", "")) or _several(cell.get("institutions", ""))
    fields["affiliations"] = "; ".join(affiliations)
    fields["countries"] = country_codes.countries(
        re.split(r"[|;,]", cell.get("country_codes", ""))
    ) or places.countries(affiliations)


# --- cells that hold a list or dictionary ----------------------------------------------------


def _unfold(cell: Cells) -> None:
    """Puts what cells of Python or JSON say where the columns with dots would have it."""
    source = _inner(_dictionary(cell, "location"), "source")
    biblio, access = _dictionary(cell, "biblio"), _dictionary(cell, "access")
    given: dict[str, object] = {
        "url": _dictionary(cell, "location").get("landing_page_url"),
        "venue": source.get("display_name"),
        "publisher": source.get("host_organization_name"),
        "issn": source.get("issn_l"),
        "source_type_raw": source.get("type"),
        "open_access": access.get("oa_status"),
        "pmid": _dictionary(cell, "ids").get("pmid"),
        **{key: biblio.get(key) for key in ("volume", "issue", "first_page", "last_page")},
        "abstract": _abstract(literals.parsed(cell.get("index", ""))),
    }
    authorships = literals.parsed(cell.get("authorships", ""))
    if isinstance(authorships, list):
        people = [one for one in authorships if isinstance(one, dict)]
        given["authors"] = "|".join(
            str(_inner(one, "author").get("display_name") or one.get("raw_author_name") or "")
            for one in people
        )
        given["affiliations"] = "|".join(
            str(place) for one in people for place in one.get("raw_affiliation_strings") or ()
        )
        given["country_codes"] = "|".join(
            str(code) for one in people for code in one.get("countries") or ()
        )
    for key, value in given.items():
        if value and key not in cell:
            cell[key] = str(value)


def _dictionary(cell: Cells, key: str) -> Mapping[str, object]:
    value = literals.parsed(cell.get(key, ""))
    return value if isinstance(value, dict) else {}


def _inner(value: Mapping[str, object], key: str) -> Mapping[str, object]:
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def _abstract(index: object) -> str | None:
    """The text of an inverted index, word → its positions."""
    if not isinstance(index, dict):
        return None
    placed = [
        (at, str(word))
        for word, positions in index.items()
        if isinstance(positions, list)
        for at in positions
        if isinstance(at, int)
    ]
    return " ".join(word for _, word in sorted(placed)) or None
