"""PubMed XML: *Send to → File → XML* of the old PubMed, `efetch` of E-utilities, MEDLINE files.

Recognised by `<PubmedArticle>`, `<PubmedBookArticle>` or `<MedlineCitation>`, after any DOCTYPE.

- DOI, dates and ids are the article's own, never those of its references, comments or corrections.
- `Abstract` with several labelled parts becomes one text; without one, `OtherAbstract` serves.
- A title in square brackets is a translation: brackets go, the original title is the alternative.
- The year is that of the issue; the date is the electronic one where that is of the same year and
  more precise. `2010 Jan-Feb` and seasons leave the year alone.
- Authors marked `ValidYN="N"` are left out; a list with `CompleteYN="N"` is cut.
- Of several publication types the most telling decides: a review that is a journal article, too,
  is a review; `RetractionIn` marks a retraction.
- Bare `&` and `<`, `&nbsp;`, control characters and missing end tags are repaired, and it says so.
- A document type definition is never fetched; a file that declares entities is refused.
"""

from __future__ import annotations

import re
from functools import partial
from xml.etree import ElementTree as ET

from litsieve.ingest.entry import Reading, Text, Value
from litsieve.ingest.pubmed import countries, pages_or_number, title_and_original
from litsieve.ingest.shapes.columns import Found
from litsieve.ingest.shapes.fragments import beginnings, guarded, items, text_of
from litsieve.ingest.shapes.mending import Grammar
from litsieve.ingest.shapes.split import cut
from litsieve.ingest.values import dates, kinds, names

NAME = "pubmed-xml"
LABEL = "PubMed XML"
DATABASE = "PubMed"
SIGN = "<PubmedArticle>, <PubmedBookArticle> or <MedlineCitation> elements"

_ARTICLES = ("PubmedArticle", "PubmedBookArticle")
_SIGN = re.compile(r"<(?:PubmedArticle|PubmedBookArticle|MedlineCitation)[\s>]")
_ARTICLE = re.compile(r"<(?:PubmedArticle|PubmedBookArticle)[\s>]")

_LEAVES = frozenset((
    "abstracttext", "affiliation", "articleid", "articletitle", "booktitle", "collectivename",
    "copyrightinformation", "day", "descriptorname", "elocationid", "endpage", "forename",
    "initials", "isbn", "isoabbreviation", "issn", "issnlinking", "issue", "keyword",
    "language", "lastname", "medlinedate", "medlinepgn", "medlineta", "month", "pmid",
    "publicationtype", "publishername", "qualifiername", "refsource", "season", "startpage",
    "suffix", "title", "vernaculartitle", "volume", "year",
))  # fmt: skip
_NODES = frozenset((
    "abstract", "affiliationinfo", "article", "articledate", "articleidlist", "author",
    "authorlist", "book", "bookdocument", "commentscorrections", "commentscorrectionslist",
    "contributiondate", "history", "journal", "journalissue", "keywordlist", "medlinecitation",
    "medlinejournalinfo", "meshheading", "meshheadinglist", "otherabstract", "pagination",
    "pubdate", "publicationtypelist", "publisher", "pubmedbookdata", "pubmeddata",
    "pubmedpubdate", "reference", "referencelist",
))  # fmt: skip
_INLINE = frozenset({"b", "i", "u", "sub", "sup"})

_RETRACTIONS = frozenset({"RetractionIn", "RetractedandRepublishedIn"})
_SHORT_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,9}")


def detect(head: str) -> bool:
    """Whether this is XML of PubMed."""
    return head.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SIGN.search(head))


def read(text: Text) -> Reading:
    """The articles and book chapters of a PubMed file."""
    entries = _ARTICLES if _ARTICLE.search(text.head) else ("MedlineCitation",)
    roots = ("PubmedArticleSet", "MedlineCitationSet", "pre")
    nodes = _NODES - {entry.lower() for entry in entries}
    grammar = Grammar(entries, roots, _LEAVES, nodes, _INLINE)
    return Reading(
        guarded(cut(text, beginnings(grammar.entries))),
        partial(items, grammar, _found),
        database=DATABASE,
    )


