"""What was compared, in the shape in which a later run finds it again.

A comparison depends on its two records alone. As long as neither has changed, what it showed once
holds in every later run: new exports cost only the pairs that they bring.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from litsieve import schema
from litsieve.dedupe.compare import LEVELS, Evidence, Scores, doi_level
from litsieve.dedupe.normalise import COMPARED_COLUMNS, Codes, Flags, Forms

#: Bits that the level of one field takes; no field may have more levels than these can number.
_BITS = 4
#: All fields but the DOI, which new records may show to be shared: it is looked at in every run.
_FIELDS = tuple(field for field in LEVELS if field != "doi")


@dataclass(frozen=True)
class Looked:
    """Pairs that were looked at, one row each, sorted by (a, b).

    `near`: whether the pair deserved all comparisons; `levels`: the levels of all fields as one
    number, -1 where they were not worked out; `ratio` is then 0.
    """

    a: Codes
    b: Codes
    near: Flags
    ratio: Scores
    levels: Codes

    def __len__(self) -> int:
        return len(self.a)

    def take(self, rows: Flags | Codes) -> Looked:
        return Looked(self.a[rows], self.b[rows], self.near[rows], self.ratio[rows],
                      self.levels[rows])  # fmt: skip

    def evidence(self, forms: Forms) -> Evidence:
        """The pairs of which the levels were worked out."""
        done = self.take(self.levels >= 0)
        levels = {**unpacked(done.levels), "doi": doi_level(forms, done.a, done.b)}
        return Evidence(done.a, done.b, done.ratio, levels)


def joined(parts: list[Looked]) -> Looked:
    """Several parts as one, sorted by (a, b); no pair may be in two of them."""
    names = ("a", "b", "near", "ratio", "levels")
    whole = Looked(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
    # What is sorted in parts is merged, not sorted anew.
    return whole.take(np.argsort(whole.a << 32 | whole.b, kind="stable"))


def among(numbers: Codes, wanted: Codes) -> Flags:
    """Which of `wanted` stand in `numbers`, which are sorted and not negative."""
    place = np.searchsorted(numbers, wanted)
    return np.asarray(np.append(numbers, -1)[place] == wanted)


def packed(evidence: Evidence) -> Codes:
    """The levels of all fields but the DOI as one number a pair."""
    out = np.zeros(len(evidence), dtype=np.int64)
    for field in _FIELDS:
        out = (out << _BITS) | evidence.levels[field]
    return out


def unpacked(numbers: Codes) -> dict[str, npt.NDArray[np.int8]]:
    """What `packed` made one number of."""
    out = {}
    for field in reversed(_FIELDS):
        out[field] = (numbers & ((1 << _BITS) - 1)).astype(np.int8)
        numbers = numbers >> _BITS
    return out


@dataclass(frozen=True)
class Known:
    """What a run leaves for the next: schema.FINGERPRINT and schema.COMPARED."""

    fingerprints: pd.DataFrame
    compared: pd.DataFrame


def _digests(rows: pd.DataFrame) -> Codes:
    """A number for each record that changes with anything that is compared."""
    hashed = pd.util.hash_pandas_object(rows[list(COMPARED_COLUMNS)], index=False)
    return hashed.to_numpy().view(np.int64)


def fingerprints(rows: pd.DataFrame) -> pd.DataFrame:
    """schema.FINGERPRINT of `rows` (slim, sorted by record_id)."""
    table = pd.DataFrame({"record_id": rows["record_id"], "digest": _digests(rows)})
    return schema.conform(table, schema.FINGERPRINT)


def remembered(now: pd.DataFrame, looked: Looked) -> Known:
    """What the next run should know; `now` are the fingerprints of the records."""
    done = looked.levels >= 0
    compared = pd.DataFrame({
        "a": looked.a, "b": looked.b, "near": looked.near,
        "ratio": pd.array(np.where(done, looked.ratio, np.nan), dtype="Float64"),
        "levels": pd.array(looked.levels, dtype="Int64"),
    })  # fmt: skip
    compared.loc[~done, ["ratio", "levels"]] = pd.NA
    return Known(now, schema.conform(compared, schema.COMPARED))


def recalled(known: Known | None, now: pd.DataFrame) -> Looked:
    """What is known of pairs of the records whose fingerprints are `now`, in their positions."""
    none = np.empty(0, dtype=np.int64)
    if known is None or known.compared.empty:
        return Looked(none, none, none.astype(bool), none.astype(np.float32), none)
    old = known.fingerprints
    place = pd.Index(now["record_id"]).get_indexer(old["record_id"]).astype(np.int64)
    digest = np.append(now["digest"].to_numpy(dtype=np.int64), 0)[place]
    place[digest != old["digest"].to_numpy(dtype=np.int64)] = -1
    table = known.compared
    a = place[table["a"].to_numpy(dtype=np.int64)]
    b = place[table["b"].to_numpy(dtype=np.int64)]
    whole = Looked(
        a, b,
        table["near"].to_numpy(dtype=bool),
        table["ratio"].fillna(0).to_numpy(dtype=np.float32),
        table["levels"].fillna(-1).to_numpy(dtype=np.int64),
    )  # fmt: skip
    # Both old and new records stand sorted by id, so that a < b still holds.
    return whole.take((a >= 0) & (b >= 0))
