"""A large vocabulary of plausible words, and the topics, titles and abstracts made of it.

Common words come by Zipf's law; rare ones are put together from the morphemes of medicine, of drug
names and of the social sciences: some 100,000 terms. A topic owns a few dozen of them, so that
titles of one topic resemble each other and titles of two topics hardly do.
"""

# ruff: noqa: E501 - a sentence of a table is one line

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from invented import words

T = TypeVar("T")


def table(text: str, separator: str | None = None) -> list[str]:
    """The words of a text, or what stands between separators."""
    return text.split(separator)


_ROOTS = table(
    "cardio neuro hepato nephro gastro pneumo dermato osteo arthro angio cerebro retino kerato oto "
    "rhino laryngo thyro adreno pancreato spleno lympho hemato thrombo athero glyco lipo adipo "
    "immuno cyto histo onco carcino fibro sclero chondro tendo spondylo psycho myelo entero colo "
    "procto cysto uro andro gyneco feto neonato radio chemo photo cryo electro hydro thermo litho"
)
_ENDS = table(
    "pathy itis osis oma ectomy plasty scopy graphy metry toxicity genesis lysis therapy trophy "
    "plasia megaly algia penia dystrophy stenosis sclerosis fibrosis protection regulation"
)
_DRUG = (
    table(
        "a be cal do e fa glu ima ka lor me ni ola pa ra sita te ulo va zo cana dapa beva ritu trastu "
        "ator rosu simva ramo losa cande metopro biso"
    ),
    table("li da vo ne ri xa pe su mo ta gli zi co bu"),
    table(
        "mab tinib pril sartan statin olol gliptin flozin glutide zole cillin mycin vir setron triptan "
        "pam oxetine idone parin xaban"
    ),
)
#: Words of titles that every field has; the first are the most common.
_NOUNS = table(
    "risk, care, health, quality of life, mortality, outcome, pain, function, stress, depression, "
    "exercise, surgery, screening, infection, inflammation, cancer, diabetes, obesity, blood pressure, "
    "sleep, anxiety, physical activity, diet, adherence, safety, cost, education, knowledge, attitude, "
    "behaviour, memory, attention, cognition, gait, balance, muscle strength, bone density, body weight, "
    "insulin resistance, oxidative stress, gene expression, survival, recurrence, readmission, fatigue, "
    "falls, smoking, alcohol use, adoption, trust, privacy, satisfaction, performance, productivity, "
    "learning, motivation, burnout, turnover, leadership, communication, decision making, governance, "
    "innovation, outsourcing, user acceptance, social support, stigma, resilience, loneliness, parenting, "
    "housing, poverty, migration, employment, food security, water quality, soil carbon, biodiversity, "
    "pollination, fire, drought, air pollution, noise, heat, noncompliance, wound healing, scar formation, "
    "antibiotic resistance, vaccination, hand hygiene, triage, handover, palliative care, end of life, "
    "bereavement, spirituality, self-efficacy, coping, body image, eating, growth, puberty, menopause, "
    "pregnancy, preterm birth, breastfeeding, birth weight, infertility, contraception, frailty, dementia",
    ", ",
)
_ADJECTIVES = table(
    "acute chronic early late severe mild primary secondary recurrent persistent systemic local distal "
    "proximal bilateral unilateral adaptive passive active oral topical intravenous low-dose high-dose "
    "short-term long-term intensive brief group individual online mobile home-based community-based "
    "school-based nurse-led peer-led digital virtual conventional combined sequential delayed immediate "
    "prenatal postnatal perioperative postoperative preoperative seasonal rural urban occupational "
    "familial sporadic congenital acquired idiopathic refractory resistant sensitive quantitative"
)
_PEOPLE = table(
    "adults, children, older adults, adolescents, women, men, patients, pregnant women, nurses, students, "
    "infants, rats, mice, veterans, caregivers, athletes, workers, postmenopausal women, outpatients, "
    "hospitalised patients, preterm infants, survivors, physicians, mothers, families, dogs, piglets, "
    "managers, teachers, nursing home residents, kidney transplant recipients, immigrants, refugees, "
    "young people, smokers, critically ill patients, dialysis patients, twins, firefighters, farmers",
    ", ",
)
_DESIGNS = table(
    "a randomised controlled trial, a systematic review, a cohort study, a case report, a pilot study, "
    "a systematic review and meta-analysis, a cross-sectional study, a qualitative study, "
    "a retrospective study, a prospective study, a case-control study, a review of the literature, "
    "a multicentre study, a narrative review, a population-based study, a longitudinal study, "
    "a double-blind placebo-controlled trial, a survey, results from a national registry, a case series, "
    "a feasibility study, an observational study, a scoping review, a crossover trial, "
    "a secondary analysis, a modelling study, an experimental study, a 10-year follow-up",
    ", ",
)
_TITLES = (
    "{Agent} for {term} in {people}",
    "Effects of {agent} on {outcome} in {people} with {term}",
    "The effect of {adj} {agent} on {outcome}: {design}",
    "{Term} and {outcome} in {people}: {design}",
    "{Outcome} after {agent}",
    "{Adj} {term} in {people}: {design}",
    "Association between {term} and {outcome} among {people} in {place}",
    "Prevalence of {term} among {people} in {place}: {design}",
    "Predictors of {outcome} in {adj} {term}",
    "Is {term} associated with {outcome}? {Design}",
    "{Agent} versus {agent} in the treatment of {adj} {term}: {design}",
    "{Term}: {outcome} and {outcome}",
    "The role of {agent} in {term}",
    "{Greek} expression and {outcome} in {term}",
    "Inhibition of {greek} by {agent} reduces {outcome} in {adj} {term}",
    "{Place} study of {term}: {outcome} over {n} years",
    "Comparison of {agent} and {agent} on {outcome} in {people} with {adj} {term}: {design}",
    "Understanding {outcome}: {people}, {term} and {noun}",
    "Towards a theory of {noun}: {adj} {outcome} and {term}",
    "How {people} experience {adj} {term}: {design}",
    "Development and validation of the {adj} scale of {outcome} for {people} with {term}",
    "{Adj} {agent} in {people}",
    "Changes in {outcome} and {outcome} during {adj} {agent} in {people} from {place}",
    "{Noun} and {noun} as mediators between {term} and {outcome} in {people}",
    "Recent advances in {adj} {term}",
    "Management of {term} in {people}: current status and future directions for {agent}",
    "Long-term {outcome} of {people} treated with {agent} for {term}: {design}",
    "Cost-effectiveness of {agent} compared with {agent} for {adj} {term} in {place}",
    "{Term} in {place}: {n} cases",
    "One {adj} model of {outcome} in {term}",
    "Impact of {adj} {noun} on {outcome} of {people} with {adj} {term}: {design}",
    "{Agent}-induced {term}: {design}",
    "{Adj} and {adj} {term}: differences in {outcome}, {outcome} and {noun}",
    "Implementing {agent} for {people}: barriers, {noun} and {outcome}",
    "What do {people} know about {term}? {Design} in {place}",
)  # fmt: skip
_SENTENCES = (
    "{Term} is a major cause of {outcome} in {people}.",
    "Little is known about {agent} and {outcome} in {people} with {adj} {term}.",
    "We aimed to examine the association of {term} with {outcome} in {place}.",
    "A total of {n} {people} were enrolled and followed for {n} months.",
    "{People} with {term} received {agent} or {agent} in a ratio of 1:1.",
    "The primary outcome was {outcome}; secondary outcomes were {outcome} and {noun}.",
    "Data of {n} {people} were analysed with multilevel models adjusted for {noun}.",
    "{Outcome} was lower in the {agent} group ({n}% v {n}%, p=0.0{n}).",
    "Mean {outcome} improved by {n}.{n} points (95% CI {n} to {n}).",
    "There was no difference in {noun} between {adj} and {adj} cases (p=0.{n}).",
    "{Greek} was associated with {outcome} (OR {n}.{n}).",
    "Interviews revealed {noun}, {noun} and {outcome} as themes.",
    "{Agent} may improve {outcome} in {people} with {adj} {term}.",
    "Further research on {agent} in {place} is needed.",
    "These findings suggest that {noun} should be considered in {adj} {term}.",
)
_GREEK = (
    "TNF-α",
    "β-catenin",
    "NF-κB",
    "interferon-γ",
    "TGF-β1",
    "α-synuclein",
    "PPAR-γ",
    "amyloid-β",
)
_LABELS = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")
_SLOT = re.compile(r"\{(\w+)\}")
TOPICS = 1000


