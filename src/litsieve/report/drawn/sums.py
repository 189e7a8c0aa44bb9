"""Sums and differences of numbers that may not be known, and what does not come out.

A sum with an unknown is not made; only what cannot be whatever the unknown is (more left than there
was) is said then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from litsieve.check_codes import Level

Number = int | None


class Fault(NamedTuple):
    """The numbers of one fault. `paths`: where they stand, the likeliest first."""

    text: str
    expected: Number
    found: Number
    paths: tuple[str, ...]
    level: Level | None = None  # where it is not that of the code


Faults = Iterator[Fault]


def difference(
    start: Number, taken: Sequence[Number], result: Number, paths: tuple[str, ...]
) -> Faults:
    """`start − taken = result`; `≥` where something of `taken` is not known."""
    if start is None or result is None:
        return
    known = [n for n in taken if n is not None]
    left = start - sum(known)
    shown = " − ".join(map(number, (start, *known)))
    if len(known) < len(taken):
        if result > left:
            yield Fault(f"{shown} − not reported < {number(result)}", left, result, paths)
    elif left != result:
        equals = f" = {number(left)}" if known else ""
        yield Fault(f"{shown}{equals} ≠ {number(result)}", left, result, paths)


def add_up(parts: Sequence[Number], total: Number, paths: tuple[str, ...]) -> Faults:
    """`total = Σ parts`; where a part is not known: `total ≥ Σ others`."""
    if total is None or not parts:
        return
    known = [n for n in parts if n is not None]
    found = sum(known)
    shown = " + ".join(map(number, known)) + (f" = {number(found)}" if len(known) > 1 else "")
    if len(known) == len(parts) and found != total:
        yield Fault(f"{shown} ≠ {number(total)}", found, total, paths)
    elif found > total:
        yield Fault(f"{shown} > {number(total)}", found, total, paths)


def at_most(n: Number, limit: Number, paths: tuple[str, ...]) -> Faults:
    if n is not None and limit is not None and n > limit:
        yield Fault(f"{number(n)} of {number(limit)}", limit, n, paths)


def number(n: int) -> str:
    return f"−{-n:,}" if n < 0 else f"{n:,}"
