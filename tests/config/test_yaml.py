from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from litsieve.config.text_file import read_text
from litsieve.config.yaml import Document, load_yaml
from litsieve.errors import ReviewError, ReviewErrors


class Search(BaseModel):
    model_config = ConfigDict(extra="forbid")
    file: str
    hits: int | None = None
    kind: Literal["database", "register"] = "database"


class Review(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str
    searches: list[Search] = []
    words: dict[str, str] = {}
    blind: bool = True
    share: float = 0.5


def load(text: str) -> Review:
    return load_yaml(text, "review.yaml", Review)


def problems(text: str) -> list[tuple[str, str, str | None]]:
    with pytest.raises(ReviewError) as caught:
        load(text)
    errors = caught.value.errors if isinstance(caught.value, ReviewErrors) else [caught.value]
    return [(str(error.where), error.message, error.hint) for error in errors]


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "y", "12:30", "017", "2020-01-01", "1e3", "0x1F", "1_000",
             "<<", "=", ".inf", "True", "2014", "10.10", "true", "-3"]
)  # fmt: skip
def test_text_stays_as_it_was_written(word):
    assert load(f"title: {word}\nwords: {{no: {word}}}").title == word
    assert load(f"title: {word}\nwords: {{no: {word}}}").words == {"no": word}


def test_true_false_numbers_and_null_mean_themselves_where_no_text_is_wanted():
    review = load(
        "title: x\nblind: false\nshare: 0.25\nsearches: [{file: 1, hits: 12}, {file: b, hits: ~}]"
    )
    assert (review.blind, review.share) == (False, 0.25)
    assert [(s.file, s.hits) for s in review.searches] == [("1", 12), ("b", None)]


@pytest.mark.parametrize(
    ("text", "where", "message", "hint"),
    [
        ("", "review.yaml", "empty", ""),
        ("# only this\n", "review.yaml", "empty", ""),
        ("- a\n", "review.yaml:1:1", "expected keys and values", ""),
        ("title: x\ntitel: y\n", "review.yaml:2:1", "unknown key 'titel'", "'title'"),
        ("title: x\ntitle: y\n", "review.yaml:2:1", "again; first on line 1", "Keep one"),
        ("title: x\nwords:\n\ta: b\n", "review.yaml:3:1", "tab", "spaces"),
        ("title: &a x\n", "review.yaml:1:8", "anchors", "quotes"),
        ("title: x\nwords: *a\n", "review.yaml:2:8", "aliases", "quotes"),
        ("title: *migrant*\n", "review.yaml:1:8", "aliases", "quotes"),
        ("title: @list\n", "review.yaml:1:8", "cannot begin", "quotes"),
        ("title: !!python/object:os.system x\n", "review.yaml:1:8", "tags", "quotes"),
        ('title: "a b" OR c\n', "review.yaml:1:14", "does not belong", "block"),
        ("title: a: b\n", "review.yaml:1:9", "colon", "quotes"),
        ("title: 'abc\n", "review.yaml:1:8", "not closed", ""),
        ("title: [a\n", "review.yaml:1:8", "missing", "Close ["),
        ("title: x\n---\ntitle: y\n", "review.yaml:2:1", "second document", "---"),
        ("title: a\x07b\n", "review.yaml:1:9", "U+0007", ""),
        ("blind: true\n", "review.yaml:1:1", "key 'title' is missing", ""),
        ("title: [x]\n", "review.yaml:1:8", "expected text, found a list", ""),
        ("title: ~\n", "review.yaml:1:8", "expected text, found nothing", ""),
        ("title: x\nsearches: y\n", "review.yaml:2:11", "expected a list, found 'y'", ""),
        ("title: x\nsearches:\n  - {file: a, hits: no}\n", "review.yaml:3:21", "whole number", ""),
        ("title: x\nsearches: [{file: a, kind: registre}]\n", "review.yaml:2:28",
         "'registre' is not valid", "'register'"),
        ("? [a]\n: b\n", "review.yaml:1:3", "must be a word", ""),
        ("title: x\nblind: 3\n", "review.yaml:2:8", "true or false", ""),
    ],
)  # fmt: skip
def test_an_error_has_its_place_and_says_what_to_do(text, where, message, hint):
    found = problems(text)
    assert len(found) == 1
    assert found[0][0] == where
    assert message in found[0][1]
    assert hint in (found[0][2] or "")


