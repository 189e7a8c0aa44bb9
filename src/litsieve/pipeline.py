"""The STAGES table, and what is known of each stage without running it: fresh, stale and why.

Every stage reads what the one before wrote, and writes one folder with a manifest: the version of
the tool and of the tables, the sha256 of what it read and wrote, the digest of only the
configuration that it reads, and its counts. Nothing here imports pandas, so `review status` and a
`review run` with nothing to do answer at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from litsieve import __version__
from litsieve.edits import EDITED, keep
from litsieve.errors import DEFECT, ReviewError, Where
from litsieve.project import CONFIG, CRITERIA, DECISIONS, REPORT, SEARCHES, WORK, Project
from litsieve.store import (
    Busy,
    digest,
    dump_json,
    locked,
    read_json,
    recover,
    replacing,
    sha256,
)

#: Raised when a table in work/ changes its shape or meaning: older work is then stale.
SCHEMA_VERSION = 6
#: The first version of the tables whose record ids are made as they are today.
IDS_SINCE = 6

#: The stages at which people decide: folders of decisions/.
DECIDED = ("title-abstract", "retrieval", "full-text")

#: Among a stage's counts, what is only said of this run: the manifest does not keep it.
THIS_RUN = "this_run"

Progress = Callable[[str, int, int], None]
Counts = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """A step of the pipeline: what it is called, what it reads, what runs it."""

    name: str
    reads: tuple[str, ...]
    run: str  # "module:function" of (project, given, folder, progress) -> counts; imported late
    settings: Callable[[Project, Given], Any]  # the configuration it reads, as plain data
    changed: str  # what is said if those are not the settings of its last run
    manifest: str = "stage.json"


@dataclass(frozen=True)
class Given:
    """What a person gave on the command line in place of review.yaml; kept in the manifest."""

    # As `searches:`; file names relative to the review. `path` is where stdin's bytes wait.
    files: tuple[Mapping[str, Any], ...] = ()
    criteria: str | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON; nothing for what was not given."""
        files = [{k: v for k, v in f.items() if k != "path"} for f in self.files]
        pairs = {"files": files, "criteria": self.criteria}
        return {key: value for key, value in pairs.items() if value}

    @classmethod
    def of(cls, plain: Mapping[str, Any] | None) -> Given:
        """From what `plain` wrote."""
        plain = plain or {}
        return cls(tuple(plain.get("files", ())), plain.get("criteria"))


# --- what each stage reads of the configuration ---------------------------------------------


def searches(project: Project, given: Given) -> list[dict[str, Any]]:
    """The exports to read, sorted by name: given by hand, else `searches:`, else searches/."""
    if given.files:
        known = {s["file"]: s for s in _configured(project)}
        chosen = [{**known.get(f["file"], {}), **f} for f in given.files]
    else:
        chosen = _configured(project) or dropped(project)
    seen: dict[Path, str] = {}
    for search in chosen:
        path = project.path_of(search["file"]).resolve()
        if path in seen:
            raise ReviewError(
                f"{search['file']} is listed twice, {seen[path]} is the same file: "
                "every entry would count as identified twice",
                hint="name it once, in `searches:` of review.yaml or on the command line",
            )
        seen[path] = search["file"]
    return sorted(chosen, key=lambda search: str(search["file"]))


def _configured(project: Project) -> list[dict[str, Any]]:
    """`searches:`, file by file: each keeps the name of its search, a file, folder or glob."""
    return [
        {**search.model_dump(exclude_none=True), "file": name, "search": search.file}
        for search in project.config.searches
        for name in project.files_of(search.file)
    ]


def dropped(project: Project) -> list[dict[str, Any]]:
    """What lies in searches/."""
    return [{"file": name} for name in project.files_of(SEARCHES) if name != SEARCHES]


def criteria_name(project: Project, given: Given) -> str:
    """The criteria file's name: given by hand, else as review.yaml says, else criteria.yaml."""
    return given.criteria or project.config.criteria


def _ingest_settings(project: Project, given: Given) -> Any:
    """Of a search, only what changes the records: its date or query does not."""
    keys = ("file", "database", "kind", "format", "search", "hits", "columns", "encoding")
    return [
        {
            **{key: search[key] for key in keys if key in search},
            "sha256": _sha256_or_none(project.file_of(search["file"])),
        }
        for search in searches(project, given)
    ]


def _dedupe_settings(project: Project, _given: Given) -> Any:
    from dataclasses import asdict

    answers = project.duplicate_answers
    # No answer yet and an empty file are the same.
    said = _sha256_or_none(answers) if answers.is_file() and answers.stat().st_size else None
    return [asdict(project.config.dedupe), said]


def _screen_settings(project: Project, given: Given) -> Any:
    """The criteria, what people decided, and the detector of languages if it is asked for."""
    path = project.path_of(criteria_name(project, given))
    digest = _sha256_or_none(path)
    asks = digest is not None and b"detect" in path.read_bytes()
    return [digest, version_or_none("py3langid") if asks else None, _decisions(project)]


