"""What the CSV exports of publishers and databases share, and where they show who wrote them."""

from __future__ import annotations

import pytest

from litsieve.ingest.entry import Entry, Reading, Reject, Text
from litsieve.ingest.formats import (
    FORMATS,
    LAST,
    bvs_csv,
    ebsco_csv,
    embase_csv,
    ieee_csv,
    ovid_csv,
    paperpile_csv,
    pop_csv,
    proquest_csv,
)
from litsieve.ingest.shapes.table_head import below, cells, lines_above, only
from litsieve.ingest.values.given_first import initials_first


def entries(reading: Reading) -> list[Entry | Reject]:
    return list(reading.entries(list(reading.blocks)))


# --- the head of a table ---------------------------------------------------------------------


def test_lines_above_the_header_are_blanked_and_keep_their_numbers() -> None:
    text = 'a search, with "quotes"\n\nORN,VN,DB\n1,Ovid,Embase\n'
    assert lines_above(text, "orn", "vn") == 2
    assert lines_above(text, "title") is None
    pieces = Text(
        text, lambda: iter(["a search, with ", '"quotes"\n\nORN', ",VN,DB\n1,Ovid,Embase\n"])
    )
    found = below(pieces, 2)
    assert "".join(found) == found.head == "\n\nORN,VN,DB\n1,Ovid,Embase\n"
    assert list(cells(found, "db", "missing")) == [("Embase", "")]
    assert below(pieces, 0) is pieces


def test_only_one_value_counts() -> None:
    assert only(iter(["a", "", "a"])) == "a"
    assert only(iter(["a", "b"])) is None
    assert only(iter([""])) is None


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("M. W. Kim", "Kim, M. W."),
        ("D. Van Gucht", "Van Gucht, D."),
        ("S. -H. Lim", "Lim, S. -H."),
        ("J.-P. de la Vega", "de la Vega, J.-P."),
        ("YZ Hsieh", "Hsieh, YZ"),
        ("CM Faggion Jr", "Faggion, CM Jr"),
        ("É Zola", "Zola, É"),
        ("C Kun‐Rodrigues", "Kun‐Rodrigues, C"),
        ("Aad van Moorsel", "van Moorsel, Aad"),
        ("Anonymous", "Anonymous"),
        ("A. B.", "B., A."),
        ("V. M. . -. Eleftheria", "Eleftheria, V. M. . -."),
    ],
)  # fmt: skip
def test_initials_come_first(name: str, canonical: str) -> None:
    assert initials_first(name) == canonical


# --- formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form", [form for form in FORMATS if form is not LAST], ids=lambda f: f.NAME
)
def test_a_plain_table_is_claimed_by_no_one(form: object) -> None:
    assert not form.detect("Title,Authors,Year,DOI,Abstract\nSheep,A. Ram,2020,,\n")  # type: ignore[attr-defined]


POP = "Cites,Authors,Title,Year,Source,Publisher,ArticleURL,CitesURL,GSRank,QueryDate,Type\n"


@pytest.mark.parametrize(
    ("rows", "database"),
    [
        ('"","https://scholar.google.com/scholar?cites=5",1,2024,"PDF"\n', "Google Scholar"),
        ('"","https://www.scopus.com/inward/citedby.uri?x=1",1,2024,"Article"\n', "Scopus"),
        ('"http://dx.doi.org/10.1/x","",1,2024,"journal-article"\n', "Crossref"),
        ('"https://example.org","",1,2024,""\n', None),
    ],
)  # fmt: skip
def test_publish_or_perish_tells_whom_it_asked(rows: str, database: str | None) -> None:
    row = f'1,"A Ram",T,2020,S,P,{rows}'
    assert pop_csv.read(Text.of(POP + row)).database == database


def test_publish_or_perish_keeps_the_kind_of_document_of_other_databases() -> None:
    row = '1,"A Ram",T,2020,S,P,,"https://www.scopus.com/inward/citedby.uri?x=1",1,2024,"Article"\n'
    (entry,) = entries(pop_csv.read(Text.of(POP + row)))
    assert isinstance(entry, Entry)
    assert entry.fields["document_type_raw"] == "Article"
    assert "abstract_partial" not in entry.fields
    assert entry.own_id is None


