"""JSON: items begin where they do, damage stays in its item, other JSON is not claimed."""

from __future__ import annotations

import json
import time

import pytest

from litsieve.ingest.entry import Entry, Reject, Text
from litsieve.ingest.formats import HEAD, csl_json, recognise

ITEMS = [
    {
        "id": f"k{n}",
        "type": "article-journal",
        "title": f'Braces }}{{ and "quotes" \\ {n}',
        "issued": {"date-parts": [[2000 + n]]},
        "author": [{"family": "Doe", "given": "Jané"}],
        "custom": {"id": 1, "type": [{"id": 2}]},
    }
    for n in range(4)
]


def items(text: str, size: int | None = None) -> list[Entry | Reject]:
    step = size or max(1, len(text))
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    reading = csl_json.read(Text(text, lambda: iter(pieces)))
    return list(reading.entries(list(reading.blocks)))


def entries(text: str) -> list[Entry]:
    return [item for item in items(text) if isinstance(item, Entry)]


LAYOUTS = {
    "array": json.dumps(ITEMS),
    "indented": json.dumps(ITEMS, indent=2),
    "lines": "\n".join(json.dumps(item) for item in ITEMS),
    "references": json.dumps({"nocite": "@*", "references": ITEMS, "total": 4}, indent=1),
    "items": '\ufeff\n{"total": 4, "items": ' + json.dumps(ITEMS) + "}",
    "joined": json.dumps(ITEMS[:2]) + "\n" + json.dumps(ITEMS[2:]),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("size", [None, 1, 33, 500])
def test_every_layout_gives_the_same_items(text: str, size: int | None) -> None:
    assert csl_json.detect(text)
    found = items(text, size)
    assert [json.loads(item.raw) for item in found] == ITEMS
    lines = text.split("\n")
    assert all(item.raw.split("\n")[0] in lines[item.line - 1] for item in found)


@pytest.mark.parametrize("layout", ["array", "indented", "lines"])
@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        ('"title": "Braces }{ and \\"quotes\\" \\\\ 1"', '"title": "Braces }{ and "quotes" \\x 1"'),
        ('"id": "k1"', '"id": "k1'),
        ("[[2001]]", "[[2001]"),
        (
            '"given": "Jan\\u00e9"}], "custom": {"id": 1',
            '"given": "Jan\\u00e9", "custom": {"id": 1',
        ),
        ('{"id": "k1", "type"', '{"id": "k1"}, "type"'),
        ('"issued": {', '"issued": {{{{'),
    ],
)
def test_a_damaged_item_costs_only_itself(layout: str, sound: str, damaged: str) -> None:
    text = LAYOUTS[layout]
    if layout == "indented":  # one item on one line among indented ones
        text = text.replace(
            json.dumps(ITEMS[1], indent=2).replace("\n", "\n  "), json.dumps(ITEMS[1])
        )
    before, mark, after = text.partition('{"id": "k1"')
    assert sound in mark + after
    text = before + (mark + after).replace(sound, damaged, 1)
    found = items(text)
    assert len(found) == 4
    assert [item.raw for item in found[2:]] == [item.raw for item in items(LAYOUTS[layout])[2:]]
    assert all(isinstance(item, Entry) and not item.flags for item in (found[0], *found[2:]))
    assert isinstance(found[1], Reject) or found[1].partial


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '["a", "b"]',
        '[{"id": 1, "name": "x", "type": "book"}]',
        '{"name": "package", "type": "module", "author": "Doe", "version": "1.0"}',
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": 1}]}',
        '{"itemType": "journalArticle", "title": "T", "creators": []}',
        '[{"id": "https://openalex.org/W1", "type": "article", "title": "T", "doi": null}]',
        "not JSON at all { 'type': 'book' }",
        "{\\rtf1 text}",
    ],
)
def test_other_json_is_not_claimed(text: str) -> None:
    assert not csl_json.detect(text)


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2024, 2, 23]]}, "2024-02-23"),
        ({"date-parts": [["2024", "2"]]}, "2024-02"),
        ({"date-parts": [[2024], [2025]]}, "2024"),
        ({"date-parts": [[None]]}, None),
        ({"raw": "2024-02"}, "2024-02"),
        ({"literal": "circa 1876"}, "1876"),
        ({"year": 2024, "month": 5}, "2024-05"),
        ([{"year": "2024"}], "2024"),
        ("May 2024", "2024-05"),
        (2024, "2024"),
        ({"season": "2"}, None),
        ([], None),
        ({"date-parts": [2024, 2]}, "2024-02"),
        ({"date-parts": ["2024", "5", "7"]}, "2024-05-07"),
        ({"date_parts": [[2024, 2]]}, "2024-02"),
        ({"date-parts": 2024}, "2024"),
        ({"date-parts": "2024-05"}, "2024-05"),
        ({"date-parts": [["2024-05-07"]]}, "2024-05-07"),
        ({"date-parts": [], "raw": "2024"}, "2024"),
        ({"date-parts": [None]}, None),
        ([2024, 5], "2024-05"),
        ([[2024, 5]], "2024-05"),
        ("2024-05-07", "2024-05-07"),
    ],
)
def test_dates(issued: object, published: str | None) -> None:
    item = {"id": "a", "type": "book", "title": "T", "issued": issued}
    (entry,) = entries(json.dumps([item]))
    assert entry.fields.get("published") == published


PEOPLE = [{"family": f"Doe{n}", "given": "Jane"} for n in range(6_000)]
CITED = [
    {"key": f"r{n}", "DOI": f"10.5555/{n}", "author": "Roe", "year": "1999"} for n in range(4_000)
]


@pytest.mark.parametrize(
    ("key", "value"),
    [("author", PEOPLE), ("abstract", "Sheep graze. " * 12_000), ("reference", CITED)],
    ids=["author", "abstract", "reference"],
)
@pytest.mark.parametrize("wrap", ["[%s]", "%s", '{"items": [%s]}'])
def test_a_first_item_that_is_longer_than_other_heads_is_recognised(
    key: str, value: object, wrap: str
) -> None:
    item = {key: value, "id": "a", "type": "article-journal", "title": "T", "DOI": "10.5555/t"}
    text = wrap % json.dumps(item)
    assert len(text) > 2 * HEAD
    assert recognise(Text.of(text), "long.json") is csl_json
    (entry,) = entries(text)
    assert entry.fields["title"] == "T"


def test_the_sound_beginning_of_a_list_is_kept_where_the_file_breaks_off() -> None:
    whole = json.dumps([{"id": "a", "type": "book", "title": "T", "author": PEOPLE[:3]}])
    (entry,) = entries(whole[: whole.index("Doe2")])
    assert entry.fields["authors"] == ["Doe0, Jane", "Doe1, Jane"]
    assert entry.fields["authors_cut"] is True
    assert entry.partial


@pytest.mark.parametrize(
    "text",
    [
        "[" * 8_000,
        '[{"id": ' * 8_000,
        '[{"id": "a",},' * 8_000,
        '[{"id": "' + "x" * 4_000_000,
        '{"title": x, ' * 8_000,
        '[{"id":"a","type":"book","n":' + "9" * 100_000 + "}]",
    ],
    ids=range(6),
)
def test_hostile_text_is_answered_in_bounded_time(text: str) -> None:
    started = time.perf_counter()
    csl_json.detect(text[: 1 << 16])
    if "{" in text:
        assert all(isinstance(item, Entry | Reject) for item in items(text))
    assert time.perf_counter() - started < 4
