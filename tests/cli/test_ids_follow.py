"""Through the commands: what people decided stays with its record when exports change."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_review import Outcome

from litsieve.ingest.identity import identity
from litsieve.project import Project
from litsieve.work import load

Run = Callable[..., Outcome]

CRITERIA = """\
version: 1
reasons: [{id: E1, label: Wrong population}]
rules:
  - {id: topic, kind: require, stage: [title-abstract], reason: E1, when: {query: cashier*}}
screening:
  mode: people
  stages: [title-abstract, full-text]
  reviewers: {title-abstract: 1, full-text: 1}
"""
CASE = "Case {n}: a baker aged 3{n} came to us with sore knees. " * 3


def table(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def trials(*numbers: str) -> str:
    """A register's entries that differ in nothing but their numbers."""
    title = "Efficacy of stools in supermarket cashiers"
    return table(
        [
            {"NCT Number": n, "Title": title, "Sponsor": "Invented Pharma", "Year": "2019"}
            for n in numbers
        ]
    )


def pages(*numbers: str) -> str:
    """A library's web pages that differ in nothing but key and address."""
    return table(
        [
            {"Key": f"KEYS{n}", "Item Type": "webpage", "Publication Year": "2019",
             "Author": "Invented Pharma", "Title": "Efficacy of stools in supermarket cashiers",
             "Url": f"https://reg.example/{n}", "Abstract Note": ""}
            for n in numbers
        ]
    )  # fmt: skip


def cases(*numbers: str) -> str:
    """Congress abstracts that differ in nothing but their text."""
    return "".join(
        "TY  - JOUR\nTI  - A rare cause of sore knees\nAU  - Tam, I.\nPY  - 2019\n"
        f"JO  - Invented Congress of Rheumatology\nAB  - {CASE.format(n=n)}\nER  - \n\n"
        for n in numbers
    )


def lectures(*numbers: str) -> str:
    """Entries without an abstract, address or number: only a note of the publisher differs."""
    return "".join(
        f"@misc{{k{n},\n  title = {{Opening lecture}},\n  author = {{Tam, I.}},\n"
        f"  year = {{2019}},\n  publisher = {{House {n}}},\n}}\n\n"
        for n in numbers
    )


SEARCHES = {
    "register": ("x.csv", "{database: CTG, kind: register, columns: {source_id: NCT Number, "
                 "authors: Sponsor}}", trials, "NCT0123456"),
    "library": ("x.csv", "{database: Invented Registry}", pages, "111"),
    "congress": ("x.ris", "{database: Embase}", cases, ""),
    "lectures": ("x.bib", "{database: Google Scholar}", lectures, ""),
}  # fmt: skip


class Review:
    """A review of one export, with one reviewer."""

    def __init__(self, folder: Path, run: Run, kind: str) -> None:
        self.folder, self.run = folder, run
        self.name, self.settings, self.entries, self.prefix = SEARCHES[kind]
        (folder / "searches").mkdir()
        (folder / "criteria.yaml").write_text(CRITERIA)

    def export(self, *numbers: str, database: str | None = None) -> dict[str, str]:
        """Write the export, run what is stale; raw entry → record_id."""
        settings = self.settings.removeprefix("{")
        if database:
            settings = f"database: {database}, " + settings.split(", ", 1)[-1]
            settings = settings if settings.endswith("}") else settings + "}"
            settings = settings if ", " in self.settings else f"database: {database}" + "}"
        (self.folder / "review.yaml").write_text(
            f"version: 1\ntitle: T\nsearches: [{{file: searches/{self.name}, {settings}]\n"
        )
        text = self.entries(*(self.prefix + n for n in numbers))
        (self.folder / "searches" / self.name).write_text(text)
        got = self.screen()
        assert got.code == 0, got.err
        self.err = got.err
        raws = load(self.project, "ingest", "raws")["raw"]
        return dict(zip(raws, load(self.project, "ingest", "records")["record_id"], strict=True))

    def screen(self) -> Outcome:
        return self.run("run", "--until", "screen")

    @property
    def project(self) -> Project:
        return Project(self.folder)

    def reports(self) -> dict[str, str]:
        """record_id → cluster_id."""
        clusters = load(self.project, "dedupe", "clusters")
        return dict(zip(clusters["record_id"], clusters["cluster_id"], strict=True))

    def vote(self, votes: dict[str, str], by: str = "alice") -> None:
        folder = self.folder / "decisions" / "title-abstract"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{by}.jsonl").open("a") as file:
            for record, decision in votes.items():
                line = {"v": 1, "record": record, "stage": "title-abstract", "by": by,
                        "at": "2025-05-02T10:00:00Z", "decision": decision,
                        "reasons": ["E1"] if decision == "exclude" else []}  # fmt: skip
                file.write(json.dumps(line) + "\n")

    def decided(self) -> dict[str, str]:
        """record_id → what people decided of its report."""
        decisions = load(self.project, "screen", "decisions").set_index("cluster_id")["decision"]
        return {r: decisions[c] for r, c in self.reports().items() if c in decisions}


@pytest.fixture
def begin(run: Run, empty_review: Path) -> Callable[[str], Review]:
    return lambda kind: Review(empty_review, run, kind)


Begin = Callable[[str], Review]


@pytest.mark.parametrize("kind", ["register", "library", "congress", "lectures"])
def test_an_export_that_grows_before_others_moves_no_decision(begin: Begin, kind: str) -> None:
    review = begin(kind)
    ids = review.export("4", "7")
    expected = dict(zip(ids.values(), ("exclude", "include"), strict=True))
    review.vote(expected)
    for numbers in (("4", "7"), ("1", "4", "7"), ("9", "7", "4", "1"), ("7", "4")):
        again = review.export(*numbers)
        assert ids.items() <= again.items()
        if len(set(review.reports().values())) == len(again):
            assert review.decided() == expected
        else:  # a report has the decisions of all its records
            assert set(review.decided().values()) == {"include"}


