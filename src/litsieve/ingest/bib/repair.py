"""A damaged entry → what can be made of it: the beginnings of its fields are found again."""

from __future__ import annotations

import re

from litsieve.ingest.bib.split import kind_of
from litsieve.ingest.bib.values import BRACES, NAME
from litsieve.ingest.entry import Block

_HEAD = re.compile(r"@[ \t]*(?P<type>\w+)\s*[{(]\s*(?P<key>[^,{}=\n]*?)\s*(?:,|\n|$)")
FIELD = re.compile(
    rf"""(?:^|[,\n}}"])[ \t]*(?P<name>{NAME})[ \t]*=\s*(?=[{{"\d]|[A-Za-z]+[ \t]*[,}}\n#])"""
)


def rebuilt(block: Block) -> str | None:
    """The entry put together anew with balanced braces; None if nothing names what it is of."""
    head = _HEAD.match(block.text)
    body = (block.text[head.end() - 1 :] if head else block.text).rstrip()
    body = body[:-1] if body.endswith(("}", ")")) else body  # the end of the entry
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
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            break
    return BRACES.sub("", value).strip() if depth else value.strip()