def _found(entry: ET.Element) -> Found:
    book = entry.find("BookDocument")
    fields = _of_book(entry, book) if book is not None else _of_article(entry)
    pmid = str(fields["pmid"])
    fields["source_id"] = pmid
    return Found(fields, own_id=f"pmid:{pmid}" if pmid else None)


def _text(element: ET.Element, *paths: str) -> str:
    """The text of the first of these paths that has any."""
    return next((text for path in paths if (text := text_of(element.find(path)))), "")


def _texts(element: ET.Element, path: str) -> list[str]:
    return [text for found in element.iterfind(path) if (text := text_of(found))]


def _of_article(entry: ET.Element) -> dict[str, Value]:
    citation = entry if entry.tag == "MedlineCitation" else entry.find("MedlineCitation")
    citation = entry if citation is None else citation
    article = citation.find("Article")
    article = citation if article is None else article
    types = _texts(article, "PublicationTypeList/PublicationType")
    venue = _text(article, "Journal/Title", "Journal/ISOAbbreviation") or _text(
        citation, "MedlineJournalInfo/MedlineTA"
    )
    is_preprint = kinds.is_preprint_venue(venue)
    abstract = _abstract(article, citation)
    title, original = _titles(article)
    issue_date = article.find("Journal/JournalIssue/PubDate")
    return {
        "pmid": _text(citation, "PMID"),
        "title": title,
        "title_alternative": original,
        **_authors(article.find("AuthorList")),
        **_dates(issue_date, article.find("ArticleDate")),
        "venue": venue,
        "volume": _text(article, "Journal/JournalIssue/Volume"),
        "issue": _text(article, "Journal/JournalIssue/Issue"),
        **(pages_or_number(_pages(article)) if _pages(article) else _publishers_number(article)),
        "doi": _doi(article, entry.find("PubmedData")),
        "issn": " ".join(
            [*_texts(article, "Journal/ISSN"), *_texts(citation, "MedlineJournalInfo/ISSNLinking")]
        ),
        "abstract": abstract,
        "keywords": _keywords(citation),
        "language": "; ".join(_texts(article, "Language")),
        "document_type": "preprint" if is_preprint else None,
        "document_type_raw": "; ".join(types),
        "source_type": "repository" if is_preprint else "journal" if venue else None,
        "retracted": True if _is_retracted(citation) else None,
        **_affiliations(article),
    }


def _of_book(entry: ET.Element, document: ET.Element) -> dict[str, Value]:
    """A chapter, with its book as the venue; or a book."""
    book = document.find("Book")
    book = document if book is None else book
    chapter, original = _titles(document)
    book_title = _text(book, "BookTitle")
    abstract = _abstract(document, document)
    contributed = document.find("ContributionDate") if chapter else None
    lists = [*document.iterfind("AuthorList"), *book.iterfind("AuthorList")]
    authors = sorted(lists, key=lambda found: found.get("Type", "authors") != "authors")
    return {
        "pmid": _text(document, "PMID"),
        "title": chapter or book_title,
        "title_alternative": original,
        **_authors(authors[0] if authors else None),
        **_dates(book.find("PubDate") if contributed is None else contributed, None),
        "venue": book_title if chapter else "",
        "volume": _text(book, "Volume"),
        "pages": _pages(document),
        "doi": _doi(document, entry.find("PubmedBookData")),
        "isbn": " ".join(_texts(book, "Isbn")),
        "abstract": abstract,
        "keywords": _keywords(document),
        "language": "; ".join(_texts(document, "Language")),
        "document_type": "chapter" if chapter else "book",
        "document_type_raw": "; ".join(_texts(document, "PublicationType")),
        "source_type": "book",
        "publisher": _text(book, "Publisher/PublisherName"),
        **_affiliations(document),
    }


def _titles(article: ET.Element) -> tuple[str, str]:
    """Title and original title; either is in its own place, or wherever damage put it."""
    title = _text(article, "ArticleTitle", ".//ArticleTitle")
    return title_and_original(title, _text(article, "VernacularTitle"))


