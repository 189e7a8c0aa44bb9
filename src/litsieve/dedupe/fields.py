"""One value of a record in the form in which it is compared: pure functions of a string."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from litsieve.text import fold, fold_letters, squeeze

# ---------------------------------------------------------------------------------- titles

_LANGUAGES = (
    "chinese|english|french|german|italian|japanese|korean|polish|portuguese|russian|spanish|"
    "turkish|dutch|czech|danish|swedish|norwegian|hungarian|hebrew|arabic|persian"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
#: Notes that a database adds to a title; they say something about the record, not its title.
_NOTE = re.compile(
    r"\s*\[\s*(?:reviews?|\d+ ref(?:erence)?s?|letters?|comments?|editorial|abstract|corrected|"
    r"see comments?|article in [a-z]+|retracted[^\]]*|"
    r"(?:published )?(?:erratum|correction|retraction|comment)[^\]]*|"
    rf"(?:in )?(?:{_LANGUAGES})(?: language)?)\s*\]\.?",
    re.I,
)
_BRACKETED = re.compile(r"\[(.+)\]\W*$", re.S)
_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn)(?: article| paper| chapter)?\W*[:.\-–—\]]+\s*"
    r"|\s*[(\[](?:retracted|withdrawn)\b[^)\]]*[)\]]",
    re.I,
)
#: "(vol 360, pg 542)": Web of Science's way to say that an item is about another one.
_CITES = re.compile(r"\s*\((?:vol(?:ume)?|pg?|pp)\b[^)]*\d[^)]*\)", re.I)
_ABSTRACT_NUMBER = re.compile(r"^abstract\s+[a-z]{0,3}-?\d+\s*[:.]\s*", re.I)
_CUT = re.compile(r"(?:…|\.\.\.)\W*$")

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("retraction", re.compile(
        r"^(?:retraction(?: notice| note)?|notice of retraction|expression of concern)\b"
        r"\s*(?:[:.(\-–—]|to\b|of\b|for\b|$)")),
    ("erratum", re.compile(
        r"^(?:(?:author|publisher)\W?s? )?(?:erratum|errata|corrigend(?:um|a)|corrections?|"
        r"addend(?:um|a))\s*(?:[:.(\[\-–—]|to\b|for\b|in\b|$)")),
    ("reply", re.compile(
        r"^(?:in )?(?:the )?(?:authors?\W{0,2}s? )?(?:reply|replies|response|rejoinder)"
        r"\s*(?:[:.\-–—]|to\b|from\b|$)"
        r"|(?:[:.?!]|\s[\-–—])\s*(?:the )?(?:authors?\W{0,2}s? )?(?:reply|response|rejoinder)\W*$")),
    ("comment", re.compile(
        r"^(?:(?:comments?|commentary|discussion)\s*(?:[:]|on\b|to\b)|re\s*:|discussion of\b)"
        r"|(?:[:.?!]|\s[\-–—])\s*(?:comments?|commentary|discussion)\W*$")),
)  # fmt: skip

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
_LONE = {"i": 1, "v": 5, "x": 10}
_SPELT = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "first": 1, "second": 2, "third": 3}
_PART = frozenset({"part", "pt", "paper", "chapter", "section", "volume", "vol", "book", "series"})
_DIGITS = re.compile(r"\d+")

#: Words in place of a title.
_NO_TITLE = frozenset(
    "unknown|untitled|no title|no title available|title not available|not available|na|n a|none"
    "|null".split("|")
)
#: Titles of what appears in every issue; the data show others, which `normalise` counts.
_GENERIC = frozenset(
    "editorial|editorials|editors note|editor s note|editor s comments|editors comments|"
    "from the editor|from the editors|introduction|preface|foreword|afterword|epilogue|"
    "conclusion|conclusions|discussion|abstract|abstracts|poster abstracts|oral presentations|"
    "letter|letters|letter to the editor|letters to the editor|to the editor|correspondence|"
    "comment|comments|commentary|reply|replies|response|rejoinder|author s reply|authors reply|"
    "in reply|erratum|errata|corrigendum|corrigenda|correction|corrections|addendum|retraction|"
    "retraction notice|expression of concern|book review|book reviews|review|reviews|news|"
    "in brief|in this issue|announcement|announcements|obituary|in memoriam|index|author index|"
    "subject index|contents|table of contents|front matter|back matter|frontmatter|backmatter|"
    "title page|cover|copyright|copyright page|masthead|acknowledgments|acknowledgements|"
    "acknowledgement to reviewers|reviewers|list of reviewers|issue information|call for papers|"
    "program|programme|proceedings|keynote|keynote address|panel|panel discussion|references|"
    "bibliography|appendix|glossary|about the authors|notes on contributors|reminiscences".split(
        "|"
    )
)


class Title(NamedTuple):
    """A title's plain words ("" if it has none), and what else it says."""

    text: str
    kind: str  # "" or erratum, retraction, reply, comment
    parts: str  # numbers of parts, joined by a space
    numbers: str  # all numbers, sorted and joined
    cut: bool  # ends in an ellipsis
    generic: bool  # a title of something that every issue has


