"""The page of review.yaml: its example loads, uses every key, and the page names them all."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from litsieve.checklists import PRISMA_2020, PRISMA_S
from litsieve.config.dedupe import DedupeSettings
from litsieve.config.review import (
    CheckSettings,
    Previous,
    ReportSettings,
    ReviewConfig,
    Search,
    Statements,
    load_review,
)
from litsieve.config.yaml import load_yaml
from litsieve.errors import ReviewError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "review.md"
MODELS: tuple[type[BaseModel], ...] = (
    ReviewConfig, Search, Previous, ReportSettings, Statements, CheckSettings,
)  # fmt: skip


def example() -> str:
    found = re.search(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert found
    return found[1]


def told() -> set[str]:
    """Every name that stands in back quotes."""
    return set(re.findall(r"`(\w+)`", PAGE.read_text("utf-8")))


def test_the_example_loads_and_sets_every_key_of_every_model() -> None:
    config = load_yaml(example(), "docs/review.md", ReviewConfig)
    searches = set().union(*(search.model_fields_set for search in config.searches))
    assert config.model_fields_set == set(ReviewConfig.model_fields)
    assert searches == set(Search.model_fields)
    assert config.previous is not None
    assert config.previous.model_fields_set == set(Previous.model_fields)
    assert config.report.model_fields_set == set(ReportSettings.model_fields)
    assert config.report.statements.model_fields_set == set(Statements.model_fields)
    assert config.check.model_fields_set == set(CheckSettings.model_fields)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_on_the_page(model: type[BaseModel]) -> None:
    assert sorted(set(model.model_fields) - told()) == []


def test_every_key_of_dedupe_is_on_the_page() -> None:
    assert {field.name for field in dataclasses.fields(DedupeSettings)} <= told()


def test_the_table_of_statements_names_each_once_with_an_item_that_there_is() -> None:
    text = PAGE.read_text("utf-8").split("### statements")[1].split("###")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", text, re.M)
    assert [key for key, _ in rows] == list(Statements.model_fields)
    known = {item.id for checklist in (PRISMA_2020, PRISMA_S) for item in checklist.items}
    assert {item for _, item in rows} <= known


def test_every_kind_of_change_of_diff_is_on_the_page() -> None:
    from litsieve.report.changes import KINDS

    assert set(KINDS) <= told()


def test_the_links_lead_to_pages_that_there_are() -> None:
    for name in re.findall(r"\]\(([\w.]+)\)", PAGE.read_text("utf-8")):
        assert (PAGE.parent / name).is_file(), name


@pytest.mark.parametrize("date", ["2025", "2025-04", "2025-04-30"])
def test_a_date_of_the_report_is_a_year_a_month_or_a_day(date: str, tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    path.write_text(f"version: 1\nreport:\n  date: {date}\n")
    assert load_review(path, "review.yaml").report.date == date


@pytest.mark.parametrize(
    "date", ["April 2025", "2025-13", "2025-02-30", "2025-4-3", "0000", "٢٠٢٥"]
)
def test_a_date_that_cannot_be_compared_is_an_error_with_its_line(
    date: str, tmp_path: Path
) -> None:
    path = tmp_path / "review.yaml"
    path.write_text(f"version: 1\nreport:\n  date: {date}\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="is not a date: write year, month and day") as error:
        load_review(path, "review.yaml")
    assert error.value.where is not None
    assert error.value.where.line == 3


def test_a_statement_that_there_is_not_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    path.write_text("version: 1\nreport:\n  statements:\n    fundings: none\n")
    with pytest.raises(ReviewError) as error:
        load_review(path, "review.yaml")
    assert error.value.where is not None
    assert error.value.where.line == 4
    assert "funding" in str(error.value.hint)
