"""What a text says of itself as an abstract: that there is none, or that it is cut.

To take a stand-in (`N/A`, `Abstract not available`) or a beginning for a whole abstract would let
rules exclude a report for words that nobody could have found. What surely is no abstract is
missing; what is doubtful is partial.
"""

from __future__ import annotations

import re
from functools import lru_cache

from litsieve.text import fold

_ABSTRACT = (
    "(?:abstracts?|abstract text|summary|resumen|resumo|resume|zusammenfassung|kurzfassung"
    "|riassunto|sommario|samenvatting)"
)
#: There, after a negation.
_THERE = (
    "(?:available|availabe|provided|given|found|supplied|listed|included|present|entered|exists?"
    "|disponible|disponivel|disponibile|fourni|verfugbar|vorhanden|beschikbaar|aanwezig)"
)
_IS = "(?:is|was|are|has been|esta|est|e|ist)"
_OF_IT = (
    "(?: (?:for|of|in|with) (?:this|the) (?:article|paper|item|record|content|document|entry"
    "|publication|title|study|reference|citation|source|database)| at this time| yet| currently"
    "| here| online| in (?:english|pubmed|medline|scopus|the database))*"
)
#: All that people and programs write where an abstract is not, as `fold` leaves it.
_NOTES = (
    "n a|nan?|null|none|nil|undefined|unknown|missing|empty|blank|tb[acd]",
    _ABSTRACT,
    f"(?:the |an? )?(?:{_ABSTRACT} )?(?:{_IS} )?(?:not|non|nicht|niet|no|nao) (?:{_IS} )?"
    f"(?:currently |yet )?(?:been )?(?:{_THERE}|applicable|aplicable|aplicavel|reported){_OF_IT}",
    f"(?:the |an? )?(?:{_ABSTRACT} )?(?:{_IS} )?(?:unavailable|indisponible|indisponivel){_OF_IT}",
    f"(?:sorry )?(?:there {_IS} |this \\w+ (?:has|contains|does not have|does not contain) "
    "(?:an )?|article has )?(?:no|any|without|sin|sem|sans|ohne|senza|pas d[e u]|aucun|keine?"
    "|nessun|geen|zonder|no hay|no tiene|no posee|no se dispone de|nao ha|nao tem|nao possui"
    f"|il n y a pas de)(?: (?:english|author))? {_ABSTRACT}"
    f"(?: {_IS})?(?: {_THERE}| disponibles)?{_OF_IT}",
    f"{_ABSTRACT} (?:available |also |published |only |text )*"
    "(?:in|en|em|auf|from|by|on request from) (?:the )?\\w+(?:(?: and| or| y| et| e| und)? \\w+)?"
    "(?: only)?",
    f"(?:english|spanish|french|german|portuguese|chinese|author) {_ABSTRACT}",
    "article in \\w+(?: \\w+)?",
    "(?:please )?(?:see|refer to|read) (?:the )?(?:full ?text|full text|article|pdf|paper)"
    "(?: for (?:the )?abstract)?",
    "(?:暂无|无|没有|無|沒有)?(?:中文|英文)?(?:摘要|要旨|抄録)(?:なし)?|초록 없음",
)
_NOTE = "(?:" + "|".join(_NOTES) + ")"
_STAND_IN = re.compile(f"{_NOTE}(?: {_NOTE}){{0,3}}")
#: No stand-in is longer: characters.
_LONGEST_NOTE = 120
#: "This article has no abstract; the first 100 words appear below": what follows is an extract.
_NOTE_BEFORE = re.compile(
    r"[^.;:!\n]{0,100}?\b(?i:abstract|summary|resum\w+)\b[^.;:!\n]{0,60}[.;:!]"
)

#: What a publisher's line says beside names and numbers; it may stand where no abstract is.
_RIGHTS = (
    "©", "(c)", "copyright", "rights reserved", "right reserved", "license", "licence",
    "published by", "creative commons", "creativecommons", "cc by", "cc-by",
)  # fmt: skip
_RIGHTS_WORDS = frozenset(
    """
    a about abridged abstract abstracts access accuracy additionally all an and any applies are
    article articles artificial as at attribution author authors be behalf by c cc cited com
    commercial commons compilation contact content copied copy copyright creative creativecommons
    credited der derivatives des distributed distribution domain download du e email emailed
    employer et exclusive express for free freely full given government holder however http https ii
    in individual information intelligence international is it its journal journals la learning
    licence licenced licences license licensed licensee licenses listserv machine mail material may
    medium multiple nc nd no noncommercial not of on online open or org original other owner part
    permission permissions permits permitted personal please posted print properly property
    protected provided public publication publications published publisher publishing re rechte
    record refer rele reproduction reserved right rights s sa see should sites society source
    technologies terms the their this to tools u und under university unported unrestricted use used
    users van version von vorbehalten warranty which with within without work works written www y
    """.split()  # noqa: SIM905
)
_LONGEST_RIGHTS = 1500
#: More names than these in it, and it is a text in capital letters.
_MOST_NAMES = 25
#: Fewer other words than these behind a notice are no whole abstract either.
_FEWEST_BEHIND_NOTICE = 8
_NOTICE = re.compile(r"\W?(?:©|\(c\)|copyright (?:©|\(c\)|of |\d))")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_WORD = re.compile(r"[^\W_]+")

