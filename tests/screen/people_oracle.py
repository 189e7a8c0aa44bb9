"""The slow, obvious answer: one report, its lines and its rules' answers → what becomes of it.

Nothing here is shared with litsieve.screen.resolve and settle but the shape of a line.
"""

from __future__ import annotations

from litsieve.screen.votes import Ruling

RANK = {"include": 0, "maybe": 1, "exclude": 2}


def last_lines(lines, stage):
    """(who, record) → the last line; who is None for rulings."""
    found = {}
    for line in lines:
        if line.stage == stage:
            found[None if isinstance(line, Ruling) else line.by, line.record] = line
    return found


def decision(lines, stage, criteria):
    """(decision or None, how, reasons, what all votes so far say) of a stage; None: not a word."""
    last = last_lines(lines, stage)
    if not last:
        return None
    order = [reason.id for reason in criteria.reasons]
    screening = criteria.screening
    wanted = getattr(screening.reviewers, stage.replace("-", "_"))
    strict = getattr(screening.reasons_required, stage.replace("-", "_"))
    fold = {"maybe": screening.disagreement.maybe_counts_as}

    def valid(reasons):
        return sorted({r for r in reasons if r in order}, key=order.index)

    said, reasons = {}, {}
    for (who, _), line in last.items():
        if who is None:
            continue
        if who not in said or RANK[line.decision] < RANK[said[who]]:
            said[who], reasons[who] = line.decision, []
        if line.decision == said[who]:
            reasons[who] += valid(line.reasons)
    good = {
        w: d for w, d in said.items() if fold.get(d, d) != "exclude" or reasons[w] or not strict
    }
    folded = {w: fold.get(d, d) for w, d in good.items()}
    if len(good) == len(said) and len(good) >= wanted and len(set(folded.values())) == 1:
        word = next(iter(folded.values()))
        how = "single" if len(good) == 1 else "agreed"
        why = [r for w in good for r in _reasons(last, w)] if word == "exclude" else []
        return word, how, valid(why), None

    holding, stale = [], False
    for (who, _), line in last.items():
        if who is not None:
            continue
        is_stale = any(said.get(w) != p for w, p in zip(line.between, line.prior, strict=True))
        stale |= is_stale
        voted_out = [r for w, d in said.items() if fold.get(d, d) == "exclude"
                     for r in _reasons(last, w)]  # fmt: skip
        why = valid(line.reasons) or valid(voted_out)
        refused = line.mode not in screening.disagreement.resolve or (
            line.mode == "third-reviewer"
            and screening.disagreement.adjudicator_not_in_pair
            and line.by in line.between
        )
        if not is_stale and not refused and (line.decision == "include" or why or not strict):
            holding.append((line, why))
    if len({line.decision for line, _ in holding}) == 1:
        line, why = max(holding, key=lambda pair: (pair[0].moment, pair[0].record))
        return line.decision, line.mode, why if line.decision == "exclude" else [], None
    if len(good) < wanted:
        how = f"{len(good)} of {wanted} votes"
    else:
        how = "rulings differ" if holding else "stale ruling" if stale else "disagreement"
    ruled = any(who is None for who, _ in last)
    alike = len(set(folded.values())) == 1 and len(good) == len(said) and not ruled
    return None, how, [], next(iter(folded.values())) if alike else None


def _reasons(last, person):
    return [r for (who, _), line in last.items() if who == person for r in line.reasons]


def retrieval(lines):
    people = {}
    for (who, _), line in last_lines(lines, "retrieval").items():
        if who not in people or (line.moment, line.record) > (
            people[who].moment,
            people[who].record,
        ):
            people[who] = line
    if not people:
        return None
    kindness = ("obtained", "sought", "not-retrieved").index
    return min(
        people.values(), key=lambda line: (-line.moment.timestamp(), kindness(line.decision))
    ).decision


def rule_says(answers, criteria, late):
    """exclude, include or None (a person), of the rules of the full text or of those before it."""
    asked = [
        (rule, answer)
        for rule, answer in zip(criteria.rules, answers, strict=True)
        for first in [[s for s in criteria.stages if s in rule.stages][:1]]
        if first and (first == ["full-text"]) == late
    ]
    if late and not asked:
        return None
    hit = {"require": 0, "exclude": 2}
    against = [rule for rule, answer in asked if answer == hit[rule.kind]]
    if any(rule.action == "exclude" for rule in against):
        return "exclude"
    if against or any(answer == 1 for _, answer in asked):
        return None
    if criteria.mode == "people" and (late or criteria.stages != ("full-text",)):
        return None
    return "include"


def outcome(lines, answers, criteria, stages):
    """(verdict, stage, by) of a report of which somebody said something."""
    titles = decision(lines, "title-abstract", criteria)
    text = decision(lines, "full-text", criteria)
    word = retrieval(lines)
    by_rules = rule_says(answers, criteria, late=False)
    by_late_rules = rule_says(answers, criteria, late=True)
    rules_decide = criteria.mode == "rules"

    if text is not None:
        if titles and titles[0] == "exclude":
            return "awaiting", "full-text", None
        if text[0]:
            return {"include": "included", "exclude": "excluded"}[text[0]], "full-text", "human"
        if rules_decide and by_late_rules and text[3] == by_late_rules:
            verdict = {"include": "included", "exclude": "excluded"}[by_late_rules]
            return verdict, "full-text", "automation"
        return "awaiting", "full-text", None

    human = bool(titles and titles[0])
    if titles and titles[0] == "exclude":
        return "excluded", "title-abstract", "human"
    if titles and not titles[0] and not (rules_decide and by_rules and titles[3] == by_rules):
        return "awaiting", "title-abstract", None
    if not human and by_rules == "exclude":
        return "excluded", "rules", "automation"
    if not human and by_rules is None:
        return "awaiting", "title-abstract", None
    if "full-text" not in stages:
        return "included", "title-abstract", "human" if human else "automation"
    if word is None or word == "sought":
        return "awaiting", "retrieval", None
    if word == "not-retrieved":
        return "excluded", "retrieval", "human"
    if by_late_rules:
        verdict = {"include": "included", "exclude": "excluded"}[by_late_rules]
        return verdict, "full-text", "automation"
    return "awaiting", "full-text", None
