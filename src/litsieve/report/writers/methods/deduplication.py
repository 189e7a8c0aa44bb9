"""Methods: how exports were read and duplicates found (PRISMA-S item 16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litsieve import __version__
from litsieve.report.bindings import bound, pointer, rows
from litsieve.report.inert import markdown as md
from litsieve.report.material import Material
from litsieve.report.writers.methods.prose import (
    Paragraph,
    Passage,
    at,
    counted,
    gap,
    number,
    series,
    was,
)

#: What becomes of two versions of one work, by policy, and what the versions are.
VERSIONS = {
    "preprints": "preprint and article",
    "conferences": "conference paper and journal article",
    "errata": "correction or retraction and article",
    "translations": "editions in two languages",
}
POLICIES = {
    "link": "kept as two reports of one study",
    "merge": "merged as one report",
    "keep": "kept apart",
}


def software() -> str:
    """The program and its version."""
    return f"Litsieve {bound(__version__, pointer('manifest.json', 'version'))}"


def deduplication(material: Material) -> list[Paragraph]:
    """How it was set, what it found, what is open."""
    return [
        [Passage(("S16",), text)]
        for text in (_reading(material), _how(material), _found(material))
        if text
    ]


def _reading(material: Material) -> str:
    p = material.prisma
    if p.entries is None:
        return f"The exports were read with {software()}."
    entries = counted(p.entries, "entry", at("entries"), "entries")
    text = f"The exports were read with {software()}; they held {entries}."
    if p.rejected:
        lost = number(p.rejected, at("rejected"))
        text += (
            f" Of these, {lost} could not be read and {was(p.rejected)} not counted as "
            f"identified (rejects.csv)."
        )
    return text


def _how(material: Material) -> str:
    settings: Mapping[str, Any] = material.given.dedupe.get("settings") or {}
    if not settings:
        return gap("how duplicates were identified, and with what software")
    told = [
        f"{words} ({'; '.join(found)})"
        for policy, words in POLICIES.items()
        if (found := [of for key, of in VERSIONS.items() if settings.get(key) == policy])
    ]
    versions = f" Two versions of one work were {series(told)}." if told else ""
    set_to = f"strictness “{md(str(settings['strictness']))}”{_thresholds(settings)}"
    return f"{_COMPARES} ({set_to}). {_MERGED}{versions}"


_COMPARES = (
    "Duplicate records of the same report were identified by the same software, which compares "
    "identifiers, titles, authors, years, venues, volumes, issues and pages"
)
_MERGED = "The records of one report were merged; duplicates.csv lists which, and why."


def _thresholds(settings: Mapping[str, Any]) -> str:
    """Only what review.yaml sets itself; the rest follows from the strictness."""
    told = [
        f"{what} from a score of {settings[key]:g}"
        for key, what in (("merge_at", "merged"), ("review_at", "left to a person"))
        if settings.get(key) is not None
    ]
    return f"; {series(told)}" if told else ""


def _found(material: Material) -> str:
    p = material.prisma
    removed = p.duplicates
    of = counted(p.identified.total, "record", at("identified", "total"))
    total = number(removed.total, rows("audit.csv", box="duplicate"))
    text = f"Of {of}, {total} {was(removed.total)} removed as duplicates"
    if p.other is None and removed.total:  # prisma.json splits them by arm
        within, across = (
            number(getattr(removed, key), at("removed", "duplicates", key))
            for key in ("within", "across")
        )
        text += f": {within} within one source, {across} across sources"
    open_ = _open_pairs(material)
    if not open_:
        return f"{text}."
    where = {"kind": "near miss", "answer": "review", "role": "first"}
    pairs = counted(open_, "pair", rows("duplicates.csv", **where))
    still = "is" if open_ == 1 else "are"
    return (
        f"{text}. A person has still to compare {pairs} of records, which {still} kept until then."
    )


def _open_pairs(material: Material) -> int:
    """Pairs that a person is asked about, as duplicates.csv counts them."""
    given = material.given
    cluster = given.clusters.set_index("record_id")["cluster_id"]
    asked = given.pairs[given.pairs["answer"] == "review"]
    return int((asked["a"].map(cluster) != asked["b"].map(cluster)).sum())
