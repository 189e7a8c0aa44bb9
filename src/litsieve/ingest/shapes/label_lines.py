"""Records with one field a line, `"LABEL","value","value"`: their parts."""

from __future__ import annotations

import csv
import io
import re

#: The beginning of a field: its label, in quotation marks or without.
BEGINNING = re.compile(
    r'^[ \t\ufeff]*(?P<mark>"?)(?P<label>[A-Z][A-Za-z/() -]{1,60})(?P=mark)(?=,)', re.MULTILINE
)


def without_rule(text: str) -> str:
    """A record's text without the dashes and blank lines that part it from the next."""
    text = text.rstrip()
    while (end := text.rfind("\n")) >= 0 and not text[end:].strip("-=_ \t\r\n"):
        text = text[:end].rstrip()
    return text


def cells_of(text: str) -> tuple[list[str], bool]:
    """The cells of a field, and whether its quotation marks are sound."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return [value for part in text.split('","') if (value := part.strip(' "'))], False
    return [" ".join(value.split()) for row in rows for value in row if value.strip()], True
