"""What people are asked, in which order, and what they need not be asked any more."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from litsieve import schema
from litsieve.dedupe.answers import Answer, answers_of, standing
from litsieve.dedupe.queue import ANSWERED, NEAR, OPEN, Question, questions, unsettled

IDS = [f"r_{letter}" for letter in "abcdefg"]
RECORDS = schema.conform(
    pd.DataFrame(
        [
            {"record_id": i, "source": "scopus", "file": "s.csv", "line": n, "year": 2000 + n,
             "title": f"Title  {n}\nof a record", "published": str(2000 + n)}
            for n, i in enumerate(IDS, 2)
        ]
    ),
    schema.RECORD,
)  # fmt: skip
#: r_a and r_b are one cluster, as are r_d and r_e.
CLUSTER_OF = {i: {"r_b": "r_a", "r_e": "r_d"}.get(i, i) for i in IDS}
CLUSTERS = schema.conform(
    pd.DataFrame([{"record_id": i, "cluster_id": c, "study_id": c} for i, c in CLUSTER_OF.items()]),
    schema.CLUSTER,
)


def pairs(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    made = [
        {"a": f"r_{a}", "b": f"r_{b}", "answer": answer, "score": score, "why": f"{a}{b}"}
        for a, b, answer, score in rows
    ]
    return schema.conform(
        pd.DataFrame(made, columns=["a", "b", "answer", "score", "why"]), schema.PAIR
    )


def said(*words: str) -> list[Answer]:
    """Answers such as "ab same ann"."""
    found = []
    for word in words:
        (a, b), answer, by = word.split()
        found.append(Answer(f"r_{a}", f"r_{b}", answer, by))
    return found


def ask(table: pd.DataFrame, *words: str, kinds: Any = (OPEN,)) -> list[Question]:
    return questions(RECORDS, CLUSTERS, table, standing(said(*words)), kinds)


def named(asked: list[Question]) -> list[str]:
    return ["".join(record[-1] for record in question.pair) for question in asked]


def left(asked: list[Question], *words: str) -> list[str]:
    table = answers_of(said(*words), set(IDS)).table
    return named(unsettled(asked, table, CLUSTER_OF))


def test_two_clusters_make_one_question_of_their_likeliest_pair() -> None:
    asked = ask(pairs(("a", "d", "review", 0.6), ("a", "e", "review", 0.8),
                      ("b", "d", "review", 0.7), ("c", "f", "review", 0.75)))  # fmt: skip
    assert named(asked) == ["ae", "cf"]
    assert [question.pairs for question in asked] == [3, 1]
    assert [question.why for question in asked] == ["ae", "cf"]
    assert asked[0].a.others == ("scopus s.csv:3",)
    assert asked[0].b.others == ("scopus s.csv:5",)


def test_a_record_is_shown_without_stray_white_space_or_a_date_that_is_the_year() -> None:
    (question,) = ask(pairs(("c", "f", "review", 0.75)))
    assert question.a.fields == {"title": "Title 4 of a record", "year": "2004"}
    assert question.a.place == "s.csv:4"


def test_the_order_of_rows_changes_nothing() -> None:
    table = pairs(*((x, y, "review", 0.5) for x, y in ["ac", "ad", "bf", "cf", "fg", "be"]))
    asked = ask(table)
    shuffled = questions(RECORDS[::-1], CLUSTERS[::-1], table[::-1], {}, (OPEN,))
    assert shuffled == asked
    assert named(asked) == ["ac", "ad", "bf", "cf", "fg"]


@pytest.mark.parametrize("answer", ["merge", "linked", "distinct"])
def test_only_what_is_for_review_is_asked(answer: str) -> None:
    assert ask(pairs(("c", "f", answer, 0.9))) == []


def test_a_pair_within_one_cluster_is_no_question() -> None:
    assert ask(pairs(("a", "b", "review", 0.9))) == []


def test_pairs_of_records_that_are_gone_are_left_out() -> None:
    table = pairs(("c", "z", "review", 0.9), ("c", "f", "review", 0.8))
    assert named(ask(table)) == ["cf"]


def test_where_people_disagree_their_pair_is_asked_with_what_they_said() -> None:
    table = pairs(("a", "d", "review", 0.6), ("b", "e", "review", 0.9), ("c", "f", "review", 0.7))
    asked = ask(table, "ad same ann", "ad different bo")
    assert named(asked) == ["ad", "cf"]  # in the place of the likeliest of the two clusters
    assert [answer.by for answer in asked[0].given] == ["ann", "bo"]


def test_near_misses_are_asked_after_the_rest_unless_their_clusters_were() -> None:
    table = pairs(
        ("c", "f", "review", 0.6), ("a", "f", "distinct", 0.49), ("a", "e", "review", 0.5),
        ("b", "d", "distinct", 0.4), ("c", "g", "distinct", 0.1),
    )  # fmt: skip
    asked = ask(table, kinds=(OPEN, NEAR))
    assert named(asked) == ["cf", "ae", "af"]
    assert [question.kind for question in asked] == [OPEN, OPEN, NEAR]


def test_answers_can_be_asked_again_also_of_what_was_merged_or_not_listed() -> None:
    table = pairs(("a", "b", "merge", 0.9))
    asked = ask(table, "ab same ann", "cf different bo", "az same ann", kinds=(ANSWERED,))
    assert named(asked) == ["ab", "cf"]
    assert [q.given[0].by for q in asked] == ["ann", "bo"]
    assert [q.score for q in asked] == [0.9, None]
    assert left(asked, "ab same ann", "cf different bo") == ["ab", "cf"]


CHAIN = pairs(("b", "c", "review", 0.9), ("c", "e", "review", 0.8), ("a", "d", "review", 0.7),
              ("c", "f", "review", 0.6))  # fmt: skip


@pytest.mark.parametrize(
    ("words", "open_"),
    [
        ((), ["bc", "ce", "ad", "cf"]),
        (("bc same x",), ["ce", "ad", "cf"]),
        # a, b, c are one, and c, d, e are one: so are a and d
        (("bc same x", "ce same x"), ["cf"]),
        (("bc same x", "ce different x"), ["cf"]),
        (("bc different x", "ce different x"), ["ad", "cf"]),
        (("ac same x",), ["ce", "ad", "cf"]),  # another pair of the same two clusters
        (("ac same x", "bc withdrawn x"), ["ce", "ad", "cf"]),
        (("bc same x", "bc different y"), ["bc", "ce", "ad", "cf"]),
        # what contradicts itself stays open as a whole
        (("bc same x", "ce same x", "ad different x"), ["bc", "ce", "ad", "cf"]),
        (("ac same x", "bc different x"), ["bc", "ce", "ad", "cf"]),
    ],
)
def test_answers_settle_questions_through_the_clusters(
    words: tuple[str, ...], open_: list[str]
) -> None:
    assert left(ask(CHAIN), *words) == open_
