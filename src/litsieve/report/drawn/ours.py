"""Our own counts as a flow like any other: to be written as a template, or checked as such."""

from __future__ import annotations

import json

from litsieve.report.drawn.flow import Drawn
from litsieve.report.drawn.flow_json import FlowReader
from litsieve.report.drawn.located import parse
from litsieve.report.drawn.notes import Notes
from litsieve.report.drawn.own_json import read_own
from litsieve.report.prisma import Prisma
from litsieve.report.writers.prisma_json import as_dict


def drawn_of(prisma: Prisma, name: str = "prisma.json") -> Drawn:
    """What a reader of prisma.json would read."""
    (node,) = parse(json.dumps(as_dict(prisma, ())), name)
    return read_own(node, FlowReader(name, Notes(name)))
