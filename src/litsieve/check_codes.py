"""Every code that a check can have: what it means, how much it matters, how it is worked out.

Codes are stable: others build on them. `docs/checks.md` is this table. Nothing here imports pandas:
review.yaml is checked against the codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
#: Whose counts a code is about: those in a file, those of this review, or both.
Of = Literal["drawn", "own", "both"]


@dataclass(frozen=True)
class Code:
    """`formula` is what has to hold; `example` breaks it; `hint` says what to do then."""

    level: Level
    of: Of
    meaning: str
    formula: str
    example: str
    hint: str = ""


_COUNT = "count again from the list of records; a number was mistyped, or a box is missing"
_TEMPLATE = "put the number in; nought is written 0, what is not known is left empty"

CODES: dict[str, Code] = {
    # -- reading -------------------------------------------------------------------------------
    "I001": Code("note", "drawn", "the file is not UTF-8", "",
                 "a byte 0xE9: read as Windows-1252", "save it as UTF-8"),
    "I002": Code("note", "drawn", "a box of the template is missing (older template)", "",
                 "no row total_studies_ma"),
    "I003": Code("note", "drawn", "an entry, row or key was not read as a count",
                 "a number beside each name of a list (a warning where other names have one)",
                 "`Scopus; Web of Science, 712`: no number beside Scopus",
                 "write each entry as `name, number`, with `;` between them"),
    "I004": Code("note", "drawn", "a nought that cannot be meant: left at the template's default",
                 "", "total_reports=0 while total_studies=18: taken as not reported", _TEMPLATE),
    "P001": Code("error", "drawn", "not a count", "a whole number, 0 or more",
                 "screened: -3, 12.5 or many", _TEMPLATE),
    # -- identification ------------------------------------------------------------------------
    "P101": Code("error", "drawn", "databases do not sum", "databases = Σ each database",
                 "Scopus 700 + PubMed 300 = 1,000 ≠ 1,100", _COUNT),
    "P102": Code("error", "drawn", "registers do not sum", "registers = Σ each register",
                 "ICTRP 40 + ISRCTN 2 = 42 ≠ 24", _COUNT),
    "P103": Code("warning", "drawn", "the number of databases stands where records are counted",
                 "n of databases counts records",
                 "databases (n = 2) and 3,888 records elsewhere in the flow",
                 "give the records found in each database"),
    "P104": Code("error", "both", "sources do not sum",
                 "identified = databases + registers + other; other methods = Σ each",
                 "1,842 + 980 = 2,822 ≠ 2,800", _COUNT),
    "P110": Code("error", "drawn", "more removed than identified", "removed ≤ identified",
                 "1,200 removed of 1,000", _COUNT),
    "P111": Code("error", "drawn", "identified − removed ≠ screened",
                 "screened = identified − duplicates − automation − other reasons",
                 "3,890 − 1,123 = 2,767 ≠ 2,765", _COUNT),
    "P112": Code("warning", "both", "several sources, and duplicates are not reported",
                 "duplicates are reported where there are several sources",
                 "Scopus and PubMed, no duplicates",
                 "say how many duplicates were removed, or that nobody looked"),
    "P113": Code("warning", "both", "several sources, and no duplicates at all",
                 "duplicates > 0 where there are several sources",
                 "Scopus and PubMed, duplicates 0",
                 "databases overlap: see whether duplicates were looked for"),
    # -- screening -----------------------------------------------------------------------------
    "P120": Code("error", "drawn", "more excluded than screened", "excluded ≤ screened",
                 "excluded 900 of 850", _COUNT),
    "P121": Code("error", "drawn", "exclusions do not sum",
                 "excluded = by a human + by automation = Σ reasons", "1,503 + 97 = 1,600 ≠ 1,610",
                 _COUNT),
    "P122": Code("error", "drawn", "screened − excluded ≠ sought",
                 "sought = screened − excluded − awaiting", "1,873 − 1,840 = 33 ≠ 35", _COUNT),
    "P123": Code("error", "drawn", "screened − excluded ≠ assessed, where sought is not reported",
                 "assessed = screened − excluded − not retrieved", "316 − 211 = 105 ≠ 104",
                 _COUNT),
    # -- retrieval -----------------------------------------------------------------------------
    "P130": Code("error", "drawn", "more not retrieved than sought", "not retrieved ≤ sought",
                 "90 not retrieved of 85", _COUNT),
    "P131": Code("error", "drawn", "sought − not retrieved ≠ assessed",
                 "assessed = sought − not retrieved − awaiting", "90 − 0 = 90 ≠ 85", _COUNT),
    "P132": Code("error", "drawn", "more assessed than sought, where not retrieved is not reported",
                 "assessed ≤ sought", "assessed 90 of 85", _COUNT),
    # -- eligibility ---------------------------------------------------------------------------
    "P140": Code("error", "drawn", "reasons do not sum", "reports excluded = Σ primary reasons",
                 "25 + 5 = 30 ≠ 35", "each report has one primary reason"),
    "P141": Code("error", "drawn", "more reports excluded than assessed",
                 "reports excluded ≤ assessed", "46 excluded of 41 assessed",
                 "count one primary reason a report"),
    "P142": Code("warning", "drawn", "reports were excluded, and the reasons are not given",
                 "exclusions are given where fewer are included than assessed (a note where their "
                 "number is given, and only the reasons are not)",
                 "34 assessed, 6 included, nothing in between",
                 "PRISMA 2020 item 16: list the reasons with their numbers"),
    # -- other methods -------------------------------------------------------------------------
    "P150": Code("warning", "drawn", "other methods: identified ≠ sought",
                 "sought = identified (the template has no screening there)", "1,942 ≠ 41",
                 "add a box for what was screened, or a note"),
    "P151": Code("error", "drawn", "other methods: sought − not retrieved ≠ assessed",
                 "assessed = sought − not retrieved", "41 − 2 = 39 ≠ 41", _COUNT),
    "P152": Code("error", "drawn", "other methods: reports excluded do not sum, or exceed assessed",
                 "reports excluded = Σ primary reasons ≤ assessed", "25 + 18 = 43 of 41", _COUNT),
    # -- included ------------------------------------------------------------------------------
    "P160": Code("error", "drawn", "assessed − reports excluded ≠ included",
                 "included reports = Σ arms (assessed − reports excluded − awaiting); studies ≤ "
                 "that where reports are not given", "129 − 91 = 38 ≠ 52", _COUNT),
    "P161": Code("warning", "drawn", "fewer studies than reports left, and reports not reported",
                 "studies = Σ arms (assessed − reports excluded − awaiting), or say how many "
                 "reports",
                 "153 − 63 = 90 reports left, 84 studies, reports not reported",
                 "say how many reports the studies have"),
    "P162": Code("error", "drawn", "fewer reports than studies",
                 "reports ≥ studies, none without the other", "83 studies, 1 report",
                 "a study has at least one report"),
    "P170": Code("error", "drawn", "previous + new studies ≠ total studies",
                 "total studies = previous + new", "0 + 84 = 84 ≠ 86", _COUNT),
    "P171": Code("error", "drawn", "previous + new reports ≠ total reports",
                 "total reports = previous + new", "4 + 19 = 23 ≠ 22", _COUNT),
    "P172": Code("error", "drawn", "more in the meta-analysis than in the review",
                 "studies and reports in the meta-analysis ≤ total", "21 of 18 studies", _COUNT),
    # -- the review around the counts ----------------------------------------------------------
    "P180": Code("warning", "own", "automation excluded, and what it did is not described",
                 "every exclusion by automation names a rule and a reason",
                 "3 of 57 exclusions name none", "PRISMA 2020 item 8: give the rule a reason"),
    "P190": Code("warning", "own", "a search or the window of dates ends after the report's date",
                 "search date, end of window ≤ report date",
                 "window to 2025-04, report of 2025-01-31", "see `report: date:` in review.yaml"),
    "P191": Code("warning", "own", "included reports ≠ reports in the bibliography",
                 "the included reports and the entries of `report: bibliography:` are the same",
                 "20 of 122 included reports are among the 22 listed",
                 "bibliography.csv has every difference; list what is included, and nothing else"),
    "P192": Code("warning", "own", "the text says another number than the figure",
                 "numbers beside clear words in `report: manuscript:` = those of the report",
                 "“We screened 2,100 records”: screened 2,001", "mend the text"),
    "P193": Code("warning", "own", "hits of a search ≠ entries of its export",
                 "hits = entries", "412 ≠ 400", "export again, or say in review.yaml why"),
    "P194": Code("warning", "own", "several reviewers are claimed, and fewer decided",
                 "votes on each report ≥ reviewers of its stage",
                 "2 claimed; 118 of 401 reports were decided by fewer",
                 "let the second reviewer decide, or say in the paper how many did"),
    "P195": Code("warning", "both", "a reason or source still has the template's name",
                 "labels have words of their own", "Reason 1, 5", "say what it is"),
    "P196": Code("warning", "own", "people's decisions that were not counted as they stand",
                 "every line of decisions/ is a decision on a record that is there",
                 "30 problems: decisions/full-text/bob.json is not read",
                 "`review screen` tells them; decisions.md says what each means"),
    "P197": Code("warning", "own", "reports were included by rules alone, no reviewer voted",
                 "a person voted on each included report at the stage that included it",
                 "106 of 106 included reports by rules alone",
                 "let people decide (`review decide`), or say in the paper that no reviewer did"),
    "P198": Code("warning", "own", "a report was included although a rule of the metadata hit it",
                 "no rule of the metadata that excludes hits an included report",
                 "1 of 12 included reports: date (r_84c1)",
                 "mend the record, the rule or the decision, or say in the paper why it is in"),
    "P199": Code("warning", "own", "possible duplicates that nobody has decided on",
                 "pairs left to a person = 0", "5 pairs of 9 records are still open",
                 "answer them: `review decide duplicates`"),
    "P200": Code("warning", "own", "the title, a reason or search terms are those of a template",
                 "what a template of `review init` has for an example is replaced",
                 "the title “My review”", "write your own into review.yaml and criteria.yaml"),
    "P201": Code("warning", "own", "the name of a file stands in the figure as that of a database",
                 "each source is named by `database:` or by its export",
                 "1 of 2 sources: export-3 (export-3.ris)",
                 "write `database:` beside the file, under `searches:` in review.yaml"),
    "P202": Code("note", "own", "a setting that this version does not act on",
                 "each key of review.yaml and criteria.yaml changes something",
                 "criteria.yaml: screening.pilot.sample",
                 "nothing follows from it: take it out, or see to it yourself"),
}  # fmt: skip

#: The sums of a review's own report: each is an error if it does not come out.
SUMS = tuple(f"I{n}" for n in range(9))
