"""Decisions are added to, never rewritten; what is not a decision is told with its line."""

from __future__ import annotations

import subprocess
import sys
from io import FileIO
from pathlib import Path

import pytest

from litsieve import decisions
from litsieve.decisions import append, read
from litsieve.errors import ReviewErrors

NAME = "decisions/x.jsonl"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions" / "x.jsonl"


def values(file: Path) -> list[dict[str, object]]:
    return [dict(line.values) for line in read(file, NAME)]


def errors(file: Path) -> list[tuple[int | None, str, str | None]]:
    with pytest.raises(ReviewErrors) as caught:
        read(file, NAME)
    return [(e.where.line if e.where else None, e.message, e.hint) for e in caught.value.errors]


def test_no_file_is_no_decisions_and_nothing_to_add_makes_none(file: Path) -> None:
    append(file, [])
    assert read(file, NAME) == []
    assert not file.exists()


def test_lines_come_back_in_order_with_their_places(file: Path) -> None:
    append(file, [{"v": 1, "note": "naïve 研究 \u2028 \n"}])
    append(file, [{"v": 2}, {"v": 3}])
    assert values(file) == [{"v": 1, "note": "naïve 研究 \u2028 \n"}, {"v": 2}, {"v": 3}]
    assert [str(line.where) for line in read(file, NAME)] == [f"{NAME}:{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("before", [b'{"v":1}', b'{"v":1}\n', b'{"v":1', b"\n\n", b'{"v":1}\r\n'])
def test_what_is_in_the_file_stays_as_it_is(file: Path, before: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(before)
    append(file, [{"v": 2}])
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.endswith(b'\n{"v":2}\n')


def test_a_damaged_last_line_stays_a_line_of_its_own_and_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'{"v":1}\n{"v":1,"a":"r_')
    (line, message, hint) = errors(file)[0]
    assert (line, message[:8]) == (2, "not JSON")
    assert hint is not None
    assert "its end is missing" in hint
    append(file, [{"v": 2}])
    assert [line for line, *_ in errors(file)] == [2]
    file.write_bytes(b"".join(x for x in file.read_bytes().splitlines(True) if b"r_" not in x))
    assert values(file) == [{"v": 1}, {"v": 2}]


def test_blank_lines_a_bom_and_crlf_say_nothing(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'\xef\xbb\xbf{"v":1}\r\n\r\n  \n{"v":2}')
    assert values(file) == [{"v": 1}, {"v": 2}]


@pytest.mark.parametrize(
    ("line", "said", "hinted"),
    [
        (b"{'v': 1}", "not JSON", "mend the line"),
        (b"[1]", "not a JSON object", "mend"),
        (b'{"v":1,"v":2}', "twice", "mend"),
        (b'{"v":NaN}', "NaN is no value", "mend"),
        (b'{"v":"\xff"}', "not UTF-8", "mend"),
        (b"[" * 100_000, "not JSON", "mend"),
        (b"\0\0\0", "not JSON", "mend"),
        (b'{"v":"\\ud83d"}', "half a character", "the character itself"),
        (b"<<<<<<< HEAD", "merge of git", "keep the lines of both sides"),
        (b">>>>>>> theirs", "merge of git", "keep the lines of both sides"),
    ],
)
def test_a_line_that_is_no_decision_is_an_error_with_its_place(
    file: Path, line: bytes, said: str, hinted: str
) -> None:
    file.parent.mkdir()
    file.write_bytes(b'{"v":1}\n' + line + b'\n{"v":2}\n' + line + b"\n")
    found = errors(file)
    assert [number for number, *_ in found] == [2, 4]
    assert said in found[0][1]
    assert hinted in (found[0][2] or "")


def test_a_full_disk_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(FileIO):
        def write(self, data: bytes) -> int:  # type: ignore[override]
            if len(data) > 5:
                return super().write(data[:5])
            raise OSError(28, "No space left on device")

    append(file, [{"v": 1}])
    monkeypatch.setattr(decisions, "FileIO", Full)
    with pytest.raises(OSError, match="No space"):
        append(file, [{"v": 2}, {"v": 3}])
    assert values(file) == [{"v": 1}]
    assert file.read_bytes() == b'{"v":1}\n'


def test_commands_that_append_at_once_lose_nothing(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from litsieve.decisions import append\n"
        "for i in range(60): append(Path(sys.argv[1]), [{'who': sys.argv[2], 'i': i}] * 2)"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(file), who]) for who in "abc"]
    assert [process.wait() for process in started] == [0, 0, 0]
    found = values(file)
    assert len(found) == 360
    for who in "abc":
        assert [line["i"] for line in found if line["who"] == who] == sorted([*range(60)] * 2)
