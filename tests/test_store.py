"""work/ is swapped whole, tables keep their types."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from litsieve import schema
from litsieve.store import (
    Busy,
    digest,
    locked,
    read_table,
    recover,
    replacing,
    write_file,
    write_table,
)


def test_a_table_comes_back_with_its_types_and_missing_values(tmp_path: Path) -> None:
    frame = pd.DataFrame({"record_id": ["r_1", "r_2"], "title": ["NA", ""], "year": [2020, None]})
    write_table(tmp_path / "t.parquet", frame, schema.RECORD)
    back = read_table(tmp_path / "t.parquet", schema.RECORD)
    assert list(back.columns) == schema.names(schema.RECORD)
    assert back["title"].tolist()[0] == "NA"
    assert back["title"].isna().tolist() == [False, True]
    assert back["year"].dtype == "Int64"
    assert back["year"].isna().tolist() == [False, True]


def test_an_unknown_column_is_an_error_not_a_silent_loss() -> None:
    with pytest.raises(KeyError, match="colour"):
        schema.conform(pd.DataFrame({"colour": ["red"]}), schema.RECORD)


def test_a_failed_stage_leaves_the_old_folder_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "ingest"
    with replacing(folder) as new:
        (new / "a").write_text("old")

    def fail() -> None:
        with replacing(folder) as new:
            (new / "a").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (folder / "a").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["ingest"]


def test_a_successful_stage_replaces_the_folder_but_keeps_what_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    with replacing(folder) as new:
        (new / "ours").write_text("1")
    (folder / "notes.txt").write_text("a person's")
    with replacing(folder, keep=lambda name: name != "ours") as new:
        (new / "other").write_text("2")
    assert sorted(p.name for p in folder.iterdir()) == ["notes.txt", "other"]


@pytest.mark.parametrize("killed", ["while writing", "between the renames", "before the clean-up"])
def test_after_a_kill_the_old_or_the_new_state_is_there(tmp_path: Path, killed: str) -> None:
    folder, old, new = (tmp_path / n for n in ("dedupe", ".dedupe.old", ".dedupe.new"))
    (old if killed == "between the renames" else folder).mkdir()
    (old if killed == "before the clean-up" else new).mkdir()
    for path in (folder, old, new):
        if path.is_dir():
            (path / "state").write_text(path.name)
    recover(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["dedupe"]
    expected = ".dedupe.old" if killed == "between the renames" else "dedupe"
    assert (folder / "state").read_text() == expected


def test_two_commands_cannot_write_to_one_review(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(Busy, match="another review command"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_file(tmp_path / "a.csv", b"one\n")
    with pytest.raises(TypeError):
        write_file(tmp_path / "a.csv", "not bytes")  # type: ignore[arg-type]
    assert (tmp_path / "a.csv").read_bytes() == b"one\n"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1}) != digest({"a": 1, "b": [3]})


def test_a_lock_leaves_nothing_where_nothing_was_written(tmp_path):
    work = tmp_path / "work"
    with pytest.raises(ZeroDivisionError), locked(work):
        raise ZeroDivisionError
    assert not work.exists()
    with locked(work):
        (work / "ingest").mkdir()
    assert (work / "ingest").is_dir()
    with pytest.raises(ZeroDivisionError), locked(work):
        raise ZeroDivisionError
    assert work.is_dir()


def test_an_empty_folder_that_was_there_before_stays(tmp_path):
    with locked(tmp_path):
        pass
    assert tmp_path.is_dir()


def test_a_lock_that_was_taken_away_meanwhile_is_not_held(tmp_path, monkeypatch):
    """Another command locked, failed and removed the file between our opening and our locking."""
    fcntl = pytest.importorskip("fcntl")
    real = fcntl.flock

    def late(stream, how):
        (tmp_path / ".lock").unlink()
        real(stream, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(Busy), locked(tmp_path):
        raise AssertionError("two commands would write at once")
