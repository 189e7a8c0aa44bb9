"""Numbers in a manuscript that contradict the report: clear statements in English only.

A statement is clear if it says how many records, reports or studies were identified, removed as
duplicates, screened, excluded, retrieved, assessed, left or included. What it says of a part (a
subgroup, a meta-analysis, one reason) or of other people's work is left alone: a false alarm costs
trust. `prose_statements` has the ways to say it, `prose_numbers` what they can mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from litsieve.report.inert import plain
from litsieve.report.number_words import with_digits
from litsieve.report.prisma import Prisma
from litsieve.report.prose_grammar import NUMBER, THINGS, Pattern, Statement
from litsieve.report.prose_numbers import Words, milestones
from litsieve.report.prose_statements import statements

#: Up to here styles write numbers out.
_WRITTEN_OUT = 12
#: Statements of what left the flow: what comes next is a part of what was before.
_LOST = ("duplicates", "excluded", "not retrieved")
#: Characters of a sentence that are shown; what is longer than the other is no sentence.
_SHOWN, _LONGEST = 200, 2_000


@dataclass(frozen=True)
class Claim:
    """A sentence with a number; `valid` are the numbers of the report that it could mean."""

    what: str
    sentence: str
    n: int
    valid: tuple[int, ...]


@dataclass
class _Told:
    """What a paragraph has counted so far: names and ranks of statements, of this sentence too."""

    before: tuple[str, int] | None = None
    here: list[tuple[int, str, int]] = field(default_factory=list)  # where, what, rank
    goes_on: bool = False  # after a semicolon


def contradictions(text: str, p: Prisma) -> tuple[int, list[Claim]]:
    """How many clear statements there are, and those that say a number that is not the report's.

    What the report does not know (a stage that was not carried out) is not compared.
    """
    found = list(_claims(text, p))
    return len(found), [claim for claim in found if claim.n not in claim.valid]


def _claims(text: str, p: Prisma) -> Iterator[Claim]:
    steps = milestones(p)
    for paragraph in _paragraphs(text):
        told = _Told()
        for sentence, goes_on in paragraph:
            last = told.here[-1][1:] if told.here else None
            told.before = last or (told.before if goes_on else None)
            told.here, told.goes_on = [], goes_on
            if len(sentence) <= _LONGEST:
                yield from _of_sentence(sentence, p, steps, told)


def _of_sentence(sentence: str, p: Prisma, steps: dict[int, str], told: _Told) -> Iterator[Claim]:
    read = _readable(sentence)
    if _ABOUT_OTHERS.search(read) or _LEAD.match(read):
        return
    found: dict[str, list[tuple[Claim, bool]]] = {}
    for at, match, statement, pattern in _matches(read):
        before, after = read[: match.start()], read[match.end() :]
        if (_PART.match(after) and not pattern.final) or _LIMITED.search(read[:at]):
            continue
        antecedent = _antecedent(before, match, pattern, statement, steps, told)
        if antecedent is None:
            continue
        n = _value(match["n"])
        words = Words(match[0], before, _clause(after), *_around(read, match), antecedent)
        valid = tuple(sorted(statement.numbers(p, words)))
        told.here.append((at, statement.what, statement.rank))
        if valid and not _few(sentence, n, valid):
            shown = sentence if len(sentence) <= _SHOWN else sentence[:_SHOWN] + "…"
            claim = Claim(statement.what, shown, n, valid)
            found.setdefault(statement.what, []).append((claim, pattern.base))
    for claims in found.values():
        yield from _whole(claims)


def _few(sentence: str, n: int, valid: tuple[int, ...]) -> bool:
    """A small number in words, beside far larger ones: totals are not written so, parts are."""
    return n <= _WRITTEN_OUT and n * 5 < valid[0] and not re.search(rf"(?<!\d){n}(?!\d)", sentence)


def _matches(read: str) -> list[tuple[int, re.Match[str], Statement, Pattern]]:
    """Each number once, in the order of the text: as the first statement that it fits."""
    found: dict[int, tuple[int, re.Match[str], Statement, Pattern]] = {}
    if not _DIGIT.search(read):
        return []
    for statement in statements():
        for pattern in statement.patterns:
            for match in pattern.regex.finditer(read):
                at = match.start("n")
                if at not in found and not _is_year(match["n"], read[:at]):
                    found[at] = at, match, statement, pattern
    return [found[at] for at in sorted(found)]


def _whole(told: list[tuple[Claim, bool]]) -> list[Claim]:
    """Numbers of one kind beside a right one, or that add up to it, may be its parts.

    Not those that are named as a whole.
    """
    claims = [claim for claim, _ in told]
    wrong = [claim for claim, base in told if claim.n not in claim.valid and not base]
    if len(claims) < 2 or not wrong:
        return claims
    right = [claim for claim in claims if claim not in wrong]
    if any(claim.n < other.n for claim in wrong for other in right) or sum(
        claim.n for claim in claims
    ) in {n for claim in claims for n in claim.valid}:
        return right
    return claims


def _antecedent(
    before: str,
    match: re.Match[str],
    pattern: Pattern,
    statement: Statement,
    steps: dict[int, str],
    told: _Told,
) -> str | None:
    """The step that this number is a part of, "" if it stands for itself, None if nobody knows."""
    base = match.groupdict().get("base")
    if base:
        return _earlier(steps.get(_value(base)), statement)
    of = _OF.search(before) if statement.what != "duplicates" else None
    if of and not (of["these"] or of["among"]) and match.start() != match.start("n"):
        of = None  # `removal of duplicates (n = 120)`
    named = _BASE.search(before)
    if pattern.base or not (of or named or pattern.bare):
        return ""
    if named and (step := _earlier(steps.get(_value(named["n"])), statement)) is not None:
        return step
    if told.here:
        steps_here = [(what, rank) for _, what, rank in told.here if what not in _LOST]
        last = (steps_here or [told.here[-1][1:]])[-1]
        return _before(last, statement)
    alone = pattern.bare and (told.goes_on or _NOTHING_BEFORE.fullmatch(before))
    if alone or (of and of["these"]):
        return _before(told.before, statement)
    return None


def _earlier(step: str | None, statement: Statement) -> str | None:
    """`step`, if the statement can follow it."""
    rank = {"identified": 1, "screened": 3, "sought": 5, "assessed": 7}.get(step or "")
    return step if rank is not None and rank <= statement.rank else None


def _before(last: tuple[str, int] | None, statement: Statement) -> str | None:
    if last is None or last[1] > statement.rank or last[1] == 9:
        return None
    return {"full texts": "assessed", "assessed for eligibility": "assessed"}.get(last[0], last[0])


def _value(number: str) -> int:
    return int(re.sub(r"[^0-9]", "", number))


def _is_year(number: str, before: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}", number) and _DATED.search(before))


def _around(read: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after the statement, up to the next numbers."""
    left = re.split(r"[0-9]\)?", read[: match.start()])[-1]
    right = re.split(r"[(;]|, (?:of which|and|with|leaving)\b|[0-9]", read[match.end() :])[0]
    return left, right


