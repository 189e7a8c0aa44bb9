"""Damage one entry of an export; whatever is done to it, the others must come out as before.

    python tests/ingest/fuzz.py FOLDER [--count 100000] [--seed 1]

takes every export under FOLDER, keeps its first entries, and damages one of them in as many ways.
Prints each mutation that crashes, hangs, or costs another entry. The tests run it on tests/exports.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from litsieve.archives import members
from litsieve.errors import ReviewError
from litsieve.ingest.clean import clean
from litsieve.ingest.decode import load
from litsieve.ingest.entry import Reject
from litsieve.ingest.formats import recognise

#: Entries that are kept of a file, and what is compared of each.
KEPT = 10
COMPARED = ("title", "authors", "year", "doi", "abstract", "source_id")
#: Seconds after which reading a few entries counts as a hang.
HANG = 5.0
JUNK = (
    b"{", b"}", b'"', b"\n", b",", b"@", b'"\n"', b"\0", b"\xff", b"=", b"\\", b"}}\n", b"#", b"'",
    b"\r", b"\r\n", b"<", b">", b"&", b"</", b"]]>", b"<!--", b"[", b"]", b":", b";", b"\t",
    b"  - ", b"\nER  - \n", b"\n\n", b"\xe9", b"\xc3", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"%",
    b"<record>",
    b"|", b"\x1a", b"\x0c", b"$", b"NULL", b"TY  - ", b'""', b'","', b"{{", b"%0 ",
)  # fmt: skip

Facts = tuple[object, ...]


@dataclass(frozen=True)
class Sample:
    """The first entries of an export: its bytes, and where in them each entry stands."""

    name: str
    format: str
    data: bytes
    spans: list[tuple[int, int]]
    facts: list[Facts]


@dataclass(frozen=True)
class Finding:
    """A mutation that did what none may do."""

    name: str
    seed: int
    how: str
    what: str


def facts(data: bytes, form: str | None) -> tuple[list[tuple[str, Facts]], str]:
    """What is read of an export's bytes: raw text and facts of each record, and the format."""
    decoded = load(lambda: BytesIO(data), "x")
    found_form = recognise(decoded.text, "x", form)
    reading = found_form.read(decoded.text)
    found = []
    for item in reading.entries(list(reading.blocks)):
        if not isinstance(item, Reject):
            record = clean(item)
            found.append((item.raw, tuple(record.get(column) for column in COMPARED)))
    return found, found_form.NAME


def sample(path: Path) -> Sample | None:
    """The first entries of a file; None if it is no text or its entries cannot be told apart."""
    member = members(path, path.name)[0]
    with member.open() as stream:
        data = stream.read(1 << 20)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found, form = facts(data, None)
    spans: list[tuple[int, int]] = []
    at = 0
    for raw, _ in found[: KEPT + 1]:
        start = text.find(raw, at)
        if start < 0 or not raw:
            return None
        spans.append((start, start + len(raw)))
        at = spans[-1][1]
    if len(found) > KEPT:
        text = text[: spans.pop()[0]]
    if len(spans) < 2:
        return None
    places = [(len(text[:a].encode()), len(text[:b].encode())) for a, b in spans]
    kept, _ = facts(text.encode(), form)
    if len(kept) != len(spans):
        return None
    return Sample(path.name, form, text.encode(), places, [fact for _, fact in kept])


def mutate(of: Sample, rng: random.Random) -> tuple[bytes, int, bool, str]:
    """Damaged bytes, the entry that was damaged, whether all after it is gone, and how."""
    data = of.data
    victim = rng.randrange(len(of.spans))
    start, end = of.spans[victim]
    end = max(end - 1, start + 1)  # what stands last ends the entry: without it two are one
    at = rng.randrange(start, end)
    how = rng.choice(
        ["flip", "flips", "insert", "delete", "run", "line", "double", "cut", "recode"]
    )
    if how == "flip":
        return (
            data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :],
            victim,
            False,
            how,
        )
    if how == "flips":
        changed = bytearray(data)
        for _ in range(rng.randrange(2, 8)):
            changed[rng.randrange(start, end)] = rng.randrange(256)
        return bytes(changed), victim, False, how
    if how == "insert":
        junk = rng.choice(JUNK)
        return data[:at] + junk + data[at:], victim, False, f"insert {junk!r}"
    if how == "delete":
        return data[:at] + data[at + 1 :], victim, False, how
    if how == "run":
        upto = min(end, at + rng.randrange(1, 200))
        return data[:at] + data[upto:], victim, False, how
    if how == "cut":
        return data[:at], victim, True, how
    if how == "recode":
        piece = data[at:end].decode("utf-8", "replace")
        return data[:at] + piece.encode("cp1252", "replace") + data[end:], victim, False, how
    first = max(data.rfind(b"\n", 0, at) + 1, start)
    last = data.find(b"\n", at, end) + 1 or end
    if how == "line":
        return data[:first] + data[last:], victim, False, how
    return data[:last] + data[first:last] + data[last:], victim, False, how


def check(of: Sample, seed: int) -> Finding | None:
    """What one mutation does wrong, if anything."""
    data, victim, cut, how = mutate(of, random.Random(f"{of.name}:{seed}"))
    started = time.perf_counter()
    try:
        found, _ = facts(data, of.format)
    except ReviewError:
        found = []
    except Exception as error:
        return Finding(of.name, seed, how, f"crash: {error!r}")
    if time.perf_counter() - started > HANG:
        return Finding(of.name, seed, how, "hang")
    there = Counter(fact for _, fact in found)
    whole = of.facts[:victim] + ([] if cut else of.facts[victim + 1 :])
    lost = Counter(whole) - there
    if lost:
        return Finding(
            of.name, seed, how, f"entry {victim} cost {sum(lost.values())} of {len(whole)}"
        )
    return None


def samples(folder: Path) -> Iterator[Sample]:
    """Every export under a folder that can be damaged entry by entry."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".tsv", ".md") and path.name[0] != ".":
            try:
                found = sample(path)
            except ReviewError as error:
                print(f"{path.name}: {error}", file=sys.stderr)
                continue
            if found:
                yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a file's name")
    options = parser.parse_args()
    chosen = [one for one in samples(options.folder) if options.only in one.name]
    share = options.count // len(chosen) + 1
    total: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for one in chosen:
        for number in range(share):
            total[one.format] += 1
            finding = check(one, options.seed * 1_000_003 + number)
            if finding:
                bad[one.format] += 1
                print(finding)
    print(f"{sum(total.values()):,} mutations of {len(chosen)} files; {sum(bad.values())} findings")
    for name, count in sorted(total.items()):
        print(f"  {name:18}{count:8,}{bad[name]:8}")


if __name__ == "__main__":
    main()
