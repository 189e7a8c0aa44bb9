"""report.html: complete, inert, small, byte-identical; its data are the ledger's."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings, strategies
from report_histories import ALL, REASONS, RULES, review

from litsieve import schema
from litsieve.report import Reason, gather
from litsieve.report.counts import SELECTIONS, ids_of
from litsieve.report.given import ReportInput
from litsieve.report.material import Material
from litsieve.report.prisma import Previous
from litsieve.report.tables import reports
from litsieve.report.writers import html
from litsieve.report.writers.html import records, words

VOID = {"meta", "link", "input", "br", "img"}
#: Elements whose end tag HTML lets one leave out; tables of the included do.
OPEN = {"td", "tr", "rect", "path", "circle", "line"}


class Page(HTMLParser):
    """Elements with their attributes and text; everything that was opened must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[tuple[str, str]] = []
        self.stack: list[str] = []
        self.unclosed: list[str] = []
        self._href: str | None = None
        self._text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID | OPEN:
            self.stack.append(tag)
        if tag == "a":
            self._href, self._text = dict(attrs).get("href"), ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._href is not None:
            self.links.append((self._href, self._text))
            self._href = None
        if tag not in VOID | OPEN and (not self.stack or self.stack.pop() != tag):
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        self._text += data

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.elements if "id" in attrs]


def page_of(material: Material) -> str:
    return html.write(material).decode()


def data_of(page: str) -> dict[str, Any]:
    """As the script unpacks it."""
    packed = re.search(r'<script type="text/plain" id="data">(.*?)</script>', page, re.DOTALL)
    assert packed
    coded = packed[1].encode().translate(bytes.maketrans(b",./", b"<>&"))
    return dict(json.loads(zlib.decompress(base64.b85decode(coded))))


def unpacked(data: dict[str, Any]) -> pd.DataFrame:
    """One row a record, as the script makes them."""
    columns = zip(*(data[name] for name in ("id", "line", "fact")), strict=True)
    rows = [{"id": id_, "line": line, **data["facts"][fact]} for id_, line, fact in columns]
    for name, (texts, back) in data["shown"].items():
        met = 0
        for row, ago in zip(rows, back, strict=True):
            row[name] = texts[met - ago] if ago else texts[met]
            met += not ago
    return pd.DataFrame(rows, dtype=object)


def counted(rows: pd.DataFrame, count: str, where: dict[str, str | None]) -> list[str]:
    """The ids that the script shows for a filter."""
    return sorted(
        row["id"]
        for row in rows.to_dict("records")
        if count in row["counts"]
        and all((row[name] or "") == (of or "") for name, of in where.items())
    )


def narrowed(fragment: str) -> tuple[str, dict[str, str | None]]:
    where: dict[str, str | None] = {
        name: value or None for name, value in parse_qsl(fragment[1:], keep_blank_values=True)
    }
    return str(where.pop("box")), where


@pytest.fixture(scope="module")
def material() -> Material:
    return gather(replace(review(21, 120, ALL), previous=Previous(12, 14, "Okafor 2019")))


@pytest.fixture(scope="module")
def page(material: Material) -> str:
    return page_of(material)


@settings(max_examples=10, deadline=None)
@hypothesis_given(seed=strategies.integers(0, 10_000), n=strategies.integers(1, 80))
def test_every_count_of_the_page_is_that_of_the_ledger(seed: int, n: int) -> None:
    material = gather(review(seed, n))
    rows = unpacked(data_of(page_of(material)))
    assert sorted(rows["id"]) == sorted(material.ledger["record_id"])
    for count in SELECTIONS:
        assert counted(rows, count, {}) == ids_of(material.ledger, count), count


