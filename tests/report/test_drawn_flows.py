"""Counts that someone drew: what is read of them, and what does not add up."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_histories import review

from litsieve.check_codes import CODES
from litsieve.errors import ReviewError
from litsieve.report import gather
from litsieve.report.drawn import Drawn, Finding, findings, read
from litsieve.report.drawn.faults import CHECKS
from litsieve.report.writers import prisma_json

PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks.md"

#: Adds up, with everything that can be given; invented.
SOUND: dict[str, Any] = {
    "title": "Invented",
    "databases": {"Scopus": 700, "PubMed": 300},
    "databases_total": 1000,
    "registers": {"ISRCTN": 40},
    "registers_total": 40,
    "identified_total": 1050,
    "removed": {"duplicates": 200, "automation": 30, "other": 10},
    "screened": 800,
    "excluded": {"human": 650, "automation": 50},
    "excluded_total": 700,
    "sought": 100,
    "not_retrieved": 10,
    "assessed": 90,
    "excluded_reports": {"Not the population": 50, "No outcome": 10},
    "excluded_reports_total": 60,
    "other": {
        "sources": {"Websites": 6, "Citation searching": 4},
        "sources_total": 10,
        "sought": 10,
        "not_retrieved": 2,
        "assessed": 8,
        "excluded_reports": {"No outcome": 3},
        "excluded_reports_total": 3,
    },
    "previous": {"studies": 4, "reports": 5},
    "new_studies": 30,
    "new_reports": 35,
    "total_studies": 34,
    "total_reports": 40,
    "meta_analysis_studies": 20,
    "meta_analysis_reports": 21,
}


def flow(**changed: Any) -> list[Finding]:
    """What is found in SOUND with some keys changed; `other__sought` is within other."""
    given: dict[str, Any] = json.loads(json.dumps(SOUND))
    for key, value in changed.items():
        inner, _, name = key.partition("__")
        of, name = (given[inner], name) if name else (given, key)
        if value is None:
            of.pop(name, None)
        else:
            of[name] = value
    return found_in(given)


def found_in(given: Any, name: str = "flow.json") -> list[Finding]:
    return [f for drawn in read(json.dumps(given).encode(), name) for f in findings(drawn)]


def codes(found: list[Finding], *levels: str) -> list[str]:
    return sorted({f.code for f in found if f.level in (levels or ("error", "warning"))})


def test_a_flow_that_adds_up_has_no_findings() -> None:
    assert flow() == []


#: One change each, and exactly the codes that it must raise.
BROKEN: list[tuple[dict[str, Any], list[str]]] = [
    ({"databases": {"Scopus": 700, "PubMed": 301}}, ["P101"]),
    ({"registers": {"ISRCTN": 41}}, ["P102"]),
    ({"identified_total": 1000}, ["P104"]),
    ({"other__sources": {"Websites": 6, "Citation searching": 5}}, ["P104"]),
    ({"removed": {"duplicates": 1200}, "screened": None}, ["P110"]),
    ({"screened": 799}, ["P111", "P122"]),
    ({"removed": {"duplicates": 200, "automation": 40}}, []),
    ({"removed": {"duplicates": 200, "automation": 41}}, ["P111"]),
    ({"removed": {"automation": 230, "other": 10}}, ["P112"]),
    ({"removed": {"duplicates": 0, "automation": 230, "other": 10}}, ["P113"]),
    ({"excluded_total": 900, "excluded": None, "sought": None, "assessed": None}, ["P120"]),
    ({"excluded": {"human": 650, "automation": 60}}, ["P121"]),
    ({"sought": 101, "not_retrieved": 11}, ["P122"]),
    ({"sought": None, "not_retrieved": None, "assessed": 100}, ["P160"]),
    ({"sought": None, "assessed": 91, "new_reports": None}, ["P123", "P161"]),
    ({"not_retrieved": 110, "assessed": None}, ["P130"]),
    ({"assessed": 91, "excluded_reports_total": 61,
      "excluded_reports": {"A reason of its own": 61}}, ["P131"]),
    ({"not_retrieved": None, "assessed": 101, "new_reports": None}, ["P132", "P161"]),
    ({"excluded_reports_total": 61, "new_reports": None}, ["P140", "P161"]),
    ({"excluded_reports": {"No outcome": 91}, "excluded_reports_total": None,
      "new_reports": None, "new_studies": None}, ["P141"]),
    ({"excluded_reports": None, "excluded_reports_total": None}, ["P142"]),
    ({"other__sources": {"Websites": 11}, "other__sources_total": None,
      "identified_total": None}, ["P150"]),
    ({"other__not_retrieved": 3}, ["P151"]),
    ({"other__excluded_reports": {"No outcome": 9}, "other__excluded_reports_total": None,
      "new_reports": None, "new_studies": None}, ["P152"]),
    ({"other__excluded_reports": {"No outcome": 4}}, ["P152"]),
    ({"new_reports": 36, "total_reports": 41}, ["P160"]),
    ({"new_reports": None, "new_studies": 36, "total_studies": 40}, ["P160"]),
    ({"new_reports": None}, ["P161"]),
    ({"new_studies": 36, "total_studies": 40}, ["P162"]),
    ({"previous": {"studies": 4, "reports": 3}, "total_reports": 38}, ["P162"]),
    ({"total_studies": 36}, ["P170"]),
    ({"previous": None, "total_studies": 29, "total_reports": 34}, ["P170", "P171"]),
    ({"total_reports": 41}, ["P171"]),
    ({"meta_analysis_studies": 35, "meta_analysis_reports": None}, ["P172"]),
    ({"excluded_reports": {"Reason 1": 50, "No outcome": 10}}, ["P195"]),
    ({"databases": {"Database A": 700, "PubMed": 300}}, ["P195"]),
    ({"databases": None, "databases_total": 2, "registers": None, "registers_total": 1038,
      "identified_total": None}, ["P103"]),
    ({"databases": {"Scopus": 1000}, "registers": None, "registers_total": None,
      "identified_total": None, "removed": {"duplicates": 0, "other": 200}}, []),
    ({"databases": None, "registers": None, "registers_total": None, "databases_total": None,
      "other": None, "identified_total": 99, "new_reports": None, "new_studies": None,
      "total_studies": None, "total_reports": None}, ["P110", "P111"]),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), BROKEN, ids=lambda x: json.dumps(x)[:60])
def test_one_change_raises_exactly_its_codes(changed: dict[str, Any], expected: list[str]) -> None:
    assert codes(flow(**changed)) == expected


def test_every_code_of_counts_has_a_change_that_raises_it() -> None:
    raised = {code for _, found in BROKEN for code in found}
    assert raised == {code for code, _ in CHECKS}


def test_every_number_that_is_left_out_silences_and_never_alarms() -> None:
    """Taking a box away can only take findings away, but for duplicates that nobody reports."""
    for key in SOUND.keys() - {"other"}:  # without this column there are no other methods
        assert set(codes(flow(**{key: None}))) <= {"P112", "P161"}, key
        if key not in ("removed", "new_reports"):
            assert codes(flow(**{key: None})) == [], key


def test_what_is_there_and_not_known_leaves_its_box_open() -> None:
    open_ = {**SOUND, "removed": {"duplicates": 200, "automation": None}}
    assert found_in(open_) == []
    open_["screened"] = 841  # 1,040 − 200 are fewer, whatever automation took
    open_["excluded_total"], open_["excluded"] = 741, {"human": 741}
    (only,) = found_in(open_)
    assert (only.code, only.expected, only.found) == ("P111", 840, 841)
    assert "not reported" in only.text


def test_reasons_that_are_missing_are_only_noted_where_their_number_is_given() -> None:
    found = flow(excluded_reports=None)
    assert [(f.code, f.level) for f in found] == [("P142", "note")]


def test_a_finding_has_the_numbers_and_the_line() -> None:
    text = json.dumps({**SOUND, "sought": 101, "not_retrieved": 11}, indent=1)
    (found,) = findings(read(text.encode(), "a/flow.json")[0])
    line = 1 + text[: text.index('"sought": 101')].count("\n")
    assert str(found.where) == f"a/flow.json:{line}"
    assert found.text == "screened − excluded ≠ sought: 800 − 700 = 100 ≠ 101"
    assert (found.expected, found.found) == (100, 101)


# -- what is no count ------------------------------------------------------------------------

NO_COUNTS = [-3, 12.5, "many", "12", True, 1e999, [], {}, 10**20]


@pytest.mark.parametrize("value", NO_COUNTS, ids=repr)
def test_what_is_no_count_is_said_and_then_unknown(value: object) -> None:
    text = json.dumps({"databases": {"Scopus": 9}, "screened": 77}).replace(
        "77", json.dumps(value).replace("Infinity", "1e999")
    )
    found = findings(read(text.encode(), "f.json")[0])
    assert codes(found) == ["P001"]


def test_whole_numbers_may_be_written_with_a_point() -> None:
    assert flow(screened=800.0) == []


@pytest.mark.parametrize(
    ("given", "line", "message", "hint"),
    [
        ('{"screend": 1}', 1, "no screend", "did you mean screened?"),
        ('{"screened": 1,\n "other": {"assesed": 2}}', 2, "no assesed", "did you mean assessed?"),
        ('{"screened": 1,\n\n "removed": {"duplicate": 2}}', 3, "no duplicate", "duplicates?"),
        ('{"screened": 1, "screened": 2}', 1, "screened is there twice", ""),
        ('{"title": "x"}', 1, "no counts", ""),
        ('{"screened": 1', 1, "not finished", ""),
        ('{"screened": 1}\n{"screened": }', 2, "a value was expected", ""),
        ('{"screened": NaN}', 1, "a value was expected", ""),
        ("[" * 9000, 1, "deep", ""),
        ("[1, 2]", 1, "a flow is an object", ""),
        ('{"previous": 5}', 1, "previous is an object", ""),
        ("", None, "nothing in it", ""),
        ("a,b\n1,2\n", 1, "not the CSV", ""),
        ("data,n\nfoo,1\n", None, "no row", ""),
        ("data,n\nrecords_screened,1\nrecords_screened,2\n", 3, "there twice", "line 2"),
        ('data,n\nrecords_screened,"1\n', 2, "not a CSV", ""),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_place(
    given: str, line: int | None, message: str, hint: str
) -> None:
    with pytest.raises(ReviewError) as error:
        read(given.encode(), "x")
    assert message in error.value.message
    assert error.value.where is not None
    assert error.value.where.line == line
    assert hint in (error.value.hint or "")


def test_a_file_may_hold_several_flows() -> None:
    lines = "\n\n".join(json.dumps({"id": f"f{i}", "flow": {"screened": i}}) for i in range(3))
    for text in (lines, json.dumps([json.loads(line) for line in lines.split("\n\n")])):
        flows = read(text.encode(), "x")
        assert [(f.name, f.databases.screened) for f in flows] == [("f0", 0), ("f1", 1), ("f2", 2)]
    assert [f.where.line for f in read(lines.encode(), "x")] == [1, 3, 5]


def test_lists_may_be_numbers_names_or_objects() -> None:
    same = [
        {"excluded_reports": {"A": 2, "B": 3}},
        {"excluded_reports": [{"label": "A", "n": 2}, {"id": "B", "n": 3}]},
        {"excluded_reports": 5},
        {"excluded_reports_total": 5},
    ]
    assert {read(json.dumps(x).encode(), "x")[0].databases.excluded_reports.n for x in same} == {5}


# -- our own prisma.json ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(15))
def test_our_own_counts_pass_for_any_review(seed: int) -> None:
    """A stranger's checks find nothing in what we write; waiting reports are counted in."""
    material = gather(review(seed, 60))
    (drawn,) = read(prisma_json.write(material), "prisma.json")
    assert codes(findings(drawn), "error") == []
    p = material.prisma
    assert drawn.identified == p.identified.total
    assert (drawn.new.studies, drawn.new.reports) == (p.included.studies, p.included.reports)


