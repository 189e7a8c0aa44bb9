"""Write the sample review's exports: scopus.csv, scholar.bib, truth.tsv and README.md's tables.

    python data/social-support/make.py

One seed, no clock: running it again writes the same bytes. `build()` gives the sample and its
truth without writing anything.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cases import cases
from items import CASES, Item, Writer
from references import Reference, references

from invented.exports import (
    SCOPUS_COLUMNS,
    scholar_copy,
    scopus_line,
)
from invented.papers import Inventor, Paper

HERE = Path(__file__).resolve().parent
SEED = 20250430
SHARED, SCOPUS_ONLY, SCHOLAR_ONLY = 88, 62, 48  # ordinary invented papers
#: The download of scholar.bib broke off here: an entry of which nothing is left to read.
LOST = "\n@article{lost2023"
TRUTH_COLUMNS = ("database", "entry", "source_id", "report", "study", "case", "verdict", "reason")


@dataclass(frozen=True)
class Entry:
    """One entry of an export: its id there, its text, and the report that it describes."""

    source_id: str
    text: str
    report: int


@dataclass(frozen=True)
class Sample:
    """The reports (index = number), and the two exports' entries in the order of the files."""

    items: list[Item]
    scopus: list[Entry]
    scholar: list[Entry]

    def files(self) -> dict[str, bytes]:
        """Every generated file but README.md."""
        rows = "".join(entry.text for entry in self.scopus)
        return {
            "scopus.csv": ("\ufeff" + scopus_line(SCOPUS_COLUMNS) + rows).encode(),
            "scholar.bib": ("\n".join(entry.text for entry in self.scholar) + LOST).encode(),
            "truth.tsv": self._truth().encode(),
        }

    def _truth(self) -> str:
        out = io.StringIO()
        table = csv.writer(out, delimiter="\t", lineterminator="\n")
        table.writerow(TRUTH_COLUMNS)
        for database, entries in (("scopus", self.scopus), ("scholar", self.scholar)):
            for number, entry in enumerate(entries, 1):
                item = self.items[entry.report]
                table.writerow(
                    (database, number, entry.source_id, f"p{entry.report:03d}", item.study,
                     item.case, item.verdict, item.reason)
                )  # fmt: skip
        return out.getvalue()


def build(seed: int = SEED) -> Sample:
    """The whole sample: twenty references, the cases, and ordinary invented papers."""
    writer = Writer(Inventor(seed), first_number=5000)
    items = [_referenced(writer, reference) for reference in references()]
    items += cases(writer)
    items += _ordinary(writer, Inventor(seed), seed)
    scopus = [Entry(i, t, n) for n, item in enumerate(items) for i, t in item.scopus]
    scholar = [Entry(i, t, n) for n, item in enumerate(items) for i, t in item.scholar]
    random.Random(f"{seed}:scopus").shuffle(scopus)
    random.Random(f"{seed}:scholar").shuffle(scholar)
    return Sample(items, scopus, _with_neighbours(scholar, items))


def _referenced(writer: Writer, reference: Reference) -> Item:
    paper = reference.paper
    return Item(
        "reference",
        paper,
        reference.verdict,
        "E1" if reference.verdict == "excluded" else "",
        (writer.scopus(paper),) if "scopus" in reference.databases else (),
        (writer.scholar(paper),) if "scholar" in reference.databases else (),
    )


def _ordinary(writer: Writer, inventor: Inventor, seed: int) -> list[Item]:
    items = []
    for number in range(SHARED + SCOPUS_ONLY + SCHOLAR_ONLY):
        years = {7: (2009, 2014), 13: (2025, 2025)}.get(number % 19, (2015, 2024))
        paper = inventor.paper(number, years)
        in_scopus, in_scholar = (
            number < SHARED + SCOPUS_ONLY,
            not SHARED <= number < SHARED + SCOPUS_ONLY,
        )
        copy = scholar_copy(paper, random.Random(f"{seed}:copy:{number}"))
        items.append(
            Item(
                "ordinary",
                paper,
                *_judge(paper, in_scopus),
                (writer.scopus(paper),) if in_scopus else (),
                (writer.scholar(copy),) if in_scholar else (),
            )
        )
    return items


def _judge(paper: Paper, in_scopus: bool) -> tuple[str, str]:
    """What the criteria make of an ordinary paper: only Scopus has its abstract and language."""
    if paper.year is not None and paper.year < 2015:
        return "excluded", "E1"
    if in_scopus and paper.kind != "core":
        return "excluded", "E8"
    return ("included" if in_scopus and paper.year != 2025 else "awaiting"), ""


def _with_neighbours(entries: list[Entry], items: list[Item]) -> list[Entry]:
    """The broken entry is moved into the middle, so that whole ones stand on both sides."""
    broken = next(e for e in entries if items[e.report].case == "broken-bibtex")
    rest = [e for e in entries if e is not broken]
    half = len(rest) // 2
    return [*rest[:half], broken, *rest[half:]]


# --- README.md: prose by hand, tables from the sample ------------------------------------------


def readme(sample: Sample, text: str) -> str:
    """`text` with the blocks between `<!-- name -->` and `<!-- /name -->` made anew."""
    for name, block in (("counts", _counts(sample)), ("cases", _cases(sample))):
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        text = before + start + block + end + rest.partition(end)[2]
    return text


def _counts(sample: Sample) -> str:
    both = [item for item in sample.items if item.scopus and item.scholar]
    copies = len(sample.scopus) + len(sample.scholar) - len(sample.items)
    verdicts = Counter(item.verdict for item in sample.items)
    groups = Counter(item.paper.group for item in sample.items if item.paper.group)
    rows = [
        ("entries in scopus.csv", len(sample.scopus)),
        ("entries in scholar.bib", len(sample.scholar) + 1),
        ("entries that cannot be read", 1),
        ("reports that they describe", len(sample.items)),
        ("duplicates (entries read − reports)", copies),
        ("reports in both files", len(both)),
        ("references of the reference review", sum(i.case == "reference" for i in sample.items)),
        ("studies in low- and middle-income countries", sum(i.paper.lmic for i in sample.items)),
        *((f"studies of {name}", groups[name]) for name in sorted(groups)),
        *((f"expected: {name}", verdicts[name]) for name in sorted(verdicts)),
    ]
    return "| what | number |\n|---|---:|\n" + "".join(f"| {a} | {n} |\n" for a, n in rows)


def _cases(sample: Sample) -> str:
    lines = [
        "| case | shows | report | Scopus EID | Google Scholar key | expected |\n",
        "|---|---|---|---|---|---|\n",
    ]
    before = ""
    for number, item in enumerate(sample.items):
        if item.case in CASES:
            shows = CASES[item.case] if item.case != before else ""
            before = item.case
            eids, keys = ([i for i, _ in place] for place in (item.scopus, item.scholar))
            expected = f"{item.verdict} {item.reason}".strip()
            lines.append(
                f"| {item.case} | {shows} | p{number:03d} | {', '.join(eids)} |"
                f" {', '.join(keys)} | {expected} |\n"
            )
    return "".join(lines)


def write(folder: Path = HERE) -> None:
    """Write all generated files into `folder` (README.md must be there)."""
    sample = build()
    for name, content in sample.files().items():
        (folder / name).write_bytes(content)
    page = folder / "README.md"
    page.write_text(readme(sample, page.read_text("utf-8")), "utf-8", newline="\n")


if __name__ == "__main__":
    write()
