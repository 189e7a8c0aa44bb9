"""Methods: information sources and search strategy, item by item of PRISMA-S; the appendix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from litsieve.report.inert import markdown as md
from litsieve.report.material import Material, once
from litsieve.report.searches import search_log
from litsieve.report.writers.methods.prose import (
    Paragraph,
    Passage,
    gap,
    sentence,
    series,
    stated,
    verbatim,
)
from litsieve.report.writers.methods.protocol import statements


@dataclass(frozen=True)
class Search:
    """A row of search_log.csv; the name of its source is Markdown."""

    id: str
    name: str
    kind: str
    platform: str | None
    date: str | None
    query: str | None
    limits: str | None
    filters: str | None
    hits: int | None
    rows: int | None


@once
def searches(material: Material) -> tuple[Search, ...]:
    """All searches of the review, in the order of search_log.csv."""
    table = search_log(material)
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    keys = ("platform", "date", "query", "limits", "filters", "hits", "rows")
    return tuple(
        Search(
            id=row["search"],
            name=md(row["database"] or row["search"]),
            kind=row["kind"] or "database",
            **{key: row[key] for key in keys},
        )
        for row in rows
    )


def sources(material: Material) -> list[Paragraph]:
    """PRISMA 2020 item 6; PRISMA-S items 1 to 7 and 13."""
    found = searches(material)
    said = statements(material)
    by_kind = defaultdict(list)
    for search in found:
        by_kind[search.kind].append(search)
    return [
        [
            Passage(("6", "S1"), _databases(by_kind["database"])),
            Passage(("S2",), _platforms(by_kind["database"], said.get("multi_database"))),
            Passage(("6", "S3"), _registers(by_kind["register"], said.get("registers"))),
            *([Passage(("6", "S13"), _dates(found))] if found else []),
        ],
        [
            Passage(("6", "S4"), stated(said.get("online_sources"), _ONLINE)),
            Passage(("6", "S5"), stated(said.get("citation_searching"), _CITATIONS)),
            Passage(("6", "S6"), stated(said.get("contacts"), _CONTACTS)),
            Passage(("6", "S7"), _other(by_kind["other"], said.get("other_methods"))),
        ],
    ]


_ONLINE = "whether web sites or other online or printed sources were browsed, and how"
_CITATIONS = "whether cited and citing references were examined, and how"
_CONTACTS = "whether authors, experts or others were asked for studies"


def _names(found: Iterable[Search]) -> list[str]:
    return list(dict.fromkeys(search.name for search in found))


def _databases(found: list[Search]) -> str:
    if not found:
        return gap("the databases that were searched, and their platforms")
    named = dict.fromkeys(_on_platform(search) for search in found)
    noun = "database" if len(_names(found)) == 1 else "databases"
    return f"We searched the {noun} {series(named)}."


def _on_platform(search: Search) -> str:
    if search.platform:
        return f"{search.name} ({md(search.platform)})"
    return f"{search.name} ({gap(f'the platform on which {search.name} was searched')})"


def _platforms(found: list[Search], said: str | None) -> str:
    """Whether several databases were searched at once: only people know, if a platform has two."""
    if said:
        return sentence(said)
    of: dict[str, list[str]] = defaultdict(list)
    for search in found:
        if search.platform and search.name not in of[search.platform]:
            of[search.platform].append(search.name)
    shared = {platform: names for platform, names in of.items() if len(names) > 1}
    if shared:
        asked = series(f"{series(names)} on {md(p)}" for p, names in shared.items())
        return gap(f"whether {asked} were searched at once or one by one")
    if not found or not all(search.platform for search in found):
        return gap("whether several databases were searched at once on one platform")
    return (
        "Each was searched on its own platform."
        if len(_names(found)) > 1
        else "It was searched by itself."
    )


def _registers(found: list[Search], said: str | None) -> str:
    if not found:
        return stated(said, "whether study registers were searched")
    noun = "register" if len(_names(found)) == 1 else "registers"
    extra = f" {sentence(said)}" if said else ""
    return f"We searched the study {noun} {series(_names(found))}.{extra}"


def _dates(found: tuple[Search, ...]) -> str:
    """When each source was last searched; dates are text of review.yaml."""
    dates = {search.date for search in found}
    if len(dates) == 1 and None not in dates and len(_names(found)) > 1:
        return f"All sources were searched on {md(str(dates.pop()))}."
    latest: dict[str, str] = {}
    for search in found:
        asked = gap(f"the date on which {search.name} was searched")
        when = f"on {md(search.date)}" if search.date else asked
        latest[search.name] = f"{latest[search.name]} and {when}" if (
            search.name in latest and when not in latest[search.name]
        ) else when  # fmt: skip
    first, *rest = latest.items()
    told = [f"{first[0]} was searched {first[1]}", *(f"{name} {when}" for name, when in rest)]
    return f"{series(told)}."


def _other(found: list[Search], said: str | None) -> str:
    if not found:
        return stated(said, "whether records were sought by any other method")
    named = f"Records were also identified by other methods: {series(_names(found))}."
    untold = series(s.name for s in found if not s.query)
    how = f"how records were found by these other methods: {untold}"
    return f"{named} {sentence(said)}" if said else f"{named} {gap(how)}" if untold else named


def strategy(material: Material) -> list[Paragraph]:
    """PRISMA 2020 item 7; PRISMA-S items 8 to 12 and 14."""
    found, said = searches(material), statements(material)
    return [
        [
            Passage(("7", "S8"), _where_queries_are(found)),
            Passage(("7", "S9"), _each(found, "limits", "Limits", "what limits were used")),
            Passage(
                ("7", "S10"),
                _each(found, "filters", "Search filters",
                      "whether published search filters were used"),
            ),
        ],
        [
            Passage(("S11",), stated(said.get("prior_work"), _PRIOR)),
            Passage(("S12",), stated(said.get("updates"), _UPDATES)),
            Passage(("S14",), stated(said.get("peer_review"), _PEERS)),
        ],
    ]  # fmt: skip


_PRIOR = "whether strategies of other reviews were adapted or reused, and which"
_UPDATES = "how the searches were updated, or that they were not"
_PEERS = "whether the search was peer reviewed, and how"


def _where_queries_are(found: tuple[Search, ...]) -> str:
    untold = [gap(f"the search strategy used in {name}") for name in _without(found, "query")]
    if not found:
        return gap("the full search strategy of each database")
    if not any(search.query for search in found):
        return " ".join(untold)
    where = "The full search strategies are given in the appendix, as they were run."
    return " ".join([where, *untold])


def _without(found: Iterable[Search], key: str) -> list[str]:
    return _names(search for search in found if not getattr(search, key))


def _each(found: tuple[Search, ...], key: str, label: str, what: str) -> str:
    """What was said of each source, and one gap for the rest."""
    told = dict.fromkeys(
        f"{search.name}, “{md(getattr(search, key))}”" for search in found if getattr(search, key)
    )
    said = f"{label}: {'; '.join(told)}." if told else ""
    untold = _without(found, key)
    asked = gap(f"{what} in the search of {series(untold)}" if untold else what)
    return " ".join(filter(None, [said, asked if untold or not found else ""]))


def appendix(material: Material) -> list[Paragraph]:
    """The queries, verbatim."""
    found = [search for search in searches(material) if search.query]
    return [
        [Passage(("7", "S8"), text)]
        for search in found
        for text in (_heading(search), verbatim(str(search.query)))
    ]


def _heading(search: Search) -> str:
    parts = (search.platform, search.date)
    about = ", ".join(md(part) for part in parts if part)
    return f"#### {search.name}{f' ({about})' if about else ''}"
