"""OpenAlex: what the works of its API and its tables share.

A work: https://docs.openalex.org/api-entities/works/work-object
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from litsieve.ingest.entry import Value
from litsieve.ingest.shapes.columns import Cells, Found
from litsieve.ingest.values import country_codes, dates, identifiers, literals, names, places

DATABASE = "OpenAlex"

_PLAIN = ("title", "doi", "year", "document_type_raw", "venue", "publisher", "issn",
          "source_type_raw", "url", "volume", "issue", "abstract", "language", "cited_by",
          "open_access")  # fmt: skip
_WORK = re.compile(r"(?:openalex\.org/(?:works/)?|^\s*)(W\d+)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
#: Lists of works have no more authors than this.
_MOST = 100
_YES = {"true": True, "false": False, "1": True, "0": False}
#: Keys of a work whose values are one text or number → our names.
_SCALARS = {
    "id": "id", "doi": "doi", "publication_year": "year", "publication_date": "date",
    "type": "document_type_raw", "type_crossref": "crossref_type", "language": "language",
    "cited_by_count": "cited_by", "is_retracted": "retracted",
    "is_authors_truncated": "authors_cut", "authors_count": "authors_count",
}  # fmt: skip

Work = Mapping[str, object]


def own_id(text: str) -> str | None:
    """The number of a work in its address."""
    found = _WORK.search(text)
    return found[1].upper() if found else None


def record(cell: Cells) -> Found:
    """Canonical values of a work; several values of a cell stand between bars."""
    work = own_id(cell.get("id", ""))
    fields: dict[str, Value] = {key: cell[key] for key in _PLAIN if key in cell}
    fields["source_id"] = work or cell.get("id")
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
    return Found(fields, own_id=work)


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
        fields["authors_cut"] = _is_cut(cell, len(authors))
    affiliations = _several(cell.get("affiliations", "")) or _several(cell.get("institutions", ""))
    fields["affiliations"] = "; ".join(affiliations)
    fields["countries"] = country_codes.countries(
        re.split(r"[|;,]", cell.get("country_codes", ""))
    ) or places.countries(affiliations)


def _is_cut(cell: Cells, listed: int) -> bool:
    """Whether there are more authors than are listed: as stated, or by their number."""
    stated = _YES.get(cell.get("authors_cut", "").casefold())
    if stated is not None:
        return stated
    count = cell.get("authors_count", "")
    return int(count) > listed if count.isdecimal() else listed == _MOST


# --- works of the API ------------------------------------------------------------------------


def cells(work: Work) -> Cells:
    """What a work of the API says, as cells; of those that a table has as text, too."""
    location, host = _inner(work, "primary_location"), _inner(work, "host_venue")
    source = _inner(location, "source")
    biblio = _inner(work, "biblio")
    people = [one for one in _listed(work.get("authorships")) if isinstance(one, dict)]
    given: dict[str, object] = {
        **{ours: work.get(key) for key, ours in _SCALARS.items()},
        "title": work.get("title") or work.get("display_name"),
        "url": location.get("landing_page_url") or host.get("url"),
        "venue": source.get("display_name") or host.get("display_name")
        or location.get("raw_source_name"),
        "publisher": source.get("host_organization_name") or host.get("publisher"),
        "issn": _bars(_listed(source.get("issn"))) or source.get("issn_l")
        or _bars(_listed(host.get("issn"))) or host.get("issn_l"),
        "source_type_raw": source.get("type") or host.get("type"),
        "open_access": _inner(work, "open_access").get("oa_status"),
        "pmid": _inner(work, "ids").get("pmid"),
        **{key: biblio.get(key) for key in ("volume", "issue", "first_page", "last_page")},
        "abstract": work.get("abstract") or _abstract(work.get("abstract_inverted_index")),
        "keywords": _bars(
            word.get("display_name") or word.get("keyword") if isinstance(word, dict) else word
            for word in _listed(work.get("keywords"))
        ),
        "authors": _bars(
            _inner(one, "author").get("display_name") or one.get("raw_author_name")
            for one in people
        ),
        "affiliations": _bars(
            place
            for one in people
            for place in _listed(one.get("raw_affiliation_strings"))
            or _listed(one.get("raw_affiliation_string"))
        ),
        "institutions": _bars(
            institution.get("display_name") for one in people for institution in _institutions(one)
        ),
        "country_codes": _bars(
            code
            for one in people
            for code in _listed(one.get("countries"))
            or [institution.get("country_code") for institution in _institutions(one)]
        ),
    }  # fmt: skip
    return {
        key: text
        for key, value in given.items()
        if isinstance(value, (str, int)) and (text := str(value).strip())
    }


def _inner(value: Work, key: str) -> Work:
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [value] if value else []


def _institutions(authorship: Work) -> list[Work]:
    return [one for one in _listed(authorship.get("institutions")) if isinstance(one, dict)]


def _bars(values: Iterable[object]) -> str:
    """Texts between bars."""
    return "|".join(value.replace("|", " ") for value in values if isinstance(value, str))


def _abstract(index: object) -> str | None:
    """The text of an inverted index, word → its positions."""
    if isinstance(index, str):
        index = literals.parsed(index)
    if not isinstance(index, dict):
        return None
    inner = index.get("InvertedIndex")  # as Microsoft Academic had it
    placed = [
        (at, str(word))
        for word, positions in (inner if isinstance(inner, dict) else index).items()
        if isinstance(positions, list)
        for at in positions
        if isinstance(at, int)
    ]
    return " ".join(word for _, word in sorted(placed)) or None