def _clause(after: str) -> str:
    return re.split(r"[,;:(]|\band (?=[0-9])|[0-9]", after)[0]


# -------------------------------------------------------------------------- text to sentences


def _paragraphs(text: str) -> Iterator[list[tuple[str, bool]]]:
    """The sentences before the list of references, without markup; whether each goes on."""
    body = _REFERENCES.split(text, maxsplit=1)[0]
    for pattern, by in _MARKUP:
        body = pattern.sub(by, body)
    for block in re.split(r"\n\s*\n", body):
        whole = plain(block)
        for pattern, by in _ASIDES:
            whole = pattern.sub(by, whole)
        parts = _ENDS.split(whole)
        yield [(part, at > 0 and parts[at - 1].endswith(";")) for at, part in enumerate(parts)]


def _readable(sentence: str) -> str:
    """`sentence` as the patterns have it: digits for words, `(n = 122)` for all its spellings."""
    read = with_digits(sentence)
    read = re.sub(r"\bn ?= ?(?=[0-9])", "n = ", read, flags=re.I)
    read = re.sub(r"(\(n = [0-9][0-9,   ]*)[,;/] ?[^()]*\)", r"\1)", read)
    read = re.sub(r" ?\([^()]*%\)| ?\((?!n = )[^()]{0,40}\)(?= (?:were|was)\b)", "", read)
    return re.sub(r"\((?P<n>[0-9][0-9,]*)\)", r"(n = \g<n>)", read)


