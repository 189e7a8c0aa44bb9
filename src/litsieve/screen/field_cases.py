"""All answers that questions to one field can give together, whatever a report says there.

Questions cut the values of a field into a few classes (before, in and after each span of dates;
each value named, each prefix, all the rest): one value of each class is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TypeAlias

from litsieve.screen.conditions import FieldTest
from litsieve.screen.kleene import TRUE, UNKNOWN
from litsieve.screen.predicates import FIELDS, span_of

#: Whether each of the questions is true.
Outcome: TypeAlias = tuple[bool, ...]

#: A value that no rule names: a code that no language has, letters that no text begins with.
_ELSE = {"language": "qqz"}
_ANYTHING_ELSE = "qqzzqq"
#: The days that can be written with a year of four digits.
_FIRST_DAY, _LAST_DAY = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()
#: Kinds of field of which a report may have several values.
_MANY = ("list", "language")
#: With more classes of values than this any combination of answers is taken to be possible.
_MOST_CLASSES = 400


@lru_cache(maxsize=4096)
def outcomes(asked: tuple[FieldTest, ...]) -> set[Outcome]:
    """The answers that these questions, all to one field, can give together; or more."""
    kind = FIELDS[asked[0].field]
    values = list(dict.fromkeys(_values(asked, kind)))
    free = set(product((False, True), repeat=len(asked)))
    if len(values) > _MOST_CLASSES or any(_names_a_list(test) for test in asked):
        return free
    told = [[test.test(value) for test in asked] for value in values]
    found = {tuple(answer == TRUE for answer in row) for row in told if UNKNOWN not in row}
    if kind in _MANY:
        found = _together(found)
    return found | _where_missing(asked, free)


def _names_a_list(test: FieldTest) -> bool:
    """Countries may be given as a list (@lmic): which they are does not show here."""
    return test.field == "countries" and any(value.startswith("@") for value in test.wanted)


def _values(asked: Sequence[FieldTest], kind: str) -> Iterator[str]:
    """At least one value of each class."""
    if kind == "flag":
        yield from ("true", "false")
        return
    if kind in ("date", "number"):
        for edge in _edges(asked):
            if kind == "number":
                yield str(edge)
            elif _FIRST_DAY <= edge <= _LAST_DAY:
                yield date.fromordinal(edge).isoformat()
        return
    yield _ELSE.get(kind, _ANYTHING_ELSE)
    for test in asked:
        if test.predicate in ("in", "prefix"):
            yield from test.wanted
        if test.predicate == "prefix":
            yield from (f"{start}{_ANYTHING_ELSE}" for start in test.wanted)


def _edges(asked: Sequence[FieldTest]) -> Iterator[int]:
    """Days or numbers: one between all limits of all spans, and each limit itself."""
    yield date(2000, 1, 1).toordinal()
    for test in asked:
        span = span_of(test.field, test.predicate, test.wanted)
        if span is not None:
            yield from (span.first - 1, span.first, span.last, span.last + 1)


def _together(single: set[Outcome]) -> set[Outcome]:
    """What several values at once can give: each question is true if it is for one of them."""
    found = set(single)
    while True:
        more = {
            tuple(a or b for a, b in zip(x, y, strict=True)) for x in found for y in single
        } - found
        if not more:
            return found
        found |= more


def _where_missing(asked: Sequence[FieldTest], free: set[Outcome]) -> set[Outcome]:
    """If it is asked whether there is a value: what the answers are where there is none.

    The other questions have no answer then; any is allowed, so that nothing is said too much.
    """
    present = {i: test.wanted[0] for i, test in enumerate(asked) if test.predicate == "present"}
    if not present:
        return set()
    return {row for row in free if all(row[i] == (said == "false") for i, said in present.items())}
