"""What votes and rulings come to, case by case and against the slow, obvious version."""

from __future__ import annotations

import random

import people_oracle as oracle
from hypothesis import given
from hypothesis import strategies as st
from people_cases import ALL_CRITERIA, HISTORIES, RECORDS, criteria, ruling, vote

from litsieve.screen.resolve import resolve
from litsieve.screen.votes import Ruling

TWO = criteria()


def one(*lines, of=TWO, records=RECORDS):
    """The only decision that lines come to."""
    (found,) = resolve(lines, records, of).decisions
    return found


def kinds(*lines, of=TWO):
    return [problem.kind for problem in resolve(lines, RECORDS, of).problems]


def test_one_of_two_votes_decides_nothing():
    found = one(vote("r_1", "alice", "exclude", "E1"))
    assert (found.decision, found.how, found.people, found.votes) == (
        None, "1 of 2 votes", ("alice",), 1,
    )  # fmt: skip


def test_two_votes_that_agree_decide_with_the_reasons_of_both_in_the_protocols_order():
    found = one(vote("r_1", "alice", "exclude", "E3"), vote("r_1", "bob", "exclude", "E1"))
    assert (found.decision, found.how, found.reasons) == ("exclude", "agreed", ("E1", "E3"))


def test_where_one_vote_is_wanted_it_decides():
    assert one(vote("r_1", "alice", "include"), of=criteria(n=1)).how == "single"


def test_maybe_counts_as_the_criteria_say():
    lines = vote("r_1", "alice", "maybe"), vote("r_1", "bob", "include")
    assert one(*lines).decision == "include"
    assert one(*lines, of=criteria(maybe="exclude")).how == "disagreement"


def test_the_last_line_of_a_person_holds():
    found = one(vote("r_1", "alice", "exclude"), vote("r_1", "bob", "include"),
                vote("r_1", "alice", "include"))  # fmt: skip
    assert found.decision == "include"


def test_of_votes_on_two_records_of_a_report_the_most_inclusive_counts_and_it_is_told():
    lines = [vote("r_1", "alice", "exclude"), vote("r_2", "alice", "maybe"),
             vote("r_2", "bob", "include")]  # fmt: skip
    assert one(*lines).decision == "include"
    assert kinds(*lines) == ["members differ"]


SPLIT = vote("r_1", "alice", "include"), vote("r_1", "bob", "exclude", "E3")
PRIOR = {"alice": "include", "bob": "exclude"}


def test_a_disagreement_is_open_until_somebody_rules():
    assert one(*SPLIT).how == "disagreement"
    found = one(*SPLIT, ruling("r_1", "exclude", PRIOR))
    assert (found.decision, found.how, found.people, found.votes, found.reasons) == (
        "exclude", "third-reviewer", ("alice", "bob", "carol"), 2, ("E3",),
    )  # fmt: skip
    assert one(*SPLIT, ruling("r_1", "exclude", PRIOR, "E1")).reasons == ("E1",)


def test_a_vote_that_changed_makes_the_ruling_stale_and_the_report_waits():
    lines = [*SPLIT, ruling("r_1", "exclude", PRIOR), vote("r_1", "bob", "maybe")]
    of = criteria(maybe="exclude")
    assert one(*lines, of=of).how == "stale ruling"
    assert kinds(*lines, of=of) == ["stale ruling"]


def test_the_third_reviewer_is_not_one_of_the_two_but_discussion_is_among_them():
    by_alice = ruling("r_1", "include", PRIOR, by="alice")
    assert one(*SPLIT, by_alice).how == "disagreement"
    assert kinds(*SPLIT, by_alice) == ["ruling refused"]
    talked = ruling("r_1", "include", PRIOR, by="alice", mode="discussion")
    assert one(*SPLIT, talked).how == "discussion"


def test_a_ruling_in_a_way_that_the_criteria_do_not_allow_decides_nothing():
    of = criteria(resolve="discussion")
    assert one(*SPLIT, ruling("r_1", "include", PRIOR), of=of).decision is None


def test_a_ruling_against_people_who_agree_is_told_and_does_nothing():
    lines = [vote("r_1", "alice", "include"), vote("r_1", "bob", "include"),
             ruling("r_1", "exclude", {"alice": "include", "bob": "include"})]  # fmt: skip
    assert one(*lines).decision == "include"
    assert kinds(*lines) == ["ruling without a conflict"]


def test_rulings_on_records_of_one_report_that_differ_leave_it_open():
    lines = [*SPLIT, ruling("r_1", "include", PRIOR), ruling("r_2", "exclude", PRIOR)]
    assert one(*lines).how == "rulings differ"


def test_an_exclusion_at_full_text_needs_a_reason_that_the_criteria_know():
    lines = [vote("r_1", by, "exclude", "E9", stage="full-text") for by in ("alice", "bob")]
    found = one(*lines)
    assert (found.decision, found.how, found.leaning) == (None, "0 of 2 votes", None)
    assert sorted(kinds(*lines)) == ["no valid reason"] * 2 + ["reason gone"] * 2


def test_a_decision_on_a_record_that_is_gone_is_told():
    found = resolve([vote("r_gone", "alice", "include")], RECORDS, TWO)
    assert (found.decisions, found.problems[0].kind) == ((), "record gone")


