"""report.html: one page that holds everything and asks the network for nothing.

The flow diagram stands on top; its boxes, and every number below, lead to the records that they
count. Without scripts the page is still whole, but for the table, which then lists the included.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from litsieve.report.decided import HOW
from litsieve.report.inert import plain
from litsieve.report.material import Material
from litsieve.report.writers.html import flow_table, pictures, records, sections, words
from litsieve.report.writers.html.links import link

if TYPE_CHECKING:
    from jinja2 import Environment


def write(material: Material) -> bytes:
    """The page, UTF-8."""
    from markupsafe import Markup

    page = files(__name__) / "page"
    script = _INDENT.sub("", (page / "script.js").read_text("utf-8"))
    told = _told(material) | {
        "style": Markup((page / "style.css").read_text("utf-8")),  # noqa: S704  # our own
        "script": Markup(script),  # noqa: S704  # our own
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "data": records.packed({**records.document(material), **_names(material)}),
    }
    html = _environment().get_template("page.html").render(told)
    return html.encode("utf-8", "replace")


def _told(material: Material) -> dict[str, Any]:
    """What the template shows, section by section."""
    p, found = material.prisma, records.rows(material)
    charts = pictures.charts(material)
    return {
        "p": p,
        "flow": pictures.flow(material),
        "included": sections.plain_rows(found.loc[found["box"] == "included", list(records.SHOWN)]),
        "heads": flow_table.heads(p),
        "counts": flow_table.rows(p),
        "checks": material.checks,
        "reasons": sections.reasons(material),
        "sources": sections.sources(material),
        "exports": sections.exports(material),
        "rejects": sections.rejects(material),
        "charts": charts,
        "searches": sections.searches(material),
        "people": sections.people(material),
        "how": list(HOW.values()),
        "waiting": sections.waiting(material),
        "files": _files(material, charts),
    }


def _names(material: Material) -> dict[str, Any]:
    """What the codes of the records are called."""
    return {
        "names": {
            "box": words.COUNTS, "arm": words.ARMS, "by": words.BY, "kind": words.KINDS,
            "reason": {reason.id: plain(reason.label) for reason in material.given.reasons},
        },
        "boxes": words.BOXES,
        "stages": words.STAGES,
    }  # fmt: skip


def _files(material: Material, charts: list[tuple[str, str, Any]]) -> dict[str, dict[str, str]]:
    """Heading → name → what it is, of everything that stands beside the page."""
    absent = {"bibliography.csv"} if material.bibliography is None else set()
    drawn = {f"chart-{name}.svg": title for name, title, _ in charts}
    named = {
        heading: {name: what for name, what in files.items() if name not in absent}
        for heading, files in words.FILES.items()
    }
    return {**named, **({"The charts": drawn} if drawn else {})}


#: Not needed by anyone who reads it with a machine; no text in the script spans lines.
_INDENT = re.compile(r"^ +|^ *//.*\n", re.MULTILINE)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__name__, "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_inert,
    )
    environment.filters["n"] = _number
    environment.globals["link"] = link
    return environment


def _inert(value: Any) -> Any:
    """Every text that is not markup or verbatim already, made one harmless line."""
    return plain(value) if type(value) is str else value


def _number(value: int | None) -> str:
    return "not reported" if value is None else f"{value:,}"
