"""Two runs compared, rule by rule."""

from __future__ import annotations

import pandas as pd

from litsieve.screen.changes import Move, RuleAct, Run, compare

NO, UNKNOWN, YES = 0, 1, 2
ACT = RuleAct("exclude", "exclude", "E1", ("metadata",))


def run(answers: dict[str, list[int]], verdicts: list[str], **more: object) -> Run:
    ids = [f"r_{i}" for i in range(len(verdicts))]
    table = pd.DataFrame({f"rule:{rule}": values for rule, values in answers.items()}, index=ids)
    judged = pd.DataFrame(
        {"verdict": [v.split()[0] for v in verdicts],
         "primary_reason": [v.split()[1] if " " in v else None for v in verdicts]},
        index=ids,
    )  # fmt: skip
    given = {
        "rules": dict.fromkeys(answers, ACT), "labels": {"E1": "Old"}, "mode": "rules",
        "stages": ("metadata",),
    }  # fmt: skip
    return Run(table.astype("int8"), judged, **{**given, **more})  # type: ignore[arg-type]


OLD = run({"a": [YES, NO, NO, UNKNOWN]}, ["excluded E1", "included", "included", "awaiting"])


def test_the_same_run_changes_nothing() -> None:
    assert not compare(OLD, OLD)
    assert [rule.state for rule in compare(OLD, OLD).rules] == ["same"]


def test_a_rule_that_hits_others_names_them() -> None:
    new = run({"a": [NO, YES, UNKNOWN, NO]}, ["included", "excluded E1", "awaiting", "included"])
    changes = compare(OLD, new)
    (rule,) = changes.rules
    assert (rule.state, rule.before, rule.after) == ("changed", 1, 1)
    assert (rule.gained, rule.dropped, rule.unknown) == (("r_1",), ("r_0",), ("r_2",))
    assert Move("excluded E1", "included", ("r_0",)) in changes.moves
    assert len(changes.moves) == 4


def test_rules_that_are_new_or_gone_are_told() -> None:
    new = run({"b": [YES, NO, NO, NO]}, ["excluded E1", "included", "included", "included"])
    b, a = compare(OLD, new).rules
    assert (b.rule, b.state, b.before, b.after, b.gained) == ("b", "new", None, 1, ("r_0",))
    assert (a.rule, a.state, a.before, a.after, a.dropped) == ("a", "gone", 1, None, ("r_0",))


def test_a_hit_is_that_of_each_runs_own_kind() -> None:
    require = RuleAct("require", "exclude", "E1", ("metadata",))
    new = run({"a": [YES, NO, NO, UNKNOWN]}, ["included"] * 4, rules={"a": require})
    (rule,) = compare(OLD, new).rules
    assert (rule.before, rule.after, rule.settings) == (1, 2, ("kind exclude → require",))
    assert (rule.gained, rule.dropped) == (("r_1", "r_2"), ("r_0",))


def test_settings_count_even_where_no_report_moves() -> None:
    act = RuleAct("exclude", "suggest", "E2", ("metadata", "title-abstract"))
    verdicts = ["excluded E1", "included", "included", "awaiting"]
    new = run({"a": [YES, NO, NO, UNKNOWN]}, verdicts, rules={"a": act}, labels={"E1": "Older"},
              mode="people", stages=("metadata", "title-abstract"))  # fmt: skip
    changes = compare(OLD, new)
    assert changes
    assert changes.moves == ()
    assert changes.settings == (
        "mode rules → people", "stages metadata → metadata, title-abstract",
        "reason E1 Old → Older",
    )  # fmt: skip
    assert changes.rules[0].settings == (
        "action exclude → suggest", "reason E1 → E2",
        "stage metadata → metadata, title-abstract",
    )  # fmt: skip


def test_reports_that_come_or_go_are_moves_too() -> None:
    new = run({"a": [YES, NO]}, ["excluded E1", "included"])
    moves = {(m.was, m.now): m.reports for m in compare(OLD, new).moves}
    assert moves == {("included", "not there"): ("r_2",), ("awaiting", "not there"): ("r_3",)}
    back = {(m.was, m.now): m.reports for m in compare(new, OLD).moves}
    assert back == {("not there", "included"): ("r_2",), ("not there", "awaiting"): ("r_3",)}
