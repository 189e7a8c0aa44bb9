"""The catalogue of cases (cases.yaml): every class of error, as pairs of invented records."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from dedupe_make import copy, groups, records, run, sparse

from litsieve import schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe import Deduped, dedupe
from litsieve.dedupe.block import candidates
from litsieve.dedupe.compare import compare
from litsieve.dedupe.decide import decide
from litsieve.dedupe.normalise import normalise

Case = dict[str, Any]
Row = dict[str, Any]

# libyaml, where it is there, reads the catalogue ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CATALOGUE = yaml.load(Path(__file__).with_name("cases.yaml").read_text("utf-8"), _LOADER)
CASES: list[Case] = CATALOGUE["cases"]
ANSWERS = {"merge", "review", "distinct", "linked"}
FIELDS = {"id", "class", "note", "base", "both", "records", "expected", "context", "settings"}


def rows_of(case: Case) -> list[Row]:
    """The case's records: its base, what both change, what each changes."""
    rows = []
    for changes in case["records"]:
        base = CATALOGUE["bases"].get(changes.get("base", case.get("base")), {})
        rows.append({**base, **case.get("both", {}), **changes})
        rows[-1].pop("base", None)
    return rows


def expected_of(case: Case) -> set[str]:
    expected = case["expected"]
    return {expected} if isinstance(expected, str) else set(expected)


def crowd() -> list[Row]:
    """Forty records that have nothing to do with each other, or with any case."""
    things = ("Glaciers", "Violins", "Turbines", "Mosses", "Tariffs", "Comets", "Looms", "Eels")
    deeds = ("melting in", "sold near", "drawn after", "lost under", "counted over")
    places = ("delta", "plaza", "storm", "vault", "abyss")
    return [
        {
            "record_id": f"crowd-{i:02}",
            "title": f"{thing} {deed} the {place} of {thing.lower()[::-1]}",
            "authors": f"{place.title()}{thing.lower()}, {deed[0].upper()}.",
            "year": 1981 + i,
            "venue": f"Acta {thing} {place}",
            "volume": str(300 + i),
            "pages": f"{7000 + 11 * i}-{7009 + 11 * i}",
        }
        for i, (thing, deed, place) in enumerate(
            (thing, deed, place)
            for deed, place in zip(deeds, places, strict=True)
            for thing in things
        )
    ]


CROWD = crowd()


def frames() -> dict[str, pd.DataFrame]:
    """Case id → its records, r0, r1 …, and its context; made in one go, since that is faster."""
    rows: list[Row] = []
    ends = [0]
    for case in CASES:
        company = [{**row, "record_id": f"w{i}"} for i, row in enumerate(case.get("context", ()))]
        rows += [{**row, "record_id": f"r{i}"} for i, row in enumerate(rows_of(case))] + company
        ends.append(len(rows))
    table = schema.conform(pd.DataFrame(rows), schema.RECORD)
    return {
        case["id"]: table.iloc[start:end].reset_index(drop=True)
        for case, (start, end) in zip(CASES, pairwise(ends), strict=True)
    }


FRAMES = frames()


def answers(case: Case, others: Sequence[Row] = (), backwards: bool = False) -> set[str]:
    """What becomes of every pair of a case's records in the company of `others`."""
    table, ids = FRAMES[case["id"]], [f"r{i}" for i in range(len(case["records"]))]
    if backwards:
        renamed = dict(zip(ids, reversed(ids), strict=True))
        table = table.assign(record_id=table["record_id"].replace(renamed))
    if others:
        table = pd.concat([table, records(*others)], ignore_index=True)
    result = dedupe(table, DedupeSettings(**case.get("settings", {})))
    return {answer_of(result, a, b) for a, b in combinations(ids, 2)}


def answer_of(result: Deduped, a: str, b: str) -> str:
    clusters = result.clusters.set_index("record_id")
    if clusters.loc[a, "cluster_id"] == clusters.loc[b, "cluster_id"]:
        return "merge"
    found = result.pairs[(result.pairs["a"] == a) & (result.pairs["b"] == b)]
    told = "distinct" if found.empty else str(found["answer"].iloc[0])
    assert told != "merge"
    assert (told == "linked") == (clusters.loc[a, "study_id"] == clusters.loc[b, "study_id"])
    return told


def joined(cases: Sequence[Case]) -> pd.DataFrame:
    """The records of several cases, under ids such as erratum/r0."""
    tables = [FRAMES[case["id"]] for case in cases]
    named = [
        table.assign(record_id=case["id"] + "/" + table["record_id"])
        for case, table in zip(cases, tables, strict=True)
    ]
    return pd.concat(named, ignore_index=True)


def parties() -> list[list[Case]]:
    """The cases in as few parties as will do, none of which share anything within a party."""
    forms = normalise(joined(CASES))
    case_of = [str(key).rpartition("/")[0] for key in forms.ids]
    met: dict[str, set[str]] = {case["id"]: set() for case in CASES}
    for i, j in zip(*candidates(forms, cap=len(forms)), strict=True):
        met[case_of[i]].add(case_of[j])
        met[case_of[j]].add(case_of[i])
    out: list[list[Case]] = []
    for case in CASES:
        for party in out:
            settings = party[0].get("settings") == case.get("settings")
            if settings and met[case["id"]].isdisjoint(other["id"] for other in party):
                party.append(case)
                break
        else:
            out.append([case])
    return out