def by_zipf(rng: random.Random, table: Sequence[T]) -> T:
    """An item of a table by Zipf's law: the n-th about 1/n as often as the first."""
    return table[int((len(table) + 1) ** rng.random()) - 1]


def _medical(rng: random.Random) -> str:
    second = rng.choice(_ROOTS) if rng.random() < 0.5 else ""
    return by_zipf(rng, _ROOTS) + second + by_zipf(rng, _ENDS)


def _drug(rng: random.Random) -> str:
    return "".join(rng.choice(part) for part in _DRUG)


def _noun(rng: random.Random) -> str:
    return _NOUNS[int(len(_NOUNS) * rng.random() ** 1.5)]


class Topic:
    """What the papers of one topic write about."""

    def __init__(self, seed: int, number: int) -> None:
        rng = random.Random(f"{seed}:topic:{number}")
        makers = (_medical, _noun) if number % 3 else (_noun, _noun)  # a third are not medical
        self.terms = [makers[i % 4 == 3](rng) for i in range(12)]
        self.agents = [
            _drug(rng) if i % 3 and number % 3 else f"{rng.choice(_ADJECTIVES)} {_noun(rng)}"
            for i in range(12)
        ]
        self.outcomes = [_noun(rng) if i % 3 else _medical(rng) for i in range(16)]
        self.people = [by_zipf(rng, _PEOPLE) for _ in range(8)]
        self.adjectives = [rng.choice(_ADJECTIVES) for _ in range(12)]
        self.greek = rng.sample(_GREEK, 2)


