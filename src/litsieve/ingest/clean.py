"""An entry's values, as the database wrote them → the canonical record's (`schema.RECORD`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from litsieve import languages
from litsieve.ingest.entry import CUT, Entry, Value
from litsieve.ingest.values import abstracts, dates, identifiers, kinds, latex
from litsieve.ingest.values.markup import plain
from litsieve.ingest.values.missing import LONGEST_WORD, WORDS, is_nothing, is_placeholder
from litsieve.ingest.values.names import somebody
from litsieve.text import squeeze

_DASHES = re.compile(r"\s*(?:[-‐‑‒–—−]|--)+\s*")
#: Of volumes and issues: `3 - 4`.
_RANGE = re.compile(r"(?<=\d) ?[-–] ?(?=\d)")
_LABEL = re.compile(r"^(?:pp?|pages?)[.:\s]\s*(?=\S*\d)", re.IGNORECASE)
#: A whole number that was kept as one with decimals: `3.0`, and not `10.1` or `2.0.3`.
_FLOAT = re.compile(r"(?<![\w.,])(\d+)\.0(?![\w.,])")
#: Half a range: `501-&` and `501-+` (Web of Science), `12-nan`, `n/a-34`.
_NO_PAGE = r"(?:n/?a|n\.?p\.?|nan|null|none|undefined|[&+?]+)"
_NO_END = re.compile(rf"^(?:{_NO_PAGE}-)+(?=\w*\d)|(?:-{_NO_PAGE})+$", re.IGNORECASE)
#: Ovid puts the conference before the volume.
_CONFERENCE = re.compile(r"Conference: .*[.)] (\w{0,4}\d\w{0,4})(?: ?\(.*\))?\.?")
_HEADING = re.compile(r"<((?:jats:)?title)>\s*(?:abstract|summary)\s*</\1>[;\s]*", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,]*(?:\.0+)?")
#: UTF-8 that someone read as cp1252 or latin-1, or letters that were lost.
_MOJIBAKE_SIGNS = ("Ã", "â€", "Â", "\ufffd")
_MOJIBAKE = re.compile("Ã[\x80-\xbf\u2018-\u2122]|â€[\x80-\xbf\u2018-\u2122œ]|Â[\xa0-\xbf]|\ufffd")
_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn)\b\W*(?:article|paper|chapter)?\s*[:\])—–-]", re.I
)
#: Nothing is cited more often; what says so is a number of something else.
_MOST_CITED = 10**9
#: Spreadsheets cut a cell at 32,767 characters; programs that write them a little before.
CELL_LIMIT = 32_700


def _line(text: str) -> str | None:
    return squeeze(plain(text)) or None


def _title(text: str) -> str | None:
    return _line(latex.if_written(text))


def _text(abstract: str) -> str | None:
    """An abstract without the heading that says it is one: `<jats:title>Abstract</jats:title>`."""
    return _line(_HEADING.sub("", abstract, count=1) if abstract[:1] == "<" else abstract)


@lru_cache(maxsize=1 << 14)
def _repeated(text: str) -> str | None:
    """Values that many entries share: venues, publishers."""
    return _line(latex.if_written(text))


@lru_cache(maxsize=1 << 14)
def _short(text: str) -> str | None:
    value = _FLOAT.sub(r"\1", _RANGE.sub("-", squeeze(text)))
    return None if is_placeholder(value) else value


def _volume(text: str) -> str | None:
    if text.startswith("Conference:"):
        found = _CONFERENCE.fullmatch(squeeze(text))
        return found[1] if found else None
    return _short(text)


def pages(text: str) -> str | None:
    """`pp. 12 – 34` → `12-34`; one page from itself to itself is one page, `501-&` its first."""
    first, hyphen, last = text.partition("-")
    if first.isdigit() and (last.isdigit() or not hyphen):
        return first if first == last else text
    value = _DASHES.sub("-", _LABEL.sub("", squeeze(text)))
    value = _NO_END.sub("", _FLOAT.sub(r"\1", value).strip("-,")).strip("-,")
    first, _, last = value.partition("-")
    value = first if first == last else value
    return None if is_placeholder(value) else value


def keywords(text: str) -> str | None:
    """Keywords joined with "; ", each once; split at semicolons, else at commas."""
    text = squeeze(plain(latex.if_written(text)))
    seen: dict[str, str] = {}
    for part in text.split(";" if ";" in text else ","):
        if part := part.strip():
            seen.setdefault(part.casefold(), part)
    words = "; ".join(seen.values())
    return None if not words or is_nothing(words) else words


def _number(text: str) -> int | None:
    if text.isdecimal() and text.isascii():
        return int(text)
    found = _NUMBER.fullmatch(text.strip())
    return int(found[0].split(".")[0].replace(",", "")) if found else None


def _joined(values: list[str]) -> str | None:
    return "; ".join(values) or None


@lru_cache(maxsize=1 << 14)
def _issns(text: str) -> str | None:
    return _joined(identifiers.issns(text))


@lru_cache(maxsize=1 << 14)
def _isbns(text: str) -> str | None:
    return _joined(identifiers.isbns(text))


def _link(text: str) -> str | None:
    value = squeeze(text)
    return None if len(value) < 14 and is_placeholder(value) else value


#: Columns that are cleaned one by one; every other column of the record keeps its value.
_CLEANERS: dict[str, Callable[[str], Value]] = {
    "source_id": lambda text: squeeze(text) or None,
    "title": _title,
    "title_alternative": _title,
    "year": dates.year,
    "venue": _repeated,
    "volume": _volume,
    "issue": _short,
    "pages": pages,
    "article_number": _short,
    "doi": identifiers.doi,
    "pmid": identifiers.pmid,
    "issn": _issns,
    "isbn": _isbns,
    "url": _link,
    "abstract": _text,
    "keywords": keywords,
    "language": languages.codes,
    "document_type_raw": _repeated,
    "source_type_raw": _repeated,
    "cited_by": _number,
    "open_access": _repeated,
    "publisher": _repeated,
    "affiliations": _line,
}


def clean(entry: Entry) -> dict[str, Value]:
    """Canonical columns of one entry, without record_id, source and file; missing is None.

    Adds to `entry.flags` what shows only in clean values: mojibake, a cell cut by a spreadsheet.
    """
    record: dict[str, Value] = {}
    for column, value in entry.fields.items():
        if not isinstance(value, str):
            if value is not None:
                record[column] = value
        elif value and (len(value) > LONGEST_WORD or value not in WORDS):
            cleaner = _CLEANERS.get(column)
            record[column] = cleaner(value) if cleaner else value
    cited = record.get("cited_by")
    if isinstance(cited, int) and cited > _MOST_CITED:
        entry.flags.append(f"not a number of citations: {str(cited)[:30]}")
        del record["cited_by"]
    _authors(record)
    _kinds(record)
    _published(record)
    _abstract(record)
    _flag(entry, record)
    record["line"] = entry.line
    record["flags"] = "; ".join(dict.fromkeys(entry.flags)) or None
    return record


def _authors(record: dict[str, Value]) -> None:
    names = record.get("authors")
    if isinstance(names, list):
        joined = "; ".join(filter(str.strip, somebody(names)))
        if is_nothing(joined):
            joined = ""
        if "<" in joined or "&" in joined:
            joined = "; ".join(plain(name) for name in names if name)
        record["authors"] = squeeze(joined) or None
        record.setdefault("authors_cut", False)
    if not record.get("authors"):
        record.pop("authors", None)
        if not record.get("authors_cut"):
            record.pop("authors_cut", None)


def _abstract(record: dict[str, Value]) -> None:
    """No stand-in for one; partial if the reader says so, or the text itself."""
    abstract = record.get("abstract")
    partial = abstracts.partial(abstract) if isinstance(abstract, str) else None
    if partial is None:
        record.pop("abstract", None)
        record.pop("abstract_partial", None)
    elif partial:
        record["abstract_partial"] = True
    else:
        record.setdefault("abstract_partial", False)


def _kinds(record: dict[str, Value]) -> None:
    document, source = record.get("document_type_raw"), record.get("source_type_raw")
    retracted = False
    if isinstance(document, str):
        kind, retracted = _document(document)
        if record.get("document_type") is None:
            record["document_type"] = kind
    if isinstance(source, str) and record.get("source_type") is None:
        record["source_type"] = kinds.source_type(source)
    title = record.get("title")
    if retracted or (isinstance(title, str) and _RETRACTED.match(title)):
        record["retracted"] = True


@lru_cache(maxsize=1 << 10)
def _document(raw: str) -> tuple[str | None, bool]:
    """The kind of document, and whether the word says that it was retracted."""
    return kinds.document_type(raw), kinds.says_retracted(raw)


def _published(record: dict[str, Value]) -> None:
    year, published = record.get("year"), record.get("published")
    if not published and isinstance(year, int):
        record["published"] = f"{year:04}"
    elif isinstance(published, str) and year is None:
        record["year"] = dates.year(published)


def _flag(entry: Entry, record: dict[str, Value]) -> None:
    for column in ("title", "authors", "abstract"):
        value = record.get(column)
        if not isinstance(value, str) or value.isascii():
            continue
        if any(sign in value for sign in _MOJIBAKE_SIGNS) and _MOJIBAKE.search(value):
            entry.flags.append(f"mojibake: {column}")
    abstract = record.get("abstract")
    if isinstance(abstract, str) and CELL_LIMIT <= len(abstract) <= 32_767:
        record["abstract_partial"] = True
        entry.flags.append(f"{CUT}: cell of abstract")
