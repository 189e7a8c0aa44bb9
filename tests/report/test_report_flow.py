"""The picture: every number in it, every text in its box, harmless, the same every time."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from flow_examples import COLUMNS, EVIL, LAYOUTS, example, random_labels, with_labels, with_reasons
from PIL import Image, ImageChops
from report_histories import review

from litsieve.errors import DEFECT, ReviewError
from litsieve.report import count, fonts
from litsieve.report.flow import Flow, layout
from litsieve.report.prisma import Excluded
from litsieve.report.writers import paper, pdf, png, svg

SVG = "{http://www.w3.org/2000/svg}"


def without_text(flow: Flow) -> Flow:
    return replace(flow, boxes=tuple(replace(box, texts=()) for box in flow.boxes))


def picture(flow: Flow) -> Image.Image:
    return Image.open(BytesIO(png.render(flow, scale=1))).convert("RGB")


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 8))]
)
def test_no_label_of_any_script_leaves_its_box_on_the_png(columns: str, seed: int) -> None:
    """16 labels a picture, 512 in all, as reasons and as names of sources: whatever differs from
    the picture without text is inside of a box.
    """
    labels = random_labels(random.Random(f"{columns}{seed}"), 16)
    flow = layout(with_labels(labels, COLUMNS[columns]), only_drawable=True)
    ink = np.asarray(ImageChops.difference(picture(flow), picture(without_text(flow)))).any(axis=2)
    assert ink.any()
    for box in flow.boxes:
        left, top = round(box.x) + 2, round(box.y) + 2
        ink[top : round(box.y + box.height) - 2, left : round(box.x + box.width) - 2] = False
    assert not ink.any()


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
    for bar in (*flow.headings, *flow.bands):
        x, y, w, h = (round(2 * v) for v in (bar.x, bar.y, bar.width, bar.height))
        assert (np.asarray(drawn.crop((x, y, x + w, y + h))) < 80).any()


DRAWERS = {"png": png.render, "pdf": pdf.render}


def broken(fault: str, folder: Path) -> Path:
    """A folder of fonts, one of which is missing, cut off or altered."""
    for name in fonts.FILES.values():
        (folder / name).write_bytes((fonts._FOLDER / name).read_bytes())
    bold = folder / fonts.FILES[True]
    data = bold.read_bytes()
    if fault == "missing":
        bold.unlink()
    elif fault == "empty":
        bold.write_bytes(b"")
    elif fault == "cut off":
        bold.write_bytes(data[: len(data) // 2 - 1])
    else:
        bold.write_bytes(data[:200_000] + b"\xff" + data[200_001:])
    return folder


@pytest.mark.parametrize("fault", ["missing", "empty", "cut off", "altered"])
@pytest.mark.parametrize("format_", DRAWERS)
def test_a_lost_or_broken_font_is_an_error_and_not_an_empty_picture(
    format_: str, fault: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    flow = layout(example())
    monkeypatch.setattr(fonts, "_FOLDER", broken(fault, tmp_path))
    with pytest.raises(ReviewError, match=r"font .* this installation") as error:
        DRAWERS[format_](flow)
    assert error.value.exit_code == DEFECT
    assert error.value.hint is not None


def test_the_layout_too_refuses_a_broken_font(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "_FOLDER", broken("cut off", tmp_path))
    with pytest.raises(ReviewError, match="broken in this installation"):
        fonts.load.__wrapped__(True)


def texts(drawn: str) -> tuple[str, str]:
    """What the SVG shows, and what it says to those who cannot see it."""
    root = ET.fromstring(drawn)
    shown = [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]
    said = root.find("{http://www.w3.org/2000/svg}desc")
    assert said is not None
    return " ".join(shown), said.text or ""


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
    assert f"15 more reasons (n = {sum(range(16, 31))})" in drawn


def test_markup_and_control_characters_of_a_label_are_inert() -> None:
    evil = 'x"><script>alert(1)</script>\x00\u202e &amp; ]]>' + EVIL
    drawn = svg.draw(layout(replace(with_reasons([evil]), title=evil)))
    root = ET.fromstring(drawn)
    assert not [node for node in root.iter() if node.tag.endswith("script")]
    assert "\x00" not in drawn
    assert "\u202e" not in drawn
    assert 'PRISMA 2020 flow diagram: x"><script>' in "".join(root.itertext())


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_box_has_an_id_of_its_own_and_a_tooltip(name: str) -> None:
    flow = layout(LAYOUTS[name])
    root = ET.fromstring(svg.draw(flow))
    boxes = root.findall(f"{SVG}g")
    assert [box.get("id") for box in boxes] == [f"prisma-{box.content.id}" for box in flow.boxes]
    assert len({box.get("id") for box in boxes}) == len(boxes)
    assert all(box[0].tag.endswith("title") and box[0].text for box in boxes)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_svg_is_small_dark_if_asked_and_draws_on_no_network(name: str) -> None:
    drawn = svg.draw(layout(LAYOUTS[name]), page="report.html")
    assert len(drawn.encode()) < 20_000
    assert "prefers-color-scheme:dark" in drawn
    assert drawn.count("http") == drawn.count("http://www.w3.org/2000/svg")


def test_the_picture_may_stand_among_others_in_a_page() -> None:
    root = ET.fromstring(svg.draw(layout(example())))
    assert root.get("class") == "prisma-flow"
    rules = re.findall(r"^([^@}{\n]+)\{", root.findtext(f"{SVG}style") or "", re.M)
    assert len(rules) > 20
    for rule in rules:
        assert all(part.startswith(".prisma-flow ") for part in rule.split(",")), rule


def test_boxes_and_lines_lead_to_their_records_on_the_page_that_is_named() -> None:
    flow = layout(example())
    for page in ("", "report.html"):
        root = ET.fromstring(svg.draw(flow, page=page))
        links = [a.get("href") or "" for a in root.iter(f"{SVG}a")]
        assert f"{page}#box=excluded&arm=databases&by=human" in links
        assert all(link.startswith(f"{page}#box=") for link in links)
    assert not list(ET.fromstring(svg.draw(flow, page=None)).iter(f"{SVG}a"))


# --- colours --------------------------------------------------------------------------------

#: What is written with which part of the look, and on what.
PAIRS = [
    ("text", ".page"), ("text", ".box rect"), ("text", ".grey rect"), ("text", ".head"),
    ("text", ".head.other"), ("text", ".band"), (".dim", ".box rect"), (".dim", ".grey rect"),
    (".note", ".page"),
]  # fmt: skip
LINES = [(".line", ".page"), (".tip", ".page"), (".box rect", ".page")]


def colour(part: str, what: str, dark: bool) -> tuple[int, ...]:
    """A part's fill or stroke as 0 to 255 of red, green, blue; in the dark what is not changed
    stays.
    """
    looks = svg.STYLE[part][1::-1] if dark else svg.STYLE[part][:1]
    found = next(m[1] for look in looks if (m := re.search(rf"\b{what}:#([0-9a-f]+)", look)))
    return tuple(bytes.fromhex(found if len(found) == 6 else "".join(2 * c for c in found)))


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """WCAG 2.2, contrast ratio."""

    def luminance(rgb: tuple[int, ...]) -> float:
        parts = (v / 255 for v in rgb)
        r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_lines_stand_out_in_both_colour_schemes(dark: bool) -> None:
    of = partial(colour, dark=dark)
    for words, ground in PAIRS:
        assert contrast(of(words, "fill"), of(ground, "fill")) >= 4.5, (words, ground)
    for line, ground in LINES:
        what = "fill" if line == ".tip" else "stroke"
        assert contrast(of(line, what), of(ground, "fill")) >= 3, line


def test_every_colour_of_the_look_is_in_a_pair_that_is_tested() -> None:
    tested = {part for pair in (*PAIRS, *LINES) for part in pair} | {".none rect"}
    coloured = {
        part for part, looks in svg.STYLE.items() if re.search(r"(fill|stroke):#", looks[0])
    }
    assert coloured == tested


def test_paper_has_the_light_scheme() -> None:
    same = {
        "text": "text", "dim": ".dim", "note": ".note", "box": ".box rect", "grey": ".grey rect",
        "head": ".head", "other": ".head.other", "band": ".band",
    }  # fmt: skip
    for name, part in same.items():
        assert paper.rgb(paper.COLOURS[name]) == colour(part, "fill", dark=False)
    for name, part in {"line": ".line", "unknown": ".none rect"}.items():
        assert paper.rgb(paper.COLOURS[name]) == colour(part, "stroke", dark=False)


# --- how text is broken ---------------------------------------------------------------------


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
