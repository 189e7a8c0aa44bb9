"""Every layout of the diagram: nothing overlaps or is crossed, every number and link right."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import combinations, pairwise
from urllib.parse import parse_qs

import pytest
from decision_histories import decided_review
from flow_examples import COLUMNS, LAYOUTS, WAITING, example, random_labels, with_labels
from report_histories import ALL, review

from litsieve.report import Prisma, count, fonts
from litsieve.report.counts import ids_of
from litsieve.report.flow import SIZE, Arrow, Box, Flow, layout
from litsieve.report.ledger import ledger
from litsieve.report.prisma import Excluded
from litsieve.report.profiles import PROFILES
from litsieve.report.writers import svg

Point = tuple[float, float]
_COUNT = re.compile(r"\(n = ([\d,]+)\)")


def touches(box: Box, point: Point, by: float = 0.01) -> bool:
    """Whether a point is inside of a box, or on its edge."""
    x, y = point
    return box.x - by <= x <= box.x + box.width + by and box.y - by <= y <= box.y + box.height + by


def crosses(box: Box, one: Point, other: Point) -> bool:
    """Whether a level or upright line runs through the inside of a box."""
    (left, right), (top, bottom) = (sorted(ends) for ends in zip(one, other, strict=True))
    return (
        left < box.x + box.width - 0.5 and right > box.x + 0.5
        and top < box.y + box.height - 0.5 and bottom > box.y + 0.5
    )  # fmt: skip


def ends(arrow: Arrow, flow: Flow) -> list[Box]:
    return [box for at in (0, -1) for box in flow.boxes if touches(box, arrow.points[at])]


@pytest.mark.parametrize("name", LAYOUTS)
def test_boxes_stand_apart_within_the_picture_and_arrows_join_two_of_them(name: str) -> None:
    flow = layout(LAYOUTS[name])
    for one, other in combinations(flow.boxes, 2):
        assert (
            one.x + one.width <= other.x or other.x + other.width <= one.x
            or one.y + one.height <= other.y or other.y + other.height <= one.y
        ), (one.content.id, other.content.id)  # fmt: skip
    for part in (*flow.boxes, *flow.bands, *flow.headings):
        assert part.x >= 0
        assert part.x + part.width <= flow.width
        assert part.y + part.height <= flow.notes[0].y - SIZE
    for arrow in flow.arrows:
        start, end = ends(arrow, flow)
        assert start is not end
        for one_end, other_end in pairwise(arrow.points):
            assert one_end[0] == other_end[0] or one_end[1] == other_end[1]
            for box in flow.boxes:
                assert not crosses(box, one_end, other_end), (name, box.content.id)
    assert len({box.content.id for box in flow.boxes}) == len(flow.boxes)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_box_but_the_first_ones_is_led_to(name: str) -> None:
    flow = layout(LAYOUTS[name])
    led = {ends(arrow, flow)[1].content.id for arrow in flow.arrows}
    first = {"identified", "other-identified", "previous"}
    assert {box.content.id for box in flow.boxes} - led == first & {
        box.content.id for box in flow.boxes
    }


@pytest.mark.parametrize("name", LAYOUTS)
def test_bands_and_headings_are_beside_and_above_all_boxes(name: str) -> None:
    flow = layout(LAYOUTS[name])
    for box in flow.boxes:
        assert any(b.y <= box.y and box.y + box.height <= b.y + b.height for b in flow.bands)
        assert any(h.x <= box.x and box.x + box.width <= h.x + h.width for h in flow.headings)
    for band in flow.bands:
        assert fonts.width(band.text, SIZE, bold=True) <= band.height
    for head in flow.headings:
        assert fonts.width(head.text, SIZE, bold=True) <= head.width - 4


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("only_drawable", [True, False])
def test_no_label_is_wider_than_its_box_in_any_layout(columns: str, only_drawable: bool) -> None:
    """17 reasons and names of sources a picture, 816 in all."""
    for seed in range(6):
        labels = random_labels(random.Random(f"{columns}{seed}{only_drawable}"), 17)
        flow = layout(with_labels(labels, COLUMNS[columns]), only_drawable)
        for box in flow.boxes:
            for text in box.texts:
                wide = fonts.width(text.text, SIZE, text.bold)
                assert text.x + wide <= box.x + box.width - 9.9
                assert box.y < text.y - 8 < text.y + 3 < box.y + box.height


# --- numbers --------------------------------------------------------------------------------


def numbers_of(p: Prisma) -> list[int | None]:
    """Every number of the flow that the diagram has to tell."""
    named = p.identified
    shown = [*named.databases.values(), *named.registers.values(), *named.other.values(),
             p.included.studies, p.included.reports]  # fmt: skip
    for of in (p.previous, p.total):
        shown += [of.studies, of.reports] if of else []
    for name, arm in p.arms.items():
        out = arm.excluded_reports
        shown += [arm.sought, arm.not_retrieved, arm.assessed, out.total]
        shown += [reason.n for reason in out.reasons or ()]
        shown += filter(None, (arm.removed.duplicates.total, arm.removed.automation,
                               arm.removed.other, *arm.awaiting.values()))  # fmt: skip
        if name == "databases" or arm.excluded.total:
            shown += [arm.screened, arm.excluded.total]
    return shown


def shown_in(flow: Flow) -> str:
    return " ".join(t.text for box in flow.boxes for t in box.texts).replace("\xa0", " ")


def random_flows() -> list[Prisma]:
    return [count(decided_review(seed, n=60)) for seed in range(12)] + [
        replace(count(review(seed, n=50, stages=stages)), profile=profile)
        for seed, (stages, profile) in enumerate(
            (stages, profile) for stages in (ALL, ALL[:2], ALL[:1]) for profile in PROFILES
        )
    ]


@pytest.mark.parametrize("p", [*random_flows(), *LAYOUTS.values()])
def test_every_number_is_shown_and_said(p: Prisma) -> None:
    flow = layout(p)
    shown = shown_in(flow)
    for n in numbers_of(p):
        if n is None:
            assert p.profile == "narrative" or "(not reported)" in shown
        else:
            assert f"(n = {n:,})" in shown
            assert f"(n = {n:,})" in flow.description


@pytest.mark.parametrize("p", LAYOUTS.values())
def test_what_is_shown_is_said_and_nothing_else(p: Prisma) -> None:
    flow = layout(p)
    assert sorted(_COUNT.findall(shown_in(flow))) == sorted(_COUNT.findall(flow.description))
    assert shown_in(flow).count("not reported)") == flow.description.count("not reported)")


# --- links ----------------------------------------------------------------------------------


def asked(fragment: str) -> dict[str, str | None]:
    """The fragment of a link as arguments of `ids_of`; an empty value asks for a missing one."""
    asked = {name: values[-1] or None for name, values in
             parse_qs(fragment, keep_blank_values=True, strict_parsing=True).items()}  # fmt: skip
    return {"count": asked.pop("box"), **asked}


@pytest.mark.parametrize("seed", range(10))
def test_every_link_leads_to_as_many_records_as_its_line_says(seed: int) -> None:
    given = decided_review(seed, n=50) if seed % 3 else review(seed, n=50)
    rows = ledger(given)
    followed = 0
    for box in layout(count(given, rows)).boxes:
        content = box.content
        assert content.known or content.link is None
        for line in content.lines:
            link = content.link if line.link is None else line.link
            told = _COUNT.search(line.text.replace("\xa0", " "))
            if link and told:
                n = int(told[1].replace(",", ""))
                assert len(ids_of(rows, **asked(link))) == n, (link, line)  # type: ignore[arg-type]
                followed += 1
    assert followed > 5


def test_a_count_that_is_summed_up_or_nought_leads_nowhere_rather_than_astray() -> None:
    flow = layout(with_labels([f"Reason {i}" for i in range(30)], example()))
    drawn = svg.draw(flow)
    nought = svg.draw(layout(example(excluded=Excluded(1600, 0, 1600))))
    for text, picture in (
        ("15 more reasons (n = 345)", drawn),
        ("15 more sources (n = 120)", drawn),
        ("by a human (n = 0)", nought),
    ):
        before = picture[: picture.rindex(text)]
        assert before.rfind("<a ") < before.rfind("</a>"), text


def test_a_source_and_a_reason_of_any_name_can_be_asked_for() -> None:
    for name in ("A&B = 100%", "é 不 #x", "?box=included", "+ +", "a;b"):
        flow = layout(with_labels([name], example()))
        links = [text.link for box in flow.boxes for text in box.texts if text.link]
        assert any(asked(link).get("source") == name for link in links)
        assert "#box=identified&amp;kind=database&amp;source=" in svg.draw(flow)


def test_the_reason_that_was_not_given_asks_for_a_missing_one() -> None:
    flow = layout(COLUMNS["other"])
    links = [text.link for box in flow.boxes for text in box.texts if text.link]
    assert any("reason" in of and of["reason"] is None for of in map(asked, links))


# --- words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_diagram_says_that_it_is_compliant_and_the_changed_ones_say_adapted(name: str) -> None:
    p = LAYOUTS[name]
    flow = layout(p)
    words = " ".join([flow.title, flow.description, *(note.text for note in flow.notes)])
    assert "complian" not in words.lower()
    assert ("Adapted from" in words) == (p.profile != "prisma2020")
    assert "CC BY 4.0" in words


def test_who_waits_is_dashed_in_both_arms_and_told_below() -> None:
    p = COLUMNS["other"]
    assert p.other is not None
    p = replace(p, other=replace(p.other, awaiting=WAITING))
    flow = layout(p)
    waiting = [box for box in flow.boxes if box.content.waiting]
    assert {box.content.id for box in waiting} == {
        f"other-awaiting-{of}" for of in ("title-abstract", "retrieval", "full-text")
    }
    assert sum(arrow.waiting for arrow in flow.arrows) == len(waiting)
    assert any(note.text.startswith("Dashed") for note in flow.notes)
