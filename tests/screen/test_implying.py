"""What is filed away is found again: the same as if each term had been asked."""

from __future__ import annotations

from itertools import product

import pytest

from litsieve.screen.implied import implies
from litsieve.screen.implying import MOST_ALIKE, Known
from litsieve.screen.query.parser import parse
from litsieve.screen.words import Folding

ASKED = (
    "rat", "rats", "rat*", "r*t", "*at", "mouse", "mice", "study", "studies", "stud*", "study*",
    "behaviour", "behavior*", "behavio?r", "virus", "viruses", "virus*", '"mental health"',
    '"mental health care"', "health*", "{self-harm}", "{self-harm now}", "self-harm", "harm",
    "rat W/1 mouse", "rat W/3 mouse", "rat PRE/1 mouse",
)  # fmt: skip


@pytest.mark.parametrize("folding", [Folding(), Folding(plural=False, spelling=False)])
def test_all_that_a_term_implies_are_found(folding):
    nodes = [parse(text, folding) for text in ASKED]
    known = Known(nodes, folding)
    for one, same_start in product(nodes, (False, True)):
        expected = [i for i, o in enumerate(nodes) if implies(one, o, folding, same_start)]
        found = list(known.implied_by(one, same_start))
        assert [nodes[i] for i in found] == list(dict.fromkeys(nodes[i] for i in expected))


def test_of_too_many_terms_alike_the_rest_is_not_looked_at():
    nodes = [parse(f"*{'x' * i}{end}", Folding()) for i in range(15) for end in "abcdefghijklmno"]
    known = Known([*nodes, parse("*at", Folding())], Folding())
    assert len(nodes) > MOST_ALIKE
    assert not known.any_implied_by(parse("rat", Folding()))
