"""The databases' words for kinds of documents and sources → the vocabularies of the schema."""

from __future__ import annotations

from litsieve.text import fold

#: canonical document type: the databases' words for it, folded (Scopus, Web of Science, BibTeX …).
_DOCUMENTS: dict[str, tuple[str, ...]] = {
    "article": (
        "rct", "non rct trial", "non rct experimental", "non rct observational study",
        "case report", "animal trial", "in vitro trial",
        "article", "journal article", "journalarticle", "original article", "research article",
        "article in press", "article early access", "early access", "data paper",
        "article data paper", "business article", "clinical trial", "randomized controlled trial",
        "clinical trial protocol", "observational study", "case reports", "brief communication",
        "rapid communication",
        "technical note", "magazine article", "magazinearticle", "newspaper article", "retracted",
        "retracted article", "retracted publication", "article retracted publication",
    ),
    "review": (
        "review", "review article", "short survey", "systematic review", "meta analysis",
        "review early access", "literature review", "mini review", "survey",
    ),
    "conference-paper": (
        "meeting", "meeting paper", "meeting poster", "meeting summary",
        "proceeding", "proceedings article", "conference proceedings article",
        "conference paper", "inproceedings", "conference", "proceedings paper", "conferencepaper",
        "article proceedings paper", "conference article", "meeting abstract",
        "conference abstract", "ieee conferences", "conference publication",
    ),
    "proceedings": ("proceedings", "conference review", "conference proceedings", "mvproceedings"),
    "book": ("book", "monograph", "mvbook", "edited book", "reference book", "collection"),
    "chapter": (
        "book chapter", "chapter", "incollection", "inbook", "article book chapter",
        "review book chapter", "book section", "booksection", "reference entry", "inreference",
        "bookinbook", "suppbook", "editorial material book chapter",
    ),
    "editorial": ("editorial", "editorial material", "comment", "commentary", "introduction"),
    "letter": ("letter", "letter to the editor", "correspondence"),
    "note": (
        "news", "software review", "database review", "hardware review", "film review",
        "theater review", "record review", "item about an individual", "interview",
        "note", "news item", "book review", "discussion", "biographical item", "obituary",
    ),
    "erratum": ("erratum", "correction", "corrigendum", "published erratum", "correction addition"),
    "retraction": ("retraction", "retraction notice", "retraction of publication"),
    "preprint": ("preprint", "working paper", "posted content", "submitted"),
    "thesis": (
        "thesis", "phdthesis", "mastersthesis", "dissertation", "dissertation thesis",
        "doctoral dissertation", "ph d thesis", "phd thesis", "master s thesis", "masters thesis",
        "ph d dissertation", "bachelorsthesis", "bathesis", "mathesis",
    ),
    "report": ("report", "techreport", "technical report", "manual", "government document"),
    "dataset": ("dataset", "data set", "data"),
    "other": (
        "paratext", "peer review", "supplementary materials", "libguides",
        "abstract report", "press release", "multimedia", "patent", "software", "online",
        "electronic", "www", "webpage", "web page", "standard", "poster", "presentation", "other",
    ),
}  # fmt: skip

_SOURCES: dict[str, tuple[str, ...]] = {
    "journal": (
        "journal",
        "j",
        "journals",
        "periodical",
        "magazine",
        "academic journal",
        "scholarly journals",
        "magazines",
    ),
    "proceedings": (
        "conference proceeding",
        "conference proceedings",
        "proceedings",
        "conference",
        "p",
    ),
    "book": ("book", "b", "books", "ebook platform"),
    "book-series": ("book series", "k", "series"),
    "trade": ("trade journal", "trade", "d", "trade journals", "trade publication"),
    "repository": ("repository", "preprint repository", "preprint"),
    "institution": ("institution", "university", "report", "dissertation", "dissertations theses"),
    "web": ("web", "website", "internet"),
}

_DOCUMENT = {word: kind for kind, words in _DOCUMENTS.items() for word in words}
_SOURCE = {word: kind for kind, words in _SOURCES.items() for word in words}

#: Servers of preprints, as they stand in for a journal: a whole word of the venue.
_PREPRINT_SERVERS = frozenset((
    "arxiv", "biorxiv", "medrxiv", "psyarxiv", "socarxiv", "chemrxiv", "edarxiv", "eartharxiv",
    "engrxiv", "techrxiv", "agrixiv", "metaarxiv", "lawarxiv", "paleorxiv", "osf", "preprints",
    "preprint", "ssrn", "authorea",
))  # fmt: skip


def document_type(raw: str) -> str | None:
    """Canonical document type of a database's word; missing if the word says nothing known.

    Of several ("Article; Proceedings Paper") the whole is tried first, then each from the last.
    """
    word = fold(raw)
    if word in _DOCUMENT:
        return _DOCUMENT[word]
    for part in reversed(raw.split(";")):
        if (found := _DOCUMENT.get(fold(part))) is not None:
            return found
    return None


def says_retracted(raw: str) -> bool:
    """Whether a database's document type marks a publication that was retracted."""
    return "retracted" in fold(raw).split()


def source_type(raw: str) -> str | None:
    """Canonical source type of a database's word; missing if the word says nothing known."""
    return _SOURCE.get(fold(raw))


def is_preprint_venue(venue: str) -> bool:
    """Whether a venue is a preprint server: `arXiv preprint arXiv:2101.00001`, `SSRN`."""
    words = fold(venue).split()
    return not _PREPRINT_SERVERS.isdisjoint(words) or words[:2] == ["research", "square"]


#: Kinds of Scopus that come out in journals unless the entry has an ISBN or a conference.
_IN_JOURNALS = frozenset(
    ("article", "review", "letter", "editorial", "note", "erratum", "short survey", "data paper")
)
_SCOPUS_SOURCE = {"book": "book", "book chapter": "book", "conference review": "proceedings"}


def scopus_source(raw: str, has_venue: bool, has_isbn: bool) -> str | None:
    """Source type that the document type of Scopus implies, for its exports seldom state it.

    `has_isbn`: or a conference; journals have neither. A conference paper may be in a journal's
    supplement, so that without an ISBN nothing is known.
    """
    word = fold(raw)
    if word in _IN_JOURNALS:
        return "journal" if has_venue and not has_isbn else None
    if word == "conference paper":
        return "proceedings" if has_isbn else None
    return _SCOPUS_SOURCE.get(word)
