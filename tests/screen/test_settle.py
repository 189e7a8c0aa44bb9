"""People's decisions over the rules' verdicts, case by case and against the slow version."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import people_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from people_cases import ALL_CRITERIA, HISTORIES, RECORDS, VOTES, criteria, vote

from litsieve import schema
from litsieve.screen.resolve import resolve
from litsieve.screen.run import verdicts_of
from litsieve.screen.settle import full_texts, settle, stages_carried_out

FALSE, UNKNOWN, TRUE = range(3)
PASSES, OFF_TOPIC = {"date": TRUE, "topic": TRUE}, {"date": TRUE, "topic": FALSE}


def settled(lines, answers, of, records=RECORDS):
    """schema.VERDICT by report; `answers`: of each report, one a rule."""
    said = resolve(lines, records, of)
    columns = [f"rule:{rule.id}" for rule in of.rules]
    table = pd.DataFrame.from_dict(answers, orient="index", columns=columns).astype("int8")
    table = table.rename_axis("cluster_id").sort_index().reset_index()
    table["cluster_id"] = table["cluster_id"].astype("str")
    known = np.isin(table["cluster_id"].to_numpy(object), list(full_texts(said)))
    found, problems = settle(verdicts_of(table, known, of), table, said, of)
    assert list(found.columns) == schema.names(schema.VERDICT)
    return found.set_index("cluster_id"), problems


def verdict(*lines, of=None, answers=PASSES):
    """verdict, stage, by and what is waited for of r_1."""
    of = of or criteria()
    given_ = {"r_1": [answers.get(rule.id, UNKNOWN) for rule in of.rules]}
    found = settled(lines, given_, of)[0].loc["r_1"]
    return tuple(None if pd.isna(found[name]) else found[name]
                 for name in ("verdict", "stage", "by", "waiting"))  # fmt: skip


def both(decision, *reasons, stage="title-abstract", people=("alice", "bob")):
    return [vote("r_1", by, decision, *reasons, stage=stage) for by in people]


TITLES_ONLY = criteria(stages="metadata, title-abstract")
RULES = criteria("rules")


def test_people_stand_above_rules_of_the_title_and_of_the_metadata():
    late = {"date": FALSE, "topic": FALSE}
    assert verdict(*both("include"), of=RULES, answers=late)[:3] == (
        "included", "title-abstract", "human",
    )  # fmt: skip
    assert verdict(*both("exclude"), of=RULES)[:3] == ("excluded", "title-abstract", "human")


def test_what_only_rules_excluded_stays_automations():
    word = vote("r_1", "bob", "sought", stage="retrieval")
    assert verdict(word, answers={"date": FALSE})[:3] == ("excluded", "metadata", "automation")


def test_a_suggestion_that_people_confirm_is_a_persons():
    assert verdict(*both("exclude"), answers=OFF_TOPIC)[:3] == (
        "excluded", "title-abstract", "human",
    )  # fmt: skip


def test_one_of_two_votes_waits_in_mode_people():
    assert verdict(vote("r_1", "alice", "exclude")) == (
        "awaiting", "title-abstract", None, "1 of 2 votes",
    )  # fmt: skip


def test_one_vote_that_agrees_with_the_rules_lets_them_stand_and_one_that_does_not_waits():
    for_, against = vote("r_1", "alice", "include"), vote("r_1", "alice", "exclude")
    assert verdict(for_, of=RULES)[:3] == ("included", "title-abstract", "automation")
    assert verdict(against, of=RULES)[0] == "awaiting"
    assert verdict(against, of=RULES, answers=OFF_TOPIC)[2] == "automation"
    assert verdict(for_, of=RULES, answers=OFF_TOPIC)[0] == "awaiting"
    assert verdict(for_, of=RULES, answers={"topic": UNKNOWN})[0] == "awaiting"


def test_in_mode_people_one_vote_waits_also_where_a_rule_says_the_same():
    one = vote("r_1", "alice", "exclude")
    assert verdict(one, answers={"date": FALSE})[:2] == ("awaiting", "title-abstract")
    late = vote("r_1", "alice", "exclude", "E4", stage="full-text")
    assert verdict(late, of=criteria(full_text=True), answers={"text": FALSE})[:2] == (
        "awaiting", "full-text",
    )  # fmt: skip


def test_the_way_through_retrieval():
    def after(word):
        return verdict(*both("include"), vote("r_1", "alice", word, stage="retrieval"))[:3]

    assert after("sought") == ("awaiting", "retrieval", None)
    assert after("not-retrieved") == ("excluded", "retrieval", "human")
    assert after("obtained") == ("awaiting", "full-text", None)
    assert verdict(*both("include"), of=TITLES_ONLY)[:2] == ("included", "title-abstract")
    assert verdict(*both("include"), of=criteria(full_text=True))[:2] == ("awaiting", "retrieval")


def test_no_full_text_settles_nothing_before_title_and_abstract_are():
    lost = vote("r_1", "alice", "not-retrieved", stage="retrieval")
    assert verdict(lost, of=criteria(full_text=True))[:2] == ("awaiting", "title-abstract")


def test_full_text_decides_with_a_primary_reason():
    found, _ = settled(
        [*both("include"), *both("exclude", "E3", "E2", stage="full-text")],
        {"r_1": [TRUE, TRUE]}, criteria(),
    )  # fmt: skip
    row = found.loc["r_1"]
    assert (row["verdict"], row["stage"], row["by"]) == ("excluded", "full-text", "human")
    assert (row["primary_reason"], row["reasons"], row["people"]) == ("E2", "E2; E3", "alice; bob")


def test_a_full_text_decision_implies_that_title_and_abstract_were_passed():
    late = {"date": FALSE}
    assert verdict(*both("include", stage="full-text"), answers=late)[:3] == (
        "included", "full-text", "human",
    )  # fmt: skip


def test_excluded_on_the_title_and_decided_at_full_text_waits_and_is_told():
    lines = [*both("exclude"), *both("include", stage="full-text")]
    assert verdict(*lines)[:2] == ("awaiting", "full-text")
    assert "contradiction" in str(verdict(*lines)[3])
    _, problems = settled(lines, {"r_1": [TRUE, TRUE]}, criteria())
    assert [problem.kind for problem in problems] == ["contradiction"]


def test_rules_of_the_full_text_decide_once_people_have_it():
    of = criteria("rules", full_text=True)
    got = vote("r_1", "alice", "obtained", stage="retrieval")
    answers = {**PASSES, "design": FALSE, "text": TRUE}
    assert verdict(got, of=of, answers=answers)[:3] == ("included", "full-text", "automation")
    assert verdict(got, of=of, answers={**answers, "design": TRUE})[:3] == (
        "excluded", "full-text", "automation",
    )  # fmt: skip


def test_once_full_texts_are_sought_no_report_is_included_without_its_own():
    of = criteria("rules")
    got = vote("r_1", "alice", "obtained", stage="retrieval")
    found, _ = settled([got], {"r_1": [TRUE, TRUE], "r_3": [TRUE, TRUE]}, of)
    assert found.loc["r_3", ["verdict", "stage"]].tolist() == ["awaiting", "retrieval"]
    assert found.loc["r_1", ["verdict", "stage"]].tolist() == ["awaiting", "full-text"]
    assert stages_carried_out(of, resolve([got], RECORDS, of).decisions)[-1] == "full-text"


def test_where_the_protocol_reads_full_texts_no_report_is_included_unread():
    of = criteria("rules", stages="metadata, title-abstract, full-text")
    one = vote("r_1", "alice", "include")
    for lines in ([], [one]):
        found, _ = settled(lines, {"r_1": [TRUE, TRUE], "r_3": [TRUE, TRUE]}, of)
        for report in ("r_1", "r_3"):
            assert found.loc[report, ["verdict", "stage", "waiting"]].tolist() == [
                "awaiting", "retrieval", "full text not sought yet",
            ]  # fmt: skip


def test_what_rules_say_against_a_report_that_waits_is_a_suggestion():
    found, _ = settled([vote("r_1", "alice", "include")], {"r_1": [TRUE, FALSE]}, RULES)
    assert found.loc["r_1", ["rules", "suggested"]].tolist() == ["topic", "topic"]
    assert found.loc["r_1", "people"] == "alice"


# --- against the slow version ----------------------------------------------------------------


@given(HISTORIES, st.sampled_from(ALL_CRITERIA), st.data())
def test_it_comes_to_what_the_slow_version_says(lines, of, data):
    answers = {
        report: data.draw(st.lists(st.integers(0, 2), min_size=len(of.rules),
                                   max_size=len(of.rules)))
        for report in ("r_1", "r_3")
    }  # fmt: skip
    found, _ = settled(lines, answers, of)
    decisions = resolve(lines, RECORDS, of).decisions
    stages = stages_carried_out(of, decisions)
    for report in answers:
        own = [line for line in lines if RECORDS.get(line.record) == report]
        row = found.loc[report]
        got = tuple(
            None if pd.isna(row[name]) else row[name] for name in ("verdict", "stage", "by")
        )
        if own:
            wanted = oracle.outcome(own, answers[report], of, stages)
            assert got[0] == wanted[0]
            assert got[2] == wanted[2]
            if wanted[1] != "rules" and wanted[0] != "included":
                assert got[1] == wanted[1]
            if wanted[0] == "awaiting":
                assert not pd.isna(row["waiting"]) or wanted[1] == "title-abstract"
        elif "full-text" in stages:
            assert got[0] != "included"


@given(HISTORIES, st.sampled_from(ALL_CRITERIA), st.data())
def test_nobody_is_excluded_but_by_a_rules_hit_or_people(lines, of, data):
    answers = data.draw(st.lists(st.integers(0, 2), min_size=len(of.rules),
                                 max_size=len(of.rules)))  # fmt: skip
    found, _ = settled(lines, {"r_1": answers, "r_3": answers}, of)
    said = resolve(lines, RECORDS, of).by_report()
    hit = {"require": 0, "exclude": 2}
    for report, row in found[found["verdict"] == "excluded"].iterrows():
        if row["by"] == "automation":
            assert any(a == hit[r.kind] for a, r in zip(answers, of.rules, strict=True))
        else:
            assert said[report][row["stage"]].decision in ("exclude", "not-retrieved")


@given(HISTORIES, VOTES, st.sampled_from([c for c in ALL_CRITERIA if c.mode == "people"]))
def test_in_mode_people_nothing_is_included_without_people(lines, more, of):
    answers = [TRUE, TRUE, FALSE, TRUE][: len(of.rules)]
    found, _ = settled([*lines, more], {"r_1": answers, "r_3": answers}, of)
    assert set(found.loc[found["verdict"] == "included", "by"]) <= {"human"}


@given(HISTORIES, st.sampled_from(ALL_CRITERIA))
def test_every_verdict_has_a_box(lines, of):
    from litsieve.report.ledger import BOX_OF

    grid = list(itertools.islice(itertools.cycle(([2, 2, 0, 2], [0, 1, 2, 0])), 2))
    answers = {r: row[: len(of.rules)] for r, row in zip(("r_1", "r_3"), grid, strict=True)}
    found, _ = settled(lines, answers, of)
    stages = stages_carried_out(of, resolve(lines, RECORDS, of).decisions)
    for verdict_, stage in zip(found["verdict"], found["stage"], strict=True):
        assert (verdict_, stage) in BOX_OF
        if verdict_ == "excluded":
            assert ("full-text" if stage == "retrieval" else stage) in stages
