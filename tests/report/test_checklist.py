"""The checklists: all items in the official words, each filled in by what the review can answer."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from report_histories import ALL, review
from test_methods import EVIL, files, full

from litsieve.checklists import PRISMA_2020, PRISMA_S, PRISMA_SCR, checklists, item_ids
from litsieve.config.review import ReportSettings, Statements, load_review
from litsieve.config.yaml import load_yaml
from litsieve.errors import ReviewError
from litsieve.report import ReportInput, gather
from litsieve.report.artefacts import export_table
from litsieve.report.bindings import mistakes
from litsieve.report.writers import checklist
from litsieve.report.writers.checklist import docx
from litsieve.report.writers.checklist.answers import Answer, answers


def answered(given: ReportInput) -> dict[str, Answer]:
    return {answer.item.id: answer for answer in answers(gather(given))}


def test_prisma_2020_has_its_27_items_in_42_parts() -> None:
    ids = [item.id for item in PRISMA_2020.items]
    assert len(ids) == len(set(ids)) == 42
    assert sorted({int(name.rstrip("abcdef")) for name in ids}) == list(range(1, 28))
    words = {item.id: item.text for item in PRISMA_2020.items}
    assert words["1"] == "Identify the report as a systematic review."
    assert words["26"] == "Declare any competing interests of review authors."
    assert words["16b"].endswith("but which were excluded, and explain why they were excluded.")
    assert all(text.endswith(".") for text in words.values())


def test_prisma_s_has_16_items_and_prisma_scr_22_that_lead_to_prisma_2020() -> None:
    assert [item.id for item in PRISMA_S.items] == [f"S{i}" for i in range(1, 17)]
    assert [item.id for item in PRISMA_SCR.items] == [str(i) for i in range(1, 23)]
    known = {item.id for item in PRISMA_2020.items}
    assert all(item.same_as and set(item.same_as) <= known for item in PRISMA_SCR.items)


def test_every_item_that_the_draft_answers_is_an_item_of_a_checklist() -> None:
    from litsieve.report.writers.methods import sections

    known = {item.id for listed in (PRISMA_2020, PRISMA_S) for item in listed.items}
    parts = sections(gather(full(3)))
    named = {item for section in parts for passage in section.passages for item in passage.items}
    assert named <= known
    discussed = {"1", "2", "3", "4", "23a", "23b", "23c", "23d"}
    assert known - named == discussed, "every other item is written of, or leaves a gap"


@pytest.mark.parametrize("profile", ["prisma2020", "prisma-scr", "narrative"])
def test_all_items_of_the_profile_are_there_in_all_three_forms(profile: str) -> None:
    material = gather(full(1, profile=profile))
    ids = item_ids(profile)
    rows = list(
        csv.DictReader(io.StringIO(export_table(checklist.table(material), "csv").decode()))
    )
    assert [row["item"] for row in rows] == ids
    assert {row["state"] for row in rows} <= {"answered", "partly", "open"}
    page = checklist.write(material).decode()
    assert [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")
            and line.split("|")[1].strip() in ids] == ids  # fmt: skip
    for listed in checklists(profile):
        assert listed.title in page
        assert listed.source in page
    assert "complian" not in page.lower()


def test_an_open_item_says_so_and_no_answered_one_leaves_a_gap() -> None:
    for answer in answered(full(2)).values():
        assert (answer.state == "answered") != ("to be stated" in answer.told), answer


def test_the_authors_words_answer_an_item() -> None:
    said = ReportSettings(checklist={"3": "Introduction, p. 2", "S5": "None were searched"})
    found = answered(replace(full(2), settings=said.model_dump()))
    assert (found["3"].state, found["3"].told) == ("answered", "Introduction, p. 2.")
    assert (found["S5"].state, found["S5"].told) == ("answered", "None were searched.")
    assert answered(full(2))["3"].state == "open"


def test_statements_answer_their_items() -> None:
    said = Statements(registration="PROSPERO CRD42", funding="None", peer_review="By PRESS")
    found = answered(replace(full(2), settings=ReportSettings(statements=said).model_dump()))
    assert [found[name].state for name in ("24a", "24b", "25", "S14", "S11")] == [
        "answered", "open", "answered", "answered", "open",
    ]  # fmt: skip
    assert found["24a"].told.startswith("methods.md: “Protocol and registration”")


def test_an_item_of_prisma_scr_is_answered_by_those_of_prisma_2020() -> None:
    said = ReportSettings(profile="prisma-scr", statements=Statements(protocol="At osf.io/x"))
    found = answered(replace(
        full(2, profile="prisma-scr"), settings=said.model_dump()))  # fmt: skip
    assert found["5"].state == "partly"  # the protocol is there, the registration is not
    assert found["14"].state in ("answered", "partly")


@pytest.mark.parametrize(
    ("title", "profile", "state"),
    [
        ("Peer support: a Systematic Review", "prisma2020", "answered"),
        ("Peer support", "prisma2020", "open"),
        ("Peer support: a systematic review", "prisma-scr", "open"),
        ("Peer support: a scoping review", "prisma-scr", "answered"),
        ("Peer support: a narrative review", "narrative", "open"),
    ],
)
def test_the_title_must_say_what_the_review_is(title: str, profile: str, state: str) -> None:
    assert answered(full(2, title=title, profile=profile))["1"].state == state


def test_the_flow_is_answered_once_nothing_waits_and_full_texts_were_read() -> None:
    assert answered(review(3, stages=ALL))["16a"].state == "partly"
    given = review(3, stages=ALL[:1])
    done = given.verdicts.assign(verdict="excluded", stage="metadata", primary_reason="E1")
    everyone = sorted(set(given.clusters["cluster_id"]) - set(done["cluster_id"]))
    rest = done.head(1).loc[[done.index[0]] * len(everyone)].assign(cluster_id=everyone)
    import pandas as pd

    given = replace(given, verdicts=pd.concat([done, rest], ignore_index=True))
    assert answered(given)["16a"].state == "answered"
    assert answered(given)["16b"].state == "open"
    assert answered(review(3, stages=ALL))["16b"].state == "answered"


@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_of_the_checklist_are_bound(seed: int) -> None:
    given = full(seed, stages=ALL)
    page = checklist.write(gather(given)).decode()
    assert "<!--" in page
    assert mistakes(page, files(given)) == []


def test_hostile_words_are_inert_in_every_form() -> None:
    said = ReportSettings(checklist={"3": EVIL}, statements=Statements(funding=EVIL))
    material = gather(replace(full(2), title=EVIL, settings=said.model_dump()))
    page = checklist.write(material).decode()
    assert "<script" not in page
    rows = [line for line in page.splitlines() if line.startswith("| 3 |")]
    assert rows[0].replace("\\|", "").count("|") == 6, "no cell more"
    where = {row["item"]: row["where"] for row in checklist.table(material).to_dict("records")}
    assert "<script>" in where["3"]  # a plain text, which the writer of CSV makes safe
    parts = ZipFile(io.BytesIO(docx.write(material)))
    assert parts.testzip() is None
    assert b"<script" not in parts.read("word/document.xml")


def test_the_word_file_is_the_same_in_two_runs_and_has_no_clock() -> None:
    material = gather(full(2))
    once, twice = docx.write(material), docx.write(gather(full(2)))
    assert once == twice
    parts = ZipFile(io.BytesIO(once))
    assert {info.date_time for info in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    assert b"2000-01-01" in parts.read("docProps/core.xml")
    import docx as word

    tables = word.Document(io.BytesIO(once)).tables
    assert [len(table.rows) - 1 for table in tables] == [42, 16]


def test_an_item_that_there_is_not_is_an_error_with_its_line_and_the_nearest(tmp_path) -> None:
    path = tmp_path / "review.yaml"
    path.write_text("version: 1\nreport:\n  checklist:\n    24a: PROSPERO\n    13: x\n")
    with pytest.raises(ReviewError) as error:
        load_review(path, "review.yaml")
    assert error.value.where is not None
    assert error.value.where.line == 5
    assert "no item '13'; did you mean '13a'?" in error.value.message
    text = "profile: prisma-scr\nchecklist: {13: Methods, s5: x}\n"
    with pytest.raises(ReviewError, match=r"no item 's5'; did you mean 'S5'\?"):
        load_yaml(text, "report", ReportSettings)


def test_every_artefact_that_an_answer_names_is_written() -> None:
    from litsieve.report.artefacts import DOCUMENTS, TABLES
    from litsieve.report.writers.checklist.answers import SHOWN_IN

    named = {file for files in SHOWN_IN.values() for file in files}
    assert sorted(named - set(DOCUMENTS) - set(TABLES)) == []
