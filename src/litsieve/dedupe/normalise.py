"""Records → `Forms`: every field in the shape in which it is compared, once per distinct value.

Rows are sorted by record_id first, so that positions, and with them all results, do not depend on
the order in which records come. Missing is "" in strings and -1 in codes; a code numbers the
distinct values of a field, and equal codes of two records mean equal values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import partial
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz

from litsieve.dedupe import fields, names, titles
from litsieve.dedupe.venue import edition, meeting, venue_form, venue_kind
from litsieve.parallel import spread

Texts = npt.NDArray[np.object_]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Value = TypeVar("Value")

#: Values that one process takes at a time.
_PIECE = 10_000
#: A title that stands in this many volume-and-issue combinations is a column, not a work.
RECURS = 4
#: A DOI may carry two titles (two languages, a correction); more, and it is a supplement's.
TITLES_PER_DOI = 2


@dataclass(frozen=True)
class Forms:
    """One position per record, in the order of record_id."""

    ids: Texts
    title: Texts
    compact: Texts  # the title without spaces
    alternative: Texts
    kind: Texts
    parts: Texts
    numbers: Texts
    title_cut: Flags
    generic: Flags  # recurs in every issue, or is the venue's name
    families: Texts
    first_author: Texts
    initials: Texts  # of the first author
    name_words: Texts
    author_count: Codes
    author_group: Flags  # only a group is named
    authors_cut: Flags
    year: Codes
    venue: Texts
    venue_code: Codes
    venue_kind: Texts
    issn: Texts
    edition: Flags  # of a journal that appears in two languages, by its name
    meeting: Texts  # which one of a series of meetings the venue names
    language: Texts
    foreign: Flags  # the title is a translation, or the text is not in English
    volume: Codes
    issue: Codes
    issue_number: Codes  # in the numbering of volumes: some exports give the one for the other
    page: Codes
    article: Codes  # of the same numbering as page: an article number may stand for a page
    page_prefix: Codes
    page_vague: Flags  # counted in a supplement that is not named
    page_first: Codes
    page_last: Codes
    doi: Codes
    doi_written: Codes  # also where `doi` was set aside
    registrant: Codes
    doi_shared: Flags  # the DOI was set aside, since it carries too many titles
    doi_version: Codes
    pmid: Codes
    accession: Codes
    registration: Codes  # a trial register's number
    abstract: Texts
    preprint: Flags
    thesis: Flags
    book: Flags
    chapter: Flags
    twin_of: Codes  # the first record that says the very same; itself if there is none

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: Codes) -> Forms:
        """Some positions, in the order given; what is equal here is equal there."""
        return Forms(**{field.name: getattr(self, field.name)[rows] for field in fields_of(self)})


def normalise(records: pd.DataFrame, processes: int = 1) -> Forms:
    """The forms of `records` (schema.RECORD)."""
    rows = records.sort_values("record_id", kind="stable").reset_index(drop=True)
    col: dict[str, Texts] = {name: _texts(rows[name]) for name in _READ}
    made: dict[str, Any] = {"ids": col["record_id"]}
    made |= (
        _titles(col, processes)
        | _authors(rows, col, processes)
        | _venue(col)
        | _locators(rows, col)
    )
    made |= _identifiers(col, made["title"])
    # A snippet begins anywhere: it cannot be held against the beginning of an abstract.
    snippet = rows["abstract_partial"].fillna(False).to_numpy(dtype=bool)
    made["abstract"] = _each(np.where(snippet, "", col["abstract"]), fields.abstract, processes)
    made["generic"] = made["generic"] | _recurring(made) | _names_its_venue(made)
    made["preprint"] = _preprints(col, made.pop("doi_text"))
    typed = made.pop("document_type")
    made |= {name: typed == name for name in ("thesis", "book", "chapter")}
    made["twin_of"] = _twins(made)
    return Forms(**made)


#: All that a comparison of two records can depend on.
_READ = (
    "record_id", "source", "source_id", "title", "title_alternative", "authors", "venue", "volume",
    "issue", "pages", "article_number", "doi", "pmid", "issn", "abstract", "language",
    "document_type", "source_type",
)  # fmt: skip


COMPARED_COLUMNS = (*_READ[1:], "year", "authors_cut", "abstract_partial")


def _titles(col: dict[str, Texts], processes: int) -> dict[str, Any]:
    form = _split(col["title"], titles.title, titles.Title._fields, processes)
    kind = np.where(
        np.isin(col["document_type"], ("erratum", "retraction")), col["document_type"], form["kind"]
    )
    return {
        "title": form["text"],
        "compact": _each(form["text"], lambda text: text.replace(" ", "")),
        "alternative": _each(col["title_alternative"], lambda raw: titles.title(raw).text),
        "kind": kind,
        "parts": form["parts"],
        "numbers": form["numbers"],
        "title_cut": form["cut"].astype(bool),
        "generic": form["generic"].astype(bool),
        "document_type": col["document_type"],
    }


def _authors(rows: pd.DataFrame, col: dict[str, Texts], processes: int) -> dict[str, Any]:
    form = _split(col["authors"], names.names, names.Names._fields, processes)
    return {
        "families": form["families"],
        "first_author": form["first"],
        "initials": form["initials"],
        "name_words": form["words"],
        "author_count": form["people"].astype(np.int64),
        "author_group": form["group"].astype(bool),
        "authors_cut": rows["authors_cut"].fillna(False).to_numpy(dtype=bool)
        | _each(
            col["authors"], lambda raw: raw.endswith(("others", "et al", "et al.", "…"))
        ).astype(bool),
    }


def _venue(col: dict[str, Texts]) -> dict[str, Any]:
    form = _each(col["venue"], venue_form)
    facts = pd.Series(col["source_type"]) + "|" + col["document_type"] + "|" + col["venue"]
    return {
        "venue": form,
        "venue_code": _codes(form),
        "venue_kind": _each(facts.to_numpy(dtype=object), lambda t: venue_kind(*t.split("|", 2))),
        "issn": col["issn"],
        "edition": _each(col["venue"], edition).astype(bool),
        "meeting": _each(col["venue"], meeting),
        "language": col["language"],
        "foreign": ((col["language"] != "") & ~_each(col["language"], _english).astype(bool))
        | _each(col["title"], titles.bracketed).astype(bool),
    }


def _english(languages: str) -> bool:
    return "eng" in languages.split("; ")


def _locators(rows: pd.DataFrame, col: dict[str, Texts]) -> dict[str, Any]:
    form = _split(col["pages"], fields.pages, fields.Pages._fields)
    article = _each(col["article_number"], fields.article_number)
    volume, issue = _each(col["volume"], fields.volume), _each(col["issue"], fields.issue)
    volumes = _codes(np.concatenate([volume, _each(issue, lambda text: text.lstrip("s"))]))
    both = _codes(np.concatenate([form["first"], article]))
    page, last = form["first"], form["last"].astype(np.int64)
    number = _each(page, lambda text: int(text) if text else -1).astype(np.int64)
    year = rows["year"].fillna(-1).to_numpy(dtype=np.int64)
    # Online first: an article paged from 1, in no volume yet.
    waiting = (number == 1) & (volume == "") & (article == "")
    return {
        "year": year,
        "volume": volumes[: len(rows)],
        "issue": _codes(issue),
        "issue_number": volumes[len(rows) :],
        "page": np.where(waiting, -1, both[: len(rows)]),
        "article": both[len(rows) :],
        "page_prefix": _codes(form["prefix"]),
        "page_vague": np.isin(form["prefix"], ("suppl", "supp", "supplement")),
        "page_first": np.where(waiting, -1, number),
        "page_last": np.where(waiting, -1, last),
    }


def _identifiers(col: dict[str, Texts], named: Texts) -> dict[str, Any]:
    version = _each(col["doi"], fields.doi)
    doi = _each(version, fields.doi_of_work)
    number = _each(col["source_id"], fields.accession)
    number_of_source = col["source"] + "\t" + number
    registered = _each(number, fields.is_registration).astype(bool)
    shared = _shared_by_many(doi, named)
    kept = np.where(shared, "", doi)
    return {
        "doi": _codes(kept),
        "doi_written": _codes(doi),
        "registrant": _codes(_each(kept, lambda text: text.partition("/")[0])),
        "doi_shared": shared,
        "doi_version": _codes(version),
        "pmid": _codes(_each(col["pmid"], lambda raw: raw.strip().lstrip("0"))),
        # A trial's number is the same in all registers.
        "accession": _codes(np.where(registered | (number == ""), number, number_of_source)),
        "registration": _codes(np.where(registered, number, "")),
        "doi_text": doi,
    }


def _shared_by_many(doi: Texts, named: Texts) -> Flags:
    """Which records have a DOI that more than two really different titles carry."""
    pairs = pd.DataFrame({"doi": doi, "title": named}).query("doi != '' and title != ''")
    pairs = pairs.drop_duplicates()
    count = pairs.groupby("doi")["title"].transform("size")
    several = pairs[count > TITLES_PER_DOI].groupby("doi")["title"].agg(list)
    shared = [
        str(key) for key, found in several.items() if _different(sorted(found)) > TITLES_PER_DOI
    ]
    return np.isin(doi.astype(str), shared) if shared else np.zeros(len(doi), dtype=bool)


def _different(found: list[str]) -> int:
    """How many works these titles name: spellings and cut titles count once."""
    works: list[str] = []
    for title in found:
        if not any(fuzz.partial_ratio(title, work) >= 80 for work in works):
            works.append(title)
        if len(works) > TITLES_PER_DOI:
            break
    return len(works)


def _recurring(made: dict[str, Any]) -> Flags:
    """Which titles stand in four or more volume-and-issue combinations (years, without volumes)."""
    titled = made["compact"] != ""
    dated = np.where(made["volume"] >= 0, made["volume"], -2 - made["year"])
    seen = pd.DataFrame({
        "title": made["compact"][titled], "volume": dated[titled], "issue": made["issue"][titled],
    }).drop_duplicates()  # fmt: skip
    seen = seen[seen["volume"] != -1]
    volumed = seen.groupby("title")["volume"].transform("max") >= 0
    seen = seen[(seen["volume"] >= 0) | ~volumed]
    # A volume without an issue is one more combination only where no issue of it is known.
    by_volume = seen.groupby(["title", "volume"])["issue"].transform("max")
    seen = seen[(seen["issue"] >= 0) | (by_volume < 0)]
    # Spellings of one issue must not make a column of one article: two volumes at least.
    count = seen.groupby("title").agg(all=("volume", "size"), volumes=("volume", "nunique"))
    recurring = count.index[(count["all"] >= RECURS) & (count["volumes"] > 1)]
    return np.asarray(pd.Series(made["compact"]).isin(recurring), dtype=bool)


def _names_its_venue(made: dict[str, Any]) -> Flags:
    """Which titles only repeat the name of their journal, perhaps with a volume."""
    return np.fromiter(
        (
            _only_venue(title, venue)
            for title, venue in zip(made["title"], made["venue"], strict=True)
        ),
        dtype=bool,
        count=len(made["title"]),
    )


def _only_venue(title: str, venue: str) -> bool:
    words = venue_form(title).split() if venue and title[:6] == venue[:6] else []
    rest = set(words) - set(venue.split()) - {"volume", "paper", "issue", "vol", "no"}
    return bool(words) and not rest


def _preprints(col: dict[str, Texts], doi: Texts) -> Flags:
    server = _each(col["venue"], fields.preprint_server).astype(bool)
    by_doi = _each(doi, fields.preprint_doi).astype(bool)
    typed = (col["document_type"] == "preprint") | (col["source_type"] == "repository")
    return np.asarray(typed | by_doi | server, dtype=bool)


#: Fields in which twins are alike, missing values included.
_IDENTITY = (
    "title", "kind", "families", "name_words", "initials", "year", "venue", "volume", "issue",
    "page", "article", "page_last", "doi", "doi_version", "pmid", "abstract", "preprint", "venue_kind",
)  # fmt: skip


def _twins(made: dict[str, Any]) -> Codes:
    """For each record the first one that says the very same, if it says enough to be told by it."""
    own = np.arange(len(made["ids"]), dtype=np.int64)
    words = np.char.count(made["title"].astype(str), " ") + 1
    dated = (made["year"] >= 0) & (words > 2)
    telling = (made["title"] != "") & ~made["generic"] & (
        (made["families"] != "") | dated | (words >= 5)
    )  # fmt: skip
    frame = pd.DataFrame({name: made[name][telling] for name in _IDENTITY})
    first = pd.Series(own[telling]).groupby([frame[n] for n in _IDENTITY], sort=False)
    twin = own.copy()
    twin[telling] = first.transform("min").to_numpy(dtype=np.int64)
    return twin


# ----------------------------------------------------------------------------------- columns


def _texts(values: pd.Series) -> Texts:
    return values.fillna("").to_numpy(dtype=object)


def _codes(values: Iterable[str]) -> Codes:
    """Numbers for distinct values; -1 for ""."""
    series = pd.Series(list(values), dtype=object)
    codes, _ = pd.factorize(series.where(series != ""), use_na_sentinel=True)
    return codes.astype(np.int64)


def _each(values: Texts, form: Callable[[str], Any], processes: int = 1) -> npt.NDArray[Any]:
    """`form` of every value, worked out once per distinct value."""
    codes, distinct = pd.factorize(values)
    made = np.empty(len(distinct), dtype=object)
    made[:] = _worked_out(form, distinct, processes)
    return made[codes] if len(distinct) else made


def _split(
    values: Texts,
    form: Callable[[str], tuple[Any, ...]],
    names: Iterable[str],
    processes: int = 1,
) -> dict[str, npt.NDArray[Any]]:
    """The parts that `form` finds in every value, as one column each."""
    codes, distinct = pd.factorize(values)
    made = _worked_out(form, distinct, processes)
    out: dict[str, npt.NDArray[Any]] = {}
    for i, name in enumerate(names):
        column = np.empty(len(distinct), dtype=object)
        column[:] = [parts[i] for parts in made]
        out[name] = column[codes]
    return out


def _worked_out(form: Callable[[str], Value], values: Texts, processes: int) -> list[Value]:
    """`form` of every value, by several processes where there are many."""
    pieces = [values[at : at + _PIECE] for at in range(0, len(values), _PIECE)]
    if len(pieces) < 2:
        processes = 1
    return list(chain.from_iterable(spread(partial(_all, form), pieces, processes)))


def _all(form: Callable[[str], Value], values: Texts) -> list[Value]:
    return [form(value) for value in values]