_NOTHING_BEFORE = re.compile(r"\W*(?:and |whereas |while )?")
_DIGIT = re.compile(r"[0-9]")
_ENDS = re.compile(r"(?<=[.!?;])(?<!\bal\.)(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)\s+(?=[A-Za-z0-9“\"(])")
#: LaTeX, Markdown and HTML around numbers and words → what is read.
_MARKUP = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"(?<=\d)(?:\{,\}|\\,|\\;|\{\\,\}|\{\\thinspace\}|\\thinspace\s?|&thinsp;|&nbsp;|"
        r"&#8239;|~)"
         r"(?=\d{3}(?!\d))", ","),
        (r"\\num\{([\d., ]+)\}", r"\1"),
        (r"~|&nbsp;|&thinsp;|\\[,;: ](?=\S)", " "),
        (r"\\(?:textbf|emph|textit|text|mathit|mathrm)\{([^{}]*)\}", r"\1"),
        (r"\\(?:cite[a-z]*|footnote|label)\*?(?:\[[^\]]*\])*\{[^{}]*\}", ""),
        (r"\\[()]|\$", ""),
        (r"</?(?:i|b|em|strong|sup|sub)>", ""),
        (r"\*\*|__", ""),
        (r"(?<!\w)[*_](\w+)[*_](?!\w)", r"\1"),
        (r"(?<=\d)\}", ""),
    )
)  # fmt: skip
#: What is said beside: references to figures, tables and other work.
_ASIDES = tuple(
    (re.compile(pattern, re.I), "")
    for pattern in (
        r" ?\((?:see |cf\. |as (?:shown|seen) in )?(?:supplement\w* |online )?(?:fig(?:ure|\.)?|"
        r"table|"
        r"appendix|supplement\w*|prisma|flow|additional file)\b[^()]{0,60}\)",
        r" ?\[[0-9, –-]+\]",
        r" ?\[@[^\]]*\]",
    )
)
_REFERENCES = re.compile(r"^[#\\*\s]*(?:section\*?\{)?(?:references|bibliography)\b", re.I | re.M)

# ---------------------------------------------------------------------- whole, part and others

