"""What holds of a pair when people answered it, once, twice, differently, or against each other."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve import schema
from litsieve.decisions import Line
from litsieve.dedupe.answers import Answer, Answers, answers_of, chains, is_said, parse, standing
from litsieve.errors import ReviewErrors, Where

FILE = "decisions/duplicates.jsonl"
RECORDS = {f"r_{letter}" for letter in "abcdefgh"}


def lines(*values: dict[str, Any]) -> list[Line]:
    return [Line(Where(FILE, i), value) for i, value in enumerate(values, 1)]


def say(by: str, answer: str, a: str = "r_a", b: str = "r_b", **more: Any) -> dict[str, Any]:
    return {"v": 1, "a": a, "b": b, "answer": answer, "by": by, "at": "", "note": "", **more}


def told(*values: dict[str, Any], present: set[str] = RECORDS) -> Answers:
    return answers_of(parse(lines(*values)), present)


def rows(found: Answers) -> list[tuple[Any, ...]]:
    return list(found.table.itertuples(index=False, name=None))


def test_nothing_said_is_an_empty_table_with_the_columns_of_the_schema() -> None:
    found = told()
    assert list(found.table.columns) == schema.names(schema.ANSWERED)
    assert len(found.table) == 0
    assert found.problems == ()


def test_the_last_line_of_a_person_holds() -> None:
    found = told(say("ann", "same"), say("ann", "different"))
    assert rows(found) == [("r_a", "r_b", "different", "ann")]
    assert found.problems == ()


def test_what_is_withdrawn_was_never_said() -> None:
    assert rows(told(say("ann", "same"), say("ann", "withdrawn"))) == []
    back = told(say("ann", "same"), say("ann", "withdrawn"), say("ann", "same"))
    assert rows(back) == [("r_a", "r_b", "same", "ann")]


def test_people_who_agree_are_named_together_whatever_the_order_of_records() -> None:
    found = told(say("bo", "same"), say("ann", "same", a="r_b", b="r_a"))
    assert rows(found) == [("r_a", "r_b", "same", "ann; bo")]


def test_people_who_differ_disagree_and_both_lines_are_named() -> None:
    found = told(say("bo", "same"), say("ann", "different"))
    assert rows(found) == [("r_a", "r_b", "disagreed", "ann; bo")]
    (problem,) = found.problems
    assert problem.kind == "disagreed"
    assert f"bo: same ({FILE}:1)" in problem.text
    assert f"ann: different ({FILE}:2)" in problem.text


def test_a_disagreement_is_settled_by_whoever_knew_of_it() -> None:
    differ = (say("bo", "same"), say("ann", "different"))
    third = say("cy", "same", settles=True)
    assert rows(told(*differ, third)) == [("r_a", "r_b", "same", "bo; cy")]
    gives_in = say("bo", "different", settles=True)
    assert rows(told(*differ, gives_in)) == [("r_a", "r_b", "different", "ann; bo")]


@pytest.mark.parametrize(
    "later",
    [
        say("ann", "different"),  # changed without knowing
        say("di", "different"),
        say("cy", "withdrawn"),
        say("cy", "same"),  # the same answer, but not as the one that settles
    ],
)
def test_a_settled_pair_opens_again_by_what_is_said_later(later: dict[str, Any]) -> None:
    before = (say("bo", "same"), say("ann", "different"), say("cy", "same", settles=True))
    assert rows(told(*before, later))[0][2] == "disagreed"


def test_the_last_of_two_that_settle_holds() -> None:
    found = told(say("bo", "same"), say("ann", "different", settles=True),
                 say("cy", "same", settles=True))  # fmt: skip
    assert rows(found) == [("r_a", "r_b", "same", "bo; cy")]


def test_an_answer_whose_record_is_gone_waits_for_its_return() -> None:
    line = say("ann", "same", b="r_z")
    found = told(line)
    assert rows(found) == []
    (problem,) = found.problems
    assert problem.kind == "record gone"
    assert "r_z is not in the review" in problem.text
    assert f"{FILE}:1" in problem.text
    assert rows(told(line, present=RECORDS | {"r_z"})) == [("r_a", "r_z", "same", "ann")]


def test_a_chain_that_contradicts_itself_is_told_with_everyone_in_it() -> None:
    found = told(
        say("ann", "same"), say("bo", "same", a="r_b", b="r_c"),
        say("cy", "same", a="r_c", b="r_d"), say("di", "different", a="r_a", b="r_d"),
        say("ed", "different", a="r_a", b="r_e"),
    )  # fmt: skip
    assert len(found.table) == 5
    (problem,) = found.problems
    assert problem.kind == "contradictory"
    assert "same(r_a, r_b), same(r_b, r_c), same(r_c, r_d), but different(r_a, r_d)" in problem.text
    assert [answer.by for answer in problem.answers] == ["ann", "bo", "cy", "di"]


NODES = st.sampled_from("abcdef")
WORDS = st.dictionaries(
    st.tuples(NODES, NODES).filter(lambda p: p[0] < p[1]), st.sampled_from(["same", "different"])
)


@given(WORDS)
def test_chains_are_ways_and_are_found_wherever_there_is_one(
    words: dict[tuple[str, str], str],
) -> None:
    group = {node: {node} for node in "abcdef"}
    for (a, b), word in words.items():
        if word == "same":
            joined = group[a] | group[b]
            group.update(dict.fromkeys(joined, joined))
    found = chains(words)
    expected = [p for p in sorted(words) if words[p] == "different" and p[1] in group[p[0]]]
    assert [chain[-1] for chain in found] == expected
    for *way, (start, end) in found:
        at = start
        for step in way:
            assert words[step] == "same"
            (at,) = set(step) - {at}
        assert at == end


@pytest.mark.parametrize(
    ("line", "said", "hinted"),
    [
        ({"v": 2}, "version 2", "use the one that wrote the line"),
        ({"answer": "sane"}, "unknown answer 'sane'", "did you mean same?"),
        ({"answer": "maybe"}, "unknown answer 'maybe'", "one of same, different, withdrawn"),
        ({"anser": "x"}, "unknown key 'anser'", "did you mean answer?"),
        ({"b": "r_a"}, "paired with itself", "name two"),
        ({"by": ""}, "no 'by'", '"by":"NAME"'),
        ({"by": "a; b"}, "semicolon", "name the person"),
        ({"by": " a"}, "white space", "name the person"),
        ({"by": "a\x1b[2J"}, "cannot be shown", "name the person"),
        ({"by": 7}, "'by' is not a text", "write {"),
        ({"v": True}, "'v' is not a whole number", "write {"),
        ({"settles": 1}, "'settles' is not true or false", "write {"),
        ({"b": ""}, "no 'b'", "write {"),
    ],
)
def test_a_strange_line_is_an_error_with_its_place_and_a_hint(
    line: dict[str, Any], said: str, hinted: str
) -> None:
    good = say("ann", "same")
    with pytest.raises(ReviewErrors) as caught:
        parse(lines(good, {**good, **line}, good, {**good, **line}))
    found = caught.value.errors
    assert [str(error.where) for error in found] == [f"{FILE}:2", f"{FILE}:4"]
    assert said in found[0].message
    assert hinted in (found[0].hint or "")


@pytest.mark.parametrize("key", ["v", "a", "b", "answer", "by"])
def test_a_line_needs_its_keys(key: str) -> None:
    line = {k: v for k, v in say("ann", "same").items() if k != key}
    with pytest.raises(ReviewErrors, match=f"no '{key}'"):
        parse(lines(line))


def test_an_answer_is_written_as_it_was_read() -> None:
    for line in (say("ann", "same"), say("ann", "different", note="x", settles=True)):
        (answer,) = parse(lines(line))
        assert answer.plain() == line


def test_a_further_answer_that_changes_nothing_is_known_as_such() -> None:
    said = standing(parse(lines(say("bo", "same"), say("ann", "different"))))["r_a", "r_b"]
    assert is_said(Answer("r_a", "r_b", "same", "bo"), said)
    assert not is_said(Answer("r_a", "r_b", "same", "bo", note="why"), said)
    assert not is_said(Answer("r_a", "r_b", "same", "cy"), said)
    assert not is_said(Answer("r_a", "r_b", "same", "bo", settles=True), said)
