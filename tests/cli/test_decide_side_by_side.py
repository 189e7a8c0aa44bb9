"""Two records beside each other, on any terminal, whatever they hold."""

from __future__ import annotations

import re

import pytest

from litsieve.cli.side_by_side import cells_of, side_by_side, sign

FIELDS = ("title", "authors", "year", "volume", "abstract")
PLAIN = {"title": "Sleep of porters: a cohort study", "authors": "Alder, R.", "year": "2016"}
CHINESE = "睡眠と病院の夜勤に関する研究：縦断調査の結果と考察、そして今後の展望について"
ARABIC = "العمل الليلي ونوم عمال المستشفى دراسة طويلة الأمد في خمس مدن"


def lines(
    a: dict[str, str],
    b: dict[str, str],
    width: int = 100,
    styled: bool = False,
    whole: bool = False,
) -> list[str]:
    return side_by_side(a, b, FIELDS, width, styled, whole)


def bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_words_that_differ_are_bracketed_on_both_sides_and_the_field_signed() -> None:
    (title, *rest) = lines(PLAIN, {**PLAIN, "title": "Rest of tired porters, a cohort study"})
    assert title.startswith("≠ title")
    assert "[Sleep] of porters: a cohort study" in title
    assert "[Rest] of [tired] porters, a cohort study" in title
    assert not any("[" in line or line.startswith("≠") for line in rest)


def test_neighbours_share_their_brackets() -> None:
    (title, *_) = lines(PLAIN, {"title": "Sleep of nurses in Rome: a cohort study"})
    assert "[nurses in Rome:] a cohort" in title


def test_with_styles_there_are_no_brackets_and_the_text_is_the_same() -> None:
    a, b = PLAIN, {**PLAIN, "title": "Rest of porters: a cohort study"}
    styled = lines(a, b, styled=True)
    assert "\x1b[33m" in styled[0]
    plain = [line.replace("[", "").replace("]", "") for line in lines(a, b)]
    assert [bare(line).split() for line in styled] == [line.split() for line in plain]


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        ("a", "a", " "), ("Müller-Ann", "muller, ANN", "≈"), ("a", "", "·"), ("a", "b", "≠"),
        ("?", "!", "≠"), ("研究", "研", "≠"),
    ],
)  # fmt: skip
def test_signs(x: str, y: str, expected: str) -> None:
    assert sign(x, y) == expected


def test_a_difference_behind_what_is_shown_is_signed_and_shown_when_asked() -> None:
    long = "word " * 200
    a, b = {**PLAIN, "abstract": long + "end"}, {**PLAIN, "abstract": long + "stop"}
    short = "\n".join(lines(a, b))
    assert "≠ abstract" in short
    assert "stop" not in short
    assert "… (1,003 characters;" in short
    whole = "\n".join(lines(a, b, whole=True))
    assert "[end]" in whole
    assert "[stop]" in whole


def test_a_record_without_a_title_has_a_line_for_it_and_empty_fields_have_none() -> None:
    found = lines({}, {"year": "2016"})
    assert [line.split() for line in found] == [["title", "–", "–"], ["·", "year", "–", "2016"]]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("title", [PLAIN["title"], CHINESE, ARABIC, "x" * 500, "e\u0301" * 90])
def test_no_line_is_wider_than_the_terminal_and_no_letter_is_lost(width: int, title: str) -> None:
    for other in (title, "Something else", ""):
        for styled in (False, True):
            found = [
                bare(line) for line in lines({"title": title}, {"title": other}, width, styled)
            ]
            assert max(map(cells_of, found)) <= width
    shown = "".join(lines({"title": title}, {"title": title}, 30))
    assert re.sub(r"[\s=]", "", shown) == "title" + re.sub(r"\s", "", title)


def test_columns_stand_below_each_other_also_after_wide_letters() -> None:
    found = lines({"title": CHINESE}, {"title": CHINESE[::-1]}, 90)
    starts = {cells_of(line[: line.rindex("   ")]) for line in found if "   " in line.strip()}
    assert len(found) > 1
    assert len(starts) <= 2  # full lines, and one where a wide letter did not fit


def test_a_script_from_right_to_left_has_lines_of_its_own() -> None:
    found = lines({"title": ARABIC}, {"title": "Night work"}, 120)
    assert not any("Night" in line and "العمل" in line for line in found)
    assert [line.split()[0] for line in found] == ["≠", "A", "B"]


def test_control_characters_reach_no_terminal() -> None:
    evil = "Sleep\x1b[2J\x1b]0;owned\x07 \u202eporters\r\x00"
    found = "".join(lines({"title": evil, "authors": evil}, {"title": "x"}, 80))
    assert all(char.isprintable() for char in found)
    assert "\ufffd" in found


def test_a_word_out_of_thousands_is_found_in_a_long_list_without_delay() -> None:
    people = [f"Name{i}, A." for i in range(1400)]
    a = {"authors": "; ".join(people)}
    b = {"authors": "; ".join([*people[:700], "Intruder, B.", *people[700:]])}
    assert "[Intruder, B.;]" in " ".join("\n".join(lines(a, b, 300, whole=True)).split())
