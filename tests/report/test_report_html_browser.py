"""report.html as a person has it: in headless Chromium, driven by chromedriver's HTTP API."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from urllib.request import Request, urlopen

import pytest
from report_histories import ALL, review

from litsieve.report import gather
from litsieve.report.counts import ids_of
from litsieve.report.material import Material
from litsieve.report.prisma import Previous
from litsieve.report.writers import html
from litsieve.report.writers.html import records

pytestmark = pytest.mark.slow

_LINKS = """
const links = [...document.querySelectorAll('a[href^="#box="]')];
return [...new Set(links.map(a => a.getAttribute('href')))];
"""
_ROWS = "return [...document.querySelectorAll('#table tbody tr')].map(r => r.dataset.id)"
_YEARS = """
return [...document.querySelectorAll('#table tbody tr')].map(r => r.children[3].textContent);
"""
_SEARCH = """
const s = document.getElementById('search'); s.value = arguments[0];
s.dispatchEvent(new Event('input'));
"""
_SEEN = """
const s = document.getElementById('status');
return {total: +s.dataset.total, shown: +s.dataset.shown,
        rows: document.querySelectorAll('#table tbody tr[data-id]').length, text: s.textContent};
"""
#: Every text that is seen: its colour, and the first opaque colour behind its middle.
_CONTRAST = """
const parse = c => { const m = c.match(/[\\d.]+/g); return m ? m.map(Number) : [0, 0, 0, 0]; };
const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255;
  return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
  return .2126 * r + .7152 * g + .0722 * b; };
const ratio = (a, b) => { const [x, y] = [lum(a), lum(b)].sort((p, q) => q - p);
  return (x + .05) / (y + .05); };