def title(raw: str) -> Title:
    """The comparable form of a title."""
    text, about = _undressed(raw)
    kind = _kind(squeeze(fold_letters(text))) or ("erratum" if about else "")
    words, parts = _with_arabic_numbers(fold(text).split())
    plain = " ".join(words)
    if plain in _NO_TITLE:
        plain = ""
    numbers = " ".join(sorted(run.lstrip("0") or "0" for run in _DIGITS.findall(plain)))
    return Title(plain, kind, " ".join(parts), numbers, bool(_CUT.search(raw)), plain in _GENERIC)


def _undressed(raw: str) -> tuple[str, bool]:
    """The title without markup and notes; whether it cites what it is about."""
    text, about = raw, False
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "[" in text:
        text = _NOTE.sub("", text)
        whole = _BRACKETED.match(text.strip())
        text = whole.group(1) if whole else text
    lowered = text.lower()
    if "retracted" in lowered or "withdrawn" in lowered:
        text = _RETRACTED.sub("", text)
    if "(" in text:
        bare = _CITES.sub("", text)
        text, about = bare, bare != text
    if lowered.startswith("abstract"):
        text = _ABSTRACT_NUMBER.sub("", text)
    return text, about


def _kind(lowered: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(lowered)), "")


def _with_arabic_numbers(words: list[str]) -> tuple[list[str], list[str]]:
    """Words with Roman numerals written in digits; the numbers that count parts.

    "i", "v" and "x" are numerals only after a word such as "part", or (not "v", "x") at an end.
    """
    out: list[str] = []
    parts: list[str] = []
    last = len(words) - 1
    for i, word in enumerate(words):
        after_part = i > 0 and words[i - 1] in _PART
        number = _ROMAN.get(word)
        counts = after_part or (number is not None and i in (0, last))
        if number is None and after_part:
            number = _LONE.get(word) or _SPELT.get(word)
            if number is None and word.isdecimal():
                number = int(word)
        elif word == "i" and last > 1 and i in (0, last):
            number, counts = 1, True
        out.append(word if number is None else str(number))
        if counts and (number is not None or len(word) == 1):
            parts.append(out[-1])
    return out, parts


# --------------------------------------------------------------------------------- authors

_RUN_TOGETHER = re.compile(r"(?<=\b[A-Z]\.)(?=[A-Z][a-z'’])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,3}$")
_NOBODY = frozenset(
    "others|et al|anonymous|anon|unknown|na|n a|none|no authors listed|no author|"
    "author unknown".split("|")
)


class Names(NamedTuple):
    """An author list: surnames written together, in order, and parts of it."""

    families: str  # joined by a space; "" if nobody is named
    first: str  # surname of the first author
    initial: str  # first letter of the first author's given name
    words: str  # all words of two letters or more
    count: int


def names(raw: str) -> Names:
    """The comparable form of an author list ("Family, Given; …", or what an export makes of it)."""
    if not raw:
        return Names("", "", "", "", 0)
    parts = raw.split(";")
    if len(parts) == 1 and len(_RUN_TOGETHER.findall(raw)) > 1:
        parts = _RUN_TOGETHER.split(raw)
    people = list(_people(parts))
    if not people:
        return Names("", "", "", "", 0)
    families = [family.replace(" ", "") for family, _ in people]
    words = {word for person in people for part in person for word in part.split() if word[1:]}
    initial = people[0][1][:1]
    return Names(" ".join(families), families[0], initial, " ".join(sorted(words)), len(people))


