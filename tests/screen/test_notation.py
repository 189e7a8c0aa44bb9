"""Greek letters and their names, thousands, umlauts: one word in every syntax and either way."""

from __future__ import annotations

import pandas as pd
import pytest

from litsieve import schema
from litsieve.screen.kleene import FALSE, TRUE
from litsieve.screen.notation import rewritten
from litsieve.screen.query.match import Texts
from litsieve.screen.query.parser import parse
from litsieve.screen.query.places import word_places
from litsieve.screen.query.tree import FIELD_SETS
from litsieve.screen.words import Folding

FOLDING = Folding()
#: How each syntax asks for a phrase in the title.
ASKED = {
    "strict": 'TITLE("{}")',
    "scopus": 'TITLE("{}")',
    "pubmed": '"{}"[ti]',
    "wos": 'TI=("{}")',
}


def finds(query: str, title: str, syntax: str = "strict", folding: Folding = FOLDING) -> bool:
    frame = pd.DataFrame([{"title": title, "abstract": "We saw it.", "abstract_partial": False}])
    texts = Texts.of(schema.conform(frame, schema.RECORD), {}, folding)
    answer = texts.answers(parse(query, folding, syntax), FIELD_SETS["tiab"])[0]
    assert answer in (TRUE, FALSE)
    return bool(answer == TRUE)


SAME = [
    ("TNF-α", "TNF-alpha", "TNF alpha", "TNFα", "TNFalpha", "tnf‐Α"),
    ("β-blockers", "beta blocker", "betablocker", "BETA-BLOCKER", "ß-blocker", "Β-blocker"),
    ("IL-1β", "IL-1beta", "IL1β", "IL1beta", "IL-1 β"),
    ("17β-estradiol", "17beta-oestradiol", "17-β estradiol", "17 β-estradiol"),
    ("Δ9-THC", "∆9-THC", "delta-9-THC", "δ9 THC"),
    ("γδ cells", "gamma delta cell", "gamma-delta cells"),
    ("αvβ3", "alpha v beta 3", "alpha-v-beta-3"),
    ("µ-opioid", "μ-opioid", "mu opioid", "mu-opioids"),
    ("5 µg", "5 μg", "5 ug"),
    ("ς factor", "σ factor", "sigma factors", "Σ-factor"),
    ("\U0001d6fc-synuclein", "α-synuclein", "alpha synuclein"),
    ("10,000 steps", "10000 steps", "10\u2009000 steps", "10\u00a0000 step", "10\u202f000 steps"),
    ("1,250,000 people", "1250000 people"),
    ("Müller cell", "Mueller cells", "Mu\u0308ller cells"),
    ("Århus study", "Aarhus study"),
    ("Sørensen", "Soerensen"),
]


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
@pytest.mark.parametrize("syntax", ASKED)
def test_other_notations_are_the_same_words_both_ways(ways, syntax):
    for asked in ways:
        for text in ways:
            assert finds(ASKED[syntax].format(asked), f"On {text}.", syntax), (asked, text)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("TNF*", "TNFα in bakers"),
        ("TNFα*", "TNF-alphas in bakers"),
        ("interferon-γ*", "interferon gamma1b"),
        ("*alpha", "the PPARα"),
        ("TNF?α", "TNF-alpha"),
        ("β W/2 cell*", "beta of the cells"),
        ("α PRE/0 synuclein", "alpha-synuclein"),
        ("{TNF-α}", "TNF-alpha"),
        ("{TNFα}", "TNFalpha"),
        ("Müller", "Muller"),
        ("Mül*", "Muellerian"),
        ("alpha", "Cronbach's α"),
    ],
)
def test_names_work_with_wildcards_proximity_and_braces(query, title):
    assert finds(query, title)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("eta", "Η επίδραση της άσκησης"),
        ("omicron OR eta OR alpha", "Ο ρόλος της βιταμίνης Α ή η έλλειψή της"),
        ("delta", "Βιταμίνη Δ και υγεία"),
        ("sigma OR omicron", "Στον 19ος αιώνα"),
        ("mu", "Ο φίλος μου"),
        ("mug OR mum OR mus", "5 µg at 3 µm for 2 μs"),
        ("um OR us", "3 μm, 2 μs"),
        ("{TNF-α}", "TNFα"),
        ("1000", "items 1,000,5"),
        ("1000", "1, 000"),
        ("0125", "0,125"),
        ('"10"', "10,000 steps"),
        ("12000", "doses of 2012,000"),
        ("ass", "ß-blockers"),
        ("beta", "Straße; er aß"),
        ("Mueller", "Muller"),
        ("Abeta", "a beta-blocker"),
    ],
)
def test_what_only_looks_alike_is_not_found(query, title):
    assert not finds(query, title)


def test_greek_words_are_found_by_greek_words():
    title = "Η επίδραση της βιταμίνης Δ"
    assert finds('"επιδραση της βιταμίνης"', title)
    assert finds('"βιταμίνης Δ"', title)
    assert finds('"βιταμίνης Δ"', title, folding=Folding(diacritics=False))


def test_a_greek_abstract_keeps_the_names_of_mixed_words():
    assert finds("TNF-alpha", "Ο παράγοντας TNF-α στους αρτοποιούς")


def test_without_spelling_letters_and_numbers_stay_as_they_are():
    exactly = Folding(spelling=False)
    assert not finds("alpha", "Cronbach's α", folding=exactly)
    assert not finds("10000", "10,000 steps", folding=exactly)
    assert finds("α", "Cronbach's α", folding=exactly)
    assert not finds("Mueller", "Müller", folding=Folding(diacritics=False))


def test_words_are_pointed_at_where_they_stand():
    text = "In Müller’s TNFα-assay, 10,000 cells: 5 µg; Δ9."
    words = [text[start:end] for start, end in word_places(text, FOLDING)]
    assert words == ["In", "Müller’s", "TNF", "α", "assay", "10,000", "cells", "5", "µg", "Δ", "9"]


def test_a_text_of_plain_letters_is_what_it_was():
    text = "Cats, 12 dogs and 3,5 mice; p < 0,001 (n = 12,34)"
    assert rewritten(text) is text