@pytest.fixture(scope="module")
def answered() -> dict[str, set[str]]:
    """Case id → the answers to its pairs, each case among others that have nothing to do with it.

    To do this for many cases at a time costs a third of doing it one by one.
    """
    out: dict[str, set[str]] = {}
    for party in parties():
        result = dedupe(joined(party), DedupeSettings(**party[0].get("settings", {})))
        for case in party:
            ids = [f"{case['id']}/r{i}" for i in range(len(case["records"]))]
            out[case["id"]] = {answer_of(result, a, b) for a, b in combinations(ids, 2)}
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_is_answered_as_an_information_specialist_would(
    case: Case, answered: dict[str, set[str]]
) -> None:
    assert answered[case["id"]] <= expected_of(case)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_neither_order_nor_company_changes_the_answer(
    case: Case, answered: dict[str, set[str]]
) -> None:
    assert answers(case) == answered[case["id"]]
    assert answers(case, CROWD, backwards=True) == answered[case["id"]]


def test_what_is_said_of_a_pair_does_not_depend_on_its_order() -> None:
    forms = normalise(joined(CASES))
    at = {key: i for i, key in enumerate(forms.ids)}
    a = np.array([at[f"{case['id']}/r0"] for case in CASES])
    b = np.array([at[f"{case['id']}/r1"] for case in CASES])
    there, back = compare(forms, a, b), compare(forms, b, a)
    assert {name: level.tolist() for name, level in there.levels.items()} == {
        name: level.tolist() for name, level in back.levels.items()
    }
    for settings in (DedupeSettings(), DedupeSettings(strictness="eager", preprints="merge")):
        forth, again = decide(forms, there, settings), decide(forms, back, settings)
        assert forth.answer.tolist() == again.answer.tolist()
        assert forth.rule.tolist() == again.rule.tolist()


def test_the_catalogue_is_well_formed() -> None:
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
    assert {case["class"] for case in CASES} == set(CATALOGUE["classes"])
    for case in CASES:
        assert set(case) <= FIELDS, case["id"]
        assert expected_of(case) <= ANSWERS, case["id"]
        assert len(case["records"]) > 1, case["id"]
        known = set(schema.names(schema.RECORD))
        assert all(set(row) <= known for row in [*rows_of(case), *case.get("context", ())])


def test_the_crowd_has_nothing_to_do_with_itself() -> None:
    result = run(*CROWD)
    assert len(groups(result)) == len(CROWD)
    assert result.pairs.empty


# ------------------------------------------------------------- what takes more than two records


def test_identical_sparse_records_merge_however_many_there_are() -> None:
    result = run(*[sparse() for _ in range(120)])
    assert len(groups(result)) == 1
    assert len(result.pairs) == 119


def test_a_doi_that_many_titles_carry_proves_nothing_and_the_words_say_so() -> None:
    doi = "10.1234/supplement"
    titles = ["Beds that creak", "Why lifts are slow", "On the cost of linen", "Trolleys at night"]
    rows = [copy(title=t, doi=doi, pages=f"S{i}") for i, t in enumerate(titles)]
    again = copy(title=titles[0], doi=doi, pages="S0")
    result = run(*rows, again)
    assert {"r0", "r4"} in groups(result)
    assert len(groups(result)) == len(titles)
    assert "DOI set aside" in " ".join(result.pairs["why"])


def test_a_title_that_recurs_in_the_data_needs_volume_issue_and_page() -> None:
    def column(volume: int, **changes: object) -> Row:
        row = copy(title="From the porters' lodge", doi=None, volume=str(volume), pages=None)
        return {**row, "authors": "Elm, Ann", **changes}

    rows = [column(v, pages="3-4") for v in (1, 2, 3, 4)]
    result = run(*rows, column(4, pages=None), column(3, pages="3-4", source="wos"))
    assert {"r2", "r5"} in groups(result)
    assert all("r4" not in group or group == {"r4"} for group in groups(result))


def test_a_chain_never_joins_what_a_veto_keeps_apart() -> None:
    first = copy(doi=None, title="Porters and sleep on the wards at night: part 1", pages="1-9")
    second = copy(doi=None, title="Porters and sleep on the wards at night: part 2", pages="10-19")
    either = sparse(title="Porters and sleep on the wards at night …")
    for rows in ([first, second, either], [either, second, first], [second, either, first]):
        result = run(*rows)
        ids = {str(row["title"])[-6:]: f"r{i}" for i, row in enumerate(rows)}
        assert not any({ids["part 1"], ids["part 2"]} <= group for group in groups(result))
        assert "kept apart by another record" in set(result.pairs["rule"].dropna())


def test_reports_of_one_study_are_one_study_and_two_reports() -> None:
    paper = copy(doi=None, venue="Conference on Wards", volume=None, issue=None, pages=None)
    result = run(copy(), paper)
    assert len(groups(result)) == 2
    assert result.clusters["study_id"].nunique() == 1
