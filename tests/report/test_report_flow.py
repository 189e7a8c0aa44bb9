"""The picture: every number in it, every text in its box, harmless, the same every time."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageChops
from report_histories import ALL, review

from litsieve.errors import DEFECT, ReviewError
from litsieve.report import Prisma, count, fonts
from litsieve.report.flow import Flow, layout
from litsieve.report.prisma import (
    Duplicates,
    Excluded,
    ExcludedReports,
    Identified,
    Included,
    ReasonCount,
    Removed,
)
from litsieve.report.writers import png, svg

ALPHABETS = (
    "abcdefghij klmnopq rstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ WWWWMMMM",
    "مجتمع الدراسة غير مناسب للمراجعة",
    "不符合条件的研究设计社会支持精神健康",
    "😀👩‍👩‍👧‍👦🇰🇪❤️ emoji",
    "éàüßøłđ – “quoted” … ‰ €",
    "<script>&\"'`=+-@[](){}\\$%#~^|",
    "\x00\x07\t\r\n\u202e\u200f\ufffe",
)


def example(**changes: object) -> Prisma:
    """An invented flow, all numbers known."""
    known = {
        "profile": "prisma2020", "title": "Peer support & mental health", "stages": ALL,
        "entries": 2822, "rejected": 0,
        "identified": Identified(2822, {"Scopus": 1842, "Google Scholar": 980}, {}, {}),
        "sources": (), "cluster_sizes": {1: 1588, 2: 617},
        "removed": Removed(Duplicates(617, 17, 600), 204, 0), "screened": 2001,
        "excluded": Excluded(1600, 1503, 97), "sought": 401, "not_retrieved": 38, "assessed": 363,
        "excluded_reports": ExcludedReports(241, (
            ReasonCount("E1", "No social mechanism, nor any that a community could give", 140),
            ReasonCount("E2", "Not in English", 101))),
        "included": Included(118, 122), "previous": None,
        "awaiting": {"title-abstract": 0, "retrieval": 0, "full-text": 0},
    }  # fmt: skip
    return Prisma(**{**known, **changes})  # type: ignore[arg-type]


def with_reasons(labels: list[str]) -> Prisma:
    reasons = tuple(ReasonCount(str(i), label, i) for i, label in enumerate(labels))
    return example(excluded_reports=ExcludedReports(241, reasons))


def random_labels(dice: random.Random, n: int) -> list[str]:
    """Labels of 200 characters, of one alphabet or of several."""
    return [
        "".join(dice.choice(dice.choice(some)) for _ in range(200))
        for some in (dice.sample(ALPHABETS, dice.randint(1, 3)) for _ in range(n))
    ]


def without_text(flow: Flow) -> Flow:
    return replace(flow, boxes=tuple(replace(box, texts=()) for box in flow.boxes))


def picture(flow: Flow) -> Image.Image:
    return Image.open(BytesIO(png.render(flow, scale=1))).convert("RGB")


@pytest.mark.parametrize("seed", range(32))
def test_no_label_of_any_script_leaves_its_box_on_the_png(seed: int) -> None:
    """16 labels a picture, 512 in all: whatever differs from the picture without text is inside."""
    flow = layout(with_reasons(random_labels(random.Random(seed), 16)), only_drawable=True)
    ink = np.asarray(ImageChops.difference(picture(flow), picture(without_text(flow)))).any(axis=2)
    assert ink.any()
    for box in flow.boxes:
        left, top = round(box.x) + 2, round(box.y) + 2
        ink[top : round(box.y + box.height) - 2, left : round(box.x + box.width) - 2] = False
    assert not ink.any()


@pytest.mark.parametrize("only_drawable", [True, False])
def test_every_line_is_as_wide_as_its_box_allows_at_most(only_drawable: bool) -> None:
    for seed in range(40):
        flow = layout(with_reasons(random_labels(random.Random(seed), 16)), only_drawable)
        for box in flow.boxes:
            for text in box.texts:
                assert text.x + fonts.width(text.text, 12, text.bold) <= box.x + box.width - 9.9
                assert box.y < text.y - 8 < text.y + 3 < box.y + box.height


def test_letters_that_the_font_lacks_are_marked_and_explained_on_the_png_only() -> None:
    p = with_reasons(["不符合 (wrong design)"])
    shown = svg.draw(layout(p, only_drawable=True))
    assert "不" not in shown
    assert "[…] (wrong design)" in shown
    assert "see prisma.svg" in shown
    assert "不符合 (wrong design)" in svg.draw(layout(p))
    assert "see prisma.svg" not in svg.draw(layout(example(), only_drawable=True))


def test_the_png_has_ink_in_every_box_and_twice_the_size() -> None:
    flow = layout(example(), only_drawable=True)
    drawn = Image.open(BytesIO(png.render(flow))).convert("L")
    assert drawn.size == (round(flow.width * 2), round(flow.height * 2))
    for box in flow.boxes:
        x, y, w, h = (round(2 * v) for v in (box.x, box.y, box.width, box.height))
        inside = np.asarray(drawn.crop((x + 4, y + 4, x + w - 4, y + h - 4)))
        assert (inside < 100).mean() > 0.005
    for bar in (flow.heading, *flow.bands):
        x, y, w, h = (round(2 * v) for v in (bar.x, bar.y, bar.width, bar.height))
        assert (np.asarray(drawn.crop((x, y, x + w, y + h))) < 80).any()


def test_a_missing_font_is_an_error_and_not_an_empty_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(fonts, "_FOLDER", tmp_path)
    with pytest.raises(ReviewError, match="font") as error:
        png.render(layout(example()))
    assert error.value.exit_code == DEFECT


def numbers_of(p: Prisma) -> set[str]:
    shown = [
        *p.identified.databases.values(), *p.identified.registers.values(),
        *p.identified.other.values(), p.removed.duplicates.total, p.removed.automation,
        p.removed.other, p.screened, p.excluded.total, p.sought, p.not_retrieved, p.assessed,
        p.excluded_reports.total, *(r.n for r in p.excluded_reports.reasons or ()),
        p.included.reports, p.included.studies, *filter(None, p.awaiting.values()),
    ]  # fmt: skip
    return {f"(n = {n:,})" for n in shown if n is not None}


def texts(drawn: str) -> tuple[str, str]:
    """What the SVG shows, and what it says to those who cannot see it."""
    root = ET.fromstring(drawn)
    shown = [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]
    said = root.find("{http://www.w3.org/2000/svg}desc")
    assert said is not None
    return " ".join(shown), said.text or ""


@pytest.mark.parametrize("seed", range(8))
def test_every_number_is_shown_and_said(seed: int) -> None:
    p = count(review(seed, n=50))
    shown, said = texts(svg.draw(layout(p)))
    for number in numbers_of(p):
        assert number in shown
        assert number in said


def test_a_count_is_never_torn_from_its_brackets() -> None:
    for length in range(1, 80):
        shown = layout(with_reasons(["x" * 3 + " y" * length]))
        lines = [text.text for box in shown.boxes for text in box.texts]
        assert not [line for line in lines if line.count("(") != line.count(")")]


def test_what_is_not_known_is_not_reported_and_never_nought() -> None:
    p = count(review(3, n=30, stages=("metadata", "title-abstract")))
    shown, said = texts(svg.draw(layout(p)))
    for text in (shown, said):
        assert "Reports sought for retrieval (not reported)" in text
        assert "Reports excluded (not reported)" in text
        assert "Included after title and abstract screening:" in text


def test_who_waits_is_drawn_dashed_and_only_then() -> None:
    waiting = example(awaiting={"title-abstract": 3, "retrieval": 0, "full-text": 1})
    drawn = svg.draw(layout(waiting))
    assert 'id="prisma-awaiting-title-abstract" class="box wait"' in drawn
    assert "awaiting-retrieval" not in drawn
    assert "Records awaiting screening (n = 3)" in drawn
    assert "Dashed" not in svg.draw(layout(example()))


def test_the_two_stars_are_there_only_where_automation_acted() -> None:
    assert "**" in svg.draw(layout(example()))
    assert "**" not in svg.draw(layout(example(excluded=Excluded(1600, 1600, 0))))


def test_entries_that_could_not_be_read_are_mentioned() -> None:
    assert "1 entry of the exports could not be read" in svg.draw(layout(example(rejected=1)))


def test_more_reasons_than_a_box_holds_are_summed_up() -> None:
    drawn, _ = texts(svg.draw(layout(with_reasons([f"Reason {i}" for i in range(30)]))))
    assert f"15 more reasons (n = {sum(range(15, 30))})" in drawn


def test_markup_and_control_characters_of_a_label_are_inert() -> None:
    evil = 'x"><script>alert(1)</script>\x00\u202e &amp; ]]>'
    drawn = svg.draw(layout(replace(with_reasons([evil]), title=evil)))
    root = ET.fromstring(drawn)
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert "\x00" not in drawn
    assert "\u202e" not in drawn
    assert 'PRISMA 2020 flow diagram: x"><script>' in "".join(root.itertext())


def test_each_box_has_an_id_of_its_own_and_a_tooltip() -> None:
    root = ET.fromstring(svg.draw(layout(example())))
    boxes = root.findall("{http://www.w3.org/2000/svg}g")
    assert len({box.get("id") for box in boxes}) == len(boxes) == 9
    assert all(box[0].tag.endswith("title") and box[0].text for box in boxes)


def test_the_svg_is_small_dark_if_asked_and_draws_on_no_network() -> None:
    drawn = svg.draw(layout(example()))
    assert len(drawn.encode()) < 9_000
    assert "prefers-color-scheme:dark" in drawn
    assert drawn.count("http") == drawn.count("http://www.w3.org/2000/svg")


def test_a_combining_mark_stays_with_its_letter() -> None:
    lines = fonts.wrap("e\u0301" * 60, 100, 12)
    assert "".join(lines) == "e\u0301" * 60
    assert not [line for line in lines if line.startswith("\u0301")]


def test_wrapping_loses_no_letter() -> None:
    dice = random.Random(0)
    for _ in range(200):
        text = " ".join("".join(random_labels(dice, 1)).split())
        broken = fonts.wrap(text, 180, 12, hang=8)
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")


def test_widths_are_those_of_the_font() -> None:
    # Liberation Sans has the metrics of Arial: 1/2048 em, from Arial's published widths.
    assert fonts.width("A", 2048) == 1366
    assert fonts.width(" ", 2048) == 569
    assert fonts.width("W", 2048, bold=True) == 1933
