"""Titles in the form in which they are compared: markup, notes and kinds of item told apart."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from litsieve.text import fold, fold_letters, squeeze

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
_CITES = re.compile(r"\s*\(vol(?:ume)?\b[^)]*\d[^)]*\bp(?:g|p|ages?)?\b[^)]*\d[^)]*\)", re.I)
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
        r"|(?:[:.?!]|\s[\-–—])\s*(?:the )?(?:authors?\W{0,2}s? )?"
        r"(?:reply|response|rejoinder)\W*$")),
    ("comment", re.compile(
        r"^(?:(?:comments?|commentary|discussion)\s*(?:[:]|on\b|to\b)|re\s*:|discussion of\b)"
        r"|(?:[:.?!]|\s[\-–—])\s*(?:comments?|commentary|discussion)\W*$")),
)  # fmt: skip

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
_LONE = {"i": 1, "v": 5, "x": 10}
_SPELT = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "first": 1, "second": 2, "third": 3}
_PART = frozenset({"part", "pt", "paper", "chapter", "section", "volume", "vol", "book", "series"})
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
reminiscences"""))  # fmt: skip
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
    text, about = _undressed(raw)
    kind = _kind(squeeze(fold_letters(text))) or ("erratum" if about else "")
    words, parts = _with_arabic_numbers(fold(text).split())
    plain = " ".join(words)
    if plain in _NO_TITLE:
        plain = ""
    numbers = " ".join(sorted(run.lstrip("0") or "0" for run in _DIGITS.findall(plain)))
    generic = plain in _GENERIC or bool(_COLUMN.match(plain))
    return Title(plain, kind, " ".join(parts), numbers, bool(_CUT.search(raw)), generic)


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
        lettered = after_part and len(word) == 1 and words[i - 1] in _LETTERED
        if (counts and number is not None) or lettered:
            parts.append(out[-1])
    return out, parts
