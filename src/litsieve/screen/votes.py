"""Lines of decision files → votes, words on full texts, and rulings.

Of `decisions/<stage>/<reviewer>.jsonl`, a line each:

    {"v":1,"record":"r_…","stage":"title-abstract","by":"alice","at":"2025-05-02T10:03:11Z",
     "decision":"exclude","reasons":["E7"],"tags":[],"note":"","criteria":"sha256:…"}

`decisions/<stage>/adjudication.jsonl` has `mode`, `between` and `prior` beside these. What is wrong
with the shape of a line is an error; what may become wrong later is for `resolve` to tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from litsieve.decisions import Line
from litsieve.dedupe.answers import name_fault
from litsieve.errors import ReviewError, ReviewErrors, Where, nearest

VERSION = 1
TITLES, RETRIEVAL, FULL_TEXT = "title-abstract", "retrieval", "full-text"
INCLUDE, MAYBE, EXCLUDE = "include", "maybe", "exclude"
SOUGHT, OBTAINED, NOT_RETRIEVED = "sought", "obtained", "not-retrieved"
DISCUSSION, THIRD = "discussion", "third-reviewer"
_VOTES = (INCLUDE, MAYBE, EXCLUDE)  # the most inclusive first
#: The stages at which people decide, in the order of the flow, and what they may say there.
WORDS = {TITLES: _VOTES, RETRIEVAL: (SOUGHT, OBTAINED, NOT_RETRIEVED), FULL_TEXT: _VOTES}
MODES = (DISCUSSION, THIRD)
#: The file of a stage that holds rulings; nobody can be called that.
ADJUDICATION = "adjudication"


@dataclass(frozen=True)
class Vote:
    """What one person said of one record at one stage; `at` is ISO 8601 with its time zone."""

    stage: str
    record: str
    by: str
    at: str
    decision: str
    reasons: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    criteria: str = ""
    where: Where | None = field(default=None, compare=False)

    @property
    def moment(self) -> datetime:
        """When it was said, in UTC."""
        return datetime.fromisoformat(self.at).astimezone(UTC)

    def plain(self) -> dict[str, Any]:
        """What was said, and on which line."""
        return {
            "by": self.by, "at": self.at, "decision": self.decision, "reasons": list(self.reasons),
            "tags": list(self.tags), "note": self.note, "where": str(self.where or ""),
        }  # fmt: skip


@dataclass(frozen=True)
class Ruling(Vote):
    """What settles a disagreement: `prior` are the votes of `between` that were ruled on."""

    mode: str = DISCUSSION
    between: tuple[str, ...] = ()
    prior: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The same, with what was ruled on."""
        prior = dict(zip(self.between, self.prior, strict=True))
        return super().plain() | {"mode": self.mode, "prior": prior}


def parse(lines: Iterable[Line], stage: str, reviewer: str) -> list[Vote]:
    """The votes of the file `<stage>/<reviewer>.jsonl`, in their order; rulings of adjudication.

    Raises ReviewErrors of all lines that are none.
    """
    found: list[Vote] = []
    errors: list[ReviewError] = []
    name = unicodedata.normalize("NFC", reviewer)
    read = _ruling if name == ADJUDICATION else _vote
    for line in lines:
        try:
            found.append(read(line, stage, name))
        except ReviewError as error:
            errors.append(error)
    if errors:
        raise ReviewErrors(errors)
    return found


def _vote(line: Line, stage: str, reviewer: str) -> Vote:
    given = _checked(line, stage, _KEYS, _NEEDED)
    if given["by"] != reviewer:
        raise ReviewError(
            f"'by' is {given['by']!r}, but the file is that of {reviewer!r}", line.where,
            f"each person has a file of their own: move the line to {given['by']}.jsonl",
        )  # fmt: skip
    _is_word("decision", given["decision"], WORDS[stage], line.where)
    return Vote(**given, where=line.where)


def _ruling(line: Line, stage: str, _: str) -> Ruling:
    where = line.where
    if stage == RETRIEVAL:
        raise ReviewError(
            "retrieval is not ruled on", where,
            "say what became of the full text in your own file: the latest word holds",
        )  # fmt: skip
    given = _checked(line, stage, _KEYS | _RULING_KEYS, (*_NEEDED, *_RULING_KEYS))
    _is_word("mode", given["mode"], MODES, where)
    _is_word("ruling", given["decision"], (INCLUDE, EXCLUDE), where)
    between = tuple(unicodedata.normalize("NFC", name) for name in given["between"])
    if len(set(between)) < 2 or len(set(between)) < len(between):
        raise ReviewError("'between' names fewer than two people, or one twice", where,
                          "name those whose votes were ruled on")  # fmt: skip
    prior = _prior(given.pop("prior"), between, where)
    for word in prior:
        _is_word("decision in 'prior'", word, WORDS[stage], where)
    return Ruling(**given | {"between": between, "prior": prior}, where=where)


