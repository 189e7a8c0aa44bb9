"""PubMed, Web of Science, refer and Ovid: what the small exports do not show."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from litsieve.ingest import ExportFile, ovid, read
from litsieve.ingest.entry import Entry, Item, Text
from litsieve.ingest.formats import (
    FORMATS,
    LAST,
    nbib,
    ovid_text,
    pubmed_abstract,
    pubmed_summary,
    refer,
    refworks,
    wos_table,
    wos_text,
)

EXPORTS = Path(__file__).parent.parent / "exports"
OWN = {
    nbib: ("pubmed.nbib", "eric.nbib"),
    pubmed_abstract: ("pubmed-abstract.txt", "pubmed-abstract-2009.txt"),
    refworks: ("refworks-legacy.txt", "refworks-publisher.txt"),
    pubmed_summary: ("pubmed-summary.txt", "pubmed-summary-numbers.txt"),
    wos_text: ("wos.txt", "zoorec.ciw"),
    wos_table: ("wos-tab-delimited.txt", "wos-resaved.txt", "wos-excel.csv", "incites.csv"),
    refer: ("scholar.enw", "cnki.txt", "endnote-title-first.enl", "endnote-export.enw"),
    ovid_text: ("ovid-embase.ovd", "ovid-labels.txt", "ovid-journals.txt", "ovid-scores.txt"),
}
FILES = [(form, name) for form, names in OWN.items() for name in names]


def text_of(name: str) -> str:
    return (EXPORTS / name).read_bytes().decode("utf-8-sig")


def items(form: ModuleType, text: Text) -> list[Item]:
    reading = form.read(text)
    return list(reading.entries(list(reading.blocks)))


def entries(form: ModuleType, text: str) -> list[Entry]:
    found = items(form, Text.of(text))
    assert all(isinstance(item, Entry) for item in found)
    return [item for item in found if isinstance(item, Entry)]


def titles(found: list[Entry]) -> list[object]:
    return [entry.fields.get("title") for entry in found]


@pytest.mark.parametrize(("form", "name"), FILES, ids=[name for _, name in FILES])
def test_no_other_format_claims_it(form: ModuleType, name: str) -> None:
    head = text_of(name)
    claimants = [one for one in FORMATS if one is not LAST and one.detect(head)]
    assert claimants == [form]


@pytest.mark.parametrize(("form", "name"), FILES, ids=[name for _, name in FILES])
def test_pieces_of_a_text_give_what_the_whole_gives(form: ModuleType, name: str) -> None:
    text = text_of(name)
    lines = text.splitlines(keepends=True)
    assert items(form, Text(text, lambda: iter(lines))) == items(form, Text.of(text))


@pytest.mark.parametrize(("form", "name"), FILES, ids=[name for _, name in FILES])
def test_a_file_cut_anywhere_loses_nothing_before_the_cut(form: ModuleType, name: str) -> None:
    text = text_of(name)
    whole = items(form, Text.of(text))
    for share in (0.35, 0.6, 0.85):
        cut = text[: int(len(text) * share)]
        found = items(form, Text.of(cut))
        last = found[-1].line if found else 0
        before = [item for item in whole if item.line < last]
        assert found[:-1] == before


# --- PubMed ----------------------------------------------------------------------------------


def test_pubmed_entries_that_lost_the_blank_line_between_them() -> None:
    text = "PMID- 1\nOWN - NLM\nTI  - One.\nPMID- 2\nOWN - NLM\nTI  - Two.\n"
    assert titles(entries(nbib, text)) == ["One.", "Two."]


def test_pubmed_entry_whose_pubmed_id_does_not_stand_first() -> None:
    text = "PMC - PMC1\nTI  - One.\nPMID- 11\nAU  - Doe J\n\nPMC - PMC2\nPMID- 12\nTI  - Two.\n"
    found = entries(nbib, text)
    assert [(e.own_id, e.fields["title"]) for e in found] == [
        ("pmid:11", "One."),
        ("pmid:12", "Two."),
    ]


@pytest.mark.parametrize(
    ("date", "electronic", "published"),
    [
        ("2006 Mar 1", "20051223", "2006-03-01"),
        ("2020 Dec-2021 Jan", "", "2020"),
        ("2021 Spring", "20210302", "2021"),
        ("2021", "20210302", "2021-03-02"),
        ("2021", "20201201", "2021"),
        ("", "20210302", "2021-03-02"),
        ("2020/01/05", "", "2020-01-05"),
        ("Sum 1998", "", "1998"),
    ],
)
def test_pubmed_dates(date: str, electronic: str, published: str) -> None:
    text = f"PMID- 1\nOWN - NLM\nTI  - One.\nDP  - {date}\nDEP - {electronic}\n"
    assert entries(nbib, text)[0].fields["published"] == published


@pytest.mark.parametrize(
    ("title", "other", "expected"),
    [
        ("[Not Available].", "Soupe.", ("Soupe.", "")),
        ("[Soup].", "Soupe.", ("Soup.", "Soupe.")),
        ("[Soup.]", "", ("Soup.", "")),
        ("[Soup] and broth.", "", ("[Soup] and broth.", "")),
    ],
)
def test_pubmed_titles(title: str, other: str, expected: tuple[str, str]) -> None:
    fields = entries(nbib, f"PMID- 1\nOWN - NLM\nTI  - {title}\nTT  - {other}\n")[0].fields
    assert (fields["title"], fields["title_alternative"]) == expected


# --- Web of Science --------------------------------------------------------------------------


def test_wos_files_that_were_joined_and_lack_their_last_lines() -> None:
    one = "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI One\nUT WOS:1\nER\n\n"
    assert titles(entries(wos_text, one + one + "EF\n" + one)) == ["One"] * 3


def test_wos_entry_whose_first_line_is_damaged() -> None:
    text = (
        "FN ISI Export Format\nVR 1.0\nPT J\nTI One\nER\n\nP J\nTI Two\nER\n\nPT J\nTI Three\nER\n"
    )
    assert titles(entries(wos_text, text)) == ["One", "Two", "Three"]


def test_wos_without_its_header() -> None:
    text = "PT J\nAU Doe, J\nTI One\nUT MEDLINE:32832713\nER\n"
    assert wos_text.detect(text)
    reading = wos_text.read(Text.of(text))
    assert reading.database == "MEDLINE"
    assert entries(wos_text, text)[0].fields["pmid"] == "32832713"


def test_wos_text_of_several_databases_is_of_the_platform() -> None:
    text = "FN x\nVR 1.0\nPT J\nTI A\nUT MEDLINE:1\nER\n\nPT J\nTI B\nUT WOS:2\nER\n"
    assert wos_text.read(Text.of(text)).database == "Web of Science"


def test_wos_titles_and_abstracts_in_other_languages() -> None:
    text = "FN x\nVR 1.0\nPT J\nTI Soup\nZ1 Sopa\nX4 El resumen.\nUT SCIELO:S1\nER\n"
    fields = entries(wos_text, text)[0].fields
    assert (fields["title"], fields["title_alternative"]) == ("Soup", "Sopa")
    assert fields["abstract"] == "El resumen."


def test_wos_pages_that_end_nowhere_and_the_only_address_of_the_reprint_author() -> None:
    text = (
        "FN x\nVR 1.0\nPT J\nTI A\nBP 369\nEP &\n"
        "RP Doe, J (corresponding author), Soup Univ, Lyon, France.; "
        "Roe, R (corresponding author), Broth Inst, CA 94720, USA.\n"
        "UT WOS:A1995RX65800005\nER\n"
    )
    fields = entries(wos_text, text)[0].fields
    assert (fields["pages"], fields["countries"]) == ("369+", "FRA; USA")


def test_wos_table_in_utf_16_with_a_broken_row(tmp_path: Path) -> None:
    rows = (
        "PT\tAU\tTI\tSO\tAB\tPY\tUT",
        'J\tDoe, J\tOne\tSOUP\tA "quoted" word\t2020\tWOS:1\t',
        "J\tDoe, J\tTwo\tSOUP\tThe abstract was",
        "broken\t2021\tWOS:2",
        "J\tDoe, J\tThree\tSOUP\ta\tb\tc\td\te",
        "J\tRoe, R\tFour\tSOUP\t\t2022\tWOS:4",
    )
    path = tmp_path / "savedrecs.txt"
    path.write_bytes(("\r\n".join(rows) + "\r\n").encode("utf-16"))
    found = read([ExportFile(path, path.name)])
    assert list(found.records["title"]) == ["One", "Two", "Four"]
    assert list(found.records["year"]) == [2020, 2021, 2022]
    assert found.records["abstract"][0] == 'A "quoted" word'
    assert found.records["abstract"][1] == "The abstract was broken"
    assert list(found.rejects["line"]) == [5]
    assert pd.isna(found.records["flags"][0])


# --- refer -----------------------------------------------------------------------------------


def test_refer_keeps_paragraphs_of_an_abstract_and_the_fields_after_it() -> None:
    text = "%0 Book\n%T One\n%X First.\n\n100% more.\n\n%D 2001\n\n%0 Book\n%T Two\n"
    found = entries(refer, text)
    assert titles(found) == ["One", "Two"]
    assert (found[0].fields["abstract"], found[0].fields["year"]) == ("First. 100% more.", "2001")


def test_refer_names_the_database_only_if_all_entries_do() -> None:
    one = "%0 Journal Article\n%T One\n%~ Scopus\n\n"
    assert refer.read(Text.of(one * 2)).database == "Scopus"
    assert refer.read(Text.of(one + one.replace("Scopus", "PubMed"))).database is None


# --- RefWorks --------------------------------------------------------------------------------


def test_refworks_entry_without_its_type() -> None:
    text = "RT Journal Article\nA1 Doe,J.\nT1 One\n\nA1 Roe,M.\nT1 Two\nYR 2020\n"
    assert titles(entries(refworks, text)) == ["One", "Two"]


def test_refworks_blank_lines_between_the_fields_part_no_entries() -> None:
    text = "RT Book, Section\n\nT1 One\n\nA1 Doe, J.\n\nYR 2020\n\nVO 4\n"
    (found,) = entries(refworks, text)
    assert (found.fields["authors"], found.fields["volume"]) == (["Doe, J."], "4")


@pytest.mark.parametrize(
    ("kind", "document", "source"),
    [
        ("Journal Article", "article", "journal"),
        ("Newspaper Article", "article", None),
        ("Book, Section", "chapter", "book"),
        ("Book, Edited", "book", "book"),
        ("Conference Proceedings", "conference-paper", "proceedings"),
        ("Dissertation/Thesis, Unpublished", "thesis", "institution"),
        ("Online Discussion Forum/Blogs", "other", "web"),
        ("Video/ DVD", "other", None),
        ("Patent", "other", None),
        ("Generic", None, None),
    ],
)
def test_refworks_types(kind: str, document: str | None, source: str | None) -> None:
    (found,) = entries(refworks, f"RT {kind}\r\nA1 Doe,J.\r\nT1 One\r\nJF Two\r\n")
    assert (found.fields["document_type"], found.fields["source_type"]) == (document, source)


def test_refworks_id_of_several_databases() -> None:
    one = "RT Journal Article\nT1 One\nDB {}\nAN 77\n\n"
    text = Text.of(one.format("CINAHL") + one.format("ERIC"))
    found = refworks.read(text)
    ids = [item.own_id for item in found.entries(list(found.blocks)) if isinstance(item, Entry)]
    assert (found.database, ids) == (None, ["CINAHL:77", "ERIC:77"])
    assert refworks.read(Text.of(one.format("CINAHL") * 2)).database == "CINAHL"


# --- Ovid ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Soup. 201(2-3):327-334, November 15, 2004.",
         ("Soup", "201", "2-3", "327-334", "2004-11-15")),
        ("Soup & Broth. 12(3):e77, 2019 Jul 12.", ("Soup & Broth", "12", "3", "e77", "2019-07-12")),
        ("Journal of Soup. Vol.12(3), 2015, pp. 1-10.",
         ("Journal of Soup", "12", "3", "1-10", "2015")),
        ("Journal of Soup. Vol 64(3) Jun 2003, 223-230.",
         ("Journal of Soup", "64", "3", "223-230", "2003-06")),
        ("Journal of Soup. Vol.12(3), 2015, ArtID 123.",
         ("Journal of Soup", "12", "3", "", "2015")),
        ("Journal of Soup. Vol.No Pagination Specified, 2020, pp. No Pagination Specified.",
         ("Journal of Soup", None, None, "", "2020")),
        ("Soup Reviews. (5):CD900001, 2010.", ("Soup Reviews", "", "5", "CD900001", "2010")),
        ("J. Soup. 12 (3 PART 2) (pp 123-129), 2015. Date of Publication: March 2015.",
         ("J. Soup", "12", "3 PART 2", "123-129", "2015-03")),
        ("Soup. (no pagination), 2020. Date of Publication: 2020.",
         ("Soup", None, None, "", "2020")),
        ("Soup & Tea January/February 2010;14(1):56-61",
         ("Soup & Tea", "14", "1", "56-61", "2010")),
        ("Soup2010 May 3, 2010;40(5):12", ("Soup2010", "40", "5", "12", "2010-05-03")),
        ("Soup 2010;6:611-613", ("Soup", "6", None, "611-613", "2010")),
        ("Soup Letters.   28(2):103-106, April 2015.",
         ("Soup Letters", "28", "2", "103-106", "2015-04")),
        ("Soup Papers. vol. 12, no. 3, March 2004, pp. 1-22.",
         ("Soup Papers", "12", "3", "1-22", "2004-03")),
        ("Plant Soup. 2010. 94 (3): 301-307.", ("Plant Soup", "94", "3", "301-307", "2010")),
        ("Journal of Soup 12, Winter 2007: 7-14.", ("Journal of Soup", "12", None, "7-14", "2007")),
        ("Asian Soup, 2013(1): 3-28.", ("Asian Soup", "2013", "1", "3-28", "2013")),
        ("Soup. Conference: 30th Soup Meeting, SOUP 2018 (Lyon). France. 36 (15 Supplement 1) "
         "(pp 9-10), 2018. Date of Publication: 20 May 2018.",
         ("Soup", "36", "15 Supplement 1", "9-10", "2018-05-20")),
        ("Roe, Jane [Ed]; Doe, Max [Ed]. (2010). Handbook of soup. (pp. 103-120). xxi, 600 pp. "
         "New York, NY, US: Soup Press; US.", ("Handbook of soup", None, None, "103-120", "2010")),
        ("Fox, Guy (Ed); Ott, Al (Ed). (2004). Handbook of tea. (pp. 45-67). xii, 300 pp. Leeds: "
         "Tea Press.", ("Handbook of tea", None, None, "45-67", "2004")),
        ("Doe, Max [Editor, Reprint Author], Roe, Jane [Editor]. Methods of soup.:371-397, 2004. "
         "Series Information:  Soup and Practice.",
         ("Methods of soup", None, None, "371-397", "2004")),
        ("Journal of Spoons. Publish Ahead of Print, POST ACCEPTANCE, 30 November 2015",
         ("Journal of Spoons", None, None, "", "2015-11-30")),
    ],
)  # fmt: skip
def test_ovid_source_line(source: str, place: tuple[str | None, ...]) -> None:
    fields = entries(ovid_text, f"<1. >\nVN  - Ovid\nDB  - Embase\nTI  - T\nSO  - {source}\n")[
        0
    ].fields
    columns = ("venue", "volume", "issue", "pages", "published")
    assert tuple(fields[column] for column in columns) == place


@pytest.mark.parametrize(
    ("title", "kept", "kind"),
    [
        ("Soup.  [Article]", "Soup.", "Article"),
        ("Soup.[Miscellaneous Article]", "Soup.", "Miscellaneous Article"),
        ("Soup [ORIGINAL ARTICLES: TEA].", "Soup", "ORIGINAL ARTICLES: TEA"),
        ("Soup.[Original Research Articles]", "Soup.", "Original Research Articles"),
        ("Soup? [Review-Article]", "Soup?", "Review-Article"),
        ("Soup. [Review] [45 refs]", "Soup.", "Review"),
        ("[Soup]. [German]", "[Soup].", ""),
        ("Soup. [Erratum appears in J Soup 2001;3(4):5]", "Soup.",
         "Erratum appears in J Soup 2001;3(4):5"),
        ("Soup [see comment]", "Soup", "see comment"),
        ("[Review]", "[Review]", ""),
        ("[Article] and soup", "[Article] and soup", ""),
        ("Soup for all [a trial of broth].", "Soup for all [a trial of broth].", ""),
        ("Soup of [German] origin [polish]", "Soup of [German] origin [polish]", ""),
    ],
)  # fmt: skip
def test_ovid_what_stands_in_brackets_behind_a_title(title: str, kept: str, kind: str) -> None:
    assert ovid.title_and_kind(title) == (kept, kind)


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Peters, James A. Ph.D., FACSM", ["Peters, James A."]),
        ("Lund, Eve MD", ["Lund, Eve"]),
        ("Lund, Eve M.D., M.P.H. (3)", ["Lund, Eve"]),
        ("Bunk, Sandra Smith RN; PhD; FAAN 1", ["Bunk, Sandra Smith"]),
        ("Ver, Jan MD *;  Herm, Erik MD, MSc +", ["Ver, Jan", "Herm, Erik"]),
        ("King, Martin III MD; Ford, Henry Jr DO", ["King, Martin III", "Ford, Henry Jr"]),
        ("Lund, EM; Smith, J.A.", ["Lund, EM", "Smith, J.A."]),
        ("Lund, J. MD", ["Lund, J."]),
        ("Lund, Eve BSc (Hons), MSc", ["Lund, Eve"]),
        ("WIJERS, GEA DM", ["WIJERS, GEA DM"]),
        ("Smith JA; Behan L.", ["Smith, JA", "Behan, L."]),
        ("Doe J.A. [Author, Reprint Author; E-mail: jane@soup.example]", ["Doe, J.A."]),
        ("Tea Study Group; Doe, Jane OTR/L", ["Tea Study Group", "Doe, Jane"]),
    ],
)
def test_ovid_degrees_and_marks_behind_names(value: str, authors: list[str]) -> None:
    assert ovid.authors([value]) == authors


def test_ovid_first_label_may_be_any_but_ris_is_none() -> None:
    assert ovid_text.detect("<1>\n\nHeading Word\n  soup\nTitle\n  Tea\n")
    assert not ovid_text.detect("<1>\nProvider: Soup\nDatabase: Tea\n\nTY  - JOUR\n")
    assert not ovid_text.detect("<1>\nTY  - JOUR\nTI  - Tea\n")
