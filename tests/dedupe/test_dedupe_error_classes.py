"""Every class of error that others have made, as a pair of invented records."""

from __future__ import annotations

from typing import Any

import pytest
from dedupe_make import ARTICLE, answer, copy, groups, run, sparse

from litsieve.dedupe import DedupeSettings

Row = dict[str, Any]
LONG = (
    "Background: porters move patients at all hours, and little is known about their sleep. "
    "Methods: we followed 412 porters of nine hospitals over three years with sleep diaries. "
    "Results: night shifts cost them fifty minutes a day. Conclusion: rosters should change."
)
TITLE = ARTICLE["title"]
CAPITALS = "NIGHT SHIFTS &amp; THE SLEEP OF HOSPITAL PORTERS—A <i>COHORT</i> STUDY"

MERGED: dict[str, tuple[Row, Row]] = {
    "a search engine's sparse copy": (copy(), sparse()),
    "a sparse copy without a year": (copy(), sparse(year=None)),
    "a sparse copy of the year before": (copy(), sparse(year=2015)),
    "a sparse copy with a venue cut short": (copy(), sparse(venue="Journal of Ward …")),
    "a sparse copy with a title cut short": (copy(), sparse(title=TITLE[:44] + " …")),
    "capitals, dashes and entities": (
        copy(),
        copy(doi=None, title=CAPITALS),
    ),
    "online first, then in an issue": (
        copy(doi=None),
        copy(year=2015, volume=None, issue=None, pages="1-14"),
    ),
    "pages shortened": (copy(doi=None), copy(doi=None, pages="201-14")),
    "e-number and pages from 1": (
        copy(doi=None, pages="e12724"),
        copy(doi=None, pages="1-6"),
    ),
    "supplement pages in two notations": (
        copy(doi=None, pages="S417", issue="Suppl 2"),
        copy(doi=None, pages="Suppl-29", issue="Suppl"),
    ),
    "article number in the place of pages": (
        copy(doi=None, pages=None, article_number="e12724"),
        copy(doi=None, pages="12724"),
    ),
    "venue abbreviated": (copy(doi=None), copy(doi=None, venue="J. Ward Res.")),
    "venue as an acronym": (
        copy(doi=None, venue="Proceedings of the National Ward Society"),
        copy(doi=None, venue="PNWS"),
    ),
    "venue with a qualifier": (
        copy(doi=None),
        copy(doi=None, venue="Journal of ward research : official journal of the Ward Society"),
    ),
    "authors reordered": (
        copy(doi=None),
        copy(doi=None, authors="Birch, Tom; Alder, Ruth M.; Cedar, Ines"),
    ),
    "authors run together": (
        copy(doi=None),
        copy(doi=None, authors="Alder R. M.Birch T.Cedar I."),
    ),
    "authors truncated": (
        copy(doi=None, authors="Alder, R.; Birch, T.; Cedar, I.; Elm, J.; Fir, K.; Gorse, L."),
        copy(doi=None, authors="Alder, R.; Birch, T.; Cedar, I."),
    ),
    "authors with letters lost": (
        copy(doi=None, authors="Müller, Jörg; Nuñez, Ana"),
        copy(doi=None, authors="M?ller, J?rg; Nu?ez, Ana"),
    ),
    "a subtitle left out, on the same pages": (
        copy(doi=None),
        copy(doi=None, title="Night shifts and the sleep of hospital porters"),
    ),
    "a note in the title": (
        copy(doi=None),
        copy(doi=None, title=f"{TITLE} [Review] [33 refs]"),
    ),
    "a retracted article that says so in its title": (
        copy(doi=None),
        copy(doi=None, title=f"RETRACTED: {TITLE} (Retracted article. See vol. 14, pg. 7)"),
    ),
    "a spelling": (
        copy(doi=None),
        copy(doi=None, title="Night shifts and the sleep of hospitl porters: a cohort study"),
    ),
    "a title in either language": (
        copy(doi=None, title_alternative="Nachtschichten und der Schlaf von Krankenträgern"),
        copy(doi=None, title="Nachtschichten und der Schlaf von Krankenträgern"),
    ),
    "a translated title under the same PMID": (
        copy(pmid="31000001"),
        copy(doi=None, pmid="31000001", title="[Nachtschichten und Schlaf].", language="deu"),
    ),
    "Cochrane versions a year apart": (
        copy(doi="10.1002/14651858.cd002999.pub2", pages="CD002999", volume=None, issue="3"),
        copy(doi="10.1002/14651858.cd002999.pub3", pages="CD002999", volume=None, issue="2",
             year=2017),
    ),
    "no title, but one id": (copy(title=None, pmid="31000001"), copy(pmid="31000001", doi=None)),
    "issue given for the volume": (
        copy(doi=None, volume="12", issue="Suppl. 1", pages="S20"),
        copy(doi=None, volume="1", issue=None, pages="S20"),
    ),
    "a wrong number in the title, on the same pages": (
        copy(doi=None, title="Outcome of grade 2 lesions and p16 in porters: a cohort study"),
        copy(doi=None, title="Outcome of grade 2 lesions and p6 in porters: a cohort study"),
    ),
}  # fmt: skip

