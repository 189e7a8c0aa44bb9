"""The CSV template of the R package PRISMA2020, v1.1.4: which row holds which number.

Haddaway NR, Page MJ, Pritchard CC, McGuinness LA. PRISMA2020: an R package and Shiny app for
producing PRISMA 2020-compliant flow diagrams. Campbell Syst Rev 2022;18:e1230 (the package: MIT).
Columns: data (the row's name), node, box, description, boxtext (what the diagram says), tooltips,
url, n. A cell of n is a number, or a list `name, number; name, number`. Empty or NA: the line is
not drawn.
"""

from __future__ import annotations

from functools import cache

from litsieve.report.drawn.sheet import Sheet

COLUMNS = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")

#: Rows that hold one number → the number.
NUMBERS = {
    "previous_studies": "previous.studies",
    "previous_reports": "previous.reports",
    "database_results": "databases.databases",
    "register_results": "databases.registers",
    "website_results": "other.sources.websites",
    "organisation_results": "other.sources.organisations",
    "citations_results": "other.sources.citations",
    "duplicates": "databases.removed.duplicates",
    "excluded_automatic": "databases.removed.automation",
    "excluded_other": "databases.removed.other",
    "records_screened": "databases.screened",
    "records_excluded": "databases.excluded",
    "dbr_sought_reports": "databases.sought",
    "dbr_notretrieved_reports": "databases.not_retrieved",
    "other_sought_reports": "other.sought",
    "other_notretrieved_reports": "other.not_retrieved",
    "dbr_assessed": "databases.assessed",
    "other_assessed": "other.assessed",
    "new_studies": "new.studies",
    "new_reports": "new.reports",
    "total_studies": "total.studies",
    "total_reports": "total.reports",
    "total_studies_ma": "pooled.studies",
    "total_reports_ma": "pooled.reports",
}

#: Rows that hold a list → what is listed.
LISTS = {
    "database_specific_results": "databases.databases",
    "register_specific_results": "databases.registers",
    "dbr_excluded": "databases.excluded_reports",
    "other_excluded": "other.excluded_reports",
}

#: The rows of other methods.
OTHER = ("website_results", "organisation_results", "citations_results")

_ROWS = """\
|4|prevstud|Grey title box; Previous studies|Previous studies|=|prevstud
previous_studies|5|box1|Studies included in previous version of review|=|=|previous_studies
previous_reports||box1|Reports of studies included in previous version of review|=||previous_reports
|6|newstud|Yellow title box; %s databases and registers|%s databases and registers|=|newstud
database_results|7|box2|%f Databases|Databases|%f Databases and Registers|database_results
database_specific_results||box2|%f specific databases|Specific Databases||database_results
register_results||box2|%f Registers|Registers||
register_specific_results||box2|%f specific registers|Specific Registers||database_results
|16|othstud|Grey title box; %s other methods|%s other methods|=|othstud
website_results|17|box11|%f Websites|Websites|%f Websites, Organisations and Citation Searching|\
website_results
organisation_results| |box11|%f Organisations|Organisations||
citations_results||box11|%f Citation searching|Citation searching||
duplicates|8|box3|Duplicate records|=|=|duplicates
excluded_automatic||box3|Records marked as ineligible by automation tools|=||
excluded_other||box3|Records removed for other reasons|=||
records_screened|9|box4|Records screened%d|Records screened|=|records_screened
records_excluded|10|box5|Records excluded%d|Records excluded|=|records_excluded
dbr_sought_reports|11|box6|Reports sought for retrieval%d|Reports sought for retrieval|=|\
dbr_sought_reports
dbr_notretrieved_reports|12|box7|Reports not retrieved%d|Reports not retrieved|=|\
dbr_notretrieved_reports
other_sought_reports|18|box12|Reports sought for retrieval%o|Reports sought for retrieval|=|\
other_sought_reports
other_notretrieved_reports|19|box13|Reports not retrieved%o|Reports not retrieved|=|\
other_notretrieved_reports
dbr_assessed|13|box8|Reports assessed for eligibility%d|Reports assessed for eligibility|=|\
dbr_assessed
dbr_excluded|14|box9|Reports excluded%d%r|Reports excluded|Reports excluded%d|dbrexcludedrecords
other_assessed|20|box14|Reports assessed for eligibility%o|Reports assessed for eligibility|=|\
other_assessed
other_excluded|21|box15|Reports excluded%o%r|Reports excluded|Reports excluded%o|other_excluded
new_studies|15|box10|New studies included in review|=|=|new_studies
new_reports||box10|Reports of new included studies|=||
total_studies|22|box16|Total studies included in review|=|=|total_studies
total_reports||box16|Reports of total included studies|=||
identification|1|identification|Blue identification box|Identification|=|identification
screening|2|screening|Blue screening box|Screening|=|screening
included|3|included|Blue included box|Included|=|included
total_studies_ma|23|box17|Total studies included in meta-analysis|=|=|total_studies_meta_analysis
total_reports_ma||box17|Reports of total included studies in meta-analysis|=||
"""
_SHORT = {
    "%s": "Identification of new studies via",
    "%f": "Records identified from:",
    "%d": " (databases and registers)",
    "%o": " (other)",
    "%r": ": [separate reasons and numbers using ; e.g. Reason1, xxx; Reason2, xxx; Reason3, xxx]",
}
_EXAMPLES = {
    "database_specific_results": "Database 1, xxx; Database 2, xxx; Database 3, xxx",
    "register_specific_results": "Register 1, xxx; Register 2, xxx; Register 3, xxx",
    "dbr_excluded": "Reason1, xxx; Reason2, xxx; Reason3, xxx",
    "other_excluded": "Reason1, xxx; Reason2, xxx; Reason3, xxx",
}


@cache
def blank() -> Sheet:
    """The template as the package ships it: every number 0, every list an example."""
    text = _ROWS
    for short, long in _SHORT.items():
        text = text.replace(short, long)
    rows = [COLUMNS, *(_row(line.split("|")) for line in text.splitlines())]
    return Sheet(tuple(rows), tuple(range(1, len(rows) + 1)))


def _row(parts: list[str]) -> tuple[str, ...]:
    """`=` is what the description, for a tooltip, or the box text says; nothing is NA."""
    data, node, box, description, boxtext, tooltip, url = parts
    return (
        data or "NA",
        f"node{node}".replace("node ", "") if node else "NA",
        box,
        description,
        description if boxtext == "=" else boxtext,
        description if tooltip == "=" else tooltip or "NA",
        f"{url}.html" if url else "NA",
        _EXAMPLES.get(data, "0"),
    )


@cache
def boxes() -> dict[str, str]:
    """Row → the box of the diagram that it is in."""
    return {row[0]: row[2] for row in blank().cells[1:] if row[0] in {**NUMBERS, **LISTS}}
