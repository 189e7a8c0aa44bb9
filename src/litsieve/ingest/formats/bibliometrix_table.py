"""bibliometrix table: the data frame of bibliometrix and biblioshiny, saved as CSV or Excel.

Recognised by the tags of Web of Science as headings (`AU`, `TI`, `SO`, `PY`) beside one that
bibliometrix adds (`DB`, `SR`, `AU_UN`) or, without `PT`, two that it keeps (`UT`, `CR`, `AF` …).

- What is said of the tables of Web of Science holds here too; `NA` is nothing.
- Names of authors have no comma: the last word of `AU` are initials, and what stands before it is
  the family name, in `AF` as well.
- All letters are capitals, and stay so.
- `DB` is the database (`ISI` is Web of Science); if the rows differ, the file names none. The
  record's own id is `UT` where it has the form of that database's ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litsieve.ingest import wos
from litsieve.ingest.entry import Reading, Text
from litsieve.ingest.shapes.columns import Cells, Columns, Found, headings, read_table
from litsieve.ingest.shapes.table_head import cells, only
from litsieve.ingest.values import identifiers, names

NAME = "bibliometrix-table"
LABEL = "bibliometrix table"
DATABASE = None
SIGN = "the headings AU, TI, SO, PY … with DB or SR, or without PT and two of UT, CR, AF, C1, DE"

_TAGS = frozenset({"au", "ti", "so", "py"})
_KEPT = frozenset({"ut", "cr", "af", "c1", "de"})
_COLUMNS = {
    **{ours: (tag,) for ours, (tag, *_) in wos.FIELDS.items()},
    "venue": ("so", "ji", "j9"),
    "pages": ("pp", "ps"),
    "url": ("url", "dl"),
}
#: What DB says, and what each of these databases' ids look like.
_DATABASES = {
    "ISI": "Web of Science", "WOS": "Web of Science", "SCOPUS": "Scopus", "PUBMED": "PubMed",
    "DIMENSIONS": "Dimensions", "LENS": "The Lens", "OPENALEX": "OpenAlex",
    "OPENALEX_API": "OpenAlex", "COCHRANE": "Cochrane Library",
}  # fmt: skip
_IDS = (
    re.compile(r"2-s2\.0-\d+", re.IGNORECASE),
    re.compile(r"pub\.\d{6,}", re.IGNORECASE),
    re.compile(r"(?:\d{3}-){4}\d{2}[\dX]", re.IGNORECASE),
    re.compile(r"CN-\d{8}"),
    re.compile(r"(?<![A-Z])W\d{5,}$"),
)
_NAMES = ("authors", "full_names")
_LISTS = wos.LISTS | {"addresses"}
#: More letters than this are no initials.
_LONGEST = 4


def detect(head: str) -> bool:
    """Whether the header has the tags of Web of Science and what bibliometrix makes of them."""
    present = headings(head)
    return present >= _TAGS and (
        not present.isdisjoint(wos.OF_BIBLIOMETRIX)
        or ("pt" not in present and len(present & _KEPT) > 1)
    )


def read(text: Text) -> Reading:
    """The rows of a data frame, and the database that all of them are of."""
    stated = only(name for (name,) in cells(text, "db"))
    database = _DATABASES.get(stated.upper(), stated) if stated and stated != "NA" else None
    return read_table(text, Columns(_COLUMNS, _convert), "bibliometrix", database)


def _convert(cell: Cells) -> Found | None:
    given = {name: value for name, value in cell.items() if value != "NA"}
    values = {
        name: value.split(";") if name in _LISTS else [value] for name, value in given.items()
    }
    if "issue" not in values and "part" in values:  # of BibTeX it is the number
        values["issue"] = values.pop("part")
    values["authors"] = list(_authors(*(values.pop(name, []) for name in _NAMES)))
    found = wos.record(values)
    if found is None or found.own_id:
        return found
    accession = given.get("accession", "")
    own = next((made[0] for pattern in _IDS if (made := pattern.search(accession))), None)
    if own:
        found.own_id = own.lower() if own.startswith(("2-S2", "PUB.")) else own
    elif pmid := identifiers.pmid(given.get("pmid") or _pmid(accession)):
        found.fields["pmid"], found.own_id = pmid, f"pmid:{pmid}"
    return found


def _pmid(accession: str) -> str:
    """PubMed's numbers stand in UT as they are."""
    return accession if re.fullmatch(r"\d{5,8}", accession) else ""


def _authors(shorts: list[str], fulls: list[str]) -> Iterator[str]:
    """`BELL J` tells which words of `BELL JANE`, or of `JANE BELL`, are the family name."""
    is_aligned = len(shorts) == len(fulls)
    for at, short in enumerate(map(str.strip, shorts or fulls)):
        full = fulls[at].strip() if is_aligned else ""
        family, _, initials = short.rpartition(" ")
        family = family.rstrip(",")
        given = initials
        if "," in full:
            family, _, given = full.partition(",")
        elif family and full.startswith(f"{family} "):
            given = full.removeprefix(family)
        elif family and full.endswith(f" {family}"):
            given = full.removesuffix(family)
        is_person = family and len(initials) <= _LONGEST and not names.is_organisation(short)
        yield names.author(family, given) if is_person else names.author(short)
