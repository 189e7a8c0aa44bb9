"""Reading the shipped tables: tab-separated, `#` begins a comment."""

from __future__ import annotations

from importlib import resources

#: Where they lie in the package; naming files and not modules keeps their modules unloaded.
HERE = "screen/tables"
COUNTRIES = "ingest/values"


def read(name: str, folder: str = HERE) -> list[list[str]]:
    """The cells of every line of a table that is no comment."""
    text = resources.files("litsieve").joinpath(folder, name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
