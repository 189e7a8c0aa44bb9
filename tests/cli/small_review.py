"""A small invented review, as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SCOPUS_HEAD = (
    '"Authors","Author full names","Author(s) ID","Title","Year","Source title","Volume","Issue",'
    '"Page start","Page end","DOI","Link","Abstract","Author Keywords",'
    '"Language of Original Document","Document Type","Source","EID"'
)
ABSTRACT = "Peer support groups were offered to adults with depression in two fictitious towns."


def scopus_row(
    number: int,
    title: str,
    year: str = "2020",
    abstract: str = ABSTRACT,
    language: str = "English",
    kind: str = "Article",
) -> str:
    """One row of a Scopus export, invented."""
    cells = (
        f"Able A.{number}.", f"Able, Ada {number} (1000{number})", f"1000{number}", title, year,
        "Journal of Invented Studies", str(number), "1", str(number * 10), str(number * 10 + 9),
        f"10.5555/inv.{number}", "", abstract, "support", language, kind, "Scopus",
        f"2-s2.0-9990000{number:04d}",
    )  # fmt: skip
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


SCHOLAR = """\
@article{able2020peer,
  title={Peer support for depression in the town of Exampleton},
  author={Able, Ada 1 and others},
  journal={Journal of Invented Studies},
  volume={1},
  number={1},
  pages={10--19},
  year={2020}
}

@article{other2021soil,
  title={Walking groups and the mood of shift workers},
  author={Other, Bo},
  journal={Annals of Fictitious Health},
  year={2021}
}
"""

CRITERIA = """\
version: 1
review: {id: small, title: A small review}
lists:
  support: |
    "peer support" OR "walking group"
reasons:
  - {id: E1, label: Outside the window}
  - {id: E2, label: Not in English}
  - {id: E3, label: No social support}
rules:
  - id: date
    kind: require
    stage: [metadata]
    action: exclude
    reason: E1
    when: {field: published, between: ["2015-01", "2025-04"]}
  - id: english
    kind: require
    stage: [metadata]
    action: exclude
    reason: E2
    when: {field: language, in: [eng]}
  - id: topic
    kind: require
    stage: [title-abstract]
    reason: E3
    when: {query: "@support"}
    tests:
      - {record: {title: Peer support, abstract: "..."}, expect: "true"}
      - {record: {title: Soil}, expect: unknown}
screening: {mode: rules}
"""


@dataclass
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


def write_review(folder: Path) -> None:
    """Two exports and criteria; no review.yaml."""
    rows = [
        scopus_row(1, "Peer support for depression in the town of Exampleton"),
        scopus_row(2, "Peer support before the window", year="2014"),
        scopus_row(3, "Le soutien par les pairs", language="French"),
        scopus_row(4, "Soil carbon in rice fields", abstract="We measured soil carbon."),
        scopus_row(5, "A trial in the village of Sampleham", abstract="[No abstract available]"),
    ]
    (folder / "scopus.csv").write_text(
        "\ufeff" + "\n".join([SCOPUS_HEAD, *rows]) + "\n", encoding="utf-8"
    )
    (folder / "scholar.bib").write_text(SCHOLAR, encoding="utf-8")
    (folder / "criteria.yaml").write_text(CRITERIA, encoding="utf-8")
