"""The records as report.html carries them: columns, packed; a browser unpacks and filters them.

What a row counts for is worked out here, by `counts.SELECTIONS`: the page knows no PRISMA
arithmetic, so that it cannot count otherwise than the diagram does.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from typing import Any

import pandas as pd

from litsieve.report.among import among
from litsieve.report.counts import AWAITING, SELECTIONS
from litsieve.report.inert import plain
from litsieve.report.ledger import BOXES
from litsieve.report.material import Material, once
from litsieve.report.tables import reports
from litsieve.text import fold

#: Rows that the page holds at most: at about 100 bytes each, 2 MB. Beyond that the largest boxes
#: are left to audit.csv, whole, but never the included.
MOST_ROWS = 20_000
#: Characters of a cell that are shown; few titles of real exports are longer.
LONGEST = {"title": 300, "authors": 60, "venue": 100, "link": 300}

#: What a record has in common with many others; each combination is packed once.
FACTS = ("arm", "kind", "source", "file", "stage", "by", "reason", "rules", "people")
#: What is shown of the merged report; `link` leads to it.
SHOWN = ("title", "authors", "year", "venue", "link")

_DOI = re.compile(r"10\.\d{4,9}/[!-~]+")
_WEB = re.compile(r"https?://[!-~]+")


@once
def ledger_rows(material: Material) -> pd.DataFrame:
    """One row a record: record_id, cluster_id, box, line, counts (keys of SELECTIONS), FACTS."""
    ledger = material.ledger
    found = ledger[["record_id", "cluster_id", "box", "line", *FACTS]].copy()
    counted = {name: of(ledger).to_numpy() for name, of in SELECTIONS.items()}
    marks = zip(*counted.values(), strict=True)
    found["counts"] = [
        tuple(n for n, is_ in zip(counted, mark, strict=True) if is_) for mark in marks
    ]
    # Who has voted so far is nobody's business before it is settled: people may be blinded.
    found.loc[found["box"].isin(AWAITING.values()), "people"] = pd.NA
    return found


@once
def rows(material: Material) -> pd.DataFrame:
    """The rows that the page holds, with SHOWN; the index is that of `ledger_rows`.

    In the order of a list of references, each report followed by its duplicates. The row that
    stands for a report shows the merged report, a duplicate what its own entry says.
    """
    held = kept(ledger_rows(material))
    shown = _shown(material, held).set_index("record_id")
    return _in_order(held.join(shown, on="record_id", validate="1:1"))


def _shown(material: Material, held: pd.DataFrame) -> pd.DataFrame:
    """record_id and SHOWN of these rows, as texts; "" for what is missing."""
    records, duplicate = material.given.records, held["box"] == "duplicate"
    told = pd.concat([
        reports(material, held.loc[~duplicate, "record_id"]),
        records[among(records["record_id"], held.loc[duplicate, "record_id"])],
    ], ignore_index=True)  # fmt: skip
    years = told["year"].astype("str").fillna("")
    names = ("title", "authors", "venue", "doi", "url")
    cells = {name: told[name].astype("str").fillna("").to_list() for name in names}
    return pd.DataFrame({
        "record_id": told["record_id"],
        "title": [_cut(cell, "title") for cell in cells["title"]],
        "authors": [_cut(short(cell), "authors") for cell in cells["authors"]],
        "year": years,
        "venue": [_cut(cell, "venue") for cell in cells["venue"]],
        "link": [web(doi, url) for doi, url in zip(cells["doi"], cells["url"], strict=True)],
    })  # fmt: skip


def _cut(text: str, name: str) -> str:
    text, most = plain(text), LONGEST[name]
    return text if len(text) <= most else text[: most - 1] + "…"


def short(authors: str) -> str:
    """`Okafor & Lindqvist`, `Okafor et al.` of `Okafor, Ada; Lindqvist, Bo`."""
    names = [name.partition(",")[0].strip() for name in authors.split(";") if name.strip()]
    return f"{names[0]} et al." if len(names) > 2 else " & ".join(names)


def web(doi: str, url: str) -> str:
    """A DOI as it is, else a web address; "" for what is neither, or too long to be one."""
    for known, text in ((_DOI, doi), (_WEB, url)):
        if len(text) <= LONGEST["link"] and known.fullmatch(text):
            return text
    return ""


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    """Reports by author, year and title; below each its duplicates.

    A duplicate whose report is left to audit.csv stands by its own author, year and title.
    """
    names = ("cluster_id", "box", "record_id", "authors", "year", "title")
    cells = list(zip(*(found[name].to_list() for name in names), strict=True))
    keys = {cluster: _key(*shown) for cluster, box, _id, *shown in cells if box != "duplicate"}
    places = [
        (keys.get(cluster) or _key(*shown), cluster, box == "duplicate", id_)
        for cluster, box, id_, *shown in cells
    ]
    return found.iloc[sorted(range(len(places)), key=places.__getitem__)]


def _key(authors: str, year: str, title: str) -> tuple[bool, str, str, str]:
    return not authors, fold(authors), year, fold(title)


def kept(found: pd.DataFrame) -> pd.DataFrame:
    """The rows that the page holds: all, or those of the boxes that fit (see MOST_ROWS)."""
    sizes = Counter(found["box"].to_list())
    for box, _ in sorted(sizes.items(), key=lambda item: (-item[1], BOXES.index(item[0]))):
        if sum(sizes.values()) > MOST_ROWS and box != "included":
            del sizes[box]
    return found[found["box"].isin(list(sizes))]


def document(material: Material) -> dict[str, Any]:
    """What the page reads.

    `facts`: combinations of `counts`, `box` and FACTS; `fact`: the one of each row; `shown`: the
    texts of each column, and which of them each row has (see `_coded`); `left`: [fact, how many] of
    the rows that are left to audit.csv.
    """
    every, held = ledger_rows(material), rows(material)
    facts, at = _facts(every)
    fact = pd.Series(at, index=every.index)
    left = Counter(fact.drop(held.index).tolist())
    lines = held["line"].astype(object).where(held["line"].notna(), 0)
    return {
        "facts": facts,
        "fact": fact[held.index].tolist(),
        "id": held["record_id"].tolist(),
        "line": [int(line) for line in lines],
        "shown": {name: _coded(held[name].tolist()) for name in SHOWN},
        "left": sorted(left.items()),
    }


def _facts(found: pd.DataFrame) -> tuple[list[dict[str, Any]], list[int]]:
    """The distinct combinations, and which of them each row has."""
    names = ("counts", "box", *FACTS)
    cells = found[list(names)].astype(object)
    columns = cells.where(cells.notna(), None)
    place: dict[tuple[Any, ...], int] = {}
    combined = zip(*(columns[name].to_list() for name in names), strict=True)
    at = [place.setdefault(combination, len(place)) for combination in combined]
    return [dict(zip(names, combination, strict=True)) for combination in place], at


def _coded(texts: list[str]) -> list[list[Any]]:
    """Texts recur, of duplicates most of all: each once, in the order in which they are first met.

    Beside them, row by row, how many texts ago that was; 0 is a text that is new.
    """
    place: dict[str, int] = {}
    ago = []
    for text in texts:
        ago.append(len(place) - place[text] if text in place else 0)
        place.setdefault(text, len(place))
    return [list(place), ago]


def packed(told: dict[str, Any]) -> str:
    """JSON, deflated (no clock, no name), in base 85: a sixteenth shorter than base 64.

    The letters are those of Python's `b85encode`, but for the three that HTML minds.
    """
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    coded = base64.b85encode(zlib.compress(text.encode("utf-8", "replace"), 9))
    return coded.translate(_SAFE).decode()


_SAFE = bytes.maketrans(b"<>&", b",./")
