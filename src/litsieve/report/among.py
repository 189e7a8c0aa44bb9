"""Which of many ids are among many others."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def among(ids: pd.Series[str], known: Iterable[str]) -> pd.Series[bool]:
    """As `ids.isin(known)`, some ten times as fast for tens of thousands of texts.

    pandas 3 looks each text up in an Arrow array that it makes anew; a set of Python's own does.
    No id may be missing.
    """
    members = set(known.to_list() if isinstance(known, (pd.Series, pd.Index)) else known)
    return pd.Series([id_ in members for id_ in ids.to_list()], index=ids.index, dtype=bool)