_AFTER = (
    r"(?:\s*(?:©|\(c\)|\W?copyright|\W?psycinfo database|\W?abstract from|\W?apa psycinfo)"
    r"[\s\S]{0,900})?"
)
_ELLIPSIS = r"(?:…|\.\s?\.\s?\.)"
#: What a text that was cut ends in, in lower case; a publisher's line may follow.
_CUT = re.compile(
    rf"(?:{_ELLIPSIS}[\s\"'”’»)\]}}>.]*+(?:\[?(?:read |show |view |see )?more\]?)?"
    r"|[(\[<{]\s*(?:truncated|cut|abridged|shortened|continued|more|to be continued)\b[^)\]]{0,40}"
    r"[)\]>}]"
    r"|\babstract\s+(?:is\s+|was\s+|has\s+been\s+)?(?:truncated|shortened|abridged|condensed)\b"
    r"[^.]{0,60}"
    rf")[\s\"'”’)\].]*+{_AFTER}$",
)
#: Without one of these in it no text says that it is cut.
_CUT_SIGNS = (
    "…", "...", ". . .", "truncated", "shortened", "abridged", "condensed", "continued",
    "[more", "(more", "[cut]", "(cut)",
)  # fmt: skip
#: How much of the end is looked at, in characters.
_TAIL = 1000
_SNIPPET = re.compile(rf"[\s\"'“‘«(\[]*{_ELLIPSIS}")

#: Kinds of document, written where the abstract would be.
_KINDS = re.compile(
    "(?:editorial|letters?|letter to the editor|comment|commentary|reply|erratum|corrigendum"
    "|correction|book review|obituary|news|introduction|preface|foreword|poster"
    "|(?:oral|poster) presentation|conference abstract|meeting abstract)"
)
#: A sentence has these at its end, a lone word has not.
_ENDS = (".", "!", "?", "。", "！", "？", "।", "؟", "።")
_FEWEST_WORDS = 3
_SHORT = 25


@lru_cache(maxsize=64)  # readers that choose between abstracts ask before they are cleaned
def partial(text: str) -> bool | None:
    """Whether an abstract is less than the whole: it says that it is cut, or is too short for one.

    None if it is no abstract at all: it says that there is none, or nothing but whose it is.
    """
    short = fold(text) if len(text) <= _LONGEST_NOTE else None
    if short is not None and (not short or _STAND_IN.fullmatch(short)):
        return None
    low = text.lower()
    strangers = _strangers(text, low)
    if strangers == 0:
        return None
    return (
        (strangers is not None and strangers < _fewest(low))
        or _is_cut(text, low)
        or (short is not None and _is_fragment(text, short))
        or _is_extract(text)
    )


def _strangers(text: str, low: str) -> int | None:
    """How many words of a publisher's line are none of it; None if the text is no such line."""
    if len(text) > _LONGEST_RIGHTS or not _has(low, _RIGHTS):
        return None
    others = [
        word for word in _WORD.findall(_ADDRESS.sub("", text)) if word.lower() not in _RIGHTS_WORDS
    ]
    names = sum(word[0].isupper() or word[0].isdecimal() for word in others)
    return len(others) - names if names <= _MOST_NAMES else None


def _has(text: str, signs: tuple[str, ...]) -> bool:
    for sign in signs:  # noqa: SIM110 - thrice as fast, and asked twice of every abstract
        if sign in text:
            return True
    return False


def _fewest(low: str) -> int:
    return _FEWEST_BEHIND_NOTICE if _NOTICE.match(low) else _FEWEST_WORDS


def _is_cut(text: str, low: str) -> bool:
    if _SNIPPET.match(text):
        return True
    tail = low[-_TAIL:]
    return _has(tail, _CUT_SIGNS) and bool(_CUT.search(tail))


def _is_fragment(text: str, words: str) -> bool:
    if _KINDS.fullmatch(words):
        return True
    is_sentence = text.rstrip("\"'”’») ").endswith(_ENDS)
    return len(text) < _SHORT and words.count(" ") + 1 < _FEWEST_WORDS and not is_sentence


def _is_extract(text: str) -> bool:
    """Whether it begins with the note that there is no abstract, and goes on."""
    found = _NOTE_BEFORE.match(text)
    note = fold(found[0]) if found else ""
    return " " in note and bool(_STAND_IN.fullmatch(note))
