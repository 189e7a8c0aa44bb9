"""Lists and numbers as people type them: read in every notation, or told; never dropped."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litsieve.errors import Where
from litsieve.report.drawn import Drawn, findings, read
from litsieve.report.drawn.flow import DrawnArm, Listed
from litsieve.report.drawn.listing import read_list
from litsieve.report.drawn.template import blank
from litsieve.report.drawn.values import instead, points_apart, signs, whole
from litsieve.report.writers.prisma_csv import write_drawn

TWO = (("Wrong population", 40), ("Not a trial", 20))


def parts(cell: str) -> tuple[tuple[str, int | None], ...]:
    listed, told = read_list(cell)
    assert told == [], told
    assert listed.parts is not None
    return listed.parts


@pytest.mark.parametrize(
    "cell",
    [
        "Wrong population, 40; Not a trial, 20",
        "Wrong population, 40\nNot a trial, 20",
        "Wrong population, 40\r\nNot a trial, 20\r\n",
        "Wrong population, 40;\nNot a trial, 20;",
        r"Wrong population, 40\nNot a trial, 20",
        r"40 Wrong population\n20 Not a trial",
        "Wrong population, 40<br>Not a trial, 20<br />",
        "Wrong population，40；Not a trial，20",
        "Wrong population، ٤٠؛ Not a trial، ٢٠",
        "Wrong population: 40; Not a trial: 20.",
        "Wrong population：４０；Not a trial：２０。",
        "Wrong population = 40; Not a trial=20",
        "Wrong population (n = 40); Not a trial (N=20).",
        "Wrong population（ｎ＝４０）；Not a trial（n＝20）",
        "Wrong population (40); Not a trial [20]",
        "Wrong population n=40; Not a trial n = 20",
        "Wrong population, n = 40; Not a trial, (n = 20)",
        "Wrong population,n=40;Not a trial,n=20",
        "40 Wrong population; 20 Not a trial",
        "40: Wrong population; 20 - Not a trial",
        "n = 40: Wrong population; (n = 20) Not a trial",
        "Wrong population - 40; Not a trial – 20",
        "Wrong population—40; Not a trial- 20",
        "Wrong population\t40\nNot a trial\t20",
        "Wrong population ..... 40\nNot a trial … 20",
        "• Wrong population (n = 40)\n• Not a trial (n = 20)",
        "- Wrong population, 40\n- Not a trial, 20",
        "- 40 Wrong population\n- 20 Not a trial",
        "1. Wrong population, 40\n2. Not a trial, 20",
        "a) Wrong population: 40\nb) Not a trial: 20",
        "Wrong population\n(n = 40)\nNot a trial\n(n = 20)",
        "Wrong population:\n40\nNot a trial:\n20",
        "Wrong population; 40; Not a trial; 20",
        "Wrong population, 40 (66.7%); Not a trial (n = 20; 33.3 %)",
        "Wrong population: 40 reports; Not a trial, 20 articles",
        "Wrong population (n = 40), Not a trial (n = 20)",
        "Wrong population (n = 40) and Not a trial (n = 20)",
        "Wrong population: 40, Not a trial: 20",
        "Wrong population 40; Not a trial 20",
        "\u200fWrong population (n = \u200e40\u200f); Not a trial, 20",
    ],
)
def test_names_and_counts_are_read_in_every_notation(cell: str) -> None:
    assert parts(cell) == TWO


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Age 12, 65 or older, 40", ("Age 12, 65 or older", 40)),
        ("Reason 1, 12", ("Reason 1", 12)),
        ("n < 10 participants (n = 3)", ("n < 10 participants", 3)),
        ("n < 10 participants, 3", ("n < 10 participants", 3)),
        ("Phase 1, 2, or 3, 12", ("Phase 1, 2, or 3", 12)),
        ("Published 2010–2015, 4", ("Published 2010–2015", 4)),
        ("Ratio 1:2, 30", ("Ratio 1:2", 30)),
        ("BMI >= 30, 4", ("BMI >= 30", 4)),
        ("Children (0 to 5; 6 to 12), 4", ("Children (0 to 5; 6 to 12)", 4)),
        ("COVID-19 (n = 7)", ("COVID-19", 7)),
        ("E. coli only, 4", ("E. coli only", 4)),
        ("No full text in 2020: 1,300", ("No full text in 2020", 1300)),
        ("12 weeks of follow-up, 3", ("12 weeks of follow-up", 3)),
        ("Not a trial - 1,300", ("Not a trial", 1300)),
        ("Population (children), 1 300", ("Population (children)", 1300)),
    ],
)
def test_a_number_within_a_name_is_of_the_name(cell: str, found: tuple[str, int]) -> None:
    assert parts(cell) == (found,)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Wrong population, 40, Not a trial, 20", "P001"),
        ("Wrong population: 40, Not a trial, 20", "P001"),
        ("Reason 1, 40, Reason 2, 20", "P001"),
        ("Sample (n = 5) too small (n = 3)", "P001"),
        ("Published 2010 – 2015; Not a trial, 20", "P001"),
        ("Phase 1; Phase 2", "P001"),
        ("Under 18; Over 65", "P001"),
        ("2 reviewers disagreed; Wrong population, 40", "P001"),
        ("12 months missing; Wrong population, 40", "P001"),
        ("No outcome: -1; Other, 61", "P001"),
        ("No outcome, –1; Other, 61", "P001"),
        ("Wrong population, about 40; Not a trial, 20", "P001"),
        ("Wrong population (n = 12.5); Not a trial, 20", "P001"),
        ("Scopus, 18,42; PubMed, 20", "P001"),
        ("Scopus, 1.000; PubMed, 300", "P001"),
        ("Scopus 700", "P001"),
        ("Scopus 1,842; PubMed, 300", "P001"),
        ("Wrong population; Not a trial, 20", "I003"),
        ("Wrong population, ; Not a trial, 20", "I003"),
        ("x ray only; Not a trial, 20", "I003"),
    ],
)
def test_what_is_not_clear_is_told_and_its_sum_is_not_made(cell: str, code: str) -> None:
    listed, told = read_list(cell)
    assert {one.code for one in told} == {code}
    assert listed.sum is None


def test_thousands_of_a_list_without_commas_are_no_second_number() -> None:
    assert parts("Scopus 1,842; PubMed 300") == (("Scopus", 1842), ("PubMed", 300))


def test_a_name_without_a_number_warns_only_where_others_have_one() -> None:
    assert [t.level for t in read_list("Wrong population; Not a trial, 20")[1]] == ["warning"]
    assert [t.level for t in read_list("Scopus; Embase")[1]] == [None, None]


def test_a_heading_is_the_total() -> None:
    for cell in ("Reports excluded (n = 61):\nWrong population (n = 40)\nNot a trial (n = 20)",
                 "Reports excluded (n=61): Wrong population, 40; Not a trial, 20"):  # fmt: skip
        assert read_list(cell) == (Listed(61, TWO), [])
    assert read_list("Reasons:\n- Wrong population, 40\n- Not a trial, 20")[0] == Listed(None, TWO)
    assert parts("Records excluded: 40; Not a trial: 20")[0] == ("Records excluded", 40)


# -- numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "n", "with_points"),
    [
        ("1.000", None, 1000),
        ("1.902", None, 1902),
        ("12,0", None, 12),
        ("0,500", None, None),
        ("0.500", None, None),
        ("1.234.567", 1234567, 1234567),
        ("1.000,00", 1000, 1000),
        ("1,000.00", 1000, 1000),
        ("1000.000", 1000, 1000),
        ("0.000", 0, 0),
        ("1,000", 1000, 1000),
        ("1'000", 1000, 1000),
        ("1’000", 1000, 1000),
        ("1\u2009000", 1000, 1000),
        ("1\u2007000", 1000, 1000),
        ("１，９０２", 1902, 1902),
        ("١٬٩٠٢", 1902, 1902),
        ("۱۹۰۲", 1902, 1902),
        ("1.90", None, None),
        ("-3", None, None),
    ],
)
def test_thousands_are_read_where_they_are_clear(
    text: str, n: int | None, with_points: int | None
) -> None:
    assert (whole(text), whole(text, points=True)) == (n, with_points)


def test_a_point_sets_thousands_apart_between_semicolons_unless_it_sets_decimals_apart() -> None:
    assert points_apart(["1.000", "NA", "20"], ";")
    assert not points_apart(["1.000", "20"], ",")
    for fraction in ("0.000", "1000.000", "800.0"):
        assert not points_apart(["20.000", fraction], ";")


def test_the_hint_says_what_to_write() -> None:
    assert instead("1.000") == ": write 1000 or 1, whichever it is"
    assert instead("1.902") == ": write 1902"
    assert instead("about 40") == ": write 40"
    assert [instead(text) for text in ("-3", "12.5", "many", "3 or 4", "67%")] == [""] * 5


def template(delimiter: str = ",", **n: str) -> Drawn:
    cells = [(*row[:-1], n.get(row[0], "NA")) if row[-1] != "n" else row for row in blank().cells]
    sheet = replace(blank(), cells=tuple(cells), delimiter=delimiter)
    return read(sheet.text().encode(), "p.csv")[0]


def test_a_german_thousand_is_one_in_its_own_csv_and_told_in_another() -> None:
    boxes = {"database_results": "1.000", "database_specific_results": "Scopus, 1.000"}
    flow = template(";", **boxes)
    assert flow.databases.identified == 1000
    assert findings(flow) == []
    flow = template(",", **boxes)
    assert flow.databases.identified is None
    assert [f.code for f in findings(flow)] == ["P001", "P001"]
    assert all("write 1000 or 1" in f.text and f.where.line for f in findings(flow))


@pytest.mark.parametrize(
    ("delimiter", "row", "n"),
    [
        (",", "database_results", "1,000"),
        (",", "dbr_excluded", "Wrong population, 40; Not a trial, 20"),
        (";", "dbr_excluded", "Wrong population, 40; Not a trial, 20"),
    ],
)
@pytest.mark.parametrize("more", [False, True])
def test_a_cell_that_lost_its_quotation_marks_is_told(
    delimiter: str, row: str, n: str, more: bool
) -> None:
    """`1,000` would be 1, and a list its first name."""
    text = template(delimiter, **{row: n}).sheet.text().replace(f'"{n}"', n)  # type: ignore[union-attr]
    if more:  # a column without a name, as spreadsheets leave it
        head, _, rest = text.partition("\n")
        text = f"{head}{delimiter}\n{rest}"
    (flow,) = read(text.encode(), "p.csv")
    (told,) = findings(flow)
    assert told.code == "P001"
    assert "into quotation marks" in told.text
    assert flow.databases.identified is None
    assert flow.databases.excluded_reports.n is None


def test_n_may_stand_before_the_number_of_a_box() -> None:
    flow = template(records_screened="n = 800", dbr_excluded="(n = 60)")
    assert flow.databases.screened == 800
    assert flow.databases.excluded_reports.total == 60


# -- written and read again ------------------------------------------------------------------

SIGNS = st.sampled_from([*"；，：（）＝،؛;,:()[]=-–•.|/&0123456789nx", *"aZé人ع", " and ", r"\n",
                         "<br>", "(n = 4)", ", 4", "1. ", "Reason 1"])  # fmt: skip
NAMES = st.lists(SIGNS, min_size=1, max_size=8).map(lambda some: " ".join("".join(some).split()))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(NAMES.filter(bool), st.integers(0, 10**6)), min_size=1, max_size=4))
def test_names_like_counts_survive_our_own_write_and_read(named: list[tuple[str, int]]) -> None:
    arm = DrawnArm(excluded_reports=Listed(None, tuple(named)))
    (again,) = read(write_drawn(Drawn(where=Where("p.csv"), databases=arm)), "p.csv")
    assert again.databases.excluded_reports == arm.excluded_reports


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS.filter(lambda sign: sign != "0"), max_size=30).map("".join))
def test_no_digit_of_any_list_is_lost_silently(cell: str) -> None:
    """Every digit is in a name or in a count, or something is told."""
    listed, told = read_list(cell)
    if not told and listed.total is None:
        kept = "".join(f"{name}{n}" for name, n in listed.parts or ())
        lost = sum(map(str.isdigit, cell)) - sum(map(str.isdigit, kept))
        numbering = re.findall(r"[0-9][.)]\s", signs(cell))
        assert lost <= 2 * len(numbering), (listed, cell)


@pytest.mark.parametrize("part", ["(", "a ", "1 ", ", ", "n = ", "(n = 1", "1,000", " - ", "a: 1,"])
def test_a_list_of_any_length_is_read(part: str) -> None:
    read_list(part * 20_000)
    read_list((part * 150 + ";") * 20)


def test_json_is_read_as_the_csv_is() -> None:
    for value in ("Wrong population (n = 40); Not a trial: 20",
                  ["Wrong population (n = 40)", "20 Not a trial"],
                  [{"label": "Wrong population", "n": 40}, "Not a trial, 20"]):  # fmt: skip
        (flow,) = read(json.dumps({"excluded_reports": value}).encode(), "x")
        assert flow.databases.excluded_reports.parts == TWO
        assert findings(flow) == []
