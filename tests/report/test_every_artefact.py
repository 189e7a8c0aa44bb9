"""What holds for every artefact, whichever there are: the same bytes each time, and no harm."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from report_histories import ALL, review

from litsieve import schema
from litsieve.config.review import ReportSettings
from litsieve.report import Reason, ReportInput, build
from litsieve.report.artefacts import DOCUMENTS, TABLES
from litsieve.report.prisma import Previous

#: What people who wish harm write into titles. Lone surrogates cannot stand in a table.
EVIL = (
    '=cmd|\' /C calc\'!A0 <script>alert(1)</script> ]]> --> " onload="alert(2)" [x](javascript:1)'
    " ![x](http://evil.example/x.png) | `#` **b** \x00\x07\x1b \u202egnp.exe \\input{/etc/passwd}"
    " {{7*7}} ${7*7} {% raw %} مجلة 😀"
)
LONG = "Lorem <b>ipsum</b> " * 526  # 10,000 characters
#: Columns whose values ingest and the other stages vouch for: keys, dates, lists of codes.
_SOUND = {
    "record_id", "cluster_id", "study_id", "a", "b", "answer", "field", "verdict", "stage", "by",
    "kind", "file", "source", "published", "decision", "how", "search", "at",
}  # fmt: skip


def hostile(text: str, given: ReportInput) -> ReportInput:
    """The review with `text` in every cell and setting that comes from outside."""
    names = {name: f"{name} {text}" for name in [*given.files["source"], *given.files["file"]]}
    tables = {
        name: _filled(getattr(given, name), of, text, names)
        for name, of in (
            ("records", schema.RECORD), ("rejects", schema.REJECT), ("files", schema.FILE),
            ("pairs", schema.PAIR), ("verdicts", schema.VERDICT), ("decisions", schema.DECISION),
        )
    }  # fmt: skip
    torn = f"{text}\ud800"
    strange = [f"r_{at}" for at in range(len(given.records))]
    listed = pd.concat([tables["records"], tables["records"].assign(record_id=strange)])
    stated = dict.fromkeys(
        ("database", "platform", "date", "query", "limits", "filters", "format"), torn
    )
    settings = ReportSettings(
        checklist=dict.fromkeys(("1", "5", "13a", "27"), text),
        statements=dict.fromkeys(("registration", "funding", "prior_work"), text),  # type: ignore[arg-type]
    )
    return replace(
        given,
        title=torn,
        reasons=tuple(Reason(r.id, torn, r.parent, r.counts_as) for r in given.reasons),
        searches=tuple({**stated, "file": names[f]} for f in given.files["file"].dropna()),
        previous=Previous(3, 4, torn),
        settings=settings.model_dump(),
        manuscript=text,
        bibliography=listed,
        **tables,
    )


def _filled(
    table: pd.DataFrame, of: tuple[schema.Column, ...], text: str, names: dict[str, str]
) -> pd.DataFrame:
    table = table.copy()
    for column in of:
        if column.name in ("file", "source"):
            table[column.name] = table[column.name].map(names).astype("str")
        elif column.dtype == schema.TEXT and column.name not in _SOUND:
            table[column.name] = pd.Series(text, index=table.index, dtype="str")
    return schema.conform(table, of)


def decided(given: ReportInput) -> ReportInput:
    """The review with votes of two people on everything that people decided."""
    rows = given.verdicts[given.verdicts["by"] == "human"]
    how = ["agreed", "discussion", "third-reviewer", "single"] * len(rows)
    table = pd.DataFrame(
        {
            "cluster_id": rows["cluster_id"], "stage": "title-abstract", "decision": "include",
            "how": how[: len(rows)], "people": "ada; bo", "votes": 2,
        }
    )  # fmt: skip
    return replace(given, decisions=schema.conform(table, schema.DECISION))


# ---- what each format must be ------------------------------------------------------------------


def _csv(content: bytes) -> None:
    for row in csv.reader(io.StringIO(content.decode(), newline="")):
        for cell in row:
            if re.match(r"\s*[=+\-@＝＋－＠]", cell):
                float(cell)  # a number may be negative; nothing else begins like that


def _json(content: bytes) -> None:
    json.loads(content)


_ACTIVE = ("script", "foreignObject", "image", "use", "iframe", "animate", "set")


def _xml(content: bytes) -> None:
    """Well-formed, and nothing in it runs or is fetched."""
    for element in ElementTree.fromstring(content).iter():
        assert str(element.tag).rpartition("}")[2] not in (
            "script",
            "foreignObject",
            "image",
            "use",
        )
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (name, value)
            if name.rpartition("}")[2] in ("href", "src"):
                assert re.match(r"(?:[\w-]+\.\w+)?#|[\w-]+\.\w+$", value), value


def _zip(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len({info.date_time for info in archive.infolist()}) == 1
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(archive.read(name))
                tags = {str(element.tag).rpartition("}")[2] for element in root.iter()}
                assert not tags & {"f", "fldSimple", "oleObject", "script"}, (name, tags)
        assert not [name for name in archive.namelist() if "vba" in name or "embed" in name]


class _Page(HTMLParser):
    """Elements, attributes and the text of scripts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts.append(data)


def _html(content: bytes) -> None:
    page = _Page()
    page.feed(content.decode())
    for tag, name, value in page.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("src", "href", "action", "xlink:href", "data"):
            assert not re.match(r"\s*(?:javascript|vbscript|data:text)", value, re.I), value
            assert tag in ("a", "link") or not re.match(r"\w*:?//", value), value
    assert "<script>alert" not in content.decode()


