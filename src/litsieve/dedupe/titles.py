"""Titles in the form in which they are compared: markup, notes and kinds of item told apart."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from litsieve.dedupe.spelling import legible, respelt, spelt_out, without_tex
from litsieve.text import fold, fold_letters, squeeze

_LANGUAGES = (
    "chinese|english|french|german|italian|japanese|korean|polish|portuguese|russian|spanish|"
    "turkish|dutch|czech|danish|swedish|norwegian|hungarian|hebrew|arabic|persian"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
#: Notes that a database adds to a title; they say something about the record, not its title.
_NOTE = re.compile(
    r"\s*\[\s*(?:(?:systematic )?reviews?|\d+ ref(?:erence)?s?|letters?|comments?|editorial|"
    r"(?:meeting )?abstracts?|proceedings|corrected|see comments?|article in [a-z]+|"
    r"authors?\W?s? transl(?:ation)?|retracted[^\]]*|"
    r"(?:published )?(?:erratum|correction|retraction|comment)[^\]]*|"
    rf"(?:in )?(?:{_LANGUAGES})(?: language)?)\s*\]\.?",
    re.I,
)
#: The same at the end, in parentheses.
_ASIDE = re.compile(
    r"\s*\((?:reviews?|letters?|(?:meeting )?abstracts?|authors?\W?s? transl(?:ation)?|"
    rf"(?:article )?in (?:{_LANGUAGES})|(?:{_LANGUAGES}))\)\W*$",
    re.I,
)
#: "[PDF]", "[CITATION][C]": what a search engine links to.
_FILE = re.compile(
    r"\s*(?:\[(?:pdf|html?|docx?|ps|rtf|txt|book|b|citation|c|full text)\]\s*)+", re.I
)
_BRACKETED = re.compile(r"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\W*$")
_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn|removed|temporary removal)(?: article| paper| chapter)?"
    r"\W*[:.\-–—\]]+\s*"
    r"|\s*[(\[](?:retracted|withdrawn)\b[^)\]]*[)\]]",
    re.I,
)
#: "(vol 360, pg 542)": Web of Science's way to say that an item is about another one.
_CITES = re.compile(r"\s*\(vol(?:ume)?\b[^)]*\d[^)]*\bp(?:g|p|ages?)?\b[^)]*\d[^)]*\)", re.I)
_ABSTRACT_NUMBER = re.compile(r"^abstract\s+[a-z]{0,3}-?\d+\s*[:.]\s*", re.I)
#: "(R)", "(TM)"
_MARK = re.compile(r"\((?:r|tm)\)", re.I)
_CUT = re.compile(r"(?:…|\.\.\.)\W*$")

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("retraction", re.compile(
        r"^(?:retraction(?: notice| note)?|notice of retraction|expression of concern)\b"
        r"\s*(?:[:.(\-–—]|to\b|of\b|for\b|$)")),
    ("erratum", re.compile(
        r"^(?:(?:author|publisher)\W?s? )?(?:erratum|errata|corrigend(?:um|a)|corrections?|"
        r"addend(?:um|a)|berichtigung)\s*(?:[:.(\[\-–—]|(?:to|for|in)\b|$)"
        r"|^(?:erratum|errata|corrigend(?:um|a))\s(?:a|al|au|corrige|sur)\b"
        r"|^(?:erratum|berichtigung)\szu[mr]?\b|^fe de err(?:ores|at[ao]s?)\b"
        r"|(?:[:.?!]|\s[\-–—])\s*(?:erratum|errata|corrigend(?:um|a)|correction)\W*$")),
    ("reply", re.compile(
        r"^(?:in )?(?:the )?(?:authors?\W{0,2}s? )?(?:reply|replies|response|rejoinder)"
        r"\s*(?:[:.\-–—]|to\b|from\b|$)"
        r"|(?:[:.?!]|\s[\-–—])\s*(?:the )?(?:authors?\W{0,2}s? )?"
        r"(?:reply|response|rejoinder)\W*$")),
    ("comment", re.compile(
        r"^(?:(?:comments?|commentary|discussion)\s*(?:[:]|on\b|to\b)|re\s*:|discussion of\b)"
        r"|(?:[:.?!]|\s[\-–—])\s*(?:comments?|commentary|discussion)\W*$")),
)  # fmt: skip
#: No title is of one of these kinds without one of these words.
_TELLING = frozenset({
    "retraction", "notice", "expression", "erratum", "errata", "corrigendum", "corrigenda",
    "correction", "corrections", "addendum", "addenda", "berichtigung", "fe", "reply", "replies",
    "response", "rejoinder", "comment", "comments", "commentary", "discussion", "re",
})  # fmt: skip

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
_LONE = {"i": 1, "v": 5, "x": 10}
_SPELT = {
    word: number
    for number, words in enumerate((
        "one first", "two second", "three third", "four fourth", "five fifth", "six sixth",
        "seven seventh", "eight eighth", "nine ninth", "ten tenth", "eleven eleventh",
        "twelve twelfth",
    ), start=1)
    for word in words.split()
}  # fmt: skip
_NUMERALS = frozenset({*_ROMAN, *_LONE, *_SPELT})
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")
_PART = frozenset({"part", "pt", "paper", "chapter", "section", "volume", "vol", "book", "series"})
#: After these stand numerals, but no parts.
_COUNTED = frozenset({"type", "phase", "stage", "grade", "class", "level", "factor", "trial"})
#: Only after these can a letter be a part ("paper - a study" is none).
_LETTERED = frozenset({"part", "section", "series"})
_DIGITS = re.compile(r"\d+")

#: Words in place of a title.
_NO_TITLE = frozenset({
    "", "unknown", "untitled", "no title", "no title available", "title not available",
    "not available", "na", "n a", "none", "null",
})  # fmt: skip
#: Titles of what appears in every issue; the data show others, which `normalise` counts.
_GENERIC = frozenset(re.split(r",\s+", """\
editorial, editorials, editors note, editor s note, editor s comments, editors comments, from
the editor, from the editors, introduction, preface, foreword, afterword, epilogue, conclusion,
conclusions, discussion, abstract, abstracts, poster abstracts, oral presentations, letter,
letters, letter to the editor, letters to the editor, to the editor, correspondence, comment,
comments, commentary, reply, replies, response, rejoinder, author s reply, authors reply, in
reply, erratum, errata, corrigendum, corrigenda, correction, corrections, addendum, retraction,
retraction notice, expression of concern, book review, book reviews, review, reviews, news, in
brief, in this issue, announcement, announcements, obituary, in memoriam, index, author index,
subject index, contents, table of contents, front matter, back matter, frontmatter, backmatter,
title page, cover, copyright, copyright page, masthead, acknowledgments, acknowledgements,
acknowledgement to reviewers, reviewers, list of reviewers, issue information, call for papers,
program, programme, proceedings, keynote, keynote address, panel, panel discussion, references,
bibliography, appendix, glossary, about the authors, notes on contributors,
reminiscences, news in brief, news and notes, newsletter, highlights, research highlights, quiz,
calendar, calendar of events, meeting abstracts, books received, journal club, letter from the
editor, response to letter, reply to letter, reply to the letter to the editor, author response,
publisher s note, welcome, opening remarks, closing remarks, case report, case reports,
executive summary, summary, editoriale, vorwort, leserbrief, leserbriefe, buchbesprechung,
buchbesprechungen, nachruf, kurznachrichten, carta al editor, cartas al director, lettre a l
editeur"""))  # fmt: skip
_COLUMN = re.compile(
    r"(?:a )?(?:(?:vice |guest |associate |section |co )*"
    r"(?:chair|chairman|chairperson|president|editor|director)s?(?: s)? "
    r"(?:message|comments?|notes?|column|page|corner|introduction|letter|address|remarks|report|"
    r"foreword|preface|choice)"
    r"|(?:message|letter|note|word|comments|remarks) from the .{0,40}(?:chairs?|president|editors?)"
    r"|(?:book|software|media) reviews? (?:column|section)|(?:editorial|guest editorial).{0,12})$"
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
    text, about = _undressed(raw if raw.isascii() else legible(raw))
    words = spelt_out(fold(text)).split()
    kind = "" if _TELLING.isdisjoint(words) else _kind(squeeze(fold_letters(text)))
    words, parts = _with_arabic_numbers(words)
    plain = " ".join(words)
    if plain in _NO_TITLE:
        plain = ""
    figures = " ".join([word for word in words if not word.isalpha()])
    numbers = [run.lstrip("0") or "0" for run in _DIGITS.findall(figures)] if figures else []
    return Title(
        respelt(plain),
        kind or ("erratum" if about else ""),
        " ".join(parts),
        " ".join(sorted(numbers)),
        bool(_CUT.search(raw[-9:])),
        plain in _GENERIC or bool(_COLUMN.match(plain)),
    )


def _undressed(raw: str) -> tuple[str, bool]:
    """The title without markup and notes; whether it cites what it is about."""
    text, about = raw, False
    if "&" in text:
        text = html.unescape(html.unescape(text))  # some exports encode twice
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text:
        text = without_tex(text)
    if "{" in text:
        text = text.replace("{", "").replace("}", "")
    if "[" in text:
        text = _FILE.sub("", text, count=1) if _FILE.match(text) else text
        text = _NOTE.sub("", text)
        whole = _BRACKETED.match(text.strip())
        text = whole.group(1) if whole else text
    lowered = text.lower()
    if "retracted" in lowered or "withdrawn" in lowered or "remov" in lowered:
        text = _RETRACTED.sub("", text)
    if "(" in text:
        bare = _CITES.sub("", text)
        about = bare != text
        text = _MARK.sub("", _ASIDE.sub("", bare))
    if lowered.startswith("abstract"):
        text = _ABSTRACT_NUMBER.sub("", text)
    return text, about


def bracketed(raw: str) -> bool:
    """Whether a whole title stands in brackets, which is how PubMed gives a translated one."""
    return raw[:1] == "[" and bool(_BRACKETED.match(_NOTE.sub("", raw).strip()))


def _kind(lowered: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(lowered)), "")


def _with_arabic_numbers(words: list[str]) -> tuple[list[str], list[str]]:
    """Words with numerals and ordinals written in digits; the numbers that count parts.

    "i", "v" and "x" are numerals only after a word such as "part" or "type", or (not "v", "x") at
    an end.
    """
    plain = all(map(str.isalpha, words))
    if plain and _NUMERALS.isdisjoint(words) and _LETTERED.isdisjoint(words):
        return words, []
    out: list[str] = []
    parts: list[str] = []
    last = len(words) - 1
    for i, word in enumerate(words):
        before = words[i - 1] if i else ""
        after_part = before in _PART
        number = _ROMAN.get(word)
        counts = after_part or (number is not None and i in (0, last))
        if number is None and word in _NUMERALS:
            number = _SPELT.get(word)
            if number is None and (after_part or before in _COUNTED):
                number = _LONE[word]
            elif word == "i" and last > 1 and i in (0, last):
                number, counts = 1, True
        elif word[0].isdecimal():
            ordinal = _ORDINAL.match(word)
            word = ordinal[1] if ordinal else word
            if after_part and word.isdecimal():
                number = int(word)
        out.append(word if number is None else str(number))
        lettered = len(word) == 1 and before in _LETTERED
        if (counts and number is not None) or lettered:
            parts.append(out[-1])
    return out, parts
