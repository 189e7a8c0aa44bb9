"""The tables that invented papers are put together from.

Every table is a tuple, so that a seed always finds the same word in the same place.
The words are chosen with the sample's criteria in mind: what a table's papers say of mental
health and of support is stated above it, and a test holds the tables to it.
"""

# ruff: noqa: E501 - a sentence of a table is one line

from __future__ import annotations

# --- people, places, journals: made by joining a beginning and an end -------------------------

FAMILY = (
    (
        "Alder", "Brin", "Cald", "Dars", "Ever", "Fal", "Gorr", "Hest", "Inver", "Jas", "Kell",
        "Lor", "Mord", "Nav", "Okor", "Pell", "Quar", "Ros", "Sab", "Tam", "Ulm", "Var", "Wex",
        "Yol", "Zam", "Abel", "Bak", "Chant", "Dem", "Eki", "Fuj", "Ganz", "Hal", "Ibar", "Jov",
        "Kov", "Lind", "Mbal", "Ngul", "Ost",
    ),
    (
        "amere", "wick", "dale", "ström", "ović", "ami", "ano", "enko", "inga", "ez", "øgaard",
        "éro", "ünal", "ashe", "burne", "cott", "ulo", "iwa", "orth", "essa", "ilde", "aro",
        "eski", "ukwu", "ante",
    ),
)  # fmt: skip
GIVEN = (
    "Ada", "Amina", "Anselm", "Beatriz", "Bilal", "Carys", "Chidi", "Dagny", "Edda", "Eun-ji",
    "Farah", "Femi", "Greta", "Hana", "Idris", "Ines", "Jonas", "Josip", "Kamala", "Kofi", "Leila",
    "Lucía", "Maren", "Mateus", "Mira", "Nadia", "Noor", "Olek", "Oonagh", "Petra", "Quentin",
    "Rafael", "Renée", "Rohan", "Sanna", "Sefa", "Silas", "Tamsin", "Tariq", "Uma", "Viktor",
    "Wanda", "Xenia", "Yusuf", "Zoltan",
)  # fmt: skip
PLACE = (
    (
        "Lum", "Kar", "Ost", "Vel", "Tor", "Mira", "Sanu", "Bela", "Dor", "Iko", "Nam", "Pol",
        "Ras", "Wen", "Yar", "Zel", "Ham", "Gri", "Fen", "Ul", "Ash", "Bro", "Cor", "Dun", "Eru", "Fjal",
        "Gol", "Hesk", "Ivo", "Jun", "Kes", "Lor", "Mun", "Nor", "Oro", "Pri", "Quel", "Ruk", "Sil",
        "Thal",
    ),
    (
        "bari", "venholm", "anda", "ovar", "itane", "mouth", "esti", "adur", "wick", "ombe", "ika",
        "ensa", "olm", "uri", "enga", "illa",
    ),
)  # fmt: skip

#: Country, and whether the World Bank counts it as low- or middle-income.
COUNTRIES = (
    ("Kenya", True), ("Uganda", True), ("Nigeria", True), ("Ghana", True), ("South Africa", True),
    ("Ethiopia", True), ("Malawi", True), ("India", True), ("Bangladesh", True), ("Nepal", True),
    ("Pakistan", True), ("Indonesia", True), ("Philippines", True), ("Peru", True),
    ("Colombia", True), ("Brazil", True), ("Mexico", True), ("Jordan", True), ("Lebanon", True),
    ("Australia", False), ("Canada", False), ("Denmark", False), ("Germany", False),
    ("Ireland", False), ("Japan", False), ("Netherlands", False), ("New Zealand", False),
    ("South Korea", False), ("Spain", False), ("Sweden", False), ("United Kingdom", False),
    ("United States", False),
)  # fmt: skip