def _markdown(content: bytes) -> None:
    text = re.sub(
        r"^(`{3,})\n.*?\n\1`*$", "", content.decode(), flags=re.M | re.S
    )  # shown as it is
    assert not re.search(r"<\s*/?\s*(?:script|img|a|b|iframe)\b", text, re.I)
    assert not re.search(r"(?<!\\)\]\((?:javascript|http)", text)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def _tex(content: bytes) -> None:
    said = re.sub("^%.*$", "", content.decode(), flags=re.M)  # comments are nothing to TeX
    assert "\\input{/etc" not in said


def _text(content: bytes) -> None:
    content.decode()


def _magic(magic: bytes) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        assert content.startswith(magic)

    return check


FORMATS: dict[str, Callable[[bytes], None]] = {
    "csv": _csv, "json": _json, "svg": _xml, "xlsx": _zip, "docx": _zip, "html": _html,
    "md": _markdown, "tex": _tex, "bib": _tex, "ris": _text, "png": _magic(b"\x89PNG"),
    "pdf": _magic(b"%PDF"), "txt": _text, "tsv": _text, "jsonl": _text,
}  # fmt: skip


def sound(artefacts: dict[str, bytes]) -> None:
    """Each is what its name says, and harmless."""
    for name, content in artefacts.items():
        try:
            FORMATS[name.rpartition(".")[2]](content)
        except Exception as error:
            raise AssertionError(f"{name}: {error!r}") from error


# ---- what holds for all of them ----------------------------------------------------------------


@pytest.fixture(scope="module")
def given() -> ReportInput:
    base = review(21, n=120, stages=ALL)
    return decided(replace(base, bibliography=base.records[:40]))


@pytest.fixture(scope="module")
def artefacts(given: ReportInput) -> dict[str, bytes]:
    return build(given)


def test_every_kind_of_file_has_a_test_here() -> None:
    endings = {name.rpartition(".")[2] for name in (*DOCUMENTS, *TABLES)}
    assert endings <= set(FORMATS)


def test_two_runs_and_another_order_of_all_rows_give_the_same_bytes(
    given: ReportInput, artefacts: dict[str, bytes]
) -> None:
    names = ("records", "rejects", "files", "clusters", "pairs", "merged", "verdicts", "decisions")
    turned = {name: getattr(given, name).sample(frac=1, random_state=3) for name in names}
    again = build(replace(given, **turned))
    assert list(again) == list(artefacts)
    assert [name for name in again if again[name] != artefacts[name]] == []


def test_several_processes_write_the_same_bytes(
    given: ReportInput, artefacts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("litsieve.report.artefacts.MANY", 1)
    monkeypatch.setenv("REVIEW_WORKERS", "2")
    assert build(given) == artefacts


def test_an_ordinary_review_is_sound(artefacts: dict[str, bytes]) -> None:
    sound(artefacts)


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "text",
    [
        EVIL,
        "]]>",
        pytest.param(LONG, marks=SLOW),
        pytest.param("\u202e", marks=SLOW),
        pytest.param("-1", marks=SLOW),
        pytest.param("'", marks=SLOW),
    ],
    ids=range(6),
)
def test_no_text_from_outside_does_harm(text: str) -> None:
    sound(build(hostile(text, decided(review(8, n=24, stages=ALL)))))


@pytest.mark.parametrize(
    ("n", "stages"), [(0, ALL), (1, ALL[:2]), pytest.param(2, ALL[:1], marks=SLOW)]
)
def test_few_records_make_a_whole_report(n: int, stages: tuple[str, ...]) -> None:
    sound(build(review(5, n=n, stages=stages)))


def test_nothing_included_makes_a_whole_report(given: ReportInput) -> None:
    verdicts = given.verdicts[given.verdicts["verdict"] != "included"]
    built = build(replace(given, verdicts=verdicts))
    sound(built)
    assert built["included.csv"].count(b"\n") == 1
    assert json.loads(built["included.json"]) == []


def test_text_files_end_in_one_newline(artefacts: dict[str, bytes]) -> None:
    for name, content in artefacts.items():
        if content and name.rpartition(".")[2] in ("csv", "json", "svg", "md", "tex", "bib", "txt"):
            assert content.endswith(b"\n"), name
            assert not content.endswith(b"\n\n"), name


def test_nothing_tells_of_this_machine_or_this_day(artefacts: dict[str, bytes]) -> None:
    today = [date.today().strftime(form).encode() for form in ("%Y-%m-%d", "D:%Y%m%d")]
    here = [str(place).encode() for place in (Path.cwd(), Path.home()) if len(str(place)) > 4]
    for name, content in artefacts.items():
        for part in _parts(content):
            assert not [told for told in (*today, *here, b"/tmp/") if told in part], name


def _parts(content: bytes) -> list[bytes]:
    """The content; of a ZIP what is in it."""
    if not content.startswith(b"PK"):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_links_lead_to_artefacts_that_are_there(artefacts: dict[str, bytes]) -> None:
    text = artefacts["report.md"].decode()
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert len(links) > 5
    assert [link for link in links if link not in artefacts] == []


def test_the_review_itself_is_not_changed(given: ReportInput) -> None:
    tables: dict[str, Any] = {
        name: value.copy() for name, value in vars(given).items() if hasattr(value, "columns")
    }
    build(given)
    for name, before in tables.items():
        pd.testing.assert_frame_equal(getattr(given, name), before)
