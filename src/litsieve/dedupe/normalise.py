"""Records → `Forms`: every field in the shape in which it is compared, once per distinct value.

Rows are sorted by record_id first, so that positions, and with them all results, do not depend on
the order in which records come. Missing is "" in strings and -1 in codes; a code numbers the
distinct values of a field, and equal codes of two records mean equal values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz

from litsieve.dedupe import fields, names, titles
from litsieve.dedupe.columns import (
    Codes,
    Column,
    Flags,
    Texts,
    beside,
    codes,
    each,
    few,
    joint,
    objects,
    split,
    texts,
)
from litsieve.dedupe.slim import in_order, slim
from litsieve.dedupe.venue import edition, meeting, venue_form, venue_kind

__all__ = ["COMPARED_COLUMNS", "Codes", "Column", "Flags", "Forms", "Texts", "normalise"]

#: A title that stands in this many volume-and-issue combinations is a column, not a work.
RECURS = 4
#: A DOI may carry two titles (two languages, a correction); more, and it is a supplement's.
TITLES_PER_DOI = 2


@dataclass(frozen=True)
class Forms:
    """One position per record, in the order of record_id."""

    ids: Texts
    title: Column
    compact: Column  # the title without spaces
    alternative: Texts
    kind: Texts
    parts: Texts
    numbers: Texts
    title_cut: Flags
    generic: Flags  # recurs in every issue, or is the venue's name
    families: Column
    first_author: Column
    initials: Column  # of the first author
    name_words: Column
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
    page_named: Flags  # a supplement's page: S14
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
    abstract: Column
    preprint: Flags
    thesis: Flags
    book: Flags
    chapter: Flags
    twin_of: Codes  # the first record that says the very same; itself if there is none

    def __len__(self) -> int:
        return len(self.ids)


def normalise(records: pd.DataFrame, processes: int = 1) -> Forms:
    """The forms of `records` (schema.RECORD, or what `slim` made of it)."""
    rows = in_order(slim(records))
    col = {name: texts(rows[name]) for name in _READ}
    made: Made = {"ids": col["record_id"], "abstract": _abstracts(rows, col, processes)}
    made |= _titles(col, processes) | _authors(rows, col, processes)
    made |= _venue(col) | _locators(rows, col) | _identifiers(col, made["title"], processes)
    made["generic"] = made["generic"] | _recurring(made) | _names_its_venue(made)
    made["preprint"] = _preprints(col, made.pop("doi_text"))
    made |= {name: objects(pc.equal(col["document_type"], name)) for name in _TYPED}
    made["twin_of"] = _twins(made)
    return Forms(**{
        field.name: _HELD.get(str(field.type), np.asarray)(made[field.name])
        for field in fields_of(Forms)
    })  # fmt: skip


#: Forms on the way: texts as Arrow has them, numbers and flags as NumPy.
Made = dict[str, Any]
_HELD: dict[str, Callable[[pa.Array], Any]] = {"Texts": few, "Column": Column}
_TYPED = ("thesis", "book", "chapter")
#: All that a comparison of two records can depend on.
_READ = (
    "record_id", "source", "source_id", "title", "title_alternative", "authors", "venue", "volume",
    "issue", "pages", "article_number", "doi", "pmid", "issn", "abstract", "language",
    "document_type", "source_type",
)  # fmt: skip


COMPARED_COLUMNS = (*_READ[1:], "year", "authors_cut", "abstract_partial")


def _abstracts(rows: pd.DataFrame, col: dict[str, pa.Array], processes: int) -> pa.Array:
    # A snippet begins anywhere: it cannot be held against the beginning of an abstract.
    snippet = pa.array(_flag(rows["abstract_partial"]))
    # Abstracts take as much room as all else: what was read of them goes first.
    return each(pc.if_else(snippet, "", col.pop("abstract")), fields.abstract, processes)


def _titles(col: dict[str, pa.Array], processes: int) -> Made:
    form = split(col["title"], titles.title, titles.Title._fields, processes)
    typed = col["document_type"]
    notice = pc.is_in(typed, pa.array(["erratum", "retraction"], typed.type))
    return {
        "title": form["text"],
        "compact": pc.replace_substring(form["text"], " ", ""),
        "alternative": each(col["title_alternative"], _title_text),
        "kind": pc.if_else(notice, typed, form["kind"]),
        "parts": form["parts"],
        "numbers": form["numbers"],
        "title_cut": objects(form["cut"]),
        "generic": objects(form["generic"]),
    }


def _title_text(raw: str) -> str:
    return titles.title(raw).text


def _authors(rows: pd.DataFrame, col: dict[str, pa.Array], processes: int) -> Made:
    form = split(col["authors"], names.names, names.Names._fields, processes)
    others = pc.match_substring_regex(col["authors"], r"(?:others|et al\.?|…)\z")
    return {
        "families": form["families"],
        "first_author": form["first"],
        "initials": form["initials"],
        "name_words": form["words"],
        "author_count": objects(form["people"]),
        "author_group": objects(form["group"]),
        "authors_cut": _flag(rows["authors_cut"]) | objects(others),
    }


def _venue(col: dict[str, pa.Array]) -> Made:
    form = each(col["venue"], venue_form)
    facts = beside(col["source_type"], col["document_type"], col["venue"])
    said = objects(pc.not_equal(col["language"], ""))
    return {
        "venue": form,
        "venue_code": codes(form),
        "venue_kind": each(facts, _venue_kind),
        "issn": col["issn"],
        "edition": objects(each(col["venue"], edition)),
        "meeting": each(col["venue"], meeting),
        "language": col["language"],
        "foreign": (said & ~objects(each(col["language"], _english)))
        | objects(each(col["title"], titles.bracketed)),
    }


def _venue_kind(facts: str) -> str:
    source_type, _, rest = facts.partition("\t")
    document_type, _, venue = rest.partition("\t")
    return venue_kind(source_type, document_type, venue)


def _english(languages: str) -> bool:
    return "eng" in languages.split("; ")


def _locators(rows: pd.DataFrame, col: dict[str, pa.Array]) -> Made:
    form = split(col["pages"], fields.pages, fields.Pages._fields)
    article = each(col["article_number"], fields.article_number)
    volume, issue = each(col["volume"], fields.volume), each(col["issue"], fields.issue)
    volumes = codes(pa.concat_arrays([volume, pc.utf8_ltrim(issue, "s")]))
    both = codes(pa.concat_arrays([form["first"], article]))
    number = objects(each(form["first"], lambda text: int(text) if text else -1))
    # Online first: an article paged from 1, in no volume yet.
    blank = pc.and_(pc.equal(volume, ""), pc.equal(article, ""))
    waiting = (number == 1) & objects(blank)
    prefix = form["prefix"]
    vague = pa.array(["suppl", "supp", "supplement"], prefix.type)
    return {
        "year": rows["year"].fillna(-1).to_numpy(dtype=np.int64),
        "volume": volumes[: len(rows)],
        "issue": codes(issue),
        "issue_number": volumes[len(rows) :],
        "page": np.where(waiting, -1, both[: len(rows)]),
        "article": both[len(rows) :],
        "page_prefix": codes(prefix),
        "page_vague": objects(pc.is_in(prefix, vague)),
        "page_named": objects(pc.equal(prefix, "s")),
        "page_first": np.where(waiting, -1, number),
        "page_last": np.where(waiting, -1, objects(form["last"])),
    }


def _identifiers(col: dict[str, pa.Array], named: pa.Array, processes: int) -> Made:
    version = each(col["doi"], fields.doi, processes)
    doi = each(version, fields.doi_of_work, processes)
    number = each(col["source_id"], fields.accession, processes)
    number_of_source = beside(col["source"], number)
    registered = each(number, fields.is_registration)
    shared = _shared_by_many(doi, named)
    kept = pc.if_else(pa.array(shared), "", doi)
    return {
        "doi": codes(kept),
        "doi_written": codes(doi),
        "registrant": codes(pc.replace_substring_regex(kept, "/.*", "")),
        "doi_shared": shared,
        "doi_version": codes(version),
        "pmid": codes(each(col["pmid"], lambda raw: raw.strip().lstrip("0"))),
        # A trial's number is the same in all registers.
        "accession": codes(
            pc.if_else(pc.or_(registered, pc.equal(number, "")), number, number_of_source)
        ),
        "registration": codes(pc.if_else(registered, number, "")),
        "doi_text": doi,
    }


def _shared_by_many(doi: pa.Array, named: pa.Array) -> Flags:
    """Which records have a DOI that more than two really different titles carry."""
    number, title = codes(doi), codes(named)
    both = np.flatnonzero((number >= 0) & (title >= 0))
    pairs = pd.DataFrame({"doi": number[both], "title": title[both], "row": both})
    pairs = pairs.drop_duplicates(["doi", "title"])
    count = pairs.groupby("doi")["title"].transform("size")
    several = pairs[count > TITLES_PER_DOI].groupby("doi")["row"].agg(list)
    works = several.map(lambda rows: _different(sorted(Column(named)[np.array(rows)])))
    return np.isin(number, np.asarray(works.index[works > TITLES_PER_DOI]))


def _different(found: list[str]) -> int:
    """How many works these titles name: spellings and cut titles count once."""
    works: list[str] = []
    for title in found:
        if not any(fuzz.partial_ratio(title, work) >= 80 for work in works):
            works.append(title)
        if len(works) > TITLES_PER_DOI:
            break
    return len(works)


def _recurring(made: Made) -> Flags:
    """Which titles stand in four or more volume-and-issue combinations (years, without volumes)."""
    title = codes(made["compact"])
    titled = title >= 0
    dated = np.where(made["volume"] >= 0, made["volume"], -2 - made["year"])
    seen = pd.DataFrame({
        "title": title[titled], "volume": dated[titled], "issue": made["issue"][titled],
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
    return np.asarray(np.isin(title, recurring))


def _names_its_venue(made: Made) -> Flags:
    """Which titles only repeat the name of their journal, perhaps with a volume."""
    title, venue = made["title"], made["venue"]
    begins = pc.equal(*(pc.utf8_slice_codeunits(side, 0, 6) for side in (title, venue)))
    likely = np.flatnonzero(objects(pc.and_(begins, pc.not_equal(venue, ""))))
    out = np.zeros(len(title), dtype=bool)
    out[likely] = [
        _only_venue(*pair)
        for pair in zip(Column(title)[likely], Column(venue)[likely], strict=True)
    ]
    return out


def _only_venue(title: str, venue: str) -> bool:
    words = venue_form(title).split()
    rest = set(words) - set(venue.split()) - {"volume", "paper", "issue", "vol", "no"}
    return bool(words) and not rest


def _preprints(col: dict[str, pa.Array], doi: pa.Array) -> Flags:
    typed = pc.or_(
        pc.equal(col["document_type"], "preprint"), pc.equal(col["source_type"], "repository")
    )
    told = pc.or_(each(col["venue"], fields.preprint_server), each(doi, fields.preprint_doi))
    return np.asarray(objects(pc.or_(typed, told)))


#: Fields in which twins are alike, missing values included.
_IDENTITY = (
    "title", "kind", "families", "name_words", "initials", "year", "venue", "volume", "issue",
    "page", "article", "page_last", "doi", "doi_version", "pmid", "abstract", "preprint",
    "venue_kind",
)  # fmt: skip


def _twins(made: Made) -> Codes:
    """For each record the first one that says the very same, if it says enough to be told by it."""
    title = made["title"]
    words = objects(pc.count_substring(title, " ")) + 1
    dated = (made["year"] >= 0) & (words > 2)
    authored = objects(pc.not_equal(made["families"], ""))
    telling = np.flatnonzero(
        objects(pc.not_equal(title, "")) & ~made["generic"] & (authored | dated | (words >= 5))
    )
    values = (made[name] for name in _IDENTITY)
    same = joint(
        (codes(value) if isinstance(value, pa.Array) else value)[telling] for value in values
    )
    twin = np.arange(len(title), dtype=np.int64)
    first = twin[telling[np.unique(same, return_index=True)[1]]]
    twin[telling] = first[same]
    return twin


def _flag(values: pd.Series) -> Flags:
    """A column of schema.FLAG; missing is false."""
    return values.fillna(False).to_numpy(dtype=bool)
