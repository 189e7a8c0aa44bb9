"""checks.csv: every sum and every other check of the report, with its numbers."""

from __future__ import annotations

import pandas as pd

from litsieve.report.material import Material

COLUMNS = ("code", "level", "ok", "what", "text", "acknowledged")


def checks_table(material: Material) -> pd.DataFrame:
    """One row a check, in the order in which they are made; `level` is what a broken one is.

    `acknowledged` is why the authors let it be so; missing if they say nothing, or if it holds.
    """
    rows = [[getattr(check, name) for name in COLUMNS] for check in material.checks]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "bool" if name == "ok" else "str" for name in COLUMNS})
