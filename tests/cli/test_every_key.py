"""Every key of criteria.yaml and review.yaml changes something, or is said to change nothing.

A key that is new fails here until it has an example below, two values with two results, or stands
in `config.inert.INERT`, which lint and `review check` read.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import yaml
from pydantic import BaseModel
from small_review import write_review

from litsieve import schema, stages
from litsieve.config.criteria import Criteria, read_criteria
from litsieve.config.criteria_file import CriteriaFile
from litsieve.config.dedupe import DedupeSettings
from litsieve.config.inert import INERT
from litsieve.config.review import ReviewConfig, Statements
from litsieve.dedupe import dedupe
from litsieve.errors import ReviewError
from litsieve.pipeline import Given, run
from litsieve.project import Project
from litsieve.report import gather
from litsieve.report.artefacts import written
from litsieve.reporting import report_input
from litsieve.screen import lint, run_tests, screen
from litsieve.screen.labels import codes, flags, priorities
from litsieve.screen.resolve import resolve
from litsieve.screen.settle import full_texts, settle
from litsieve.screen.votes import Ruling, Vote

Path_ = tuple[str | int, ...]
#: The way to a key, and two values; ABSENT: the key is not there.
Example = tuple[Path_, Any, Any]
ABSENT = object()
#: What comes first where a value is an error; the other one must not be.
REFUSED = "refused"


# -- the keys -----------------------------------------------------------------------------------


def keys(model: type, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """`Model.key` and the notation of INERT, of every key that has no keys below it."""
    for name, kind in _fields(model):
        inner = list(_models(kind))
        here = (*path, name)
        if not inner:
            yield f"{model.__name__}.{name}", ".".join(here)
        for one in inner:
            if one is not model:
                yield from keys(one, (*here, "*") if typing.get_origin(kind) is dict else here)


def _fields(model: type) -> Iterator[tuple[str, Any]]:
    if dataclasses.is_dataclass(model):
        hints = typing.get_type_hints(model)
        yield from ((field.name, hints[field.name]) for field in dataclasses.fields(model))
    else:
        assert issubclass(model, BaseModel)
        for name, field in model.model_fields.items():
            if not field.exclude:
                yield field.alias or name, field.annotation


def _models(kind: Any) -> Iterator[type]:
    """The models in a type, however it is wrapped."""
    if isinstance(kind, type) and (issubclass(kind, BaseModel) or dataclasses.is_dataclass(kind)):
        yield kind
    for part in typing.get_args(kind):
        yield from _models(part)


KEYS = {
    "criteria.yaml": dict(keys(CriteriaFile)),
    "review.yaml": dict(keys(ReviewConfig)),
}
IDLE = {name for file, of in KEYS.items() for name, key in of.items() if key in INERT[file]}


# -- criteria.yaml ------------------------------------------------------------------------------

CRITERIA: dict[str, Any] = {
    "version": 1,
    "review": {"id": "short", "title": "Long"},
    "defaults": {"negation": {"window": 4, "cues": ["no"]}},
    "lists": {"place": "support", "other": "soil"},
    "reasons": [{"id": "E1", "label": "Date"}, {"id": "E2", "label": "Topic"},
                {"id": "E3", "label": "Animals"}],
    "rules": [
        {"id": "date", "kind": "require", "stage": ["metadata"], "reason": "E1",
         "when": {"field": "published", "between": ["2015", "2024"]},
         "tests": [{"record": {"published": "2016"}, "expect": "true"}]},
        {"id": "topic", "kind": "require", "stage": ["title-abstract"], "reason": "E2",
         "when": {"query": "support"}},
        {"id": "animals", "kind": "exclude", "stage": ["title-abstract"], "reason": "E3",
         "when": {"query": "rodent", "negation": "guard"}},
    ],
    "coding": [
        {"id": "kind", "stage": ["title-abstract", "full-text"], "select": "one",
         "values": {"v": {"query": "support"}, "w": {"query": "soil OR shift"}}},
        {"id": "wide", "stage": ["full-text"], "values": {"x": {"map": "kind", "from": ["v"]}}},
    ],
    "prioritise": [{"id": "first", "weight": 2, "when": {"query": "support"}}],
    "quality": {"flags": [{"id": "early", "when": {"field": "year", "below": "2018"}},
                          {"id": "money", "ask": True}]},
    "screening": {"mode": "people", "reviewers": {"title-abstract": 2, "full-text": 2}},
}  # fmt: skip
_LIST, _VALUE = ("lists", "place"), ("coding", 0, "values", "v")
_TOPIC = ("rules", 1, "when")
_FRENCH = "Les groupes de soutien aident les personnes qui travaillent la nuit dans les hôpitaux."


def _where(key: str, a: Any, b: Any, **more: Any) -> Example:
    """A condition that asks otherwise."""
    return _VALUE, {**more, key: a}, {**more, key: b}


def _listed(key: str, a: Any, b: Any, **more: Any) -> Example:
    pair = [{**more, **({} if value is ABSENT else {key: value})} for value in (a, b)]
    return ("lists", "place"), *pair


_WORLD = {"table": "worldbank-income", "edition": "FY2025"}
_DETECT = {"from": "abstract", "min_chars": 50, "min_confidence": 0.5}
_LANGUAGE = {"field": "language", "in": ["fra"]}
OF_CRITERIA: dict[str, Example] = {
    "CriteriaFile.version": (("version",), 1, 2),
    "Review.id": (("review",), {"id": "a"}, {"id": "b"}),
    "Review.title": (("review", "title"), "One", "Two"),
    "QueryDefaults.fields": (("defaults", "query"), {"fields": "tiab"}, {"fields": "title"}),
    "QueryDefaults.syntax": (("defaults", "query"), {"syntax": "strict"}, {"syntax": "scopus"}),
    "QueryDefaults.stem": (("defaults", "query"), {"stem": "plural"}, {"stem": "none"}),
    "QueryDefaults.fold": (("defaults", "query"), {"fold": ["case"]}, {"fold": ["diacritics"]}),
    "Defaults.on_unknown": (("defaults", "on_unknown"), "human", "flag"),
    "Negation.window": (("defaults", "negation", "window"), 4, 1),
    "Negation.cues": (("defaults", "negation", "cues"), ["no"], ["without"]),
    "ListEntry.text": _listed("text", "support", "soil"),
    "ListEntry.query": _listed("query", "support", "soil"),
    "ListEntry.syntax": _listed("syntax", "wos", "strict", query="TI=support"),
    "ListEntry.table": _listed("table", "worldbank-income", "un-m49"),
    "ListEntry.edition": (_LIST, _WORLD, {**_WORLD, "edition": "FY2026"}),
    "ListEntry.groups": _listed("groups", ["LMC"], ["HIC"], **_WORLD),
    "ListEntry.region": _listed("region", "Africa", "Europe", table="un-m49"),
    "ListEntry.plus": _listed("plus", "soil", "shift", groups=["LIC"], **_WORLD),
    "Reason.id": (("reasons", 2, "id"), "E3", "E4"),
    "Reason.label": (("reasons", 0, "label"), "Date", "Years"),
    "Reason.parent": (("reasons", 2, "parent"), ABSENT, "E2"),
    "Reason.counts_as": (("reasons", 0, "counts_as"), ABSENT, "other"),
    "RuleTest.record": (("rules", 0, "tests", 0, "record"), {"published": "2016"},
                        {"published": "2010"}),
    "RuleTest.expect": (("rules", 0, "tests", 0, "expect"), "true", "false"),
    "RuleEntry.id": (("rules", 0, "id"), "date", "years"),
    "RuleEntry.kind": (("rules", 0, "kind"), "require", "exclude"),
    "RuleEntry.stage": (("rules", 0, "stage"), ["metadata"], ["title-abstract"]),
    "RuleEntry.action": (("rules", 0, "action"), "exclude", "suggest"),
    "RuleEntry.on_unknown": (("rules", 2, "on_unknown"), "human", "flag"),
    "RuleEntry.reason": (("rules", 0, "reason"), "E1", "E2"),
    "Detect.from": (_VALUE, {**_LANGUAGE, "detect": _DETECT},
                    {**_LANGUAGE, "detect": {**_DETECT, "from": "title"}}),
    "Detect.min_chars": (_VALUE, {**_LANGUAGE, "detect": _DETECT},
                         {**_LANGUAGE, "detect": {**_DETECT, "min_chars": 500}}),
    "Detect.min_confidence": (_VALUE, {**_LANGUAGE, "detect": _DETECT},
                              {**_LANGUAGE, "detect": {**_DETECT, "min_confidence": 1}}),
    "ConditionEntry.query": _where("query", "support", "soil"),
    "ConditionEntry.fields": _where("fields", "title", "abstract", query="support"),
    "ConditionEntry.syntax": _where("syntax", "wos", "strict", query="TI=support"),
    "ConditionEntry.negation": (("rules", 2, "when", "negation"), "guard", ABSENT),
    "ConditionEntry.field": _where("field", "language", "source_id", **{"in": "eng"}),
    "ConditionEntry.in": _where("in", "eng", "fra", field="language"),
    "ConditionEntry.prefix": _where("prefix", "10.1/", "10.2/", field="doi"),
    "ConditionEntry.between": _where("between", ["2019", "2021"], ["2013", None],
                                     field="published"),
    "ConditionEntry.below": _where("below", "2015", "2030", field="year"),
    "ConditionEntry.above": _where("above", "2015", "2030", field="year"),
    "ConditionEntry.is": _where("is", "true", "false", field="retracted"),
    "ConditionEntry.present": _where("present", "true", "false", field="doi"),
    "ConditionEntry.code": (("coding", 1, "values", "x"), {"code": "kind", "any": ["v"]},
                            {"code": "kinds", "any": ["v"]}),
    "ConditionEntry.map": (("coding", 1, "values", "x", "map"), "kind", "kinds"),
    "ConditionEntry.from": (("coding", 1, "values", "x", "from"), ["v"], ["w"]),
    "CodingEntry.id": (("coding", 1, "id"), "wide", "broad"),
    "CodingEntry.stage": (("coding", 0), {**CRITERIA["coding"][0], "reason_if_none": "E3"},
                          {**CRITERIA["coding"][0], "reason_if_none": "E3",
                           "stage": ["title-abstract"]}),
    "CodingEntry.select": (("coding", 0, "select"), "one", "many"),
    "CodingEntry.order": (("coding", 0, "order"), ["v", "w"], ["w", "v"]),
    "CodingEntry.reason_if_none": (("coding", 0, "reason_if_none"), ABSENT, "E3"),
    "PriorityEntry.id": (("prioritise", 0, "id"), "first", "second"),
    "PriorityEntry.weight": (("prioritise", 0, "weight"), 2, 3),
    "FlagEntry.id": (("quality", "flags", 0, "id"), "early", "old"),
    "FlagEntry.ask": (("quality", "flags", 1, "ask"), True, False),
    "Quality.stage": (("quality", "stage"), "full-text", "title-abstract"),
    "Quality.scale": (("quality", "scale"), ["yes", "no"], ["low"]),
    "Quality.items": (("quality", "items"), ["relevance"], ["power"]),
    "Quality.retain_if": (("quality", "retain_if"), ["rare"], ["dear"]),
    "Reviewers.title-abstract": (("screening", "reviewers", "title-abstract"), 2, 3),
    "Reviewers.full-text": (("screening", "reviewers", "full-text"), 2, 3),
    "ReasonsRequired.title-abstract": (("screening", "reasons_required"),
                                       {"title-abstract": False}, {"title-abstract": True}),
    "ReasonsRequired.full-text": (("screening", "reasons_required"),
                                  {"full-text": False}, {"full-text": True}),
    "Disagreement.maybe_counts_as": (("screening", "disagreement"),
                                     {"maybe_counts_as": "include"},
                                     {"maybe_counts_as": "exclude"}),
    "Disagreement.resolve": (("screening", "disagreement"), {"resolve": ["third-reviewer"]},
                             {"resolve": ["discussion"]}),
    "Disagreement.adjudicator_not_in_pair": (("screening", "disagreement"),
                                             {"adjudicator_not_in_pair": True},
                                             {"adjudicator_not_in_pair": False}),
    "Pilot.sample": (("screening", "pilot"), {"sample": 5}, {"sample": 50}),
    "Pilot.min_kappa": (("screening", "pilot"), {"min_kappa": 0.6}, {"min_kappa": 0.9}),
    "Screening.mode": (("screening", "mode"), "people", "rules"),
    "Screening.stages": (("screening", "stages"), ["metadata", "title-abstract"],
                         ["title-abstract"]),
    "Screening.blind": (("screening", "blind"), True, False),
    "Screening.decisions": (("screening", "decisions"), ["include", "exclude", "maybe"],
                            ["include", "exclude"]),
}  # fmt: skip


def reports() -> pd.DataFrame:
    rows = [
        {"record_id": "a", "title": "Peer support in Kenya", "abstract": "A shift. Soil.",
         "published": "2020", "year": 2020, "language": "eng", "doi": "10.1/a",
         "retracted": False},
        {"record_id": "b", "title": "Soil", "abstract": "There is no such rodent. SUPPORT helps.",
         "published": "2014", "year": 2014, "language": "fra", "doi": "10.2/b",
         "retracted": True},
        {"record_id": "c", "title": "Supports", "published": "2019", "year": 2019},
        {"record_id": "d", "title": "Un soutien: sûpport", "abstract": _FRENCH * 3},
    ]  # fmt: skip
    return schema.conform(pd.DataFrame(rows), schema.RECORD)


def votes() -> list[Vote]:
    def vote(stage: str, record: str, by: str, decision: str) -> Vote:
        return Vote(stage, record, by, "2025-05-02T10:00:00Z", decision, note=f"{by} on {record}")

    def ruling(record: str, by: str) -> Ruling:
        return Ruling("title-abstract", record, by, "2025-05-03T10:00:00Z", "include",
                      mode="third-reviewer", between=("alice", "bob"),
                      prior=("include", "exclude"))  # fmt: skip

    titles = {"a": ("include", "exclude"), "b": ("maybe", "include"), "c": ("exclude", "exclude"),
              "d": ("include", "exclude")}  # fmt: skip
    return [
        *(vote("title-abstract", record, by, word)
          for record, words in titles.items()
          for by, word in zip(("alice", "bob"), words, strict=True)),
        ruling("a", "carol"),
        ruling("d", "alice"),
        *(vote("full-text", "b", by, "exclude") for by in ("alice", "bob")),
    ]  # fmt: skip


def of_criteria(document: dict[str, Any]) -> list[str]:
    """All that comes of criteria: faults, findings, tests, answers, verdicts, what people decide.

    Not what is only repeated (the settings in protocol.json), nor the finding that a key is idle.
    """
    try:
        criteria = read_criteria(yaml.safe_dump(document, sort_keys=False), "criteria.yaml")
    except ReviewError as error:
        return [REFUSED, *map(str, getattr(error, "errors", [error]))]
    found = screen(reports(), criteria)
    said = resolve(votes(), {name: name for name in "abcd"}, criteria)
    verdicts, problems = settle(found.verdicts, found.answers, said, criteria)
    answers = found.answers
    rows = [codes(answers, criteria), flags(answers, criteria), priorities(answers, criteria)]
    tables = [*rows, answers, found.verdicts, verdicts, said.table()]
    return [
        *(f"{f.code} {f.message}" for f in lint(criteria) if f.code != "C028"),
        *(f"{test.rule} {test.ok}" for test in run_tests(criteria)),
        *(pd.DataFrame(table).to_csv() for table in tables),
        *map(str, (*said.problems, *problems, full_texts(said))),
        json.dumps(protocol(criteria), default=str),
        *(f"{flag.id} {flag.condition is None}" for flag in criteria.flags),
    ]


def protocol(criteria: Criteria) -> dict[str, Any]:
    """What the report is told of the criteria, without what stands there only to be repeated."""
    told = stages._protocol(criteria, SimpleNamespace(stages=(), rests_on=""))  # type: ignore[arg-type]
    return {key: told[key] for key in told.keys() - {"screening", "criteria", "keys"}}


def put(document: dict[str, Any], path: Path_, value: Any) -> dict[str, Any]:
    """The document with a value at the end of a path."""
    changed = deepcopy(document)
    here: Any = changed
    for step in path[:-1]:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    if value is ABSENT:
        here.pop(path[-1], None)
    else:
        here[path[-1]] = value
    return changed


def criteria_of(name: str, value: Any) -> list[str]:
    path = OF_CRITERIA[name][0]
    document = CRITERIA
    if path[:1] == ("lists",):
        document = put(document, _VALUE, {"query": "@place"})
    if name == "QueryDefaults.syntax":
        document = put(document, (*_TOPIC, "query"), "support shift")
    if name == "Defaults.on_unknown":
        document = put(document, ("screening", "mode"), "rules")
    return of_criteria(put(document, path, value))


@pytest.mark.parametrize("name", sorted(set(OF_CRITERIA) - IDLE))
def test_a_key_of_the_criteria_changes_something(name: str) -> None:
    if name.startswith("Detect.") and name != "Detect.from":
        pytest.importorskip("py3langid")
    _, one, other = OF_CRITERIA[name]
    results = [criteria_of(name, value) for value in (one, other)]
    assert results[0] != results[1]
    assert not all(result[0] == REFUSED for result in results)


@pytest.mark.parametrize("name", sorted(set(OF_CRITERIA) & IDLE))
def test_a_key_that_is_said_to_be_idle_is(name: str) -> None:
    _, one, other = OF_CRITERIA[name]
    assert criteria_of(name, one) == criteria_of(name, other)
    plain = dict.fromkeys(criteria_of(name, one))
    assert list(plain) == list(dict.fromkeys(of_criteria(CRITERIA)))


# -- review.yaml --------------------------------------------------------------------------------

REVIEW: dict[str, Any] = {
    "version": 1,
    "searches": [{"file": "scopus.csv", "database": "Scopus"},
                 {"file": "scholar.bib", "database": "Google Scholar"}],
}  # fmt: skip
_PREVIOUS = {"studies": 3, "reports": 4}
_COLUMNS = {"title": "name", "authors": "who"}
OF_REVIEW: dict[str, Example] = {
    "ReviewConfig.version": (("version",), 1, 2),
    "ReviewConfig.title": (("title",), "One", "Two"),
    "ReviewConfig.criteria": (("criteria",), "criteria.yaml", "none.yaml"),
    "Search.file": (("searches", 1, "file"), "scholar.bib", "other.csv"),
    "Search.database": (("searches", 1, "database"), "Google Scholar", "Scholar"),
    "Search.platform": (("searches", 1, "platform"), ABSENT, "scholar.google.com"),
    "Search.kind": (("searches", 1, "kind"), "database", "other"),
    "Search.date": (("searches", 1, "date"), ABSENT, "2025-04-30"),
    "Search.query": (("searches", 1, "query"), ABSENT, "peer support"),
    "Search.limits": (("searches", 1, "limits"), ABSENT, "none"),
    "Search.filters": (("searches", 1, "filters"), ABSENT, "none"),
    "Search.hits": (("searches", 1, "hits"), ABSENT, 7),
    "Search.format": (("searches", 1, "format"), ABSENT, "ris"),
    "Search.encoding": (("searches", 1, "encoding"), ABSENT, "cp1250"),
    "Search.columns": (("searches", 1), {"file": "other.csv", "columns": _COLUMNS},
                       {"file": "other.csv", "columns": {**_COLUMNS, "venue": "where"}}),
    "Previous.studies": (("previous",), _PREVIOUS, {**_PREVIOUS, "studies": 2}),
    "Previous.reports": (("previous",), _PREVIOUS, {**_PREVIOUS, "reports": 5}),
    "Previous.citation": (("previous",), _PREVIOUS, {**_PREVIOUS, "citation": "Okafor 2019"}),
    "ReportSettings.profile": (("report", "profile"), "prisma2020", "narrative"),
    "ReportSettings.date": (("report", "date"), ABSENT, "2025-01"),
    "ReportSettings.bibliography": (("report", "bibliography"), ABSENT, "scholar.bib"),
    "ReportSettings.manuscript": (("report", "manuscript"), ABSENT, "paper.md"),
    "ReportSettings.checklist": (("report", "checklist"), ABSENT, {"3": "Introduction"}),
    "CheckSettings.acknowledge": (("check", "acknowledge"), ABSENT, {"P197": "An exercise."}),
    **{
        f"Statements.{key}": (("report", "statements", key), ABSENT, "This is said of it.")
        for key in Statements.model_fields
    },
}  # fmt: skip
#: What the stage ingest reads of a search; the rest is read by the report.
_INGESTED = ("file", "database", "kind", "hits", "format", "encoding", "columns")
_TOLD = ("prisma.json", "methods.md", "search_log.csv", "checks.csv", "checklist.csv")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small review, screened, with what examples name beside it."""
    folder = tmp_path_factory.mktemp("keys")
    write_review(folder)
    (folder / "other.csv").write_text("name,who,where\nA support group,Able A,A journal\n")
    (folder / "paper.md").write_text("We screened 999 records.\n")
    (folder / "review.yaml").write_text(yaml.safe_dump(REVIEW))
    for stage in ("ingest", "dedupe", "screen"):
        run(Project(folder), stage, Given())
    return folder


