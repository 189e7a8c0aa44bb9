"""PubMed, Web of Science, refer and Ovid: what the small exports do not show."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from litsieve.ingest import ExportFile, read
from litsieve.ingest.entry import Entry, Item, Text
from litsieve.ingest.formats import FORMATS, LAST, nbib, ovid_text, refer, wos_table, wos_text

EXPORTS = Path(__file__).parent.parent / "exports"
OWN = {
    nbib: ("pubmed.nbib", "eric.nbib"),
    wos_text: ("wos.txt", "zoorec.ciw"),
    wos_table: ("wos-tab-delimited.txt", "wos-resaved.txt", "wos-excel.csv", "incites.csv"),
    refer: ("scholar.enw", "cnki.txt", "endnote-title-first.enl", "endnote-export.enw"),
    ovid_text: ("ovid-embase.ovd", "ovid-labels.txt"),
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


# --- Ovid ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Soup. 201(2-3):327-334, November 15, 2004.",
         ("Soup", "201", "2-3", "327-334", "2004-11-15")),
        ("Soup & Broth. 12(3):e77, 2019 Jul 12.", ("Soup & Broth", "12", "3", "e77", "2019-07-12")),
        ("Journal of Soup. Vol.12(3), 2015, pp. 1-10.",
         ("Journal of Soup", "12", "3", "1-10", "2015")),
        ("J. Soup. 12 (3 PART 2) (pp 123-129), 2015. Date of Publication: March 2015.",
         ("J. Soup", "12", "3 PART 2", "123-129", "2015-03")),
        ("Soup. (no pagination), 2020. Date of Publication: 2020.",
         ("Soup", None, None, "", "2020")),
    ],
)  # fmt: skip
def test_ovid_source_line(source: str, place: tuple[str | None, ...]) -> None:
    fields = entries(ovid_text, f"<1. >\nVN  - Ovid\nDB  - Embase\nTI  - T\nSO  - {source}\n")[
        0
    ].fields
    columns = ("venue", "volume", "issue", "pages", "published")
    assert tuple(fields[column] for column in columns) == place
