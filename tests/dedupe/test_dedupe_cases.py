"""The catalogue of cases (cases.yaml): every class of error, as pairs of invented records."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from dedupe_make import copy, groups, records, run, sparse

from litsieve import schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.dedupe import Deduped

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
            for deed, place in zip(deeds, ("delta", "plaza", "storm", "vault", "abyss"), strict=True)
            for thing in things
        )
    ]


CROWD = crowd()


def answers(case: Case, rows: list[Row], others: list[Row]) -> set[str]:
    """What becomes of every pair of `rows` in the company of the case's context and `others`."""
    settings = DedupeSettings(**case.get("settings", {}))
    result = run(*rows, *case.get("context", ()), *others, settings=settings)
    ids = [f"r{i}" for i in range(len(rows))]
    return {answer_of(result, a, b) for a, b in combinations(ids, 2)}


def answer_of(result: Deduped, a: str, b: str) -> str:
    if any({a, b} <= group for group in groups(result)):
        return "merge"
    found = result.pairs[(result.pairs["a"] == a) & (result.pairs["b"] == b)]
    told = "distinct" if found.empty else str(found["answer"].iloc[0])
    studies = result.clusters.set_index("record_id")["study_id"]
    assert told != "merge"
    assert (told == "linked") == (studies[a] == studies[b])
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_is_answered_as_an_information_specialist_would(case: Case) -> None:
    rows = rows_of(case)
    alone = answers(case, rows, [])
    assert alone <= expected_of(case)
    assert answers(case, rows[::-1], CROWD) == alone, "in the other order, in a crowd"


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
    assert len(records(copy(), paper)) == 2