def of_review(folder: Path, name: str, document: dict[str, Any], scratch: Path) -> list[Any]:
    """All that comes of a review.yaml: what is read, or what is told of it."""
    (folder / "review.yaml").write_text(yaml.safe_dump(document))
    project = Project(folder)
    model, _, key = name.partition(".")
    try:
        if model == "Search" and key in _INGESTED:
            scratch.mkdir(exist_ok=True)
            counts = stages.ingest(project, Given(), scratch, None)
            return [counts, *(path.read_bytes() for path in sorted(scratch.iterdir()))]
        if name == "ReviewConfig.criteria":
            return [stages.load_criteria(project, Given()).review]
        material = gather(report_input(project))
        return [written(material, artefact) for artefact in _TOLD]
    except ReviewError as error:
        return [REFUSED, str(error)]


@pytest.mark.parametrize("name", sorted(OF_REVIEW))
def test_a_key_of_the_review_changes_something(name: str, small: Path, tmp_path: Path) -> None:
    path, one, other = OF_REVIEW[name]
    results = [
        of_review(small, name, put(REVIEW, path, value), tmp_path / str(i))
        for i, value in enumerate((one, other))
    ]
    assert results[0] != results[1]
    assert not all(result[0] == REFUSED for result in results)


# -- dedupe: the catalogue of cases has pairs for each of its settings ---------------------------

