"""The databases' words for kinds of documents and sources → the vocabularies of the schema."""

from __future__ import annotations

from litsieve.text import fold

#: canonical document type: the databases' words for it, folded (Scopus, Web of Science, BibTeX …).
_DOCUMENTS: dict[str, tuple[str, ...]] = {
    "article": (
        "comparative study", "multicenter study", "validation study", "evaluation study",
        "clinical study", "clinical trial phase i", "clinical trial phase ii",
        "clinical trial phase iii", "clinical trial phase iv", "controlled clinical trial",
        "pragmatic clinical trial", "equivalence trial", "adaptive clinical trial", "twin study",
        "historical article", "classical article", "english abstract", "original paper",
        "originalpaper", "original research", "original research article", "full length article",
        "full length paper", "regular paper", "regular article", "short communication",
        "communication", "brief report", "briefcommunication", "brief article", "research paper",
        "study protocol", "protocol", "journal articles", "ieee journals", "ieee magazines",
        "early access articles", "ieee early access articles", "electronic article",
        "scholarlyarticle", "accepted manuscript", "version of record", "practice guideline",
        "guideline", "newspapers", "newspaper",
        "academic journal", "periodical", "introductory journal article",
        "corrected and republished article", "duplicate publication",
        "consensus development conference", "consensus development conference nih",
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
        "information analyses", "scoping review", "cochrane review", "review paper", "reviewpaper",
        "systematic literature review", "narrative review", "umbrella review", "rapid review",
        "state of the art review", "critical review", "topical review", "integrative review",
        "reviews",
        "review", "review article", "short survey", "systematic review", "meta analysis",
        "review early access", "literature review", "mini review", "survey",
    ),
    "conference-paper": (
        "conference papers proceedings", "conference papers", "speeches meeting papers",
        "meeting abstracts", "extended abstract", "paper conference", "conference contribution",
        "conference item", "published conference paper", "conference article in journal",
        "meeting", "meeting paper", "meeting poster", "meeting summary",
        "proceeding", "proceedings article", "conference proceedings article",
        "conference paper", "inproceedings", "conference", "proceedings paper", "conferencepaper",
        "article proceedings paper", "conference article", "meeting abstract",
        "conference abstract", "ieee conferences", "conference publication",
    ),
    "proceedings": (
        "conference proceeding", "proceedings volume", "congress", "congresses",
        "proceedings", "conference review", "conference proceedings", "mvproceedings",
    ),
    "book": (
        "authored book", "books", "ebook", "electronic book", "whole book", "edited volume",
        "textbook", "book whole",
        "book", "monograph", "mvbook", "edited book", "reference book", "collection",
    ),
    "chapter": (
        "book part", "electronic book section", "electronic book chapter", "encyclopedia entry",
        "entry encyclopedia", "entry dictionary", "reference work entry", "referenceworkentry",
        "chapter referencework", "encyclopedia article", "dictionary entry", "book chapters",
        "book chapter", "chapter", "incollection", "inbook", "article book chapter",
        "review book chapter", "book section", "booksection", "reference entry", "inreference",
        "bookinbook", "suppbook", "editorial material book chapter",
    ),
    "editorial": (
        "perspective", "viewpoint", "opinion", "article commentary", "guest editorial",
        "opinion paper", "point of view",
        "editorial", "editorial material", "comment", "commentary", "introduction",
    ),
    "letter": (
        "letter to editor", "letters", "reply", "author reply",
        "letter", "letter to the editor", "correspondence",
    ),
    "note": (
        "notes", "book reviews", "product review", "biography", "autobiography",
        "personal narrative", "announcement",
        "news", "software review", "database review", "hardware review", "film review",
        "theater review", "record review", "item about an individual", "interview",
        "note", "news item", "book review", "discussion", "biographical item", "obituary",
    ),
    "erratum": (
        "expression of concern", "addendum", "errata", "author correction",
        "publisher correction", "correction notice",
        "erratum", "correction", "corrigendum", "published erratum", "correction addition",
    ),
    "retraction": (
        "withdrawal", "withdrawal notice", "removal", "partial retraction",
        "retraction", "retraction notice", "retraction of publication",
    ),
    "preprint": (
        "working paper pre print", "pre print", "preprints", "working papers",
        "submitted manuscript", "eprint", "e print",
        "preprint", "working paper", "posted content", "submitted",
    ),
    "thesis": (
        "dissertations theses doctoral dissertations", "dissertations theses masters theses",
        "dissertations theses", "thesis dissertation", "master thesis", "doctoral thesis",
        "dissertation abstract", "dissertations", "theses", "phd dissertation", "bachelor thesis",
        "bachelor s thesis", "master s dissertation", "masters dissertation", "habilitation",
        "thesis", "phdthesis", "mastersthesis", "dissertation", "dissertation thesis",
        "doctoral dissertation", "ph d thesis", "phd thesis", "master s thesis", "masters thesis",
        "ph d dissertation", "bachelorsthesis", "bathesis", "mathesis",
    ),
    "report": (
        "guidelines", "reports", "research report", "government publication",
        "government official documents",
        "white paper", "policy paper", "policy brief", "reports research", "reports evaluative",
        "reports descriptive", "government report",
        "report", "techreport", "technical report", "manual", "government document",
    ),
    "dataset": (
        "research data", "database",
        "dataset", "data set", "data",
    ),
    "other": (
        "unpublished", "unpublished work", "personal communication", "bill", "statute", "hearing",
        "audiovisual material", "map", "music", "artwork", "slides", "blog", "blog post",
        "ieee standards", "ieee courses", "trial registry record", "registration", "lecture",
        "video audio media", "computer program", "patents", "blogs podcasts websites", "wire feeds",
        "grant", "legal rule or regulation", "interactive media", "video", "slide",
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

#: How a study was made (publication types of MEDLINE), beside what kind of document it is.
_DESIGNS = frozenset((
    "comparative study", "multicenter study", "validation study", "evaluation study", "twin study",
    "clinical study", "clinical trial", "clinical trial phase i", "clinical trial phase ii",
    "clinical trial phase iii", "clinical trial phase iv", "controlled clinical trial",
    "randomized controlled trial", "pragmatic clinical trial", "equivalence trial",
    "adaptive clinical trial", "observational study", "case reports", "historical article",
    "classical article", "english abstract", "clinical trial protocol",
))  # fmt: skip

#: Of several kinds the one that tells most decides.
_TELLING = (
    "retraction", "erratum", "preprint", "review", "letter", "editorial", "note", "thesis",
    "conference-paper", "proceedings", "chapter", "book", "article", "report", "dataset", "other",
)  # fmt: skip

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

    Of several ("Article; Proceedings Paper") the whole is tried first; then the most telling
    counts ("Journal Article; Review" is a review), but not how the study was made ("Letter;
    Multicenter Study"). "Comment" marks what an article is about, too, and decides last.
    """
    word = fold(raw)
    if word in _DOCUMENT:
        return _DOCUMENT[word]
    words = [word for part in raw.split(";") if (word := fold(part)) in _DOCUMENT]
    if not words:
        return None
    words = [word for word in words if word != "comment"] or words
    words = [word for word in words if word not in _DESIGNS] or words
    return min((_DOCUMENT[word] for word in words), key=_TELLING.index)


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