#: Journal and its abbreviation.
JOURNALS = (
    ("Larkfield Journal of Community Mental Health", "Larkfield J. Community Ment. Health"),
    ("Annals of Social Connection and Care", "Ann. Soc. Connect. Care"),
    ("Eastmarch Psychiatry", "Eastmarch Psychiatry"),
    ("International Review of Neighbourhood Health", "Int. Rev. Neighb. Health"),
    ("Open Letters in Peer Support", "Open Lett. Peer Support"),
    ("Quarterly of Psychosocial Practice", "Q. Psychosoc. Pract."),
    ("Northbank Medical Journal", "Northbank Med. J."),
    ("Archives of Everyday Resilience", "Arch. Everyday Resil."),
    ("Journal of Village Health Studies", "J. Village Health Stud."),
    ("Wellbeing & Place", "Wellbeing Place"),
    ("Global Lay Health Work", "Glob. Lay Health Work"),
    ("Proceedings of the Varenholm Society for Public Health", "Proc. Varenholm Soc. Public Health"),
    ("Youth, Family and Schooling", "Youth Fam. Sch."),
    ("European Notebook of Social Psychiatry", "Eur. Noteb. Soc. Psychiatry"),
    ("Migration and Mind", "Migr. Mind"),
    ("Ageing Together", "Ageing Together"),
    ("Southern Journal of Nursing Enquiry", "South. J. Nurs. Enq."),
    ("Behaviour and Belonging", "Behav. Belong."),
    ("Trials in Ordinary Settings", "Trials Ord. Settings"),
    ("Journal of Health Equity Fieldwork", "J. Health Equity Fieldw."),
)  # fmt: skip
PUBLISHERS = ("Larkfield Press", "Eastmarch University Press", "Varenholm & Sons", "Openfold")

# --- what a study is about ---------------------------------------------------------------------

#: Population, and the group of the protocol that it belongs to ("" for none).
POPULATIONS = (
    ("adolescent girls", "adolescents"), ("secondary school pupils", "adolescents"),
    ("out-of-school youth", "adolescents"), ("young people leaving care", "adolescents"),
    ("teenage fathers", "adolescents"), ("first-time mothers", "women"),
    ("women living with HIV", "women"), ("widowed women", "women"),
    ("women garment workers", "women"), ("pregnant women", "women"),
    ("newly arrived refugees", "migrants"), ("undocumented migrants", "migrants"),
    ("seasonal migrant labourers", "migrants"), ("asylum seekers", "migrants"),
    ("displaced families", "migrants"), ("lesbian and bisexual women", "lgbtq"),
    ("transgender adults", "lgbtq"), ("LGBTQ+ students", "lgbtq"), ("gay men over 50", "lgbtq"),
    ("older adults living alone", ""), ("dementia carers", ""), ("smallholder farmers", ""),
    ("bereaved parents", ""), ("military veterans", ""), ("night-shift nurses", ""),
    ("people with type 2 diabetes", ""), ("stroke survivors", ""), ("university staff", ""),
    ("unemployed men", ""), ("deaf adults", ""), ("people in temporary housing", ""),
    ("ex-prisoners", ""), ("coastal fishers", ""), ("bus drivers", ""), ("adults with epilepsy", ""),
    ("islanders after a cyclone", ""),
)  # fmt: skip

#: How a title may colour its population or its intervention.
COLOURS = (
    "rural", "urban", "low-income", "multilingual", "long-term", "first-generation", "isolated",
    "hard-to-reach", "flood-affected", "working", "part-time", "underserved", "church-going",
    "self-employed", "newly housed", "remote", "suburban", "rehoused", "seldom-heard", "insured",
)  # fmt: skip

#: Mental-health burdens; all match the criteria's list `mental_health`.
OUTCOMES = (
    "depressive symptoms", "anxiety", "loneliness", "psychological distress", "suicidal thoughts",
    "recurrent depression", "low resilience", "poor mental wellbeing", "poor mental health",
    "post-traumatic anxiety", "self-harm", "examination anxiety",
)  # fmt: skip

#: Support and community interventions; all match the lists `support` or `community`.
SUPPORTS = (
    "peer support groups", "family support meetings", "community-led befriending",
    "lay counselling by neighbours", "mutual aid circles", "community-based savings clubs",
    "social support from trained volunteers", "community health worker visits",
    "social network mapping", "a community-engaged choir", "village listening benches",
    "neighbourhood walking groups", "outreach by local NGOs", "telephone peer support",
    "community gardening interventions", "social connection prescribing",
    "task sharing with lay workers", "an online support group", "community mobilisation theatre",
    "intergenerational social cohesion projects",
)  # fmt: skip

