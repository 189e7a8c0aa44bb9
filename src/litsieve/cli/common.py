"""What the four verbs and `run` share: running a stage and saying what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

from litsieve.cli.console import Bar, notice, number, warning
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import THIS_RUN, Counts, Given, owns, require, run
from litsieve.project import Project
from litsieve.store import write_file
from litsieve.text import counted

#: Problems with people's answers that are shown.
_PROBLEMS = 5
NEXT = {"ingest": "review dedupe", "dedupe": "review screen", "screen": "review report"}


def run_stage(
    project: Project, stage: str, given: Given | None = None, folder: Path | None = None
) -> Counts:
    """Run one stage with a progress bar, and warn where it builds on something out of date."""
    for state in require(project, stage):
        if state.state == "stale":
            warning(f"{state.stage} is stale: {state.because}; `review run` brings it up to date")
    bar = Bar()
    try:
        counts = run(project, stage, given or Given(), bar, folder)
    finally:
        bar.close()
    if stage == "screen":
        _tell_detection(project)
    return counts


def _tell_detection(project: Project) -> None:
    """Say so if the criteria ask for languages that nothing here can tell."""
    from litsieve.work import load_protocol

    said = load_protocol(project)
    if said.get("language_detection") == "not installed":
        warning(
            "the criteria detect languages, but the extra for it is not installed: where the field "
            "is silent the language stays unknown; pip install 'litsieve[lang]'"
        )


def outside(project: Project, name: str) -> Path:
    """Where a person wants a file written; an error if that is no place for it."""
    path = Path(name)
    if path.is_dir():
        raise ReviewError("is a folder", Where(name), "name a file in it")
    if owns(project, path):
        raise ReviewError(
            "belongs to the review and is not written over", Where(name),
            "choose another name or folder",
        )  # fmt: skip
    if not path.parent.is_dir():
        raise ReviewError(f"no such folder: {path.parent}", hint="make it, or write elsewhere")
    return path


#: Endings of files that are not called as their format is.
_ENDINGS = {"csl": "json"}
#: What to do for a format that a person may want, and that no table is written in.
_INSTEAD = {
    "docx": "for Word, write .xlsx or .csv and insert the table; `review report` writes "
    "prisma.docx and checklist.docx",
    "html": "`review report` writes report.html, with every table in it",
    "pdf": "`review report` writes report.html, to be printed, and prisma.pdf",
    "json": "for other programs, write .jsonl",
    "xls": "spreadsheets open .xlsx",
    "tsv": "spreadsheets open .csv and .xlsx",
}
_LIKE = {"doc": "docx", "odt": "docx", "rtf": "docx", "htm": "html", "ods": "xls", "txt": "tsv",
         "ndjson": "json"}  # fmt: skip


def format_of(output: str, to: str | None, formats: Sequence[str], default: str = "csv") -> str:
    """The format of a file: what `--to` and its ending say, which must be the same.

    `output` is `-` for stdout, which has no ending. Raises ReviewError where the ending is that of
    no format here, or of another than `to`: nothing is written under a name that says another.
    """
    ending = "" if output == "-" else Path(output).suffix.lstrip(".").lower()
    if not ending:
        return to or default
    endings = {_ENDINGS.get(name, name): name for name in formats}
    named = endings.get(ending, ending)
    if named not in formats:
        known = f"the endings are {', '.join(f'.{name}' for name in endings)}"
        instead = _INSTEAD.get(_LIKE.get(ending, ending))
        hint = f"{instead}; {known}" if instead else known
        raise ReviewError(f"no table is written as .{ending}", Where(output), hint)
    if to not in (None, named):
        hint = f"call it .{_ENDINGS.get(to, to)}, or leave out --to"
        raise ReviewError(f"ends in .{ending}, and --to says {to}", Where(output), hint)
    return named


def hand_out(project: Project, content: bytes, output: str, told: str) -> None:
    """Bytes for `-o`: to a file, of which a notice tells, or to stdout (`-`)."""
    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_file(outside(project, output), content)
        notice(f"{told} → {output}")


def refuse_terminal(to: str, output: str) -> None:
    """A usage error for what no terminal can show."""
    if to == "xlsx" and output == "-" and sys.stdout.isatty():
        raise click.UsageError("xlsx is not for a terminal; give a file with -o")


def summary(stage: str, counts: Counts) -> str:
    """One line of counts."""
    if stage == "ingest":
        rejected = f", {number(counts['rejected'])} rejected" if counts["rejected"] else ""
        files = counted(len(counts["files"]), "file")
        entries = counted(counts["seen"], "entry", "entries")
        return f"{entries} in {files}: {counted(counts['records'], 'record')}{rejected}"
    if stage == "dedupe":
        review = f"; {counted(counts['review'], 'pair')} to look at" if counts["review"] else ""
        if counts["review"] and "review_records" in counts:
            asked = counted(counts["review_records"], "record")
            review += f" ({asked}, {counts['review_records'] / counts['records']:.1%})"
        linked = f"; {counted(counts['linked'], 'pair')} linked" if counts["linked"] else ""
        return (
            f"{counted(counts['records'], 'record')} − "
            f"{counted(counts['duplicates'], 'duplicate')} "
            f"({number(counts['within'])} within a source, {number(counts['across'])} across) "
            f"= {number(counts['left'])} left{linked}{review}"
        )
    if stage == "screen":
        total = counts["included"] + counts["excluded"] + counts["awaiting"]
        return (
            f"{counted(total, 'report')}: {number(counts['included'])} included, "
            f"{number(counts['excluded'])} excluded, {number(counts['awaiting'])} awaiting a person"
            f"{_waited_for(counts)}"
        )
    return (
        f"{number(counts['identified'])} identified, "
        f"{counted(counts['duplicates'], 'duplicate')}, "
        f"{number(counts['screened'])} screened, {number(counts['included'])} included, "
        f"{number(counts['awaiting'])} awaiting a person; "
        f"{counted(counts['checks'], 'check')} ✓{_acknowledged(counts)}"
    )


def _acknowledged(counts: Counts) -> str:
    known = len(counts.get("acknowledged", ()))
    return f", {number(known)} acknowledged" if known else ""


#: What reports wait for of people, where people have decided anything.
_WANTED = {"vote": "a vote", "ruling": "a ruling", "full_text": "a full text",
           "contradiction": "the end of a contradiction"}  # fmt: skip


def _waited_for(counts: Counts) -> str:
    waiting = counts.get("people", {}).get("waiting", {})
    told = [f"{number(waiting[key])} {what}" for key, what in _WANTED.items() if waiting.get(key)]
    return f" ({', '.join(told)})" if told else ""


def warn_of(stage: str, counts: Counts) -> None:
    """What a person must look at after a stage, however it was started."""
    if stage == "ingest":
        for text in chain(_of_files(counts), _of_overlaps(counts), hits_missed(counts)):
            warning(text)
    if stage == "dedupe":
        for text in _of_duplicates(counts):
            warning(text)
    if stage == "report":
        for text in (*_of_edits(counts), *counts["warnings"], *counts.get("needless", ())):
            warning(text)
    if stage == "screen":
        problems = counts.get("people", {}).get("problems", ())
        for text in _of_problems(problems, "decisions; `review screen --json`"):
            warning(text)


def _of_edits(counts: Counts) -> Iterator[str]:
    """Files of the report that people edited, and where they are now."""
    for name, copy in counts.get(THIS_RUN, {}).get("kept", {}).items():
        yield f"{name} had been edited: your version is now {copy}, and {name} is written anew"


def _of_duplicates(counts: Counts) -> Iterator[str]:
    for row in counts.get("strangers", ()):
        meant = f"; did you mean {row['nearest']}?" if row["nearest"] else ""
        yield f"source_priority names {row['name']}, which no record comes from{meant}"
    problems = counts.get("problems", ())
    yield from _of_problems(problems, "answers; `review decide duplicates --json`")


def _of_problems(problems: Sequence[Mapping[str, Any]], where: str) -> Iterator[str]:
    """The first problems with what people said, and where all of them are."""
    for problem in problems[:_PROBLEMS]:
        yield str(problem["text"])
    if len(problems) > _PROBLEMS:
        rest = counted(len(problems) - _PROBLEMS, "problem")
        yield f"{rest} more with {where} lists them all"


def _of_files(counts: Counts) -> Iterator[str]:
    for name in counts["unlisted"]:
        yield f"{name} lies in searches/, but was not asked for: it is not read"
    for row in counts["files"]:
        name = row["file"]
        if row["rejected"]:
            yield (
                f"{name}: {counted(row['rejected'], 'entry', 'entries')} could not be read"
                f"{_why(row)}; `review export rejects` shows each with its line and reason"
            )
        if row["same_as"]:
            yield (
                f"{name} is {row['same_as']} once more, byte for byte; take one out, "
                "or every entry of it counts as identified twice"
            )
        elif row["twice"]:
            what = (
                "1 entry of it is" if row["twice"] == 1 else f"{row['twice']:,} entries of it are"
            )
            yield (
                f"{name}: {what} there once more, counted as identified and as duplicates within "
                "the source"
            )
        if row["guessed"]:
            yield (
                f"{name} is not UTF-8: it was read as {row['encoding']}, the most likely; "
                "see whether its accented letters are right, or say `encoding:` in review.yaml"
            )
        if nuls := row["flags"].get("NUL bytes left out"):
            yield (
                f"{name} is damaged: {counted(nuls, 'zero byte', 'zero bytes')} in it were left "
                "out, and entries may have been lost with them; download it again"
            )
        if row["at_limit"]:
            yield (
                f"{name} has exactly {number(row['seen'])} entries, where {row['source']} stops "
                "an export: see whether the search had more"
            )


def _why(row: Mapping[str, Any]) -> str:
    """The reason of most rejects of a file, in brackets, if it is that of many."""
    reason, count = next(iter(row["reasons"].items()))
    if len(row["reasons"]) == 1:
        return f" ({reason})"
    return f" ({number(count)} of them: {reason})" if count > 1 else ""


def _of_overlaps(counts: Counts) -> Iterator[str]:
    """Exports that share entries, apart from files that are wholly the same."""
    of = {row["file"]: row for row in counts["files"]}
    for row in counts["overlaps"]:
        if not of[row["file"]]["same_as"]:
            seen = counted(of[row["file"]]["seen"], "entry", "entries")
            yield (
                f"{row['file']}: {number(row['entries'])} of {seen} stand in {row['other']} too; "
                "they count as identified in both, and dedupe finds them"
            )


def hits_missed(counts: Counts) -> Iterator[str]:
    """Searches that had more or fewer hits than their exports have entries."""
    for row in counts.get("searches", ()):
        if row["hits"] != row["seen"]:
            hits = counted(row["hits"], "hit")
            seen = counted(row["seen"], "entry", "entries")
            yield f"{row['search']}: the search had {hits}, the export has {seen} (P193)"


def say_done(stage: str, counts: Counts) -> None:
    """The closing line of a verb: counts and the next command."""
    warn_of(stage, counts)
    following = f"  → {NEXT[stage]}" if stage in NEXT else ""
    if stage == "dedupe" and counts["review"]:
        following = "  → review decide duplicates"
    notice(f"{stage}: {summary(stage, counts)}{following}")
