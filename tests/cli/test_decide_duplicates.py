"""`review decide duplicates`: asked once, on the disk at once, honoured ever after."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_review import Outcome

Run = Callable[..., Outcome]
REVIEW = [sys.executable, "-m", "litsieve"]
#: Thresholds between which an equal title and author three years apart lies in any case.
CONFIG = "dedupe: {merge_at: 0.9999, review_at: 0.01}\n"
TITLES = {
    "porters": "Night shifts and the sleep of hospital porters in winter",
    "zebra": "Zebra crossings and the safety of elderly pedestrians",
    "lifts": "Why lifts in old houses are slow and what may be done about it",
}


def entry(key: str, title: str, year: int) -> str:
    return (f"@article{{{key},\n  title={{{title}}},\n  author={{Alder, Ruth}},\n"
            f"  year={{{year}}}\n}}\n")  # fmt: skip


def write(folder: Path) -> None:
    """Three works in two exports each, three years apart."""
    early = [entry(key, title, 2016) for key, title in TITLES.items()]
    late = [entry(f"{key}2", title, 2019) for key, title in TITLES.items()]
    (folder / "early.bib").write_text("\n".join(early), encoding="utf-8")
    (folder / "late.bib").write_text("\n".join(late), encoding="utf-8")
    (folder / "review.yaml").write_text(CONFIG, encoding="utf-8")


@pytest.fixture(scope="module")
def deduped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from litsieve.cli import main

    folder = tmp_path_factory.mktemp("deduped")
    write(folder)
    with contextlib.chdir(folder):
        for args in (["ingest", "early.bib", "late.bib"], ["dedupe"]):
            with pytest.raises(SystemExit) as stop:
                main(args)
            assert not stop.value.code, args
    return folder


@pytest.fixture
def home(deduped: Path, empty_review: Path) -> Path:
    shutil.copytree(deduped, empty_review, dirs_exist_ok=True)
    return empty_review


@pytest.fixture
def decide(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `review decide duplicates ARGS`, with these keys on stdin."""

    def call(*args: Any, keys: str = "", by: str | None = "ann") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.StringIO(keys))
        return run("decide", "duplicates", *(["--by", by] if by else []), *args)

    return call


def lines(home: Path) -> list[dict[str, Any]]:
    path = home / "decisions" / "duplicates.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def said(home: Path) -> list[tuple[str, str]]:
    return [(line["by"], line["answer"]) for line in lines(home)]


def questions(decide: Run, *args: str) -> list[dict[str, Any]]:
    got = decide("--json", *args, by=None)
    assert got.code == 0, got.err
    found: list[dict[str, Any]] = json.loads(got.out)["questions"]
    return found


# --- in the terminal -------------------------------------------------------------------------


def test_three_questions_are_asked_and_every_answer_is_a_line(decide: Run, home: Path) -> None:
    got = decide(keys="sdk")
    assert got.code == 0, got.err
    assert "1 of 3" in got.out
    assert "3 of 3" in got.out
    assert "≠ year" in got.out
    assert "[2016]" in got.out
    assert "early.bib:" in got.out
    assert said(home) == [("ann", "same"), ("ann", "different")]
    assert "1 same, 1 different, 1 skipped; 1 question left  → review run" in got.err
    first = lines(home)[0]
    assert list(first) == ["v", "a", "b", "answer", "by", "at", "note"]
    assert first["a"] < first["b"]
    time.strptime(first["at"], "%Y-%m-%dT%H:%M:%SZ")


def test_what_was_answered_is_not_asked_again_what_was_skipped_is(decide: Run, home: Path) -> None:
    asked = [question["pair"] for question in questions(decide)]
    decide(keys="ks")
    assert [question["pair"] for question in questions(decide)] == [asked[0], asked[2]]
    decide(keys="ss")
    assert questions(decide) == []
    got = decide(keys="sss")
    assert got.code == 0
    assert "nothing to ask; 3 pairs answered  → review run" in got.err
    assert len(lines(home)) == 3


def test_quitting_and_the_end_of_input_keep_what_was_said(decide: Run, home: Path) -> None:
    assert decide(keys="sq").code == 0
    assert decide(keys="d").code == 0
    assert said(home) == [("ann", "same"), ("ann", "different")]


