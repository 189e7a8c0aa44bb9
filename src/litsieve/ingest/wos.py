"""Web of Science: what its tagged text and its tables share.

Field tags: https://webofscience.help.clarivate.com/en-us/Content/wos-core-collection/wos-field-tags.htm
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from litsieve.ingest.entry import Value
from litsieve.ingest.shapes.columns import Found, judged
from litsieve.ingest.shapes.tagged import joined
from litsieve.ingest.values import dates, identifiers, kinds, names, places
from litsieve.ingest.values.titles import bilingual
from litsieve.text import squeeze

#: Our name → the field's tag, then the headings it has had in tables, in lower case.
FIELDS: dict[str, tuple[str, ...]] = {
    "kind": ("pt", "publication type"),
    "title": ("ti", "article title"),
    "foreign_title": ("ft", "foreign title"),
    "authors": ("au", "authors"),
    "full_names": ("af", "author full names"),
    "book_authors": ("ba", "book authors"),
    "book_full_names": ("bf", "book author full names"),
    "book_editors": ("be", "book editors", "editors"),
    "groups": ("ca", "group authors", "corporate authors"),
    "book_groups": ("gp", "book group authors"),
    "venue": ("so", "source title", "source"),
    "year": ("py", "publication year"),
    "date": ("pd", "publication date"),
    "early_access": ("ea", "early access date"),
    "volume": ("vl", "volume"),
    "issue": ("is", "issue"),
    "part": ("pn", "part number"),
    "supplement": ("su", "supplement"),
    "first_page": ("bp", "start page", "beginning page"),
    "last_page": ("ep", "end page", "ending page"),
    "pages": ("ps", "pages"),
    "article_number": ("ar", "article number"),
    "doi": ("di", "doi"),
    "book_doi": ("d2", "book doi"),
    "pmid": ("pm", "pubmed id"),
    "issn": ("sn", "issn"),
    "eissn": ("ei", "eissn"),
    "isbn": ("bn", "isbn"),
    "abstract": ("ab", "abstract"),
    "author_keywords": ("de", "author keywords"),
    "keywords_plus": ("id", "keywords plus"),
    "broad_terms": ("bd", "broad descriptors"),
    "mesh": ("mh", "mesh headings"),
    "language": ("la", "language"),
    "document_type_raw": ("dt", "document type"),
    "conference": ("ct", "conference title"),
    "cited_by": ("tc", "times cited, wos core", "times cited"),
    "cited_by_all": ("z9", "times cited, all databases"),
    "open_access": ("oa", "open access designations", "open access"),
    "publisher": ("pu", "publisher"),
    "addresses": ("c1", "addresses"),
    "reprint": ("rp", "reprint addresses"),
    "url": ("dl", "doi link"),
    "accession": ("ut", "ut (unique wos id)", "unique wos id", "ut (unique id)",
                  "accession number"),
    "other_title_x": ("x1",), "other_title_y": ("y1",), "other_title_z": ("z1",),
    "other_abstract_x": ("x4",), "other_abstract_y": ("y4",), "other_abstract_z": ("z4",),
}  # fmt: skip

#: Headings beside its tags that tell a table of bibliometrix.
OF_BIBLIOMETRIX = frozenset({"db", "sr", "sr_full", "au_un"})
#: Of the fields, what is a list of names.
LISTS = frozenset({"authors", "full_names", "book_authors", "book_full_names", "book_editors",
                   "groups", "book_groups"})  # fmt: skip

#: Beginnings of accession numbers → databases on the platform.
_DATABASES = {
    "WOS": "Web of Science", "ISI": "Web of Science", "MEDLINE": "MEDLINE",
    "ZOOREC": "Zoological Record", "BCI": "BIOSIS", "BIOSIS": "BIOSIS", "BIOABS": "BIOSIS",
    "CABI": "CAB Abstracts", "FSTA": "FSTA", "INSPEC": "Inspec", "KJD": "KCI",
    "SCIELO": "SciELO", "CSCD": "CSCD", "RSCI": "RSCI", "CCC": "Current Contents",
    "PPRN": "Preprint Citation Index", "PQDT": "ProQuest Dissertations & Theses",
    "DRCI": "Data Citation Index", "DIIDW": "Derwent Innovations Index",
}  # fmt: skip
ACCESSION = re.compile(rf"(?:{'|'.join(_DATABASES)}):\w\S*")

_SOURCE_TYPES = {"J": "journal", "B": "book", "S": "book-series", "C": "proceedings"}
#: Who a work is by, and the same by their full names; the first that is there.
_PEOPLE = (
    ("authors", "full_names"), ("book_authors", "book_full_names"), ("book_editors", "book_editors")
)  # fmt: skip
_EMAIL = re.compile(r"\s*\([^()]*@[^()]*\)|\s*\[[^\[\]]*\]?$")
_NO_TITLE = re.compile(r"^\W*(?:title unknown|no title|untitled|title not available)\W*$", re.I)
_UNSPECIFIED = re.compile(r"^(?:UNSP|ARTN|ARTN?\.|PII)\s+", re.IGNORECASE)
_EARLY = re.compile(r";?\s*Early Access\b")
_AUTHORS_OF_ADDRESS = re.compile(r"^\[[^\[\]]*\]\s*")
_BETWEEN_REPRINTS = re.compile(r"\.;\s+")
_SYSTEMATIC = re.compile(r"\[[^\[\]]* /[^\[\]]*\]")
_BETWEEN_ADDRESSES = re.compile(r";\s*(?=\[)")


def database(accessions: Iterable[str]) -> str:
    """The database that all accession numbers are of; the platform's name if there are several."""
    found = {_DATABASES.get(accession.split(":")[0].upper()) for accession in accessions}
    return (found.pop() if len(found) == 1 else None) or "Web of Science"