CATALOGUE = yaml.safe_load((Path(__file__).parents[1] / "dedupe" / "cases.yaml").read_text("utf-8"))
#: Key of DedupeSettings → a case of the catalogue, and two values.
OF_DEDUPE: dict[str, tuple[str, Any, Any]] = {
    "strictness": ("preprint-and-article-merged", "cautious", "eager"),
    "merge_at": ("preprint-and-article-merged", None, 1.0),
    "review_at": ("preprint-and-article-merged", None, 0.9),
    "preprints": ("preprint-and-article-merged", "link", "merge"),
    "conferences": ("paper-and-article-merged", "link", "merge"),
    "errata": ("erratum-merged", "link", "merge"),
    "translations": ("german-and-international-edition-merged", "link", "merge"),
    "source_priority": ("preprint-and-article-merged", ("A", "B"), ("B", "A")),
}


def of_dedupe(key: str, value: Any) -> list[str]:
    """What becomes of the records of a case; for the thresholds, also of a pair in doubt."""
    case = next(case for case in CATALOGUE["cases"] if case["id"] == OF_DEDUPE[key][0])
    rows = [
        {**CATALOGUE["bases"].get(changes.get("base", case.get("base")), {}),
         **case.get("both", {}), **changes, "record_id": f"r{i}", "source": "AB"[i]}
        for i, changes in enumerate(case["records"])
    ]  # fmt: skip
    if key == "source_priority":  # a merged pair, whose survivor is one of the two
        rows = [{**rows[0], "record_id": f"r{i}", "source": "AB"[i]} for i in range(2)]
    if key in ("strictness", "merge_at", "review_at"):  # nothing but a title, cut in one of them
        rows = DOUBTFUL
    frame = pd.DataFrame(rows).drop(columns="base", errors="ignore")
    found = dedupe(schema.conform(frame, schema.RECORD), DedupeSettings(**{key: value}))
    return [found.clusters.to_csv(), found.pairs.to_csv()]