def test_of_a_full_text_the_latest_word_holds_and_a_contradiction_is_told():
    lines = [vote("r_1", "bob", "obtained", stage="retrieval", minute=5),
             vote("r_2", "alice", "not-retrieved", "E4", stage="retrieval", minute=9)]  # fmt: skip
    found = one(*lines)
    assert (found.decision, found.people, found.reasons) == (
        "not-retrieved", ("alice", "bob"), ("E4",),
    )  # fmt: skip
    assert kinds(*lines) == ["contradiction"]


def test_words_of_one_moment_are_settled_by_name():
    lines = [vote("r_1", "bob", "sought", stage="retrieval"),
             vote("r_1", "alice", "obtained", stage="retrieval")]  # fmt: skip
    assert one(*lines).decision == "obtained"


def test_notes_are_not_shown_while_the_stage_is_open_and_blind():
    said = vote("r_1", "alice", "include", note="clearly in")
    assert one(said).note == ""
    assert one(said, vote("r_1", "bob", "include")).note == "clearly in"


def test_no_problem_says_what_was_voted():
    lines = [vote("r_1", "alice", "exclude", "E9", stage="full-text"), vote("r_1", "bob", "maybe"),
             vote("r_2", "bob", "exclude"), vote("r_gone", "bob", "exclude")]  # fmt: skip
    found = resolve(lines, RECORDS, criteria(strict=True))
    assert len(found.problems) >= 4
    assert not [p for p in found.problems if {"exclude", "maybe"} & set(p.text.split())]


# --- against the slow version ----------------------------------------------------------------


@given(HISTORIES, st.sampled_from(ALL_CRITERIA))
def test_it_comes_to_what_the_slow_version_says(lines, of):
    found = {(d.cluster_id, d.stage): d for d in resolve(lines, RECORDS, of).decisions}
    for report in ("r_1", "r_3"):
        own = [line for line in lines if RECORDS.get(line.record) == report]
        for stage in ("title-abstract", "full-text"):
            got, wanted = found.get((report, stage)), oracle.decision(own, stage, of)
            told = got and (got.decision, got.how, list(got.reasons), got.leaning)
            assert told == wanted
        copy = found.get((report, "retrieval"))
        assert (copy.decision if copy else None) == oracle.retrieval(own)


@given(HISTORIES, st.sampled_from(ALL_CRITERIA), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(lines, of, dice: random.Random):
    """Lines of one file keep their order; files are shuffled into one another."""
    files: dict[object, list] = {}
    for line in lines:
        who = "adjudication" if isinstance(line, Ruling) else line.by
        files.setdefault((line.stage, who), []).append(line)
    mixed = []
    while left := [key for key, rest in files.items() if rest]:
        mixed.append(files[dice.choice(left)].pop(0))
    assert resolve(mixed, RECORDS, of) == resolve(lines, RECORDS, of)


@given(HISTORIES, st.sampled_from(ALL_CRITERIA))
def test_nobody_is_excluded_but_by_enough_votes_or_a_ruling(lines, of):
    for found in resolve(lines, RECORDS, of).decisions:
        if found.decision == "exclude":
            n = getattr(of.screening.reviewers, found.stage.replace("-", "_"))
            assert found.votes >= n or found.how in ("discussion", "third-reviewer")
            reasons = getattr(of.screening.reasons_required, found.stage.replace("-", "_"))
            assert found.reasons or not reasons


@given(HISTORIES, st.sampled_from(ALL_CRITERIA), st.sampled_from(["title-abstract", "full-text"]))
def test_one_more_vote_to_exclude_includes_nothing(lines, of, stage):
    """A person who had said nothing; a ruling may hold or fall by what others said, not by this."""
    more = vote("r_1", "dora", "exclude", "E1", stage=stage)
    before = {(d.cluster_id, d.stage): d for d in resolve(lines, RECORDS, of).decisions}
    after = {(d.cluster_id, d.stage): d for d in resolve([*lines, more], RECORDS, of).decisions}
    for key, found in after.items():
        was = before.get(key)
        if found.decision == "include" and found.how in ("agreed", "single"):
            assert was is not None
            assert was.decision == "include"


@given(HISTORIES, st.sampled_from(ALL_CRITERIA))
def test_the_table_has_a_row_a_decision_sorted(lines, of):
    found = resolve(lines, RECORDS, of)
    table = found.table()
    assert len(table) == len(found.decisions)
    order = ["title-abstract", "retrieval", "full-text"]
    keys = [(c, order.index(s)) for c, s in zip(table["cluster_id"], table["stage"], strict=True)]
    assert keys == sorted(set(keys))


def test_a_maybe_that_counts_as_exclude_needs_a_reason_where_an_exclusion_does():
    of = criteria(maybe="exclude")
    lines = [vote("r_1", by, "maybe", stage="full-text") for by in ("alice", "bob")]
    assert one(*lines, of=of).how == "0 of 2 votes"


def test_a_third_vote_that_does_not_count_keeps_two_that_agree_from_deciding():
    lines = [vote("r_1", by, "include", stage="full-text") for by in ("alice", "bob")]
    assert one(*lines, vote("r_1", "carol", "exclude", stage="full-text")).how == "disagreement"
