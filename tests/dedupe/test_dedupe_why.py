"""Why two records are, or are not, one: no rule without a meaning, no answer without its reason."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dedupe_make import ARTICLE, SETTINGS, copy, records, sparse

from litsieve import schema
from litsieve.config.dedupe import PRESETS
from litsieve.config.review import ReviewConfig
from litsieve.config.yaml import load_yaml
from litsieve.dedupe import Deduped, DedupeSettings, dedupe
from litsieve.dedupe import run as steps
from litsieve.dedupe.account import COMPARED, NEVER, Account, account, looked_at
from litsieve.dedupe.compare import LEVELS, Evidence
from litsieve.dedupe.decide import NAMES
from litsieve.dedupe.explain import MEANING, words
from litsieve.dedupe.normalise import normalise
from litsieve.dedupe.queue import NEAR_FROM
from litsieve.dedupe.rules import RULES
from litsieve.dedupe.score import PRIOR
from litsieve.report.duplicates import COLUMNS

OTHER = {
    "title": "Beds that creak at night and why", "authors": "Reed, A.", "year": 1999,
    "doi": "10.9/x", "venue": "Acta Bedorum", "volume": "1", "issue": "1", "pages": "1-2",
}  # fmt: skip
SURVEY = "Night shifts and the sleep of hospital porters: a survey{}"


def found(*rows: dict[str, Any], answers: list[tuple[str, str, str, str]] | None = None) -> Any:
    """The records, and what dedupe makes of them."""
    made = records(*rows)
    told = pd.DataFrame(answers or [], columns=schema.names(schema.ANSWERED))
    return made, dedupe(made, SETTINGS, answers=schema.conform(told, schema.ANSWERED))


def why(made: pd.DataFrame, result: Deduped, a: str, b: str) -> Account:
    known = result.known
    looked = looked_at(known.fingerprints, known.compared, (a, b))
    return account(made, result.clusters, result.pairs, SETTINGS, (a, b), looked)


def test_every_rule_has_a_sentence_and_every_sentence_is_of_a_rule() -> None:
    tree = ast.parse(inspect.getsource(steps._in_the_end))
    later = {
        node.elts[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple) and isinstance(node.elts[0], ast.Constant)
    }
    assert len(later) >= 4
    assert set(MEANING) == {*NAMES, *later}
    assert len({rule.name for rule in RULES}) == len(RULES)
    for sentence in MEANING.values():
        assert sentence[0].isupper()
        assert sentence.endswith(".")


@pytest.mark.parametrize("field", [*LEVELS])
def test_every_level_has_words(field: str) -> None:
    forms = normalise(records(copy(), copy()))
    count = len(LEVELS[field])
    one = np.zeros(count, dtype=np.int64)
    levels = {name: np.zeros(count, dtype=np.int8) for name in LEVELS}
    levels[field] = np.arange(count, dtype=np.int8)
    said = words(forms, Evidence(one, one + 1, one.astype(np.float32), levels))
    if field != "year":  # which is told by its numbers
        assert len({row.get(field) for row in said}) >= count - 2


def test_the_parts_of_a_score_add_up_to_it() -> None:
    told = why(*found(copy(), sparse(year=2017)), "r0", "r1")
    parts = {part.field: part for part in told.parts}
    assert parts["year"].words == "year 2016/2017"
    assert parts["title"].odds > 0 > parts[PRIOR].odds
    total = sum(part.odds for part in told.parts)
    assert told.score == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-6)


def test_records_that_are_one_say_which_rule_and_what_it_means() -> None:
    told = why(*found(copy(), copy(abstract=None, keywords="k", volume=None)), "r1", "r0")
    assert (told.a, told.b, told.together) == ("r0", "r1", True)
    assert told.rule == "same id"
    assert told.meaning == MEANING["same id"]
    assert told.itself == ("merge", "same id")
    assert not told.chain
    assert not told.apart


def test_records_that_others_join_are_told_the_chain() -> None:
    ends = [
        sparse(authors=None, authors_cut=None, year=None, pmid="77"),
        sparse(authors=None, authors_cut=None, year=2017, doi=ARTICLE["doi"]),
        copy(pmid="77"),
    ]
    made, result = found(*ends)
    assert result.clusters["cluster_id"].nunique() == 1
    told = why(made, result, "r0", "r1")
    assert told.together
    assert [{link.a, link.b} for link in told.chain] == [{"r0", "r2"}, {"r1", "r2"}]
    assert {link.rule for link in told.chain} == {"same id"}


def test_a_pair_that_another_record_keeps_apart_names_it() -> None:
    # The record without a number could be either survey, but not both.
    bare = {"volume": None, "issue": None, "pages": None}
    rows = [
        copy(title=SURVEY.format(" of 2015"), **bare),
        copy(title=SURVEY.format(" of 2016"), doi=None, pmid="7", **bare),
        copy(title=SURVEY.format(""), pmid="7", **bare),
    ]
    made, result = found(*rows)
    refused = result.pairs[result.pairs["rule"] == "kept apart by another record"]
    assert len(refused) == 1
    told = why(made, result, *refused[["a", "b"]].iloc[0])
    assert not told.together
    assert told.itself == ("merge", "same id")
    assert [(link.a, link.b, link.rule) for link in told.apart] == [
        ("r0", "r1", "part or number differs")
    ]


def test_a_pair_that_was_never_a_candidate_is_explained_and_said_to_be_none() -> None:
    made, result = found(copy(), OTHER)
    told = why(made, result, "r0", "r1")
    assert (told.looked, told.noted, told.together) == (NEVER, False, False)
    assert told.answer == "distinct"
    assert "authors differ" in told.why


def test_a_pair_of_the_table_is_told_as_it_stands_there() -> None:
    made, result = found(copy(), copy(source="wos"))
    told = why(made, result, "r0", "r1")
    row = result.pairs.iloc[0]
    assert (told.answer, told.score, told.rule, told.why) == (
        row["answer"], row["score"], row["rule"], row["why"],
    )  # fmt: skip
    assert (told.looked, told.noted) == (COMPARED, True)


def test_people_stand_above_the_rules_and_both_are_told() -> None:
    made, result = found(copy(), copy(source="wos"), answers=[("r0", "r1", "different", "ann")])
    told = why(made, result, "r0", "r1")
    assert not told.together
    assert (told.answer, told.rule, told.by) == ("distinct", "a person's answer", "ann")
    assert told.itself[0] == "merge"
    made, result = found(copy(), OTHER, answers=[("r0", "r1", "same", "ann; bob")])
    told = why(made, result, "r0", "r1")
    assert told.together
    assert (told.answer, told.by) == ("merge", "ann; bob")
    assert told.itself[0] == "distinct"


def test_a_pair_kept_apart_by_a_persons_answer_names_that_pair() -> None:
    rows = [copy(), copy(source="wos", keywords="k"), copy(source="pubmed", url="u")]
    made, result = found(*rows, answers=[("r0", "r1", "different", "ann")])
    assert result.clusters["cluster_id"].nunique() == 2
    of = result.clusters.set_index("record_id")["cluster_id"]
    other = "r0" if of["r2"] == of["r1"] else "r1"
    told = why(made, result, other, "r2")
    assert not told.together
    assert ("r0", "r1") in {(link.a, link.b) for link in told.apart}


def test_what_recurs_in_the_whole_review_is_known_when_two_records_are_explained() -> None:
    title = "Reminiscences of an old porter at night"
    column = [
        copy(title=title, volume=str(n), pages=f"{n}-{n + 1}", doi=None, issue=str(n))
        for n in range(1, 7)
    ]
    unplaced = {**column[0], "pages": None, "issue": None, "volume": None}
    made, result = found(*column, unplaced)
    told = why(made, result, "r0", "r6")
    assert told.itself[1] == "recurring title"
    assert not told.together


PAGE = Path(__file__).resolve().parents[2] / "docs" / "dedupe.md"


def test_the_page_on_duplicates_has_every_rule_in_the_same_words() -> None:
    text = PAGE.read_text("utf-8")
    lines = [f"| {rule or '(the score)'} | {meaning} |" for rule, meaning in MEANING.items()]
    assert [line for line in lines if line not in text] == []


def test_the_page_on_duplicates_has_every_setting_preset_and_column() -> None:
    text = PAGE.read_text("utf-8")
    settings = [field.name for field in fields(DedupeSettings)]
    for name in (*settings, *COLUMNS):
        assert f"`{name}`" in text, name
    for name, (merge_at, review_at) in PRESETS.items():
        assert f"| `{name}` | {merge_at:g} | {review_at:g} |" in text
    assert f"score is {NEAR_FROM:g} or more" in text


def test_the_example_of_settings_loads() -> None:
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    loaded = load_yaml("version: 1\n" + block, "docs/dedupe.md", ReviewConfig)
    assert loaded.dedupe.source_priority == ("Scopus", "Web of Science")
