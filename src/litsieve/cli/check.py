"""`review check`: what does not add up, in our own report or in counts that someone else drew."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litsieve.cli.console import clean, result, result_json, warning
from litsieve.errors import NEEDS_YOU, OK, ReviewError, Where, unreadable
from litsieve.pipeline import require, states
from litsieve.project import find
from litsieve.text import counted

if TYPE_CHECKING:
    from litsieve.check_codes import Level
    from litsieve.report.counts import Check
    from litsieve.report.drawn import Drawn, Finding

#: What makes a command end with 1.
GRAVE = ("error", "warning")
_COLORS: dict[Level, str] = {"error": "red", "warning": "yellow", "note": "cyan"}
_LEVELS: tuple[Level, ...] = tuple(_COLORS)


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--format", "to", type=click.Choice(["text", "json", "github"]), default="text",
    show_default=True, help="github: annotations for a workflow's log.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(files: tuple[str, ...], to: str, as_json: bool) -> int:
    """Check that every number adds up.

    Without a FILE, this review's own report: the counts are taken anew from the records, not from
    the report. With FILEs, counts that someone else drew: the CSV of the R package PRISMA2020,
    JSON, JSON lines, or a prisma.json; `-` is the standard input. `review docs checks` has every
    code.

    Exit 1 if an error or a warning stands, or the report on disk is not the one that the records
    give. A warning may stand if review.yaml says why (`check: acknowledge:`).
    """
    to = "json" if as_json else to
    return _strangers(files, to) if files else _ours(to)


# -- our own report --------------------------------------------------------------------------


def _ours(to: str) -> int:
    from litsieve.report import gather
    from litsieve.report.acknowledged import needless
    from litsieve.reporting import report_input

    project = find()
    require(project, "report")
    material = gather(report_input(project))
    found = material.checks
    idle = needless(found, material.given.acknowledged)
    stale = [s for s in states(project) if s.state != "fresh"]
    if to == "json":
        stages = {s.stage: s.because for s in stale}
        result_json({"checks": [vars(c) for c in found], "stages": stages, "needless": idle})
    elif to == "github":
        for c in found:
            if not c.ok:
                level = c.level if c.is_open else "note"
                result(annotation(level, c.code, f"{c.what}: {c.text}{_why(c)}", None))
    else:
        _tell_ours(found)
    for text in idle:
        warning(text)
    for s in stale:
        warning(f"{s.stage} is {s.state}: {s.because}")
    return NEEDS_YOU if broken(found) or stale else OK


def _tell_ours(found: tuple[Check, ...]) -> None:
    """`P193 warning what: numbers`; the hint of a code stands once; last, how many of each."""
    from litsieve.check_codes import CODES

    hinted: set[str] = set()
    for c in found:
        level = _level(c.level) if c.is_open else ""
        result(f"{c.code:5}{level}{clean(c.what)}: {clean(c.text)}{clean(_why(c))}")
        if c.is_open and c.code in CODES and c.code not in hinted:
            hinted.add(c.code)
            _hint(CODES[c.code].hint)
    levels = [c.level for c in found if c.is_open]
    known = Counter(c.code for c in found if c.acknowledged is not None)
    of = ", ".join(f"{code} ×{n}" if n > 1 else code for code, n in known.items())
    more = [f"{known.total():,} acknowledged ({of})"] if known else []
    result(_summary(levels, counted(len(found), "check"), more))


def broken(checks: tuple[Check, ...]) -> list[Check]:
    """The checks that need somebody: errors and warnings that do not hold, and nobody says why."""
    return [check for check in checks if check.is_open and check.level in GRAVE]


def _why(check: Check) -> str:
    """What the authors say of a check that does not hold, behind its sign."""
    return "" if check.acknowledged is None else f" acknowledged: {check.acknowledged}"


# -- counts that someone drew ----------------------------------------------------------------


def _strangers(files: tuple[str, ...], to: str) -> int:
    from litsieve.report.drawn import findings

    flows = [flow for file in files for flow in _flows(file)]
    found = [finding for flow in flows for finding in findings(flow)]
    levels = [finding.level for finding in found]
    if to == "json":
        told = {f"{level}s": levels.count(level) for level in _LEVELS}
        result_json({"flows": len(flows), **told, "findings": [_plain(f) for f in found]})
    elif to == "github":
        for one in found:
            result(annotation(one.level, one.code, _text(one), one.where))
    else:
        _tell(found)
        result(_summary(levels, counted(len(flows), "flow")))
    return NEEDS_YOU if any(level in GRAVE for level in levels) else OK


def _flows(file: str) -> list[Drawn]:
    from litsieve.report.drawn import read
    from litsieve.report.drawn.reading import LARGEST

    if file == "-":
        return read(sys.stdin.buffer.read(LARGEST + 1), "-")
    path = Path(file)
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a device may never end
            raise ReviewError("this is not a file", Where(file))
        with path.open("rb") as stream:
            return read(stream.read(LARGEST + 1), file)
    except OSError as error:
        raise unreadable(error, file) from None


def _tell(found: list[Finding]) -> None:
    """`file:line: error P111 what: numbers`; the hint of a code stands once a file."""
    from litsieve.check_codes import CODES

    hinted: set[tuple[str, str]] = set()
    for one in found:
        result(f"{clean(str(one.where))}: {_level(one.level)}{one.code} {clean(_text(one))}")
        hint, key = CODES[one.code].hint, (one.where.file, one.code)
        if hint and key not in hinted:
            hinted.add(key)
            _hint(hint)


def _text(one: Finding) -> str:
    return f"[{one.flow}] {one.text}" if one.flow else one.text


def _plain(one: Finding) -> dict[str, Any]:
    return {
        "file": one.where.file, "line": one.where.line, "flow": one.flow, "code": one.code,
        "level": one.level, "text": one.text, "expected": one.expected, "found": one.found,
    }  # fmt: skip


# -- both ------------------------------------------------------------------------------------


def _level(level: Level) -> str:
    return click.style(level, fg=_COLORS[level], bold=True) + " "


def _hint(hint: str) -> None:
    result(f"    {click.style('hint:', fg='cyan')} {hint}")


def _summary(levels: Sequence[Level], of: str, more: Sequence[str] = ()) -> str:
    told = [counted(levels.count(level), level) for level in _LEVELS if level in levels]
    return f"{of}: {', '.join([*told, *more]) or 'nothing to say'}"


def annotation(level: str, code: str, text: str, where: Where | None) -> str:
    """A workflow command of GitHub Actions; what would end it early is percent-encoded.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    place = [] if where is None else [("file", where.file), ("line", where.line or 1)]
    values = (f"{key}={_property(str(value))}" for key, value in [*place, ("title", code)])
    kind = "notice" if level == "note" else level
    return f"::{kind} {','.join(values)}::{_data(text)}"


def _data(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return clean(text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
