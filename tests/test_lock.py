"""requirements.lock is complete: installed as it is, nothing has to be resolved anew.

Of the installed distributions it is read what they require, so this holds where the lock is what
is installed (`make install`); with the newest of everything it says nothing.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from pinned import LOCK, MACHINES, PYPROJECT, PYTHONS, ROOT, Pin, needed, pins, unpinned

LOCKED = pins(LOCK.read_text("utf-8"))


def test_what_is_installed_is_what_is_locked():
    there = {}
    for pin in LOCKED:
        if pin.holds():
            try:
                there[pin.name] = version(pin.name)
            except PackageNotFoundError:
                there[pin.name] = "not installed"
    assert there == {pin.name: pin.version for pin in LOCKED if pin.holds()}


def test_all_that_anything_requires_on_any_machine_is_pinned():
    assert unpinned(LOCKED, needed()) == []


@pytest.mark.parametrize("at", range(len(LOCKED)), ids=[str(pin.requirement) for pin in LOCKED])
def test_each_entry_would_be_missed(at):
    """So the lock holds nothing needless, either, and the test above can fail."""
    assert unpinned(LOCKED[:at] + LOCKED[at + 1 :], needed())


@pytest.mark.parametrize("pin", LOCKED, ids=lambda pin: str(pin.requirement))
def test_an_entry_names_one_version_and_its_hashes_and_no_address(pin):
    (only,) = pin.requirement.specifier
    assert only.operator == "=="
    assert "*" not in only.version
    assert pin.requirement.url is None
    assert pin.hashes
    assert all(one.startswith("sha256:") and len(one) == 71 for one in pin.hashes)


def test_no_machine_gets_two_versions_of_one_package():
    for machine in MACHINES:
        names = [pin.name for pin in LOCKED if pin.holds(machine)]
        assert len(names) == len(set(names)), machine


def test_the_lock_holds_no_address_and_no_option():
    lines = LOCK.read_text("utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_has_pip_resolve_nothing():
    told = subprocess.run(
        ["make", "--dry-run", "--always-make", "install"], cwd=ROOT, capture_output=True, text=True
    ).stdout
    installs = [line for line in told.splitlines() if " pip " in line and " install " in line]
    locked, own = installs
    assert "--no-deps --require-hashes -r requirements.lock" in locked
    assert "--no-deps --no-build-isolation" in own


def test_the_oldest_python_of_ci_is_the_oldest_that_is_promised():
    promised = SpecifierSet(PYPROJECT["project"]["requires-python"])
    assert all(python in promised for python in PYTHONS)
    major, minor = PYTHONS[0].split(".")
    assert f"{major}.{int(minor) - 1}" not in promised


# --- the test of the test, on an invented lock -------------------------------------------------


def lacks(lock: str, of: dict[str, list[str]], *asked: str) -> set[str]:
    """What is unpinned of an invented lock, without the machine's name."""
    told = unpinned(
        pins(lock),
        [Requirement(one) for one in asked],
        lambda name: [Requirement(one) for one in of.get(name, [])],
    )
    return {one.split(": ", 1)[1] for one in told}


def test_a_lock_is_read_with_its_markers_and_hashes():
    text = "a-b==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:1 \\\n    --hash=sha256:2\n"
    (pin,) = pins(text)
    assert (pin.name, pin.version, pin.hashes) == ("a-b", "1.0", ("sha256:1", "sha256:2"))
    assert [pin.holds(machine) for machine in MACHINES] == [
        machine["sys_platform"] == "win32" for machine in MACHINES
    ]
    assert isinstance(pin, Pin)


@pytest.mark.parametrize(
    ("lock", "of", "asked", "lacking"),
    [
        ("a==1", {}, "b", "pyproject.toml needs b, pinned is nothing"),
        ("a==1", {}, "a>=2", "pyproject.toml needs a>=2, pinned is 1"),
        ("a==1", {"a": ["B_c>1"]}, "a", "a needs B_c>1, pinned is nothing"),
        ("a==1\nb==2", {"a": ["b"], "b": ["c"]}, "a", "b needs c, pinned is nothing"),
        ("a==1", {"a": ['b; extra == "x"']}, "a[x]", 'a needs b; extra == "x", pinned is nothing'),
        ("a==1\nb==1 ; sys_platform == 'win32'", {"a": ["b"]}, "a", "a needs b, pinned is nothing"),
        ("a==1\nb==1 ; python_version < '3.13'", {"a": ["b"]}, "a", "a needs b, pinned is nothing"),
        ("a==1", {"a": ['b; sys_platform == "darwin"']}, "a",
         'a needs b; sys_platform == "darwin", pinned is nothing'),
    ],
)  # fmt: skip
def test_what_a_lock_lacks_is_found(lock, of, asked, lacking):
    assert lacks(lock, of, asked) == {lacking}


@pytest.mark.parametrize(
    ("lock", "of"),
    [
        ("a==1\nb-c==2", {"a": ["B.C>=1"]}),
        ("a==1", {"a": ['b; extra == "x"', 'c; python_version < "3.11"']}),
        ("a==1\nb==1 ; sys_platform == 'win32'", {"a": ['b; os_name == "nt"']}),
        ("a==1\nb==1rc1", {"a": ["b", "a"], "b": ["a>=1"]}),
    ],
)
def test_what_is_not_required_is_not_missed(lock, of):
    assert lacks(lock, of, "a") == set()
