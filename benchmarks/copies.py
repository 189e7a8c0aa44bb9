"""N records of known works, as five databases would export them: for measuring de-duplication.

    python benchmarks/copies.py 10000 --seed 1 -o generated

writes scopus.csv, pubmed.nbib, wos.txt, embase.ris, scholar.bib and truth.csv: source (the file),
source_id (EID, PMID, accession number, citation key), work (its number), family (its kind, of
`invented.families.FAMILIES`) and noise (what happened to this copy, of NOISE). `rows` gives the
same records as dicts (schema.RECORD), without files.

Three records in ten are copies of a work that another record describes too (COPIES); one work in
six has different works beside it that look alike. Everything is invented. The same N and seed give
the same bytes; memory stays flat, whatever N.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "data"))

from invented import noise, writing
from invented.databases import begin, end, entry
from invented.families import works
from invented.noise import Change, as_written, lost, rewritten
from invented.records import FILES, Row, plain
from invented.works import Work

#: Of a thousand works: how many are in 1, 2 … 6 records.
COPIES = (740, 150, 70, 25, 10, 5)
#: Database: its share of the records, and of its records with a second copy in itself.
DATABASES = {
    "Scopus": (0.28, 0.03), "PubMed": (0.22, 0.0), "Web of Science": (0.20, 0.01),
    "Embase": (0.17, 0.05), "Google Scholar": (0.13, 0.06),
}  # fmt: skip


class Noise(NamedTuple):
    """What may happen to a record: `rate` is how often it is tried on the records of `databases`
    (all, if none is named), `share` to how many in a hundred of all records it happens.
    """

    name: str
    rate: float
    share: float
    change: Change
    databases: tuple[str, ...] = ()


SCHOLAR, EMBASE, SCOPUS, PUBMED, WOS = (
    ("Google Scholar",), ("Embase",), ("Scopus",), ("PubMed",), ("Web of Science",)
)  # fmt: skip
#: What may happen to a record, in this order, each on its own: name, rate, share, change, whose.
#: A title without a subtitle loses none: the share is what is left of the rate.
NOISE = (
    Noise("original title", 0.10, 0.16, noise.original_title, SCOPUS + EMBASE + SCHOLAR),
    Noise("both titles", 0.60, 0.56, noise.both_titles, PUBMED + SCOPUS),
    Noise("typo in the title", 0.015, 1.4, rewritten("title", writing.slip)),
    Noise("other spelling", 0.03, 1.3, rewritten("title", writing.respelt)),
    Noise("Greek letters", 0.40, 1.7, rewritten("title", writing.in_latin)),
    Noise("subtitle lost", 0.015, 0.44, noise.subtitle_lost),
    Noise("title cut", 0.03, 0.23, rewritten("title", writing.cut_at(60)), SCHOLAR),
    Noise("note in the title", 0.006, 0.62, rewritten("title", writing.noted)),
    Noise("retracted", 0.001, 0.09, rewritten("title", writing.retracted)),
    Noise("title case", 0.35, 12.3, rewritten("title", writing.capitalised), SCHOLAR + EMBASE),
    Noise("capitals", 0.03, 1.5, rewritten("title", writing.upper), WOS + SCOPUS),
    Noise("tags in the title", 0.02, 2.1, as_written("title")),
    Noise("no title", 0.0007, 0.07, lost("title")),
    Noise("authors cut", 0.02, 1.2, noise.authors_cut),
    Noise("authors lost", 0.005, 0.42, noise.authors_lost),
    Noise("authors reordered", 0.004, 0.39, noise.reordered),
    Noise("typo in a name", 0.01, 1.0, noise.name_typo),
    Noise("family name split", 0.05, 0.82, noise.split_family, SCHOLAR + PUBMED + WOS),
    Noise("given for family name", 0.002, 0.21, noise.swapped),
    Noise("group among authors", 0.006, 0.64, noise.group),
    Noise("authors run together", 0.006, 0.10, noise.run_together, EMBASE),
    Noise("no authors", 0.006, 0.61, lost("authors")),
    Noise("online first", 0.03, 2.1, noise.online_first),
    Noise("year ± 1", 0.007, 0.68, noise.year_next),
    Noise("no year", 0.002, 0.18, lost("year")),
    Noise("no volume", 0.006, 0.57, lost("volume", "issue")),
    Noise("no issue", 0.08, 7.0, lost("issue")),
    Noise("issue for volume", 0.002, 0.16, noise.issue_as_volume),
    Noise("supplement's notation", 0.50, 2.7, noise.supplement),
    Noise("pages counted", 0.15, 2.0, noise.counted_pages),
    Noise("number as page", 0.15, 1.9, noise.number_as_page),
    Noise("first page only", 0.05, 4.1, noise.first_page),
    Noise("no pages", 0.02, 2.0, lost("pages", "article_number")),
    Noise("wrong page", 0.002, 0.15, noise.wrong_page),
    Noise("DOI in capitals", 0.04, 2.2, as_written("doi")),
    Noise("DOI with resolver", 0.05, 2.8, as_written("doi")),
    Noise("wrong DOI", 0.001, 0.06, noise.doi_wrong),
    Noise("journal abbreviated", 0.10, 4.9, noise.abbreviated, PUBMED + EMBASE + SCHOLAR),
    Noise("acronym of the journal", 0.004, 0.32, noise.acronym),
    Noise("journal cut", 0.08, 0.52, rewritten("venue", writing.cut_at(26)), SCHOLAR),
    Noise("society of the journal", 0.06, 0.86, noise.society, PUBMED),
    Noise("and, &", 0.10, 1.3, rewritten("venue", writing.other_and)),
    Noise("no journal", 0.004, 0.46, lost("venue")),
    Noise("no abstract", 0.06, 4.5, lost("abstract")),
    Noise("abstract cut", 0.02, 1.2, noise.abstract_cut),
    Noise("copyright in the abstract", 0.40, 9.6, noise.copyright, SCOPUS),
    Noise("headings lost", 1.0, 5.2, rewritten("abstract", writing.without_headings), EMBASE),
)  # fmt: skip
_OF = {
    database: [item for item in NOISE if not item.databases or database in item.databases]
    for database in DATABASES
}


def rows(records: int, seed: int) -> Iterator[Row]:
    """The records, the copies of a work one after the other.

    Columns of schema.RECORD as ingest would fill them (missing is "" or None), and `work`,
    `family`, `noise` (names of NOISE).
    """
    number = 0
    for work in works(seed):
        rng = random.Random(f"{seed}:copies:{work.number}")
        for database in _where(work, rng):
            if number == records:
                return
            yield _row(work, database, number, rng)
            number += 1


def _where(work: Work, rng: random.Random) -> list[str]:
    """The databases that have it, one twice if that has it twice."""
    count = rng.choices(range(1, len(COPIES) + 1), COPIES)[0]
    names = list(DATABASES)
    if not work.medline or work.document_type == "Preprint":
        names.remove("PubMed")
    found: list[str] = []
    while len(found) < count:
        left = [name for name in names if name not in found]
        again = [name for name in found if rng.random() < DATABASES[name][1]]
        if again or not left:
            twice = [name for name in found if DATABASES[name][1]]
            found += again[:1] or ([rng.choice(twice)] if twice else [])
            if not (again or twice):
                break
        else:
            found += rng.choices(left, [DATABASES[name][0] for name in left])
    return found


def _row(work: Work, database: str, number: int, rng: random.Random) -> Row:
    row = plain(work, database, number, rng)
    happened = []
    for item in _OF[database]:
        if rng.random() < item.rate and item.change(row, rng, work):
            happened.append(item.name)
    names = [f"{family}, {given}" if given else family for family, given in row["authors"]]
    row["authors"] = "; ".join(dict.fromkeys(names))
    row["authors_cut"] = row["authors_cut"] or (False if names else None)
    row.update(work=work.number, family=work.family, noise=happened)
    return row


# -------------------------------------------------------------------------------------- files

#: Entries are shuffled among so many neighbours: copies do not stand side by side in a file.
_SHUFFLED = 5000
TRUTH = ("source", "source_id", "work", "family", "noise")


def generate(records: int, seed: int, folder: Path, order: int = 0) -> list[Path]:
    """Write the exports and truth.csv; the paths of the exports.

    `order` shuffles the entries of the files otherwise, and changes nothing else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / file for name, file in FILES.items()}
    outs = {name: path.open("w", encoding="utf-8", newline="") for name, path in paths.items()}
    waiting: dict[str, list[str]] = {name: [] for name in FILES}
    rng = random.Random(f"{seed}:order:{order}")
    try:
        for name, out in outs.items():
            out.write(begin(name))
        with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
            truth = csv.writer(file, lineterminator="\n")
            truth.writerow(TRUTH)
            for row in rows(records, seed):
                truth.writerow(
                    [row["file"], *(row[c] for c in TRUTH[1:4]), "; ".join(row["noise"])]
                )
                waits = waiting[row["source"]]
                waits.append(entry(row))
                if len(waits) > _SHUFFLED:
                    at = rng.randrange(len(waits))
                    waits[at], waits[-1] = waits[-1], waits[at]
                    outs[row["source"]].write(waits.pop())
        for name, waits in waiting.items():
            rng.shuffle(waits)
            outs[name].writelines([*waits, end(name)])
    finally:
        for out in outs.values():
            out.close()
    return list(paths.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", type=int, metavar="N", help="records in all files together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, default=Path("generated"), metavar="DIR")
    args = parser.parse_args()
    for path in generate(args.records, args.seed, args.output):
        print(path)


if __name__ == "__main__":
    main()