#: Sentences that count something else.
_ABOUT_OTHERS = re.compile(
    r"\bet al\b|\([A-Z][^()0-9]{2,60},? (?:19|20)[0-9]{2}[a-z]?\)|\b[A-Z]\w+ \((?:19|"
    r"20)[0-9]{2}[a-z]?\)|"
    r"\b(?i:(?:previous|earlier|prior|other|pilot|original|existing|recent|similar|another|"
    r"cochrane|"
    r"published|their|his|her|that|those) (?:\w+ ){0,2}(?:reviews?|meta-analys[ei]s|overviews?)\b|"
    r"reviews? (?:that|which|who|from|published)\b|sub-?groups?\b|respectively\b|pilot|"
    r"updated? search|(?:will|would|should|may|might) (?:be|have)\b|expected|anticipated|planned|"
    r"[0-9] (?:\w+ ){0,3}(?:participants|patients|respondents)\b|"
    r"random|(?:first|second|third|lead|senior|last|one|another) (?:authors?|reviewers?|"
    r"researchers?)\b|sensitivity|subset|sub-?sample|calibrat|kappa|inter-?rater|training|conflict|"
    r"disagree|protocol\b|"
    r"per (?:database|source|reviewer|year|country)|each\b|meta-analys[ei]s (?:of|included|"
    r"comprised))"
)
#: A sentence that begins with a place, a time or a theme is about that.
_LEAD = re.compile(
    r"\s*(?i:in|for|within|among|amongst|on|regarding|concerning|with respect to|with regard to)\b"
    r"(?![^,]{0,90}\b(?i:search|screen|review|total|all|end|stage|phase|full|title|abstract|"
    r"duplicat|"
    r"database|eligib|select|process|final|records|identif|sum|step|round|scopus|pubmed|medline|"
    r"embase|"
    r"web of science|scholar|summary|line|accordance|\d+ (?:studies|articles|papers|reports)))"
    r"[^,]{1,90},"
)
#: What comes before a number that is no count of all, or of nothing here.
_LIMITED = re.compile(
    r"\b(?:for example|e\.g\.|than|about|approximately|around|"
    r"nearly|over|almost|at least|at most|up to|some|first|last|next|further|additional|another|"
    r"other|extra|more|between|roughly|circa|ca\.|every|per|appendix|another set of|"
    r"(?:fig(?:ure|\.)|tables?|phase|step|stage)(?=\s*$)|"
    r"[0-9]+ (?:out )?of(?: (?:the|these|all))*|[0-9] ?(?:to|or|and|–|-)|(?:further|additional) "
    r"(?:set|number) of),? ?$|[~≈<>≥≤±] ?$",
    re.I,
)
#: A number of those that were counted before.
_OF = re.compile(
    r"\b(?:(?P<these>(?:of|from|among|amongst|out of) (?:these|those|them|which|whom|this))|"
    r"(?P<among>among\b[^.;]*)|(?<!total )(?<!set )(?<!pool )(?<!sample )(?<!number )(?<!corpus "
    r")(?<!list )(?:out )?of"
    r"(?: (?:the|all))?(?: remaining)?)"
    r"(?: [a-z]+ ?[a-z]*)?,?\s*(?:a total of |only )?$",
    re.I,
)
#: The whole that a part is of: `of the 400 records, …`.
_BASE = re.compile(
    rf"\b(?:of|from|among|amongst|out of) (?:the |these |all |our ){{0,2}}(?:total (?:of )?|"
    rf"remaining |initial )?"
    rf"(?P<n>{NUMBER}) (?:retrieved |identified |screened )?{THINGS}(?: [a-z "
    rf"-]{{1,40}})?,?\s*(?:a total of |only )?$",
    re.I,
)
_DATED = re.compile(r"\b(?:in|since|until|from|by|during|of|and|to|before|after|through) $", re.I)
_SOME = r"(?:the |this |our |a |these |all |both |their |its )?"
#: What comes after a statement that makes it one of a part.
_PART = re.compile(
    rf"\s*(?:,? ?\(?(?:because|due to|owing to|as they|since|on the grounds|as (?:the|it)\b)|"
    rf"(?:as\b(?! (?:\w+ )?(?:duplicat|eligible|relevant|a result|shown|described|per\b))|"
    rf"that\b(?! (?:met|were then))|(?:which|who|with|without)\b|"
    rf"from\b(?! {_SOME}(?:\w+ |\d+ ){{0,3}}?(?:databases?|search|sources|registers?|review|"
    rf"further|consideration|"
    rf"titles?|full|scopus|pubmed|medline|embase|web|google|cinahl|cochrane|psycinfo))|"
    rf"(?:through|via)\b(?! {_SOME}(?:\w+ ){{0,3}}?(?:database|search|source|screen|title|full|"
    rf"register|scopus|"
    rf"pubmed|medline|embase|web|google|citation|reference|hand|snowball))|"
    rf"per\b|for\b(?! {_SOME}(?:\w+ ){{0,2}}?(?:inclusion|eligib|review|full|screen|further|"
    rf"title|abstract|data|"
    rf"extraction|synthesis|analysis|reasons?|detailed|retriev|assess|relevance|final))|"
    rf"on\b(?! {_SOME}(?:basis of (?:the |their )?)?(?:titles?|abstract|full|first|initial))|"
    rf"in\b(?! (?:total|all|full|duplicate|parallel|{_SOME}(?:(?:final|present|current|systematic|"
    rf"scoping|narrative|literature|integrative|rapid|umbrella|qualitative|evidence|overall|"
    rf"initial|"
    rf"first|second|electronic|bibliographic|title|abstract|and|full-text|selected|\d+|realist|"
    rf"critical) ){{0,4}}"
    rf"(?:review|synthesis|sample|corpus|set|dataset|analysis|paper|study|overview|map|process|"
    rf"screening|"
    rf"search|searches|databases?|stage|phase|step|flow|scopus|pubmed|medline|embase|web)\b)(?! "
    rf"quant| meta)(?!(?<=synthesis) o[fn]|(?<=analysis) o[fn]))|"
    rf"(?:published|conducted|examining|reporting|using|about|addressing|focus\w+|set in)\b)|"
    rf"[^.;,]{{0,40}}\b(?:meta-?analys|quantitative|sensitivity|subgroup|secondary|pooled|twice|"
    rf"by (?:a|the) (?:third|second|"
    rf"senior|single)|by (?:another|1|one)\b))",
    re.I,
)