def test_any_changed_number_of_our_own_counts_is_found() -> None:
    material = gather(review(7, 80, ("metadata", "title-abstract", "full-text")))
    tree = json.loads(prisma_json.write(material))
    for way in (("screened",), ("sought",), ("assessed",), ("excluded", "total"),
                ("excluded", "human"), ("removed", "duplicates", "total"),
                ("excluded_reports", "total"), ("included", "reports"),
                ("identified", "total"), ("not_retrieved",)):  # fmt: skip
        changed = json.loads(json.dumps(tree))
        of = changed
        for key in way[:-1]:
            of = of[key]
        of[way[-1]] += 1
        assert codes(found_in(changed), "error"), way


# -- data that others published --------------------------------------------------------------


def test_published_flows_have_exactly_the_findings_that_are_known(shared_data: Path) -> None:
    raw = (shared_data / "prisma" / "published_flows.jsonl").read_bytes()
    lines = [json.loads(line) for line in raw.splitlines()]
    flows = read(raw, "published_flows.jsonl")
    assert len(flows) == len(lines)
    for known, drawn in zip(lines, flows, strict=True):
        found = findings(drawn)
        assert codes(found, "error") == sorted(known["expect_errors"]), known["id"]
        assert codes(found, "warning") == sorted(known["expect_warnings"]), known["id"]


