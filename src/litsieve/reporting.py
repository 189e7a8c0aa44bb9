"""A review on the disk → all that its report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from litsieve.config.inert import Keys, keys_of
from litsieve.config.templates import example_title
from litsieve.config.text_file import read_text
from litsieve.config.yaml import Document
from litsieve.errors import ReviewError, Where
from litsieve.pipeline import counts_of
from litsieve.project import CONFIG, CRITERIA, Project
from litsieve.report import Reason, ReportInput
from litsieve.report.prisma import Previous
from litsieve.screen.kleene import FALSE, TRUE
from litsieve.work import TABLES, load, load_answers, load_protocol

UNTITLED = "Untitled review"
#: Tables of work/ that the report needs nothing of.
_NOT_REPORTED = ("raws", "identities", "fingerprints", "compared")


def report_input(project: Project) -> ReportInput:
    """The tables of all stages, what they told, and what review.yaml says or points to."""
    protocol = load_protocol(project)
    config = project.config
    people = counts_of(project, "screen").get("people", {})
    title = config.title or protocol["title"] or UNTITLED
    return ReportInput(
        title=title,
        reasons=tuple(Reason(**reason) for reason in protocol["reasons"]),
        rules=protocol["rules"],
        stages=tuple(protocol["stages"]),
        searches=tuple(search.model_dump() for search in config.searches),
        profile=config.report.profile,
        previous=Previous(**config.previous.model_dump()) if config.previous else None,
        protocol=protocol,
        dedupe={"settings": asdict(config.dedupe), "counts": counts_of(project, "dedupe")},
        settings=config.report.model_dump(),
        **_listed(project, config.report.bibliography),
        manuscript=_text_of(project, config.report.manuscript),
        problems=tuple(problem["text"] for problem in people.get("problems", ())),
        overruled=_overruled(project, protocol),
        examples=_examples(title, protocol),
        keys=_keys(project, protocol),
        acknowledged=config.check.acknowledge,
        **{name: load(project, stage, name) for stage, name in TABLES if name not in _NOT_REPORTED},
    )


def _overruled(project: Project, protocol: Mapping[str, Any]) -> pd.DataFrame | None:
    """Included reports that an excluding rule of the metadata hits; see `ReportInput.overruled`."""
    rules = {
        name: FALSE if act["kind"] == "require" else TRUE
        for name, act in protocol["acts"].items()
        if act["action"] == "exclude" and "metadata" in {*act["stages"]} & {*protocol["stages"]}
    }
    if not rules:
        return None
    answers = load_answers(project, *(f"rule:{name}" for name in rules))
    verdicts = load(project, "screen", "verdicts", "cluster_id", "verdict")
    included = verdicts.loc[verdicts["verdict"] == "included", "cluster_id"]
    answers = answers[answers["cluster_id"].isin(included)]
    hits = [
        answers.loc[answers[f"rule:{name}"] == hit, ["cluster_id"]].assign(rule=name)
        for name, hit in rules.items()
    ]
    return pd.concat(hits, ignore_index=True)


def _examples(title: str, protocol: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What is left of the examples of a template, in words; None if screen did not look."""
    if "examples" not in protocol:
        return None
    of_title = example_title(title)
    return (*([of_title] if of_title else []), *protocol["examples"])


def _keys(project: Project, protocol: Mapping[str, Any]) -> dict[str, Keys]:
    """What the keys of both files of settings come to; the criteria are those of `screen`."""
    found = {}
    if keys := protocol.get("keys"):
        found[CRITERIA] = Keys(keys["written"], tuple(keys["inert"]))
    if project.has_config:
        document = Document(read_text(project.root / CONFIG, CONFIG), CONFIG)
        found[CONFIG] = keys_of(document, CONFIG)
    return found


def _listed(project: Project, name: str | None) -> dict[str, pd.DataFrame]:
    """The entries of a list of references, and what of it could not be read; {} without a list."""
    if name is None:
        return {}
    from litsieve.ingest import ExportFile, read

    path = project.path_of(name)
    if not path.is_file():
        raise ReviewError("no such file", Where(name), "see `bibliography:` in review.yaml")
    found = read([ExportFile(path=path, name=name)])
    return {"bibliography": found.records, "unread": found.rejects}


def _text_of(project: Project, name: str | None) -> str | None:
    return None if name is None else read_text(project.path_of(name), name)
