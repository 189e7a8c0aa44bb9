"""Random queries and records that have much in common, so that queries hit, and nearly hit.

Every kind of query (KINDS) and every difference between words that is none (FAMILIES) comes up.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litsieve.screen.query.tree import (
    FIELD_SETS,
    SCOPES,
    And,
    Guard,
    ListRef,
    Near,
    Node,
    Not,
    Or,
    Scoped,
    Term,
)
from litsieve.screen.words import COMPOUND, Folding, plain_signs, query_words

#: Ways to write what is, or only looks like, the same.
FAMILIES = (
    ("behaviour", "behavior", "Behaviours", "behavioural", "behaviors'"),
    ("self-harm", "selfharm", "Self‐Harm", "self harm", "non-self-harm", "self–harming"),
    ("well-being", "wellbeing", "well being", "WELLBEING", "well−being"),
    ("organisation", "organizations", "organisational", "Organiser"),
    ("women's", "women", "woman", "Women’s", "womanʼs"),
    ("naïve", "NAIVE", "nai\u0308ve", "naives"),
    ("straße", "STRASSE", "strasse"),
    ("ﬁnding", "finding", "findings", "ﬁ\u00adnd"),
    ("sup\u00adport", "support", "supports", "sup\u200bported"),
    ("l'enfant", "enfant", "l’enfants", "d'enfant"),
    ("rat", "rats", "Rat's", "rate", "rates"),
    ("心理健康", "心理", "理心", "こころ", "心 理"),
    ("COVID-19", "covid19", "covid 19", "COVID‑１９"),
    ("e-mental-health", "mental health", "mental-health", "ementalhealth", "health"),
    ("anaemia", "anemia", "anæmia", "anaemias"),
    ("Ärzte", "arzte", "A\u0308rzte", "ärzte"),
    ("ｆｕｌｌ", "full", "fuller", "x²", "x2"),
    ("½", "1⁄2", "drug™", "drugtm", "ŉa"),
    ("therapy", "therapies", "therapist", "the rapist"),
    ("child", "children's", "CHILDREN", "childs"),
    ("İstanbul", "istanbul", "I\u0307stanbul", "ISTANBUL"),
    ("J\u030ca", "ǰa", "ja", "a\u0345b", "aιb"),
    ("o'neill", "oneill", "O’Neill's", "rock'n'roll", "rock-'n'-roll"),
    ("α-synuclein", "Α‐Synuclein", "synuclein", "\u2126-3", "ω-3"),
    ("\u1100\u1161", "가", "한국", "한국어"),
    ("notable", "not able", "table", "able"),
    ("well-to-do", "welltodo", "well", "to", "do"),
    ("no", "not", "without", "rather than", "No", "rather"),
    ("crises", "crisis", "cris", "mice", "mouse"),
    ("TNF-α", "TNFα", "TNF-alpha", "tnf alpha", "TNFalpha", "TNF-Α", "TNFάλφα", "TNFss"),
    ("β-blockers", "ß-blocker", "beta blocker", "betablocker", "β", "TGF-ß1", "TGF-beta1", "aß"),
    ("γδ", "gamma delta", "Δ9-THC", "∆9-THC", "delta-9-THC", "αβγδ", "𝛿", "delta"),
    ("µg", "μg", "ug", "μm", "µ-opioid", "mu opioid", "μOR", "kΩ", "μ", "um"),
    ("10,000", "10000", "10\u2009000", "10,000,5", "2019,2020", "10 000", "1,000", "ß1,000"),
    ("Η", "επίδραση", "της", "Δ", "delta", "ή", "eta", "19ος", "β-καροτένιο", "σας", "ΣΑΣ"),
    ("IL-1β", "IL1β", "IL-1 beta", "IL1beta", "IL-1-β", "il1"),
    ("Müller", "Mueller", "Muller", "mu\u0308llers", "Ågren", "Aagren", "Agren", "straßenbahnü"),
)
SEPARATORS = (
    *[" "] * 14, "-", "-", " - ", ", ", ",", "\u202f", "", ". ",
    "--", "/", "\n", "\t", "_", "\u00a0", "\u2003", "…",
    "’ ", "' ", " '", " (", ") ", "<\u0338", " \u0301", "\u200b", "&", "—", "–", " ; ", "\x1f",
    "´", "“",
)  # fmt: skip
CUES = (("no",), ("not",), ("without",), ("rather", "than"))
SWITCHES = ("case", "diacritics", "hyphen", "spelling", "plural")


@dataclass(frozen=True)
class Case:
    """Queries by the kind of their root, and records, of few families."""

    folding: Folding
    lists: dict[str, Node]
    queries: list[tuple[str, Node, Guard | None]]
    fields: frozenset[str]
    records: list[dict[str, Any]]


def make_case(seed: int, queries: int = 10, records: int = 10) -> Case:
    """The case of a seed."""
    rng = random.Random(seed)
    off = rng.choice([(), (), *((switch,) for switch in SWITCHES), rng.sample(SWITCHES, 2)])
    maker = _Maker(rng, Folding(**dict.fromkeys(off, False)), records)
    return Case(
        maker.folding,
        maker.lists,
        [maker.asked() for _ in range(queries)],
        FIELD_SETS[rng.choice(sorted(FIELD_SETS))],
        maker.records,
    )


class _Maker:
    def __init__(self, rng: random.Random, folding: Folding, records: int) -> None:
        self.rng, self.folding = rng, folding
        self.written = [w for family in rng.sample(FAMILIES, 4) for w in family] + ["no", "not"]
        self.records = [self.record() for _ in range(records)]
        self.lists: dict[str, Node] = {}
        for name in ("one", "two"):
            self.lists[name] = Or(tuple(self.near_part(1) for _ in range(rng.randint(2, 4))))

    # -- records --------------------------------------------------------------------------

    def record(self) -> dict[str, Any]:
        rng = self.rng
        return {
            "title": None if rng.random() < 0.15 else self.text(rng.randint(0, 6)),
            "abstract": None if rng.random() < 0.2 else self.text(rng.randint(0, 14)),
            "keywords": None if rng.random() < 0.3 else self.keywords(),
            "abstract_partial": rng.choice([None, None, None, False, True]),
        }

    def text(self, words: int) -> str:
        rng = self.rng
        pieces = [rng.choice(self.written) + rng.choice(SEPARATORS) for _ in range(words)]
        return rng.choice(["", "", "(", "'"]) + "".join(pieces) or "."

    def keywords(self) -> str:
        pieces = [self.text(self.rng.randint(1, 2)) for _ in range(self.rng.randint(1, 4))]
        return self.rng.choice(["; ", ";"]).join(pieces)

    # -- terms ----------------------------------------------------------------------------

    def words(self) -> tuple[str, ...]:
        while not (found := query_words(self.rng.choice(self.written), self.folding)):
            continue
        return found

    def word(self) -> str:
        return self.rng.choice(self.words())

    def plain(self, words: tuple[str, ...]) -> Term:
        return Term(words, " ".join(words), 0)

    def wild_word(self, signs: str = "*?.", word: str = "") -> str:
        word = word or self.word()
        sign, at = self.rng.choice(signs), self.rng.randrange(len(word) + 1)
        if sign == "*":
            end = self.rng.choice([len(word), self.rng.randint(at, len(word))])
            wild = word[:at] + "*" + word[end:]
        else:
            wild = word[:at] + sign + word[at + self.rng.choice([0, 1, 1]) :]
        return wild if wild.strip("*?.") else word + sign

    def phrase(self, wild: bool = False) -> Term:
        words = self.in_a_row() if self.rng.random() < 0.6 else []
        while len(words) < 2:
            words += self.words()
        if wild:
            at = self.rng.randrange(len(words))
            words[at] = self.wild_word(word=words[at])
        return self.plain(tuple(words[:4]))

    def in_a_row(self) -> list[str]:
        """Words that stand side by side in a record."""
        record = self.rng.choice(self.records)
        words = query_words(record["abstract"] or record["title"] or "", self.folding)
        at = self.rng.randrange(max(len(words) - 1, 1))
        return list(words[at : at + self.rng.choice([2, 2, 3])])

    def exact(self) -> Term:
        text = " ".join(self.rng.choices(self.written, k=self.rng.choice([1, 1, 2])))
        found = COMPOUND.findall(self.folding.letters(text))
        words = tuple(plain_signs(compound) for compound in found) or ("rat",)
        return Term(words, text, 0, exact=True)

    def term(self) -> Term:
        make: Callable[[], Term] = self.rng.choice([
            lambda: self.plain((self.word(),)), lambda: self.plain(self.words()),
            lambda: self.plain((self.wild_word(),)), self.phrase,
            lambda: self.phrase(wild=True), self.exact,
        ])  # fmt: skip
        return make()

    # -- operators ------------------------------------------------------------------------

    def near_part(self, depth: int) -> Node:
        roll = self.rng.random() if depth else 0
        if roll < 0.6:
            return self.term()
        if roll < 0.75 and len(self.lists) == 2:
            return ListRef(self.rng.choice(["one", "two"]), 0)
        if roll < 0.9:
            return self.near(depth - 1)
        return Or(tuple(self.near_part(depth - 1) for _ in range(self.rng.randint(2, 3))))

    def near(self, depth: int, ordered: bool | None = None) -> Near:
        way = self.rng.random() < 0.4 if ordered is None else ordered
        far = self.rng.choice([0, 1, 2, 3, 5, 255])
        row = self.in_a_row()
        if len(row) < 2 or self.rng.random() < 0.3:
            return Near(self.near_part(depth), self.near_part(depth), far, way, 0)
        return Near(self.near_word(row[0], depth), self.near_word(row[-1], depth), far, way, 0)

    def near_word(self, word: str, depth: int) -> Node:
        """A word, or something that it is one of."""
        if not depth or self.rng.random() < 0.3:
            return self.plain((word,))
        return Or((self.plain((word,)), self.near_part(0)))

    def node(self, depth: int) -> Node:
        kinds = [*TERMS, "near", "pre", "list"] + (["and", "or", "and not", "scope"] * bool(depth))
        return self.of_kind(self.rng.choice(kinds), depth - 1)

    def many(self, depth: int) -> tuple[Node, ...]:
        return tuple(self.node(depth) for _ in range(self.rng.randint(2, 3)))

    def of_kind(self, kind: str, depth: int) -> Node:
        depth = max(depth, 0)
        match kind:
            case "word":
                return self.plain((self.word(),))
            case "star" | "question" | "dot":
                sign = {"star": "*", "question": "?", "dot": "."}[kind]
                return self.plain((self.wild_word(sign),))
            case "phrase":
                return self.phrase()
            case "wild phrase":
                return self.phrase(wild=True)
            case "exact":
                return self.exact()
            case "near" | "pre":
                return self.near(1, kind == "pre")
            case "list":
                return ListRef(self.rng.choice(["one", "two"]), 0)
            case "and":
                return And(self.many(depth))
            case "or":
                return Or(self.many(depth))
            case "and not":
                return And((self.node(depth), Not(self.node(depth))))
            case "scope":
                return Scoped(self.rng.choice(list(SCOPES.values())), self.node(depth))
            case _:
                return self.node(depth)

    def asked(self) -> tuple[str, Node, Guard | None]:
        """The kind of the query, the query, its guard."""
        kind = self.rng.choice(KINDS)
        guarded = kind == "guard" or self.rng.random() < 0.1
        cues = tuple(self.rng.sample(CUES, self.rng.randint(1, len(CUES))))
        guard = Guard(cues, self.rng.randint(1, 5)) if guarded else None
        return kind, self.of_kind(kind, 2), guard


TERMS = ("word", "star", "question", "dot", "phrase", "wild phrase", "exact")
#: What the root of a query is; guard: anything, with one.
KINDS = (*TERMS, "near", "pre", "list", "and", "or", "and not", "scope", "guard")
