"""Why two records are, or are not, one: the levels of a pair, and the rules, in words."""

from __future__ import annotations

import numpy as np

from litsieve.dedupe.compare import LEVELS, Evidence
from litsieve.dedupe.normalise import Codes, Forms
from litsieve.dedupe.rules import RULES

#: What people say of a pair, and what its two records get from others, in a sentence each.
_OF_PEOPLE = {
    "a person's answer": "A person has answered this pair, which stands above every rule.",
    "people disagree": "People gave this pair different answers; they have to agree on one.",
    "contradictory answers": (
        "The answers of people contradict one another through other records; one must change."
    ),
}
_OF_OTHERS = {
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
    "kept apart by a person's answer": (
        "A person told apart two records of the reports that these two belong to."
    ),
}
#: What each rule that can settle a pair means; "" is the score, where no rule applies.
MEANING: dict[str, str] = {
    **_OF_PEOPLE,
    **{rule.name: rule.meaning for rule in RULES},
    "": "No rule applies: the score alone decides, by the two thresholds.",
    **_OF_OTHERS,
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
    "same, long": "", "same": " (under eight words)", "same, short": " (short)",
    "spelling": " (spelling)", "slip": " (a letter differs)", "cut": " (cut in one)",
    "main title": " (main title in one)",
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
