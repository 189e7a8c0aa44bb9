"""What to say of a file that no format claims, or several: each proposal was tried on its head."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from litsieve.errors import ReviewError, Where
from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.guessed_columns import guessed
from litsieve.ingest.rows import Origin, rows
from litsieve.ingest.seeming import seeming

if TYPE_CHECKING:
    from litsieve.ingest.formats import Format

#: How much of a file is tried: characters, and entries.
_HEAD, _ENTRIES = 1 << 16, 20
#: What a reference says beside its title; columns that tell how much of an entry was understood.
_BESIDE = ("authors", "year", "doi", "abstract", "venue")
_TOLD = ("title", *_BESIDE, "volume", "pages", "pmid", "url", "keywords", "source_id")
#: A header stands in the first lines or nowhere.
_LINES = 20

#: A title that begins with one of these was read as another format's.
_OF_FORMATS = "-–—:=,;|{}"

MESSAGE = "is not an export of a known format"


class Trial(NamedTuple):
    """What a way of reading makes of the first entries of a file."""

    records: int  # with a title and something beside it
    seen: int
    columns: list[str]  # that are there in any of the records
    cells: int  # that are there in all of them

    def __str__(self) -> str:
        entries = f"{self.records} of its first {self.seen} entries"
        if self.seen == 1:
            entries = "its first entry"
        return f"reads {entries}: {', '.join(self.columns[:4])}"


def unknown(text: Text, name: str, formats: Sequence[Format], last: Format) -> ReviewError:
    """The error for a file that no format claims."""
    seems = seeming(text.head[:_HEAD])
    what, see = seems.what, "see `review formats`"
    near = _near(text, [last, *(form for form in formats if form is not last)])
    if near:
        ways = [f"--as {form.NAME} ({trial})" for form, trial in near[:2]]
        advice = seems.advice or "say what its headings mean: `columns:` in review.yaml"
        hint = f"nearest: {', or '.join(ways)}; else {advice}"
    elif below := _below(text, formats):
        form, line = below
        what, hint = f"{form.LABEL} below other lines", f"take out what stands above line {line}"
    elif seems.headings:
        hint = f"{_columns_hint(text, seems.headings)}; {see}"
    else:
        hint = f"{seems.advice}; {see}; any table can be read with `columns:` in review.yaml"
    return ReviewError(f"{MESSAGE}: it seems to be {what}", Where(name), hint)


def ambiguous(text: Text, name: str, claimants: Sequence[Format]) -> ReviewError:
    """The error for a file that several formats claim."""
    ways = [f"--as {form.NAME} ({trial})" for form, trial in _near(text, claimants)]
    labels = " and ".join(form.LABEL for form in claimants)
    hint = "if it holds several exports, split it"
    if ways:
        hint += f"; else say which (`format:` in review.yaml): {', or '.join(ways)}"
    return ReviewError(f"looks like {labels}", Where(name), hint)


def _near(text: Text, formats: Iterable[Format]) -> list[tuple[Format, Trial]]:
    """The formats that can read any of the first entries, the one that reads most first."""
    tried = [(form, _tried(form.read, text, form.NAME)) for form in formats]
    sound = [(form, trial) for form, trial in tried if trial and trial.records]
    return sorted(sound, key=lambda pair: (-pair[1].records, -pair[1].cells))


def _tried(read: Callable[[Text], Reading], text: Text, form: str) -> Trial | None:
    """What reading the head of a text gives; None if it cannot be read at all."""
    head = text.head[:_HEAD]
    if len(text.head) > _HEAD and "\n" in head:
        head = head[: head.rindex("\n") + 1]
    try:
        reading = read(Text.of(head))
        batch = list(islice(reading.blocks, _ENTRIES))
        made = rows(reading.entries, Origin("", form, None, None, ""), batch)
    except ReviewError:
        return None
    records = [
        record
        for record in made.records.select(_TOLD).to_pylist()
        if record["title"]
        and record["title"][0] not in _OF_FORMATS
        and any(record[column] for column in _BESIDE)
    ]
    columns = [column for column in _TOLD if any(record[column] for record in records)]
    cells = sum(bool(record[column]) for record in records for column in columns)
    return Trial(len(records), len(made.ids) + len(made.rejects), columns, cells)


def _below(text: Text, formats: Sequence[Format]) -> tuple[Format, int] | None:
    """A format that claims what stands below the first lines, and where that begins."""
    rest = text.head[:_HEAD]
    for line in range(2, _LINES):
        _, _, rest = rest.partition("\n")
        if rest.partition("\n")[0].strip():
            for form in formats:
                if form.detect(rest) and _near(Text.of(rest), [form]):
                    return form, line
    return None


def _columns_hint(text: Text, headings: Sequence[str]) -> str:
    """`columns:` with the headings that mean what is wanted, as far as they can be guessed."""
    from litsieve.ingest.formats import plain_table

    common, mapping = guessed(text, headings)
    say = "say what its headings mean: `columns: {{{}}}` in review.yaml{}"
    if mapping:
        trial = _tried(lambda part: plain_table.read_mapped(part, mapping), text, plain_table.NAME)
        if trial and trial.records:
            return say.format(_yaml(mapping), f" ({trial})")
    lost = {column: "…" for column in ("title", "authors") if column not in {*common, *mapping}}
    return say.format(_yaml({**lost, **mapping}), ", if it lists references")


def _yaml(mapping: Mapping[str, str]) -> str:
    return ", ".join(
        f"{ours}: {json.dumps(its, ensure_ascii=False)}" for ours, its in mapping.items()
    )