@settings(max_examples=10, deadline=None)
@hypothesis_given(seed=strategies.integers(0, 10_000), n=strategies.integers(1, 80))
def test_a_linked_number_is_the_number_of_its_records(seed: int, n: int) -> None:
    material = gather(review(seed, n))
    text = page_of(material)
    rows = unpacked(data_of(text))
    links = [(href, said) for href, said in Page(text).links if href.startswith("#box=")]
    numbers = [(href, said) for href, said in links if re.fullmatch(r"[\d,]+", said.strip())]
    assert len(numbers) >= 3
    for href, said in links:
        count, where = narrowed(href)
        ids = ids_of(material.ledger, count, **where)
        assert counted(rows, count, where) == ids, href
        if (href, said) in numbers:
            assert int(said.replace(",", "")) == len(ids), href


def test_what_a_row_tells_is_what_the_ledger_says(material: Material, page: str) -> None:
    rows = unpacked(data_of(page)).set_index("id")
    ledger = material.ledger.set_index("record_id")
    own = material.given.records.set_index("record_id")["title"]
    merged = reports(material, ids_of(material.ledger, "clusters")).set_index("record_id")["title"]
    for name in ("box", "arm", "kind", "source", "file", "stage", "by", "reason", "rules", "line"):
        want = ledger[name].astype(object).where(ledger[name].notna(), None)
        assert rows[name].to_dict() == want.to_dict(), name
    assert rows["title"].to_dict() == {**own.to_dict(), **merged.to_dict()}


def test_a_report_stands_above_its_duplicates(material: Material) -> None:
    rows = records.rows(material)
    standing = ""
    for cluster, box in zip(rows["cluster_id"], rows["box"], strict=True):
        if box != "duplicate":
            standing = cluster
        assert cluster == standing


def test_who_has_voted_so_far_is_not_told_while_a_report_waits() -> None:
    given = review(3, 80, ALL)
    verdicts = given.verdicts.assign(people="Ada; Bo")
    data = data_of(page_of(gather(replace(given, verdicts=verdicts))))
    told = {fact["box"]: fact["people"] for fact in data["facts"]}
    assert told["included"] == "Ada; Bo"
    assert {box: people for box, people in told.items() if box.startswith("awaiting")} != {}
    assert all(people is None for box, people in told.items() if box.startswith("awaiting"))


def test_every_code_has_a_name() -> None:
    from litsieve.report.ledger import BOXES

    assert set(words.COUNTS) == set(SELECTIONS)
    assert set(words.BOXES) == set(BOXES)


def test_the_same_tables_give_the_same_page(material: Material, page: str) -> None:
    given = material.given
    names = ("records", "rejects", "files", "clusters", "pairs", "merged", "verdicts")
    turned = {name: getattr(given, name).sample(frac=1, random_state=3) for name in names}
    assert page_of(gather(replace(given, **turned))) == page


def test_the_page_is_well_formed(page: str) -> None:
    parsed = Page(page)
    assert parsed.unclosed == []
    assert parsed.stack == []
    ids = parsed.ids()
    assert sorted(ids) == sorted(set(ids))
    anchors = {href[1:] for href, _ in parsed.links if re.fullmatch(r"#[\w-]+", href)}
    assert anchors <= set(ids)
    named = {
        part
        for _, attrs in parsed.elements
        for part in (attrs.get("aria-labelledby") or "").split()
    }
    assert named <= set(ids)
    heads = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    assert heads[0] == 1
    assert heads.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(heads))
    assert ("html", {"lang": "en"}) in parsed.elements


