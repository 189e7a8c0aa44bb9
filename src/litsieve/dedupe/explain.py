"""Why two records are, or are not, one: the levels of a pair, and the rules, in words."""

from __future__ import annotations

import numpy as np

from litsieve.dedupe.compare import LEVELS, Evidence
from litsieve.dedupe.normalise import Codes, Forms

#: What each rule that can settle a pair means; "" is the score, where no rule applies.
MEANING: dict[str, str] = {
    "": "No rule applies: the score alone decides, by the two thresholds.",
    # What people said.
    "a person's answer": "A person has answered this pair, which stands above every rule.",
    "people disagree": "People gave this pair different answers; they have to agree on one.",
    "contradictory answers": (
        "The answers of people contradict one another through other records; one must change."
    ),
    "kept apart by a person's answer": (
        "A person told apart two records of the reports that these two belong to."
    ),
    # What holds for two records, the strongest first.
    "no title": "A record without a title is merged with nothing but what carries the same id.",
    "correction and article": (
        "A correction or retraction and the article it is about: what becomes of the two is the "
        "setting `errata`."
    ),
    "correction, reply or comment": (
        "A correction, retraction, reply or comment is not the work that it is about."
    ),
    "part or number differs": (
        "The titles differ in a number or count another part, as the parts of a series do."
    ),
    "recurring title": (
        "The title returns in many issues, as an editorial's does: only an id, an abstract or "
        "volume and pages in common make two such records one."
    ),
    "identical record": "Both records say the very same, field by field.",
    "versions of a review": (
        "One review updated over the years, as Cochrane's are: each version is a report of its own."
    ),
    "same id, fields conflict": (
        "The records share a DOI, PMID or accession number, but too much else contradicts it."
    ),
    "same id": "The records share a DOI, PMID or accession number, and their titles agree.",
    "shared id, other title": (
        "The records share an id but not the title: an id can stand for a whole supplement."
    ),
    "same pages of one volume": (
        "Two works can begin on one page, but not fill the same pages of one volume."
    ),
    "translated title": (
        "One article under its title in two languages: the place and the authors are the same."
    ),
    "preprint and article": (
        "A preprint and its article, or two preprints: what becomes of the two is the setting "
        "`preprints`."
    ),
    "journal and proceedings": (
        "A paper at a meeting and the article of that title: what becomes of the two is the "
        "setting `conferences`."
    ),
    "journal against proceedings": (
        "One stands in a journal, the other in the proceedings of a meeting."
    ),
    "editions in two languages": (
        "Two editions of one article, each in its language and at its own place: what becomes of "
        "the two is the setting `translations`."
    ),
    "conflicting fields": "Three or more fields contradict each other.",
    # What holds for them because of other records.
    "joined through another record": (
        "The pair was too uncertain by itself, but another record is the same as both."
    ),
    "joined by a person's answer": (
        "A person called two records of the reports that these two belonged to the same."
    ),
    "kept apart by another record": (
        "The pair would be merged, but one of the two reports holds a record that cannot be one "
        "with the other."
    ),
}

_SAID: dict[str, dict[str, str]] = {
    "authors": {
        "same": "authors same", "shortened": "author list shortened in one",
        "partly": "authors partly the same", "different": "authors differ",
    },
    "venue": {
        "same": "venue same", "alike": "venue alike", "different": "venue differs",
        "other conference name": "conference named differently",
    },
    "volume": {"same": "volume same", "different": "volume differs"},
    "issue": {"same": "issue same", "different": "issue differs"},
    "page": {
        "same": "pages same", "overlap": "pages overlap",
        "other notation": "pages in another notation", "different": "pages differ",
    },
    "doi": {
        "same": "DOI same", "other registrant": "DOI differs (other registrant)",
        "different": "DOI differs",
    },
    "pmid": {"same": "PMID same", "different": "PMID differs"},
    "abstract": {
        "same": "abstract same", "alike": "abstract alike", "different": "abstract differs",
    },
}  # fmt: skip
_TITLE = {
    "same": "", "same, short": " (short)", "spelling": " (spelling)", "cut": " (cut in one)",
    "longer in one": " (longer in one)", "reworded": " (a word differs)", "alike": "",
    "unlike": "", "other language": " (unlike, in the same place)",
}  # fmt: skip
_NAME = {"doi": "DOI", "page": "pages"}


def why(forms: Forms, evidence: Evidence) -> list[str]:
    """One line of words per pair, such as "title 100, authors same, year 2017/2018, …"."""
    return [", ".join(said.values()) for said in words(forms, evidence)]


def words(forms: Forms, evidence: Evidence) -> list[dict[str, str]]:
    """Per pair, field → its words; what neither record has goes unsaid, but title and year."""
    levels = {
        field: [LEVELS[field][code] for code in evidence.levels[field].tolist()] for field in LEVELS
    }
    lone = {
        field: _in_one(codes, evidence).tolist()
        for field, codes in (
            ("authors", np.where(forms.author_count > 0, 0, -1)),
            ("venue", forms.venue_code),
            ("volume", forms.volume),
            ("page", np.maximum(forms.page, forms.article)),
            ("doi", forms.doi),
        )
    }
    shared = (forms.doi_shared[evidence.a] & forms.doi_shared[evidence.b]).tolist()
    found = []
    for i in range(len(evidence)):
        said = {
            "title": _title(levels["title"][i], float(evidence.ratio[i])),
            "year": _year(int(forms.year[evidence.a[i]]), int(forms.year[evidence.b[i]])),
        }
        for field, of_level in _SAID.items():
            level = levels[field][i]
            if level != "missing":
                said[field] = of_level[level]
            elif field in lone and lone[field][i]:
                said[field] = f"{_NAME.get(field, field)} missing in one"
        if shared[i]:
            said["doi"] = "DOI set aside (shared by several titles)"
        found.append(said)
    return found


def _in_one(codes: Codes, evidence: Evidence) -> Codes:
    return np.asarray((codes[evidence.a] >= 0) != (codes[evidence.b] >= 0))


def _title(level: str, ratio: float) -> str:
    return "title missing" if level == "missing" else f"title {ratio:.0f}{_TITLE[level]}"


def _year(a: int, b: int) -> str:
    if a < 0 and b < 0:
        return "no year"
    if a < 0 or b < 0:
        return "year missing in one"
    return f"year {a}" if a == b else f"year {a}/{b}"