#: Pairs that the score alone settles, at different heights.
DOUBTFUL = [
    {"record_id": f"r{i}{side}", "source": side, "title": title + more, "year": 2015,
     "authors": author}
    for i, (title, author, other, more_b) in enumerate(
        [
            ("Night shifts and the sleep of hospital porters", "Oak, Sam", "Oak, S.", ""),
            ("Lamps and moods of wards in winter towns", "Elm, Ada", "", " and villages"),
            ("Walking to work and the hearts of clerks", "Ash, Bo", "Ash, Bo", ": a pilot"),
            ("The price of quiet in open offices", "Fir, Cy", "Fir, C; Yew, Di", " and halls"),
        ]
    )
    for side, author, more in (("A", author, ""), ("B", other, more_b))
]  # fmt: skip


@pytest.mark.parametrize("key", sorted(OF_DEDUPE))
def test_a_key_of_dedupe_changes_something(key: str) -> None:
    _, one, other = OF_DEDUPE[key]
    assert of_dedupe(key, one) != of_dedupe(key, other)


# -- nothing is left out --------------------------------------------------------------------------


def test_every_key_has_an_example_or_is_said_to_change_nothing() -> None:
    shown = {*OF_CRITERIA, *OF_REVIEW, *(f"DedupeSettings.{key}" for key in OF_DEDUPE)}
    there = {name for of in KEYS.values() for name in of}
    assert sorted(there - shown - IDLE) == [], "give an example, or put it into config.inert.INERT"
    assert sorted(shown - there) == [], "an example of no key"


@pytest.mark.parametrize("file", INERT)
def test_every_key_that_is_said_to_be_idle_is_one_that_there_is(file: str) -> None:
    assert set(INERT[file]) <= set(KEYS[file].values())
    assert all(INERT[file].values())
