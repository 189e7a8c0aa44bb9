"""BibTeX, of whoever wrote it: Google Scholar, Publish or Perish, Scopus, Web of Science, IEEE …

Recognised by `@type{` or `@type(`, after any preamble. Who wrote the file shows in its keys and
marks and names the database: `WOS:`/`ISI:` keys, `source={Scopus}`, `pop00001`, numeric keys (IEEE
Xplore), DOIs as keys or `acmid` (ACM), `PMID:18888888` (Europe PMC), `smith2020title` (Google
Scholar). Files of reference managers (Zotero,
Mendeley, JabRef, Rayyan) name none: say in review.yaml what was searched.

- Keys identify nothing: papers that share a key are all kept.
- A repeated field keeps all its values; LaTeX and `{Word}` braces are resolved.
- A damaged entry is repaired, and says so, or rejected; its neighbours are whole.
- Publish or Perish: abstracts are snippets, `type` is a file type, `note` holds the citations.
- Our own exports come back whole, by `record_id` and the fields `litsieve_…`.
- An `@article` is an article; it is from a journal only if one is named; arXiv and its like are
  preprints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from litsieve.ingest import own, wos
from litsieve.ingest.bib import parse, people
from litsieve.ingest.bib.dialects import Dialect, dialect_of, key_of
from litsieve.ingest.bib.inherit import Parents, inherited, parents, refers
from litsieve.ingest.bib.own import fields as own_fields
from litsieve.ingest.bib.parse import Parsed
from litsieve.ingest.bib.split import NOT_ENTRIES, kind_of, starts
from litsieve.ingest.entry import (
    CUT,
    REPAIRED,
    Block,
    Entry,
    Item,
    Reading,
    Reject,
    Text,
    Value,
)
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.values import dates, identifiers, kinds, latex, names, places
from litsieve.ingest.values.titles import bilingual, mend_torn
from litsieve.text import squeeze

NAME = "bibtex"
LABEL = "BibTeX"
DATABASE = None
SIGN = "@type{ at the start of a line, after any preamble"

_SIGN = re.compile(r"^[ \t\ufeff]*@[ \t]*[A-Za-z]\w*\s*[{(]", re.MULTILINE)

#: Canonical column: the fields it is taken from, the first that is there.
_TEXTS: dict[str, tuple[str, ...]] = {
    "venue": ("journal", "journaltitle", "booktitle", "maintitle"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "page"),
    "article_number": ("art_number", "article_number", "articleno", "artnum", "eid"),
    "publisher": ("publisher", "organization", "school", "institution"),
    "abstract": ("abstract",),
    "language": ("language", "langid", "hyphenation"),
    "open_access": ("oa", "open_access"),
    "pmid": ("pmid", "pubmed_id"),
}
_LINKS = ("url", "link", "ee", "biburl")
_KEYWORDS = (
    "author_keywords",
    "keywords",
    "keyword",
    "keywords_plus",
    "index_keywords",
    "mendeley_tags",
)

_STRING = re.compile(r"@[ \t]*string\b", re.IGNORECASE)
_PMID_KEY = re.compile(r"pmid:?(\d{4,8})", re.IGNORECASE)
_EID = re.compile(r"\b2-s2\.0-\d+")
_CITED = re.compile(r"\bcited by:? (\d+)|\b(\d+) cites\b", re.IGNORECASE)
_OPEN = re.compile(r"\bAll Open Access\b[^|]*", re.IGNORECASE)
_ELLIPSIS = re.compile(r"…|\.\.\.")
_WOS_ADDRESS_END = re.compile(r"\.\s*\n\s*")
_SOURCE_OF = {
    "inproceedings": "proceedings", "conference": "proceedings", "proceedings": "proceedings",
    "book": "book", "incollection": "book", "inbook": "book", "collection": "book",
    "phdthesis": "institution", "mastersthesis": "institution", "thesis": "institution",
    "techreport": "institution", "report": "institution", "online": "web", "electronic": "web",
}  # fmt: skip


def detect(head: str) -> bool:
    """Whether there is a BibTeX block in the beginning of the file."""
    return bool(_SIGN.search(head))


def read(text: Text) -> Reading:
    """The entries of a BibTeX file; who wrote it shows in its first million characters."""
    blocks = cut(Text.of(text.head), starts)
    sample = [block for block in blocks if kind_of(block) not in ("", *NOT_ENTRIES)]
    dialect = dialect_of(sample)
    shown = [(_STRING.search(piece) is not None, refers(piece)) for piece in text]
    has_strings, has_references = (any(of) for of in zip(*shown, strict=True))
    strings = parse.abbreviations(cut(text, starts)) if has_strings else {}
    known = parents(lambda: cut(text, starts), strings) if has_references else {}
    return Reading(
        cut(text, starts),
        partial(_converted, strings, known, dialect.name if dialect else ""),
        dialect=dialect.name if dialect else None,
        database=_database(dialect, sample),
    )


def _database(dialect: Dialect | None, sample: Sequence[Block]) -> str | None:
    if dialect is None or dialect.name != "Web of Science":
        return dialect.database if dialect else None
    keys = (wos.ACCESSION.match(key_of(block)) for block in sample)
    return wos.database(key[0] for key in keys if key)


def _converted(
    strings: dict[str, str], known: Parents, dialect: str, blocks: Sequence[Block]
) -> Iterator[Item]:
    for item in parse.parse(blocks, strings):
        if isinstance(item, Reject):
            yield item
        else:
            yield _own_or_entry(inherited(item, known) if known else item, dialect)


def _own_or_entry(item: Parsed, dialect: str) -> Entry | Reject:
    """An entry; one of our own exports with the values that its fields of ours give."""
    values = own_fields(item.fields)
    entry = _entry(item, "" if values else dialect)
    return own.add(entry, values) if values and isinstance(entry, Entry) else entry


def _entry(item: Parsed, dialect: str) -> Entry | Reject:
    if not item.fields:
        return Reject(item.line, item.raw, "has no fields")
    flags = [f"{REPAIRED}: {item.repair}"] if item.repair else []
    flags += [
        f"repeated field: {name}"
        for name, values in item.fields.items()
        if name != "note" and len(set(values)) > 1
    ]
    fields: dict[str, Value] = {"source_id": item.key}
    for column, sources in _TEXTS.items():
        if value := _first(item, sources):
            fields[column] = (latex.title if column == "venue" else latex.text)(value)
    if _EID.fullmatch(str(fields.get("article_number", ""))):  # that of Scopus names the record
        del fields["article_number"]
    title = latex.title(_title(item))
    if dialect in ("Google Scholar", "Publish or Perish"):
        title = mend_torn(title)
    fields["title"], fields["title_alternative"] = (
        bilingual(squeeze(title)) if dialect == "Scopus" else (title, None)
    )
    if found := people.authors(item):
        fields["authors"], fields["authors_cut"] = list(found[0]), found[1]
    _add_date(fields, item)
    _add_identifiers(fields, item)
    _add_kinds(fields, item, dialect)
    _add_notes(fields, item)
    fields["keywords"] = _keywords(item)
    _add_affiliations(fields, item, dialect)
    if dialect == "Publish or Perish":
        fields["abstract_partial"] = True
        flags += [
            f"{CUT}: {column}"
            for column in ("title", "venue")
            if _ELLIPSIS.search(str(fields.get(column, "")))
        ]
    return Entry(item.line, item.raw, fields, own_id=_own_id(fields, item, dialect), flags=flags)


def _first(item: Parsed, sources: tuple[str, ...]) -> str:
    """The first value of the first of these fields that the entry has."""
    for source in sources:
        if values := item.fields.get(source):
            return values[0]
    return ""


def _title(item: Parsed) -> str:
    title, subtitle = _first(item, ("title",)), _first(item, ("subtitle",))
    return f"{title}: {subtitle}" if title and subtitle else title


def _add_date(fields: dict[str, Value], item: Parsed) -> None:
    date = latex.text(_first(item, ("date", "year")))
    year = latex.text(_first(item, ("year", "date")))
    month = latex.text(_first(item, ("month",)))
    fields["year"] = year
    fields["published"] = dates.published(date, month, latex.text(_first(item, ("day",))))


def _add_identifiers(fields: dict[str, Value], item: Parsed) -> None:
    link = names.unbrace(_first(item, _LINKS)).replace("\\", "")
    doi = names.unbrace(_first(item, ("doi",)))
    if not identifiers.doi(doi):
        doi = next(
            (text for text in (link, item.key) if "10." in text and identifiers.doi(text)), ""
        )
    if "pmid" not in fields and (found := _PMID_KEY.fullmatch(item.key)):
        fields["pmid"] = found[1]
    fields["url"] = link
    fields["doi"] = doi
    fields["issn"] = " ".join(
        value for name in ("issn", "eissn") for value in item.fields.get(name, ())
    )
    fields["isbn"] = " ".join(item.fields.get("isbn", ()))


def _add_kinds(fields: dict[str, Value], item: Parsed, dialect: str) -> None:
    """What the database says of the document; else what the type of the entry means."""
    stated = (
        ""
        if dialect == "Publish or Perish"
        else latex.text(_first(item, ("document_type", "type")))
    )
    kind = kinds.document_type(stated) if stated else None
    venue = str(fields.get("venue", ""))
    arxiv = "arxiv" in _first(item, ("archiveprefix", "eprinttype")).lower()
    fields["document_type_raw"] = stated if kind else item.kind
    if kind is None and (kinds.is_preprint_venue(venue) or (arxiv and not venue)):
        fields["document_type"], fields["source_type"] = "preprint", "repository"
        if not venue:
            fields["venue"] = "arXiv"
        return
    fields["document_type"] = kind or kinds.document_type(item.kind)
    if dialect == "Scopus":
        fields["source_type"] = kinds.scopus_source(stated, bool(venue), "isbn" in item.fields)
    elif item.kind == "article":
        fields["source_type"] = "journal" if venue else None
    else:
        fields["source_type"] = _SOURCE_OF.get(item.kind)


def _add_notes(fields: dict[str, Value], item: Parsed) -> None:
    """Citations and open access, which Scopus and Publish or Perish put into notes."""
    notes = " | ".join(item.fields.get("note", ()))
    if found := _CITED.search(notes):
        fields["cited_by"] = int(found[1] or found[2])
    elif cited := _first(item, ("times_cited", "citedby", "citations")):
        fields["cited_by"] = names.unbrace(cited)
    if "open_access" not in fields and (found := _OPEN.search(notes)):
        fields["open_access"] = found[0].strip(" ;,")


def _keywords(item: Parsed) -> str:
    parts: list[str] = []
    for name in _KEYWORDS:
        for value in item.fields.get(name, ()):
            value = latex.text(value)
            parts += value.split(";" if ";" in value else ",")
    return ";".join(parts)


def _add_affiliations(fields: dict[str, Value], item: Parsed, dialect: str) -> None:
    value = "; ".join(item.fields.get("affiliation", ()) or item.fields.get("affiliations", ()))
    if not value:
        return
    text = latex.text(value)
    if dialect == "Web of Science":
        places_ = [part.rstrip(". ") for part in _WOS_ADDRESS_END.split(text) if part.strip()]
    else:
        places_ = [part.strip() for part in text.split(";") if part.strip()]
    fields["affiliations"] = "; ".join(places_)
    fields["countries"] = places.countries(places_)


def _own_id(fields: dict[str, Value], item: Parsed, dialect: str) -> str | None:
    """Accession number of Web of Science, EID of Scopus, PubMed id, number of IEEE Xplore."""
    for text in (item.key, names.unbrace(_first(item, ("unique_id",)))):
        if found := wos.ACCESSION.match(text):
            return found[0].replace("ISI:", "WOS:", 1)
    for text in (_first(item, ("eid",)), str(fields.get("url") or "")):
        if found := _EID.search(text):
            return found[0]
    pmid = identifiers.pmid(str(fields.get("pmid") or ""))
    if pmid:
        return f"pmid:{pmid}"
    return item.key if dialect == "IEEE Xplore" and item.key.isdecimal() else None
