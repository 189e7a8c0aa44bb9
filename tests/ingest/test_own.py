"""The note of our own exports: read where it is ours, left alone where it is not."""

from __future__ import annotations

import pytest

from litsieve.ingest import own

RECORD_ID = "r_0123456789abcdef"


def test_a_note_is_read_back_also_as_html() -> None:
    note = own.note({"record_id": RECORD_ID, "cited_by": 5, "document_type": None})
    expected = {"record_id": RECORD_ID, "cited_by": 5, "document_type": None}
    assert own.fields(note) == expected
    html = "<p>" + note.replace('"', "&quot;") + "</p>"
    assert own.fields(html) == expected


@pytest.mark.parametrize(
    "text",
    ["", "Cited by: 5", "litsieve: no JSON", "litsieve: [1]", 'litsieve: {"file": "x"}',
     'litsieve: {"record_id": "r_x"}', 'see litsieve: {"year": 2020}'],
)  # fmt: skip
def test_what_is_not_ours_is_left_alone(text: str) -> None:
    notes = [text]
    assert own.take(notes) == {}
    assert notes == [text]


def test_values_of_another_type_are_not_taken() -> None:
    assert own.known({"year": "soup", "retracted": "yes", "title": 5, "cited_by": "7"}) == {
        "cited_by": 7
    }
