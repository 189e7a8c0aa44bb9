"""A review on disk: where it is, what it is configured to read, where its stages write."""

from __future__ import annotations

import os
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from litsieve.archives import locate
from litsieve.errors import ReviewError, Where
from litsieve.store import LOCK

if TYPE_CHECKING:
    from litsieve.config.review import ReviewConfig

CONFIG, CRITERIA, SEARCHES, DECISIONS, WORK, REPORT = (
    "review.yaml", "criteria.yaml", "searches", "decisions", "work", "report",
)  # fmt: skip


@dataclass(frozen=True)
class Project:
    """A review's folder; its review.yaml, if there is one, is read when it is first asked for."""

    root: Path

    @cached_property
    def config(self) -> ReviewConfig:
        """The configuration; the defaults where there is no review.yaml."""
        from litsieve.config.review import ReviewConfig, load_review

        path = self.root / CONFIG
        return load_review(path, self.name_of(path)) if self.has_config else ReviewConfig()

    @property
    def has_config(self) -> bool:
        return (self.root / CONFIG).exists()

    @property
    def is_review(self) -> bool:
        """Whether there is any sign of a review in the folder; a mere work/ may be a stranger's."""
        root = self.root
        return (
            any((root / name).is_file() for name in (CONFIG, CRITERIA, f"{WORK}/{LOCK}"))
            or (root / SEARCHES).is_dir()
            or any(root.glob(f"{WORK}/*/stage.json"))
        )

    @property
    def work(self) -> Path:
        return self.root / WORK

    def folder(self, stage: str) -> Path:
        """Where a stage writes."""
        return self.root / REPORT if stage == "report" else self.work / stage

    @property
    def duplicate_answers(self) -> Path:
        """What people answered of pairs of records."""
        return self.root / DECISIONS / "duplicates.jsonl"

    def votes(self, stage: str) -> list[Path]:
        """People's decisions at a stage, a file a reviewer, by name."""
        return sorted((self.root / DECISIONS / stage).glob("[!.]*.jsonl"))

    def unread_decisions(self, stages: Container[str]) -> list[Path]:
        """What lies in decisions/ and is neither a file of decisions nor hidden, by name."""
        top = self.root / DECISIONS
        inside = [path for path in top.glob("[!.]*/[!.]*") if path.parent.name in stages]
        beside = [path for path in top.glob("[!.]*") if path.name not in stages]
        return sorted(
            path
            for path in (*inside, *beside)
            if path != self.duplicate_answers
            and path.suffix.lower() not in (".md", ".txt")
            and not (path in inside and path.suffix == ".jsonl")
        )

    def name_of(self, path: Path) -> str:
        """How a file is called in every result: relative to the review, with forward slashes."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links are kept as they are
        root = Path(os.path.abspath(self.root))  # noqa: PTH100
        try:
            name = Path(os.path.relpath(absolute, root)).as_posix()
        except ValueError:  # another drive
            name = absolute.name
        try:
            name.encode()
        except UnicodeEncodeError:
            raise ReviewError(
                f"the name of a file is not UTF-8: {os.fsencode(name)!r}",
                hint="rename it, so that results can say it",
            ) from None
        return name

    def path_of(self, name: str) -> Path:
        """What `name_of` named; it may lead into an archive."""
        return self.root / name

    def file_of(self, name: str) -> Path:
        """The file on disk that holds what `name_of` named: an archive, for what is in it."""
        return locate(self.path_of(name))[0]

    def files_of(self, name: str) -> list[str]:
        """The files that a name in `searches:` stands for: itself, or what a folder or glob holds.

        Hidden files are left out; a name for which there is nothing is left as it is.
        """
        path = self.path_of(name)
        if path.is_dir():
            found = path.rglob("*")
        elif not path.exists() and any(mark in name for mark in "*?["):
            anchor = Path(path.anchor) if path.is_absolute() else self.root
            found = anchor.glob(name if not path.is_absolute() else str(path.relative_to(anchor)))
        else:
            return [name]
        return sorted(self.name_of(p) for p in found if _is_export(p)) or [name]


#: What systems and programs leave among files, beside what begins with a dot.
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini"})


def _is_export(path: Path) -> bool:
    """Whether a file in a folder of exports can be one."""
    return (
        path.is_file()
        and not path.name.startswith((".", "~$"))
        and path.name.lower() not in _LEFTOVERS
    )


def find(here: Path | None = None, *, anywhere: bool = False) -> Project:
    """The review that a folder lies in: the nearest folder upwards with a review.yaml, else itself.

    So the verbs work without a review.yaml too: the folder itself is then the review. It must
    show some sign of one, else ReviewError, unless `anywhere`, as for what a first command reads.
    """
    here = here or Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).exists():
            return Project(folder)
    project = Project(here)
    if not (anywhere or project.is_review):
        raise ReviewError(
            f"no review here: neither {CONFIG} nor {SEARCHES}/ nor the tables of an earlier run",
            Where(here.name or str(here)),
            "start one: `review init`, or `review ingest FILE`; or say where it is: "
            "`review -C DIR …`",
        )
    return project
