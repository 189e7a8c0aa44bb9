"""`make install` from nothing: the lock alone, a cold cache, the oldest and the newest pip.

For every Python of CI that this machine has with the newest pip, for the oldest also with the pip
that it ships. pip's own log says what it looked up: each package of the lock once, nothing else.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from packaging.utils import canonicalize_name

from pinned import LOCK, PYTHONS, ROOT, pins

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed"),
]
PROBE = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"
#: What pip writes into its log before it asks the registry for a package.
LOOKED_UP = re.compile(r"Fetching project page and analyzing links: \S+?/([^/\s]+)/?\s*$", re.M)


def _ran(command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, **more)  # type: ignore[call-overload]


def _candidates(version: str) -> Iterator[str]:
    """Where a Python may be: on the path, or kept by pyenv without being there."""
    if found := shutil.which(f"python{version}"):
        yield found
    if pyenv := shutil.which("pyenv"):
        for kept in _ran([pyenv, "versions", "--bare"]).stdout.split():
            if kept.startswith(f"{version}."):
                yield f"{_ran([pyenv, 'prefix', kept]).stdout.strip()}/bin/python"


@cache
def python(version: str) -> str | None:
    """A Python of this version that runs (a shim may not) and can make an environment."""
    for path in _candidates(version):
        try:
            if _ran([path, "-c", PROBE]).stdout.strip() == version:
                return path
        except OSError:
            continue
    return None


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that does not stay as `tmp_path` does: an environment takes hundreds of MB."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    ("version", "pip"), [(PYTHONS[0], "shipped"), *((version, "newest") for version in PYTHONS)]
)
def test_the_lock_alone_is_installed_and_nothing_else_is_looked_up(
    version: str, pip: str, place: Path
) -> None:
    executable = python(version)
    if executable is None:
        pytest.skip(f"Python {version} is not on this machine")
    venv, home, log = place / "venv", place / "home", place / "pip.log"
    home.mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS", "PYTHON"))}
    env = {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home), "PIP_NO_CACHE_DIR": "1"}
    assert _ran([executable, "-m", "venv", str(venv)], env=env).returncode == 0
    own = [str(venv / "bin" / "python"), "-m", "pip"]
    reached = _ran([*own, "download", "--no-deps", "-d", str(place / "net"), "pip"], env=env)
    if reached.returncode:
        pytest.skip("no package registry can be reached")
    if pip == "newest":
        assert _ran([*own, "install", "--upgrade", "pip"], env=env).returncode == 0
    before = _ran([*own, "--version"]).stdout

    done = _ran(
        ["make", "install", f"PYTHON={executable}", f"VENV={venv}"],
        cwd=ROOT, env={**env, "PIP_LOG": str(log)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr

    assert _ran([*own, "--version"]).stdout == before  # it was done with the pip that is meant
    installed = json.loads(_ran([*own, "list", "--format", "json"], env=env).stdout)
    there = {canonicalize_name(one["name"]): one["version"] for one in installed}
    wanted = {
        pin.name: pin.version
        for pin in pins(LOCK.read_text("utf-8"))
        if pin.holds({"python_version": version, "python_full_version": f"{version}.0"})
    }
    assert {n: v for n, v in there.items() if n not in ("pip", "setuptools", "litsieve")} == wanted
    asked = Counter(canonicalize_name(unquote(name)) for name in LOOKED_UP.findall(log.read_text()))
    assert asked == Counter(wanted.keys())
    assert _ran([*own, "check"], env=env).returncode == 0
    said = _ran([str(venv / "bin" / "review"), "--version"], env=env).stdout
    assert said.startswith(f"review, version {there['litsieve']}")