def _decisions(project: Project) -> list[list[str | None]]:
    """Files of decisions and their sha256; a file without a line is as good as none."""
    files = [path for stage in DECIDED for path in project.votes(stage)]
    return [
        *([project.name_of(p), _sha256_or_none(p)] for p in files if p.stat().st_size),
        *([project.name_of(path), None] for path in project.unread_decisions(DECIDED)),
    ]


def version_or_none(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _report_settings(project: Project, _given: Given) -> Any:
    config = project.config
    read = (config.report.bibliography, config.report.manuscript)
    return [
        config.title,
        config.report.model_dump(),
        config.check.model_dump(),
        config.previous.model_dump() if config.previous else None,
        [search.model_dump() for search in config.searches],
        [_sha256_or_none(project.path_of(name)) if name else None for name in read],
    ]


def _sha256_or_none(path: Path) -> str | None:
    try:
        return sha256(path) if path.is_file() else None
    except OSError:
        return None


STAGES: dict[str, Stage] = {
    stage.name: stage
    for stage in (
        Stage(
            "ingest",
            (),
            "litsieve.stages:ingest",
            _ingest_settings,
            "the exports, or what is said of them, are not those that were read",
        ),
        Stage(
            "dedupe",
            ("ingest",),
            "litsieve.stages:dedupe",
            _dedupe_settings,
            "`dedupe:` in review.yaml, or what people answered of duplicates, has changed",
        ),
        Stage(
            "screen",
            ("ingest", "dedupe"),
            "litsieve.stages:screen",
            _screen_settings,
            "the criteria, people's decisions, or what tells languages apart, have changed",
        ),
        Stage(
            "report",
            ("ingest", "dedupe", "screen"),
            "litsieve.stages:report",
            _report_settings,
            "review.yaml has changed",
            manifest="manifest.json",
        ),
    )
}


# --- what is known of a stage ----------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """What a stage's folder says of itself."""

    stage: str
    state: Literal["missing", "fresh", "stale", "edited"]
    because: str = ""
    counts: Counts = field(default_factory=dict)


def manifest(project: Project, stage: str) -> dict[str, Any] | None:
    """What the stage wrote of its last run; None if it has not run."""
    plain = read_json(project.folder(stage) / STAGES[stage].manifest)
    return plain if isinstance(plain, dict) and plain.get("stage") == stage else None


def counts_of(project: Project, stage: str) -> Counts:
    """The counts of the stage's last run; {} if it has not run."""
    counts: Counts = (manifest(project, stage) or {}).get("counts", {})
    return counts


def last_given(project: Project, stage: str) -> Given:
    """What was given by hand to the stage's last run."""
    return Given.of((manifest(project, stage) or {}).get("given"))


def given_before(project: Project, stage: str) -> Given:
    """The same, unless the review says it by now."""
    given = last_given(project, stage)
    if not project.has_config:
        return given
    return Given() if _configured(project) or dropped(project) else Given(files=given.files)


def owns(project: Project, path: Path) -> bool:
    """Whether a path is one of the review's inputs, or lies where only stages and people write."""
    there = path.resolve()
    folders = (project.root / name for name in (SEARCHES, DECISIONS, WORK, REPORT))
    read = counts_of(project, "ingest").get("files", ())
    last = last_given(project, "screen")
    names = {
        CONFIG, CRITERIA, criteria_name(project, Given()), criteria_name(project, last),
        *(row["file"] for row in read), *(search["file"] for search in _configured(project)),
    }  # fmt: skip
    return any(there.is_relative_to(folder.resolve()) for folder in folders) or any(
        there == project.file_of(name).resolve() for name in names
    )


def states(project: Project) -> list[State]:
    """The state of every stage, in order."""
    recover_all(project)
    found: dict[str, State] = {}
    for stage in STAGES.values():
        found[stage.name] = _state(project, stage, found)
    return list(found.values())


def recover_all(project: Project) -> None:
    """Finish or undo what a killed run left, unless another command is at work right now."""
    folders = [project.folder(stage) for stage in STAGES]
    left = [f for f in folders if f.parent.is_dir() and any(f.parent.glob(f".{f.name}.*"))]
    if left:
        with contextlib.suppress(Busy), locked(project.work):
            for folder in left:
                recover(folder)


def _state(project: Project, stage: Stage, before: dict[str, State]) -> State:
    last = manifest(project, stage.name)
    if last is None:
        return State(stage.name, "missing", "it has not run")
    counts = last.get("counts", {})
    if changed := _edited(project.folder(stage.name), last):
        return State(stage.name, "edited", _changed(stage, changed), counts)
    because = _stale(project, stage, last, before)
    return State(stage.name, "stale" if because else "fresh", because, counts)


def usable(project: Project, stage: str) -> bool:
    """Whether this version wrote the stage's tables, and nobody has changed them since."""
    last = manifest(project, stage)
    if last is None or not _made_here(last):
        return False
    return not _edited(project.folder(stage), last)


def _made_here(last: Mapping[str, Any]) -> bool:
    return bool(last.get("version") == __version__ and last.get("schema") == SCHEMA_VERSION)


def _edited(folder: Path, last: Mapping[str, Any]) -> list[str]:
    """The files in a stage's folder that are not as it wrote them, or gone."""
    outputs: dict[str, str] = last.get("outputs", {})
    return [name for name, was in outputs.items() if _sha256_or_none(folder / name) != was]


def _changed(stage: Stage, names: Sequence[str]) -> str:
    """What is said of a stage's files that are not as it wrote them."""
    are = "is not as it was" if len(names) == 1 else "are not as they were"
    said = f"{', '.join(names)} {are} written"
    if stage.name != "report":
        return said
    return f"{said}; the next run keeps what was edited in {REPORT}{EDITED}/ and writes new ones"


def _stale(
    project: Project, stage: Stage, last: Mapping[str, Any], before: Mapping[str, State]
) -> str:
    """Why the stage must run again, in words; "" if it need not."""
    if not _made_here(last):
        return "another version of this program made it"
    for name in stage.reads:
        if before[name].state != "fresh":
            return f"{name} is {before[name].state}"
        if last.get("inputs", {}).get(name) != outputs_digest(project, name):
            return f"{name} has run since"
    settings = stage.settings(project, given_before(project, stage.name))
    if last.get("settings") != digest(settings):
        return stage.changed
    return ""


def outputs_digest(project: Project, stage: str) -> str | None:
    """Of all that the stage's last run wrote; None if it has not run."""
    last = manifest(project, stage)
    outputs: dict[str, str] | None = last.get("outputs") if last else None
    return digest(outputs) if outputs else None


# --- running ---------------------------------------------------------------------------------


def require(project: Project, stage: str) -> list[State]:
    """The states of what `stage` reads; an error unless all of it is there and whole."""
    found = [state for state in states(project) if state.stage in STAGES[stage].reads]
    for state in found:
        if state.state in ("missing", "edited"):
            why = "has not run yet" if state.state == "missing" else state.because
            raise ReviewError(
                f"{state.stage}: {why}",
                hint=f"run `review {state.stage}` first, or `review run` for all that is needed",
            )
    return found


def run(
    project: Project,
    name: str,
    given: Given,
    progress: Progress | None = None,
    folder: Path | None = None,
) -> Counts:
    """Run one stage and swap its folder in; its counts. `folder` writes a report elsewhere."""
    stage = STAGES[name]
    module, _, function = stage.run.partition(":")
    work = getattr(import_module(module), function)
    target = folder or project.folder(name)
    ours = _ours(target, stage, is_own=folder is None)
    with locked(project.work), replacing(target, keep=lambda name: name not in ours) as new:
        # The settings are read before and after: a file that changed meanwhile is an error.
        settings = digest(stage.settings(project, given))
        counts: Counts = work(project, given, new, progress)
        if digest(stage.settings(project, given)) != settings:
            raise ReviewError(
                "an input changed while it was read", hint=f"run `review {name}` again"
            )
        outputs = {path.name: sha256(path) for path in sorted(new.iterdir())}
        plain = {
            "stage": name,
            "version": __version__,
            "schema": SCHEMA_VERSION,
            "given": given.plain(),
            "inputs": {read: outputs_digest(project, read) for read in stage.reads},
            "settings": settings,
            "counts": {key: count for key, count in counts.items() if key != THIS_RUN},
            "outputs": outputs,
        }
        (new / stage.manifest).write_bytes(dump_json(plain))
        if name == "report":
            kept = keep(target, _edited_by_people(target, stage, ours, outputs))
            counts = {**counts, THIS_RUN: {"kept": kept}} if kept else counts
    return counts


def _edited_by_people(
    report: Path, stage: Stage, ours: Container[str], new: Mapping[str, str]
) -> set[str]:
    """Files in a report that are not as the last run wrote them; and those that it did not write
    (`ours` are those that it did) and that others take the place of: name → sha256 of `new` ones.
    """
    last = read_json(report / stage.manifest)
    edited = _edited(report, last) if isinstance(last, dict) and stage.manifest in ours else []
    theirs = [name for name in new if name not in ours and (report / name).is_file()]
    return {*edited, *(name for name in theirs if sha256(report / name) != new[name])}


def _ours(target: Path, stage: Stage, is_own: bool) -> set[str]:
    """The names in `target` that the stage wrote; an error if the folder is not one of ours.

    `is_own`: it is the review's own report/; without a manifest nobody knows who wrote what there.
    """
    if not target.exists():
        return set()
    if not target.is_dir():
        raise ReviewError("is a file, not a folder", Where(target.name))
    last = read_json(target / stage.manifest)
    if isinstance(last, dict) and last.get("stage") == stage.name:
        return {stage.manifest, *last.get("outputs", {})}
    if stage.name == "report" and is_own:
        return set()
    if stage.name == "report" and any(target.iterdir()):
        raise ReviewError(
            "the folder holds files that `review report` did not write",
            Where(target.name or str(target)),
            "give a new or an empty folder with -o",
        )
    return {path.name for path in target.iterdir()}


def defect(message: str) -> ReviewError:
    """A promise of this program is broken: nothing that a person did."""
    return ReviewError(message, exit_code=DEFECT)
