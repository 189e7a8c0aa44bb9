"""Two runs of the criteria compared: which reports change, rule by rule, and their verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from litsieve.screen.kleene import FALSE, TRUE, UNKNOWN

#: What a report is that is only in one of the runs.
_NOT_THERE = "not there"
_HITS = {"require": FALSE, "exclude": TRUE}
_RULE = "rule:"


@dataclass(frozen=True)
class RuleAct:
    """What the criteria say of a rule beside its condition."""

    kind: str
    action: str
    reason: str
    stages: tuple[str, ...]

    def differences(self, new: RuleAct) -> Iterator[str]:
        """What is said otherwise now: `action exclude → suggest`."""
        for name in ("kind", "action", "reason"):
            was, now = getattr(self, name), getattr(new, name)
            if was != now:
                yield f"{name} {was} → {now}"
        if self.stages != new.stages:
            yield f"stage {', '.join(self.stages)} → {', '.join(new.stages)}"


@dataclass(frozen=True)
class Run:
    """What a run answered and decided.

    `answers`: a column rule:ID each by report, 0 false, 1 unknown, 2 true; `verdicts`:
    schema.VERDICT by report; `labels`: of the reasons, by id; `mode` and `stages` of the screening.
    """

    answers: pd.DataFrame
    verdicts: pd.DataFrame
    rules: Mapping[str, RuleAct]
    labels: Mapping[str, str]
    mode: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class RuleChange:
    """A rule before and after: ids of reports that it hits by now, no longer, or cannot tell of.

    `state`: new | gone | changed | same, where same is of reports too. `hits`: None where the rule
    is not there.
    """

    rule: str
    state: str
    before: int | None
    after: int | None
    gained: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """Reports that go from one verdict (with its primary reason) to another."""

    was: str
    now: str
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Changes:
    """All that differs; rules in the order of the new criteria, those that are gone behind them.

    `settings`: in words, what is otherwise beside the rules: mode, stages, labels of reasons.
    """

    moves: tuple[Move, ...]
    rules: tuple[RuleChange, ...]
    settings: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.moves or self.settings or any(r.state != "same" for r in self.rules))


def compare(old: Run, new: Run) -> Changes:
    """What the new run would change."""
    names = [*new.rules, *(name for name in old.rules if name not in new.rules)]
    rules = tuple(_rule(name, old, new) for name in names)
    return Changes(tuple(_moves(old.verdicts, new.verdicts)), rules, tuple(_settings(old, new)))


def _settings(old: Run, new: Run) -> Iterator[str]:
    if old.mode != new.mode:
        yield f"mode {old.mode} → {new.mode}"
    if old.stages != new.stages:
        yield f"stages {', '.join(old.stages)} → {', '.join(new.stages)}"
    if [r for r in old.labels if r in new.labels] != [r for r in new.labels if r in old.labels]:
        yield f"order of the reasons {', '.join(old.labels)} → {', '.join(new.labels)}"
    for reason, label in new.labels.items():
        if old.labels.get(reason, label) != label:
            yield f"reason {reason} {old.labels[reason]} → {label}"


def _rule(name: str, old: Run, new: Run) -> RuleChange:
    hit_before, hit_after = _hits(name, old), _hits(name, new)
    before = None if hit_before is None else int(hit_before.sum())
    after = None if hit_after is None else int(hit_after.sum())
    if hit_before is None or hit_after is None:
        gained = _ids(hit_after) if hit_after is not None else ()
        dropped = _ids(hit_before) if hit_before is not None else ()
        state = "gone" if hit_after is None else "new"
        return RuleChange(name, state, before, after, gained, dropped, _unknown(name, old, new))
    everyone = hit_before.index.union(hit_after.index)
    was = hit_before.reindex(everyone, fill_value=False)
    now = hit_after.reindex(everyone, fill_value=False)
    gained, dropped, unknown = _ids(now & ~was), _ids(was & ~now), _unknown(name, old, new)
    settings = tuple(old.rules[name].differences(new.rules[name]))
    changed = gained or dropped or unknown or settings
    state = "changed" if changed else "same"
    return RuleChange(name, state, before, after, gained, dropped, unknown, settings)


def _hits(name: str, run: Run) -> pd.Series[bool] | None:
    """Which reports the rule hits; None if the run does not have it."""
    if name not in run.rules:
        return None
    return run.answers[f"{_RULE}{name}"] == _HITS[run.rules[name].kind]


def _unknown(name: str, old: Run, new: Run) -> tuple[str, ...]:
    """Reports of which the rule cannot tell any more, or from now on."""
    if name not in new.rules:
        return ()
    now = new.answers[f"{_RULE}{name}"] == UNKNOWN
    if name not in old.rules:
        return _ids(now)
    was = old.answers[f"{_RULE}{name}"] == UNKNOWN
    return _ids(now & ~was.reindex(now.index, fill_value=False))


def _ids(flags: pd.Series[bool]) -> tuple[str, ...]:
    return tuple(sorted(str(report) for report in flags.index[flags.to_numpy(bool)]))


def _moves(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Move]:
    def named(verdicts: pd.DataFrame) -> pd.Series[str]:
        reason = verdicts["primary_reason"].fillna("")
        return (verdicts["verdict"] + " " + reason).str.strip()

    everyone = old.index.union(new.index)
    was = named(old).reindex(everyone).fillna(_NOT_THERE)
    now = named(new).reindex(everyone).fillna(_NOT_THERE)
    moved = (was != now).to_numpy(bool)
    pairs = pd.DataFrame({"was": was[moved], "now": now[moved]})
    for (before, after), group in pairs.groupby(["was", "now"], sort=True):
        yield Move(str(before), str(after), tuple(sorted(map(str, group.index))))
