"""YAML's nodes: composed strictly, read as plain values, followed back to the letters written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

#: How deep mappings and lists may nest.
DEEPEST = 60

NULL, BOOL, INT, FLOAT, STR = (
    f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "str")
)
_RESOLVED = {
    NULL: r"^(?:~|null|)$",
    BOOL: r"^(?:true|false)$",
    INT: r"^[-+]?(?:0|[1-9][0-9]*)$",
    FLOAT: r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$",
}

_ESCAPE = r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\(?:\r\n|.)|."
#: One letter of a scalar as it is written, by the scalar's style.
WRITTEN = {
    '"': re.compile(_ESCAPE, re.S),
    "'": re.compile(r"''|.", re.S),
    "|": re.compile(".", re.S),
    ">": re.compile(".", re.S),
    "": re.compile(".", re.S),
}


def means_space(written: str, style: str | None) -> bool:
    """Whether a letter as written (escapes and all) stands for white space, or for nothing."""
    if style != '"' or not written.startswith("\\"):
        return written.isspace()
    if written[1] in "xuU":
        return chr(int(written[2:], 16)).isspace()
    return written[1] in "tnvfrNLP_" or written[1:].isspace()


def plain(node: yaml.Node) -> Any:
    """A node as dict, list, str, int, float, bool or None."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(value) for value in node.value]
    read: dict[str, Callable[[str], Any]] = {
        NULL: lambda _: None,
        BOOL: lambda text: text == "true",
        # a number of thousands of digits is text: Python refuses to read it
        INT: lambda text: int(text) if len(text) < 20 else text,
        FLOAT: float,
    }
    return read.get(node.tag, str)(node.value)


class Loader(yaml.SafeLoader):
    """Composes nodes only; knows the four plain tags; refuses anchors, aliases and other tags."""

    yaml_implicit_resolvers: dict[Any, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(f"aliases (*{event.anchor}) are not allowed", event)
        if event.anchor is not None:
            raise self._refusal(f"anchors (&{event.anchor}) are not allowed", event)
        if event.tag is not None and event.tag != STR:
            raise self._refusal(f"tags ({event.tag}) are not allowed", event)
        if self.depth > DEEPEST:
            raise self._refusal("nested too deeply", event)
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node

    @staticmethod
    def _refusal(message: str, event: Any) -> yaml.MarkedYAMLError:
        return yaml.composer.ComposerError(None, None, message, event.start_mark)


for _tag, _pattern in _RESOLVED.items():
    Loader.add_implicit_resolver(_tag, re.compile(_pattern), None)
