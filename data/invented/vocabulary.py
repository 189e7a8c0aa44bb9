"""The tables that `invented.lexicon` makes topics, titles and abstracts of.

Every table keeps its order, so that a seed always finds the same word in the same place.
"""

# ruff: noqa: E501 - a sentence of a table is one line

from __future__ import annotations


def table(text: str, separator: str | None = None) -> list[str]:
    """The words of a text, or what stands between separators."""
    return text.split(separator)


ROOTS = table(
    "cardio neuro hepato nephro gastro pneumo dermato osteo arthro angio cerebro retino kerato oto "
    "rhino laryngo thyro adreno pancreato spleno lympho hemato thrombo athero glyco lipo adipo "
    "immuno cyto histo onco carcino fibro sclero chondro tendo spondylo psycho myelo entero colo "
    "procto cysto uro andro gyneco feto neonato radio chemo photo cryo electro hydro thermo litho"
)
ENDS = table(
    "pathy itis osis oma ectomy plasty scopy graphy metry toxicity genesis lysis therapy trophy "
    "plasia megaly algia penia dystrophy stenosis sclerosis fibrosis protection regulation"
)
DRUG = (
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
NOUNS = table(
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
ADJECTIVES = table(
    "acute chronic early late severe mild primary secondary recurrent persistent systemic local distal "
    "proximal bilateral unilateral adaptive passive active oral topical intravenous low-dose high-dose "
    "short-term long-term intensive brief group individual online mobile home-based community-based "
    "school-based nurse-led peer-led digital virtual conventional combined sequential delayed immediate "
    "prenatal postnatal perioperative postoperative preoperative seasonal rural urban occupational "
    "familial sporadic congenital acquired idiopathic refractory resistant sensitive quantitative"
)
PEOPLE = table(
    "adults, children, older adults, adolescents, women, men, patients, pregnant women, nurses, students, "
    "infants, rats, mice, veterans, caregivers, athletes, workers, postmenopausal women, outpatients, "
    "hospitalised patients, preterm infants, survivors, physicians, mothers, families, dogs, piglets, "
    "managers, teachers, nursing home residents, kidney transplant recipients, immigrants, refugees, "
    "young people, smokers, critically ill patients, dialysis patients, twins, firefighters, farmers",
    ", ",
)
#: The first are the most common.
DESIGNS = table(
    "a randomised controlled trial, a systematic review, a cohort study, a case report, a pilot study, "
    "a systematic review and meta-analysis, a cross-sectional study, a qualitative study, "
    "a retrospective study, a prospective study, a case-control study, a review of the literature, "
    "a multicentre study, a narrative review, a population-based study, a longitudinal study, "
    "a double-blind placebo-controlled trial, a survey, results from a national registry, a case series, "
    "a feasibility study, an observational study, a scoping review, a crossover trial, "
    "a secondary analysis, a modelling study, an experimental study, a 10-year follow-up",
    ", ",
)
#: Words that a title may use for the same thing.
SYNONYMS = {
    "effect": "effect effects impact influence consequences efficacy effectiveness benefits",
    "link": "association relationship correlation link interaction interplay",
    "linked": "associated correlated linked related",
    "prevalence": "prevalence incidence epidemiology burden frequency distribution patterns trends",
    "predictors": "predictors determinants correlates markers causes mechanisms risk-factors",
    "role": "role place use value contribution significance importance potential",
    "treatment": "treatment management prevention diagnosis therapy control care assessment",
    "change": "reduces improves increases prevents attenuates modulates predicts alters reverses",
    "study": "study trial survey analysis evaluation review registry audit cohort",
    "view": "experience understand manage perceive describe negotiate use value",
}
TITLES = (
    "{Agent} for {term} in {people}",
    "{Effect} of {agent} on {outcome} in {people} with {term}",
    "The {effect} of {adj} {agent} on {outcome}: {design}",
    "{Agent} and its {effect} on {outcome} in {adj} {term}",
    "{Adj} {agent}: {effect} on {outcome}",
    "{Term} and {outcome} in {people}: {design}",
    "{Term}, {outcome} and {noun} in {place}",
    "{Outcome} after {agent}",
    "{Outcome} following {adj} {agent} for {term}: {design}",
    "{Outcome} of {people} with {term} from {place}",
    "{Adj} {term} in {people}: {design}",
    "{Adj} {term}",
    "{Adj} {term} and the {role} of {agent}",
    "{Link} between {term} and {outcome} among {people} in {place}",
    "{Term} is {linked} with {outcome} in {people}",
    "{Noun} is {linked} with {adj} {term}: {design}",
    "{Prevalence} of {term} among {people} in {place}: {design}",
    "{Adj} {term} in {place}: {prevalence} and {predictors}",
    "{Predictors} of {outcome} in {adj} {term}",
    "{Outcome} and its {predictors} in {people} after {agent}",
    "Is {term} {linked} with {outcome}? {Design}",
    "{Agent} versus {agent} in the {treatment} of {adj} {term}: {design}",
    "{Treatment} of {adj} {term} with {agent}",
    "{Agent} in the {treatment} of {term}: {design}",
    "{Term}: {outcome} and {outcome}",
    "{Term}: {treatment} and {outcome} in {people}",
    "The {role} of {agent} in {term}",
    "{Role} of {noun} in the {treatment} of {term} in {place}",
    "{Greek} and {outcome} in {term}",
    "{Agent} {change} {outcome} by {greek} in {adj} {term}",
    "{Greek} {change} {noun} in {people} with {term}",
    "{Place} {study} of {term}: {outcome} over {n} years",
    "The {term} {study} in {place}: {noun} of {n} {people}",
    "{Agent} and {agent} for {outcome} in {people} with {adj} {term}: {design}",
    "Understanding {outcome}: {people}, {term} and {noun}",
    "{Noun} as theory: {adj} {outcome} and {term}",
    "How {people} {view} {adj} {term}: {design}",
    "{People} {view} {noun}: {adj} {outcome} in {place}",
    "{Adj} scale of {outcome} for {people} with {term}: {design}",
    "{Outcome} scale: {adj} validity in {people} of {place}",
    "{Adj} {agent} in {people}",
    "{Adj} {agent} {change} {outcome} in {people} with {term}",
    "Does {agent} {role} matter in {term}? {Noun} and {outcome} in {place}",
    "{Noun} and {noun} as mediators between {term} and {outcome} in {people}",
    "{Adj} {term}: recent advances",
    "{Term} in {people}: current {treatment} and future {role} of {agent}",
    "{Adj} {outcome} of {people} treated with {agent} for {term}: {design}",
    "{Agent} or {agent} for {adj} {term} in {place}? Cost and {outcome}",
    "{Term} in {place}: {n} cases",
    "{Adj} model of {outcome} in {term}",
    "{Adj} {noun} and {outcome} of {people} with {adj} {term}: {design}",
    "{Agent}-induced {term}: {design}",
    "{Adj} and {adj} {term}: {outcome}, {outcome} and {noun}",
    "{Agent} for {people}: barriers, {noun} and {outcome}",
    "{N} {people} with {term}: {outcome} and {noun}",
)  # fmt: skip
SENTENCES = (
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
GREEK = (
    "TNF-α",
    "β-catenin",
    "NF-κB",
    "interferon-γ",
    "TGF-β1",
    "α-synuclein",
    "PPAR-γ",
    "amyloid-β",
)
LABELS = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")