const solid = c => c.length === 3 || c[3] === 1;
const found = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let seen = 0;
for (let node; (node = walk.nextNode());) {
  const at = node.parentElement;
  const unseen = 'script, style, title, desc, noscript, .off, .skip';
  if (!node.data.trim() || at.closest(unseen)) continue;
  const range = document.createRange(); range.selectNodeContents(node);
  let box = range.getClientRects()[0];
  if (!box || !box.width) continue;
  at.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
  box = range.getClientRects()[0];
  const middle = box.y + box.height / 2;
  const stack = document.elementsFromPoint(box.x + Math.min(box.width / 2, 20), middle);
  if (!stack.includes(at)) continue;
  let back = null;
  for (const under of stack.slice(stack.indexOf(at))) {
    const style = getComputedStyle(under), svg = under instanceof SVGElement && under !== at
      && !['svg', 'g', 'a', 'text', 'tspan'].includes(under.localName);
    const fill = style.fill === 'none' ? null : parse(style.fill);
    const c = svg ? fill : parse(style.backgroundColor);
    if (c && solid(c) && (svg || style.backgroundColor !== 'transparent')) { back = c; break; }
  }
  const ink = getComputedStyle(at)[at instanceof SVGElement ? 'fill' : 'color'];
  back ??= [255, 255, 255];
  const r = ratio(parse(ink), back);
  seen++;
  if (r < 4.5) found.push([+r.toFixed(2), node.data.trim().slice(0, 40), ink, back.join()]);
}
return {seen, found};
"""


class Browser:
    """One session of headless Chromium."""

    def __init__(self, driver: str, chromium: str, profile: Path) -> None:
        self.process = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout
        for line in self.process.stdout:
            if port := re.search(r"started successfully on port (\d+)", line):
                break
        self.base = f"http://127.0.0.1:{port[1]}"
        options = {
            "binary": chromium,
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                     "--disable-dev-shm-usage", f"--user-data-dir={profile}"],
        }  # fmt: skip
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        session = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.base += f"/session/{session['sessionId']}"

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.base + path, data, method=method), timeout=60) as answer:
            return json.load(answer)["value"]

    def close(self) -> None:
        try:
            self._send("DELETE", "")
        finally:
            self.process.terminate()
            self.process.wait(10)

    def run(self, script: str, *args: Any) -> Any:
        return self._send("POST", "/execute/sync", {"script": script, "args": args})

    def open(self, path: Path, fragment: str = "") -> None:
        self._send("POST", "/url", {"url": "about:blank"})
        self._send("POST", "/url", {"url": path.as_uri() + fragment})
        self.until("return document.documentElement.classList.contains('ready')")

    def until(self, script: str) -> None:
        for _ in range(200):
            if self.run(script):
                return
            time.sleep(0.02)
        pytest.fail(f"never true: {script}")

    def go(self, step: str) -> None:
        self._send("POST", f"/{step}", {})

    def log(self, kind: str) -> list[dict[str, Any]]:
        return list(self._send("POST", "/se/log", {"type": kind}))

    def devtools(self, command: str, **params: Any) -> Any:
        return self._send("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def scheme(self, name: str) -> None:
        self.devtools(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}]
        )

    def wide(self, width: int, height: int = 900) -> None:
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def go_to(self, fragment: str) -> dict[str, Any]:
        """As a link would: the fragment changes, the table follows."""
        self.run("location.hash = arguments[0]", fragment)
        time.sleep(0.03)
        return dict(self.run(_SEEN))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    driver = shutil.which("chromedriver")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not (driver and chromium):
        pytest.skip("chromium and chromedriver are not installed")
    session = Browser(driver, chromium, tmp_path_factory.mktemp("profile"))
    yield session
    session.close()


def _invented(seed: int, n: int = 120) -> Material:
    return gather(replace(review(seed, n, ALL), previous=Previous(12, 14, "Okafor 2019")))


def _narrowed(fragment: str) -> tuple[str, dict[str, str | None]]:
    where: dict[str, str | None] = {
        name: value or None for name, value in parse_qsl(fragment[1:], keep_blank_values=True)
    }
    return str(where.pop("box")), where


@pytest.fixture(scope="module")
def material() -> Material:
    return _invented(21)


@pytest.fixture(scope="module")
def page(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(html.write(material))
    return path


@pytest.mark.parametrize("seed", [21, 4, 11])
def test_every_link_shows_as_many_records_as_it_counts(
    browser: Browser, tmp_path: Path, seed: int
) -> None:
    material = _invented(seed)
    path = tmp_path / "report.html"
    path.write_bytes(html.write(material))
    browser.open(path)
    links = browser.run(_LINKS)
    assert len(links) > 20
    for link in links:
        count, where = _narrowed(link)
        ids = ids_of(material.ledger, count, **where)
        seen = browser.go_to(link)
        assert (seen["total"], seen["shown"]) == (len(ids), len(ids)), link
        assert seen["rows"] == min(len(ids), 50), link
        if len(ids) <= 50:
            assert sorted(filter(None, browser.run(_ROWS))) == ids, link


def test_a_click_on_a_box_of_the_diagram_filters_and_back_undoes_it(
    browser: Browser, page: Path
) -> None:
    browser.open(page)
    before = browser.run(_SEEN)
    click = """
    const link = document.querySelector('.prisma-flow a[href="#box=screened&arm=databases"], '
      + '.prisma-flow a[href^="#box=screened"]');
    link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
    return link.getAttribute('href');
    """
    link = browser.run(click)
    browser.until("return location.hash.includes('screened')")
    after = browser.run(_SEEN)
    assert after["total"] != before["total"]
    assert (
        browser.run(
            "return document.querySelector('.prisma-flow a[aria-current]').getAttribute('href')"
        )
        == link
    )
    assert browser.run("return document.activeElement.id") == "records-head"
    browser.go("back")
    browser.until("return location.hash === ''")
    browser.until(f"return +document.getElementById('status').dataset.total === {before['total']}")
    browser.go("forward")
    browser.until(f"return +document.getElementById('status').dataset.total === {after['total']}")


def test_the_box_that_is_shown_is_marked_whether_or_not_the_only_arm_is_named(
    browser: Browser, tmp_path: Path
) -> None:
    given = review(21, 120, ALL)
    given = replace(given, files=given.files.assign(kind="database"))
    path = tmp_path / "report.html"
    path.write_bytes(html.write(gather(given)))
    marked = "return document.querySelectorAll('.prisma-flow a[aria-current]').length"
    for fragment in ("#box=screened", "#arm=databases&box=screened"):
        browser.open(path, fragment)
        assert browser.run(marked) > 0, fragment


def test_a_link_from_elsewhere_opens_at_its_records(
    browser: Browser, page: Path, material: Material
) -> None:
    browser.open(page, "#box=excluded&by=human")
    assert browser.run(_SEEN)["total"] == len(ids_of(material.ledger, "excluded", by="human"))
    assert "by people" in browser.run("return document.getElementById('chips').textContent")


def test_a_heading_of_the_page_leaves_the_filter_alone(browser: Browser, page: Path) -> None:
    browser.open(page, "#box=duplicate")
    before = browser.run(_SEEN)
    assert browser.go_to("#counts") == before


def test_search_minds_neither_case_nor_accents_and_can_be_cleared(
    browser: Browser, page: Path, material: Material
) -> None:
    browser.open(page, "#box=identified")
    browser.run(_SEARCH, "VÍLLAGE 7")
    titles = material.ledger["title"]
    records = {"Peer support in village 7"} & set(titles)
    seen = browser.run(_SEEN)
    assert records
    assert 0 < seen["shown"] < seen["total"]
    assert "found among" in seen["text"]
    browser.run(_SEARCH, "no such word")
    assert browser.run(_SEEN)["shown"] == 0
    browser.run("document.querySelector('#chips button').click()")
    assert browser.run(_SEEN)["shown"] == len(titles)
    assert browser.run("return document.getElementById('search').value") == ""


def test_columns_sort_both_ways_and_say_so(browser: Browser, page: Path) -> None:
    browser.open(page, "#box=identified")
    head = "document.querySelector('#table th[data-sort=year]')"
    browser.run(f"{head}.querySelector('button').click()")
    assert browser.run(f"return {head}.getAttribute('aria-sort')") == "ascending"
    up = browser.run(_YEARS)
    browser.run(f"{head}.querySelector('button').click()")
    assert browser.run(f"return {head}.getAttribute('aria-sort')") == "descending"
    down = browser.run(_YEARS)
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert browser.run("return document.querySelectorAll('#table th[aria-sort]').length") == 1


def test_pages_hold_every_record_once(browser: Browser, page: Path, material: Material) -> None:
    browser.open(page, "#box=identified")
    found: list[str] = []
    while True:
        found += browser.run(_ROWS)
        if browser.run("return document.getElementById('next').disabled"):
            break
        browser.run("document.getElementById('next').click()")
    assert sorted(found) == sorted(material.ledger["record_id"])


def test_details_name_every_record_of_the_report(
    browser: Browser, page: Path, material: Material
) -> None:
    ledger = material.ledger
    sizes = ledger["cluster_id"].value_counts()
    cluster = sizes.index[0]
    ids = set(ledger.loc[ledger["cluster_id"] == cluster, "record_id"])
    for record in sorted(ids):
        browser.open(page, "#box=identified")
        browser.run(_SEARCH, record)
        browser.run("document.querySelector('#table td button').click()")
        told = browser.run("return document.querySelector('#table tr.more').textContent")
        assert ids == set(re.findall(r"r_[0-9a-f]{16}", told))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(browser: Browser, page: Path, scheme: str) -> None:
    browser.scheme(scheme)
    browser.wide(1400)
    browser.open(page, "#box=identified")
    result = browser.run(_CONTRAST)
    assert result["seen"] > 300
    assert result["found"] == []


@pytest.mark.parametrize("width", [375, 768, 1400])
def test_the_page_does_not_scroll_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    material = gather(replace(review(3, 60, ALL, title="Pneumonoultramicroscopic" * 12)))
    path = tmp_path / "report.html"
    path.write_bytes(html.write(material))
    browser.wide(width)
    browser.open(path, "#box=identified")
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_nothing_leaves_the_file_and_nothing_goes_wrong(browser: Browser, page: Path) -> None:
    browser.log("browser")
    browser.log("performance")
    browser.open(page, "#box=identified")
    browser.run("document.querySelector('#table td button').click()")
    events = [json.loads(entry["message"])["message"] for entry in browser.log("performance")]
    asked = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    assert {url.partition("#")[0] for url in asked} <= {page.as_uri(), "about:blank", "data:,"}
    assert browser.log("browser") == []


def test_an_old_browser_is_told_and_still_lists_the_included(
    browser: Browser, page: Path, material: Material
) -> None:
    hidden = browser.devtools(
        "Page.addScriptToEvaluateOnNewDocument", source="delete window.DecompressionStream"
    )
    browser._send("POST", "/url", {"url": page.as_uri()})
    said = "return document.getElementById('status').textContent"
    browser.until(f"{said}.includes('cannot unpack')")
    rows = "return document.querySelectorAll('#table tbody tr').length"
    assert browser.run(rows) == material.prisma.included.reports
    assert browser.run("return document.querySelector('.tools').offsetHeight") == 0
    browser.devtools("Page.removeScriptToEvaluateOnNewDocument", identifier=hidden["identifier"])


def test_records_left_to_audit_csv_are_counted_and_named(
    browser: Browser, tmp_path: Path, material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MOST_ROWS", 60)
    path = tmp_path / "report.html"
    path.write_bytes(html.write(gather(material.given)))
    browser.open(path, "#box=identified")
    seen = browser.run(_SEEN)
    away = len(ids_of(material.ledger, "duplicate"))
    assert seen["total"] == len(material.ledger)
    assert seen["shown"] == len(material.ledger) - away
    assert f"{away} of them are listed in audit.csv only: duplicate" in seen["text"]


def test_print_repeats_the_head_of_the_table_and_holds_the_whole_filter(
    browser: Browser, page: Path, material: Material
) -> None:
    browser.open(page, "#box=identified")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert browser.run(_SEEN)["rows"] == len(material.ledger) > 50
    browser.run("dispatchEvent(new Event('afterprint'))")
    assert browser.run(_SEEN)["rows"] == 50
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    pdf = base64.b64decode(browser.devtools("Page.printToPDF")["data"])
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    sheets = text.stdout.decode().split("\f")
    assert "Records screened (n" in sheets[0]
    assert sum("Ended in" in sheet for sheet in sheets) > 1


def test_what_a_number_means_is_printed_and_how_to_click_is_not(
    browser: Browser, page: Path
) -> None:
    browser.open(page)
    browser.devtools("Emulation.setEmulatedMedia", media="print")
    text = browser.run("return document.body.innerText")
    browser.devtools("Emulation.setEmulatedMedia", media="")
    for said in ("has one primary reason", "Distinct = records", "may wait for several answers"):
        assert said in text
    assert "Choose a box" not in text


def test_what_titles_say_is_never_run(browser: Browser, tmp_path: Path) -> None:
    given = review(5, 30, ALL)
    evil = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1> \u202e=cmd"
    records = given.records.assign(title=evil, authors=evil, venue=evil, source_id=evil)
    path = tmp_path / "report.html"
    path.write_bytes(html.write(gather(replace(given, records=records, title=evil))))
    browser.log("browser")
    browser.open(path, "#box=identified")
    assert browser.run("return window.hit ?? null") is None
    assert browser.run("return document.querySelectorAll('main img').length") == 0
    assert "<img src=x" in browser.run(
        "return document.querySelector('#table tbody tr').textContent"
    )
    assert browser.log("browser") == []


def test_an_empty_review_has_a_page(browser: Browser, tmp_path: Path) -> None:
    given = review(5, 4, ALL)
    none = {
        n: getattr(given, n).head(0) for n in ("records", "clusters", "pairs", "verdicts", "merged")
    }
    path = tmp_path / "report.html"
    path.write_bytes(html.write(gather(replace(given, **none))))
    browser.log("browser")
    browser.open(path)
    assert browser.run(_SEEN)["total"] == 0
    assert browser.log("browser") == []