def record(values: Mapping[str, Sequence[str]]) -> Found | None:
    """Canonical values from fields keyed as in FIELDS, each the lines or parts of the field.

    None if there is nothing that a record could be made of.
    """
    text = {name: squeeze(" ".join(lines)) for name, lines in values.items()}
    accession = ACCESSION.search(text.get("accession", ""))
    own_id = accession[0].replace("ISI:", "WOS:", 1) if accession else None
    authors = _authors(values)
    kept, is_cut = names.take_cut(authors)
    addresses = _addresses(values)
    fields: dict[str, Value] = {
        **{name: text[name] for name in _PLAIN if text.get(name)},
        **_titles(text),
        **_published(text),
        **_place(text),
        **_kinds(text),
        "authors": list(kept),
        "authors_cut": is_cut,
        "source_id": own_id or text.get("accession") or text.get("pmid"),
        "pmid": text.get("pmid") or _pmid(own_id),
        "doi": _first(text, "doi", "book_doi"),
        "issn": f"{text.get('issn', '')} {text.get('eissn', '')}".strip(),
        "abstract": _first(text, "abstract", *(f"other_abstract_{x}" for x in "xyz")),
        "keywords": joined(_keywords(values)),
        "cited_by": _first(text, "cited_by", "cited_by_all"),
        "affiliations": "; ".join(addresses),
        "countries": places.countries(addresses or _reprint_addresses(text)),
    }
    if "withdrawn" in text.get("document_type_raw", "").lower():
        fields["retracted"] = True
    return judged(Found(fields, own_id))


#: Fields that are columns as they are.
_PLAIN = ("venue", "volume", "isbn", "language", "document_type_raw", "open_access", "publisher",
          "url")  # fmt: skip


def _first(text: Mapping[str, str], *candidates: str) -> str:
    return next((text[name] for name in candidates if text.get(name)), "")


def _pmid(own_id: str | None) -> str | None:
    """MEDLINE on this platform counts as PubMed does."""
    is_medline = own_id is not None and own_id.startswith("MEDLINE:")
    return identifiers.pmid(own_id.split(":")[1]) if own_id and is_medline else None


def _titles(text: Mapping[str, str]) -> dict[str, Value]:
    title, other = text.get("title", ""), _first(
        text, "foreign_title", *(f"other_title_{x}" for x in "xyz")
    )  # fmt: skip
    if _NO_TITLE.match(title):
        title = ""
    if text.get("accession", "").startswith("ZOOREC") and not other:
        title, found = bilingual(title)
        other = found or ""
    if not title:
        title, other = other, ""
    return {"title": title, "title_alternative": other if other != title else None}


