"""A table of people's labels: which column they are in, and what each cell says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from litsieve.errors import ReviewError, ReviewErrors, Where, nearest
from litsieve.sheets import Row

#: What a column of labels may be called, the one to be taken first in front.
COLUMNS = (
    "label_included", "included", "include", "label", "asreview_label", "final_decision",
    "decision", "final_included", "included_final", "included_label", "screening_decision",
    "label_abstract_screening",
)  # fmt: skip
#: Columns by which a row names a report of the corpus, the surest first.
IDS = ("record_id", "source_id", "doi", "pmid")
_WORDS = {
    **dict.fromkeys(("1", "1.0", "yes", "y", "true", "include", "included", "relevant"), True),
    **dict.fromkeys(("0", "0.0", "no", "n", "false", "exclude", "excluded", "irrelevant"), False),
}
#: What a label may be, in the words of an error.
_MAY_BE = (
    "1 or 0, yes or no, true or false, include(d) or exclude(d), empty if there is none; or say "
    "which words mean included: --included WORD"
)


@dataclass(frozen=True)
class Problem:
    """What a person should know of some rows: a stable kind, in words, and where they are."""

    kind: str
    text: str
    places: tuple[str, ...]


@dataclass
class Labels:
    """Labels by report (true: included), and what was wrong with some rows."""

    column: str
    labels: dict[str, bool] = field(default_factory=dict)
    unlabelled: int = 0
    problems: list[Problem] = field(default_factory=list)


def label_column(headings: Sequence[str], wanted: str | None, name: str) -> str:
    """The column of the labels, in lower case; ReviewError if it is not there or not clear."""
    head = [heading.casefold() for heading in headings]
    if wanted is not None:
        if wanted.casefold() in head:
            return wanted.casefold()
        near = nearest(wanted.casefold(), head)
        hint = f"did you mean {near!r}?" if near else f"its columns are {', '.join(head)}"
        raise ReviewError(f"no column {wanted!r}", Where(name, 1), hint)
    found = next((column for column in COLUMNS if column in head), None)
    if found is None:
        raise ReviewError(
            "no column of labels", Where(name, 1),
            f"name it: --label COLUMN; its columns are {', '.join(head)}",
        )  # fmt: skip
    return found


def read_labels(
    rows: Iterable[Row], column: str, included: Sequence[str] = ()
) -> list[tuple[Row, bool | None]]:
    """Each row with its label, None if it has none; ReviewErrors of all that cannot be read.

    `included`: the words that mean included, all others then being excluded.
    """
    own = {word.strip().casefold() for word in included}
    found: list[tuple[Row, bool | None]] = []
    errors: list[ReviewError] = []
    for row in rows:
        said = row.cells[column].strip().casefold()
        if own:
            found.append((row, said in own if said else None))
            continue
        if said and said not in _WORDS:
            message = f"'{row.cells[column]}' in column {column} is not a label"
            errors.append(ReviewError(message, row.where, f"a label is {_MAY_BE}"))
        found.append((row, _WORDS.get(said)))
    if len(errors) > 1:
        raise ReviewErrors(errors)
    if errors:
        raise errors[0]
    return found


def gather(
    column: str,
    labelled: Iterable[tuple[Row, bool | None]],
    reports: Mapping[Where, Sequence[str]],
    identity: Mapping[str, str] | None = None,
) -> Labels:
    """The label of every report. `reports`: the ids that a row stands for, by its place.

    Rows that name no report, or several, count for none. Reports of one `identity` (themselves, if
    it is not given) on which labels differ are left out; nobody can say which of them is right.
    """
    out = Labels(column)
    strangers: list[Where] = []
    unclear: list[Where] = []
    said: dict[str, list[tuple[Row, bool]]] = {}
    for row, label in labelled:
        if label is None:
            out.unlabelled += 1
            continue
        named = reports.get(row.where, ())
        if len(named) == 1:
            said.setdefault(named[0], []).append((row, label))
        else:
            (unclear if named else strangers).append(row.where)
    one = identity or {}
    by_identity: dict[str, list[tuple[Row, bool]]] = {}
    for report, rows in said.items():
        by_identity.setdefault(one.get(report, report), []).extend(rows)
    differ = {key for key, rows in by_identity.items() if len({label for _, label in rows}) > 1}
    out.labels = {
        report: rows[0][1] for report, rows in said.items() if one.get(report, report) not in differ
    }
    again = [row.where for rows in by_identity.values() for row, _ in rows[1:]]
    told = (
        ("unknown", "name no report of the corpus: not counted", strangers),
        ("ambiguous", "stand for several reports: not counted", unclear),
        ("repeated", "are of a report that an earlier row has labelled too", again),
        ("contradictory", "are of one report and say both: left out",
         [row.where for key in by_identity if key in differ for row, _ in by_identity[key]]),
    )  # fmt: skip
    out.problems = [
        Problem(kind, text, tuple(map(str, sorted(places, key=_line))))
        for kind, text, places in told
        if places
    ]
    return out


def _line(where: Where) -> tuple[str, int]:
    return where.file, where.line or 0


def match_ids(
    rows: Iterable[Row], column: str, kind: str, reports: pd.DataFrame
) -> dict[Where, tuple[str, ...]]:
    """The reports that each row names. `kind`: which of IDS the cells of `column` are.

    `reports`: one row a record: the IDS and its cluster_id.
    """
    from litsieve.ingest.values.identifiers import doi

    clusters: dict[str, set[str]] = {}
    for said, cluster in zip(reports[kind], reports["cluster_id"], strict=True):
        if isinstance(said, str):
            clusters.setdefault(said, set()).add(cluster)
    found: dict[Where, tuple[str, ...]] = {}
    for row in rows:
        said = row.cells[column].strip()
        named = clusters.get((doi(said) or said) if kind == "doi" else said, set())
        found[row.where] = tuple(sorted(named))
    return found