def test_undo_takes_back_one_answer_after_the_other_and_asks_again(decide: Run, home: Path) -> None:
    got = decide(keys="ssuuudq")
    assert said(home) == [
        ("ann", "same"), ("ann", "same"), ("ann", "withdrawn"), ("ann", "withdrawn"),
        ("ann", "different"),
    ]  # fmt: skip
    pairs = [(line["a"], line["b"]) for line in lines(home)]
    assert pairs[0] == pairs[3] == pairs[4]
    assert "nothing to undo" in got.out
    assert "0 same, 1 different; 2 questions left" in got.err


def test_the_last_answer_of_all_can_be_taken_back_too(decide: Run, home: Path) -> None:
    got = decide(keys="sssud")
    assert [answer for _, answer in said(home)] == ["same"] * 3 + ["withdrawn", "different"]
    assert "2 same, 1 different; 0 questions left" in got.err
    assert got.out.count("that was the last question") == 2


def test_undo_of_a_changed_mind_brings_back_what_was_said_before(decide: Run, home: Path) -> None:
    decide(keys="sq")
    decide("--again", keys="du")
    assert said(home) == [("ann", "same"), ("ann", "different"), ("ann", "same")]


def test_a_note_goes_with_the_next_answer_only(decide: Run, home: Path) -> None:
    decide(keys="nsame trial, \x1bseen in \t full\nss")
    notes = [line["note"] for line in lines(home)]
    assert notes == ["same trial, \ufffdseen in \ufffd full", ""]


def test_help_names_every_key_and_other_keys_do_nothing(decide: Run, home: Path) -> None:
    from litsieve.cli.walk import KEYS

    got = decide(keys="?x1")
    for key in KEYS:
        assert f"\n  {key}  " in got.out
    assert lines(home) == []


