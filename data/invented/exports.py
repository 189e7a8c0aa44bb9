"""How Scopus and Google Scholar write a paper down.

Scopus: the CSV layout of 2023, every cell quoted, UTF-8 with BOM, LF.
Google Scholar: BibTeX without DOI and abstract, accents in LaTeX, long author lists cut, and a
will of its own in capitals and venues.
"""

from __future__ import annotations

import csv
import io
import random
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from invented.papers import Paper
from invented.words import STOP_WORDS

SCOPUS_COLUMNS = (
    "Authors", "Author full names", "Author(s) ID", "Title", "Year", "Source title", "Volume",
    "Issue", "Art. No.", "Page start", "Page end", "Page count", "Cited by", "DOI", "Link",
    "Affiliations", "Authors with affiliations", "Abstract", "Author Keywords", "Index Keywords",
    "Correspondence Address", "Editors", "Publisher", "ISSN", "ISBN", "CODEN", "PubMed ID",
    "Language of Original Document", "Abbreviated Source Title", "Document Type",
    "Publication Stage", "Open Access", "Source", "EID",
)  # fmt: skip
_ACCENTS = {
    "\u0301": "'", "\u0300": "`", "\u0302": "^", "\u0308": '"', "\u0303": "~", "\u030c": "v ",
    "\u0327": "c ", "\u030a": "r ",
}  # fmt: skip
_LATEX = {"ø": r"{\o}", "ł": r"{\l}", "ß": r"{\ss}", "&": r"\&", "%": r"\%", "$": r"\$",
          "–": "--", "“": "``", "”": "''"}  # fmt: skip
_AUTHORS_KEPT = 6


# --- Scopus ------------------------------------------------------------------------------------


def eid(number: int) -> str:
    """An EID of a form that Scopus does not give out (99900000001)."""
    return f"2-s2.0-999{number:08d}"


def scopus_row(paper: Paper, eid: str, cited_by: int = 0) -> list[str]:
    """The cells of one paper, in the order of SCOPUS_COLUMNS."""
    first, _, last = paper.pages.partition("-")
    author_ids = [str(99000000000 + _number(f"{f} {g}")) for f, g in paper.authors]
    known = paper.kind != "reference"  # of a real author only the printed name is given
    home = paper.publisher.partition(" ")[0]
    cells = {
        "Authors": "; ".join(f"{f} {_initials(g)}" for f, g in paper.authors)
        or "[No author name available]",
        "Author full names": "; ".join(
            f"{f}, {g} ({i})" for (f, g), i in zip(paper.authors, author_ids, strict=True)
        )
        * known,
        "Author(s) ID": ("; ".join(author_ids) or "[No author id available]") * known,
        "Title": paper.title,
        "Year": "" if paper.year is None else str(paper.year),
        "Source title": paper.venue,
        "Volume": paper.volume,
        "Issue": paper.issue,
        "Art. No.": paper.article_number,
        "Page start": first,
        "Page end": last,
        "Page count": str(int(last) - int(first)) if first.isdigit() and last.isdigit() else "",
        "Cited by": str(cited_by),
        "DOI": paper.doi,
        "Link": f"https://www.scopus.com/inward/record.uri?eid={eid}&partnerID=40",
        "Affiliations": f"University of {home}, {paper.country}" if paper.country else "",
        "Abstract": paper.abstract or "[No abstract available]",
        "Author Keywords": "; ".join(paper.keywords),
        "Publisher": paper.publisher,
        "Language of Original Document": paper.language,
        "Abbreviated Source Title": paper.abbreviation,
        "Document Type": paper.document_type,
        "Publication Stage": "Final",
        "Source": "Scopus",
        "EID": eid,
    }
    return [cells.get(column, "") for column in SCOPUS_COLUMNS]


def scopus_line(cells: Iterable[str]) -> str:
    """One row of the CSV, its newline included."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _initials(given: str) -> str:
    return "".join(f"{part[0]}." for part in re.split(r"[ -]", given.replace(".", " ")) if part)


def _number(text: str) -> int:
    """A number below 10^9 that stands for a text (FNV-1a)."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value % 10**9


# --- Google Scholar ----------------------------------------------------------------------------


def scholar_key(paper: Paper) -> str:
    """`smith2020title`: first author, year if known, first word of the title that counts."""
    family = _ascii(paper.authors[0][0]) if paper.authors else ""
    words = [_ascii(word) for word in re.findall(r"\w+", re.sub(r"<[^>]+>", "", paper.title))]
    word = next((w for w in words if w and w not in STOP_WORDS), "")
    return f"{family}{paper.year or ''}{word}"


def scholar_entry(paper: Paper, key: str | None = None, entry_type: str = "article") -> str:
    """One BibTeX entry, its closing newline included."""
    container = {"article": "journal", "inproceedings": "booktitle"}.get(entry_type)
    school = "school" if entry_type.endswith("thesis") else "publisher"
    fields = {
        "title": paper.title,
        "author": _scholar_authors(paper),
        container: paper.venue,
        "volume": paper.volume,
        "number": paper.issue,
        "pages": paper.pages.replace("-", "--") or paper.article_number,
        "year": "" if paper.year is None else str(paper.year),
        school: paper.publisher,
    }
    body = ",\n".join(f"  {name}={{{latex(v)}}}" for name, v in fields.items() if name and v)
    return f"@{entry_type}{{{key or scholar_key(paper)},\n{body}\n}}\n"


def scholar_copy(paper: Paper, rng: random.Random) -> Paper:
    """The paper as Google Scholar describes it: never another paper, often other words for it."""
    title = paper.title.replace("“", '"').replace("”", '"')
    if rng.random() < 0.35:
        title = " ".join(
            w if w.lower() in STOP_WORDS else w[:1].upper() + w[1:] for w in title.split()
        )
    venue = paper.venue[:1] + paper.venue[1:].lower() if rng.random() < 0.6 else paper.venue
    if rng.random() < 0.08:
        venue = venue[:26].rsplit(" ", 1)[0] + " ..."
    authors = paper.authors
    if rng.random() < 0.5:
        authors = tuple((f, _initials(g).replace(".", " ").strip()) for f, g in authors)
    copy = replace(paper, title=title, venue=venue, authors=authors, doi="", abstract="")
    if rng.random() < 0.08:  # seen when it was online first
        copy = replace(copy, volume="", issue="", pages="", article_number="")
        if paper.year is not None and 2016 <= paper.year <= 2023:
            copy = replace(copy, year=paper.year - rng.randint(0, 1))
    return copy


def latex(text: str) -> str:
    """A value as BibTeX wants it: accents and special characters in LaTeX."""
    out = ""
    for char in text:
        if char in _LATEX:
            out += _LATEX[char]
            continue
        base, *marks = list(unicodedata.normalize("NFD", char))
        if len(marks) == 1 and marks[0] in _ACCENTS:
            out += "{\\" + _ACCENTS[marks[0]] + base + "}"
        else:
            out += char
    return out


def _scholar_authors(paper: Paper) -> str:
    names = [f"{family}, {given}" if given else family for family, given in paper.authors]
    cut = len(names) > _AUTHORS_KEPT
    return " and ".join(names[:_AUTHORS_KEPT] + ["others"] * cut)


def _ascii(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.lower().replace("ø", "o").replace("ł", "l"))
    return "".join(c for c in bare if c.isascii() and c.isalnum())