DESIGNS = (
    ("a cluster randomised trial", "In a cluster randomised trial, {n} {population} were allocated to {support} or to usual services for {months} months."),
    ("a pilot randomised controlled trial", "This pilot randomised controlled trial enrolled {n} participants, half of whom received {support}."),
    ("a quasi-experimental study", "We used a quasi-experimental design with a waiting comparison arm ({n} {population}, {months} months)."),
    ("a cohort study", "A prospective cohort of {n} {population} was followed for {months} months."),
    ("a cross-sectional survey", "{n} {population} answered a cross-sectional survey in {place}."),
    ("a qualitative study", "We held {k} focus groups and in-depth interviews with {n} {population} and applied thematic analysis."),
    ("a grounded theory study", "Grounded theory guided interviews with {n} {population} in {place}."),
    ("a phenomenological enquiry", "Phenomenological interviews with {n} {population} explored what being supported meant to them."),
    ("a mixed-methods evaluation", "A mixed-methods evaluation combined questionnaires ({n} participants) with {k} group discussions."),
    ("a stepped-wedge evaluation", "{k} sites in {place} began {support} in random order; {n} people took part."),
    ("a longitudinal analysis", "Longitudinal data from {n} {population} over {months} months were analysed with mixed models."),
    ("a realist evaluation", "A realist evaluation drew on {k} site visits and {n} interviews in {place}."),
)  # fmt: skip

#: Titles of papers on mental health and support.
TITLES = (
    "{Support} for {colour} {population}: effects on {outcome} in {place}",
    "{Colour} {population} and {support}: {design} of {outcome}",
    "“{Quote}”: {colour} {population} on {support} and {outcome} in {place}",
    "{Outcome} among {colour} {population} in {place}: the part played by {support}",
    "The {programme} programme in {place}: {design} of {support} and {outcome}",
    "Does {support} reduce {outcome}? {Design} with {colour} {population} in {country}",
    "From {place} to scale: {support}, {outcome} and {colour} {population}",
    "{Design} of {support} to ease {outcome} in {colour} {population}",
    "Who benefits from {support}? {Outcome} and {colour} {population} in {place}",
    "{Programme}: {support} and {outcome} in {colour} {population}, {country}",
    "In {place}, {support} changed {outcome}: {design} with {population}",
    "Barriers to {support} among {colour} {population} with {outcome}: {design}",
    "{Outcome}, stigma and {support}: {colour} {population} in {place}",
    "How {colour} {population} in {place} use {support} to manage {outcome}",
)  # fmt: skip
QUOTE = (
    (
        "Somebody", "A neighbour", "My sister", "Nobody", "The whole street", "Your own people",
        "A stranger", "Our circle", "The bench", "One person",
    ),
    (
        "to sit with", "who listens", "at the door", "comes back", "keeps the kettle on",
        "knows my name", "walks beside you", "made room for me", "carries half of it",
        "asked how I slept",
    ),
)  # fmt: skip

BACKGROUND = (
    "{Outcome} is common among {population}, yet services in {place} are few.",
    "Little is known about how {support} may affect {outcome} in {colour} {population}.",
    "Clinics alone cannot meet the need of {population} who live with {outcome}.",
    "Since {past}, the {programme} programme has offered {support} in {place}.",
    "{Colour} {population} often carry {outcome} without anyone to turn to.",
    "Stigma keeps many {population} in {country} from seeking help for {outcome}.",
    "Policy in {country} favours {support}, but evidence on {outcome} is thin.",
    "The {place} region lost two of its three clinics in {past}.",
)
RESULTS = (
    "At follow-up, {outcome} had improved by {x} points (95% CI {lo} to {hi}).",
    "Social support explained {p}% of the variation in {outcome}.",
    "Participants described being known, being useful and being missed as what mattered most.",
    "Those who attended more than {k} meetings reported the largest change in {outcome}.",
    "No difference was seen at {months} months, although attendance was {p}%.",
    "Three themes were found: trust in facilitators, the cost of travel, and shared meals.",
    "Perceived social support at baseline predicted {outcome} {months} months later.",
    "Scores fell from {hi} to {lo}, and {p}% of the participants stayed to the end.",
    "Effects were larger in {place} than elsewhere, and larger in women than in men.",
)
CLOSING = (
    "Community-based support of this kind deserves a larger trial.",
    "We conclude that social support can be strengthened with modest means.",
    "Local ownership, not content, seems to decide whether such support lasts.",
    "Peer support should be funded beside, and not in place of, clinical services.",
    "The {programme} model could be carried to similar districts of {country}.",
    "Implications for social cohesion and for local policy are discussed.",
)

