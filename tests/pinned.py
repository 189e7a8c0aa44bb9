"""What requirements.lock pins, and what it lacks of what is needed."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
#: The versions of Python that the project promises, the oldest first: those that CI runs.
PYTHONS: list[str] = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"][
    "ci"
]["strategy"]["matrix"]["python"]

#: The values of markers on one kind of machine.
Machine = Mapping[str, str]
MACHINES: list[Machine] = [
    {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "sys_platform": system,
        "platform_system": name,
        "os_name": "nt" if system == "win32" else "posix",
        "platform_machine": "x86_64",
    }
    for python, (system, name) in itertools.product(
        PYTHONS, [("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows")]
    )
]


@dataclass(frozen=True)
class Pin:
    """An entry of the lock."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")

    def holds(self, machine: Machine | None = None) -> bool:
        """Whether it is installed on a machine of that kind; on this one by default."""
        marker = self.requirement.marker
        return marker is None or marker.evaluate(dict(machine) if machine else None)


def pins(text: str) -> list[Pin]:
    """The entries of a lock, in their order."""
    found = []
    for entry in text.replace("\\\n", " ").splitlines():
        if entry.strip() and not entry.startswith("#"):
            told, *hashes = re.split(r"\s+--hash=", entry.strip())
            found.append(Pin(Requirement(told), tuple(hashes)))
    return found


def needed() -> list[Requirement]:
    """What pyproject.toml asks for: to run, to work on the project, and to build it."""
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *itertools.chain(*extras.values())]
    asked += PYPROJECT["build-system"]["requires"]
    found = [Requirement(text) for text in asked]
    return [one for one in found if one.name != project["name"]]  # litsieve[lang], listed already


def requirements_of(name: str) -> list[Requirement]:
    """What an installed distribution says it requires, extras too; nothing if it is not here."""
    try:
        return [Requirement(text) for text in requires(name) or ()]
    except PackageNotFoundError:
        return []


def unpinned(
    locked: Iterable[Pin],
    roots: Iterable[Requirement],
    of: Callable[[str], list[Requirement]] = requirements_of,
) -> list[str]:
    """What is required somewhere and not pinned there: "Python 3.12 on Linux: a needs b>=2"."""
    locked, roots = list(locked), list(roots)
    return [
        f"Python {machine['python_version']} on {machine['platform_system']}: {told}"
        for machine in MACHINES
        for told in _unpinned([pin for pin in locked if pin.holds(machine)], roots, of, machine)
    ]


def _unpinned(
    here: list[Pin],
    roots: list[Requirement],
    of: Callable[[str], list[Requirement]],
    machine: Machine,
) -> Iterator[str]:
    version = {pin.name: pin.version for pin in here}
    todo: list[tuple[str, str, Requirement]] = [("pyproject.toml", "", one) for one in roots]
    seen: set[tuple[str, str]] = set()
    while todo:
        asks, extra, one = todo.pop()
        if one.marker and not one.marker.evaluate({**machine, "extra": extra}):
            continue
        name = canonicalize_name(one.name)
        if name not in version or not one.specifier.contains(version[name], prereleases=True):
            yield f"{asks} needs {one}, pinned is {version.get(name, 'nothing')}"
        for wanted in ("", *sorted(one.extras)):
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                todo += [(name, wanted, inner) for inner in of(name)]