def test_nothing_but_the_one_script_may_run_and_nothing_be_fetched(page: str) -> None:
    parsed = Page(page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    (policy,) = [
        str(attrs["content"])
        for tag, attrs in parsed.elements
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    for tag, attrs in parsed.elements:
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
        assert "src" not in attrs, (tag, attrs)
        href = attrs.get("href") or "#"
        if tag == "link":
            assert href == "data:,"
        elif not re.match(r"#|https?://", href):
            assert re.fullmatch(r"[\w.-]+", href), href
    assert "@import" not in page
    assert "url(" not in page


@pytest.mark.parametrize(
    "evil",
    [
        "</script><script>alert(1)</script>", "<!--<script>", "]]></desc></svg><img src=x>",
        "=cmd|' /C calc'!A0", "{{ 7*7 }}{% raw %}", '" onclick="alert(1)',
        "a\u202eb\u2028c\x00d\ud800e",
    ],
)  # fmt: skip
def test_text_from_outside_is_only_text(evil: str) -> None:
    given = review(5, 30, ALL, title=evil, reasons=tuple(replace(r, label=evil) for r in REASONS))
    table = evil.replace("\ud800", "")  # no table can hold half a letter
    dressed = dict.fromkeys(("title", "authors", "venue", "source_id"), table)
    given = replace(
        given,
        records=given.records.assign(**dressed, url="javascript:alert(1)", doi=pd.NA),
        rejects=schema.conform(
            pd.DataFrame(
                [{"file": table, "source": table, "line": 3, "reason": table, "raw": table}]
            ),
            schema.REJECT,
        ),
        searches=(
            {"file": evil, "database": evil, "platform": evil, "query": evil, "limits": evil},
        ),
        previous=Previous(1, 1, evil),
    )
    text = page_of(gather(given))
    test_nothing_but_the_one_script_may_run_and_nothing_be_fetched(text)
    assert Page(text).unclosed == []
    assert "javascript:" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u2028\u202a-\u202e]", text)
    assert not {tag for tag, _ in Page(text).elements} & {"img", "iframe", "object", "form", "base"}


def test_a_query_is_told_line_by_line_as_it_was_asked(material: Material) -> None:
    query = '#1 "peer  support"\n  #2 <b> OR x\r\n#3 #1 AND #2'
    given = replace(material.given, searches=({"file": "s.csv", "query": query},))
    assert ">#1 &#34;peer  support&#34;\n  #2 &lt;b&gt; OR x\n#3 #1 AND #2</pre>" in page_of(
        gather(given)
    )


@pytest.mark.parametrize(
    ("doi", "url", "link"),
    [
        ("10.1234/a(b)<1>", "", "10.1234/a(b)<1>"),
        ("", "https://x.org/1?a=b", "https://x.org/1?a=b"),
        ("", "javascript:alert(1)", ""), ("", "ftp://x.org", ""), ("10.12", "", ""), ("", "", ""),
        ("10.1234/a b", "http://x.org", "http://x.org"), ("", "https://" + "x" * 400, ""),
    ],
)  # fmt: skip
def test_only_dois_and_web_addresses_are_linked(doi: str, url: str, link: str) -> None:
    assert records.web(doi, url) == link


@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        ("Okafor, Ada", "Okafor"), ("Okafor, Ada; Lindqvist, Bo", "Okafor & Lindqvist"),
        ("A, B; C, D; E, F", "A et al."),
        ("World Health Organization", "World Health Organization"),
        ("", ""),
    ],
)  # fmt: skip
def test_authors_are_named_in_short(authors: str, shown: str) -> None:
    assert records.short(authors) == shown


def test_without_scripts_the_included_are_listed(material: Material, page: str) -> None:
    body = page.partition('<table id="table">')[2].partition("</table>")[0]
    assert body.count("<tr>") == 1 + material.prisma.included.reports
    assert 'href="https://doi.org/10.1234/x_' in body


def test_files_beside_the_page_are_those_that_are_written(page: str) -> None:
    from litsieve.report.artefacts import DOCUMENTS, TABLES

    beside = {href for href, _ in Page(page).links if re.fullmatch(r"[\w-]+\.\w+", href)}
    charts = {name for name in DOCUMENTS if name.startswith("chart-")}
    assert {*DOCUMENTS, *TABLES} - charts - {"report.html", "bibliography.csv"} <= beside
    assert "bibliography.csv" not in beside  # nobody gave one
    assert beside <= {*DOCUMENTS, *TABLES, "manifest.json"}


