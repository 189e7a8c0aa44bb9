"""Ingest beside the libraries that read one format each: bibtexparser, pandas, rispy.

    python benchmarks/readers.py [N] [--repeat K] [--only bibtex csv ris]

N invented papers (100,000) are written as BibTeX, CSV and RIS the way Scopus writes them. The peer
parses: `bibtexparser.parse_file`, `pandas.read_csv(dtype=str)`, `rispy.load`. Ours is measured
twice: `ingest` is the whole command, from file to tables on disk, with every value cleaned, names,
dates, countries and identities made and every line counted; `reading` is the reader alone, which
parses and says what each field is, in as many processes as `ingest` uses. Each is a process of its
own, in turns; printed are medians, the median ratio to the peer in the same turn, and the largest
memory. rispy is measured if it is installed; it is no dependency.
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
_READING = """
import sys
from functools import partial
from pathlib import Path
from litsieve.archives import members
from litsieve.ingest.decode import load
from litsieve.ingest.formats import recognise
from litsieve.ingest.reader import batched
from litsieve.parallel import spread, workers
def count(entries, batch):
    return sum(1 for _ in entries(batch))
path = Path(sys.argv[1])
text = load(members(path, path.name)[0].open, path.name).text
reading = recognise(text, path.name).read(text)
print(sum(spread(partial(count, reading.entries), batched(reading.blocks), workers())))
"""
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


def with_commas(cell: dict[str, str]) -> list[str]:
    """`Barros B.J.; …` → `Barros, B.J.`, as BibTeX and RIS have it."""
    return [", ".join(name.rsplit(" ", 1)) for name in cell["Authors"].split("; ")]


def as_bibtex(cell: dict[str, str], number: int) -> str:
    lines = [f"\tauthor = {{{' and '.join(with_commas(cell))}}}"]
    lines += [f"\t{field} = {{{cell[name]}}}" for name, field, _ in _FIELDS if cell[name]]
    body = ",\n".join(line.replace("%", r"\%").replace("&", r"\&") for line in lines)
    return f"@ARTICLE{{Author{number},\n{body}\n}}\n\n"


def as_ris(cell: dict[str, str], _number: int) -> str:
    lines = ["TY  - JOUR", *(f"AU  - {name}" for name in with_commas(cell))]
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
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
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
            commands = {
                "ingest": [REVIEW, "ingest", path.name],
                "reading": [sys.executable, "-c", _READING, str(path)],
                module: [sys.executable, "-c", f"import {module}; path = {str(path)!r}; {call}"],
            }
            turns = [
                {name: measure(command, folder) for name, command in commands.items()}
                for _ in range(options.repeat)
            ]
            print(f"{kind}: {options.records:,} entries, {path.stat().st_size >> 20} MB")
            for label in commands:
                seconds = statistics.median(turn[label][0] for turn in turns)
                ratio = statistics.median(turn[label][0] / turn[module][0] for turn in turns)
                memory = max(turn[label][1] for turn in turns)
                print(f"  {label:14}{seconds:8.1f} s{ratio:8.2f} x{memory:8.0f} MB")


if __name__ == "__main__":
    main()
