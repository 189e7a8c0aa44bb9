"""A file that no format claims: what is said of it is true, and what is proposed reads it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import yaml

from litsieve.errors import ReviewError
from litsieve.ingest import ExportFile, read
from litsieve.ingest.entry import Text
from litsieve.ingest.formats import recognise
from litsieve.ingest.unknown import MESSAGE

CARDS = "TY-JOUR\nAU-Bell, J\nTI-On cats\nPY-2004\nER-\n\nTY-JOUR\nAU-Orr, K\nTI-On dogs\nER-\n"
NEAR = {
    "tags without spaces": (CARDS, "lines with the tags TY, AU, TI, PY, ER", "nbib"),
    "Web of Science without its first lines": (
        "AU Bell, J\nTI On cats\nSO J CATS\nPY 2004\nER\n\nAU Orr, K\nTI On dogs\nPY 2005\nER\n",
        "lines with the tags AU, TI, SO, PY, ER",
        "wos-text",
    ),
    "RIS with few tags": (
        "A1  - Bell, J\nT1  - On cats\nN1  - x\n\nA1  - Orr, K\nT1  - On dogs\nN1  - y\n",
        "lines with the tags A1, T1, N1",
        "ris",
    ),
    "refer below a line": (
        "Exported from the library\n%0 Journal Article\n%T On cats\n%A Bell, Jane\n%D 2004\n",
        "lines with the tags %0, %T, %A, %D",
        "refer",
    ),
    "CSL without type": (
        '[{"title": "On cats", "author": [{"family": "Bell"}], "issued": {"raw": "2004"}}]',
        "JSON with the keys title, author, issued",
        "csl-json",
    ),
    "too few tags as headings": (
        "AU;TI;SO;NOTE\nBELL J;ON CATS;J CATS;3\n",
        "a table with the headings AU, TI, SO, NOTE",
        "wos-table",
    ),
}
TABLES = {
    "long headings": 'Name of paper,Names of the authors,Where\nOn cats,"Bell, Jane",Graz\n',
    "misspelt": "Titel_,Autors,Abstact\nOn cats,Jane Bell,Cats seen.\n",
    "by its cells": "Paper;Writers;When;Remark\nOn cats;Bell, J.;2004;x\nOn dogs;Orr, K.;2005;\n",
    "links": "Paper\tFound at\nOn cats\thttps://doi.org/10.5555/cat.1\nOn dogs\t10.5555/dog.1\n",
}
OTHERS = {
    "letter": ("Dear all,\nplease find nothing attached.\n", "plain text", "take it out"),
    "essay": ("The study, as you know, is over.\nIt was long.\n", "plain text", "take it out"),
    "web page": ("\n<!DOCTYPE html><html><body>T</body></html>", "a web page", "export button"),
    "table of a page": ("<table><tr><td>Title</td></tr></table>", "a web page", "export button"),
    "RTF": ("{\\rtf1 TY  - JOUR}", "an RTF document", "plain text (UTF-8)"),
    "feed": ("<?xml version='1.0'?><feed><a/></feed>", "XML that begins with <feed>", "as RIS"),
    "settings": ('{"name": "x", "size": 1}', "JSON with the keys name, size", "as RIS"),
    "nothing": ("[]", "JSON without keys", "as RIS"),
    "bars": ("Title|Authors|Year\nA|B|2004\n", "a table with bars", "commas, semicolons or tabs"),
    "DOIs": ("10.5555/a\nhttps://doi.org/10.5555/b\n", "a list of DOIs", "Zotero"),
    "PMIDs": ("31990001\n31990002\n", "a list of PMIDs", "Zotero"),
    "no @": ("article{a,\n title={T},\n}\n", "BibTeX without the @ before its entries", "put @"),
    "tags with colons": ("TY: JOUR\nAU: B\nTI: On\n", "lines with the tags TY, AU, TI", "`TY  -"),
    "measurements": ("Dose,Size\n1,2\n", "a table with the headings Dose, Size", "columns:"),
}  # fmt: skip


def error(text: str) -> ReviewError:
    with pytest.raises(ReviewError) as caught:
        recognise(Text.of(text), "x.txt")
    return caught.value


@pytest.mark.parametrize(("text", "what", "form"), NEAR.values(), ids=NEAR)
def test_the_nearest_formats_are_named_and_read_the_file(
    tmp_path: Path, text: str, what: str, form: str
) -> None:
    found = error(text)
    assert found.message == f"{MESSAGE}: it seems to be {what}"
    proposed = re.findall(r"--as ([\w-]+)", str(found.hint))
    assert proposed[0] == form
    assert len(proposed) < 3
    path = tmp_path / "x.txt"
    path.write_text(text)
    for name in proposed:
        records = read([ExportFile(path, path.name, format=name)]).records
        assert records["title"].str.lower().iloc[0] == "on cats"


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_columns_that_are_proposed_for_a_table_read_it(tmp_path: Path, text: str) -> None:
    found = error(text)
    assert "it seems to be a table with the headings" in found.message
    hint = re.search(r"`columns: (\{.*\})` in review\.yaml \(reads ", str(found.hint))
    assert hint
    path = tmp_path / "x.txt"
    path.write_text(text)
    columns = yaml.safe_load(hint[1])
    (first, *_) = read([ExportFile(path, path.name, columns=columns)]).records.to_dict("records")
    assert first["title"] == "On cats"
    assert all(first[column] is not None for column in columns)


@pytest.mark.parametrize("above", ["Search of 1 May\nquery: (a AND b)\n\n", "cats OR dogs\n"])
@pytest.mark.parametrize(
    ("export", "label"),
    [
        ("Title,Authors,Year\nOn cats,Jane Bell,2004\n", "Plain table"),
        ("Authors,Title,Year,EID\nBell J.,On cats,2004,2-s2.0-85000000001\n", "Scopus CSV"),
        ("Title;DOI\nOn cats;10.5555/cat.1\n", "Plain table"),
    ],
)
def test_lines_above_an_export_are_told(above: str, export: str, label: str) -> None:
    found = error(above + export)
    assert found.message == f"{MESSAGE}: it seems to be {label} below other lines"
    line = above.count("\n") + 1
    assert found.hint == f"take out what stands above line {line}"


@pytest.mark.parametrize(("text", "what", "advice"), OTHERS.values(), ids=OTHERS)
def test_what_is_no_export_is_called_what_it_is(text: str, what: str, advice: str) -> None:
    found = error(text)
    assert found.message == f"{MESSAGE}: it seems to be {what}"
    assert advice in str(found.hint)
    assert "`review formats`" in str(found.hint)
    assert "columns:" in str(found.hint)
    assert "--as" not in str(found.hint)


@pytest.mark.parametrize(
    "text", [*(row[0] for row in (*NEAR.values(), *OTHERS.values())), *TABLES.values(), "x" * 99]
)
def test_the_answer_is_short(text: str) -> None:
    found = error(text)
    assert len(found.message) + len(str(found.hint)) < 320


def test_of_two_claimants_those_that_read_the_file_are_proposed() -> None:
    found = error(
        "Authors,Title,Year,Source title,EID\nBell J.,On cats,2004,J Cats,2-s2.0-1234567890\n"
        "@article{orr,\n title={On dogs},\n author={Orr, Kim}\n}\n"
    )
    assert found.message == "looks like Scopus CSV and BibTeX"
    assert "--as bibtex (reads its first entry: title, authors" in str(found.hint)


@pytest.mark.parametrize("line", ["a, b; c\td\n", "word " * 15 + "\n", "{", "<a>", 'x,"', "AU  - "])
def test_a_long_file_is_answered_in_time(line: str) -> None:
    started = time.perf_counter()
    error("Some words\n" + line * (1_000_000 // len(line)))
    assert time.perf_counter() - started < 5