def _published(text: Mapping[str, str]) -> dict[str, Value]:
    """The date of the issue, else the date of early access."""
    year, date = text.get("year", ""), text.get("date", "")
    published = dates.published(year, date) or dates.published("", text.get("early_access", ""))
    return {"year": year or (published[:4] if published else None), "published": published}


def _place(text: Mapping[str, str]) -> dict[str, Value]:
    """Issue, pages and article number."""
    first, last = text.get("first_page", ""), text.get("last_page", "")
    is_open = last in ("+", "&")  # goes on elsewhere, nobody says where
    pages = f"{first}+" if is_open else "-".join(filter(None, (first, last)))
    pages = pages or text.get("pages", "")
    if pages.lower() in ("unpaginated", "unpaged"):
        pages = ""
    issue = text.get("issue", "")
    for name, label in (("part", "Part"), ("supplement", "Suppl")):
        if not issue and (number := text.get(name)):
            issue = f"{label} {number}" if number[0].isdigit() else number
    number = _UNSPECIFIED.sub("", text.get("article_number", ""))
    return {"issue": issue, "pages": pages, "article_number": number}


def _kinds(text: Mapping[str, str]) -> dict[str, Value]:
    """Early access says when, not what a document is; papers of a conference are in proceedings."""
    stated, kind = text.get("document_type_raw", ""), text.get("kind", "")[:1].upper()
    source = _SOURCE_TYPES.get(kind)
    if source != "journal" and text.get("conference"):
        source = "proceedings"
    document = kinds.document_type(_EARLY.sub("", stated)) if stated else None
    return {"source_type": source, "document_type": "other" if kind == "P" else document}


def _authors(values: Mapping[str, Sequence[str]]) -> list[str]:
    """Persons by their full names, then groups; editors if nobody else is named."""
    found: list[str] = []
    groups = _names([*values.get("groups", ()), *values.get("book_groups", ())])
    for short, full in _PEOPLE[: 2 if groups else 3]:
        if not found:
            shorts, fulls = (_names(values.get(name, ())) for name in (short, full))
            is_aligned = len(shorts) == len(fulls)
            found = [
                _author(name, shorts[at] if is_aligned else "")
                for at, name in enumerate(fulls or shorts)
            ]
    found += map(names.author, groups)
    return list(dict.fromkeys(found))


def _names(values: Sequence[str]) -> list[str]:
    parts = (_EMAIL.sub("", part).strip() for value in values for part in value.split(";"))
    return names.somebody([part for part in parts if part])


def _author(full: str, short: str) -> str:
    """`Bai, Lu`; where the full name has no comma, the short one tells the family name."""
    family = short.partition(",")[0].strip()
    if "," not in full and family and full.endswith(f" {family}"):
        return names.author(family, full.removesuffix(family))
    return names.family_first(full)


def _keywords(values: Mapping[str, Sequence[str]]) -> list[str]:
    found: list[str] = []
    for name in ("author_keywords", "keywords_plus", "broad_terms", "mesh"):
        text = squeeze(" ".join(values.get(name, ())))
        # Zoological Record: Picoides arcticus [Habitat management /  / ] [Fire / Burned forest / ].
        is_systematic = name == "author_keywords" and bool(_SYSTEMATIC.search(text))
        parts = re.split(r"[\[\]/;]", text) if is_systematic else text.split(";")
        found += [part.strip(" .*") if is_systematic else part.strip(" *") for part in parts]
    return found


def _addresses(values: Mapping[str, Sequence[str]]) -> list[str]:
    """Each address once, without its authors: in brackets, or before it in Zoological Record."""
    is_zoological = any(value.startswith("ZOOREC") for value in values.get("accession", ()))
    parts: list[str] = []
    for value in values.get("addresses", ()):
        if is_zoological:
            parts.append(value.rpartition("; ")[2])
        else:
            parts += _BETWEEN_ADDRESSES.split(value) if "[" in value else value.split("; ")
    bare = (_AUTHORS_OF_ADDRESS.sub("", squeeze(part)).rstrip(". ;") for part in parts)
    return list(dict.fromkeys(part for part in bare if part))


def _reprint_addresses(text: Mapping[str, str]) -> list[str]:
    """`Li, HQ (reprint author), Guangzhou Univ, Peoples R China.; …`: where there are no others."""
    return [part.rstrip(". ") for part in _BETWEEN_REPRINTS.split(text.get("reprint", ""))]
