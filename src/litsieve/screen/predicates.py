"""What a rule may ask of a field of a report. A new question is one function and one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from litsieve.errors import nearest
from litsieve.schema import DOCUMENT_TYPES, FLAG, INTEGER, RECORD, SOURCE_TYPES
from litsieve.screen.dates import Interval, interval, no_such_day
from litsieve.screen.kleene import FALSE, TRUE, UNKNOWN
from litsieve.text import fold_letters, squeeze

#: A question, ready to be put to a value that is there (as text): false, unknown or true.
Test = Callable[[str], int]

_LISTS = ("authors", "keywords", "issn", "isbn", "affiliations", "countries", "flags")
_DATES = ("published", "year")
#: Beyond every day (as an ordinal) and every number.
_FAR = 10**12
_NUMBER = re.compile(r"-?\d{1,12}")
_DTYPES = {INTEGER: "number", FLAG: "flag"}


def _kind(name: str, dtype: str) -> str:
    if name in _DATES:
        return "date"
    if name in _LISTS:
        return "list"
    return "language" if name == "language" else _DTYPES.get(dtype, "text")


#: Every field that a rule may name: text | list | language | date | number | flag.
FIELDS = {c.name: _kind(c.name, c.dtype) for c in RECORD if c.name != "record_id"} | {
    # not in the exports: unknown until people tell
    "fulltext_status": "text",
    "sample_size": "number",
}
#: Fields whose values come from a fixed list.
VOCABULARIES: dict[str, Sequence[str]] = {
    "document_type": DOCUMENT_TYPES,
    "source_type": SOURCE_TYPES,
    "fulltext_status": ("sought", "obtained", "not-retrieved"),
}


class BadValue(ValueError):
    """What the predicate cannot use; `index`: which of several values, if it is one of them."""

    def __init__(self, message: str, index: int | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.index, self.hint = message, index, hint


def values_of(text: str, kind: str) -> list[str]:
    """The single values of a cell, in the form in which they are compared."""
    if kind == "language":
        return [code for part in text.split(";") if (code := language(part))]
    parts = text.split(";") if kind == "list" else [text]
    return [plain for part in parts if (plain := squeeze(fold_letters(part)))]


def language(text: str) -> str | None:
    """ISO 639-3 of one language, whatever it is called; None if it is not known.

    "mul" (several languages) and "und" (undetermined) say nothing about any one language.
    """
    # here, because to read criteria need not load every reader of exports
    from litsieve.languages import codes

    found = codes(text)
    bare = text.strip().lower()
    if found is None and len(bare) == 3 and bare.isascii() and bare.isalpha():
        found = bare
    return None if found in ("mul", "und", "mis", None) else found


# -- predicates: (field, values of the rule) → test ---------------------------------------


def _is_in(field: str, wanted: Sequence[str]) -> Test:
    kind = FIELDS[field]
    if not wanted:
        raise BadValue("the list is empty: nothing can be in it")
    _check_vocabulary(field, wanted)
    for i, text in enumerate(wanted):
        if not values_of(text, kind):
            near = nearest(text.lower(), ["english", "german", "french", "spanish", "chinese"])
            hint = f"Did you mean '{near}'?" if near else "Use an ISO 639-3 code, such as eng."
            raise BadValue(f"unknown {field} '{text}'", i, hint if kind == "language" else None)
    allowed = {value for text in wanted for value in values_of(text, kind)}

    def test(text: str) -> int:
        values = values_of(text, kind)
        if allowed.intersection(values):
            return TRUE
        all_known = kind != "language" or len(values) == len(text.split(";"))
        return FALSE if values and all_known else UNKNOWN

    return test


def _has_prefix(field: str, wanted: Sequence[str]) -> Test:
    kind = FIELDS[field]
    prefixes = tuple(fold_letters(text) for text in wanted)
    if not all(prefixes):
        raise BadValue("every value begins with nothing", prefixes.index(""))

    def test(text: str) -> int:
        return TRUE if any(v.startswith(prefixes) for v in values_of(text, kind)) else FALSE

    return test


def span_of(field: str, predicate: str, wanted: Sequence[str]) -> Interval | None:
    """The days or numbers that between, below or above allow; None for other predicates."""
    make = _SPANS.get(predicate)
    return make(field, wanted) if make else None


def _between(field: str, wanted: Sequence[str]) -> Interval:
    if len(wanted) != 2:
        raise BadValue("between needs two values, from and to (null for an open end)")
    if not any(wanted):
        message = "between null and null lies everything: both ends are open"
        hint = "Give one end at least; present: true asks whether there is a value."
        raise BadValue(message, hint=hint)
    low, high = (_bound(field, text, i) for i, text in enumerate(wanted))
    span = Interval(low.first, high.last)
    if span.first > span.last:
        raise BadValue(f"{wanted[0]} comes after {wanted[1]}: nothing lies between")
    return span


def _below(field: str, wanted: Sequence[str]) -> Interval:
    return Interval(-_FAR, _bound(field, _single(wanted), 0).first - 1)


def _above(field: str, wanted: Sequence[str]) -> Interval:
    return Interval(_bound(field, _single(wanted), 0).last + 1, _FAR)


_SPANS: dict[str, Callable[[str, Sequence[str]], Interval]] = {
    "between": _between,
    "below": _below,
    "above": _above,
}


def _within(
    spans: Callable[[str, Sequence[str]], Interval],
) -> Callable[[str, Sequence[str]], Test]:
    """The predicate that asks whether the value lies in the span of the rule."""

    def make(field: str, wanted: Sequence[str]) -> Test:
        span = spans(field, wanted)

        def test(text: str) -> int:
            found = reading(field, text)
            return UNKNOWN if found is None else found.within(span)

        return test

    return make


def _is(_field: str, wanted: Sequence[str]) -> Test:
    asked = _yes_or_no(wanted)
    return lambda text: TRUE if text.lower() == asked else FALSE


def _is_present(_field: str, wanted: Sequence[str]) -> Test:
    asked = _yes_or_no(wanted) == "true"
    return lambda _: TRUE if asked else FALSE


# -- their parts --------------------------------------------------------------------------


def _single(wanted: Sequence[str]) -> str:
    if len(wanted) != 1:
        raise BadValue("one value is needed")
    return wanted[0]


def _yes_or_no(wanted: Sequence[str]) -> str:
    if _single(wanted) not in ("true", "false"):
        raise BadValue(f"expected true or false, found '{wanted[0]}'")
    return wanted[0]


def reading(field: str, text: str) -> Interval | None:
    """A cell as an interval of days, or of whole numbers; None if it is neither."""
    if FIELDS[field] == "date":
        return interval(text)
    number = int(text) if _NUMBER.fullmatch(text.strip()) else None
    return None if number is None else Interval(number, number)


def _bound(field: str, text: str, index: int) -> Interval:
    if text == "":
        return Interval(-_FAR, _FAR)
    found = reading(field, text)
    if found is None and FIELDS[field] == "date":
        hint = no_such_day(text) or "Write 2024, 2024-05 or 2024-05-17."
        raise BadValue(f"'{text}' is not a date", index, hint)
    if found is None:
        raise BadValue(f"'{text}' is not a whole number", index)
    return found


def _check_vocabulary(field: str, wanted: Sequence[str]) -> None:
    valid = list(VOCABULARIES.get(field, ()))
    for i, text in enumerate(wanted):
        if valid and text.lower() not in valid:
            near = nearest(text.lower(), valid)
            hint = f"Did you mean '{near}'?" if near else f"Valid: {', '.join(valid)}."
            raise BadValue(f"unknown {field} '{text}'", i, hint)


@dataclass(frozen=True)
class Predicate:
    """A question: the kinds of field that it may be put to, and what makes its test."""

    kinds: tuple[str, ...]
    make: Callable[[str, Sequence[str]], Test]


_ANY = ("text", "list", "language", "date", "number", "flag")
PREDICATES = {
    "in": Predicate(("text", "list", "language"), _is_in),
    "prefix": Predicate(("text", "list"), _has_prefix),
    "between": Predicate(("date", "number"), _within(_between)),
    "below": Predicate(("date", "number"), _within(_below)),
    "above": Predicate(("date", "number"), _within(_above)),
    "is": Predicate(("flag",), _is),
    "present": Predicate(_ANY, _is_present),
}


class _Made:
    """A test that can be sent to another process, which makes it again: functions cannot."""

    def __init__(self, field: str, predicate: str, wanted: tuple[str, ...]) -> None:
        self._of = field, predicate, wanted
        self._test = PREDICATES[predicate].make(field, wanted)

    def __call__(self, text: str) -> int:
        return self._test(text)

    def __reduce__(self) -> tuple[type[_Made], tuple[str, str, tuple[str, ...]]]:
        return _Made, self._of


def make_test(field: str, predicate: str, wanted: Sequence[str]) -> Test:
    """The test that a rule asks for; raises BadValue where field, predicate, values don't fit."""
    kind = FIELDS[field]
    if kind not in PREDICATES[predicate].kinds:
        fitting = [name for name, p in PREDICATES.items() if kind in p.kinds]
        raise BadValue(
            f"'{predicate}' cannot be asked of {field}", hint=f"Valid here: {', '.join(fitting)}."
        )
    return _Made(field, predicate, tuple(wanted))


def for_missing(predicate: str, wanted: Sequence[str]) -> int:
    """The answer where the field is empty: only `present` knows."""
    if predicate != "present":
        return UNKNOWN
    return FALSE if wanted[0] == "true" else TRUE
