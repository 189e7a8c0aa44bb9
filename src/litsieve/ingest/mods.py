"""Elements of a MODS record → titles, names, places and kinds.

MODS: https://www.loc.gov/standards/mods/userguide/
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from litsieve.ingest.entry import Value
from litsieve.ingest.shapes.fragments import name_of, text_of
from litsieve.ingest.shapes.mending import Grammar
from litsieve.ingest.values import kinds, names
from litsieve.ingest.values.name_parts import is_suffix
from litsieve.text import fold, squeeze

_PREFIXES = ("", "mods:", "m:")
GRAMMAR = Grammar(
    entries=tuple(f"{prefix}mods" for prefix in _PREFIXES),
    roots=(
        *(f"{prefix}modsCollection" for prefix in _PREFIXES),
        "metadata", "record", "ListRecords", "GetRecord", "OAI-PMH",
    ),
    leaves=frozenset((
        "abstract", "accesscondition", "affiliation", "caption", "copyrightdate", "date",
        "datecaptured", "datecreated", "dateissued", "datemodified", "dateother", "datevalid",
        "displayform", "edition", "end", "form", "frequency", "genre", "geographic", "identifier",
        "internetmediatype", "issuance", "languageterm", "list", "namepart", "nonsort", "note",
        "number", "partname", "partnumber", "placeterm", "publisher", "recordcontentsource",
        "recordidentifier", "roleterm", "scriptterm", "start", "subtitle", "tableofcontents",
        "targetaudience", "temporal", "title", "topic", "total", "typeofresource", "url",
    )),
    nodes=frozenset((
        "classification", "detail", "extent", "language", "location", "name", "origininfo", "part",
        "physicaldescription", "place", "recordinfo", "relateditem", "role", "subject",
        "titleinfo",
    )),
)  # fmt: skip

#: Kind of identifier → its values.
Ids = dict[str, list[str]]

_AUTHOR = frozenset(("aut", "author", "cre", "creator", "dis", "dissertant", "joint author",
                     "corporate author", "verfasser", "auteur", "autor"))  # fmt: skip
_EDITOR = frozenset(("edt", "editor", "edc", "editor of compilation", "herausgeber"))
_KINDS_OF_IDS = {
    "pubmed": "pmid", "medline": "pmid", "issn l": "issn", "eissn": "issn", "e issn": "issn",
    "pissn": "issn", "issn electronic": "issn", "issn print": "issn", "isbn13": "isbn",
    "eisbn": "isbn",
}  # fmt: skip
#: What holds an item → the item's kind of document, and the kind of source.
_HOSTS = {
    "periodical": ("article", "journal"), "academic journal": ("article", "journal"),
    "journal": ("article", "journal"), "journal article": ("article", "journal"),
    "magazine": ("article", "trade"), "newspaper": ("article", None),
    "conference publication": ("conference-paper", "proceedings"),
    "book": ("chapter", "book"), "collection": ("chapter", "book"),
    "encyclopedia": ("chapter", "book"), "dictionary": ("chapter", "book"),
}  # fmt: skip
_ISSUANCE = {
    "continuing": ("article", "journal"), "serial": ("article", "journal"),
    "monographic": ("chapter", "book"),
}  # fmt: skip


def inner(element: ET.Element | None, *path: str) -> list[ET.Element]:
    """The elements that stand at the end of a path below an element."""
    level = [] if element is None else [element]
    for name in path:
        level = [child for one in level for child in one if name_of(child) == name]
    return level


def first(element: ET.Element | None, *path: str) -> str:
    """The first text at the end of a path; "" if there is none."""
    return next(filter(None, map(text_of, inner(element, *path))), "")


def host(record: ET.Element) -> ET.Element | None:
    """The item that a record is in; also one that only says which part of it."""
    related = inner(record, "relateditem")
    hosts = [one for one in related if one.get("type") == "host"]
    unsaid = [one for one in related if one.get("type") is None and inner(one, "part")]
    return next(iter([*hosts, *unsaid]), None)


def language_of(element: ET.Element) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == "lang"), "")


# --- titles ----------------------------------------------------------------------------------


def titles(element: ET.Element | None) -> tuple[str, str]:
    """The title, and the one in another language."""
    found = [(one, _title(one)) for one in inner(element, "titleinfo")]
    plain = [title for one, title in found if title and one.get("type") is None]
    typed = {one.get("type"): title for one, title in reversed(found) if title}
    main = plain[0] if plain else next((title for _, title in found if title), "")
    others = (typed.get("translated"), typed.get("alternative"), *plain[1:])
    return main, next((title for title in others if title and title != main), "")


def _title(info: ET.Element) -> str:
    title, subtitle = first(info, "title"), first(info, "subtitle")
    lead = "".join("".join(one.itertext()) for one in inner(info, "nonsort"))
    if title and lead.strip():
        is_joined = lead[-1] in "'’- \t\r\n"
        title = f"{lead.lstrip()}{title}" if is_joined else f"{lead.lstrip()} {title}"
    title = squeeze(title)
    if subtitle:
        title = f"{title}{' ' if title.endswith((':', '?', '!')) else ': '}{subtitle}"
    part = ", ".join(filter(None, (first(info, "partnumber"), first(info, "partname"))))
    return f"{title.rstrip('.')}. {part}" if title and part else title


# --- names -----------------------------------------------------------------------------------


def authors(record: ET.Element) -> tuple[list[str], bool]:
    """Who has the role of an author or none, else editors; and whether the list was cut."""
    people = [one for one in inner(record, "name") if one.get("type") != "conference"]
    roles = [set(_roles(one)) for one in people]
    for wanted in (_AUTHOR, _EDITOR, frozenset(("ctb", "contributor"))):
        chosen = [
            one
            for one, role in zip(people, roles, strict=True)
            if role & wanted or (not role and wanted is _AUTHOR)
        ]
        found, is_cut = names.take_cut([name for one in chosen if (name := _name(one))])
        if found:
            return found, is_cut or any(inner(one, "etal") for one in people)
    return [], False


def conference(record: ET.Element) -> str:
    """The conference that a record is of."""
    found = (one for one in inner(record, "name") if one.get("type") == "conference")
    return next(filter(None, (_joined(one) for one in found)), "")


def _roles(name: ET.Element) -> Iterator[str]:
    """Codes and words of relators; also of terms that stand in the role itself."""
    for role in inner(name, "role"):
        terms = inner(role, "roleterm") or [role]
        yield from filter(None, (fold(text_of(term)) for term in terms))


def _joined(name: ET.Element) -> str:
    parts = [text_of(one) for one in inner(name, "namepart") if one.get("type") != "date"]
    return " ".join(filter(None, parts))


def _name(name: ET.Element) -> str:
    """One author; given names may stand in a part each."""
    part: dict[str, list[str]] = {}
    for one in inner(name, "namepart"):
        if text := text_of(one):
            part.setdefault(one.get("type") or "", []).append(text)
    family, given = " ".join(part.get("family", [])), " ".join(part.get("given", []))
    suffixes = part.get("suffix", [])  # bibutils
    suffixes += [text for text in part.get("termsOfAddress", []) if is_suffix(text)]
    if family and name.get("type") != "corporate":
        return names.author(family, " ".join([given, *suffixes]))
    whole = " ".join([*part.get("", []), *filter(None, (family, given))])
    if name.get("type") == "corporate":
        return names.author(whole)
    return names.any_order(", ".join([whole or first(name, "displayform"), *suffixes]))


# --- what the rest says ----------------------------------------------------------------------


def identified(element: ET.Element | None) -> Ids:
    """Identifiers by their kinds; not those that are said to be wrong."""
    found: Ids = {}
    for one in inner(element, "identifier"):
        kind = fold(one.get("type") or "")
        if one.get("invalid") != "yes" and (text := text_of(one)):
            found.setdefault(_KINDS_OF_IDS.get(kind, kind), []).append(text)
    return found


def place(host: ET.Element | None, record: ET.Element) -> dict[str, Value]:
    """Volume, issue, pages and article number, as the host or the record itself has them."""
    parts = [*inner(host, "part"), *inner(record, "part")]
    details = {
        fold(detail.get("type") or ""): value
        for part in reversed(parts)
        for detail in inner(part, "detail")
        if (value := first(detail, "number") or first(detail, "caption") or first(detail, "title"))
    }
    pages = next(filter(None, (_pages(one) for part in parts for one in inner(part, "extent"))), "")
    return {
        "volume": details.get("volume"),
        "issue": details.get("issue") or details.get("number"),
        "pages": pages or details.get("page") or details.get("pages"),
        "article_number": details.get("article number") or details.get("article")
        or details.get("eid"),
    }  # fmt: skip


def _pages(extent: ET.Element) -> str:
    if fold(extent.get("unit") or "page") not in ("page", "pages", "pp", "p"):
        return ""
    ends = "-".join(filter(None, (first(extent, "start"), first(extent, "end"))))
    return ends or first(extent, "list") or (extent.text or "").strip()


def subjects(record: ET.Element) -> list[str]:
    """Topics and places, none of them split at its comma."""
    found = [
        text_of(one)
        for subject in inner(record, "subject")
        for one in subject
        if name_of(one) in ("topic", "geographic")
    ]
    return [text.replace(";", ",") if len(found) > 1 else text for text in found if text]


def languages(record: ET.Element) -> list[str]:
    """Codes, or words where there is no code; not of the summary alone."""
    found = []
    for language in inner(record, "language"):
        if language.get("objectPart") is None:
            terms = inner(language, "languageterm") or [language]
            codes = [one for one in terms if one.get("type") == "code"]
            found.append(text_of((codes or terms)[0]))
    return found


def kinds_of(record: ET.Element, host: ET.Element | None) -> dict[str, Value]:
    """Document type and source type: by genre, else by what the item is in."""
    genres = [text for one in inner(record, "genre") if (text := text_of(one))]
    told = [genre for genre in genres if kinds.document_type(genre)]
    outer = [_HOSTS.get(fold(text_of(one))) for one in inner(host, "genre")]
    outer += [_ISSUANCE.get(text_of(one)) for one in inner(host, "origininfo", "issuance")]
    document, source = next(filter(None, outer), (None, None))
    raw = next(iter([*told, *genres]), "")
    if told and not (host is not None and kinds.document_type(told[0]) == "book"):
        document = kinds.document_type(told[0])
    elif host is None and first(record, "origininfo", "issuance") == "monographic":
        document, source = "book", "book"
    return {"document_type": document, "document_type_raw": raw, "source_type": source}