def _prior(given: list[Any], between: tuple[str, ...], where: Where) -> tuple[str, ...]:
    """The votes that were ruled on, in the order of `between`.

    Written as decisions in that order, or as {"by", "decision"} each.
    """
    hint = 'write "prior":["include","exclude"], in the order of \'between\''
    if all(isinstance(item, str) for item in given) and len(given) == len(between):
        return tuple(given)
    try:
        said = {unicodedata.normalize("NFC", item["by"]): item["decision"] for item in given}
        if len(given) == len(between) and all(isinstance(said[name], str) for name in between):
            return tuple(said[name] for name in between)
    except (TypeError, KeyError):
        pass
    raise ReviewError("'prior' does not say one vote of each in 'between'", where, hint)


# --- the shape of a line ---------------------------------------------------------------------


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


_Key = tuple[str, Callable[[Any], bool]]
_TEXT: _Key = ("a text", _is_text)
_TEXTS: _Key = ("a list of texts", _are_texts)
_KEYS: dict[str, _Key] = {
    "v": ("a whole number", lambda value: type(value) is int),
    "record": _TEXT, "stage": _TEXT, "by": _TEXT, "at": _TEXT, "decision": _TEXT,
    "reasons": _TEXTS, "tags": _TEXTS, "note": _TEXT, "criteria": _TEXT,
}  # fmt: skip
_RULING_KEYS: dict[str, _Key] = {"mode": _TEXT, "between": _TEXTS, "prior": ("a list", _is_list)}
_NEEDED = ("v", "record", "stage", "by", "at", "decision")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _checked(
    line: Line, stage: str, keys: Mapping[str, _Key], needed: Iterable[str]
) -> dict[str, Any]:
    """The values of a line by the names of Vote; ReviewError unless each is what it must be."""
    values, where = line.values, line.where
    if type(values.get("v")) is int and values["v"] != VERSION:
        hint = f"this program knows version {VERSION}: use the one that wrote the line"
        raise ReviewError(f"version {values['v']} of a decision", where, hint)
    for key, value in values.items():
        if key not in keys:
            raise _unknown(f"key {key!r}", key, keys, where)
        kind, is_kind = keys[key]
        if not is_kind(value):
            raise ReviewError(f"{key!r} is not {kind}", where, _example(stage))
    for key in needed:
        if values.get(key) in (None, "", []):
            raise ReviewError(f"no {key!r}", where, _example(stage))
    if values["stage"] != stage:
        raise ReviewError(
            f"'stage' is {values['stage']!r}, but the folder is {stage}", where,
            "move the line to the file of its own stage",
        )  # fmt: skip
    if fault := name_fault(values["by"]):
        raise ReviewError(f"'by' {fault}", where, "name the person who decided")
    _is_time(values["at"], where)
    given = {key: tuple(v) if keys[key] is _TEXTS else v for key, v in values.items() if key != "v"}
    return given | {"by": unicodedata.normalize("NFC", values["by"])}


def _is_time(at: str, where: Where) -> None:
    try:
        if _AT.fullmatch(at):
            datetime.fromisoformat(at).astimezone(UTC)
            return
    except (ValueError, OverflowError):
        pass
    hint = "write date, time and time zone: 2025-05-02T10:03:11Z"
    raise ReviewError(f"'at' is not a time: {at!r}", where, hint)


def _is_word(what: str, word: str, valid: Iterable[str], where: Where) -> None:
    if word not in valid:
        raise _unknown(f"{what} {word!r}", word, valid, where)


def _unknown(what: str, word: str, valid: Iterable[str], where: Where) -> ReviewError:
    near = nearest(word, list(valid))
    hint = f"did you mean {near}?" if near else f"one of {', '.join(valid)}"
    return ReviewError(f"unknown {what}", where, hint)


def _example(stage: str) -> str:
    return (
        f'write {{"v":1,"record":"r_…","stage":"{stage}","by":"NAME",'
        f'"at":"2025-05-02T10:03:11Z","decision":"{WORDS[stage][0]}","reasons":[]}}'
    )
