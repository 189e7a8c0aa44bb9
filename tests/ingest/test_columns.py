"""Rows of tables: what means a work is a record, a partial one at least; what does not is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from litsieve.ingest import ExportFile, Ingested, read

ACM = (
    "type,id,author,editor,title,pages,article_no,doi,journal,issue_date,volume,year,booktitle,"
    "isbn,conf_loc,publisher,publisher_loc"
)
PUBMED = (
    "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,"
    "NIHMS ID,DOI"
)
PLAIN = "Title;Authors;Year;Journal;DOI;Link;No"
WOS = "PT\tAU\tTI\tSO\tPY\tVL\tBP\tDI\tUT"
FULL = {
    ACM: 'article,1,Ann  Doe,,"A title",1--2,,,J. Soup,,1,2001,,,,ACM,"New York"',
    PUBMED: "31990001,A title,Doe A.,Soup. 2001;1:1-2.,Doe A,Soup,2001,2001/01/01,,,10.5555/a",
    PLAIN: "A title;Doe, A.;2001;Soup;10.5555/a;https://example.org/a;1",
    WOS: "J\tDoe, A\tA title\tSOUP\t2001\t1\t1\t10.5555/a\tWOS:000500000000001",
}


def ingest(folder: Path, header: str, row: str) -> Ingested:
    path = folder / "table.csv"
    path.write_text(f"{header}\n{FULL[header]}\n{row}\n", encoding="utf-8")
    return read([ExportFile(path, path.name)])


@pytest.mark.parametrize(
    ("header", "row", "column", "value"),
    [
        (ACM, 'proceeding,,,,,,,,,,,2001,,978-1-4503-2456-4,"Seoul",ACM,', "isbn", "9781450324564"),
        (ACM, "article,,,,,12--19,,,J. Soup,,3,2002,,,,ACM,", "venue", "J. Soup"),
        (ACM, "article,,,,,,,10.5555/acm.3,,,,,,,,,", "doi", "10.5555/acm.3"),
        (ACM, "article,2591888,,,,,,,,,,,,,,ACM,", "source_id", "2591888"),
        (PUBMED, ",,,Soup. 2003;2:3-4.,,Soup,2003,2003/01/01,,,", "venue", "Soup"),
        (PUBMED, "31990009,,,,,,,,,,", "pmid", "31990009"),
        (PLAIN, ";;2004;Soup;;;2", "venue", "Soup"),
        (PLAIN, ";;;;;https://example.org/b;3", "url", "https://example.org/b"),
        (WOS, "J\t\t\tSOUP\t2005\t3\t12\tno\t", "venue", "SOUP"),
        (WOS, "J\t\t\t\t\t\t\t\tWOS:000500000000009", "source_id", "WOS:000500000000009"),
    ],
)
def test_a_row_that_means_a_work_is_a_partial_record(
    tmp_path: Path, header: str, row: str, column: str, value: str
) -> None:
    found = ingest(tmp_path, header, row)
    assert found.rejects.empty
    _, record = found.records.to_dict("records")
    assert record[column] == value
    assert record["flags"] == "cut: neither title nor authors"
    assert found.files["partial"].tolist() == [1]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (ACM, "article,,,,,,,,,,,,,,,ACM,"),
        (ACM, ",sum of rows,,,,,,,,,,,,,,,"),
        (PUBMED, ",,,,,,2003,,,,"),
        (PLAIN, ";;25;;;;"),
        (PLAIN, ";;;;;;3"),
        (PLAIN, ";;;Journals;;;"),
        (WOS, "J\t\t\t\t2005\t\t\t\t"),
    ],
)
def test_a_row_that_means_none_is_a_reject(tmp_path: Path, header: str, row: str) -> None:
    found = ingest(tmp_path, header, row)
    assert len(found.records) == 1
    assert found.rejects["reason"].tolist() == ["nothing in it that a record could be made of"]


def test_a_row_that_lost_its_end_and_its_title_is_kept_by_its_venue_and_year(
    tmp_path: Path,
) -> None:
    found = ingest(tmp_path, ACM, 'article,7,,,,1--2,,,"J. Soup",,3,2002')
    _, record = found.records.to_dict("records")
    assert record["venue"] == "J. Soup"
    assert record["flags"] == "repaired: 12 of 17 columns; cut: neither title nor authors"


def test_a_remark_below_the_rows_is_no_record(tmp_path: Path) -> None:
    found = ingest(tmp_path, ACM, "Exported on 1 May 2001 by Ann Doe")
    assert len(found.records) == 1
    assert len(found.rejects) == 1


def test_an_export_of_our_own_without_title_authors_and_doi_comes_back_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("record_id,source,source_id,title,year\nr_0123456789abcdef,Scopus,,,\n")
    found = read([ExportFile(path, path.name)])
    (record,) = found.records.to_dict("records")
    assert (record["record_id"], record["source"]) == ("r_0123456789abcdef", "Scopus")
    assert found.files["partial"].tolist() == [0]
