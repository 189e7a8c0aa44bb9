"""The review queue as a sheet: questions → rows to fill in; filled rows → answers, checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
from rapidfuzz import fuzz

from litsieve.dedupe.answers import DIFFERENT, SAME, Answer, Pair, is_said
from litsieve.dedupe.queue import FIELDS, Question, shown
from litsieve.errors import ReviewError, ReviewErrors, Where, nearest
from litsieve.sheets import Row
from litsieve.store import digest
from litsieve.text import fold, squeeze

#: Columns that people fill in, and the words they may take.
CHOICES = {"answer": (SAME, DIFFERENT)}
#: Columns without which a sheet cannot be read back.
NEEDS = ("answer", "pair", "check")
_WORDS = {"same": SAME, "s": SAME, "different": DIFFERENT, "d": DIFFERENT}
#: A spreadsheet may lose letters of a title, or a program shorten it; another title is less alike.
_SAME_TITLE = 80


def sheet(asked: Iterable[Question]) -> pd.DataFrame:
    """One row a question: answer and note (empty), both records field by field, score, why, keys.

    `pair` names the records; `check` is a digest of what they say. Both must come back as they are.
    """
    rows = [_row(question) for question in asked]
    return pd.DataFrame(rows, columns=_columns(), dtype=object)


def _columns() -> list[str]:
    both = [f"{name}_{side}" for name in (*FIELDS, "source", "place", "others") for side in "ab"]
    return ["answer", "note", *both, "score", "why", "answered", "pair", "check"]


def _row(question: Question) -> dict[str, object]:
    row: dict[str, object] = {
        "score": None if question.score is None else round(question.score, 3),
        "why": _joined([question.rule, question.why]),
        "answered": answered(question.given),
        "pair": " ".join(question.pair),
        "check": check(question.pair, question.a.fields, question.b.fields),
    }
    for letter, side in (("a", question.a), ("b", question.b)):
        row |= {f"{name}_{letter}": value for name, value in side.fields.items()}
        row |= {f"source_{letter}": side.source, f"place_{letter}": side.place}
        row[f"others_{letter}"] = _joined(side.others)
    return row


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(filter(None, parts)) or None


def answered(given: Sequence[Answer]) -> str | None:
    """What people said of a pair, in one cell."""
    said = (f"{a.by}: {a.answer}" + (f" ({a.note})" if a.note else "") for a in given)
    return squeeze(_joined(said) or "") or None


def check(pair: Pair, a: Mapping[str, str], b: Mapping[str, str]) -> str:
    """A short digest of the two records as they are shown; a letter first, lest it is a number."""
    return "c_" + digest([*pair, dict(a), dict(b)])[:16]


# --- and back --------------------------------------------------------------------------------


@dataclass
class Filled:
    """What a sheet brought: answers to add, and what became of its other rows."""

    answers: list[Answer] = field(default_factory=list)
    changed: list[tuple[Answer, Answer]] = field(default_factory=list)  # was, is; in `answers` too
    unchanged: int = 0  # answered so by this person before
    blank: int = 0
    lone_notes: list[Where] = field(default_factory=list)  # a note, but no answer: not kept


def filled(
    rows: Iterable[Row],
    records: pd.DataFrame,
    given: Mapping[Pair, tuple[Answer, ...]],
    by: str,
    at: str,
) -> Filled:
    """The answers of one person that a sheet's rows hold; ReviewErrors of every row that is wrong.

    `records` is schema.RECORD as it is now, `given` what `answers.standing` found. A row counts
    only if its records still say what the sheet says. An answer settles a disagreement if the
    sheet shows all that people have answered until now.
    """
    place = pd.Series(range(len(records)), index=records["record_id"])
    out = Filled()
    errors: list[ReviewError] = []
    seen: dict[Pair, Answer] = {}
    for row in rows:
        if not row.cells["answer"]:
            out.blank += 1
            if row.cells.get("note"):
                out.lone_notes.append(row.where)
            continue
        try:
            answer = _answer(row, lambda record: shown(records.iloc[place[record]]), place, by, at)
            said = given.get(answer.pair, ())
            _add(out, _settling(answer, row, said), said, seen)
        except ReviewError as error:
            errors.append(error)
    if errors:
        raise ReviewErrors(errors)
    return out


def _answer(
    row: Row, says: Callable[[str], dict[str, str]], present: pd.Series, by: str, at: str
) -> Answer:
    cells, where = row.cells, row.where
    word = _WORDS.get(cells["answer"].casefold())
    if word is None:
        near = nearest(cells["answer"].casefold(), list(_WORDS)[::2])
        hint = f"did you mean {near}?" if near else "write same, different, s, d or nothing"
        raise ReviewError(f"unknown answer {cells['answer']!r}", where, hint)
    ids = cells["pair"].split()
    if len(ids) != 2 or ids[0] >= ids[1]:
        raise ReviewError(
            f"{cells['pair']!r} is no pair of records", where,
            "the column `pair` must come back as it was; write the list again",
        )  # fmt: skip
    for record in ids:
        if record not in present.index:
            raise ReviewError(
                f"{record} is not in the review (any more)", where, "take the answer out of the row"
            )
    a, b = ids
    if cells["check"] != check((a, b), says(a), says(b)):
        raise ReviewError(
            "the row does not say what the records say now", where,
            "write the list again, compare, and answer this pair there",
        )  # fmt: skip
    for letter, record in (("a", a), ("b", b)):
        _same_title(f"title_{letter}", cells, says(record).get("title", ""), where)
    return Answer(a, b, word, by, at, cells.get("note", ""), where=where)


def _same_title(column: str, cells: Mapping[str, str], title: str, where: Where) -> None:
    """Whether the row's title is that of its record: not so if only some columns were sorted."""
    seen = fold(cells.get(column, ""))
    if seen and fuzz.ratio(seen, fold(title)) < _SAME_TITLE and not fold(title).startswith(seen):
        raise ReviewError(
            f"{column} is not the title of this pair's record", where,
            "were only some of the columns sorted? write the list again",
        )  # fmt: skip


def _settling(answer: Answer, row: Row, said: Sequence[Answer]) -> Answer:
    # Who takes part in a disagreement cannot end it alone.
    others = bool(said) and answer.by not in {other.by for other in said}
    knew = squeeze(row.cells.get("answered", "")) == (answered(said) or "")
    return replace(answer, settles=others and knew)


def _add(out: Filled, answer: Answer, said: Sequence[Answer], seen: dict[Pair, Answer]) -> None:
    earlier = seen.setdefault(answer.pair, answer)
    if earlier.answer != answer.answer:
        raise ReviewError(
            f"{answer.answer}, but {earlier.where} says {earlier.answer} of the same pair",
            answer.where, "leave one of them",
        )  # fmt: skip
    if earlier is not answer or is_said(answer, said):
        out.unchanged += 1
        return
    out.answers.append(answer)
    own = next((one for one in said if one.by == answer.by), None)
    if own and own.answer != answer.answer:
        out.changed.append((own, answer))
