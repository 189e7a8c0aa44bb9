"""Charts: every number is told, nothing leaves the picture, nothing covers anything else."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from report_histories import ALL, review

from litsieve.report import Material, fonts, gather
from litsieve.report.artefacts import DOCUMENTS
from litsieve.report.charts import CHARTS
from litsieve.report.charts.canvas import WIDTH, elide
from litsieve.report.charts.upset import Column, fitting, matrix
from litsieve.report.charts.years import MOST, Year, nice, window
from litsieve.report.sources import Overlap

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["Scopus", "Web of Science", "MEDLINE", "Embase", "CINAHL", "PsycINFO", "LILACS",
         "Cochrane Central Register of Controlled Trials"]  # fmt: skip
HOSTILE = ["x" * 200, "مجلة الصحة النفسية المجتمعية للأبحاث والدراسات", "😀" * 60, "word " * 90,
           "<script>alert(1)</script>", "]]> &amp; \"", "日本語" * 50, "e\u0301" * 300]  # fmt: skip


def some(
    seed: int = 3, n: int = 400, names: list[str] = NAMES, years: tuple[int, ...] = (2001, 2020)
) -> Material:
    """A review whose records have all that a chart shows, of sources, venues … so named."""
    dice = random.Random(seed)
    given = review(seed, n=n, stages=ALL)
    weights = [1 / (i + 1) for i in range(len(names))]
    cells: dict[str, Any] = {
        "source": dice.choices(names, weights, k=n),
        "venue": dice.choices([*names, None], k=n),
        "countries": ["; ".join(dice.sample(["GBR", "NPL", "USA"], 2)) for _ in range(n)],
        "language": dice.choices(["eng", "spa", None], k=n),
        "year": pd.array(dice.choices([*range(*years), None], k=n), "Int64"),
    }
    return gather(replace(given, records=given.records.assign(**cells)))


def texts(svg: str) -> list[tuple[float, float, float, str]]:
    """Left, right and base line of every level line of text, and the text."""
    found = []
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        if "transform" in text.attrib:
            continue
        kind = text.get("class", "").split()
        size = 15.0 if "head" in kind else 10.5 if "small" in kind else 12.0
        wide = fonts.width(text.text or "", size, bool({"head", "b", "of-part"} & set(kind)))
        x, anchor = float(text.attrib["x"]), text.get("text-anchor", "start")
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        found.append((left, left + wide, float(text.attrib["y"]), text.text or ""))
    return found


REVIEWS = {
    "eight sources": some(),
    "hostile labels": some(names=HOSTILE),
    "sixty years": some(years=(1960, 2021)),
    "thirty sources": some(n=900, names=[f"Source {i}" for i in range(30)]),
    "large numbers": some(n=6000, names=NAMES[:3], years=(2019, 2022)),
}


@pytest.mark.parametrize("name", REVIEWS)
def test_every_chart_has_something_to_draw_and_is_an_artefact(name: str) -> None:
    for chart, of in CHARTS.items():
        drawn = of.draw(REVIEWS[name])
        assert drawn is not None
        assert DOCUMENTS[f"chart-{chart}.svg"](REVIEWS[name]) == drawn.encode()


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("name", REVIEWS)
def test_no_text_leaves_the_picture_or_runs_into_another(name: str, chart: str) -> None:
    drawn = CHARTS[chart].draw(REVIEWS[name])
    assert drawn is not None
    lines = texts(drawn)
    height = float(ElementTree.fromstring(drawn).attrib["height"])
    for left, right, base, text in lines:
        assert left >= 0, text
        assert right <= WIDTH + 0.5, text
        assert 10 < base <= height - 3, text
    for one, other in combinations(lines, 2):
        if abs(one[2] - other[2]) < 8:
            assert one[1] <= other[0] + 0.5 or other[1] <= one[0] + 0.5, (one, other)


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("name", REVIEWS)
def test_every_shape_is_inside_the_picture(name: str, chart: str) -> None:
    root = ElementTree.fromstring(CHARTS[chart].draw(REVIEWS[name]) or "")
    height = float(root.attrib["height"])
    for rect in root.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rect.get(of, 0)) for of in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + wide <= WIDTH + 0.5
        assert y + high <= height + 0.5


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_spoken_scoped_and_named_apart_from_the_others(chart: str) -> None:
    drawn = CHARTS[chart].draw(REVIEWS["eight sources"]) or ""
    root = ElementTree.fromstring(drawn)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == CHARTS[chart].title
    assert root.attrib["aria-labelledby"].split() == [title.get("id"), description.get("id")]
    style = root.findtext(f"{SVG}style") or ""
    selectors = re.findall(r"^([.\w][^{@]*)\{", style, re.M)
    assert len(selectors) > 20
    assert all(selector.startswith(".chart ") for selector in selectors)


def test_ids_of_all_charts_are_different() -> None:
    drawn = "".join(chart.draw(REVIEWS["eight sources"]) or "" for chart in CHARTS.values())
    ids = re.findall(r'\bid="([^"]+)"', drawn)
    assert len(ids) == 2 * len(CHARTS)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("media", ["light", "dark"])
def test_texts_and_shapes_stand_out_in_both_colour_schemes(media: str) -> None:
    style = re.search(r"<style>(.*)@media[^{]*\{(.*)\}\n</style>",
                      CHARTS["years"].draw(REVIEWS["eight sources"]) or "", re.S)  # fmt: skip
    assert style is not None
    colours: dict[tuple[str, str], str] = {}
    for part in style.groups()[: 1 + (media == "dark")]:
        for selector, body in re.findall(r"\.chart ([.\w-]+)\{([^}]*)\}", part):
            for what, colour in re.findall(r"(fill|stroke):(#[0-9a-f]+)", body):
                colours[selector, what] = colour
    for paper in (colours[".page", "fill"], colours[".band", "fill"]):
        for words in ("text", ".dim", ".of-part"):
            assert contrast(colours[words, "fill"], paper) >= 4.5, words
        for shape in (".all", ".part", ".on", ".join"):
            assert contrast(colours[shape, "stroke"], paper) >= 3, shape
    assert contrast(colours[".part", "fill"], colours[".all", "fill"]) >= 3


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: contrast ratio of two colours, #rgb or #rrggbb."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_nothing_to_draw_is_no_picture() -> None:
    empty = gather(review(1, n=0))
    assert [chart.draw(empty) for chart in CHARTS.values()] == [None] * len(CHARTS)
    assert CHARTS["sources"].draw(some(n=30, names=["Scopus"])) is None


def test_a_picture_tells_every_number_it_shows() -> None:
    for chart in CHARTS.values():
        root = ElementTree.fromstring(chart.draw(REVIEWS["eight sources"]) or "")
        description = root.findtext(f"{SVG}desc") or ""
        tips = [tip.text or "" for tip in root.iterfind(f".//{SVG}g/{SVG}title")]
        assert tips
        missing = [tip for tip in tips if tip not in description]
        # Rows of sources repeat columns, and what does not fit is told column by column.
        assert [tip for tip in missing if not re.search("distinct|other comb", tip)] == []


# ---- the plots themselves ----------------------------------------------------------------------


def test_the_columns_of_the_sources_add_up_whatever_is_summed_up() -> None:
    dice = random.Random(5)
    names = [f"S{i:02}" for i in range(20)]
    found = [
        Overlap(tuple(sorted(dice.sample(names, dice.randint(1, 6)))), dice.randint(1, 90), None, 1)
        for _ in range(200)
    ]
    rows, columns = matrix(found)
    assert len(rows) == 12
    assert rows[-1].name == "9 other sources"
    total = sum(overlap.reports for overlap in found)
    assert sum(column.n for column in columns) == total
    fit = fitting(columns, 400)
    assert fit[-1].others == len(columns) - len(fit) + 1
    assert sum(column.n for column in fit) == total
    assert sum(column.included for column in fit) == 200
    first = sum(overlap.reports for overlap in found if rows[0].name in overlap.sources)
    assert rows[0].n == first


def test_twelve_sources_are_drawn_one_by_one() -> None:
    rows, _ = matrix([Overlap((f"S{i:02}",), 1, 1, 0) for i in range(12)])
    assert [row.pooled for row in rows] == [False] * 12


def test_columns_that_fit_are_all_drawn() -> None:
    columns = [Column((0,), 5, 0), Column((1,), 3, 0)]
    assert fitting(columns, 400) == columns


def test_years_far_outside_do_not_flatten_the_others_and_are_told() -> None:
    years = [Year(1066, 3, 1), Year(1950, 1, 0), Year(2020, 9, 2), Year(9999, 2, 0)]
    assert [year.year for year in window(years)] == [1950, 2020]
    given = review(21, n=30, stages=ALL)
    wide = given.records["year"].where(given.records.index > 3, 1066)
    drawn = CHARTS["years"].draw(gather(replace(given, records=given.records.assign(year=wide))))
    assert drawn is not None
    assert "Outside the years drawn" in drawn
    assert MOST == 100


def test_a_year_without_reports_is_a_gap() -> None:
    given = review(21, n=30, stages=ALL)
    years = [2001 + 3 * (i % 2) for i in range(30)]
    drawn = CHARTS["years"].draw(gather(replace(given, records=given.records.assign(year=years))))
    words = [text for *_, text in texts(drawn or "")]
    assert [year for year in ("2001", "2002", "2003", "2004") if year in words] == [
        "2001", "2002", "2003", "2004",
    ]  # fmt: skip
    bars = [r for r in ElementTree.fromstring(drawn or "").iter(f"{SVG}rect")
            if r.get("class") == "all" and r.get("width") != "12"]  # fmt: skip
    assert len(bars) == 2


@pytest.mark.parametrize("most", [1, 2, 3, 7, 10, 99, 1000, 123_456])
def test_an_axis_has_few_round_steps_and_room_for_the_highest(most: int) -> None:
    scale = nice(most)
    assert scale[-1] >= most
    assert 2 <= len(scale) <= 6
    assert len({b - a for a, b in pairwise(scale)}) == 1


@pytest.mark.parametrize("text", ["short", *HOSTILE])
def test_a_label_never_takes_more_room_than_it_has(text: str) -> None:
    for room in (20.0, 90.0, 290.0):
        shown = elide(text, room)
        assert fonts.width(shown, 12.0) <= room
        assert shown == text or shown.endswith("…") or len(shown) < len(text)