def _people(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Family and given names, folded."""
    for part in parts:
        family, comma, given = part.partition(",")
        if not comma:
            family, given = _without_comma(part.split())
        family, given = fold(family), fold(given)
        if (family or given) and family not in _NOBODY:
            yield family or given, given if family else ""


def _without_comma(words: list[str]) -> tuple[str, str]:
    """"Tan A. B." and "A. B. Tan" are both told from their initials; else the last word counts."""
    at = len(words)
    while at > 1 and words[at - 1].upper() == words[at - 1] and _INITIALS.match(words[at - 1]):
        at -= 1
    if at < len(words):
        return " ".join(words[:at]), " ".join(words[at:])
    return (words[-1], " ".join(words[:-1])) if words else ("", "")


# -------------------------------------------------------------------------------- locators

_MONTHS = {m: str(i) for i, m in enumerate(
    "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}  # fmt: skip
_SPREADSHEET_DATE = re.compile(r"0?(\d{1,2})-([a-z]{3})$")
_SUPPLEMENT = re.compile(r"s(?:uppl?[a-z]*)?[\W_]*(\d*)\W*$")
_PAGE = re.compile(r"([a-z]*)\W{0,2}0*(\d+)")
_COCHRANE_VERSION = re.compile(r"(10\.1002/14651858\.[a-z]{2}\d+)\.pub\d+$")
_VERSION = re.compile(r"[./]v\d{1,2}$")
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/[\d.]+$|31234/|2139/|48550/|20944/|21203/|26434/|31219/|36227/|12688/)"
)
_PREPRINT_SERVER = re.compile(
    r"\b(?:arxiv|biorxiv|medrxiv|psyarxiv|chemrxiv|socarxiv|eartharxiv|techrxiv|ssrn|"
    r"research square|preprints(?:\.org)?$|osf preprints|authorea)\b",
    re.I,
)
#: Databases' own numbers; a citation key is no such thing.
_ACCESSION = re.compile(r"(?:2-s2\.0-|[a-z]+:|[a-z]?)\d{8,}$", re.I)


class Pages(NamedTuple):
    """First and last page: prefix (S, e, iii …), number ("" if unknown), last number or -1."""

    prefix: str
    first: str
    last: int


def volume(raw: str) -> str:
    """The number of a volume: "66 (Supplement 1)" and "Vol. 66" are 66."""
    numbers = _DIGITS.findall(raw)
    if not numbers:
        return fold(raw)
    number = numbers[-1] if raw[:10].lower() == "conference" else numbers[0]
    return number.lstrip("0")


def issue(raw: str) -> str:
    """The number of an issue; a supplement is s1. A spreadsheet's "01-Mar" is 1-3 again."""
    text = fold_letters(raw).strip()
    date = _SPREADSHEET_DATE.match(text)
    if date and date[2] in _MONTHS:
        return f"{date[1]}-{_MONTHS[date[2]]}"
    supplement = _SUPPLEMENT.search(text)
    if supplement:
        return "s" + supplement[1]
    numbers = [number.lstrip("0") for number in _DIGITS.findall(text)]
    return "-".join(numbers[:2]) or fold(text)


def pages(raw: str) -> Pages:
    """First and last page; "1875-9" ends on 1879, "Suppl-29" begins on 29."""
    found = _PAGE.findall(raw.lower())
    if not found:
        return Pages("", "", -1)
    (prefix, first), last = found[0], found[-1][1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return Pages(prefix, first[:18], int(last[:18]))


def article_number(raw: str) -> str:
    """The digits of an article number, or its letters if it has none."""
    found = _PAGE.search(raw.lower())
    return found[2][:18] if found else fold(raw)


def doi(raw: str) -> str:
    """A DOI without resolver and version (Cochrane's .pub2, a preprint's /v2); "" if it is none."""
    text = raw.lower()
    at = text.find("10.")
    text = text[at:].rstrip(" .,;)/") if at >= 0 else ""
    return _VERSION.sub("", _COCHRANE_VERSION.sub(r"\1", text))


def preprint_doi(clean: str) -> bool:
    """Whether a DOI is one of a preprint server's."""
    return bool(_PREPRINT_DOI.match(clean))


def preprint_server(venue: str) -> bool:
    """Whether a venue is a preprint server."""
    return bool(_PREPRINT_SERVER.search(venue))


def accession(raw: str) -> str:
    """The database's own number (EID, accession number); "" for a citation key."""
    text = raw.strip().lower()
    return text if _ACCESSION.match(text) else ""


def abstract(raw: str) -> str:
    """The first 300 plain letters of an abstract, without a heading such as "Objectives:"."""
    return fold(raw[:420])[:300]
