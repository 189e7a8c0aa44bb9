"""What is built holds all that is needed, and works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from litsieve import __version__

ROOT = Path(__file__).resolve().parent.parent
WHEEL = f"litsieve-{__version__}-py3-none-any.whl"


def build(source: Path, kind: str, into: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)],
        cwd=source, check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, the wheel built from it and, in installed/, what is in the wheel."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("built")
    build(ROOT, "sdist", folder)
    safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # since 3.11.4
    with tarfile.open(folder / f"litsieve-{__version__}.tar.gz") as archive:
        archive.extractall(folder / "sdist", **safe)
    (source,) = (folder / "sdist").iterdir()
    build(source, "wheel", folder)
    with zipfile.ZipFile(folder / WHEEL) as archive:
        archive.extractall(folder / "installed")
    return folder


def below(folder: Path, pattern: str) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob(pattern))
        if path.is_file()
    }


def review(built: Path, *args: str) -> str:
    """`review ARGS` of the wheel, in a folder of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "litsieve", *args], cwd=built, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(built / "installed")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("pattern", ["docs/*.md", "README.md", "configs/**/*"])
def test_the_wheel_holds_the_manual_and_all_that_a_review_starts_from(
    built: Path, pattern: str
) -> None:
    wanted = {name: b for name, b in below(ROOT, pattern).items() if not _made(name)}
    assert wanted
    assert below(built / "installed" / "litsieve" / "_shipped", pattern) == wanted


def _made(name: str) -> bool:
    """Whether `make demo` wrote it."""
    return name.startswith(("configs/social-support/work/", "configs/social-support/report/"))


def test_the_wheel_holds_every_file_of_the_package(built: Path) -> None:
    ours, wheel = (
        {n: b for n, b in below(folder, "litsieve/**/*").items() if "__pycache__" not in n}
        for folder in (ROOT / "src", built / "installed")
    )
    assert {name: b for name, b in wheel.items() if "/_shipped/" not in name} == ours


@pytest.mark.parametrize("name", ["LICENSE", "Makefile", "requirements.lock", "tests/test_docs.py"])
def test_the_source_holds_what_is_needed_to_work_on_it(built: Path, name: str) -> None:
    (source,) = (built / "sdist").iterdir()
    assert (source / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_manual_is_read_from_the_installed_package(built: Path) -> None:
    where = Path(review(built, "docs", "criteria", "--path").strip())
    assert where.is_relative_to(built / "installed")
    assert review(built, "docs", "criteria") == (ROOT / "docs" / "criteria.md").read_text("utf-8")


def test_a_review_starts_and_runs_from_the_installed_package(built: Path) -> None:
    said = review(built, "init", "--example", "sample")
    assert "wrote sample/.gitattributes" in said
    assert "410 identified" in review(built, "-C", "sample", "run")
