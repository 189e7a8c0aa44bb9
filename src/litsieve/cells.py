"""Cells that a spreadsheet cannot mistake for a formula, and back.

A text that a spreadsheet would run (`=cmd|…`, also after white space) gets an apostrophe before
it; a text that begins with an apostrophe gets one more, so that `restore` is exact for any text.
Numbers that are numbers are not texts and stay as they are, negative ones too.
After OWASP, "CSV injection": = + - @, tab and carriage return; also their full-width twins.
"""

from __future__ import annotations

import re

#: What stands at the end of a text that was too long for a cell of a spreadsheet.
CUT_MARK = " … [cut: the CSV has it whole]"

_DANGEROUS = re.compile(r"['\t\r]|[\s\x00-\x20\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@＝＋－＠]")


def neutralise(text: str) -> str:
    """`text` as a spreadsheet may have it."""
    return "'" + text if _DANGEROUS.match(text) else text


def restore(cell: str) -> str:
    """The text that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") else cell