def _authors(found: ET.Element | None) -> dict[str, Value]:
    if found is None:
        return {}
    authors = [
        name
        for author in found.iterfind("Author")
        if author.get("ValidYN") != "N" and (name := _author(author))
    ]
    authors, is_cut = names.take_cut(authors)
    if not authors:
        return {}
    return {"authors": list(authors), "authors_cut": is_cut or found.get("CompleteYN") == "N"}


def _author(author: ET.Element) -> str:
    if collective := _text(author, "CollectiveName"):
        return names.author(collective)
    given = f"{_text(author, 'ForeName', 'FirstName', 'Initials')} {_text(author, 'Suffix')}"
    return names.author(_text(author, "LastName"), given)


def _dates(issue: ET.Element | None, electronic: ET.Element | None) -> dict[str, Value]:
    published, online = _date(issue), _date(electronic)
    if online and (not published or (online[:4] == published[:4] and len(online) > len(published))):
        return {"year": (published or online)[:4], "published": online}
    return {"year": published[:4], "published": published} if published else {}


def _date(date: ET.Element | None) -> str | None:
    if date is None:
        return None
    if loose := _text(date, "MedlineDate"):  # 2010 Jan-Feb, 1998 Dec-1999 Jan, 2010 Nov 12-18
        return dates.published(loose, loose.replace(str(dates.year(loose)), "", 1))
    return dates.published(_text(date, "Year"), _text(date, "Month"), _text(date, "Day"))


def _pages(article: ET.Element) -> str:
    if written := _text(article, "Pagination/MedlinePgn"):
        return written
    return "-".join(
        filter(None, (_text(article, f"Pagination/{at}Page") for at in ("Start", "End")))
    )


def _publishers_number(article: ET.Element) -> dict[str, Value]:
    """The number of an article without pages, if the publisher's id looks like one."""
    numbers = _texts(article, "ELocationID[@EIdType='pii']")
    return {"article_number": next(filter(_SHORT_NUMBER.fullmatch, numbers), "")}


def _doi(article: ET.Element, data: ET.Element | None) -> str:
    """The article's own: of its locations, else of its ids; its references have lists of theirs."""
    found = [
        text_of(place)
        for place in article.iterfind("ELocationID[@EIdType='doi']")
        if place.get("ValidYN") != "N"
    ]
    for ids in (article, data):
        if ids is not None:
            found += _texts(ids, "ArticleIdList/ArticleId[@IdType='doi']")
    return next((doi for doi in found if doi), "")


def _abstract(article: ET.Element, citation: ET.Element) -> str:
    """The abstract's parts with their labels; without one, the English or first other abstract."""
    others = sorted(
        citation.iterfind("OtherAbstract"), key=lambda other: other.get("Language", "eng") != "eng"
    )
    candidates = [*article.iterfind("Abstract"), *others]
    return next((text for found in candidates if (text := _parts(found))), "")


def _parts(abstract: ET.Element) -> str:
    parts = []
    for part in abstract.iterfind("AbstractText"):
        label, text = part.get("Label", "").strip(" :"), text_of(part)
        if text:
            parts.append(text if label.upper() in ("", "UNLABELLED") else f"{label}: {text}")
    return " ".join(parts)


def _keywords(citation: ET.Element) -> str:
    """Authors' keywords, then MeSH headings as `Descriptor/qualifier`; commas belong to them."""
    headings = [
        "/".join([*_texts(heading, "DescriptorName"), *_texts(heading, "QualifierName")])
        for heading in citation.iterfind("MeshHeadingList/MeshHeading")
    ]
    words = [*_texts(citation, "KeywordList/Keyword"), *headings]
    return "".join(f"{word.replace(';', ',')};" for word in words if word)


def _is_retracted(citation: ET.Element) -> bool:
    return any(
        found.get("RefType") in _RETRACTIONS
        for found in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    )


def _affiliations(article: ET.Element) -> dict[str, Value]:
    found = list(dict.fromkeys(filter(None, map(text_of, article.iter("Affiliation")))))
    return {"affiliations": "; ".join(found), "countries": countries(found)} if found else {}
