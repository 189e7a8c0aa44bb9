"""Fields of databases that ask for more than words: why they are refused, what to write instead."""

from __future__ import annotations

from litsieve.screen.query.tokens import QueryError

#: How to ask for words in title, abstract and keywords, and for keywords, in the same syntax.
_OWN = {
    "Scopus": ("TITLE-ABS-KEY(…)", "KEY(…)"),
    "PubMed": ("[tiab]", "[tiab]"),
    "Web of Science": ("TS=(…)", "TS=(…)"),
}
#: What the field is about → (why it is no query, what to write); TEXT and KEYWORDS as in _OWN.
ABOUT = {
    "date": (
        "asks for a date",
        'Take it out and write a condition: {field: published, between: ["2015", null]}.',
    ),
    "type": (
        "asks for a type of document",
        "Take it out and write a condition: {field: document_type, in: [article]}.",
    ),
    "source": (
        "asks for a type of source",
        "Take it out and write a condition: {field: source_type, in: [journal]}.",
    ),
    "language": (
        "asks for a language",
        "Take it out and write a condition: {field: language, in: [eng]}.",
    ),
    "venue": (
        "asks for a journal or book",
        'Take it out and write a condition: {field: venue, in: ["…"]}.',
    ),
    "number": (
        "asks for a number that identifies the report",
        'Take it out and write a condition: {field: doi, in: ["10.…"]} (or pmid, issn).',
    ),
    "people": (
        "asks for people or institutions",
        "Take it out: criteria are asked of authors and affiliations as conditions on fields.",
    ),
    "country": (
        "asks for the countries of affiliations",
        "Take it out; a condition is {field: countries, in: [KEN]}, but where authors work is not "
        "where a study was done.",
    ),
    "keywords": (
        "asks for one kind of keywords, and exports keep all kinds together",
        "Write KEYWORDS: it looks at all of them.",
    ),
    "headings": (
        "asks for a subject heading and, with it, for narrower ones that records do not tell",
        'Write KEY("…") in a query of its own (strict or scopus syntax), beside this one in `any`.',
    ),
    "everything": (
        "also looks where records have no text (references, subject headings, substances …)",
        "Write TEXT: it looks at title, abstract and keywords.",
    ),
    "subject": (
        "asks for a class that the database gave the report",
        "Take it out: exports do not tell it.",
    ),
    "limit": (
        "is a filter of the database, not a matter of words",
        "Take it out and write conditions on fields: published, language, document_type …",
    ),
}  # fmt: skip


def refuse(name: str, database: str, about: str, at: int) -> QueryError:
    """What to say of the field `name`, which asks for what ABOUT explains."""
    why, instead = ABOUT[about]
    text, keywords = _OWN[database]
    instead = instead.replace("TEXT", text).replace("KEYWORDS", keywords)
    return QueryError(f"{name} of {database} {why}", at, instead, code="field")
