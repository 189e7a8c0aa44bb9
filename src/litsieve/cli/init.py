"""`review init`: a new review's folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from litsieve.cli.console import result
from litsieve.errors import ReviewError, Where
from litsieve.project import CONFIG, CRITERIA, SEARCHES, find
from litsieve.shipped import EXAMPLE, EXAMPLE_EXPORTS, TEMPLATES


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]")
@click.option(
    "--template",
    type=click.Choice(list(TEMPLATES)),
    help="What to start from: plain (the default, a few rules), or the whole criteria of a review "
    "of its kind, to be adapted: health-intervention (PICO), software-engineering (primary "
    "studies, after Kitchenham), scoping (PRISMA-ScR).",
)
@click.option("--example", is_flag=True, help="Fill it with the sample review, exports included.")
def command(folder: str, template: str | None, example: bool) -> None:
    """Start a review in a folder.

    DIR gets review.yaml, criteria.yaml and searches/.

    Nothing that is there already is touched.
    """
    if template and example:
        raise click.UsageError("--example brings its own criteria: leave --template out")
    source = EXAMPLE if example else TEMPLATES[template or "plain"]
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise ReviewError("is a file, not a folder", Where(folder))
    there = [name for name in (CONFIG, CRITERIA) if (target / name).exists()]
    if there:
        raise ReviewError(
            f"{there[0]} is there already", Where(folder), "choose another folder: review init DIR"
        )
    (target / SEARCHES).mkdir(parents=True, exist_ok=True)
    for name in (CONFIG, CRITERIA):
        (target / name).write_bytes(_content(source / name))
        result(f"wrote {(target / name).as_posix()}")
    if example:
        for path in sorted(EXAMPLE_EXPORTS.iterdir()):
            if path.suffix in (".csv", ".bib"):
                shutil.copyfile(path, target / SEARCHES / path.name)
                result(f"wrote {(target / SEARCHES / path.name).as_posix()}")
    outer = find(target.resolve().parent)
    if outer.has_config:
        result(f"(it lies inside another review: {outer.root.name})")
    inside = "" if folder == "." else f"-C {folder} "
    put = "" if example else f"put your exports into {(target / SEARCHES).as_posix()}/, then: "
    result(f"{put}review {inside}run")


def _content(path: Path) -> bytes:
    """A shipped file; where it names the sample's exports, by their place in the new folder."""
    text = path.read_text(encoding="utf-8")
    return text.replace("../../data/social-support/", f"{SEARCHES}/").encode()
