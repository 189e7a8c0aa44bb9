"""Why two records are, or are not, one: the levels of a pair in words."""

from __future__ import annotations

import numpy as np

from litsieve.dedupe.compare import LEVELS, Evidence
from litsieve.dedupe.normalise import Codes, Forms

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


def why(forms: Forms, evidence: Evidence) -> list[str]:
    """One line of words per pair, such as "title 100, authors same, year 2017/2018, …"."""
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
    lines = []
    for i in range(len(evidence)):
        said = [_title(levels["title"][i], float(evidence.ratio[i]))]
        said.append(_year(int(forms.year[evidence.a[i]]), int(forms.year[evidence.b[i]])))
        for field, words in _SAID.items():
            level = levels[field][i]
            if level != "missing":
                said.append(words[level])
            elif field in lone and lone[field][i]:
                said.append(f"{_NAME.get(field, field)} missing in one")
        if shared[i]:
            said.append("DOI set aside (shared by several titles)")
        lines.append(", ".join(said))
    return lines


_NAME = {"doi": "DOI", "page": "pages"}


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
