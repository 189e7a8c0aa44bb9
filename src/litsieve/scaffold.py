"""What a new review's folder gets beside the review itself, for people who work in git."""

from __future__ import annotations

import shlex
from pathlib import Path

from litsieve import __version__
from litsieve.shipped import PROJECT

WORKFLOW = ".github/workflows/review.yml"
#: Name in the review's folder → name of what ships.
_SHIPPED = {
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    "Makefile": "Makefile",
    WORKFLOW: "review.yml",
}


def project_files() -> dict[str, str]:
    """Name in the review's folder → content; the workflow installs the version that runs now."""
    texts = {name: (PROJECT / kept).read_text("utf-8") for name, kept in _SHIPPED.items()}
    public = __version__.partition("+")[0]  # what follows is of one machine, in no registry
    texts[WORKFLOW] = texts[WORKFLOW].replace("VERSION", public)
    return texts


def repository(folder: Path) -> Path | None:
    """The root of the git repository that a folder lies in; None if it lies in none."""
    # In a worktree and in a submodule .git is a file.
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), None)


def lacking(there: str, wanted: str) -> list[str]:
    """The rules of `wanted`, a file of git's, that are not in `there`; comments are no rules."""
    known = {_rule(line) for line in there.splitlines()}
    rules = (line for line in wanted.splitlines() if line and not line.startswith("#"))
    return [line for line in rules if _rule(line) not in known]


def _rule(line: str) -> str:
    return " ".join(line.split()).strip("/")


def steps(workflow: str, folder: str) -> list[str]:
    """The commands of the workflow for a review that lies in `folder` of its repository."""
    commands = (line.split("- run: ")[1] for line in workflow.splitlines() if "- run: " in line)
    here = f"review -C {shlex.quote(folder)} "
    return [here + c.removeprefix("review ") if c.startswith("review ") else c for c in commands]
