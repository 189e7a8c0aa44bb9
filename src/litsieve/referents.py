"""Which records the ids in people's decisions name today.

An id is that of a record, as a rule. If it is not, it may be the one that a record had before
another came that is like it, or after that one went; before its database had another name; or the
one that version 0.1.0 gave. An id
that may name several reports names none: what was decided on it waits, and is told. Nothing here
guesses: a decision on a record that people never saw would be worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from litsieve.decisions import read
from litsieve.dedupe.answers import GONE, Answer, parse
from litsieve.store import plain_rows
from litsieve.work import load

if TYPE_CHECKING:
    from litsieve.ingest.identity import Identity, Record
    from litsieve.project import Project

#: Ids of records that are named beside one that is gone.
_NAMED = 3


@dataclass(frozen=True)
class Referent:
    """What an id that is no record's own may name: record_id → what tells it from the others.

    `near`: records of the same title, authors and year that it does not name.
    """

    records: Mapping[str, str]
    near: tuple[str, ...] = ()
    is_numbered: bool = False  # by its place among twins, as version 0.1.0 did

    def one(self, reports: Mapping[str, str] | None = None) -> str | None:
        """The record that is meant; None if that cannot be told.

        Of several it is the first, if they say the very same or have one id of their database, or,
        where `reports` (record_id → cluster_id) are known, if they are one report.
        """
        if reports is not None:
            told = {reports.get(record, record) for record in self.records}
        else:
            told = set(self.records.values())
        one = len(told) == 1 and (len(self.records) > 1 or not self.is_numbered)
        return min(self.records) if one else None

    def told(self, record: str, what: str = "decision") -> str:
        """Why `record` names no record, and what becomes of the decision or answer on it."""
        if self.records:
            some = " or ".join(sorted(self.records)[:_NAMED])
            more = " …" if len(self.records) > _NAMED else ""
            which = "which of them" if len(self.records) > 1 else "whether it does"
            return (
                f"{record} may name {some}{more}, and {which} cannot be told: "
                f"the {what} waits; decide again on the record that is meant"
            )
        if self.near:
            some, has = ", ".join(self.near[:_NAMED]), "has" if len(self.near) == 1 else "have"
            return (
                f"{record} {GONE} any more: the {what} waits; {some} {has} its title, authors and "
                "year, but another abstract, address or number: decide again if it is the same"
            )
        return f"{record} {GONE}: the {what} waits for its return"


def referents(project: Project, ids: Iterable[str]) -> dict[str, Referent]:
    """What ids that are no record's own may name."""
    from litsieve.ingest.identity import ID, Identity  # with it come all readers of exports

    bases = {found["base"] for name in ids if (found := ID.fullmatch(name))}
    records = load(project, "ingest", "records", "record_id")["record_id"]
    known = load(project, "ingest", "identities")
    rows = (
        records.str.slice(0, 18).isin(bases) | known["identity"].str.slice(0, 18).isin(bases)
        | known["former"].isin(bases)
    ).to_numpy(bool)  # fmt: skip
    its = known[rows].itertuples(index=False, name=None)
    path = project.folder("ingest") / "records.parquet"
    return refer(ids, zip(plain_rows(path, rows), (Identity(*of) for of in its), strict=True))


def refer(ids: Iterable[str], among: Iterable[tuple[Record, Identity]]) -> dict[str, Referent]:
    """The same; `among` are the records that may be meant, with their rows of schema.IDENTITY.

    Of each id at least those that begin as it does, or whose former id does.
    """
    from litsieve.ingest.identity import ID, content, whole, without_label

    named: dict[str, dict[str, str]] = defaultdict(dict)
    there: list[str] = []
    for row, its in among:
        record, digest = str(row["record_id"]), content(row)
        there.append(record)
        for name in (
            its.identity,
            whole(its.identity, digest),
            its.former,
            without_label(its.identity),
        ):
            named[name][record] = its.identity if its.own else digest
    referred: dict[str, Referent] = {}
    for name in ids:
        if parts := ID.fullmatch(name):
            base = parts["base"]
            of = (
                named.get(name)
                or named.get(parts["name"])
                or named.get(without_label(parts["name"]))
                or {}
            )
            near = () if of else tuple(sorted(r for r in there if r.startswith(base)))
            old = bool(parts["number"]) and not any(r.startswith(base) for r in of)
            referred[name] = Referent(of, near, old)
    return referred


def answers_now(project: Project, present: Container[str]) -> tuple[list[Answer], dict[str, str]]:
    """What people answered of pairs, by the ids of today; and of ids that name none, why.

    `present`: the ids of the records that there are.
    """
    file = project.duplicate_answers
    given = parse(read(file, project.name_of(file)))
    strange = {record for answer in given for record in answer.pair if record not in present}
    found = referents(project, strange) if strange else {}
    now = {name: one for name, of in found.items() if (one := of.one())}
    waiting = {name: of.told(name, "answer") for name, of in found.items() if name not in now}
    return [_renamed(answer, now) for answer in given], waiting


def _renamed(answer: Answer, now: Mapping[str, str]) -> Answer:
    a, b = sorted(now.get(record, record) for record in answer.pair)
    # two ids of what is one record by now: there is no pair to speak of
    return answer if a == b else replace(answer, a=a, b=b)
