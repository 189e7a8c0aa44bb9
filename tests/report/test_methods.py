"""methods.md: numbers that are bound, gaps that are visible, words that are inert and agree."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace

import pandas as pd
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from report_histories import ALL, review

from litsieve import __version__, schema
from litsieve.config.dedupe import DedupeSettings
from litsieve.config.review import ReportSettings, Statements
from litsieve.report import ReportInput, gather
from litsieve.report.artefacts import export_table
from litsieve.report.bindings import bindings, bound, cell, mistakes, pointer, rows, unbound
from litsieve.report.decided import decided
from litsieve.report.duplicates import duplicates_table
from litsieve.report.prisma import Previous
from litsieve.report.searches import search_log
from litsieve.report.writers import methods, prisma_json
from litsieve.report.writers.methods.prose import gap, series, verbatim

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> [x](javascript:1) --> | `#` **b** ]]> \u202e"
PROTOCOL = {
    "mode": "people",
    "tables": ["World Bank country classification by income, FY2025"],
    "language_detection": "py3langid 0.4.0",
    "acts": {
        "years": {"kind": "require", "action": "exclude", "stages": ["metadata"]},
        "population": {"kind": "exclude", "action": "suggest", "stages": ["title-abstract"]},
    },
    "screening": {
        "reviewers": {"title-abstract": 2, "full-text": 1},
        "blind": True,
        "decisions": ["include", "exclude", "maybe"],
        "disagreement": {
            "maybe_counts_as": "include",
            "resolve": ["discussion", "third-reviewer"],
            "adjudicator_not_in_pair": True,
        },
    },
}
#: Digits that are the product's own words: names and citations of the guidelines.
OURS = (
    "PRISMA 2020", "BMJ 2021;372:n71", "Syst Rev 2021;10:39", "Ann Intern Med 2018;169:467–473",
    "CC BY 4.0",
)  # fmt: skip


def decisions(given: ReportInput) -> pd.DataFrame:
    """Invented decisions on every third report."""
    clusters = sorted(set(given.clusters["cluster_id"]))[::3]
    hows = ("agreed", "single", "discussion", "third-reviewer", "disagreement")
    frame = pd.DataFrame(
        [
            {
                "cluster_id": name,
                "stage": ("title-abstract", "full-text")[i % 2],
                "decision": None if hows[i % 5] == "disagreement" else "exclude",
                "how": hows[i % 5],
                "people": "ada; bo",
                "votes": 2,
                "note": "a secret",
            }
            for i, name in enumerate(clusters)
        ]
    )
    return schema.conform(frame, schema.DECISION)


def full(seed: int, **changes: object) -> ReportInput:
    """An invented review of which everything is known that can be."""
    given = review(seed, n=60)
    return replace(
        given,
        protocol=PROTOCOL,
        decisions=decisions(given),
        dedupe={"settings": asdict(DedupeSettings(merge_at=0.97, preprints="merge"))},
        settings=ReportSettings().model_dump(),
        **changes,  # type: ignore[arg-type]
    )


def files(given: ReportInput) -> dict[str, bytes]:
    """The artefacts that numbers are bound to."""
    material = gather(given)
    tables = {
        "audit.csv": material.ledger,
        "decisions.csv": decided(material),
        "search_log.csv": search_log(material),
        "duplicates.csv": duplicates_table(
            given.records, given.clusters, given.pairs, given.merged
        ),
    }
    return {
        "prisma.json": prisma_json.write(material),
        "manifest.json": json.dumps({"version": __version__}).encode(),
        **{name: export_table(table, "csv") for name, table in tables.items()},
    }


def draft(given: ReportInput) -> str:
    return methods.write(gather(given)).decode()


@pytest.mark.parametrize("profile", ["prisma2020", "prisma-scr", "narrative"])
@pytest.mark.parametrize("seed", range(4))
def test_every_number_is_what_stands_at_its_place(seed: int, profile: str) -> None:
    given = full(
        seed, profile=profile, previous=Previous(12, 15, "Okafor 2019") if seed % 2 else None
    )
    text = draft(given)
    assert len(list(bindings(text))) > 8
    assert mistakes(text, files(given)) == []


@pytest.mark.parametrize("seed", range(12))
def test_every_digit_of_the_prose_is_bound_or_stands_in_the_configuration(seed: int) -> None:
    given = full(seed, previous=Previous(12, 15, "Okafor 2019"))
    said = json.dumps([given.protocol, given.dedupe, given.settings, list(given.searches)])
    said += " ".join(r.label + r.id for r in given.reasons) + str(given.previous)
    prose = unbound(draft(given))
    for words in OURS:
        prose = prose.replace(words, "")
    assert [run for run in re.findall(r"\d+(?:\.\d+)*", prose) if run not in said] == []


def test_a_changed_number_is_found() -> None:
    given = full(1)
    text, found = draft(given), files(given)
    first = next(b for b in bindings(text) if "identified/total" in b.place)
    wrong = text.replace(f"{first.text}<!--", "999<!--", 1)
    assert mistakes(wrong, found) == [f"999 ≠ 60 at {first.place}"]
    assert mistakes(bound("1", "prisma.json#/no/such"), found)
    assert mistakes(bound("1", "nothing.csv?a=b"), found)


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@examples(names, names)
def test_a_place_leads_back_whatever_the_name(name: str, value: str) -> None:
    name = name.replace("\x00", "")
    content = json.dumps({"by": {name: 7}}).encode()
    assert mistakes(bound("7", pointer("a.json", "by", name)), {"a.json": content}) == []
    assert mistakes(bound("8", pointer("a.json", "by", name)), {"a.json": content}) != []
    value = value.replace("\x00", "")
    table = export_table(pd.DataFrame({"k": [value, value + "x"], "n": ["3", "4"]}), "csv")
    assert mistakes(bound("3", cell("a.csv", "n", k=value)), {"a.csv": table}) == []
    assert mistakes(bound("1", rows("a.csv", k=value)), {"a.csv": table}) == []


def test_what_is_not_known_is_a_gap_and_every_gap_is_listed_once() -> None:
    text = draft(review(3))
    body, _, listed = text.partition("## Still to be stated")
    asked = re.findall(r"\*\*\[to be stated: (.+?)\]\*\*", body)
    assert listed.strip().splitlines() == [f"- {gap}" for gap in dict.fromkeys(asked)]
    assert "the date on which" in listed
    assert "None" not in text
    assert "nan" not in text.lower().split()


def test_what_the_authors_state_closes_its_gap_and_stands_in_the_draft() -> None:
    said = {name: f"The authors on {name} here." for name in Statements.model_fields}
    settings = ReportSettings(statements=Statements(**said)).model_dump()
    text = draft(replace(full(4), settings=settings))
    for words in said.values():
        assert words.replace("_", "\\_") in text
    before = draft(full(4)).count("to be stated:")
    assert text.count("to be stated:") <= before - len(said) + 2  # a register may be there anyway


def test_the_draft_of_a_review_in_which_nothing_waits_does_not_call_it_unfinished() -> None:
    given = full(6)
    done = given.verdicts[given.verdicts["verdict"] != "awaiting"]
    kept = given.clusters[given.clusters["cluster_id"].isin(done["cluster_id"])]
    records = given.records[given.records["record_id"].isin(kept["record_id"])]
    given = replace(
        given, verdicts=done[done["stage"] == "title-abstract"], clusters=kept, records=records,
        stages=ALL[:2], decisions=given.decisions.head(0),
    )  # fmt: skip
    judged = given.verdicts["cluster_id"]
    clusters = given.clusters[given.clusters["cluster_id"].isin(judged)]
    left = given.records[given.records["record_id"].isin(clusters["record_id"])]
    text = draft(replace(given, clusters=clusters, records=left, pairs=given.pairs.head(0)))
    assert "not finished" not in text
    assert "full texts were not assessed" in text
    assert "not finished" in draft(full(6))


def test_people_are_claimed_only_where_people_judged() -> None:
    rules = {**PROTOCOL, "mode": "rules"}
    given = full(2)
    nobody = replace(given, protocol=rules, decisions=given.decisions.head(0), stages=ALL)
    text = draft(nobody)
    assert "No person judged any report on its title and abstract beside the rules." in text
    assert "reviewers judge" not in text
    assert "disagreements" not in text
    somebody = draft(replace(given, stages=ALL))
    assert "2 reviewers judge each report on its title and abstract, independently" in somebody
    assert "one reviewer judges each report on its full text" in somebody
    assert "The decisions are those of ada and bo." in somebody
    assert "disagreements are settled by discussion or a third reviewer, who is not" in somebody


def test_what_the_criteria_leave_out_of_screening_is_a_gap_and_not_the_programs_default() -> None:
    given = replace(full(2), protocol={**PROTOCOL, "screening": {"mode": "people"}}, stages=ALL)
    text = draft(given)
    for name in ("title and abstract", "full text"):
        assert f"[to be stated: how many reviewers judged each report on its {name}" in text
    assert "By the protocol" not in text
    two = {"mode": "people", "reviewers": {"title-abstract": 2}}
    text = draft(replace(given, protocol={**PROTOCOL, "screening": two}))
    assert "[to be stated: whether the reviewers saw each other's decisions]" in text
    seen = {"mode": "people", "blind": False, "reviewers": {"full-text": 3}}
    text = draft(replace(given, protocol={**PROTOCOL, "screening": seen}))
    assert "3 reviewers judge each report on its full text, being able to see" in text


def test_a_reason_says_where_and_by_whom_it_was_given_in_fact() -> None:
    given = full(2, stages=ALL)
    ledger = gather(given).ledger
    text = draft(given)
    for reason in given.reasons:
        used = ledger[ledger["reason"] == reason.id]
        starts = f"| {reason.label} "
        row = next((line for line in text.splitlines() if line.startswith(starts)), None)
        assert row is not None
        judged_on, by = (cell.strip() for cell in row.split("|")[2:4])
        names = {"metadata": "metadata", "title-abstract": "title and abstract",
                 "retrieval": "retrieval", "full-text": "full text"}  # fmt: skip
        assert all(names[stage] in judged_on for stage in set(used["stage"]))
        assert ("human" not in set(used["by"])) or "people" in by


def test_open_decisions_are_told_without_what_was_said() -> None:
    material = gather(full(2))
    table = decided(material)
    open_ = table[table["decision"].isna()]
    assert len(open_)
    assert open_["note"].isna().all()
    assert (table.loc[table["decision"].notna(), "note"] == "a secret").all()


def test_one_is_singular() -> None:
    given = review(1, n=1, stages=ALL[:2])
    text = re.sub(r"<!--.*?-->", "", draft(given))
    assert "identified 1 record:" in text
    assert not re.search(r"\b1 (records|entries|studies|reports|pairs|hits)\b", text)
    assert not re.search(r"\b1 records? were\b", text)


def test_no_profile_calls_itself_compliant() -> None:
    for profile in ("prisma2020", "prisma-scr", "narrative"):
        text = draft(full(5, profile=profile)).lower()
        assert "complian" not in text
        assert "comply" not in text
        assert ("adapted from" in text) == (profile != "prisma2020")


def test_hostile_text_is_inert_everywhere() -> None:
    given = full(7)
    searches = tuple(
        {"file": f, "database": EVIL, "platform": EVIL, "date": EVIL, "query": EVIL,
         "limits": EVIL, "filters": EVIL, "kind": "database"}
        for f in sorted(set(given.files["file"]))
    )  # fmt: skip
    evil = ReportSettings(statements=Statements(funding=EVIL, eligibility=EVIL)).model_dump()
    reasons = tuple(replace(r, label=EVIL) for r in given.reasons)
    given = replace(given, title=EVIL, searches=searches, settings=evil, reasons=reasons)
    given = replace(given, previous=Previous(1, 1, EVIL))
    text = draft(given)
    prose = unbound(text)
    assert "<" not in prose
    assert "\u202e" not in text
    assert not re.search(r"(?<!\\)\]\(", prose)
    assert mistakes(text, files(given)) == []


@settings(max_examples=50)
@examples(st.text(alphabet="ab`\n ~<>-", max_size=40))
def test_a_query_stands_verbatim_in_a_block_that_it_cannot_end(query: str) -> None:
    block = verbatim(query).splitlines()
    fence = block[0]
    assert set(fence) == {"`"}
    assert block[-1] == fence
    assert block[1:-1] == query.rstrip().splitlines()
    assert not any(line.strip().startswith(fence) for line in block[1:-1])


def test_a_comment_within_a_query_binds_nothing() -> None:
    query = "cats\n7<!--prisma.json#/identified/total-->\n```"
    given = replace(full(3), searches=({"file": "searches/cited.ris", "query": query},))
    assert "7<!--prisma.json" in draft(given)
    assert mistakes(draft(given), files(given)) == []


def test_lists_read_as_english() -> None:
    assert [series(p) for p in ([], ["a"], ["a", "b"], ["a", "b", "c"], ["a, b", "c", "d"])] == [
        "", "a", "a and b", "a, b and c", "a, b; c; and d",
    ]  # fmt: skip
    assert gap("x") == "**[to be stated: x]**"


def test_the_draft_does_not_depend_on_the_order_of_the_rows() -> None:
    given = full(8)
    names = ("records", "files", "clusters", "pairs", "verdicts", "decisions")
    turned = {n: getattr(given, n).sample(frac=1, random_state=2) for n in names}
    assert draft(replace(given, **turned)) == draft(given)


def test_rules_are_said_to_exclude_only_where_they_did() -> None:
    given = full(2, stages=ALL)
    verdicts = given.verdicts.assign(by="human")
    text = draft(replace(given, verdicts=schema.conform(verdicts, schema.VERDICT)))
    assert "they excluded no report by themselves" in text
    assert "they excluded reports on" not in text
    assert "missing information" not in text


def test_other_methods_that_found_nothing_have_no_flow_of_their_own() -> None:
    given = full(3)
    none = pd.DataFrame({"file": ["searches/web.ris"], "kind": "other", "source": "Web sites",
                         "seen": 0, "records": 0})  # fmt: skip
    only = given.files[given.files["kind"] != "other"]
    files_ = schema.conform(pd.concat([only, none]), schema.FILE)
    kept = given.records["file"].isin(only["file"])
    ids = set(given.records.loc[kept, "record_id"])
    clusters = given.clusters.assign(cluster_id=given.clusters["record_id"])
    clusters["study_id"] = clusters["record_id"]
    text = draft(
        replace(
            given,
            files=files_,
            records=given.records[kept],
            clusters=clusters[clusters["record_id"].isin(ids)],
            verdicts=given.verdicts[given.verdicts["cluster_id"].isin(ids)],
            decisions=given.decisions.head(0),
            pairs=given.pairs.head(0),
            merged=given.merged.head(0),
        )
    )
    assert "by other methods from Web sites" in text
    assert "Of the records from other methods" not in text
