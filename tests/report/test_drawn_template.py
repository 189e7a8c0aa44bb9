"""The CSV of the PRISMA2020 package: read as any of its versions, written back as it was."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_histories import review

from litsieve.cells import neutralise
from litsieve.errors import ReviewError
from litsieve.report import Reason, gather
from litsieve.report.drawn import Drawn, findings, read
from litsieve.report.drawn.flow import DrawnArm, Listed, Pair
from litsieve.report.drawn.listing import decoded, encoded, entries
from litsieve.report.drawn.sheet import Sheet
from litsieve.report.drawn.template import blank
from litsieve.report.drawn.values import is_placeholder, whole
from litsieve.report.writers import prisma_csv
from litsieve.report.writers.prisma_csv import write_drawn

ALL = ("metadata", "title-abstract", "full-text")

#: A flow that adds up, as the n of each row; invented.
FILLED = {
    "previous_studies": "4", "previous_reports": "5", "database_results": "1,000",
    "database_specific_results": "Scopus, 700; Web of Science, 300;", "register_results": "40",
    "register_specific_results": "ISRCTN, 40", "website_results": "6", "organisation_results": "NA",
    "citations_results": "4", "duplicates": "200", "excluded_automatic": "30",
    "excluded_other": "10", "records_screened": "800", "records_excluded": "700",
    "dbr_sought_reports": "100", "dbr_notretrieved_reports": "10", "other_sought_reports": "10",
    "other_notretrieved_reports": "2", "dbr_assessed": "90",
    "dbr_excluded": "Not adults, or not people, 50; No outcome, 10", "other_assessed": "8",
    "other_excluded": "Author's reply, 3", "new_studies": "30", "new_reports": "35",
    "total_studies": "34", "total_reports": "40", "total_studies_ma": "20",
    "total_reports_ma": "21",
}  # fmt: skip


def sheet(**changed: str | None) -> Sheet:
    """The template filled in; a row of which the text is None is left out."""
    rows = FILLED | changed
    cells = [
        (*row[:-1], rows[row[0]] or "") if rows.get(row[0]) is not None else row
        for row in blank().cells
        if rows.get(row[0], "") is not None
    ]
    return replace(blank(), cells=tuple(cells), lines=tuple(range(1, len(cells) + 1)))


def drawn(**changed: str | None) -> Drawn:
    return read(sheet(**changed).text().encode(), "p.csv")[0]


def codes(flow: Drawn) -> list[str]:
    return [f.code for f in findings(flow)]


def test_a_filled_template_that_adds_up_has_no_findings() -> None:
    flow = drawn()
    assert codes(flow) == []
    assert flow.databases.excluded_reports.parts == (
        ("Not adults, or not people", 50),
        ("No outcome", 10),
    )
    assert flow.other is not None
    assert flow.other.excluded_reports.parts == (("Author's reply", 3),)
    assert flow.other.identified == 10


def test_a_template_that_nobody_filled_in_has_no_findings() -> None:
    (flow,) = read(blank().text().encode(), "p.csv")
    assert codes(flow) == []
    assert flow.other is None
    assert not flow.databases.sources["databases"].parts


def test_numbers_beside_the_templates_own_names_are_told() -> None:
    flow = drawn(dbr_excluded="Reason1, 50; Reason 2, 10", other_excluded="None, 3")
    assert codes(flow) == ["P195"]
    flow = drawn(dbr_excluded="Reason1, 50; No outcome, 10; Reason3, xxx")
    assert codes(flow) == ["P195"]
    assert flow.databases.excluded_reports.n is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"total_studies_ma": None, "total_reports_ma": None}, ["I002"]),
        ({"total_reports_ma": None}, ["I002"]),
        ({"total_reports": "0"}, ["I004"]),
        ({"total_studies": "0", "total_reports": "0"}, ["I004", "I004"]),
        ({"new_reports": "0"}, ["I004", "P161"]),
        ({"records_screened": "0"}, ["I004"]),
        ({"database_results": "0"}, ["I004"]),
        ({"records_screened": "many"}, ["P001"]),
        ({"records_screened": "-800"}, ["P001"]),
        ({"records_screened": "800.5"}, ["P001"]),
        ({"records_screened": "800.0"}, []),
        ({"records_screened": "xxx"}, []),
        ({"duplicates": "NA", "excluded_other": "210"}, ["P112"]),
        ({"duplicates": "0", "excluded_other": "210"}, ["P113"]),
        ({"duplicates": "199"}, ["P111"]),
        ({"duplicates": "xxx"}, ["P112"]),
        ({"dbr_excluded": "60"}, ["P142"]),
        ({"dbr_excluded": "No outcome, -1; Other outcome, 61"}, ["P001"]),
        ({"dbr_excluded": "No outcome; Other outcome, 60"}, ["I003"]),
        ({"database_specific_results": "Scopus, 1,234; Web of Science, 300"}, ["P101"]),
        ({"website_results": "7"}, ["P150"]),
    ],
)
def test_one_change_raises_exactly_its_codes(
    changed: dict[str, str | None], expected: list[str]
) -> None:
    assert codes(drawn(**changed)) == expected


def test_a_finding_stands_on_the_line_of_its_row() -> None:
    text = sheet(duplicates="199").text()
    (found,) = findings(read(text.encode(), "p.csv")[0])
    line = 1 + text[: text.index("records_screened,")].count("\n")
    assert str(found.where) == f"p.csv:{line}"


def test_a_row_that_the_template_does_not_have_is_told_with_the_nearest() -> None:
    text = sheet().text().replace("records_screened,", "record_screened,", 1)
    found = findings(read(text.encode(), "p.csv")[0])
    assert [f.code for f in found] == ["I002", "I003"]
    assert "did you mean records_screened?" in found[1].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quotes", ["minimal", "texts", "all"])
def test_any_dialect_says_the_same(
    encoding: str, newline: str, delimiter: str, quotes: str
) -> None:
    written = replace(sheet(), newline=newline, delimiter=delimiter, quotes=quotes).text()
    (flow,) = read(written.encode(encoding), "p.csv")
    assert replace(flow, sheet=None) == replace(drawn(), sheet=None)
    if encoding != "utf-16":
        assert write_drawn(flow) == written.encode(encoding)


def test_a_file_of_windows_is_read_and_told() -> None:
    data = sheet(dbr_excluded="Étude pilote, 50; No outcome, 10").text().encode("cp1252")
    (flow,) = read(data, "p.csv")
    assert codes(flow) == ["I001"]
    assert flow.databases.excluded_reports.of("Étude pilote") == 50


def test_the_row_names_of_r_and_empty_columns_are_stepped_over() -> None:
    rows = [[str(i), *row, ""] for i, row in enumerate(sheet().cells)]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(rows)
    (flow,) = read(out.getvalue().encode(), "p.csv")
    assert codes(flow) == []
    assert write_drawn(flow).decode() == out.getvalue()


def test_the_template_is_the_packages_own(shared_data: Path) -> None:
    theirs = (shared_data / "prisma" / "prisma2020_csv" / "template_v1.1.4.csv").read_bytes()
    assert replace(blank(), newline="\r\n", ended=False).text().encode() == theirs


def test_real_templates_are_written_back_byte_for_byte(shared_data: Path) -> None:
    for path in sorted((shared_data / "prisma" / "prisma2020_csv").glob("*.csv")):
        (flow,) = read(path.read_bytes(), path.name)
        assert write_drawn(flow) == path.read_bytes(), path.name


def test_only_the_changed_number_is_written_anew() -> None:
    before = drawn()
    after = replace(before, databases=replace(before.databases, screened=801))
    old, new = sheet().text().splitlines(), write_drawn(after).decode().splitlines()
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert [(a[-4:], b[-4:]) for a, b in changed] == [(",800", ",801")]


# -- our own counts --------------------------------------------------------------------------


def test_our_own_counts_come_back_as_they_were_written() -> None:
    for seed in range(30):
        material = gather(review(seed, 60, ALL))
        (flow,) = read(prisma_csv.write(material), "prisma2020.csv")
        p = material.prisma
        assert flow.databases.identified == p.databases.identified
        assert flow.databases.removed.of("duplicates") == p.databases.removed.duplicates.total
        for key in ("screened", "sought", "not_retrieved", "assessed"):
            assert getattr(flow.databases, key) == getattr(p.databases, key)
        reasons = p.databases.excluded_reports.reasons or ()
        assert (flow.databases.excluded_reports.parts or ()) == tuple(
            (reason.label, reason.n) for reason in reasons
        )
        assert (flow.new.studies, flow.new.reports) == (p.included.studies, p.included.reports)
        assert flow.other is None or p.other is not None


def test_what_is_not_known_is_not_available_and_never_nought() -> None:
    material = gather(review(3, 40, ALL[:2]))
    text = prisma_csv.write(material).decode()
    row = next(line for line in text.splitlines() if line.startswith("dbr_assessed,"))
    assert row.endswith(",NA")


def test_other_methods_are_called_by_their_names_and_the_rest_is_summed_up() -> None:
    parts = (("A, web; site", 5), ("B", 9), ("C", 2), ("D", 1))
    flow = Drawn(where=drawn().where, other=DrawnArm(sources={"other": Listed(None, parts)}))
    rows = {row[0]: row for row in csv.reader(io.StringIO(write_drawn(flow).decode()))}
    told = [(rows[key][4], rows[key][7]) for key in
            ("website_results", "organisation_results", "citations_results")]  # fmt: skip
    assert told == [("B", "9"), ("A, web; site", "5"), ("2 other sources", "3")]


LABELS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Cn"),
                  exclude_characters="\u037e"),
    min_size=1, max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(LABELS, st.integers(0, 10**6), min_size=1, max_size=4))
def test_reasons_of_any_words_survive_our_own_write_and_read(reasons: dict[str, int]) -> None:
    listed = Listed(None, tuple(reasons.items()))
    flow = Drawn(where=drawn().where, databases=DrawnArm(excluded_reports=listed), new=Pair(1, 1))
    (again,) = read(write_drawn(flow), "p.csv")
    assert again.databases.excluded_reports == listed


def test_the_package_cuts_no_name_of_ours() -> None:
    """As R does: items at `;`, the name up to the first comma, the number after it."""
    label = "Wrong outcome; adults, children, 12"
    reasons = (Reason("E1", label), Reason("E2", "=cmd|' /C calc'!A0"), Reason("E5", "Plain"))
    material = gather(review(5, 90, ALL, reasons=reasons))
    rows = csv.reader(io.StringIO(prisma_csv.write(material).decode()))
    cell = next(row[7] for row in rows if row[0] == "dbr_excluded")
    assert neutralise(cell) in (cell, "'" + cell)
    assert not cell.startswith("=")
    names = [item.split(",")[0] for item in cell.split("; ")]
    assert all(item.count(",") == 1 for item in cell.split(";"))
    assert [decoded(name) for name in names] == [
        ("'" if i == 0 and r.label.startswith("=") else "") + r.label
        for i, r in enumerate(material.prisma.databases.excluded_reports.reasons or ())
    ]


# -- numbers and lists -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "n"),
    [("1902", 1902), ("1,902", 1902), ("1 902", 1902), ("1\u202f234\u202f567", 1234567),
     ("0", 0), ("12.0", 12), ("1,90", None), ("1.902", None), ("-3", None), ("1e3", None),
     ("n=3", None), ("٣", 3), ("", None), ("9" * 40, None), ("1,234 567", None)],
)  # fmt: skip
def test_a_number_is_read_only_where_it_is_one(text: str, n: int | None) -> None:
    assert whole(text) == n


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Scopus, 1,842; Embase, 3;", [("Scopus", "1,842"), ("Embase", "3")]),
        ("No A, B or C, 12", [("No A, B or C", "12")]),
        ("Phase 2,100", [("Phase 2", "100")]),
        ("Before 2015, 100", [("Before 2015", "100")]),
        ("Phase 1, 2,100", [("Phase 1", "2,100")]),
        ("Author's; ; Reason1, xxx", [("Author's", None), ("Reason1", "xxx")]),
        ("", []),
    ],
)
def test_a_list_is_taken_apart(cell: str, found: list[tuple[str, str | None]]) -> None:
    assert entries(cell) == found


@pytest.mark.parametrize("name", ["Reason1", "reason 3", "Database 2", "Register A", "Reason xxx"])
def test_names_of_the_template_are_known(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize(
    "name", ["For reason", "Reason", "Reasons of language", "Databases", "Database of trials", "1"]
)
def test_names_of_ones_own_are_no_placeholders(name: str) -> None:
    assert not is_placeholder(name)


@given(LABELS)
def test_an_encoded_name_has_no_comma_and_comes_back(name: str) -> None:
    assert not set(encoded(name)) & {",", ";"}
    assert decoded(encoded(name)) == name


# -- broken files ----------------------------------------------------------------------------


@pytest.mark.parametrize("cut", range(0, 4600, 61))
def test_a_file_that_breaks_off_is_an_error_or_a_flow(cut: int) -> None:
    try:
        flows = read(sheet().text().encode()[:cut], "p.csv")
    except ReviewError:
        return
    for flow in flows:
        findings(flow)
        write_drawn(flow)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(FILLED)), st.text(max_size=12) | st.none()))
def test_any_text_in_any_cell_is_read_and_written_back(changed: dict[str, str | None]) -> None:
    try:
        flow = drawn(**changed)
    except ReviewError:
        return
    findings(flow)
    old = list(csv.reader(io.StringIO(sheet(**changed).text(), newline="")))
    assert list(csv.reader(io.StringIO(write_drawn(flow).decode(), newline=""))) == old
