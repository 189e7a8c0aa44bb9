"""Where the manual, the sample and the templates lie: in the package, or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_shipped"
_HOME = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2]

EXAMPLE = _HOME / "configs" / "social-support"
#: What a new review can start from, by the name that `review init --template` takes.
TEMPLATES = {
    "plain": _HOME / "configs" / "template",
    "health-intervention": _HOME / "configs" / "health-intervention",
    "software-engineering": _HOME / "configs" / "software-engineering",
    "scoping": _HOME / "configs" / "scoping",
}
EXAMPLE_EXPORTS = _HOME / "data" / "social-support"
#: What a new review gets beside its own files.
PROJECT = _HOME / "configs" / "project"
#: The manual: the name of a page, by which `review docs` knows it → its file.
PAGES = {"readme": _HOME / "README.md"} | {
    path.stem: path for path in sorted((_HOME / "docs").glob("*.md"))
}
