"""What people edit in a report is kept beside it: every run writes the report itself anew."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

from litsieve.store import write_file

#: The end of the name of the folder beside a report that holds the files of it that people edited.
EDITED = "-edited"


def keep(report: Path, names: Iterable[str]) -> dict[str, str]:
    """Copy files of a report to the folder beside it; file → its copy, of those that are there.

    An earlier copy stays, the later gets a number.
    """
    beside = report.with_name(report.name + EDITED)
    kept = {}
    for name in sorted(names):
        if (report / name).is_file():
            copy = _copied(report / name, beside)
            kept[f"{report.name}/{name}"] = f"{beside.name}/{copy.name}"
    return kept


def _copied(path: Path, folder: Path) -> Path:
    """A copy of a file in a folder, under its name or that with a number; the same bytes once."""
    folder.mkdir(exist_ok=True)
    content = path.read_bytes()
    for number in count(1):
        copy = folder / (path.name if number == 1 else f"{path.stem}-{number}{path.suffix}")
        if not copy.exists():
            write_file(copy, content)
            return copy
        if copy.is_file() and copy.read_bytes() == content:
            return copy
    raise AssertionError
