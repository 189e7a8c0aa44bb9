"""A stand-in is no abstract, a text that is cut is none to exclude by: in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from litsieve.ingest import ExportFile, read
from litsieve.ingest.clean import clean
from litsieve.ingest.entry import Entry
from litsieve.ingest.values import abstracts

RIGHTS = "© 2020 Elsevier B.V. All rights reserved."
EBSCO = (
    "Copyright of Journal of Buses is the property of Bus Press and its content may not be copied "
    "or emailed to multiple sites or posted to a listserv without the copyright holder's express "
    "written permission. However, users may print, download, or email articles for individual use. "
    "This abstract may be abridged. No warranty is given about the accuracy of the copy. Users "
    "should refer to the original published version of the material for the full abstract. "
    "(Copyright applies to all Abstracts.)"
)
REAL = "Buses came in threes. We counted them for a year and found that they did."


@pytest.mark.parametrize(
    "text",
    [
        "N/A", "n/a", "n.a.", "NA", "null", "NULL", "nan", "NaN", "None", "none.", "-", "--", ".",
        "...", "[...]", "?", "Not available", "[Not Available].", "Not applicable",
        "Unavailable", "No abstract", "no abstract.", "[No abstract available]",
        "No abstract available.", "[No abstract available for this article]",
        "No abstract is available for this article.", "There is no abstract available.",
        "This article has no abstract.", "Abstract not available", "Abstract Not Available.",
        "The abstract is not available.", "An abstract is not available for this content",
        "Abstract unavailable", "Abstract not provided", "No summary available",
        "No abstract was provided", "Abstract", "Abstract.", "ABSTRACT:", "Summary", "Resumen",
        "Abstract: N/A", "Abstract: not available", "[Abstract in Spanish]",
        "Abstract in French and German", "(Abstract available in Chinese only)",
        "[English abstract]", "[Article in Russian]", "[ABSTRACT FROM AUTHOR]",
        "Abstract available from the publisher.",
        "Resumen no disponible", "Sin resumen", "Sin resumen disponible", "No hay resumen",
        "No disponible", "Pas de résumé", "Pas de résumé disponible", "Résumé non disponible",
        "Aucun résumé disponible.", "Kein Abstract verfügbar", "Keine Zusammenfassung vorhanden",
        "Zusammenfassung nicht verfügbar", "Kein Abstract", "Nicht verfügbar", "Sem resumo",
        "Resumo não disponível", "Não disponível", "Nessun abstract disponibile",
        "Riassunto non disponibile", "Geen samenvatting beschikbaar", "无摘要", "摘要",
        "Sin resumen. No abstract available.",
    ],
)  # fmt: skip
def test_a_note_that_there_is_no_abstract_is_none(text: str) -> None:
    assert abstracts.partial(text) is None
    record = clean(Entry(1, text, {"abstract": text, "abstract_partial": True}))
    assert record.get("abstract") is None
    assert record.get("abstract_partial") is None


@pytest.mark.parametrize(
    "text",
    [
        RIGHTS, "(c) 2019 by the authors. Licensee MDPI, Basel, Switzerland.", EBSCO,
        "Copyright © 2021, The Author(s).", "© The Author(s) 2020. Published by Oxford University "
        "Press on behalf of the Society of Buses. All rights reserved. For permissions, please "
        "e-mail: journals.permissions@oup.com", "Published by Elsevier Ltd.",
        "PsycINFO Database Record (c) 2019 APA, all rights reserved",
        "This article is protected by copyright. All rights reserved.",
        "© Author(s) (or their employer(s)) 2020. Re-use permitted under CC BY-NC. No commercial "
        "re-use. See rights and permissions. Published by BMJ.",
        "This is an open access article distributed under the terms of the Creative Commons "
        "Attribution License (http://creativecommons.org/licenses/by/4.0/), which permits "
        "unrestricted use, distribution, and reproduction in any medium, provided the original "
        "work is properly cited.",
    ],
)  # fmt: skip
def test_a_publishers_line_alone_is_no_abstract(text: str) -> None:
    assert abstracts.partial(text) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{REAL} (ABSTRACT TRUNCATED AT 250 WORDS)", f"{REAL} ABSTRACT TRUNCATED AT 250 WORDS",
        f"{REAL}(ABSTRACT TRUNCATED)", f"{REAL} (truncated)", f"{REAL} [truncated]",
        f"{REAL} [Abstract truncated at 400 words.]", f"{REAL} (Abstract shortened by ProQuest.)",
        f"{REAL} (Abstract shortened by UMI.).", f"{REAL} And then ...", f"{REAL} And then…",
        f"{REAL} And then [...]", f"{REAL} And then [...].", f"{REAL} And then (…)",
        f"{REAL} And then . . .", f"{REAL} And then … Read more", f"{REAL} And then... [more]",
        f"{REAL} And then... {RIGHTS}", f"{REAL} (ABSTRACT TRUNCATED AT 250 WORDS) {EBSCO}",
        f"{REAL} And then... (PsycINFO Database Record (c) 2019 APA, all rights reserved)",
        f"… {REAL}", f"...{REAL}", f'"…{REAL}"',
        f"This article has no abstract; the first 100 words appear below. {REAL}",
        f"No abstract available. {REAL}",
    ],
)  # fmt: skip
def test_a_text_that_says_it_is_cut_is_partial_and_kept(text: str) -> None:
    record = clean(Entry(1, text, {"abstract": text, "abstract_partial": False}))
    assert record["abstract"] == text
    assert record["abstract_partial"] is True


@pytest.mark.parametrize(
    "text",
    ["Buses", "Buses, trams", "Abstract 1", "Background:", "Editorial.", "Letter to the Editor",
     "© 2020 Elsevier Ltd. Buses came."],
)  # fmt: skip
def test_too_little_to_be_a_whole_abstract_is_partial_and_kept(text: str) -> None:
    record = clean(Entry(1, text, {"abstract": text}))
    assert record["abstract"] == text
    assert record["abstract_partial"] is True


@pytest.mark.parametrize(
    "text",
    [
        REAL, "Buses came.", f"{RIGHTS} {REAL}", f"{REAL} {RIGHTS}", f"{REAL} {EBSCO}",
        f"{REAL} [ABSTRACT FROM AUTHOR]", f"Abstract. {REAL}", f"Resumen: {REAL}",
        "Abstract art in French and German museums drew more visitors than buses did.",
        "No abstract reasoning was needed. Children solved all of the tasks.",
        "None of the buses came.", "Null results are rarely published.",
        "Not available to most people, buses are rare.", "Na channels open at once.",
        "Unknown causes of delay were studied in 40 buses.",
        "Copyright law is unclear on who owns the timetables of buses.",
        "Open access licensing of 200 journals was compared with sales of printed issues.",
        "Missing data... were imputed, and nothing changed in the results of the trial.",
        "Zeros were truncated (left-truncated) at the first stop. Buses came.",
        "The abstracts of 40 reports were shortened to one sentence before readers saw them.",
        "公交车三辆一组到达。我们数了一年。",
    ],
)  # fmt: skip
def test_a_whole_abstract_stays_as_it_is(text: str) -> None:
    record = clean(Entry(1, text, {"abstract": text}))
    assert record["abstract"] == text
    assert record["abstract_partial"] is False


def _csv(**cells: str) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([list(cells), list(cells.values())])
    return out.getvalue()


FORMATS: dict[str, Callable[[str], str]] = {
    "scopus-csv": lambda text: _csv(
        Authors="Doe J.", Title="Buses", **{"Source title": "Wheels"}, Year="2020", Abstract=text
    ),
    "plain-table": lambda text: _csv(title="Buses", authors="Doe, Jane", abstract=text),
    "ris": lambda text: f"TY  - JOUR\nTI  - Buses\nAB  - {text}\nER  - \n",
    "bibtex": lambda text: f"@article{{doe,\n title = {{Buses}},\n abstract = {{{text}}}\n}}\n",
    "nbib": lambda text: f"PMID- 12345\nTI  - Buses.\nAB  - {text}\nSO  - Wheels. 2020\n",
    "wos-text": lambda text: (
        f"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Buses\nAB {text}\nER\n\nEF\n"
    ),
    "refer": lambda text: f"%0 Journal Article\n%T Buses\n%A Doe, Jane\n%X {text}\n",
    "csl-json": lambda text: json.dumps(
        [{"id": "doe", "type": "article-journal", "title": "Buses", "DOI": "10.1/b",
          "abstract": text}]
    ),
    "pubmed-xml": lambda text: (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>12345</PMID><Article>"
        f"<ArticleTitle>Buses.</ArticleTitle><Abstract><AbstractText>{text}</AbstractText>"
        "</Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    ),
}  # fmt: skip


def _read(tmp_path: Path, form: str, text: str) -> pd.Series:
    path = tmp_path / "export"
    path.write_text(FORMATS[form](text), encoding="utf-8")
    (record,) = read([ExportFile(path, "export", form)]).records.to_dict("records")
    return pd.Series(record)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", ["N/A", "No abstract available.", "Sin resumen", RIGHTS])
def test_stand_ins_are_missing_in_every_format(tmp_path: Path, form: str, text: str) -> None:
    record = _read(tmp_path, form, text)
    assert pd.isna(record["abstract"])
    assert pd.isna(record["abstract_partial"])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("mark", ["ABSTRACT TRUNCATED AT 250 WORDS", "(truncated)", "And ..."])
def test_cut_abstracts_are_partial_in_every_format(tmp_path: Path, form: str, mark: str) -> None:
    record = _read(tmp_path, form, f"{REAL} {mark}")
    assert record["abstract"].startswith("Buses")
    assert record["abstract_partial"]


def test_an_abstract_behind_a_stand_in_or_a_notice_is_found_in_ris(tmp_path: Path) -> None:
    lines = f"TY  - JOUR\nTI  - Buses\nAB  - N/A\nAB  - {RIGHTS} {REAL}\nAB  - {EBSCO}\nER  - \n"
    path = tmp_path / "export.ris"
    path.write_text(lines, encoding="utf-8")
    records = read([ExportFile(path, "export.ris")]).records
    assert list(records["abstract"]) == [f"{RIGHTS} {REAL}"]
    assert not records["abstract_partial"].any()
