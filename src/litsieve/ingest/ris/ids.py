"""Identifiers of RIS entries: where each database puts its own, the DOI and the PubMed id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from litsieve.ingest.ris.parse import Fields
from litsieve.ingest.values import identifiers

_BARE = re.compile(
    r"(?:doi\s*[:-]?\s*|https?://(?:dx\.)?doi\.org/)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE
)
_NOTED = re.compile(
    r"(?:^|[;\n])\s*(?:doi\s*[:-]\s*|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/\S+)", re.I
)
_LINK = re.compile(r"(?:https?://|www\.|doi\.org/)\S+")
_IN_LINK = re.compile(
    r"(?:doi[.-]org[^/\s]*/|[?&;]doi=|\bid=doi:|info:doi/|"
    r"/(?:doi|articles?|chapter|book|content)/(?:[a-z]+/)?)"
    r"(?P<doi>10\.\d{4,9}/[^\s?&#]+)"
)
#: What publishers put behind the DOI in a link.
_BEHIND = re.compile(
    r"(?:/(?:full|abstract|abs|e?pdf|meta|metrics|figures|references|html|fulltext|summary|tables)"
    r"|\.pdf|\.html?|\.(?:full|abstract)|(?<=\d)v\d{1,2})+/?$"
)
#: Collections of the Virtual Health Library (BVS): LILACS and its like.
_BVS = "biblio|lil|mdl|ibc|bbo|bde|bdenf|cum|pah|psi|sms|rep|vti|ldb|wpr|emr|sea|arg|oai|who"
_SELF_EVIDENT = re.compile(
    r"(?:WOS|ISI|MEDLINE|BCI|BIOSIS|ZOOREC|SCIELO|KJD|CABI|FSTA|INSPEC|CCC|RSCI|DRCI|PPRN|PQDT):\S+"
    r"|CN-\d{6,}|L\d{6,}|E[JD]\d{5,}|\d{4}-\d{5}-\d{3}|pub\.\d{6,}|2-s2\.0-\d+"
    rf"|\d{{3}}-\d{{3}}-\d{{3}}-\d{{3}}-[\dXx]{{3}}|(?:{_BVS})-\d{{4,}}"
)
_OF_A_TOOL = re.compile(r"rayyan-|covidence", re.IGNORECASE)
_EID = re.compile(r"\b2-s2\.0-\d+")
_ID_IN_LINK = (
    re.compile(r"://((?:WOS|ISI|MEDLINE|BCI|ZOOREC|SCIELO):\w+)"),
    re.compile(r"embase\.com/\S*[?&]id=(L\d+)"),
    re.compile(r"\blens\.org/(\d{3}-\d{3}-\d{3}-\d{3}-[\dXx]{3})"),
    re.compile(r"app\.dimensions\.ai/details/publication/(pub\.\d+)"),
    re.compile(rf"/resource/\w\w/((?:{_BVS})-\d+)"),
)
_SCOPUS_LINK = re.compile(r"scopus\.com/\S*publications/(\d{6,})")
_ACCESSION_NOTE = re.compile(r"\bAccession Number: ?([\w.-]+)")
_NUMBER_IN_LINK = re.compile(
    r"[?&]AN=([\w.-]+)|/docview/(\d{5,})|jstor\.org/stable/(?:10\.\d+/)?([\w.-]+)"
    r"|ieeexplore\.ieee\.org/(?:document/|\S*\barnumber=)0*(\d+)"
)

_PMID_LINK = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})\b")
_PMID_NOTE = re.compile(r"\bPM(?:ID:?|:) ?(\d{4,8})\b|\bPUBMED (\d{4,8})\b")
_PUBMED = frozenset({"MEDLINE", "PubMed"})


def links(fields: Fields) -> Iterator[str]:
    """Every link of the entry, its own address first."""
    for tag in ("UR", "L2", "L1", "L3", "LK"):
        for value in fields.get(tag, ()):
            yield from _LINK.findall(value)


def url(fields: Fields) -> str | None:
    """The address that the entry gives: the first, without what runs on behind it."""
    found = next(links(fields), None)
    return found.rstrip(",;") if found else None


def doi(fields: Fields) -> str | None:
    """The DOI of the work itself: DO, else a field that is one, else one in a link of the entry."""
    for value in (*fields.get("DO", ()), *fields.get("DI", ())):
        if found := identifiers.doi(value):
            return found
    for tag in ("M3", "L3", "N1", "ID", "AN", "LB", "C7", "M1"):
        for value in fields.get(tag, ()):
            if "10." not in value:
                continue
            named = _BARE.fullmatch(value) or (_NOTED.search(value) if tag == "N1" else None)
            if named and (found := identifiers.doi(named["doi"])):
                return found
    for link in links(fields):
        named = _IN_LINK.search(unquote(link)) if "10." in link else None
        if named and (found := identifiers.doi(_BEHIND.sub("", named["doi"]))):
            return found
    return None


def pmid(fields: Fields, databases: frozenset[str]) -> str | None:
    """The PubMed id; `databases`: those that the entry or else its file states."""
    if "PM" in fields and (found := identifiers.pmid(fields["PM"][0].split("\n", 1)[0])):
        return found
    candidates: list[str] = []
    if "Scopus" in databases:
        candidates += fields.get("C2", ())
    if "Embase" in databases:
        candidates += fields.get("C5", ())
    if databases & _PUBMED or fields.get("DP", [""])[0].upper() == "NLM":
        candidates += [*fields.get("AN", ()), *fields.get("ID", ())]
    for value in candidates:
        value = value.split("\n", 1)[0].removeprefix("MEDLINE:")
        if 4 <= len(value) <= 13 and (found := identifiers.pmid(value)):
            return found
    for tag in ("AN", "C3", "N1", "UR", "L2"):
        for value in fields.get(tag, ()):
            if tag in ("UR", "L2"):
                noted = _PMID_LINK.search(value) if "pubmed" in value else None
            else:
                noted = _PMID_NOTE.search(value) if "PM" in value or "PUBMED" in value else None
            if noted:
                return noted[1] or noted[2]
    return None


def own(fields: Fields, is_ovid: bool = False) -> tuple[str | None, str | None]:
    """The database's id of the entry if its form tells whose it is, and the plain number if not.

    ID is the number of the database in an export of Ovid; elsewhere it is the reference manager's.
    """
    for tag in ("AN", "UT", "U2", "ID"):
        for value in fields.get(tag, ()):
            value = value.split(";", 1)[0].split("\n", 1)[0].strip()
            if _SELF_EVIDENT.fullmatch(value) and not _OF_A_TOOL.match(value):
                return value.replace("ISI:", "WOS:", 1), None
    address = " ".join(fields.get("UR", ()))
    if "2-s2.0-" in address and (found := _EID.search(unquote(address))):
        return found[0], None
    if "scopus.com" in address and (found := _SCOPUS_LINK.search(address)):
        return f"2-s2.0-{found[1]}", None
    if address:
        for pattern in _ID_IN_LINK:
            if found := pattern.search(address):
                return found[1].replace("ISI:", "WOS:", 1), None
    if is_ovid and "ID" in fields:
        return None, fields["ID"][0]
    return None, _number(fields, address)


def _number(fields: Fields, address: str) -> str | None:
    for value in fields.get("AN", ()):
        value = value.split(";", 1)[0].split("\n", 1)[0].strip()
        if not _OF_A_TOOL.match(value):
            return value
    for note in fields.get("N1", ()):
        if found := _ACCESSION_NOTE.search(note):
            return found[1]
    if found := _NUMBER_IN_LINK.search(address):
        return str(next(filter(None, found.groups())))
    return None


def shown(fields: Fields) -> str | None:
    """The id that the file shows for the entry: accession number, else the tool's own."""
    for tag in ("AN", "UT", "U2", "ID"):
        if tag in fields:
            return fields[tag][0].split(";", 1)[0].split("\n", 1)[0].strip()
    return None