@pytest.mark.parametrize("kind", ["register", "library", "congress"])
def test_the_first_of_its_kind_keeps_its_decision_when_others_come(begin: Begin, kind: str) -> None:
    review = begin(kind)
    ids = review.export("4")
    expected = dict.fromkeys(ids.values(), "exclude")
    review.vote(expected)
    review.export("1", "4", "7")
    assert review.decided().items() >= expected.items()


@pytest.mark.parametrize("kind", ["register", "library", "congress"])
def test_an_entry_in_the_place_of_another_does_not_take_its_decision(
    begin: Begin, kind: str
) -> None:
    review = begin(kind)
    ids = review.export("4")
    review.vote(dict.fromkeys(ids.values(), "exclude"))
    review.export("7")
    assert review.decided() == {}
    (gone,) = ids.values()
    assert f"{gone} is not in the review any more" in review.err
    assert "decide again if it is the same" in review.err


def test_what_cannot_be_told_apart_waits_and_is_told(begin: Begin) -> None:
    review = begin("lectures")
    ids = review.export("4")
    review.vote(dict.fromkeys(ids.values(), "include"))
    review.export("4", "7")
    if len(set(review.reports().values())) == 2:
        assert review.decided() == {}
        assert "which of them cannot be told" in review.err
    else:  # the two are one report: it has the decision, whichever was meant
        assert list(review.decided().values()) == ["include", "include"]


@pytest.mark.parametrize("kind", ["register", "library", "congress", "lectures"])
def test_a_renamed_database_keeps_its_records_and_decisions(begin: Begin, kind: str) -> None:
    review = begin(kind)
    ids = review.export("4", "7")
    expected = dict.fromkeys(ids.values(), "exclude")
    review.vote(expected)
    again = review.export("4", "7", database="Another Name")
    assert "P196" not in review.err
    assert "waits" not in review.err
    assert review.decided() == {again[raw]: "exclude" for raw in ids}
    for raw, record in ids.items():
        told = json.loads(review.run("explain", record, "--json").out)[0]
        assert told["record_id"] == again[raw]


# --- ids of version 0.1.0 --------------------------------------------------------------------


def old(review: Review, record: str) -> str:
    """The id that version 0.1.0 gave a record."""
    records = load(review.project, "ingest", "records")["record_id"]
    return str(load(review.project, "ingest", "identities")["former"][list(records).index(record)])


def test_the_formula_of_version_0_1_0_is_kept() -> None:
    """The field cases' decision file has these ids; they were written by that version."""
    record = {"title": "Efficacy of stools in supermarket cashiers", "year": 2019,
              "authors": "Pharma, Invented"}  # fmt: skip
    assert identity(None, "ClinicalTrials.gov", None, record).former == "r_f7e272d795eb1552"


def test_decisions_by_older_ids_hold(begin: Begin) -> None:
    review = begin("congress")
    (record,) = review.export("4").values()
    former = old(review, record)
    assert former != record
    review.vote({former: "exclude"})
    assert review.screen().code == 0
    assert review.decided() == {record: "exclude"}
    told = json.loads(review.run("explain", record, "--json").out)[0]["people"]["stages"]
    assert [(stage["decision"], stage["people"]) for stage in told] == [("exclude", ["alice"])]


def test_a_later_vote_by_the_new_id_takes_the_place_of_one_by_the_older(begin: Begin) -> None:
    review = begin("congress")
    (record,) = review.export("4").values()
    review.vote({old(review, record): "include"})
    review.vote({record: "exclude"})
    got = review.screen()
    assert "members differ" not in got.err
    assert review.decided() == {record: "exclude"}


def test_older_ids_of_twins_that_were_numbered_by_place_wait_and_are_told(begin: Begin) -> None:
    review = begin("register")
    ids = review.export("4", "7", "9")
    former = old(review, next(iter(ids.values())))
    review.vote({former: "exclude", f"{former}-2": "include"})
    got = review.screen()
    assert review.decided() == {}
    for name in (former, f"{former}-2"):
        assert f"{name} may name " in got.err
    assert "and which of them cannot be told: the decision waits" in got.err


def test_the_second_of_two_older_twins_is_not_taken_for_the_one_that_is_left(begin: Begin) -> None:
    review = begin("register")
    ids = review.export("4")
    former = old(review, next(iter(ids.values())))
    review.vote({f"{former}-2": "include"})
    got = review.screen()
    assert review.decided() == {}
    assert f"{former}-2 may name " in got.err


def test_answers_on_pairs_follow_their_records(begin: Begin) -> None:
    review = begin("register")
    a, b = sorted(review.export("4", "7").values())
    (review.folder / "decisions").mkdir(exist_ok=True)
    line = {"v": 1, "a": a, "b": b, "answer": "same", "by": "alice", "at": "2025-05-02T10:00:00Z"}
    (review.folder / "decisions" / "duplicates.jsonl").write_text(json.dumps(line) + "\n")
    review.export("9", "7", "4")
    reports = review.reports()
    assert reports[a] == reports[b]
    assert len(set(reports.values())) == 2


def test_explain_finds_a_record_by_its_older_id_and_guesses_at_none(begin: Begin) -> None:
    review = begin("register")
    (record,) = review.export("4").values()
    former = old(review, record)
    assert json.loads(review.run("explain", former, "--json").out)[0]["record_id"] == record
    review.export("4", "7")
    got = review.run("explain", former)
    assert got.code == 2
    assert f"{former} may name " in got.err
