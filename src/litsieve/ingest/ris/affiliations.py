"""Affiliations of RIS entries: in AD, of Embase in M1, Ovid M2, OpenAlex C1, EBSCOhost N1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from litsieve.ingest.entry import Value
from litsieve.ingest.ris.parse import Fields
from litsieve.ingest.values import places

#: `(Liu R.; Adler D.G.) Department …` in Embase, `Harkness, Audrey: Department …` in PsycINFO.
_BEFORE_AFFILIATION = re.compile(r"^(?:\([^()]*\)\s*|[^,:;]{1,40}, [^,:;]{1,40}:\s+)")
_MAIL = re.compile(
    r"[\s,;.:]{0,4}(?:\b[\d-]{4,10})?[\s,;]{0,4}(?:E-?mail:?|Electronic address:)?\s{0,3}"
    r"\S{1,64}@\S{1,80}\s*$",
    re.I,
)
#: A stop behind a long word (`Spain.`, `USA.`), where the next affiliation begins.
_SENTENCES = re.compile(
    r"(?:(?<=[a-z]{3})|(?<=USA)|(?<=UK))\.\s+(?:Electronic address: \S+\s+)?(?=[A-Z])"
)
_NOTED_AFFILIATIONS = re.compile(r"\bAffiliations?: (1: .*?)(?=; [A-Z][A-Za-z -]+: |$)", re.DOTALL)
_REFERENCE = re.compile(r"\((?:19|20)\d\d[a-z]?\)|https?:|\bet al\.")
_NUMBERED = re.compile(r"(?:^|;\s+)\d+: ")
#: An affiliation ends in its country; what is longer than this is none.
_LONGEST_PLACE = 400
_PARTED = re.compile(r"\n| ; |;(?=\s*[A-Z])")


def of(fields: Fields) -> dict[str, Value]:
    """Affiliations and countries, if there are any."""
    for tag in ("M1", "M2", "C1", "AD"):
        if tag not in fields:
            continue
        found = fields[tag]
        if tag == "M2":
            found = [_without_name(value, fields.get("AU", ())) for value in found]
        texts = [text for value in found for text in _affiliations(value)]
        if texts and (tag == "AD" or _are_affiliations(texts)):
            break
    else:
        texts = [text for note in fields.get("N1", ()) for text in _noted_affiliations(note)]
    if not texts:
        return {}
    ends = [end for text in texts for end in _ends(text)]
    return {
        "affiliations": "; ".join(dict.fromkeys(texts)),
        "countries": places.countries([end[-_LONGEST_PLACE:] for end in ends]),
    }


def _are_affiliations(texts: list[str]) -> bool:
    """Whether a field that may hold something else holds affiliations; PsycINFO: references."""
    if any(map(_REFERENCE.search, texts[:5])):
        return False
    return any("," in text and places.country(text[-_LONGEST_PLACE:]) for text in texts[:3])


def _ends(text: str) -> list[str]:
    """Where the affiliations of a text end: EndNote runs several into one, each with a stop."""
    return _SENTENCES.split(text) if ". " in text else [text]


@lru_cache(maxsize=1 << 10)
def _noted_affiliations(note: str) -> tuple[str, ...]:
    """`Affiliations: 1: University of …, Spain; 2: …; Issue Info: …` in notes of EBSCOhost."""
    found = _NOTED_AFFILIATIONS.search(note) if "Affiliation" in note else None
    return tuple(part.strip(" .") for part in _NUMBERED.split(found[1])[1:]) if found else ()


def _without_name(text: str, names: Sequence[str]) -> str:
    """`Godley, Bria A. University of …` without the author."""
    name = next((name for name in names if text.startswith(f"{name}. ")), None)
    return text[len(name) + 2 :] if name else text


@lru_cache(maxsize=1 << 14)
def _affiliations(value: str) -> tuple[str, ...]:
    """The affiliations of one value, one a line or between semicolons, without people, e-mail."""
    is_many = not value.startswith("(") and ("\n" in value or ";" in value)
    found: list[str] = []
    for text in _PARTED.split(value) if is_many else (value,):
        text = text.strip()
        if text.startswith("(") or ": " in text:
            text = _BEFORE_AFFILIATION.sub("", text)
        if "@" in text:
            text = text[:-_LONGEST_PLACE] + _MAIL.sub("", text[-_LONGEST_PLACE:])
            if len(text.split()) < 5:
                continue
        if text := text.rstrip(" .,;"):
            found.append(text)
    return tuple(found)
