"""`review init --template`: a review starts from criteria of its kind."""

from __future__ import annotations

import pytest

from litsieve.shipped import TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_review_starts_from_the_template_that_is_named(run, review, name):
    done = run("init", "new", "--template", name)
    assert done.code == 0, done.err
    for file in ("review.yaml", "criteria.yaml"):
        assert (review / "new" / file).read_bytes() == (TEMPLATES[name] / file).read_bytes()
    assert (review / "new" / "searches").is_dir()
    assert run("criteria", "test", "new/criteria.yaml").code == 0


def test_without_a_name_it_is_the_plain_one(run, review):
    assert run("init", "new").code == 0
    shipped = (TEMPLATES["plain"] / "criteria.yaml").read_bytes()
    assert (review / "new" / "criteria.yaml").read_bytes() == shipped


def test_help_names_every_template(run):
    said = run("init", "--help").out
    assert all(name in said.replace("\n", "") for name in TEMPLATES)


def test_an_unknown_template_is_refused_with_those_there_are(run, review):
    done = run("init", "new", "--template", "scopping")
    assert done.code == 2
    assert "scoping" in done.err
    assert not (review / "new").exists()


def test_the_sample_brings_its_own_criteria(run, review):
    done = run("init", "new", "--template", "scoping", "--example")
    assert done.code == 2
    assert "--template" in done.err
    assert not (review / "new").exists()


@pytest.mark.parametrize("file", ["review.yaml", "criteria.yaml"])
def test_what_is_there_is_not_overwritten(run, review, file):
    (review / "new").mkdir()
    (review / "new" / file).write_text("mine\n", encoding="utf-8")
    done = run("init", "new", "--template", "scoping")
    assert done.code == 2
    assert "is there already" in done.err
    assert [path.name for path in (review / "new").iterdir()] == [file]
    assert (review / "new" / file).read_text("utf-8") == "mine\n"


@pytest.mark.parametrize("file", ["scopus.csv", "scholar.bib"])
def test_the_sample_takes_no_place_of_an_export_that_is_there(run, review, file):
    (review / "new" / "searches").mkdir(parents=True)
    (review / "new" / "searches" / file).write_text("mine\n", encoding="utf-8")
    done = run("init", "new", "--example")
    assert done.code == 2
    assert f"searches/{file} is there already" in done.err
    assert (review / "new" / "searches" / file).read_text("utf-8") == "mine\n"
    assert [path.name for path in (review / "new").iterdir()] == ["searches"]
