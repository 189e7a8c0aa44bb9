"""Lines of decision files: what is a vote, what is not, and what is said of it."""

from __future__ import annotations

import json

import pytest

from litsieve.decisions import Line
from litsieve.errors import ReviewErrors, Where
from litsieve.screen.votes import Ruling, Vote, parse

GOOD = {"v": 1, "record": "r_8f3a", "stage": "title-abstract", "by": "alice",
        "at": "2025-05-02T10:03:11Z", "decision": "exclude", "reasons": ["E7"], "tags": [],
        "note": "", "criteria": "sha256:0a"}  # fmt: skip
RULED = {**GOOD, "by": "carol", "decision": "include", "mode": "third-reviewer",
         "between": ["alice", "bob"], "prior": ["exclude", "maybe"]}  # fmt: skip
GONE = object()


def lines(*values):
    return [Line(Where("f.jsonl", i), v) for i, v in enumerate(values, 1)]


def fault(change, stage="title-abstract", reviewer="alice", base=GOOD):
    """The only error of a line, and its hint."""
    values = {key: value for key, value in {**base, **change}.items() if value is not GONE}
    with pytest.raises(ReviewErrors) as caught:
        parse(lines(values), stage, reviewer)
    (error,) = caught.value.errors
    assert str(error.where) == "f.jsonl:1"
    assert error.hint
    return f"{error.message} | {error.hint}"


def test_a_line_of_the_design_is_a_vote():
    (found,) = parse(lines(GOOD), "title-abstract", "alice")
    assert found == Vote("title-abstract", "r_8f3a", "alice", GOOD["at"], "exclude", ("E7",),
                         criteria="sha256:0a")  # fmt: skip
    short = {key: GOOD[key] for key in ("v", "record", "stage", "by", "at", "decision")}
    assert parse(lines(short), "title-abstract", "alice")[0].reasons == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"v": 2}, "version 2 of a decision | this program knows version 1"),
        ({"v": GONE}, "no 'v'"),
        ({"v": True}, "'v' is not a whole number"),
        ({"record": GONE}, "no 'record'"),
        ({"record": ""}, "no 'record'"),
        ({"record": 7}, "'record' is not a text"),
        ({"reasons": "E7"}, "'reasons' is not a list of texts"),
        ({"reasons": [7]}, "'reasons' is not a list of texts"),
        ({"note": None}, "'note' is not a text"),
        ({"reason": ["E7"]}, "unknown key 'reason' | did you mean reasons?"),
        ({"decision": "exlude"}, "unknown decision 'exlude' | did you mean exclude?"),
        ({"decision": "obtained"}, "unknown decision 'obtained' | one of include, maybe, exclude"),
        ({"stage": "full-text"}, "'stage' is 'full-text', but the folder is title-abstract"),
        ({"by": "bob"}, "'by' is 'bob', but the file is that of 'alice' | each person"),
        ({"by": "a;b"}, "'by' has a semicolon"),
        ({"at": "2025-05-02"}, "'at' is not a time: '2025-05-02' | write date, time and time zone"),
        ({"at": "2025-05-02T10:03:11"}, "'at' is not a time"),
        ({"at": "2025-02-30T10:03:11Z"}, "'at' is not a time"),
        ({"at": "0001-01-01T00:00:00+23:59"}, "'at' is not a time"),
        ({"mode": "discussion"}, "unknown key 'mode'"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_with_its_place_and_what_to_do(change, said):
    assert said in fault(change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mode": GONE}, "no 'mode'"),
        ({"mode": "vote"}, "unknown mode 'vote'"),
        ({"decision": "maybe"}, "unknown ruling 'maybe'"),
        ({"between": ["alice"]}, "'between' names fewer than two"),
        ({"between": ["alice", "alice"]}, "'between' names fewer than two people, or one twice"),
        ({"prior": ["include"]}, "'prior' does not say one vote of each"),
        ({"prior": [{"by": "alice", "decision": "include"}, {"by": "dora", "decision": "include"}]},
         "'prior' does not say one vote of each"),
        ({"prior": [{"by": "alice"}, {"by": ["x"]}]}, "'prior' does not say one vote of each"),
        ({"prior": ["include", "no"]}, "unknown decision in 'prior' 'no'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_ruling_is_said(change, said):
    assert said in fault(change, reviewer="adjudication", base=RULED)


def test_prior_votes_are_given_in_order_or_by_name():
    named = [{"by": "bob", "decision": "maybe"}, {"by": "alice", "decision": "exclude"}]
    for prior in (RULED["prior"], named):
        (found,) = parse(lines({**RULED, "prior": prior}), "title-abstract", "adjudication")
        assert isinstance(found, Ruling)
        assert dict(zip(found.between, found.prior, strict=True)) == {
            "alice": "exclude", "bob": "maybe",
        }  # fmt: skip


def test_retrieval_has_words_of_its_own_and_is_not_ruled_on():
    got = {**GOOD, "stage": "retrieval", "decision": "not-retrieved", "reasons": []}
    assert parse(lines(got), "retrieval", "alice")[0].decision == "not-retrieved"
    assert "unknown decision 'include'" in fault({"stage": "retrieval", "decision": "include"},
                                                 stage="retrieval")  # fmt: skip
    assert "retrieval is not ruled on" in fault({"stage": "retrieval"}, stage="retrieval",
                                                reviewer="adjudication", base=RULED)  # fmt: skip


def test_every_bad_line_is_told_at_once():
    with pytest.raises(ReviewErrors) as caught:
        parse(lines({**GOOD, "v": 3}, GOOD, {**GOOD, "at": "x"}), "title-abstract", "alice")
    assert [error.where.line for error in caught.value.errors] == [1, 3]


def test_one_name_in_two_spellings_of_unicode_is_one_name():
    composed, taken_apart = "Zo\u00eb", "Zoe\u0308"
    (found,) = parse(lines({**GOOD, "by": composed}), "title-abstract", taken_apart)
    assert found.by == composed


def test_times_are_compared_in_utc():
    (found,) = parse(lines({**GOOD, "at": "2025-05-02T10:03:11+02:00"}), "title-abstract", "alice")
    assert found.moment.isoformat() == "2025-05-02T08:03:11+00:00"
    assert json.dumps(found.plain())