def test_filled_templates_have_exactly_the_findings_that_are_known(shared_data: Path) -> None:
    folder = shared_data / "prisma"
    text = (folder / "expected_csv_findings.txt").read_text("utf-8")
    for part in text.split("== ")[1:]:
        name, *lines = part.strip().splitlines()
        known = sorted(
            (line.split()[0].replace("import", "note"), line.split()[1]) for line in lines
        )
        (drawn,) = read((folder / "prisma2020_csv" / name).read_bytes(), name)
        assert sorted((f.level, f.code) for f in findings(drawn)) == known, name


def test_the_synthetic_sample_adds_up(shared_data: Path) -> None:
    data = (shared_data / "prisma" / "sample_flow.json").read_bytes()
    assert findings(read(data, "sample_flow.json")[0]) == []


# -- nothing but errors that say where -------------------------------------------------------


def survives(data: bytes) -> list[Drawn]:
    """Read and check; only a ReviewError may come of it."""
    try:
        flows = read(data, "x")
    except ReviewError:
        return []
    for drawn in flows:
        findings(drawn)
    return flows


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_break_the_reader(data: bytes) -> None:
    survives(data)


TREE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**18)
    | st.floats(allow_nan=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*SOUND, "schema", "identified", "flow", "included",
                                       "awaiting", "sources", "x"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(TREE)
def test_random_json_never_breaks_the_reader(tree: object) -> None:
    survives(json.dumps(tree).encode())


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(SOUND)), st.integers(0, 50), max_size=12))
def test_a_flow_with_nothing_but_numbers_is_read_whole(numbers: dict[str, int]) -> None:
    for key in ("previous", "other", "title"):
        numbers.pop(key, None)
    if numbers:
        (drawn,) = survives(json.dumps(numbers).encode())
        assert drawn.databases.screened == numbers.get("screened")


@pytest.mark.parametrize("cut", range(0, 900, 13))
def test_a_file_that_breaks_off_is_an_error_or_a_flow(cut: int) -> None:
    survives(json.dumps(SOUND, indent=1).encode()[:cut])


# -- the manual ------------------------------------------------------------------------------


def test_the_page_has_every_code_as_the_table_has_it() -> None:
    rows = re.findall(r"^\| ([IP]\d{3}) \| (.*) \|$", PAGE.read_text("utf-8"), re.M)
    told = dict(rows)
    expected = {
        code: f"{c.level} | {c.meaning} | {c.formula or '–'} | {c.example}"
        for code, c in CODES.items()
    }
    assert told == expected


def test_the_pages_example_is_read_and_adds_up() -> None:
    (example,) = re.findall(r"^```json\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    (drawn,) = read(example.encode(), "docs/checks.md")
    assert findings(drawn) == []
    assert drawn.other is not None
