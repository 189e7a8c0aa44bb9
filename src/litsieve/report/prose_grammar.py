"""The words of statements about a flow: numbers and what they count, as regular expressions.

In a pattern `{Q}` is a number with what it counts (`122 studies`, `studies (n = 122)`), `{F}` the
same of full texts, `{N}` a number alone, which counts only after another one (`of which 122 were
included`); `{TOTAL}`, `{WERE}` and `{WHO}` are what may stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from litsieve.report.prose_numbers import Numbers

NUMBER = r"[0-9]{1,3}(?:[, \u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+(?![0-9%]|[.,/][0-9])"
ONE = rf"(?<![0-9.,/–-])(?P<n>{NUMBER})"
_HOW = (
    r"(?:unique|distinct|potentially|possibly|relevant|eligible|full|text|full-text|different|"
    r"non-duplicates?|deduplicated|de-duplicated|peer-reviewed|primary|empirical|original|"
    r"remaining|"
    r"bibliographic|research|journal|scientific|scholarly|academic|published|individual|titles? "
    r"and "
    r"abstracts? of|titles?/abstracts? of)"
)
THING = (
    r"(?:records?|citations?|references|hits|results|articles?|papers?|studies|study|publications?|"
    r"reports?|documents?|items|entries|manuscripts|full[- ]texts?(?: (?:articles?|papers?|"
    r"reports?|"
    r"publications|versions|documents))?|titles(?: and |/| & )abstracts|abstracts(?: and |/| & "
    r")titles|titles|abstracts)"
)
THINGS = rf"(?:{_HOW} ){{0,4}}{THING}"
#: No other word may stand before things: `qualitative studies (n = 12)` are some of them.
_ALONE = (
    r"(?:(?<![\w ,-])|(?<=[.,:(] )|(?<=\bthe )|(?<=\ball )|(?<=\bof )|(?<=\bthese )|(?<=\band )|"
    r"(?<=\bonly )|(?<=\bour )|(?<=\bwith )|(?<=\bremaining ))"
)
_FULL_TEXTS = (
    rf"(?:{_HOW} ){{0,3}}full[- ]texts?(?: (?:articles?|papers?|reports?|publications?|versions?|"
    r"documents?|studies|records?))?"
)
ADV = r"(?:(?:\w+ly|then|thus|therefore|also|still|all|hence|both|further|subsequently) ){0,2}"
_WERE = rf" (?:were|was|have been|had been|has been) {ADV}(?:being )?"
_TOTAL = (
    r"(?:a (?:grand |final |combined |overall )?total of |in total |altogether |an initial |only |"
    r"a (?:final |total )?(?:set|pool|sample|number|list|corpus) of )?(?:the |all |our "
    r")?(?:remaining )?"
)
WHO = (
    r"\b(?:we|the authors|authors|(?:the |two |both |three )?reviewers|team|the review|this review)"
)
ACT = rf"(?: \([^()]*\))? {ADV}"
CRITERIA = (
    r"(?:(?:all|the|our|these|of|review'?s?|predefined|pre-defined|specified|full|stated|set) "
    r"){0,5}"
    r"(?:inclusion|eligibility|selection|inclusion/exclusion|inclusion and exclusion|study)?"
    r"(?: (?:and exclusion))? ?criteria"
)
FINAL = (
    r"(?:(?:final|resulting|ultimate|eventual|included|full|complete) (?:\w+ )?"
    r"(?:sample|corpus|set|dataset|data ?set|selection|pool|body|collection|list|review|synthesis|"
    r"evidence base|number)|(?:our|the|this) (?:review )?(?:sample|corpus|evidence base))"
    r"(?: of (?:included |eligible |relevant )?(?:studies|literature|papers|articles|evidence|"
    r"records|"
    r"publications|reports))?"
)
HOLDS = (
    r"(?: (?:therefore|thus|then|finally|ultimately))? (?:comprised|comprises|consisted of|"
    r"consists of|"
    r"included|includes|contained|contains|encompassed|encompasses|amounted to|totalled|totaled|"
    r"came to|numbered|counted|stood at|covered|covers|was|were|is|(?:was|is) (?:made up|composed) "
    r"of|held|holds)(?: of)?"
)
FOUND = (
    r"(?:identified|located|found|yielded|returned|retrieved|produced|generated|resulted in|gave|"
    r"brought up|turned up|captured|revealed|delivered|provided|obtained|led to|brought)"
)
LEAVING = (
    r"(?:leaving|left us with|were left with|left|yielding|resulting in|resulted in|giving|"
    r"which left|reduced (?:the |this |these |them |it )?(?:\w+ ){0,3}to|brought (?:\w+ ){1,3}to|"
    r"narrow\w+ (?:\w+ ){0,3}to|cut (?:\w+ ){1,3}to|this left)"
)
TO_FULL = (
    rf"(?: {ADV}(?:(?:underwent|proceeded to|advanced to|progressed to|moved (?:on |forward )?to|"
    r"went (?:on |forward )?(?:to|into|for)|passed (?:on )?to|entered|qualified for|remained for|"
    r"(?:were|was) (?:\w+ly )?(?:selected|included|retained|eligible|kept|left|considered|"
    r"forwarded|"
    r"taken forward|chosen|deemed eligible|identified|reviewed|assessed|evaluated|examined|read|"
    r"moved|sent|screened|taken|promoted|advanced|subjected|checked|obtained|retrieved|sought)"
    r"(?: (?:for|to|at|in|as|by|through|on|into))) )|"
    r" for )(?:the |a |further |more |detailed |in-depth |their )*full[- ]?text"
)


@dataclass(frozen=True)
class Pattern:
    """`bare`: a number alone; `base`: what it counts is named as a whole, also after `of`; `final`:
    whatever follows does not make a part of it.
    """

    regex: re.Pattern[str]
    bare: bool
    base: bool
    final: bool


@dataclass(frozen=True)
class Statement:
    """What is said, how it is said, what it can mean. `rank`: how far down the flow."""

    what: str
    rank: int
    numbers: Numbers
    patterns: tuple[Pattern, ...]


def _said(texts: Iterable[str], base: bool = False, final: bool = False) -> list[Pattern]:
    found = []
    for text in texts:
        whole = text.replace("{TOTAL}", _TOTAL).replace("{WERE}", _WERE).replace("{WHO}", WHO + ACT)
        for short, long in (("{Q}", ("", THINGS)), ("{F}", ("full", _FULL_TEXTS))):
            if short in whole:
                counted, after = rf"{ONE} {long[1]}", rf"{_ALONE}{long[1]} \(?n = {ONE}\)?"
                found += [
                    (whole.replace(short, counted), False),
                    (whole.replace(short, after), False),
                ]
                break
        else:
            found.append((whole.replace("{N}", ONE), "{N}" in whole))
    return [Pattern(re.compile(text, re.I), bare, base, final) for text, bare in found]


def passive(verbs: str) -> list[str]:
    """`122 studies were V`, `of which 122 were V`, `122 of the 160 full texts were V`."""
    return [
        rf"{{Q}}{{WERE}}(?:{verbs})\b",
        rf"{{N}}{{WERE}}(?:{verbs})\b",
        rf"{{N}} of (?:which|these|them|those){{WERE}}(?:{verbs})\b",
        rf"{{N}} (?:out )?of (?:the |these |all ){{0,2}}(?P<base>{NUMBER}) {THINGS}"
        rf"(?: \w+ed)?{{WERE}}(?:{verbs})\b",
    ]  # fmt: skip


def noted(verbs: str) -> list[str]:
    """`records screened (n = 400)`, `Screened: n = 400`, `screening of 400 records`."""
    return [
        rf"\b(?:{THINGS} )?(?:were |was )?(?:{verbs})(?: for \w+| in (?:the |this )?review)?:? "
        rf"\(?n = {{N_}}\)?"
    ]


def statement(
    what: str,
    rank: int,
    numbers: Numbers,
    texts: Iterable[str],
    base: Iterable[str] = (),
    final: Iterable[str] = (),
) -> Statement:
    plain = [text.replace("{N_}", ONE) for text in texts]
    return Statement(
        what, rank, numbers, (*_said(final, final=True), *_said(base, base=True), *_said(plain))
    )
