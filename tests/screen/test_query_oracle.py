"""The engine and the obvious oracle must not differ: random pairs of queries and records."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from screening_cases import KINDS, SWITCHES, make_case
from screening_oracle import answer as slow_answer

from litsieve import schema
from litsieve.screen.query.match import Texts
from litsieve.screen.query.vocabulary import Vocabulary


def compared(seeds: range) -> tuple[Counter[tuple[str, int]], list[str]]:
    """How often each kind of query gave each answer; and what differed, in words."""
    tally: Counter[tuple[str, int]] = Counter()
    wrong = []
    for seed in seeds:
        case = make_case(seed)
        frame = pd.DataFrame(case.records)
        frame["abstract_partial"] = frame["abstract_partial"].astype("boolean")
        frame = schema.conform(frame, schema.RECORD)
        # "" is missing
        records = [
            {name: value or None for name, value in record.items()} for record in case.records
        ]
        vocabulary = Vocabulary.of(
            [(query, guard) for _, query, guard in case.queries], case.lists, case.folding
        )
        texts = Texts.of(frame, case.lists, case.folding, vocabulary)
        for kind, query, guard in case.queries:
            found = texts.answers(query, case.fields, guard).tolist()
            for row, got in zip(records, found, strict=True):
                expected = slow_answer(query, case.fields, row, case.lists, case.folding, guard)
                tally[kind, expected] += 1
                for switch in SWITCHES:
                    tally[f"no {switch}", expected] += not getattr(case.folding, switch)
                if got != expected:
                    wrong.append(f"seed {seed}: {query} {guard} {row}: {got} not {expected}")
    return tally, wrong


def check(pairs: int, first: int) -> None:
    tally, wrong = compared(range(first, first + pairs // 100))
    assert not wrong, f"{len(wrong)} differ; first: {wrong[0]}"
    for kind in (*KINDS, *(f"no {switch}" for switch in SWITCHES)):
        seen = [tally[kind, answer] for answer in (0, 1, 2)]
        assert min(seen) > 0.02 * sum(seen), f"{kind}: false, unknown, true {seen}"
    for kind in KINDS:  # for the record of the slow run
        seen = [tally[kind, answer] for answer in (0, 1, 2)]
        print(f"{kind:12} false {seen[0]:6} unknown {seen[1]:6} true {seen[2]:6}")


def test_engine_and_oracle_agree_on_thousands_of_pairs():
    check(5_000, first=1_000_000)


@pytest.mark.slow
def test_engine_and_oracle_agree_on_a_hundred_thousand_pairs():
    check(100_000, first=0)
