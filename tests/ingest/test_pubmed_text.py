"""PubMed's abstracts and summaries as text: what the small exports do not show."""

from __future__ import annotations

import pytest

from litsieve.ingest import pubmed
from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Entry, Item, Reject, Text
from litsieve.ingest.formats import nbib, pubmed_abstract, pubmed_summary

NBIB = """PMID- 90000001
OWN - NLM
TI  - Tea in the morning: a trial.
FAU - Doe J
FAU - Roe M Jr
CN  - Tea Group
AD  - Tea House, Leeds, United Kingdom.
LID - 10.5555/t.1 [doi]
TA  - J Tea
DP  - 2019
DEP - 20190305
VI  - 12 Suppl 1
IP  -
PG  - S3-9
AB  - AIM: To see whether tea helps. RESULTS: It does.
"""
ABSTRACT = """1. J Tea. 2019;12 Suppl 1:S3-9. doi: 10.5555/t.1. Epub 2019 Mar 5.

Tea in the morning: a trial.

Doe J(1), Roe M Jr(1); Tea Group.

Author information:
(1)Tea House, Leeds, United Kingdom.

AIM: To see whether tea helps.
RESULTS: It does.

DOI: 10.5555/t.1
PMID: 90000001
"""
SUMMARY = (
    "1. Doe J, Roe M Jr; Tea Group. Tea in the morning: a trial. J Tea. 2019;12 Suppl 1:S3-9.\n"
    "doi: 10.5555/t.1. Epub 2019 Mar 5. PMID: 90000001; PMCID: PMC1.\n"
)


def items(form: object, text: str) -> list[Item]:
    reading = form.read(Text.of(text))  # type: ignore[attr-defined]
    return list(reading.entries(list(reading.blocks)))


def entry(form: object, text: str) -> Entry:
    (item,) = items(form, text)
    assert isinstance(item, Entry)
    return item


def test_all_texts_of_pubmed_say_the_same_of_an_article() -> None:
    wanted = clean(entry(nbib, NBIB))
    for form, text in ((pubmed_abstract, ABSTRACT), (pubmed_summary, SUMMARY)):
        for ends in (text, text.replace("\n", "\r\n")):
            assert form.detect(ends)
            assert entry(form, ends).own_id == "pmid:90000001"
            found = clean(entry(form, ends))
            for column in (
                "pmid", "source_id", "title", "authors", "year", "published", "venue", "volume",
                "pages", "doi", "source_type",
            ):  # fmt: skip
                assert found.get(column) == wanted.get(column), column
    found = clean(entry(pubmed_abstract, ABSTRACT))
    for column in ("abstract", "affiliations", "countries"):
        assert found[column] == wanted[column]


@pytest.mark.parametrize(
    ("line", "is_list"),
    [
        ("Doe J, van der Berg P Jr, O'Neil P-K.", True),
        ("Doe J; Tea Trial Study Group; Roe M", True),
        ("National Tea Committee.", True),
        ("Doe J, Roe M, et al.", True),
        ("We asked whether tea helps with vitamin D.", False),
        ("Tea and the city: a university hospital's view.", False),
        ("BACKGROUND: Tea, coffee, and cocoa were compared.", False),
    ],
)
def test_lists_of_authors(line: str, is_list: bool) -> None:
    assert pubmed.are_authors(line) is is_list


@pytest.mark.parametrize(
    ("paragraph", "abstract"),
    [
        ("© 2020 The Authors.", ""),
        ("Tea helps.\n\nCopyright © 2020, Tea House.", "Tea helps."),
        (
            "Tea helps.\n\nThis article is protected by copyright.",
            "Tea helps.",
        ),
        ("Tea helps.\n\nCoffee does not.", "Tea helps. Coffee does not."),
        ("Plain Language Summary: Tea is nice.", "Tea is nice."),
        ("Tea helps.\n\nPlain language summary: Tea is nice.", "Tea helps."),
        ("Republished from\n    J Tea. 2018;1:1.\n\nTea helps.", "Tea helps."),
        (
            "Update: tea helps those who wake at night.",
            "Update: tea helps those who wake at night.",
        ),
        ("Expression of concern in\n    J Tea. 2021;1:1.", ""),
    ],
)
def test_what_is_the_abstract(paragraph: str, abstract: str) -> None:
    text = f"1. J Tea. 2020;1:1.\n\nTea.\n\nDoe J.\n\n{paragraph}\n\nPMID: 1\n"
    assert entry(pubmed_abstract, text).fields["abstract"] == abstract


