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

from litsieve.ingest import openalex
from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.values import literals

NAME = "openalex-csv"
LABEL = "OpenAlex CSV"
DATABASE = openalex.DATABASE
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
    "authors_count": ("authors_count",),
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
#: Columns that may hold what the API has there, in Python or JSON.
_FOLDED = {
    "location": "primary_location", "biblio": "biblio", "access": "open_access", "ids": "ids",
    "authorships": "authorships", "index": "abstract_inverted_index",
}  # fmt: skip


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
    work = {theirs: literals.parsed(cell.get(ours, "")) for ours, theirs in _FOLDED.items()}
    return openalex.record({**openalex.cells(work), **cell})
