"""Words marked in texts from the outside."""

from __future__ import annotations

from litsieve.cli.highlight import marked, merged, snippets


def test_places_that_overlap_are_one() -> None:
    assert merged([(5, 9), (0, 3), (8, 12), (3, 4)]) == [(0, 4), (5, 12)]


def test_marks_are_brackets_or_a_style() -> None:
    assert marked("peer support groups", [(0, 12)], style=False) == "[peer support] groups"
    assert "\x1b[1m" in marked("peer support", [(0, 4)], style=True)


def test_text_from_the_outside_stays_one_line_and_commands_no_terminal() -> None:
    shown = marked("a\nb\x1b[31mc\rd\te", [(0, 1)], style=False)
    assert shown == "[a] b\N{REPLACEMENT CHARACTER}[31mc d e"


def test_snippets_are_whole_words_around_each_match() -> None:
    text = "alpha " * 30 + "target " + "omega " * 30 + "target"
    first, last = snippets(text, [(180, 186), (len(text) - 6, len(text))], style=False)
    assert first.startswith("… alpha alpha")
    assert "[target]" in first
    assert first.endswith("omega …")
    assert last.startswith("… omega")
    assert last.endswith("[target]")


def test_neighbours_share_a_snippet_and_only_some_are_shown() -> None:
    assert snippets("one two three", [(0, 3), (8, 13)], style=False) == ["[one] two [three]"]
    long = " ".join(["word"] * 1000)
    assert len(snippets(long, [(i, i + 4) for i in range(0, 5000, 500)], style=False)) == 3


def test_a_word_without_blanks_around_it_is_shown_too() -> None:
    text = "x" * 200 + "rat" + "y" * 200
    (shown,) = snippets(text, [(200, 203)], style=False)
    assert "[rat]" in shown
    assert len(shown) < 120