def test_one_paper_has_one_number_in_both_links_of_google() -> None:
    row = '{},"A Ram",T,2020,S,P,,"{}",1,2024,"","{}"\n'
    cited = row.format(1, "https://scholar.google.com/scholar?cites=2052480505404690490&hl=en", "")
    uncited = row.format(0, "", "https://scholar.google.com/scholar?q=related:OpAPKSXgexwJ:scholar")
    found = entries(pop_csv.read(Text.of(POP.replace("Type", "Type,RelatedURL") + cited + uncited)))
    assert [e.own_id for e in found if isinstance(e, Entry)] == ["2052480505404690490"] * 2


def test_paperpile_of_other_libraries_names_no_database() -> None:
    head = "Item type,Authors,Title,Publication year,Publisher,Address\n"
    rows = "Journal Article,Ram A,Sheep,2020,Wiley,\n"
    assert paperpile_csv.read(Text.of(head + rows)).database is None


def test_mixed_databases_are_named_after_the_platform() -> None:
    head = "Title,StoreId,pubtitle,Database\n"
    assert proquest_csv.read(Text.of(head + "A,1,J,ERIC\nB,2,J,ERIC\n")).database == "ERIC"
    assert proquest_csv.read(Text.of(head + "A,1,J,ERIC\nB,2,J,LISA\n")).database == "ProQuest"
    link = "http://search.ebscohost.com/login.aspx?direct=true&db={}&AN=1"
    head = "Article Title,Author,Journal Title,Accession Number,PLink\n"
    mixed = head + f"A,B,J,1,{link.format('ccm')}\nA,B,J,1,{link.format('psyh')}\n"
    assert ebsco_csv.read(Text.of(mixed)).database == "EBSCOhost"
    assert {e.own_id for e in entries(ebsco_csv.read(Text.of(mixed))) if isinstance(e, Entry)} == {
        "CINAHL:1", "PsycINFO:1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("date", "cover", "published"),
    [
        ("20230317", "", "2023-03-17"),
        ("20230301", "", "2023-03"),
        ("20230101", "Win2023", "2023"),
        ("20230101", "Jan2023", "2023-01"),
        ("12/15/2008", "", "2008-12-15"),
        ("Jun2012", "", "2012-06"),
        ("2019", "", "2019"),
    ],
)
def test_dates_of_ebsco(date: str, cover: str, published: str) -> None:
    text = f"an,title,contributors,publicationDate,coverDate,plink\n1,A,B,{date},{cover},\n"
    (entry,) = entries(ebsco_csv.read(Text.of(text)))
    assert isinstance(entry, Entry)
    assert entry.fields["published"] == published


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("Cancer (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004",
         {"venue": "Cancer", "year": "2004", "volume": "102", "issue": "4", "pages": "253-258"}),
        ("Wool J. (2025) 68 (62-70). Date of Publication: 1 Aug 2025",
         {"venue": "Wool J.", "volume": "68", "issue": "", "pages": "62-70"}),
        ("Wool (London) (2026) 15:1 Article Number: 24. Date of Publication: 1 Dec 2026",
         {"venue": "Wool (London)", "volume": "15", "issue": "1", "article_number": "24"}),
        ("Gut (2015) 64 SUPPL. 1 (A123). Date of Publication: June 2015",
         {"venue": "Gut", "volume": "64", "issue": "SUPPL. 1", "pages": "A123"}),
        ("Sheep (2020). Date of Publication: 2020", {"venue": "Sheep", "year": "2020"}),
        ("no year here", {}),
    ],
)  # fmt: skip
def test_source_of_embase(source: str, fields: dict[str, str]) -> None:
    (entry,) = entries(embase_csv.read(Text.of(f'Title,Author Names,Source\nA,B C.,"{source}"\n')))
    assert isinstance(entry, Entry)
    assert {key: entry.fields[key] for key in fields} == fields


def test_old_embase_rows_take_what_the_open_url_says() -> None:
    url = "http://sfx.x.nl/u?sid=EMBASE&issn=22267190&id=doi:10.4103%2F2303-9027.1&atitle=A+b"
    text = "Title,Author Names,Source,keywords,Open URL Link\n"
    text += f'A,,,"review, cyst (diagnosis, surgery)",{url}\n'
    (entry,) = entries(embase_csv.read(Text.of(text)))
    assert isinstance(entry, Entry)
    assert entry.fields["doi"] == "10.4103/2303-9027.1"
    assert entry.fields["issn"] == "22267190"
    assert entry.fields["document_type_raw"] == "review"
    assert entry.fields["keywords"] == "review; cyst (diagnosis, surgery)"