def test_a_group_with_collaborators_is_the_author() -> None:
    text = "1. J Tea. 2020;1:1.\n\nTea.\n\nNightwatch(1).\n\nCollaborators: Doe J.\n\nPMID: 1\n"
    assert entry(pubmed_abstract, text).fields["authors"] == ["Nightwatch"]


def test_notes_above_the_title_and_lists_below_the_abstract_in_old_files() -> None:
    text = (
        "1: J Tea. 2003;1:1. \n\nComment in: \nJ Tea. 2004;2:9.\n\nRetraction in:\n"
        "J Tea. 2005;3:1.\n\nTea.\n\nDoe J.\n\nTea helps.\n\nPublication Types: \n"
        "Clinical Trial\nReview\n\nMeSH Terms:\nTea/adverse effects\nSleep, REM\n\n"
        "PMID: 1 [PubMed]\n"
    )
    for ends in (text, text.replace("\n", "\r\n")):
        found = clean(entry(pubmed_abstract, ends))
        assert (found["title"], found["authors"], found["abstract"]) == (
            "Tea.", "Doe, J", "Tea helps."
        )  # fmt: skip
        assert (found["document_type_raw"], found["retracted"]) == ("Clinical Trial; Review", True)
        assert found["keywords"] == "Tea/adverse effects; Sleep, REM"


def test_blank_lines_that_were_taken_out_between_abstracts() -> None:
    one = "{0}. J Tea. 202{0};1:1.\n\nTea {0}.\n\nDoe J.\n\nPMID: {0}\n\n"
    found = items(pubmed_abstract, "".join(one.format(n) for n in range(1, 5)))
    assert [item.own_id for item in found if isinstance(item, Entry)] == [
        f"pmid:{n}" for n in range(1, 5)
    ]


def test_an_entry_without_its_pubmed_id_is_kept_without_one() -> None:
    lone = entry(pubmed_abstract, "1. J Tea. 2020;1:1.\n\nTea.\n\nDoe J.\n")
    assert (lone.own_id, lone.fields["title"], lone.fields["venue"]) == (None, "Tea.", "J Tea")
    assert isinstance(items(pubmed_abstract, "1. Tea\n")[0], Reject)
    assert isinstance(items(pubmed_summary, "1. Tea\n")[0], Reject)


@pytest.mark.parametrize(
    ("text", "title", "venue"),
    [
        ("Doe J. Tea vs. coffee. Which? J Tea. 2020;1:1. PMID: 1.", "Tea vs. coffee. Which?",
         "J Tea"),
        ('Doe J. On "tea." Tea (Lond). 2020 Mar:1-3. PMID: 1.', 'On "tea."', "Tea (Lond)"),
        ("Tea in Leeds. J Tea. 2020 Nov-Dec;1(2):1. PMID: 1.", "Tea in Leeds.", "J Tea"),
        ("Doe J. [Tea of 1990. A view]. J Tea. 2020;1:1. German. PMID: 1.", "Tea of 1990. A view.",
         "J Tea"),
    ],
)  # fmt: skip
def test_titles_and_journals_of_summaries(text: str, title: str, venue: str) -> None:
    fields = entry(pubmed_summary, f"7: {text}\n").fields
    assert (fields["title"], fields["venue"]) == (title, venue)


def test_a_summary_whose_line_begins_with_a_number_goes_on() -> None:
    text = (
        "1. Doe J. Tea. J Tea. 2020;1(1):1. doi: 10.5555/t.1. Epub 2020 Mar\n"
        "2. PMID: 1; PMCID: PMC1.\n2. Roe M. Soup. J Soup. 2021;1(1):1. PMID: 2.\n"
    )
    found = items(pubmed_summary, text)
    assert [item.own_id for item in found if isinstance(item, Entry)] == ["pmid:1", "pmid:2"]
