"""What a person edits in report/ is never lost: the next run keeps it in report-edited/."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_review import Outcome

Run = Callable[..., Outcome]

#: Files that people edit, as text and as bytes of programs of their own.
EDITS = {
    "methods.md": b"# My methods\n",
    "prisma.docx": b"PK saved by Word",
    "checklist.docx": b"PK filled in",
    "checklist.csv": b"item,where\n1,page 1\n",
    "included.xlsx": b"PK with notes of mine",
}


def edit(review: Path, edits: dict[str, bytes]) -> None:
    for name, content in edits.items():
        (review / "report" / name).write_bytes(content)


@pytest.mark.parametrize("command", [["run"], ["report"], ["run", "--force"]], ids=" ".join)
def test_every_edited_file_is_kept_and_named(
    screened: Run, review: Path, command: list[str]
) -> None:
    fresh = {name: (review / "report" / name).read_bytes() for name in EDITS}
    edit(review, EDITS)
    got = screened(*command)
    assert got.code == 0
    for name, content in EDITS.items():
        assert f"report/{name} had been edited: your version is now report-edited/{name}" in got.err
        assert (review / "report-edited" / name).read_bytes() == content
        assert (review / "report" / name).read_bytes() == fresh[name]
    assert screened("status", "--check").code == 0
    assert "edited" not in screened(*command).err


def test_status_names_every_edited_file_and_says_what_becomes_of_them(
    screened: Run, review: Path
) -> None:
    edit(review, EDITS)
    got = screened("status")
    for name in EDITS:
        assert name in got.out
    assert "the next run keeps what was edited in report-edited/" in got.out
    states = {s["stage"]: s["state"] for s in json.loads(screened("status", "--json").out)}
    assert states["report"] == "edited"


def test_a_second_edit_takes_no_place_of_the_first_and_the_same_is_kept_once(
    screened: Run, review: Path
) -> None:
    for content in (b"first", b"second", b"first"):
        edit(review, {"methods.md": content})
        assert screened("run").code == 0
    kept = {path.name: path.read_bytes() for path in (review / "report-edited").iterdir()}
    assert kept == {"methods.md": b"first", "methods-2.md": b"second"}


def test_an_edited_copy_is_kept_when_the_settings_change_too(screened: Run, review: Path) -> None:
    edit(review, {"methods.md": b"mine"})
    (review / "review.yaml").write_text("version: 1\ntitle: Named later\n")
    assert screened("run").code == 0
    assert (review / "report-edited" / "methods.md").read_bytes() == b"mine"
    assert "Named later" in (review / "report" / "methods.md").read_text()


def test_edits_of_a_report_elsewhere_are_kept_beside_it(screened: Run, review: Path) -> None:
    assert screened("report", "-o", "out").code == 0
    (review / "out" / "methods.md").write_bytes(b"mine")
    got = screened("report", "-o", "out")
    assert "your version is now out-edited/methods.md" in got.err
    assert (review / "out-edited" / "methods.md").read_bytes() == b"mine"


def test_a_file_of_a_persons_own_stays_though_the_report_writes_one_of_its_name(
    screened: Run, review: Path
) -> None:
    manifest = review / "report" / "manifest.json"
    said = json.loads(manifest.read_text())
    del said["outputs"]["report.md"]  # as if the version before had not written it
    manifest.write_text(json.dumps(said))
    (review / "report" / "report.md").write_bytes(b"a summary of mine")
    assert screened("report").code == 0
    assert (review / "report-edited" / "report.md").read_bytes() == b"a summary of mine"


@pytest.mark.parametrize("manifest", [None, b"half a manif", b"[]"])
def test_without_a_manifest_that_can_be_read_nothing_is_lost_and_the_report_is_written(
    screened: Run, review: Path, manifest: bytes | None
) -> None:
    edit(review, EDITS)
    (review / "report" / "notes.txt").write_bytes(b"mine")
    (review / "report" / "manifest.json").unlink()
    if manifest is not None:
        (review / "report" / "manifest.json").write_bytes(manifest)
    assert screened("run").code == 0
    kept = {path.name: path.read_bytes() for path in (review / "report-edited").iterdir()}
    assert kept == EDITS
    assert (review / "report" / "notes.txt").read_bytes() == b"mine"
    assert screened("status", "--check").code == 0


def test_a_deleted_file_is_written_again_and_nothing_is_kept(screened: Run, review: Path) -> None:
    (review / "report" / "methods.md").unlink()
    assert screened("run").code == 0
    assert (review / "report" / "methods.md").exists()
    assert not (review / "report-edited").exists()


def test_the_files_that_invite_edits_say_what_becomes_of_them(screened: Run, review: Path) -> None:
    for name in ("methods.md", "checklist.md"):
        assert "report-edited/" in (review / "report" / name).read_text()
