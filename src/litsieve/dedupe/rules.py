"""The rules that settle a pair whatever its score, and the doubts that keep it from a merge.

RULES is the whole of it: the first that holds settles the pair. `meaning` is what a person is told.
SETTLING come before the score, DOUBTS after it: they hold only where the score would merge.
A rule is a function of a `Sight`; what several rules need has a name there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from litsieve.config.dedupe import DedupeSettings, Policy
from litsieve.dedupe.compare import Evidence
from litsieve.dedupe.normalise import Codes, Flags, Forms, Texts
from litsieve.dedupe.score import LogOdds

ANSWERS = ("distinct", "review", "merge", "linked")
DISTINCT, REVIEW, MERGE, LINKED = range(4)
_OF_POLICY: dict[Policy, int] = {"link": LINKED, "merge": MERGE, "keep": DISTINCT}
#: So many fields in which two records contradict each other make them two.
_CONFLICTS = 3


@dataclass(frozen=True)
class Sight:
    """Pairs as the rules see them: every condition is an array of one flag a pair."""

    forms: Forms
    pair: Evidence
    score: LogOdds
    settings: DedupeSettings

    def at(self, field: str, *levels: str) -> Flags:
        return self.pair.at(field, *levels)

    def both(self, flags: Flags) -> Flags:
        return np.asarray(flags[self.pair.a] & flags[self.pair.b])

    def either(self, flags: Flags) -> Flags:
        return np.asarray(flags[self.pair.a] | flags[self.pair.b])

    def one(self, flags: Flags) -> Flags:
        return np.asarray(flags[self.pair.a] != flags[self.pair.b])

    def equal(self, codes: Codes) -> Flags:
        return np.asarray((codes[self.pair.a] == codes[self.pair.b]) & (codes[self.pair.a] >= 0))

    def unequal(self, codes: Codes) -> Flags:
        a, b = codes[self.pair.a], codes[self.pair.b]
        return np.asarray((a != b) & (a >= 0) & (b >= 0))

    def shares(self, texts: Texts, separator: str) -> Flags:
        """Whether two lists, written as texts, have a part in common."""
        x, y = texts[self.pair.a], texts[self.pair.b]
        out = np.asarray((x == y) & (x != ""))
        for i in np.flatnonzero((x != y) & (x != "") & (y != "")):
            out[i] = bool(set(x[i].split(separator)) & set(y[i].split(separator)))
        return out

    # ----------------------------------------------------------------------------- the score

    @cached_property
    def merging(self) -> Flags:
        """What the score alone would merge."""
        return np.asarray(self.score >= self.settings.thresholds[0])

    @cached_property
    def likely(self) -> Flags:
        """What the score alone would at least show to a person."""
        return np.asarray(self.score >= self.settings.thresholds[1])

    # ----------------------------------------------------------------------------- the titles

    @cached_property
    def close(self) -> Flags:
        """One title, but for spelling or a cut."""
        return self.at("title", "same, long", "same", "same, short", "spelling", "slip", "cut")

    @cached_property
    def longer(self) -> Flags:
        """One title says more than the other."""
        return self.at("title", "main title", "longer in one")

    @cached_property
    def wordy(self) -> Flags:
        """One title of so many words that hardly two works have it."""
        return self.at("title", "same, long")

    @cached_property
    def alike(self) -> Flags:
        return self.close | self.longer | self.at("title", "reworded")

    @cached_property
    def untitled(self) -> Flags:
        return self.at("title", "missing")

    # ------------------------------------------------------------------------ ids and contents

    @cached_property
    def same_number(self) -> Flags:
        return self.equal(self.forms.accession)

    @cached_property
    def same_id(self) -> Flags:
        return self.at("doi", "same") | self.at("pmid", "same") | self.same_number

    @cached_property
    def other_id(self) -> Flags:
        return self.at("doi", "different", "other registrant") | self.at("pmid", "different")

    @cached_property
    def same_text(self) -> Flags:
        return self.at("abstract", "same")

    @cached_property
    def twins(self) -> Flags:
        return np.asarray(self.forms.twin_of[self.pair.a] == self.forms.twin_of[self.pair.b])

    @cached_property
    def authors(self) -> Flags:
        return self.at("authors", "same", "shortened")

    @cached_property
    def strangers(self) -> Flags:
        return self.at("authors", "different")

    # ------------------------------------------------------------------------- place and time

    @cached_property
    def placed(self) -> Flags:
        return self.at("volume", "same") & self.at("page", "same")

    @cached_property
    def same_range(self) -> Flags:
        """Volume, first and last page: two works may share a page, but not a range of pages."""
        first, last = self.forms.page_first, self.forms.page_last
        counted = first[self.pair.a] > 1  # and not from 1 in every article
        return self.placed & self.equal(last) & counted & (last[self.pair.a] > first[self.pair.a])

    @cached_property
    def long(self) -> Flags:
        """Three pages or more, which letters seldom have."""
        first, last = self.forms.page_first, self.forms.page_last
        return np.asarray(last[self.pair.a] > first[self.pair.a] + 1)

    @cached_property
    def years(self) -> Flags:
        return ~self.at("year", "far")

    @cached_property
    def venues(self) -> Flags:
        return ~self.at("venue", "different")

    @cached_property
    def nowhere(self) -> Flags:
        """Neither record has a volume or a page."""
        forms = self.forms
        return self.both((forms.volume < 0) & (forms.page < 0) & (forms.article < 0))

    @cached_property
    def moved(self) -> Flags:
        """Volume, page or id say that these are two places."""
        return self.at("volume", "different") | self.at("page", "different") | self.other_id

    @cached_property
    def one_issue(self) -> Flags:
        return self.at("volume", "same") & self.at("issue", "same") & ~self.at("page", "different")

    @cached_property
    def unproved(self) -> Flags:
        """What the score would merge without an id, an abstract or a page in common."""
        return self.merging & ~self.same_id & ~self.same_text & ~self.at("page", "same")

    # ------------------------------------------------------------------------------- conflicts

    @cached_property
    def conflicts(self) -> Codes:
        """In how many fields two records contradict each other."""
        told = {
            "authors": ("different",), "year": ("two apart", "far"), "venue": ("different",),
            "volume": ("different",), "page": ("different",), "doi": ("different",),
            "pmid": ("different",), "abstract": ("different",),
        }  # fmt: skip
        count = np.zeros(len(self.pair), dtype=np.int64)
        for field, levels in told.items():
            count += self.at(field, *levels)
        return count

    @cached_property
    def only_years(self) -> Flags:
        """Nothing contradicts but the year, if that does."""
        return np.asarray(self.conflicts == self.at("year", "two apart", "far"))

    # -------------------------------------------------------------------------- kinds of item

    @cached_property
    def corrects(self) -> Flags:
        """One is a correction or retraction, the other an article."""
        notice = np.isin(self.forms.kind, ("erratum", "retraction"))
        return self.one(notice) & self.either(self.forms.kind == "")

    @cached_property
    def journal_and_meeting(self) -> Flags:
        """One is a journal's and the other a conference's, under names that differ."""
        a, b = self.forms.venue_kind[self.pair.a], self.forms.venue_kind[self.pair.b]
        return np.asarray((a != b) & (a != "") & (b != "")) & self.at("venue", "different")

    @cached_property
    def one_meeting(self) -> Flags:
        """Both venues name the same meeting of a series, by its year or number."""
        return self.shares(self.forms.meeting, " ")

    @cached_property
    def preprints(self) -> Flags:
        """One is a preprint, or both are of works with two ids."""
        flags = self.forms.preprint
        return self.one(flags) | (self.both(flags) & self.other_id)

    @cached_property
    def recurring(self) -> Flags:
        """A title of every issue, with neither a place nor an id nor an abstract in common."""
        placed = self.placed & ~self.at("issue", "different")
        return self.either(self.forms.generic) & ~(placed | self.same_id | self.same_text)

    @cached_property
    def other_languages(self) -> Flags:
        """Both records say their language, and have none in common; or only one is an edition."""
        said = self.both(self.forms.language != "")
        return self.one(self.forms.edition) | said & ~self.shares(self.forms.language, "; ")

    @cached_property
    def other_parts(self) -> Flags:
        """Each title has a number that the other lacks, or only one is a later part."""
        forms, a, b = self.forms, self.pair.a, self.pair.b
        out = np.zeros(len(self.pair), dtype=bool)
        # A second title in another language may be the one that was alike.
        plain = ~self.either(forms.alternative != "")
        differ = (forms.numbers[a] != forms.numbers[b]) | (forms.parts[a] != forms.parts[b])
        for i in np.flatnonzero(differ & plain):
            x, y = set(forms.numbers[a[i]].split()), set(forms.numbers[b[i]].split())
            out[i] = bool(x - y and y - x)
            if not forms.title_cut[a[i]] and not forms.title_cut[b[i]]:
                out[i] |= _later_part(forms.parts[a[i]], forms.parts[b[i]])
        return out


def _later_part(x: str, y: str) -> bool:
    """II against I, or against nothing; I against nothing may be one work."""
    return x != y and (x or "1") != (y or "1")


@dataclass(frozen=True)
class Rule:
    """`answer` is an index of ANSWERS, or the setting that says what becomes of the pair."""

    name: str
    meaning: str
    holds: Callable[[Sight], Flags]
    answer: int | str

    def settles(self, settings: DedupeSettings) -> int:
        if isinstance(self.answer, str):
            return _OF_POLICY[getattr(settings, self.answer)]
        return self.answer


SETTLING: tuple[Rule, ...] = (
    # ---------------------------------------------------------------- what cannot be one work
    Rule(
        "no title, same place",
        "A record lacks its title, but stands in the same place under the same authors.",
        lambda s: s.untitled & ~s.same_id & s.at("page", "same") & s.authors & s.venues & s.likely,
        REVIEW,
    ),
    Rule(
        "same abstract, no title",
        "A record lacks its title, but the abstracts are the same.",
        lambda s: s.untitled & ~s.same_id & s.same_text,
        REVIEW,
    ),
    Rule(
        "no title",
        "A record without a title is merged with nothing but what carries the same id.",
        lambda s: s.untitled & ~s.same_id,
        DISTINCT,
    ),
    Rule(
        "correction and article",
        "A correction or retraction and the article it is about: the setting `errata` says what "
        "becomes of the two.",
        lambda s: s.corrects & s.alike & s.authors & s.years & s.venues,
        "errata",
    ),
    Rule(
        "correction, reply or comment",
        "A correction, retraction, reply or comment is not the work that it is about.",
        lambda s: np.asarray(s.forms.kind[s.pair.a] != s.forms.kind[s.pair.b]),
        DISTINCT,
    ),
    Rule(
        "other registration",
        "A trial register gave the two records numbers of their own.",
        lambda s: s.unequal(s.forms.registration),
        DISTINCT,
    ),
    Rule(
        "main title and abstract",
        "One title is the other without its subtitle, the abstract is the same and nothing "
        "contradicts it.",
        lambda s: s.at("title", "main title") & s.same_text & (s.conflicts == 0),
        MERGE,
    ),
    Rule(
        "part or number differs",
        "The titles differ in a number or count another part, as the parts of a series do.",
        lambda s: s.other_parts & ~s.same_range,
        DISTINCT,
    ),
    Rule(
        "column of one issue",
        "What an editor writes in every issue, twice in one issue; a page is known of one only.",
        lambda s: (
            s.recurring
            & s.at("volume", "same")
            & s.at("issue", "same")
            & s.at("page", "missing")
            & s.close
            & s.authors
            & s.at("doi", "missing")
        ),
        REVIEW,
    ),
    Rule(
        "recurring title",
        "The title returns in many issues, as an editorial's does: only an id, an abstract or "
        "volume and pages in common make two such records one.",
        lambda s: s.recurring,
        DISTINCT,
    ),
    # ------------------------------------------------------------------------ what must be one
    Rule(
        "identical, but little said",
        "Both records say the same, but only a title of a word or two: a column may do so, too.",
        lambda s: s.twins & s.at("title", "same, short") & s.nowhere & ~s.same_id & ~s.same_text,
        REVIEW,
    ),
    Rule(
        "identical record",
        "Both records say the very same, field by field.",
        lambda s: s.twins,
        MERGE,
    ),
    Rule(
        "versions of a review",
        "One review updated over the years, as Cochrane's are: each version is a report of its "
        "own.",
        lambda s: (
            s.at("doi", "same")
            & s.unequal(s.forms.doi_version)
            & ~s.forms.preprint[s.pair.a]
            & s.close
            & s.at("year", "two apart", "far")
        ),
        LINKED,
    ),
    Rule(
        "same id, fields conflict",
        "The records share a DOI, PMID or accession number, but too much else contradicts it.",
        lambda s: (
            s.same_id
            & (
                s.alike & (s.conflicts >= _CONFLICTS)
                | s.alike & ~s.close & (s.at("page", "different") | s.at("abstract", "different"))
                | s.untitled & (s.conflicts > 0)
            )
        ),
        REVIEW,
    ),
    Rule(
        "same id",
        "The records share a DOI, PMID or accession number, and their titles agree.",
        lambda s: (
            s.same_id & (s.alike | s.untitled | s.at("title", "other language") & ~s.strangers)
        ),
        MERGE,
    ),
    Rule(
        "shared id, other title",
        "The records share an id but not the title: an id can stand for a whole supplement, or a "
        "title be revised.",
        lambda s: s.same_id & (s.likely | s.same_number | s.authors),
        REVIEW,
    ),
    Rule(
        "id of several works",
        "The records share an id, but neither title nor authors: it stands for a whole supplement.",
        lambda s: s.same_id,
        DISTINCT,
    ),
    Rule(
        "same pages of one volume",
        "Two works can begin on one page, but not fill the same pages of one volume.",
        lambda s: (
            s.same_range
            & s.alike
            & s.years
            & s.venues
            & (~s.strangers | s.long)
            & (s.conflicts < 2)
        ),
        MERGE,
    ),
    Rule(
        "same text in one volume",
        "A title of many words and the abstract are the same, in one volume of one journal.",
        lambda s: (
            s.wordy
            & s.same_text
            & s.at("venue", "same")
            & s.at("volume", "same")
            & s.at("year", "same", "next")
            & ~s.moved
        ),
        MERGE,
    ),
    Rule(
        "translated title",
        "One article under its title in two languages: the place and the authors are the same.",
        lambda s: (
            s.at("title", "other language")
            & s.same_range
            & s.at("year", "same")
            & s.venues
            & ~s.other_id
            & s.authors
            & s.either(s.forms.foreign)
            & ~s.at("abstract", "different")
        ),
        MERGE,
    ),
    # ------------------------------------------------------------------ two reports of one study
    Rule(
        "preprint and article",
        "A preprint and its article, or two preprints: the setting `preprints` says what becomes "
        "of the two.",
        lambda s: s.preprints & s.close & s.authors & s.years,
        "preprints",
    ),
    Rule(
        "preprint, other title",
        "A preprint and an article by the same authors, under a title that was changed.",
        lambda s: s.preprints & s.alike & s.at("authors", "same") & s.at("year", "same", "next"),
        REVIEW,
    ),
    Rule(
        "journal and proceedings",
        "A paper at a meeting and the article of that title: the setting `conferences` says what "
        "becomes of the two.",
        lambda s: s.journal_and_meeting & s.close & s.authors & s.years & ~s.placed,
        "conferences",
    ),
    Rule(
        "journal against proceedings",
        "One stands in a journal, the other in the proceedings of a meeting.",
        lambda s: s.journal_and_meeting & ~s.placed,
        DISTINCT,
    ),
    Rule(
        "thesis and article",
        "A thesis and what was published of it: two reports of one study.",
        lambda s: s.one(s.forms.thesis) & s.close & ~s.strangers & s.years,
        LINKED,
    ),
    Rule(
        "editions in two languages",
        "Two editions of one article, each in its language and at its own place: the setting "
        "`translations` says what becomes of the two.",
        lambda s: (
            s.other_languages
            & s.close
            & s.authors
            & s.at("year", "same", "next")
            & s.moved
            & ~s.at("page", "same")
        ),
        "translations",
    ),
    # -------------------------------------------------------------------- what a person must see
    Rule(
        "same title and abstract",
        "Title and abstract are the same, and nothing contradicts it but the year.",
        lambda s: s.close & s.same_text & ~s.merging & s.only_years,
        REVIEW,
    ),
    Rule(
        "long title, other year",
        "A title of so many words is the same, and nothing contradicts it but the year.",
        lambda s: s.wordy & ~s.merging & s.only_years & ~s.at("year", "same", "next"),
        REVIEW,
    ),
    Rule(
        "unlike title in one place",
        "Two unlike titles in one place by the same authors: perhaps a translation, perhaps a "
        "neighbour.",
        lambda s: (
            s.at("title", "other language")
            & s.same_range
            & s.at("year", "same")
            & s.venues
            & ~s.other_id
            & s.authors
        ),
        REVIEW,
    ),
    Rule(
        "conflicting fields",
        "Three or more fields contradict each other.",
        lambda s: s.conflicts >= _CONFLICTS,
        DISTINCT,
    ),
)

#: What keeps the score from a merge; each leaves the pair to a person.
DOUBTS: tuple[Rule, ...] = (
    Rule(
        "other authors",
        "Nearly all agrees, but the authors differ: letters on one article, for example.",
        lambda s: s.merging & ~s.same_id & ~s.same_text & s.strangers,
        REVIEW,
    ),
    Rule(
        "other PMID",
        "Nearly all agrees, but PubMed has two records.",
        lambda s: s.merging & s.at("pmid", "different"),
        REVIEW,
    ),
    Rule(
        "other issue and pages",
        "Nearly all agrees, but issue and pages of the one volume differ, and no id or abstract "
        "is in common: a correction of that title, or an abstract and its article.",
        lambda s: (
            s.unproved
            & s.at("volume", "same")
            & s.at("issue", "different")
            & (s.at("page", "different") | ~s.wordy)
        ),
        REVIEW,
    ),
    Rule(
        "one letter differs",
        "One letter of the title differs, which may be a slip or make another work (Iran, Iraq), "
        "and no id, abstract, issue or page is in common.",
        lambda s: s.unproved & ~s.one_issue & s.at("title", "slip"),
        REVIEW,
    ),
    Rule(
        "other page of a supplement",
        "Nearly all agrees, but the page: two abstracts of one group can bear one title.",
        lambda s: s.unproved & s.at("page", "different") & s.both(s.forms.page_prefix >= 0),
        REVIEW,
    ),
    Rule(
        "other title and pages",
        "One title says more or other words than the other, and no id, abstract or page is in "
        "common: two papers of one series, perhaps.",
        lambda s: (
            s.unproved & ~s.one_issue & (s.longer | s.at("title", "reworded"))
            | s.unproved & s.at("title", "cut") & s.at("page", "different")
        ),
        REVIEW,
    ),
    Rule(
        "other words on one page",
        "A word of the title differs, and two abstracts of one group can stand on one page.",
        lambda s: (
            s.merging
            & ~s.same_id
            & ~s.same_text
            & (
                s.at("title", "reworded")
                | s.at("title", "longer in one") & s.at("page", "same") & ~s.same_range
            )
        ),
        REVIEW,
    ),
    Rule(
        "other venue",
        "Nearly all agrees but the venue, and no id, abstract or page is in common.",
        lambda s: s.unproved & s.at("venue", "different"),
        REVIEW,
    ),
    Rule(
        "two years",
        "One title in two years, and no id, abstract, volume or page to tell that it is one work: "
        "a column, perhaps, or the papers of two meetings.",
        lambda s: (
            s.unproved
            & s.at("year", "next")
            & ~s.at("volume", "same")
            & (s.nowhere | s.both(s.forms.venue_kind == "proceedings") & ~s.one_meeting)
        ),
        REVIEW,
    ),
    Rule(
        "years apart",
        "Nearly all agrees, but years lie between the two: a new version, perhaps.",
        lambda s: (
            s.merging & ~s.same_id & ~s.placed & ~s.one_issue & s.at("year", "two apart", "far")
        ),
        REVIEW,
    ),
    Rule(
        "book and chapter",
        "One is a book, the other a chapter.",
        lambda s: s.merging & ~s.same_id & s.one(s.forms.chapter) & s.one(s.forms.book),
        REVIEW,
    ),
)

RULES = (*SETTLING, *DOUBTS)