def test_beyond_the_budget_the_largest_boxes_are_left_out_and_counted(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MOST_ROWS", 60)
    data = data_of(page_of(gather(material.given)))
    rows = unpacked(data)
    assert len(rows) <= 60
    assert len(rows) + sum(n for _, n in data["left"]) == len(material.ledger)
    assert (rows["box"] == "included").sum() == material.prisma.included.reports
    for count in SELECTIONS:
        away = sum(n for fact, n in data["left"] if count in data["facts"][fact]["counts"])
        assert len(counted(rows, count, {})) + away == len(ids_of(material.ledger, count)), count
    gone = {data["facts"][fact]["box"] for fact, _ in data["left"]}
    assert gone.isdisjoint(rows["box"])


def test_an_empty_review_has_a_page() -> None:
    given = review(5, 4, ALL)
    none = {
        n: getattr(given, n).head(0) for n in ("records", "clusters", "pairs", "verdicts", "merged")
    }
    text = page_of(gather(replace(given, **none)))
    assert "No report has been included" in text
    assert data_of(text)["id"] == []


def test_a_real_review_is_a_small_page(shared_data: Path) -> None:
    """2,800 records of 1,750 reports, 122 of them included: under 300 KB."""
    material = gather(_real(shared_data / "dedupe", 1750, 2800, 122))
    assert len(material.ledger) == 2800
    assert material.given.records["title"].nunique() == 1750
    assert material.prisma.included.reports == 122
    assert len(page_of(material).encode()) < 300_000


def _real(folder: Path, distinct: int, n: int, included: int) -> ReportInput:
    """Real titles, authors, venues and DOIs; so many reports, with `n` records together."""
    files = [folder / name / "records.csv" for name in ("copper", "cytology_screening")]
    told = pd.concat([pd.read_csv(file, dtype=str, keep_default_na=False) for file in files])
    told = told.drop_duplicates("title").head(distinct)
    told = told.iloc[[i % distinct for i in range(n)]].reset_index(drop=True)
    ids = [f"r_{hashlib.sha256(str(i).encode()).hexdigest()[:16]}" for i in range(n)]
    survivors = [ids[i % distinct] for i in range(n)]
    source = ["Scopus" if i < distinct else "Embase" for i in range(n)]
    table = pd.DataFrame({
        "record_id": ids, "source": source, "file": [f"{name}.csv" for name in source],
        "line": [i % distinct + 2 for i in range(n)], "title": told["title"],
        "authors": told["authors"],
        "year": told["year"], "venue": told["journal"], "doi": told["doi"].str.lower(),
    })  # fmt: skip
    table["year"] = pd.to_numeric(table["year"], errors="coerce")
    clusters = pd.DataFrame({"record_id": ids, "cluster_id": survivors, "study_id": survivors})
    stages = ("metadata", "title-abstract", "full-text")
    verdicts = [
        {"cluster_id": name, "verdict": "included" if i < included else "excluded",
         "stage": "full-text" if i < included else stages[i % 3],
         "by": "human" if i % 2 else "automation",
         "primary_reason": None if i < included else f"E{i % 5 + 1}", "rules": None}
        for i, name in enumerate(ids[:distinct])
    ]  # fmt: skip
    exports = pd.DataFrame([
        {"file": f"{name}.csv", "source": name, "kind": "database", "seen": source.count(name),
         "records": source.count(name), "partial": 0, "rejected": 0}
        for name in ("Scopus", "Embase")
    ])  # fmt: skip
    return ReportInput(
        title="A real review", records=schema.conform(table, schema.RECORD),
        rejects=schema.empty(schema.REJECT), files=schema.conform(exports, schema.FILE),
        clusters=schema.conform(clusters, schema.CLUSTER), pairs=schema.empty(schema.PAIR),
        merged=schema.empty(schema.MERGED),
        verdicts=schema.conform(pd.DataFrame(verdicts), schema.VERDICT),
        reasons=(*REASONS, Reason("E6", "Other")), rules=RULES, stages=ALL,
    )  # fmt: skip
