"""One damaged entry costs no other, in any format: what `fuzz` finds, as a test."""

from __future__ import annotations

from pathlib import Path

import fuzz
import pytest

EXPORTS = Path(__file__).parent.parent / "exports"

#: Two or three entries, of which one without its beginning is taken for a part of the one before.
TINY = {"colrev-environment__enl_data.enl", "colrev-environment__ris_data.ris"}


@pytest.fixture(scope="module")
def samples() -> list[fuzz.Sample]:
    """Sound exports of at least four entries: with fewer, one says what the whole file is."""
    found = fuzz.samples(EXPORTS)
    return [one for one in found if len(one.spans) > 3 and "damaged" not in one.name]


def findings(samples: list[fuzz.Sample], each: int, seed: int) -> list[fuzz.Finding]:
    tried = (fuzz.check(one, seed + number) for one in samples for number in range(each))
    return [finding for finding in tried if finding]


def test_one_damaged_entry_costs_no_other(samples: list[fuzz.Sample]) -> None:
    assert len(samples) > 5
    assert findings(samples, each=40, seed=0) == []


@pytest.mark.slow
def test_one_damaged_entry_of_a_real_export_costs_no_other(shared_data: Path) -> None:
    samples = list(fuzz.samples(shared_data / "exports"))
    assert len(samples) > 60
    found = findings(samples, each=100, seed=1_000_000)
    assert {finding.name for finding in found} <= TINY