def test_embase_lines_without_a_title_are_rejected_and_the_query_is_not_an_entry() -> None:
    text = (
        '"SEARCH QUERY","sheep"\n\n"AUTHOR NAMES","Ram X."\n"SOURCE","Wool (2020)"\n\n'
        '"TITLE","Whole"\n"SOURCE","Wool (2020)"\n'
    )
    rejected, whole = entries(embase_csv.read(Text.of(text)))
    assert isinstance(rejected, Reject)
    assert rejected.reason == "has no title"
    assert isinstance(whole, Entry)
    assert whole.raw == '"TITLE","Whole"\n"SOURCE","Wool (2020)"'


def test_a_field_of_embase_with_line_breaks_is_one_field() -> None:
    text = '"TITLE","A"\n"ABSTRACT","First.\n\nSecond, ""TITLE"" and\nDOI, third."\n'
    text += '"DOI","10.1000/a"\n'
    (entry,) = entries(embase_csv.read(Text.of(text)))
    assert isinstance(entry, Entry)
    assert entry.fields["abstract"] == 'First. Second, "TITLE" and DOI, third.'
    assert entry.fields["doi"] == "10.1000/a"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Liu R\nvan der Berg JA", ["Liu, R", "van der Berg, JA"]),
        ("Liu R. Adler DG.", ["Liu, R", "Adler, DG"]),
        ("Liu R; Adler D.G.", ["Liu, R", "Adler, D.G."]),
        ("Liu, Roy. Adler, Douglas", ["Liu, Roy", "Adler, Douglas"]),
        ("Liu R., Adler D.G.", ["Liu, R.", "Adler, D.G."]),
    ],
)
def test_authors_of_ovid(cell: str, names: list[str]) -> None:
    (entry,) = entries(ovid_csv.read(Text.of(f'ORN,VN,DB,TI,AU\n1,Ovid,Embase,A,"{cell}"\n')))
    assert isinstance(entry, Entry)
    assert entry.fields["authors"] == names


def test_marks_that_bvs_does_not_double_cost_no_neighbour() -> None:
    head = (
        "ID,Title,Authors,Source,Journal,Database,Type,Language,Publication year,Descriptor(s),"
        "Publication Country,Fulltext URL, Abstract,Entry Date,Volume number,Issue number,DOI,ISSN,"
        "Accession number,PMCID\n"
    )
    row = '"{}","{}","Ram, X","","Wool","LILACS","article","en","2020","Sheep","BR","",'
    row += '"One ""two"".",20200101,1,2,,,,\n'
    text = (
        head + row.format("a", "One") + row.format("b", 'An "odd" one') + row.format("c", "Three")
    )
    text += row.format("d", 'An open " one') + row.format("e", "Five")
    found = entries(bvs_csv.read(Text.of(text)))
    assert [e.own_id for e in found if isinstance(e, Entry)] == ["a", "b", "c", "d", "e"]
    assert [e.partial for e in found if isinstance(e, Entry)] == [False, True, False, True, False]
    assert all(isinstance(e, Entry) and e.raw in text for e in found)


def test_numbers_of_ieee_documents_stand_in_their_links() -> None:
    text = "Document Title,Author Affiliations,PDF Link\n"
    for link in (
        "https://x/stamp.jsp?arnumber=0123",
        "https://x/document/123/",
        "https://x/b.jsp?fileName=123.pdf",
    ):
        text += f"A,,{link}\n"
    assert {e.own_id for e in entries(ieee_csv.read(Text.of(text))) if isinstance(e, Entry)} == {
        "123"
    }


def test_embase_lines_of_excel_have_no_marks() -> None:
    text = 'TITLE,Wool\nAUTHOR NAMES,Ram X.,Ewe A.\nSOURCE,"Wool (2020) 1:2 (3-4)"\n\nTITLE,Two\n'
    one, two = entries(embase_csv.read(Text.of(text)))
    assert isinstance(one, Entry)
    assert isinstance(two, Entry)
    assert one.fields["authors"] == ["Ram, X.", "Ewe, A."]
    assert (one.fields["volume"], two.fields["title"]) == ("1", "Two")
