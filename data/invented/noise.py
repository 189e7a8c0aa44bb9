"""What happens to the description of a work on its way through a database, and how to lose it.

Each function edits a row (`invented.records`; its authors are still pairs of family and given name)
and says whether there was anything to change. How often each happens stands in
benchmarks/copies.py.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from invented.records import Row
from invented.works import Work
from invented.writing import initials, slip

Change = Callable[[Row, random.Random, Work], bool]

#: What stands for a missing value where it is not "".
_NOTHING: dict[str, Any] = {"year": None, "authors": ()}


def rewritten(field: str, rewrite: Callable[[str, random.Random], str]) -> Change:
    """One text is written otherwise."""

    def change(row: Row, rng: random.Random, _: Work) -> bool:
        old, row[field] = row[field], rewrite(row[field], rng)
        return bool(row[field] != old)

    return change


def lost(*fields: str) -> Change:
    """What stood there is missing."""

    def change(row: Row, *_: Any) -> bool:
        found = any(row[field] for field in fields)
        row.update({field: _NOTHING.get(field, "") for field in fields})
        return found

    return change


def as_written(field: str) -> Change:
    """A matter of how the file writes it (`invented.databases`): the value is the same."""
    return lambda row, *_: bool(row[field])


# ------------------------------------------------------------------------------------- titles


def original_title(row: Row, _: random.Random, work: Work) -> bool:
    if work.original_title:
        row["title"] = work.original_title
    return bool(work.original_title)


def both_titles(row: Row, _: random.Random, work: Work) -> bool:
    if not work.original_title or row["title"] == work.original_title:
        return False
    row["title_alternative"] = work.original_title
    return True


def subtitle_lost(row: Row, _: random.Random, work: Work) -> bool:
    """Not of works that only their subtitle tells from others (protocol, reply, Part II)."""
    head, colon, _tail = row["title"].partition(": ")
    if work.family != "ordinary" or not colon or len(head) < 25:
        return False
    row["title"] = head
    return True


# ------------------------------------------------------------------------------------ authors


def authors_cut(row: Row, rng: random.Random, _: Work) -> bool:
    kept = rng.choice((1, 3, 3, 6))
    if len(row["authors"]) <= kept:
        return False
    row["authors"], row["authors_cut"] = row["authors"][:kept], True
    return True


def authors_lost(row: Row, *_: Any) -> bool:
    """Shortened without saying so."""
    if len(row["authors"]) < 3:
        return False
    row["authors"] = row["authors"][: 1 + len(row["authors"]) // 2]
    return True


def reordered(row: Row, rng: random.Random, _: Work) -> bool:
    if len(row["authors"]) < 2:
        return False
    row["authors"] = [row["authors"][-1], *row["authors"][:-1]]
    if rng.random() < 0.3:
        row["authors"].sort()
    return True


def run_together(row: Row, *_: Any) -> bool:
    if len(row["authors"]) < 2:
        return False
    names = (f"{family} {initials(given, '. ').strip()}" for family, given in row["authors"])
    row["authors"] = [("".join(names), "")]
    return True


def swapped(row: Row, *_: Any) -> bool:
    if any(not given for _, given in row["authors"]) or not row["authors"]:
        return False
    row["authors"] = [(given, family) for family, given in row["authors"]]
    return True


def split_family(row: Row, *_: Any) -> bool:
    """The first word of a family name of two is taken for a given name."""
    changed = [
        (family.split(" ", 1)[1], f"{given} {family.split(' ', 1)[0]}") if " " in family
        else (family, given)
        for family, given in row["authors"]
    ]  # fmt: skip
    done = changed != row["authors"]
    row["authors"] = changed
    return bool(done)


def name_typo(row: Row, rng: random.Random, _: Work) -> bool:
    if not row["authors"]:
        return False
    at = rng.randrange(len(row["authors"]))
    family, given = row["authors"][at]
    row["authors"][at] = (slip(family, rng), given)
    return True


def group(row: Row, _: random.Random, work: Work) -> bool:
    row["authors"].append((f"{work.journal.name.split()[-1]} Study Group", ""))
    return True


# --------------------------------------------------------------------- year, volume and pages


def online_first(row: Row, rng: random.Random, work: Work) -> bool:
    if work.year < 2004 or work.document_type == "Preprint":
        return False
    row.update(volume="", issue="", pages="", article_number="")
    row["year"] = work.year - rng.choice((0, 0, 1, 1, 1, 2))
    return True


def year_next(row: Row, rng: random.Random, work: Work) -> bool:
    row["year"] = work.year + rng.choice((-1, 1))
    return True


def first_page(row: Row, *_: Any) -> bool:
    first, dash, _last = row["pages"].partition("-")
    row["pages"] = first
    return bool(dash)


def counted_pages(row: Row, rng: random.Random, work: Work) -> bool:
    """An article number as the pages that the article has: e12724 → 1-9."""
    if not work.article_number:
        return False
    row.update(article_number="", pages=f"1-{rng.randint(4, 16)}")
    return True


def number_as_page(row: Row, _: random.Random, work: Work) -> bool:
    if not work.article_number:
        return False
    row.update(article_number="", pages=work.article_number.lstrip("e"))
    return True


def supplement(row: Row, rng: random.Random, work: Work) -> bool:
    """S417 → 417, Suppl-417; the volume may name the supplement."""
    if not work.pages.startswith("S"):
        return False
    number = work.pages[1:].partition("-")[0]
    row["pages"] = rng.choice((number, f"Suppl-{number}", f"s{number}"))
    row["issue"] = rng.choice(("", "S1", "Suppl 1", "Suppl. 1"))
    row["volume"] = rng.choice((row["volume"], f"{row['volume']} Suppl 1".lstrip()))
    return True


def issue_as_volume(row: Row, *_: Any) -> bool:
    if not row["issue"]:
        return False
    row["volume"], row["issue"] = row["issue"], ""
    return True


def wrong_page(row: Row, *_: Any) -> bool:
    if "-" not in row["pages"]:
        return False
    row["pages"] = re.sub(r"\d+", lambda found: str(int(found[0]) + 1), row["pages"], count=1)
    return True


# --------------------------------------------------------------------------- DOI and the rest


def doi_wrong(row: Row, *_: Any) -> bool:
    row["doi"] = row["doi"][:-1]
    return bool(row["doi"])


def abbreviated(row: Row, _: random.Random, work: Work) -> bool:
    row["venue"] = work.journal.abbreviation
    return True


def acronym(row: Row, _: random.Random, work: Work) -> bool:
    words = re.findall(r"[A-Z]\w+", work.journal.name)
    if len(words) < 3:
        return False
    row["venue"] = "".join(word[0] for word in words)
    return True


def society(row: Row, _: random.Random, work: Work) -> bool:
    row["venue"] += f" : official journal of the {work.journal.name.split()[-1]} Society"
    return True


def abstract_cut(row: Row, rng: random.Random, _: Work) -> bool:
    if len(row["abstract"]) < 400:
        return False
    row["abstract"] = row["abstract"][: rng.randint(150, 350)].rsplit(" ", 1)[0] + " …"
    row["abstract_partial"] = True
    return True


def copyright(row: Row, *_: Any) -> bool:
    if row["abstract"]:
        row["abstract"] += f" © {row['year'] or 2020} Larkfield Press. All rights reserved."
    return bool(row["abstract"])