APART: dict[str, tuple[Row, Row]] = {
    "no title and no id": (copy(title=None, doi=None), copy(title=None, doi=None)),
    "a title in place of none": (
        copy(title="Unknown", doi=None),
        copy(title="[No title available]", doi=None),
    ),
    "a column in two issues": (
        copy(title="Editorial", doi=None, pages=None, issue="1"),
        copy(title="Editorial", doi=None, pages=None, issue="2"),
    ),
    "a column, sparsely described": (
        sparse(title="Letter to the Editor"),
        sparse(title="Letter to the Editor"),
    ),
    "a chair's message": (sparse(title="Chair's Message"), sparse(title="Chair's message")),
    "an erratum and its article": (
        copy(doi=None),
        copy(doi=None, title=f"Erratum: {TITLE}", pages="388"),
    ),
    "an erratum under the article's DOI": (copy(), copy(title=f"Correction to: {TITLE}")),
    "an erratum by its type": (copy(document_type="article"), copy(document_type="erratum")),
    "a reply": (copy(doi=None), copy(doi=None, title=f"{TITLE} - Authors' reply", pages="215")),
    "a comment": (copy(doi=None), copy(doi=None, title=f"Comment on: {TITLE}")),
    "an item about the article": (copy(), copy(title=f"{TITLE} (vol 12, pg 201, 2016)")),
    "Part I and Part II": (
        copy(doi=None, title="Porters and sleep. Part I: rosters", pages="1-9"),
        copy(doi=None, title="Porters and sleep. Part II: rosters", pages="10-19"),
    ),
    "Part 1 and Part II under one DOI": (
        copy(title="Porters and sleep, part 1", pages="1-9"),
        copy(title="Porters and sleep, part II", pages="10-19"),
    ),
    "a later part against the bare title": (
        copy(doi=None, title="Porters and sleep and the wards", pages=None),
        copy(doi=None, title="Porters and sleep and the wards III", pages=None),
    ),
    "other numbers": (
        copy(doi=None, title="Annual report of the sleep registry 2014", pages=None),
        copy(doi=None, title="Annual report of the sleep registry 2015", pages=None),
    ),
    "one abstract in two supplements": (
        copy(doi=None, venue="Wards", volume="60", issue="S1", pages="A110", abstract=LONG),
        copy(doi=None, venue="Wardologia", volume="54", issue="S1", pages="S33", abstract=LONG),
    ),
    "a yearly account": (
        copy(doi=None, year=2014, volume="10", pages="1-9"),
        copy(doi=None, year=2016, volume="12", pages="101-109"),
    ),
    "a namesake": (
        copy(doi=None, authors="Hall, Laura", title="Wards"),
        copy(doi=None, authors="Hall, Gilbert", title="Wards", year=2003),
    ),
    "the opposite word": (
        copy(doi=None, title="Hypertension in male porters on the wards", pages="1-9"),
        copy(doi=None, title="Hypotension in male porters on the wards", pages="10-19"),
    ),
    "two DOIs of one publisher in two years": (
        copy(doi="10.1234/w.2015.510", volume=None, issue=None, pages=None, year=2015),
        copy(doi="10.1234/w.2016.544", volume=None, issue=None, pages=None, year=2016),
    ),
    "one DOI, two works": (
        copy(),
        copy(title="Why beds creak", authors="Oak, Sam", year=2009, volume="5", pages="7-9"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MERGED)
def test_copies_of_one_report_are_merged(case: str) -> None:
    a, b = MERGED[case]
    assert answer(a, b) == "merge"
    assert answer(b, a) == "merge"


@pytest.mark.parametrize("case", APART)
def test_different_reports_are_never_merged(case: str) -> None:
    a, b = APART[case]
    assert answer(a, b) != "merge"
    assert answer(b, a) != "merge"


def test_identical_sparse_records_merge_however_many_there_are() -> None:
    result = run(*[sparse() for _ in range(120)])
    assert len(groups(result)) == 1
    assert len(result.pairs) == 119


def test_a_journal_article_and_its_conference_paper_are_reports_of_one_study() -> None:
    paper = copy(doi=None, venue="Conference on Wards", volume=None, issue=None, pages=None)
    assert answer(copy(), paper) == "linked"
    result = run(copy(), paper)
    assert len(groups(result)) == 2
    assert result.clusters["study_id"].nunique() == 1


def test_a_journal_and_a_workshop_with_nothing_else_are_not_merged() -> None:
    bare = {"volume": None, "issue": None, "pages": None, "doi": None}
    assert answer(copy(**bare), copy(**bare, venue="Workshop of Ward Research")) != "merge"


def test_versions_of_a_cochrane_review_years_apart_are_linked_not_merged() -> None:
    old = copy(doi="10.1002/14651858.cd002999.pub2", year=2004, issue="1", pages="CD002999")
    new = copy(doi="10.1002/14651858.cd002999.pub5", year=2016, issue="9", pages="CD002999")
    assert answer(old, new) == "linked"


def test_a_doi_that_many_titles_carry_proves_nothing() -> None:
    doi = "10.1234/supplement"
    titles = ["Beds that creak", "Why lifts are slow", "On the cost of linen", "Trolleys at night"]
    rows = [copy(title=t, doi=doi, pages=f"S{i}") for i, t in enumerate(titles)]
    again = copy(title=titles[0], doi=doi, pages="S0")
    result = run(*rows, again)
    assert {"r0", "r4"} in groups(result)
    assert len(groups(result)) == len(titles)
    assert "DOI set aside" in " ".join(result.pairs["why"])


def test_a_title_that_recurs_in_the_data_needs_volume_issue_and_page() -> None:
    def column(volume: int, **changes: object) -> Row:
        row = copy(title="From the porters' lodge", doi=None, volume=str(volume), pages=None)
        return {**row, "authors": "Elm, Ann", **changes}

    rows = [column(v, pages="3-4") for v in (1, 2, 3, 4)]
    result = run(*rows, column(4, pages=None), column(3, pages="3-4", source="wos"))
    assert {"r2", "r5"} in groups(result)
    assert all("r4" not in group or group == {"r4"} for group in groups(result))


def test_a_chain_never_joins_what_a_veto_keeps_apart() -> None:
    first = copy(doi=None, title="Porters and sleep on the wards at night: part 1", pages="1-9")
    second = copy(doi=None, title="Porters and sleep on the wards at night: part 2", pages="10-19")
    either = sparse(title="Porters and sleep on the wards at night …")
    for rows in ([first, second, either], [either, second, first], [second, either, first]):
        result = run(*rows)
        ids = {str(row["title"])[-6:]: f"r{i}" for i, row in enumerate(rows)}
        assert not any({ids["part 1"], ids["part 2"]} <= group for group in groups(result))
        assert "kept apart by another record" in set(result.pairs["rule"].dropna())


PREPRINT = copy(
    venue="medRxiv", volume=None, issue=None, pages=None, year=2015, document_type="preprint",
    doi="10.1101/2015.03.01.15000001",
)  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "clusters", "studies"), [("link", 2, 1), ("merge", 1, 1), ("keep", 2, 2)]
)
def test_preprints_are_linked_merged_or_kept_as_the_reviewer_says(
    choice: Any, clusters: int, studies: int
) -> None:
    settings = DedupeSettings(preprints=choice)
    result = run(copy(), PREPRINT, settings=settings)
    assert result.clusters["cluster_id"].nunique() == clusters
    assert result.clusters["study_id"].nunique() == studies


@pytest.mark.parametrize(
    "marks",
    [
        {"document_type": "preprint", "doi": None, "venue": None},
        {"document_type": None, "doi": "10.48550/arxiv.1503.01234", "venue": None},
        {"document_type": None, "doi": None, "venue": "arXiv preprint arXiv:1503.01234"},
        {"document_type": None, "doi": None, "venue": None, "source_type": "repository"},
    ],
)
def test_a_preprint_is_known_by_type_doi_server_or_repository(marks: Row) -> None:
    assert answer(copy(), {**PREPRINT, **marks}) == "linked"


def test_two_versions_of_one_preprint_are_one_report() -> None:
    doi = "10.21203/rs.3.rs-12345/v"
    assert answer({**PREPRINT, "doi": doi + "1"}, {**PREPRINT, "doi": doi + "2"}) == "merge"
