"""`review diff`: what changed between two reports of a review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.common import format_of, hand_out, refuse_terminal
from litsieve.cli.console import clean, number, result, result_json, shown, table, warning
from litsieve.errors import NEEDS_YOU, OK, ReviewError
from litsieve.pipeline import states
from litsieve.project import find
from litsieve.text import counted

if TYPE_CHECKING:
    import pandas as pd

    from litsieve.project import Project
    from litsieve.report.changes import Changes

FORMATS = ("csv", "jsonl", "xlsx")
#: Lines of each list that are shown, and letters of a title.
_MOST, _LONGEST = 10, 60


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--all", "every", is_flag=True, help="List everything, however long.")
@click.option("--json", "as_json", is_flag=True, help="Print all changes as JSON.")
@click.option("--to", type=click.Choice(FORMATS), help="Write the records that changed.")
@click.option("-o", "--output", metavar="FILE", help="Write them there; - is stdout.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed.")
def command(
    old: str, new: str | None, every: bool, as_json: bool, to: str | None, output: str | None,
    exit_code: bool,
) -> int:  # fmt: skip
    """Say what changed between two reports.

    OLD and NEW are folders that `review report` wrote, or reviews; without NEW it is the report of
    this review. Studies that are newly included or no longer included come first; every number of
    the flow is shown with the records that made it another.
    """
    from litsieve.report.changes import compare
    from litsieve.report.written import folder_of, read_report

    project = find(anywhere=new is not None)
    if new is None:
        _need_report(project)
    here = project.folder("report") if new is None else Path(new)
    name = shown(here) if new is None else new
    sides = [read_report(folder_of(path), told) for path, told in ((Path(old), old), (here, name))]
    for side in sides:
        for text in side.warnings:
            warning(text)
    if sides[0].named_anew != sides[1].named_anew:
        other = old if sides[1].named_anew else name
        warning(
            f"{other} has the record ids of version 0.1.0: every record counts as gone and as new; "
            "write that report again with this version, then compare"
        )
    changes = compare(sides[0].report, sides[1].report)
    broken = [c.name for c in changes.counts if not c.ok]
    if broken:
        warning(f"prisma.json and audit.csv do not agree, old or now: {', '.join(broken)}")
    labels = {**sides[0].labels, **sides[1].labels}
    if to or output:
        _write(project, changes.records, to, output or "-")
    elif as_json:
        result_json({"old": old, "new": name, **_plain(changes)})
    else:
        for line in _lines(changes, labels, None if every else _MOST):
            result(line)
    return NEEDS_YOU if exit_code and changes.any else OK


def _need_report(project: Project) -> None:
    """The report of this review, or an error; a warning if it is out of date."""
    state = next(s for s in states(project) if s.stage == "report")
    if state.state == "missing":
        raise ReviewError("this review has no report yet", hint="run `review run` first")
    if state.state != "fresh":
        warning(f"the report is {state.state}: {state.because}; `review run` brings it up to date")


def _write(project: Project, records: pd.DataFrame, to: str | None, output: str) -> None:
    """The records that changed, as a table."""
    from litsieve.report import export_table

    to = format_of(output, to, FORMATS)
    refuse_terminal(to, output)
    told = f"diff: {counted(len(records), 'record')} that changed"
    hand_out(project, export_table(records, to), output, told)


# --- as text ----------------------------------------------------------------------------------


def _lines(changes: Changes, labels: dict[str, str], most: int | None) -> Iterator[str]:
    if not changes.any:
        yield "nothing has changed"
        return
    for head, rows, when in (
        ("newly included", changes.included, "was"), ("no longer included", changes.lost, "now"),
    ):  # fmt: skip
        if len(rows):
            yield f"{head}: {counted(len(rows), 'report')}"
            yield from _cut(_reports(rows, when, labels), most)
            yield ""
    if changes.included.empty and changes.lost.empty:
        yield "the same reports are included"
        yield ""
    yield from _numbers(changes)
    yield from _records(changes, most)
    for head, checks in (("newly broken", changes.broken), ("mended", changes.mended)):
        if checks:
            yield ""
            yield f"checks {head}:"
            yield from _cut((f"  {c['code']} {clean(c['what'])}: {clean(c['text'])}"
                             for c in checks), most)  # fmt: skip


def _reports(rows: pd.DataFrame, when: str, labels: dict[str, str]) -> list[str]:
    """A line a report: its title and where it was, or is now."""
    plain = rows.astype(object).where(rows.notna(), None)
    lines = []
    for row in plain.to_dict("records"):
        box = row[when] or ("not there" if when == "was" else "gone")
        about = labels.get(row["reason"] or "", row["reason"]) if box != "included" else None
        where = f"{when} {box}" + (f" ({about})" if about else "")
        study = "; another report of its study is included in both" if row["of_study"] else ""
        title = row["title"] or "(no title)"
        title = title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"
        lines.append(f"  {row['record_id']}  {clean(title)}  [{clean(where)}{study}]")
    return lines


def _numbers(changes: Changes) -> Iterator[str]:
    """Numbers that changed, or in which records changed places; how each came about."""
    known = [c for c in changes.counts if not c.old is c.new is None]
    touched = [
        c for c in known
        if c.old != c.new or c.came or c.gone or c.moved_in or c.moved_out
    ]  # fmt: skip
    if not touched:
        yield "every number is the same"
        return
    signed = [_signed(c.old, c.new) for c in touched]
    width = max(map(len, signed))
    rows = [
        (c.name, number(c.old), number(c.new), change.rjust(width), c.came or None, c.gone or None,
         c.moved_in or None, c.moved_out or None, "✓" if c.ok else "✗")
        for c, change in zip(touched, signed, strict=True)
    ]  # fmt: skip
    yield table(rows, ("number", "old", "now", "change", "+ new", "− gone", "+ in", "− out", ""))
    same = len(known) - len(touched)
    if same:
        yield f"{counted(same, 'number')} more {'is' if same == 1 else 'are'} the same"


def _signed(old: int | None, new: int | None) -> str:
    if old is None or new is None:
        return ""
    return f"{new - old:+,}".replace("-", "−")


def _records(changes: Changes, most: int | None) -> Iterator[str]:
    """How many records changed in what way, and between which boxes they moved."""
    told = [f"{number(n)} {_WORDS[kind]}" for kind, n in changes.times.items() if n]
    yield ""
    yield f"records: {', '.join(told) or 'none changed'}"
    ways = [f"  {a} → {b}  {number(n)}" for (a, b), n in changes.moves.items()]
    yield from _cut(ways, most)


_WORDS = {
    "new": "new", "gone": "gone", "moved": "moved to another box",
    "survivor": "where another record stands for the report", "decided": "decided otherwise",
    "merged": "merged", "split": "split",
}  # fmt: skip


def _cut(lines: Iterable[str], most: int | None) -> Iterator[str]:
    """The first lines, and how many more there are."""
    found = list(lines)
    yield from found[:most]
    if most is not None and len(found) > most:
        yield f"  and {len(found) - most:,} more: --all, or --to csv"


# --- as JSON ----------------------------------------------------------------------------------


def _plain(changes: Changes) -> dict[str, Any]:
    """All of it as plain values; what is missing is null."""
    return {
        "schema": 1,
        "included": _rows(changes.included),
        "no_longer_included": _rows(changes.lost),
        "counts": [vars(c) | {"ok": c.ok} for c in changes.counts],
        "records": changes.times,
        "moves": [{"from": a, "to": b, "n": n} for (a, b), n in changes.moves.items()],
        "checks": {"broken": list(changes.broken), "mended": list(changes.mended)},
        "changes": _rows(changes.records),
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]
