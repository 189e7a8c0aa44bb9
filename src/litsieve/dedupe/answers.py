"""What people answered of pairs: lines of decisions/duplicates.jsonl → one answer a pair.

    {"v":1,"a":"r_…","b":"r_…","answer":"same","by":"alice","at":"2026-01-02T10:03:11Z","note":""}

Of each person the last line on a pair holds; `withdrawn` takes it back. People who differ make a
pair `disagreed`, until one of them, or a third, answers it in knowledge of the others' answers
(`"settles":true`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd

from litsieve import schema
from litsieve.decisions import Line
from litsieve.errors import ReviewError, ReviewErrors, Where, nearest

VERSION = 1
#: Said of an id that no record has.
GONE = "is not in the review"
SAME, DIFFERENT, WITHDRAWN, DISAGREED = "same", "different", "withdrawn", "disagreed"
_WORDS = (SAME, DIFFERENT, WITHDRAWN)
_KEYS: dict[str, type] = {
    "v": int, "a": str, "b": str, "answer": str, "by": str, "at": str, "note": str, "settles": bool,
}  # fmt: skip
_NEEDED = ("v", "a", "b", "answer", "by")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Answer:
    """What one person said of one pair, a < b: same, different or withdrawn.

    `at` is the time in UTC, ISO 8601. `settles`: the person had been shown the others' answers.
    """

    a: str
    b: str
    answer: str
    by: str
    at: str = ""
    note: str = ""
    settles: bool = False
    where: Where | None = field(default=None, compare=False)

    @property
    def pair(self) -> Pair:
        return self.a, self.b

    def plain(self) -> dict[str, Any]:
        """As a line of the file says it."""
        values = {"v": VERSION, **{key: getattr(self, key) for key in list(_KEYS)[1:-1]}}
        return values | ({"settles": True} if self.settles else {})

    def __str__(self) -> str:
        return f"{self.by}: {self.answer}" + (f" ({self.where})" if self.where else "")


@dataclass(frozen=True)
class Problem:
    """What a person should know of answers: kind (disagreed | contradictory | record gone)."""

    kind: str
    text: str
    answers: tuple[Answer, ...]  # the lines concerned


@dataclass(frozen=True)
class Answers:
    """The answers that hold (schema.ANSWERED, sorted by pair), and what is wrong with some."""

    table: pd.DataFrame
    problems: tuple[Problem, ...]


def parse(lines: Iterable[Line]) -> list[Answer]:
    """The answers of a file's lines, in their order; ReviewErrors of all that are none."""
    found: list[Answer] = []
    errors: list[ReviewError] = []
    for line in lines:
        try:
            found.append(_answer(line))
        except ReviewError as error:
            errors.append(error)
    if errors:
        raise ReviewErrors(errors)
    return found


def _answer(line: Line) -> Answer:
    values, where = line.values, line.where
    if values.get("v", VERSION) != VERSION:
        hint = f"this program knows version {VERSION}: use the one that wrote the line"
        raise ReviewError(f"version {values['v']} of an answer", where, hint)
    for key, value in values.items():
        if key not in _KEYS:
            raise _unknown(f"key {key!r}", key, _KEYS, where)
        if type(value) is not _KEYS[key]:
            kind = {str: "a text", int: "a whole number", bool: "true or false"}[_KEYS[key]]
            raise ReviewError(f"{key!r} is not {kind}", where, f"write {_example()}")
    for key in _NEEDED:
        if not values.get(key):
            raise ReviewError(f"no {key!r}", where, f"write {_example()}")
    if values["answer"] not in _WORDS:
        raise _unknown(f"answer {values['answer']!r}", values["answer"], _WORDS, where)
    if fault := name_fault(values["by"]):
        raise ReviewError(f"'by' {fault}", where, "name the person who answered")
    a, b = sorted((values["a"], values["b"]))
    if a == b:
        raise ReviewError(f"{a} is paired with itself", where, "name two records")
    rest = {key: values[key] for key in ("answer", "by", "at", "note", "settles") if key in values}
    return Answer(a, b, where=where, **rest)


def _unknown(what: str, word: str, valid: Iterable[str], where: Where) -> ReviewError:
    near = nearest(word, list(valid))
    hint = f"did you mean {near}?" if near else f"one of {', '.join(valid)}"
    return ReviewError(f"unknown {what}", where, hint)


def _example() -> str:
    return '{"v":1,"a":"r_…","b":"r_…","answer":"same","by":"NAME","at":"…","note":""}'


