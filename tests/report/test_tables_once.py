"""What is worked out once is worked out anew for another material; `among` is `isin`."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from report_histories import ALL, review

from litsieve.report import gather
from litsieve.report.among import among
from litsieve.report.tables import included

IDS = st.lists(st.sampled_from([f"r_{i}" for i in range(9)]), max_size=12)


@given(IDS, IDS)
def test_among_is_isin(ids: list[str], known: list[str]) -> None:
    column = pd.Series(ids, dtype="str", index=range(5, 5 + len(ids)))
    expected = column.isin(known)
    for given_as in (known, pd.Series(known, dtype="str"), pd.Index(known, dtype="str")):
        pd.testing.assert_series_equal(among(column, given_as), expected)


def test_a_material_that_was_changed_does_not_remember_the_other_ones_tables() -> None:
    material = gather(review(21, n=80, stages=ALL))
    assert included(material) is included(material)
    nobody = material.ledger.assign(box="excluded")
    assert len(included(material)) > 0
    assert len(included(replace(material, ledger=nobody))) == 0
