"""A damaged entry → what can be made of it: the beginnings of its fields are found again."""

from __future__ import annotations

import re

from litsieve.ingest.bib.split import kind_of
from litsieve.ingest.bib.values import BRACES, NAME, end_of_braces
from litsieve.ingest.entry import Block

_TYPE = re.compile(r"@[ \t]*\w+\s*[{(]")
#: A field behind the brace that seems to end the entry.
LEFT_OVER = re.compile(rf"""[\s,}}]*(?P<name>{NAME})[ \t]*=[ \t]*[{{"\d]""")
#: A brace on a line of its own.
_ALONE = re.compile(r"^[ \t]*([})])[ \t\r]*$", re.MULTILINE)
_HEAD = re.compile(r"@[ \t]*(?P<type>\w+)\s*[{(]\s*(?P<key>[^,{}=\n]*?)\s*(?:,|\n|$)")
FIELD = re.compile(
    rf"""(?:^|[,\n}}"])[ \t]*(?P<name>{NAME})[ \t]*="""
    r"""\s*(?=[{"\d]|[A-Za-z][\w:.+/-]*[ \t]*[,}\n#])"""
)


def rebuilt(block: Block) -> str | None:
    """The entry put together anew with balanced braces; None if nothing names what it is of."""
    head = _HEAD.match(block.text)
    text = block.text[: _end(block.text)]
    body = text[head.end() - 1 :] if head else _TYPE.sub("", text)
    found = list(FIELD.finditer(body))
    ends = [*(field.start() for field in found[1:]), len(body)]
    fields = [
        (field["name"], _mended(body[field.end() : end]))
        for field, end in zip(found, ends, strict=False)
    ]
    fields = [(name, value) for name, value in fields if value]
    if not any(name.lower() in ("title", "author", "doi") for name, _ in fields):
        return None
    key = head["key"].strip() if head else ""
    lines = "".join(f"  {name.replace(' ', '_')} = {{{value}}},\n" for name, value in fields)
    return f"@{kind_of(block)}{{{key},\n{lines}}}"


def _end(text: str) -> int:
    """Where the entry ends: at the brace that closes it, or else at the last that stands alone.

    A brace right before one of its fields closed something else.
    """
    end = end_of_braces(text, 0)
    if end is not None and not LEFT_OVER.match(text, end):
        return end - 1
    fields = [found.end() for found in FIELD.finditer(text)]
    alone = [found.start(1) for found in _ALONE.finditer(text, fields[-1] if fields else 0)]
    if alone:
        return alone[-1]
    text = text.rstrip()
    return len(text) - text.endswith(("}", ")"))


def _mended(value: str) -> str:
    """A value without what enclosed it; unbalanced braces are taken out."""
    value = value.strip().rstrip(",").rstrip()
    if value[:1] in ('"', "{"):
        quote, value = value[0], value[1:]
        mate = '"' if quote == '"' else "}"
        value = value.rstrip("} \n\t,") if mate == '"' else value
        value = value.removesuffix(mate)
    else:
        value = value.rstrip("} \n\t,")
    depth = 0
    for found in BRACES.finditer(value):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth < 0:
            break
    value = (BRACES.sub(_escaped, value) if depth else value).strip()
    return f"{value} " if value.endswith("\\") else value  # so that it takes no brace with it


def _escaped(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else ""