# --- papers that a search also finds, and that the protocol turns away -------------------------

#: Mental health without support or community: title, then an abstract. The words of the lists
#: `support` and `community` must not occur.
NO_SUPPORT = (
    ("{Colour} {population} in {place}: sleep length and {outcome} over {months} months", "We related sleep diaries to {outcome} in {n} {population}. Each hour of lost sleep was followed by higher scores over {months} months."),
    ("A wearable marker of {outcome} in {colour} {population}: the {programme} recordings", "{n} {population} wore a sensor for {k} weeks. Heart-rate variability was lower where {outcome} was reported."),
    ("The {programme} scale of {outcome}: reliability in {colour} {population}", "The scale was completed by {n} {population}. Internal consistency was {alpha}, and two factors were retained."),
    ("{Outcome}, screen time and exercise in {colour} {population} of {place}", "A questionnaire on screen time and exercise reached {n} respondents. Exercise, but not screen time, was associated with {outcome}."),
    ("{Programme} survey {past}: prevalence of {outcome} in {colour} {population}", "Prevalence was estimated in {n} {population} with a two-stage sample. It was {p}% and rose with age."),
    ("{Outcome} and polygenic scores in {n} {colour} {population} from {place}", "Genotyped {population} (n = {n}) were followed. The score explained {k} per cent of the variance in {outcome}."),
)  # fmt: skip

#: Support without mental health: the words of the list `mental_health` must not occur.
NO_MENTAL_HEALTH = (
    ("{Place} mothers and exclusive breastfeeding: peer support over {months} months in {n} homes", "{n} {colour} mothers were visited at home by peer supporters. After {months} months {p}% were still breastfeeding."),
    ("Larvae in {place}: community-based vector control in {k} {colour} villages of {country}", "Volunteers in {k} villages emptied water containers each week. Larval counts fell by {p}%."),
    ("{Programme} cooperatives: social capital and crop insurance among {colour} growers", "Households in {place} (n = {n}) with more social capital insured more often. Distance to market mattered less."),
    ("{Colour} road committees near {place}: {k} years of community-led repair in {country}", "We followed {k} committees for {months} months. Those with a paid clerk finished {p}% of the planned length."),
    ("{Place} tuberculosis patients: social support and adherence in {n} {colour} households", "Treatment records of {n} patients were linked to a survey on social support. Adherence was {p}% where a relative kept the calendar."),
    ("{Programme} asthma support groups for {colour} parents in {place}: {tail}", "Groups of parents met for {months} months and taught inhaler technique. Unplanned visits fell by {p}%."),
)  # fmt: skip

#: Neither.
UNRELATED = (
    ("{Place} terraces: soil carbon at {n} points in {country} since {past}", "Soil cores were taken at {n} points. Carbon stocks differed by {p}% between terraces."),
    ("Harbour steel at {place}: corrosion over {months} months at {k} sites, {country}", "Coupons were exposed for {months} months. Loss of mass followed salinity closely."),
    ("A {programme} dictionary: {n} dialect words from {place} and the valleys of {country}", "We describe {n} dialect words collected since {past}. Spelling was made uniform by two editors."),
    ("{Colour} passengers of the {place} ferry: route choice in {n} ticket records", "Ticket data of {n} passengers were modelled. Price explained {p}% of route choice."),
    ("{Place} reservoir: silt since {past} in {k} echo soundings, {country}", "Echo soundings from {k} years were compared. The basin lost {p}% of its volume."),
)  # fmt: skip
TAILS = (
    "a field report", "{months} months of data", "first results", "a register analysis",
    "evidence from {country}", "a second look", "what {k} sites show", "an open data set",
    "lessons from {country}", "findings of the {programme} study",
)  # fmt: skip

#: Never in a citation key, as Google Scholar makes them.
STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "in",
        "on",
        "for",
        "to",
        "with",
        "from",
        "by",
        "at",
        "as",
        "is",
        "are",
        "how",
        "who",
        "what",
        "does",
        "do",
        "or",
        "its",
    ]
)
