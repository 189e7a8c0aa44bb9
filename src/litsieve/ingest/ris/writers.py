"""Who wrote a RIS file, and the database that its entries come from, as far as they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from litsieve.ingest.ris.parse import Fields, Record
from litsieve.text import fold

#: Usual name: the words that a statement begins with, folded.
_NAMES: dict[str, tuple[str, ...]] = {
    "MEDLINE": ("medline", "ovid medline", "ovid medline r"),
    "PubMed": ("pubmed", "nlm"),
    "Embase": ("embase", "embase classic"),
    "PsycINFO": ("psycinfo", "apa psycinfo", "psyinfo"),
    "PsycARTICLES": ("psycarticles", "apa psycarticles"),
    "Scopus": ("scopus",),
    "Web of Science": (
        "web of science", "wos", "science citation index", "social science citation index",
        "social sciences citation index", "isi web of",
    ),
    "CENTRAL": ("cochrane central", "central", "ebm reviews cochrane central"),
    "Cochrane Reviews": ("cochrane database of systematic", "ebm reviews cochrane database of s"),
    "CINAHL": ("cinahl",),
    "ERIC": ("eric",),
    "EconLit": ("econlit",),
    "Academic Search Premier": ("academic search premier",),
    "Academic Search Complete": ("academic search complete",),
    "Academic Search Ultimate": ("academic search ultimate",),
    "Business Source Premier": ("business source premier",),
    "Business Source Complete": ("business source complete",),
    "GreenFILE": ("greenfile",),
    "SPORTDiscus": ("sportdiscus",),
    "CAB Abstracts": ("cab abstracts", "cabi"),
    "Global Health": ("global health",),
    "AMED": ("amed",),
    "LILACS": ("lilacs",),
    "SciELO": ("scielo",),
    "JSTOR": ("jstor",),
    "IEEE Xplore": ("ieee xplore",),
    "ACM Digital Library": ("acm digital library",),
    "Google Scholar": ("google scholar",),
    "ScienceDirect": ("sciencedirect", "science direct"),
    "arXiv": ("arxiv",),
    "Sociological Abstracts": ("sociological abstracts", "csa sociological abstracts"),
}  # fmt: skip

#: Short names of EBSCOhost (`db=aph`) and Ovid (`D=medl`): usual name.
_CODES = {
    "aph": "Academic Search Premier", "a9h": "Academic Search Complete",
    "asn": "Academic Search Ultimate", "buh": "Business Source Premier",
    "bth": "Business Source Complete", "bsu": "Business Source Ultimate", "ecn": "EconLit",
    "eoh": "EconLit", "ccm": "CINAHL", "cin20": "CINAHL", "rzh": "CINAHL", "c8h": "CINAHL",
    "jlh": "CINAHL", "cul": "CINAHL", "psyh": "PsycINFO", "pdh": "PsycARTICLES",
    "cmedm": "MEDLINE", "mnh": "MEDLINE", "mdc": "MEDLINE", "mdl": "MEDLINE", "eric": "ERIC",
    "ehh": "Education Research Complete", "8gh": "GreenFILE", "s3h": "SPORTDiscus",
    "sph": "SPORTDiscus", "sih": "SocINDEX", "i3h": "International Political Science Abstracts",
    "lxh": "Library, Information Science & Technology Abstracts", "eih": "Environment Index",
    "eax": "Environment Complete", "hch": "Health Source", "lah": "CAB Abstracts",
}  # fmt: skip
_OVID_CODES = {
    "med": "MEDLINE", "prem": "MEDLINE", "ppez": "MEDLINE", "pmnm": "MEDLINE", "mesz": "MEDLINE",
    "mesx": "MEDLINE", "ovft": "Ovid Full Text", "psyc": "PsycINFO", "psyf": "PsycINFO",
    "emed": "Embase", "emez": "Embase", "emef": "Embase", "emcl": "Embase", "oemez": "Embase",
    "cctr": "CENTRAL", "coch": "Cochrane Reviews", "cagh": "Global Health", "caba": "CAB Abstracts",
    "eric": "ERIC", "amed": "AMED", "hmic": "HMIC", "econ": "EconLit", "paeds": "Embase",
}  # fmt: skip
_ACCESSIONS = {
    "WOS": "Web of Science", "ISI": "Web of Science", "MEDLINE": "MEDLINE", "BCI": "BIOSIS",
    "ZOOREC": "Zoological Record", "SCIELO": "SciELO", "KJD": "KCI", "CABI": "CAB Abstracts",
    "PPRN": "Preprint Citation Index",
}  # fmt: skip
#: Links that only a database's own export has.
_HOSTS = (
    (re.compile(r"\bscopus\.com/"), "Scopus"),
    (re.compile(r"\bembase\.com/\S*viewrecord"), "Embase"),
    (re.compile(r"cochranelibrary\.com/central/"), "CENTRAL"),
    (re.compile(r"app\.dimensions\.ai/details/publication"), "Dimensions"),
    (re.compile(r"(?:link\.|www\.)?lens\.org/\d{3}-\d{3}"), "Lens"),
    (re.compile(r"://(?:WOS|ISI):"), "Web of Science"),
)
_EBSCO = re.compile(r"ebscohost\.com\S*[?&]db=(\w+)")
_OVID = re.compile(r"ovid\S*[?&]D=([a-z]+)")
_PLATFORMS = frozenset({"ebscohost", "ebsco", "ovid", "ovid technologies", "proquest"})
_YEARS = re.compile(r"\s*<[^>]*>|\(R\)|®")

#: Who wrote the file: what shows it in an entry, tools before databases.
_MARKS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("ASReview", r"\bN1 {1,2}- [^\n]*ASReview_"),
        ("Rayyan", r"\nAN  - rayyan-"),
        ("EPPI-Reviewer", r"\nKW  - eppi-reviewer"),
        ("Covidence", r"\nNS  - "),
        ("RefWorks", r"\nID  - RefID:"),
        ("Citavi", r"\nM4  - Citavi"),
        ("EndNote", r"\nID  - \d+\s*\nER  -"),
        ("Publish or Perish", r"\nM1  - Query date:|\nN1  - Cited By \(since"),
        ("Ovid", r"\bovid\S*[?&]D=[a-z]|^\s*\d+\.\s"),
        ("EBSCOhost", r"\nDP  - EBSCO"),
        ("ProQuest", r"proquest\.com/docview"),
        ("Cochrane Library", r"^Record #\d|\nAN  -  CN-"),
        ("Embase.com", r"\nU2  - L\d"),
        ("Web of Science", r"\nAN  - (?:WOS|ISI):|://WOS:"),
        ("Scopus", r"\nDB  - Scopus"),
        ("JSTOR", r"\nDB  - JSTOR"),
        ("IEEE Xplore", r"\nVO  - [\s\S]*\nER"),
        ("Zotero", r"\nDA  - \d{4}/\d*/\d*/"),
    )
)


def stated(fields: Fields) -> frozenset[str]:
    """The databases that an entry says it is from, by their usual names."""
    found: set[str] = set()
    for value in fields.get("DB", ()):
        found.update(name for part in value.split(";") if (name := usual(part)))
    for value in fields.get("DP", ()):
        if name := _known(_YEARS.sub(" ", value)):
            found.add(name)
    for value in fields.get("AN", ()):
        if name := _ACCESSIONS.get(value.split(":", 1)[0]):
            found.add(name)
        elif value.startswith(("CN-0", "CN-1")):
            found.add("CENTRAL")
    for value in (*fields.get("UR", ()), *fields.get("L2", ())):
        found.update(name for pattern, name in _HOSTS if pattern.search(value))
        if code := _EBSCO.search(value):
            found.update(name for name in (_CODES.get(code[1]),) if name)
        if (code := _OVID.search(value)) and (name := _ovid_name(code[1])):
            found.add(name)
    return frozenset(found)


def _ovid_name(code: str) -> str | None:
    return next((name for start, name in _OVID_CODES.items() if code.startswith(start)), None)


@lru_cache(maxsize=1 << 10)
def usual(text: str) -> str | None:
    """The usual name of a database as DB states it; other names stay as they are."""
    text = " ".join(_YEARS.sub(" ", text).split())
    word = text.lower()
    if word in _CODES:
        return _CODES[word]
    if found := _known(text):
        return found
    if word in _PLATFORMS or not 3 <= len(text) <= 60 or not any(c.isalpha() for c in text):
        return None
    return text


def _known(text: str) -> str | None:
    word = fold(text)
    for name, words in _NAMES.items():
        if any(word == w or word.startswith(f"{w} ") for w in words):
            return name
    return None


def database(records: list[Record]) -> str | None:
    """The database that two thirds of the entries state: the one that most do."""
    votes: Counter[str] = Counter()
    for record in records:
        ovid = (_ovid_name(code) for code in _OVID.findall(record.raw))
        votes.update(stated(record.fields).union(name for name in ovid if name))
    if not votes and records and _share(_lines(records), _IEEE) >= 1:
        return "IEEE Xplore"
    for name, count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:1]:
        if 3 * count >= 2 * len(records):
            return name
    return None


#: How many entries show who wrote a file.
_SAMPLE = 200
_IEEE = re.compile(r"\nVO  - [\s\S]*\nER")


def dialect(records: list[Record]) -> str | None:
    """Who wrote the file: the first whose mark half of the entries bear."""
    entries = _lines(records[:_SAMPLE])
    return next((name for name, mark in _MARKS if 2 * _share(entries, mark) >= 1), None)


def _lines(records: Iterable[Record]) -> list[str]:
    """Entries as they stand in the file, with LF as line end."""
    return [record.raw.replace("\r\n", "\n").replace("\r", "\n") for record in records]


def _share(entries: list[str], mark: re.Pattern[str]) -> float:
    return sum(bool(mark.search(entry)) for entry in entries) / len(entries) if entries else 0.0