_SLOTS: dict[str, Callable[[Topic, random.Random], str]] = {
    "term": lambda topic, rng: by_zipf(rng, topic.terms),
    "agent": lambda topic, rng: by_zipf(rng, topic.agents),
    "outcome": lambda topic, rng: by_zipf(rng, topic.outcomes),
    "people": lambda topic, rng: by_zipf(rng, topic.people),
    "adj": lambda topic, rng: by_zipf(rng, topic.adjectives),
    "greek": lambda topic, rng: rng.choice(topic.greek),
    "noun": lambda _, rng: _noun(rng),
    "design": lambda _, rng: by_zipf(rng, _DESIGNS),
    "place": lambda _, rng: place(rng),
    "n": lambda _, rng: str(rng.randint(2, 99)),
}


def place(rng: random.Random) -> str:
    """A country, or an invented town."""
    if rng.random() < 0.5:
        return rng.choice(words.COUNTRIES)[0]
    return rng.choice(words.PLACE[0]) + rng.choice(words.PLACE[1])


def _filled(template: str, topic: Topic, rng: random.Random) -> str:
    """Slots filled, each on its own; a slot in capitals begins with one."""

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        made = _SLOTS[name.lower()](topic, rng)
        return made[0].upper() + made[1:] if name[0].isupper() else made

    return _SLOT.sub(fill, template)


def title(topic: Topic, rng: random.Random) -> str:
    """A title of 4 to some 20 words."""
    return _filled(rng.choice(_TITLES), topic, rng)


def short_title(topic: Topic, rng: random.Random) -> str:
    """One to three words, as several papers of a topic may have: `Adherence in adults`."""
    return _filled(rng.choice(("{Term}", "{Adj} {term}", "{Term} in {people}")), topic, rng)


def varied(text: str, topic: Topic, rng: random.Random) -> str:
    """The same title of the next study of a group: one phrase is another one, or one is added."""
    for table in (topic.people, topic.agents, topic.outcomes, topic.terms):
        for phrase in table:
            if phrase in text and rng.random() < 0.6:
                other = rng.choice(table)
                if other != phrase:
                    return text.replace(phrase, other)
    return f"{text}: {_filled('{adj} {outcome} in {people}', topic, rng)}"


def abstract(topic: Topic, rng: random.Random) -> str:
    """Five sentences or more, in the order in which abstracts tell; a third have headings."""
    chosen = sorted(rng.sample(range(len(_SENTENCES)), rng.randint(5, 9)))
    told = [_filled(_SENTENCES[i], topic, rng) for i in chosen]
    if rng.random() < 0.33:
        step = len(told) / len(_LABELS)
        for i, label in enumerate(_LABELS):
            told[int(i * step)] = f"{label}: {told[int(i * step)]}"
    return " ".join(told)


def original(text: str) -> str:
    """A title in its own (invented) language: the same thought, other words."""
    return " ".join(
        word[:1] + word[1:][::-1].replace("h", "ch").replace("w", "v") + ("en" if i % 3 else "ung")
        if len(word) > 3 else {"in": "im", "of": "der", "and": "und", "the": "die"}.get(word, word)
        for i, word in enumerate(text.split())
    )  # fmt: skip
