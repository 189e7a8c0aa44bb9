"""Ingest beside the libraries that read one format each: bibtexparser, pandas, rispy.

    python benchmarks/readers.py [N] [--repeat K] [--only bibtex csv ris]

N invented papers (100,000) are written as BibTeX, CSV and RIS the way Scopus writes them. Ours is
the whole `review ingest`: from file to tables on disk, every value cleaned, every line counted. The
peer only parses: `bibtexparser.parse_file`, `pandas.read_csv(dtype=str)`, `rispy.load`. Each is a
process of its own, in turns; printed are medians, the ratio within each turn, and peak memory.
rispy is measured if it is installed; it is no dependency.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "data"))

from invented.exports import SCOPUS_COLUMNS, eid, scopus_line, scopus_row
from invented.papers import Inventor, Paper

REVIEW = str(Path(sys.executable).with_name("review"))
PEERS = {
    "bibtex": ("bibtexparser", "bibtexparser.parse_file(path)"),
    "csv": ("pandas", "pandas.read_csv(path, dtype=str, keep_default_na=False)"),
    "ris": ("rispy", "rispy.load(open(path, encoding='utf-8'))"),
}
#: BibTeX field and RIS tag of each column of the CSV.
_FIELDS = (
    ("Title", "title", "TI"), ("Year", "year", "PY"), ("Source title", "journal", "T2"),
    ("Volume", "volume", "VL"), ("Issue", "number", "IS"), ("DOI", "doi", "DO"),
    ("Link", "url", "UR"), ("Affiliations", "affiliations", "AD"), ("Abstract", "abstract", "AB"),
    ("Author Keywords", "author_keywords", "KW"), ("Publisher", "publisher", "PB"),
    ("ISSN", "issn", "SN"), ("Language of Original Document", "language", "LA"),
    ("Abbreviated Source Title", "abbrev_source_title", "J2"), ("Document Type", "type", "M3"),
    ("Source", "source", "DB"), ("Cited by", "note", "N1"),
)  # fmt: skip
_MANY = frozenset({"AD", "KW"})


def cells(paper: Paper, number: int) -> dict[str, str]:
    """A paper's cells in the CSV of Scopus, with as much text as a real one has."""
    found = dict(zip(SCOPUS_COLUMNS, scopus_row(paper, eid(number), number % 90), strict=True))
    places = [f"Department {i}, {found['Affiliations']}" for i, _ in enumerate(paper.authors)]
    found["Affiliations"] = "; ".join(places)
    found["Authors with affiliations"] = "; ".join(places)
    found["Abstract"] = " ".join([found["Abstract"]] * (1 + 900 // (len(found["Abstract"]) + 1)))
    return found


def as_bibtex(cell: dict[str, str], number: int) -> str:
    authors = cell["Authors"].replace(";", " and")
    lines = [f"\tauthor = {{{authors}}}"]
    lines += [f"\t{field} = {{{cell[name]}}}" for name, field, _ in _FIELDS if cell[name]]
    body = ",\n".join(line.replace("%", r"\%").replace("&", r"\&") for line in lines)
    return f"@ARTICLE{{Author{number},\n{body}\n}}\n\n"


def as_ris(cell: dict[str, str], _number: int) -> str:
    lines = ["TY  - JOUR", *(f"AU  - {name}" for name in cell["Authors"].split("; "))]
    for name, _, tag in _FIELDS:
        values = cell[name].split("; ") if tag in _MANY else [cell[name]]
        lines += [f"{tag}  - {value}" for value in values if value]
    return "\n".join([*lines, "ER  - ", "", ""])


def as_csv(cell: dict[str, str], _number: int) -> str:
    return scopus_line(cell.values())


WRITERS: dict[str, Callable[[dict[str, str], int], str]] = {
    "bibtex": as_bibtex, "csv": as_csv, "ris": as_ris,
}  # fmt: skip


def write(kind: str, count: int, path: Path) -> None:
    """Write `count` papers; written as a stream, the same bytes every time."""
    inventor = Inventor(1)
    with path.open("w", encoding="utf-8", newline="") as out:
        if kind == "csv":
            out.write(scopus_line(SCOPUS_COLUMNS))
        for number in range(count):
            out.write(WRITERS[kind](cells(inventor.paper(number), number), number))


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds, and MB of the process and its children together at their largest."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, peak


def _memory(pid: int) -> float:
    """MB of a process and its children; shared pages are shared out among them (Linux only)."""
    total = 0.0
    try:
        with Path(f"/proc/{pid}/smaps_rollup").open() as lines:
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, ValueError):
        return total
    return total + sum(_memory(int(child)) for child in children)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", nargs="?", type=int, default=100_000, metavar="N")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=list(PEERS), default=list(PEERS))
    options = parser.parse_args()
    for kind in options.only:
        module, call = PEERS[kind]
        if importlib.util.find_spec(module) is None:
            print(f"{kind}: {module} is not installed")
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = folder / f"export.{kind}"
            write(kind, options.records, path)
            theirs = [sys.executable, "-c", f"import {module}; path = {str(path)!r}; {call}"]
            ours = [REVIEW, "ingest", path.name]
            turns = [
                (measure(ours, folder), measure(theirs, folder)) for _ in range(options.repeat)
            ]
            ratio = statistics.median(our[0] / their[0] for our, their in turns)
            size = path.stat().st_size >> 20
            print(f"{kind}: {options.records:,} entries, {size} MB; ours / {module}: {ratio:.2f}")
            for label, of in (("ours", [o for o, _ in turns]), (module, [t for _, t in turns])):
                seconds = statistics.median(s for s, _ in of)
                print(f"  {label:14}{seconds:8.1f} s {max(mb for _, mb in of):8.0f} MB")


if __name__ == "__main__":
    main()
