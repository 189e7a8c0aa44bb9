"""What Ovid writes in its text exports: titles with a kind, names with degrees, source lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from litsieve import languages
from litsieve.ingest.values import names
from litsieve.ingest.values.name_parts import is_suffix, is_sure_degree

# --- titles ----------------------------------------------------------------------------------

#: What stands in brackets behind a title: the section of the journal, or a remark of MEDLINE.
_KIND = re.compile(
    r"""(?P<title>.*[^\s\[])\s*\[\s*(?P<kind>
    (?:(?:original|research|review|feature|case|book|brief|short|clinical|technical|special|guest
        |miscellaneous|invited|conference|meeting|systematic|scientific|rapid|full[ -]length|basic
        |experimental|regular)s?[\s-]+)*
    (?:article|report|review|letter|editorial|trial|stud(?:y|ie)|note|paper|abstract|feature|poster
        |communication|miscellaneous|commentar(?:y|ie)|correspondence|news|errat(?:um|a)|correction
        |corrigendum|announcement|obituary|interview|guideline|reply|retraction|column|department
        |research|perspective|viewpoint|opinion|essay|discussion|response|protocol)s?
    (?:\s+article|\s+to\s+the\s+editor|\s+in\s+press)?(?:\s*:[^\[\]]*)?
    |(?:see\s+)?comments?|references|\d+\s+refs?
    |(?:errat(?:um|a)|update[ds]?|summary|retraction|retracted|republished|corrected|original\s+report
        |comment|reprint)\b[^\[\]]*\b(?:in|of|from|on|for|by)\b[^\[\]]*
    )\]\.?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_LANGUAGE = re.compile(r"(?P<title>.*[.?!\])])\s*\[(?P<name>[A-Z][a-z]+)\]\.?", re.DOTALL)


def title_and_kind(text: str) -> tuple[str, str]:
    """A title without what stands in brackets behind it, and the kind that this names.

    `Listening to a life.[Miscellaneous]`, `[Suppe]. [Review] [45 refs] [German]`; a title that is
    in brackets as a whole, or ends in some of its own, keeps them.
    """
    kind = ""
    while text.endswith(("]", "].")):
        if found := _KIND.fullmatch(text):
            text, kind = found["title"], found["kind"]
        elif (found := _LANGUAGE.fullmatch(text)) and languages.codes(found["name"]):
            text = found["title"]
        else:
            break
    return text, kind


# --- names -----------------------------------------------------------------------------------

_MARKS = re.compile(
    r"\s*\[[^\[\]]*\]?|\s*\((?:\d+|Hons?\.?)\)|[\d,+*#|^\s]+$|(?<=\w\w)\.$", re.MULTILINE
)  # fmt: skip
#: Family and initials without stops: `Smith JA`.
_INITIALS = re.compile(r"(?P<family>\S.*?) (?P<given>[A-Z]{1,4})")
#: `MD`, `FAAN`, `MSc`, `OTR/L`: a degree if it stands behind given names that are no such thing.
_CAPITALS = re.compile(r"[A-Z]{2,}[a-z]{0,3}(?:[/-][A-Z]+)*")
_STOPPED = re.compile(
    r"(?:[MBDJ]\.D|R\.N|[MB]\.[SA]|D\.O|M\.P\.H|M\.B\.A|D\.D\.S|D\.V\.M|M\.S\.N)\.?"
)
_KNOWN = frozenset((
    "MD", "RN", "MS", "MA", "BA", "BS", "DO", "JD", "PT", "RD", "MPH", "MSN", "BSN", "DNP", "MBA",
    "DDS", "DMD", "DVM", "DPT", "FAAN", "FACSM", "CRNA", "CNM", "LCSW",
))  # fmt: skip


def authors(values: Iterable[str]) -> list[str]:
    """Canonical names of `Ver, Jan MD *;  Herm, Erik MD, PhD +` and `Behan L. [Author]`.

    Degrees may stand between semicolons, too: `Bunk, Sandra Smith RN; PhD; FAAN 1`.
    """
    found: list[str] = []
    for value in values:
        had_degree = False
        for part in _MARKS.sub("", value).split(";"):
            part = _MARKS.sub("", part.strip())
            words = part.replace(",", " ").split()
            if all(w in _KNOWN or is_sure_degree(w) for w in words) or (
                had_degree and all(map(_may_be_degree, words))
            ):
                continue
            bare = _without_degrees(part)
            had_degree = bare != part
            found.append(_author(bare))
    return found


def _author(name: str) -> str:
    if "," not in name and (short := _INITIALS.fullmatch(name)):
        return names.author(short["family"], short["given"])
    return names.any_order(name) if "," in name else names.family_initials(name)


def _may_be_degree(word: str) -> bool:
    """Whether a word may be a degree: `Jr` is none, and `A.` neither."""
    is_one = is_sure_degree(word) or _CAPITALS.fullmatch(word) or _STOPPED.fullmatch(word)
    return bool(is_one) and not is_suffix(word)


def _without_degrees(name: str) -> str:
    """`Lund, Eve MD, MPH` → `Lund, Eve`; what may be initials (`Lund, EM`) stays."""
    family, comma, behind = name.partition(",")
    given, *others = behind.split(",")
    words = given.split()
    kept = len(words)
    while kept > 1 and _may_be_degree(words[kept - 1]):
        kept -= 1
    if not all(map(is_sure_degree, words[kept:])):
        named = "".join(words[:kept])
        if named.isupper() and "." not in named and len(named) > 1:  # LUND, EVE MARY
            kept = len(words)
    others = [part for part in others if not all(map(_may_be_degree, part.split()))]
    return ",".join([family, " " + " ".join(words[:kept]), *others]) if comma else name


# --- source lines ----------------------------------------------------------------------------

_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*\.?"
)
_YEAR = r"(?:19|20)\d\d"
_ISSUED = (
    rf"(?:\d{{1,2}}\s+)?(?:{_MONTH}(?:\s*[/-]\s*{_MONTH})?(?:\s+\d{{1,2}}(?:[/-]\d{{1,2}})?,?)?\s+)?"
    rf"{_YEAR}"
)
_NUMBER = r"\d+[A-Za-z]?(?:[-/]\d+)?"
_PLACES = (
    # Acta Peer Sinica August 2011;43(8):647-653
    re.compile(
        rf"(?P<venue>.+?)[.,]?\s+(?P<date>{_ISSUED});\s*(?P<volume>{_NUMBER}|)\s*"
        r"(?:\((?P<issue>[^()]+)\))?\s*(?=:|$)"
    ),
    # Soup. 12(3):1-9, 2019 Jul 12. · Soup. Vol 12(3), 2015. · Soup. vol. 12, no. 3, 2015
    # Soup. Conference: … Spain. 12 (Supplement 3) (pp 1-2), 2018. · Soup. 2010. 12(3):1-9
    # Soup. Vol 12(3) Jun 2003, 1-9. · Soup. (3):CD001234, 2010.
    re.compile(
        rf"(?P<venue>.+?)[.,;]\s+(?:Conference: .+?\.\s+(?={_NUMBER}\s*[(,]))?(?:{_YEAR}[.;]\s+)?"
        rf"(?:[Vv]ol\.?\s*)?(?!{_YEAR}\s*(?:,|$))(?P<volume>{_NUMBER}|(?=\(\d+\):))\s*"
        r"(?:\((?P<issue>[^()]+)\)|,\s*[Nn]o\.?\s*(?P<number>[\w-]+))?"
        rf"(?:,?\s+(?P<date>{_ISSUED})(?=,))?\s*(?=[,:(]|$)"
    ),
    # Journal of Soup 12, Winter 2007: 7-14
    re.compile(
        rf"(?P<venue>[^.;,]+?)\s+(?P<volume>{_NUMBER})\s*(?:\((?P<issue>[^()]+)\))?,\s+"
        rf"(?P<date>{_ISSUED})\s*(?=:)"
    ),
)
_PAGES = re.compile(
    r"(?:(?<=[\d).;]):\s*|\(pp\.?\s+|\bpp?\.\s*|(?:;|(?<=\d{4}),)\s+(?=\d+-\d+\.?$))"
    r"(?P<pages>[A-Za-z]{0,2}\d+(?:-[A-Za-z]{0,2}\d+)?)"
)
#: The book behind its editors or authors: `Doe, Max [Ed]. (2010). Handbook of soup. (pp. 3-20).`
_BOOK = re.compile(
    rf"(?:.*(?:\[Ed(?:itor)?s?\b[^\]]*\]|\(Eds?\.?\))[.,;\s]*(?:\({_YEAR}\)\.\s*)?"
    rf"|[^()]{{3,300}}?\({_YEAR}\)\.\s+)"
    r"(?P<venue>.+?)\s*(?:\.(?=[\s:]|$)|\(pp\b|$)"
)
_ARTICLE_NUMBER = re.compile(r"\b(?:Article Number|ArtID):? ([^\s.]+)")
_OWN_DATE = re.compile(r"\bDate of Publication: ([^.]+)")
_LAST_DATE = re.compile(rf",\s*({_YEAR}[^,.]*|[A-Z][a-z]+\.? \d{{1,2}}, {_YEAR}|{_ISSUED})\.?\s*$")
_AHEAD = re.compile(rf"Publish Ahead of Print.*?,\s*({_ISSUED})", re.IGNORECASE)


def place(source: str, status: str = "") -> dict[str, str | None]:
    """Venue, volume, issue, pages, article number and date of a source line, as far as it says.

    `status` is what dates an article that is published ahead of print.
    """
    book = _BOOK.match(source)
    matches = (pattern.match(source) for pattern in _PLACES)
    found = book or next(filter(None, matches), None)
    parts: dict[str, str | None] = (
        found.groupdict() if found else {"venue": source.partition(".")[0]}
    )
    pages, number = _PAGES.search(source), _ARTICLE_NUMBER.search(source)
    dated = _OWN_DATE.search(source) or _LAST_DATE.search(source) or _AHEAD.search(status)
    return {
        "venue": (parts["venue"] or "").strip(),
        "volume": parts.get("volume"),
        "issue": parts.get("issue") or parts.get("number"),
        "pages": pages["pages"] if pages else "",
        "article_number": number[1] if number else "",
        "date": parts.get("date") or (dated[1] if dated else ""),
    }
