"""Every broken criteria file: one message that says where it is and what to write instead."""

from __future__ import annotations

import pytest
from broken_criteria import BROKEN, GOOD, Broken, broken

from litsieve.config.criteria import load_criteria, read_criteria
from litsieve.errors import ReviewError
from litsieve.screen.lint import Finding, findings_of


def findings(data: bytes, folder) -> list[Finding]:
    (folder / "criteria.yaml").write_bytes(data)
    with pytest.raises(ReviewError) as caught:
        load_criteria(folder / "criteria.yaml", "criteria.yaml")
    return findings_of(caught.value)


def test_the_file_that_gets_broken_is_good():
    assert [rule.id for rule in read_criteria(GOOD, "c").rules] == ["date", "topic"]


@pytest.mark.parametrize("case", BROKEN.values(), ids=list(BROKEN))
def test_what_is_told_of_a_broken_file(case: Broken, tmp_path):
    first, *more = findings(broken(case), tmp_path)
    assert str(first.where) == f"criteria.yaml:{case.where}".rstrip(":")
    assert (first.code, first.severity) == (case.code, "error")
    assert first.message == case.message
    assert case.hint
    assert first.hint == case.hint
    assert tuple(finding.code for finding in more) == case.more


@pytest.mark.parametrize("case", BROKEN.values(), ids=list(BROKEN))
def test_the_line_that_is_shown_is_the_line_of_the_file(case: Broken, tmp_path):
    data = broken(case)
    where = findings(data, tmp_path)[0].where
    if where.column is not None:
        line = data.split(b"\n")[where.line - 1].decode("utf-8-sig", "replace").rstrip("\r")
        assert where.text is not None
        assert where.text[: where.column - 1] == line[: where.column - 1]
        assert where.column <= len(line) + 1


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_change_nothing(ending, tmp_path):
    case = BROKEN["unknown reason"]
    data = b"\xef\xbb\xbf" + broken(case).replace(b"\n", ending.encode())
    assert str(findings(data, tmp_path)[0].where) == f"criteria.yaml:{case.where}"


def test_what_yaml_1_1_would_change_is_read_as_written():
    text = GOOD.replace('id: peers, title: "Peer support"', "id: no, title: on")
    text = text.replace("E1", "1:30").replace("E2", "017").replace("E3", "1e3")
    criteria = read_criteria(text, "c")
    assert (criteria.review.id, criteria.review.title) == ("no", "on")
    assert [reason.id for reason in criteria.reasons] == ["1:30", "017", "1e3"]