def test_unknown_people_are_asked_for_or_told_of(
    decide: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = decide(keys="s", by=None)
    assert got.code == 2
    assert "--by NAME" in got.err
    assert decide(keys="s", by="a;b").code == 2
    assert decide(keys="s", by="  ").code == 2
    assert lines(home) == []
    monkeypatch.setenv("REVIEW_DECIDE_DUPLICATES_BY", "env")
    decide(keys="s", by=None)
    assert said(home) == [("env", "same")]


def test_an_answer_that_settles_other_questions_spares_them(
    decide: Run, home: Path, run: Run
) -> None:
    third = "\n".join(entry(f"{key}3", title, 2022) for key, title in TITLES.items())
    (home / "third.bib").write_text(third, encoding="utf-8")
    assert run("ingest", "early.bib", "late.bib", "third.bib").code == 0
    assert run("dedupe").code == 0
    assert len(questions(decide)) == 9
    got = decide(keys="s" * 9)
    assert len(lines(home)) == 6
    assert "which answers 1 question more" in got.out
    assert "0 questions left" in got.err


def test_no_stdin_and_letters_that_are_none_stop_no_work(home: Path) -> None:
    command = " ".join([*REVIEW, "decide duplicates --by ann"])
    shell = {"cwd": home, "capture_output": True, "env": {**os.environ, "PYTHONUTF8": "0"}}
    done = subprocess.run(["sh", "-c", f"{command} <&-"], check=False, **shell)
    assert done.returncode == 0, done.stderr
    keys = r"printf 'n\377\nsq' | PYTHONIOENCODING=ascii"
    done = subprocess.run(["sh", "-c", f"{keys} {command}"], check=False, **shell)
    assert done.returncode == 0, done.stderr
    assert [line["note"] for line in lines(home)] == ["\ufffd"]


# --- more than one person --------------------------------------------------------------------


def test_who_answers_again_sees_what_others_said_and_settles_it(decide: Run, home: Path) -> None:
    decide(keys="sq", by="ann")
    got = decide("--again", keys="d", by="bo")
    assert "1 of 1" in got.out
    assert "ann answered same" in got.out
    assert lines(home)[1]["settles"] is True
    report = json.loads(decide("--json").out)
    assert report["counts"] == {
        "questions": 2, "same": 0, "different": 1, "disagreed": 0, "problems": 0,
    }  # fmt: skip


def test_people_who_did_not_know_of_each_other_disagree_and_it_is_asked(
    decide: Run, home: Path
) -> None:
    pair = questions(decide)[0]["pair"]
    decide(keys="sq", by="ann")
    line = {**lines(home)[0], "by": "bo", "answer": "different"}
    with (home / "decisions" / "duplicates.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    got = decide(keys="q", by="cy")
    assert "people disagree" in got.err
    assert "bo answered different" in got.out
    assert questions(decide)[0]["pair"] == pair
    decide(keys="sq", by="cy")
    assert lines(home)[-1]["settles"] is True
    assert pair not in [question["pair"] for question in questions(decide)]


def test_a_contradiction_is_told_and_stays_open(decide: Run, home: Path) -> None:
    a, b = questions(decide)[0]["pair"]
    other = questions(decide)[1]["pair"][0]
    folder = home / "decisions"
    folder.mkdir()
    said = [(a, b, "different"), (a, other, "same"), (b, other, "same")]
    text = "".join(
        json.dumps({"v": 1, "a": x, "b": y, "answer": answer, "by": "bo"}) + "\n"
        for x, y, answer in said
    )
    (folder / "duplicates.jsonl").write_text(text)
    got = decide(keys="q")
    assert "answers contradict one another" in got.err
    assert "decisions/duplicates.jsonl:1" in got.err
    assert [a, b] in [question["pair"] for question in questions(decide)]
    assert (folder / "duplicates.jsonl").read_text() == text


def test_an_answer_on_a_record_that_is_gone_is_told_and_kept(
    decide: Run, home: Path, run: Run
) -> None:
    decide(keys="sss")
    assert run("ingest", "early.bib").code == 0
    before = (home / "decisions" / "duplicates.jsonl").read_bytes()
    got = decide(keys="s")
    assert got.code == 0
    assert got.err.count("is not in the review") == 3
    assert (home / "decisions" / "duplicates.jsonl").read_bytes() == before
    assert json.loads(decide("--json").out)["counts"]["problems"] == 3


@pytest.mark.parametrize("option", [(), ("--json",), ("--to", "x.csv"), ("--from", "x.csv")])
def test_a_strange_line_stops_everything_with_its_place(
    decide: Run, home: Path, option: tuple[str, ...]
) -> None:
    (home / "decisions").mkdir()
    (home / "decisions" / "duplicates.jsonl").write_text('{"v":1,"answer":"sane"}\n{"v"\n')
    got = decide(*option, keys="s")
    assert got.code == 2
    assert "decisions/duplicates.jsonl:2:5: error: not JSON" in got.err
    assert "hint:" in got.err


def test_nothing_is_asked_before_dedupe_has_run(run: Run, review: Path) -> None:
    got = run("decide", "duplicates", "--by", "x")
    assert got.code == 2
    assert "ingest: has not run yet" in got.err
    assert run("ingest", "scopus.csv", "scholar.bib").code == 0
    got = run("decide", "duplicates", "--by", "x")
    assert "dedupe: has not run yet" in got.err
    assert "run `review dedupe` first" in got.err


def test_questions_of_a_run_that_is_out_of_date_are_asked_with_a_warning(
    decide: Run, home: Path, run: Run
) -> None:
    assert run("ingest", "early.bib", "late.bib", "--json").code == 0
    (home / "review.yaml").write_text(CONFIG.replace("0.01", "0.02"))
    got = decide(keys="q")
    assert got.code == 0
    assert "dedupe is stale" in got.err


# --- on a real terminal ----------------------------------------------------------------------


def in_terminal(home: Path, *keys: str, columns: int = 100) -> tuple[int, str]:
    """Press keys one after the other, each once the question is there; the exit code and screen."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*REVIEW, "decide", "duplicates", "--by", "ann"], cwd=home, stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    screen = b""
    waiting = list(keys)
    with contextlib.suppress(OSError):  # the other end is closed
        while select.select([ours], [], [], 30)[0] and (data := os.read(ours, 1 << 16)):
            screen += data
            asked = screen.count(b"q quit") + screen.count(b"s d k n o u q ?")
            if waiting and asked > len(keys) - len(waiting):
                time.sleep(0.2)  # what is typed before the terminal listens for keys is lost
                key = waiting.pop(0)
                if key == "INT":
                    process.send_signal(signal.SIGINT)
                else:
                    os.write(ours, key.encode())
    os.close(ours)
    with contextlib.suppress(ProcessLookupError):
        process.terminate() if waiting else None
    return process.wait(timeout=20), screen.decode()


def test_single_keys_answer_on_a_terminal_and_differences_are_coloured(home: Path) -> None:
    code, screen = in_terminal(home, "s", "\x1b[A", "d", "q")
    assert code == 0
    assert said(home) == [("ann", "same"), ("ann", "different")]
    assert "\x1b[33m" in screen
    assert "1 same, 1 different; 1 question left" in screen


def test_keys_that_come_at_once_answer_nothing_that_was_not_seen(home: Path) -> None:
    in_terminal(home, "sssss", "q")
    assert said(home) == [("ann", "same")]


@pytest.mark.parametrize("key", ["INT", "\x03"])
def test_an_interrupt_loses_no_answer(home: Path, key: str) -> None:
    code, screen = in_terminal(home, "s", key, columns=40)
    assert code == 130
    assert said(home) == [("ann", "same")]
    assert "1 same, 0 different; 2 questions left" in screen


# --- in a spreadsheet ------------------------------------------------------------------------


def sheet(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def fill(path: Path, answers: dict[int, str], delimiter: str = ",") -> None:
    rows = sheet(path)
    for i, answer in answers.items():
        rows[i]["answer"] = answer
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0])[::-1], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_a_work_list_goes_out_and_comes_back_once(decide: Run, home: Path) -> None:
    got = decide("--to", "list.csv", by=None)
    assert got.code == 0
    assert "3 questions → list.csv" in got.err
    fill(home / "list.csv", {0: "Same", 2: "d"}, ";")
    got = decide("--from", "list.csv")
    assert got.code == 0, got.err
    assert "2 answers added, 1 row without an answer  → review run" in got.err
    assert sorted(said(home)) == [("ann", "different"), ("ann", "same")]
    before = (home / "decisions" / "duplicates.jsonl").read_bytes()
    got = decide("--from", "list.csv")
    assert "0 answers added, 2 given before" in got.err
    assert (home / "decisions" / "duplicates.jsonl").read_bytes() == before
    fill_again = (home / "list.csv").read_text().replace("Same", "D")
    (home / "list.csv").write_text(fill_again)
    got = decide("--from", "list.csv")
    assert "ann had answered same before" in got.err
    assert "1 answer added, 1 given before" in got.err


def test_a_workbook_is_filled_in_by_a_spreadsheet_program(decide: Run, home: Path) -> None:
    assert decide("--to", "list.xlsx").code == 0
    first = (home / "list.xlsx").read_bytes()
    (home / "list.xlsx").unlink()
    assert decide("--to", "list.xlsx").code == 0
    assert (home / "list.xlsx").read_bytes() == first
    book = openpyxl.load_workbook(home / "list.xlsx")
    (page,) = book.worksheets
    page["A2"], page["A4"] = "same", "different"
    page["B2"] = "- looked it up"
    page.insert_cols(3)
    page["C1"] = "mine"
    book.save(home / "list.xlsx")
    got = decide("--from", "list.xlsx")
    assert got.code == 0, got.err
    assert [(line["answer"], line["note"]) for line in lines(home)] == [
        ("same", "- looked it up"), ("different", ""),
    ]  # fmt: skip


def test_one_wrong_row_and_nothing_is_taken(decide: Run, home: Path) -> None:
    decide("--to", "list.csv")
    fill(home / "list.csv", {0: "same", 1: "samee", 2: "no"})
    got = decide("--from", "list.csv")
    assert got.code == 2
    assert "list.csv:3: error: unknown answer 'samee'" in got.err
    assert "did you mean same?" in got.err
    assert "list.csv:4: error: unknown answer 'no'" in got.err
    assert lines(home) == []


@pytest.mark.parametrize("target", ["early.bib", "review.yaml", "decisions/x.csv", "work/x.csv"])
def test_a_work_list_is_not_written_over_the_review(decide: Run, home: Path, target: str) -> None:
    (home / "decisions").mkdir()
    before = sorted((p, p.read_bytes()) for p in home.rglob("*") if p.is_file())
    assert decide("--to", target).code == 2
    assert before == sorted((p, p.read_bytes()) for p in home.rglob("*") if p.is_file())


def test_a_work_list_that_may_hold_answers_is_not_written_over(decide: Run, home: Path) -> None:
    assert decide("--to", "list.csv").code == 0
    assert decide("--to", "list.csv").code == 0  # nothing would change
    fill(home / "list.csv", {0: "same"})
    before = (home / "list.csv").read_bytes()
    got = decide("--to", "list.csv")
    assert got.code == 2
    assert "may hold answers" in got.err
    assert (home / "list.csv").read_bytes() == before


def test_a_sheet_settles_a_disagreement_that_it_shows(decide: Run, home: Path) -> None:
    decide(keys="sq", by="ann")
    decide("--again", "--to", "list.csv")
    (row,) = sheet(home / "list.csv")
    assert row["answered"] == "ann: same"
    fill(home / "list.csv", {0: "different"})
    decide("--from", "list.csv", by="bo")
    assert lines(home)[-1]["settles"] is True


@pytest.mark.parametrize(
    "options",
    [("--to", "a.csv", "--from", "a.csv"), ("--json", "--to", "a.csv"), ("--to", "a.txt"),
     ("--from", "a.csv", "--again")],
)  # fmt: skip
def test_options_that_do_not_go_together_are_refused(
    decide: Run, home: Path, options: tuple[str, ...]
) -> None:
    assert decide(*options).code == 2
    assert lines(home) == []


def test_json_holds_the_questions_and_asks_nothing(decide: Run, home: Path) -> None:
    got = decide("--json", keys="sss", by=None)
    report = json.loads(got.out)
    assert report["counts"]["questions"] == 3
    question = report["questions"][0]
    assert question["pair"] == [record["record_id"] for record in question["records"]]
    assert question["records"][0]["place"].split(":")[0] in ("early.bib", "late.bib")
    assert lines(home) == []


def test_near_misses_are_asked_when_wanted(decide: Run, home: Path, run: Run) -> None:
    for name, year in (("early", 2016), ("late", 2018)):
        title = "Zebra crossings and elderly pedestrians"
        (home / f"{name}.bib").write_text(entry(name, title, year), encoding="utf-8")
    (home / "review.yaml").write_text("dedupe: {merge_at: 0.9999, review_at: 0.9998}\n")
    assert run("ingest", "early.bib", "late.bib").code == 0
    assert run("dedupe").code == 0
    assert questions(decide) == []
    assert [question["kind"] for question in questions(decide, "--all")] == ["near miss"]


# --- from the answer to the corpus -----------------------------------------------------------


def left(run: Run) -> int:
    got = run("dedupe", "--json")
    assert got.code == 0, got.err
    return int(json.loads(got.out)["left"])


def clusters(run: Run) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(run("export", "clusters", "--to", "csv").out))
    return {row["record_id"]: row["cluster_id"] for row in rows}


def test_answers_hold_in_every_later_run_and_for_copies_of_new_exports(
    decide: Run, home: Path, run: Run
) -> None:
    assert left(run) == 6
    asked = questions(decide)
    decide(keys="sd")
    assert "dedupe is stale" in decide(keys="q").err
    assert left(run) == 5
    found = clusters(run)
    (a, b), (c, d) = asked[0]["pair"], asked[1]["pair"]
    assert found[a] == found[b]
    assert found[c] != found[d]
    assert [question["pair"] for question in questions(decide)] == [asked[2]["pair"]]
    copies = "\n".join(entry(f"{key}9", title, 2016) for key, title in TITLES.items())
    (home / "new.bib").write_text(copies, encoding="utf-8")
    assert run("ingest", "early.bib", "late.bib", "new.bib").code == 0
    assert left(run) == 5
    found = clusters(run)
    assert found[a] == found[b]
    assert found[c] != found[d]
    assert len(questions(decide)) == 1
    assert decide(keys="d").code == 0
    assert left(run) == 5
    assert questions(decide) == []