def test_all_errors_are_told_at_once_in_the_order_of_the_file():
    found = problems("titel: x\nsearches:\n  - {fiel: a}\n  - {file: a, hits: b}\n")
    assert [place for place, _, _ in found] == [
        "review.yaml:1:1", "review.yaml:1:1", "review.yaml:3:5", "review.yaml:3:6",
        "review.yaml:4:21",
    ]  # fmt: skip


def test_the_line_is_shown_with_the_error():
    with pytest.raises(ReviewError) as caught:
        load("title: x\nblind: maybe\n")
    assert caught.value.where is not None
    assert caught.value.where.text == "blind: maybe"


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 3000, "- " * 4000, "a: &a [*a]"])
def test_bombs_are_refused(text):
    assert problems(text)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"title: caf\xe9\n", "not UTF-8"), (b"PK\x03\x04\0\0", "not a text file")],
)
def test_a_file_that_is_no_utf8_text_is_refused(tmp_path, data, message):
    (tmp_path / "review.yaml").write_bytes(data)
    with pytest.raises(ReviewError, match=message):
        read_text(tmp_path / "review.yaml", "review.yaml")


def test_a_missing_file_a_folder_and_a_byte_order_mark(tmp_path):
    with pytest.raises(ReviewError, match="no such file"):
        read_text(tmp_path / "none.yaml", "none.yaml")
    with pytest.raises(ReviewError, match="folder"):
        read_text(tmp_path, "x")
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbftitle: x\r\nblind: false\r\n")
    assert load(read_text(tmp_path / "bom.yaml", "bom.yaml")).blind is False


@pytest.mark.parametrize(
    "source",
    [
        "a: |  # why\n   x y\n\n     foo* Z\n",
        'a: "q \\"x\\" \\u00e9 \\\n   and Z"\n',
        "a: 'it''s x\n   and Z'\n",
        "a: >-\n  some words\n  and Z\n",
        "a: some\n   words Z\n",
        "b: {c: [x, Z]}\na: xZ",
        "a: |2\n    x\n  Z\n",
    ],
)
def test_a_letter_of_a_value_is_found_in_the_file(source):
    document = Document(source, "f")
    value = next(v.value for k, v in document.root.value if k.value == "a")
    place = document.locate(("a",), value.index("Z"))
    line = source.split("\n")[place.line - 1]
    assert line[place.column - 1] == "Z"
    assert place.text == line
    after = document.locate(("a",), len(value))
    assert (after.line, after.column) == (place.line, place.column + 1)


@given(st.text(alphabet="ab'\"\\ \té#:-\n", min_size=1), st.integers(0, 40), st.sampled_from("'\""))
def test_every_letter_of_any_quoted_value_is_found(text, number, quote):
    import yaml

    source = yaml.safe_dump({"a": text}, default_style=quote, allow_unicode=True, width=10)
    document = Document(source, "f")
    at = [i for i, c in enumerate(text) if not c.isspace()]
    if at:
        offset = at[number % len(at)]
        place = document.locate(("a",), offset)
        written = source.split("\n")[place.line - 1][place.column - 1 :]
        assert written.startswith((text[offset], "\\"))


@given(st.text(alphabet="ab: -[]{}'\"|>&*!#\n\t,?%@0."))
def test_any_text_loads_or_is_a_review_error(text):
    try:
        load(text)
    except ReviewError as error:
        found = error
    else:
        return
    assert found.where is not None


def test_half_a_character_is_an_error_with_its_place() -> None:
    (place, message, hint), *more = problems('title: "a\\ud83d"\nsearches: [{file: "\\udc00"}]')
    assert (place, message) == ("review.yaml:1:8", "half a character: a surrogate by itself")
    assert hint
    assert [where for where, *_ in more] == ["review.yaml:2:19"]
