"""docs/formats.md, made from the docstrings of the readers."""

from __future__ import annotations

import sys

from litsieve.ingest.formats import FORMATS, Format

_HEAD = """\
# Formats that can be read

A file is told by its content, never by its name; `review formats` prints this list in short.
Two readers that claim one file are an error that names both: `format: NAME` in `searches:` of
review.yaml, or `review ingest --as NAME`, settles it. Each of them may come packed (gzip, zip) or
as a sheet of Excel (.xlsx, .xls, .xlsb, .ods).

UTF-8 and UTF-16 are told by their bytes; other encodings of the West (Windows-1252, Mac Roman,
DOS), of Central Europe (Windows-1250, ISO 8859-2), Turkish, Cyrillic, Greek, Japanese, Korean and
Chinese by their letters, which is a guess and said to be one: `encoding: cp1250` in `searches:`, or
`review ingest --encoding cp1250`, settles it. UTF-8 of which some lines are Windows-1252 is read
line by line. Blocks of zero bytes, as a damaged disk leaves them, are left out and said.

In every format, what only stands in for an abstract is none: `N/A`, `No abstract available.`,
`Abstract`, `[Abstract in Spanish]`, `Resumen no disponible`, a copyright line alone. An abstract
that says that it is cut (`ABSTRACT TRUNCATED AT 250 WORDS`, `[truncated]`, three dots at its
beginning or end), or that is too little to be a whole one (`Editorial.`, two words), is kept and
said to be partial: no report is excluded for what is not in it. The raw entry keeps every word.

| format | what | recognised by |
|---|---|---|
"""


def page() -> str:
    """The whole page: a table of the formats, then the docstring of each reader."""
    rows = "".join(
        f"| [`{form.NAME}`](#{form.NAME}) | {form.LABEL} | {_cell(form.SIGN)} |\n"
        for form in FORMATS
    )
    return _HEAD + rows + "".join(_section(form) for form in FORMATS)


def _section(form: Format) -> str:
    doc = (sys.modules[form.__name__].__doc__ or "").strip()  # type: ignore[attr-defined]
    return f"\n## {form.NAME}\n\n{doc}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