def name_fault(name: str) -> str | None:
    """Why a name cannot stand for a person; None if it can."""
    if not name.strip():
        return "is blank"
    if name != name.strip() or not name.isprintable():
        return "has white space at an end, or characters that cannot be shown"
    return "has a semicolon, which separates people" if ";" in name else None


def standing(answers: Iterable[Answer]) -> dict[Pair, tuple[Answer, ...]]:
    """Of every pair what each person said last, in the order of the lines; withdrawn is nothing."""
    last: dict[tuple[Pair, str], Answer] = {}
    for answer in answers:
        last.pop((answer.pair, answer.by), None)  # so that the order is that of the last lines
        last[answer.pair, answer.by] = answer
    found: dict[Pair, tuple[Answer, ...]] = {}
    for (pair, _), answer in last.items():
        if answer.answer != WITHDRAWN:
            found[pair] = (*found.get(pair, ()), answer)
    return dict(sorted(found.items()))


def outcome(said: Sequence[Answer]) -> tuple[str, tuple[str, ...]]:
    """What holds of a pair (same | different | disagreed), and who says so, by name.

    `said` is what `standing` has of it. The last answer that settles outweighs those before it.
    """
    settled = max((at for at, answer in enumerate(said) if answer.settles), default=0)
    words = {answer.answer for answer in said[settled:]}
    word = words.pop() if len(words) == 1 else DISAGREED
    return word, tuple(sorted(a.by for a in said if word in (DISAGREED, a.answer)))


def is_said(answer: Answer, said: Sequence[Answer]) -> bool:
    """Whether a further answer would add nothing to what `standing` has of its pair."""
    own = next((one for one in said if one.by == answer.by), None)
    if own is None or (own.answer, own.note) != (answer.answer, answer.note):
        return False
    return not answer.settles or outcome(said)[0] == answer.answer


def answers_of(
    answers: Iterable[Answer], present: Container[str], waiting: Mapping[str, str] = {}
) -> Answers:
    """One answer a pair, of pairs whose records are `present` in the review; and the problems.

    An answer on a record that is not there is a problem and waits: it holds again when the record
    returns. `waiting`: of such ids, what is known of them (`referents.answers_now`).
    """
    rows: list[tuple[str, str, str, str]] = []
    problems: list[Problem] = []
    given = standing(answers)
    for pair, said in given.items():
        word, by = outcome(said)
        if gone := [record for record in pair if record not in present]:
            lost = f"{GONE}: the answer waits for its return"
            told = "; ".join(waiting.get(record, f"{record} {lost}") for record in gone)
            problems.append(_problem("record gone", told, said))
            continue
        rows.append((*pair, word, "; ".join(by)))
        if word == DISAGREED:
            text = f"people disagree on {' and '.join(pair)}: `review decide duplicates` asks again"
            problems.append(_problem("disagreed", text, said))
    frame = pd.DataFrame(rows, columns=schema.names(schema.ANSWERED), dtype=object)
    return Answers(
        schema.conform(frame, schema.ANSWERED),
        (*problems, *_contradictions({row[:2]: row[2] for row in rows}, given)),
    )


def _problem(kind: str, text: str, said: Sequence[Answer]) -> Problem:
    return Problem(kind, f"{text}; {'; '.join(map(str, said))}", tuple(said))


def _contradictions(
    words: Mapping[Pair, str], given: Mapping[Pair, tuple[Answer, ...]]
) -> Iterable[Problem]:
    for chain in chains(words):
        *joined, apart = chain
        told = ", ".join(f"same({a}, {b})" for a, b in joined)
        text = f"answers contradict one another: {told}, but different({', '.join(apart)})"
        yield _problem("contradictory", text, [answer for pair in chain for answer in given[pair]])


def chains(words: Mapping[Pair, str]) -> list[list[Pair]]:
    """For each pair told apart that others join: the shortest chain of `same`, then the pair.

    `words`: what holds of each pair.
    """
    beside: dict[str, list[str]] = {}
    for (a, b), word in sorted(words.items()):
        if word == SAME:
            beside.setdefault(a, []).append(b)
            beside.setdefault(b, []).append(a)
    found = []
    for (a, b), word in sorted(words.items()):
        if word == DIFFERENT and (path := _path(beside, a, b)):
            steps = pairwise(path)
            found.append([*((min(step), max(step)) for step in steps), (a, b)])
    return found


def _path(beside: Mapping[str, list[str]], start: str, end: str) -> list[str]:
    """The records from `start` to `end`, each the same as the next; [] if there is no such way."""
    before = {start: start}
    queue = deque([start])
    while queue and end not in before:
        at = queue.popleft()
        for near in beside.get(at, ()):
            if near not in before:
                before[near] = at
                queue.append(near)
    if end not in before:
        return []
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]
