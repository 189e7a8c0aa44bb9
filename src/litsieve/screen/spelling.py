"""British and American spelling of the same word, by rule; and plurals.

A rule need not know every exception: both sides of a comparison go through it, so "exercise" may
become "exercize" as long as no other word does.
"""

from __future__ import annotations

import re

_OUR = (
    "^(?:dis|mis|un|multi|counter|neuro|bio)?(?:behavi|neighb|col|fav|flav|lab|hon|hum|tum|harb|rum"
    "|vig|endeav|od|savi|parl|vap|rig|arm|cand|splend)"
)
_LL = (
    "^(?:[a-z]*(?:travel|model|label|counsel|cancel|level|signal|channel|tunnel|marvel|quarrel|fuel"
    "|dial|equal|total|rival|initial|unravel|panel|jewel|shovel|council))"
)

_RE = "(?:cent|met|fib|lit|theat|calib|spect|sab|somb|goit|^tit|^lust)"
_AESTH = "^(?:(?:pre|post|neuro|electro)?an|par|syn|dys|hyper|hypo?|kin|prosth)?"

#: What stands before (a group of its own), British, American, what follows.
_RULES = (
    (_OUR, "our", "or", "(?:s|ed|ing|able|ably|ers?|ful|ists?|hoods?|less|ites?|y|ly)?$"),
    ("behavi", "our", "or", "(?:al|ally|ism|ist|ists)$"),
    ("^prac", "tis", "tic", "(?:e|es|ed|ing)$"),
    ("[a-z]{3}", "is", "iz", "(?:e|es|ed|ing|ings|er|ers|ation|ations|ational|able)$"),
    ("[a-z]{3}", "ys", "yz", "(?:e|es|ed|ing|er|ers)$"),
    (_LL, "l", "", "(?:ed|ing|ings|er|ers|or|ors)$"),
    (_RE, "re", "er", "(?:s|piece|line)?$"),
    (_RE, "r", "er", "(?:ed|ing)$"),
    ("^man", "oeuvre", "euver", "s?$"),
    ("^man", "oeuvr", "euver", "(?:ed|ing|ings|able|ability)$"),
    ("(?:catal|dial|anal|monol|prol|epil)", "ogue", "og", "s?$"),
    ("(?:def|off|pret|lic)", "ence", "ense", "(?:s|less)?$"),
    ("^(?:enrol|fulfil|instal|distil|instil)", "", "l", "(?:ment|ments|s)?$"),
    ("^(?:un)?skil", "", "l", "ful(?:ly)?$"),
    ("^(?:micro|sub)?program", "me", "", "s?$"),
    ("^gr", "e", "a", "y(?:s|er)?$"),
    ("^(?:judg|acknowledg|lodg|abridg)", "e", "", "ments?$"),
    ("^ag", "e", "", "ing$"),
    ("^s", "c", "k", "eptic"),
    ("^m", "ou", "o", "ld(?:s|y|ed|ing)?$"),
    ("^(?:[a-z]*)", "aem", "em", "i(?:a|as|c|cs)$"),
    ("^(?:anti|auto|oxy|deoxy|carboxy|met)?", "haem", "hem", "(?:o|at|angi)"),
    ("^(?:[a-z]*isch)", "aem", "em", "i"),
    ("^", "paed", "ped", "(?:iatr|o|a)"),
    ("^orthop", "aed", "ed", ""),
    (_AESTH, "aes", "es", "th"),
    ("^gyn", "aec", "ec", ""),
    ("^", "aeti", "eti", "olog"),
    ("^", "oest", "est", "r[aou]"),
    ("^", "foet", "fet", "(?:us|al)"),
    ("^(?:[a-z]*)", "oedem", "edem", "a"),
    ("^(?:gastro)?", "oeso", "eso", "ph"),
    ("(?:rrh|pn)", "oea", "ea", "(?:s|l)?$"),
    ("(?:rrh|pn)", "oe", "e", "ic$"),
    ("^c", "oel", "el", "iac"),
    ("^", "palae", "pale", "o"),
    ("^", "archae", "arche", "o"),
    ("^encyclop", "aed", "ed", ""),
    ("^f", "aec", "ec", "(?:al|es)"),
    ("^hom", "oeo", "eo", ""),
    ("^am", "oeb", "eb", ""),
    ("^c", "aes", "es", "ar(?:ean|ian)"),
    ("^(?:ileo)?c", "aec", "ec", "(?:um|a|al|itis)$"),
    ("^ph", "aeo", "eo", "chrom"),
    ("", "sulph", "sulf", ""),
    ("leu", "co", "ko", ""),
    ("alumin", "ium", "um", "s?$"),
    ("neur", "one", "on", "s?$"),
    ("^art", "e", "i", "fact"),
    ("^", "enquir", "inquir", "(?:y|ies|e|es|ed|ing|er|ers)$"),
    ("^tranqu", "illi", "ili", "[sz]"),
    ("^(?:un|re)?foc", "uss", "us", "(?:ed|es|ing)$"),
    ("^(?:un)?bi", "ass", "as", "ed$"),
)  # fmt: skip

_AMERICAN = [(re.compile(f"({b}){uk}(?={a})"), rf"\g<1>{us}") for b, uk, us, a in _RULES]
_BRITISH = [(re.compile(f"({b}){us}(?={a})"), rf"\g<1>{uk}") for b, uk, us, a in _RULES]
#: For RE2, which knows no lookahead: in all other words `american` and `british` change nothing.
TWO_SPELLINGS = "|".join(f"{b}(?:{uk}|{us})(?:{a})" for b, uk, us, a in _RULES)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Any of the patterns; those for the start of a word are tried there only, which is faster."""
    begin = "|".join(pattern[1:] for pattern in patterns if pattern.startswith("^"))
    within = "|".join(pattern for pattern in patterns if not pattern.startswith("^"))
    return re.compile(f"^(?:{begin})|{within}")


#: Most words are spelled one way: one look tells.
_MAYBE_BRITISH = _any_of([f"{b}{uk}(?={a})" for b, uk, _, a in _RULES])
_MAYBE_AMERICAN = _any_of([f"{b}{us}(?={a})" for b, _, us, a in _RULES])


def american(word: str) -> str:
    """The word in American spelling."""
    if _MAYBE_BRITISH.search(word) is None:
        return word
    for pattern, replacement in _AMERICAN:
        word = pattern.sub(replacement, word, count=1)
    return word


def british(word: str) -> str:
    """The word in British spelling."""
    if _MAYBE_AMERICAN.search(word) is None:
        return word
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word, count=1)
    return word


#: Plurals that no rule gives.
IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "mice": "mouse", "lice": "louse",
    "teeth": "tooth", "feet": "foot", "geese": "goose", "oxen": "ox", "quizzes": "quiz",
    "lives": "life", "wives": "wife", "midwives": "midwife", "housewives": "housewife",
    "knives": "knife", "selves": "self", "halves": "half", "leaves": "leaf", "calves": "calf",
    "shelves": "shelf", "wolves": "wolf", "loaves": "loaf", "scarves": "scarf",
    "thieves": "thief", "hooves": "hoof",
    "gases": "gas", "gasses": "gas", "buses": "bus", "busses": "bus",
    "axes": "axis", "bases": "basis", "oases": "oasis", "lyses": "lysis", "testes": "testis",
    "pelves": "pelvis", "irides": "iris", "pancreata": "pancreas",
    "loci": "locus", "foci": "focus", "gyri": "gyrus", "tori": "torus",
    "genera": "genus", "corpora": "corpus", "femora": "femur", "foramina": "foramen",
    "lumina": "lumen",
    "indices": "index", "vertices": "vertex", "cortices": "cortex", "vortices": "vortex",
    "apices": "apex", "codices": "codex", "matrices": "matrix", "appendices": "appendix",
    "cervices": "cervix", "helices": "helix", "varices": "varix", "calyces": "calyx",
    "phalanges": "phalanx", "larynges": "larynx", "pharynges": "pharynx",
    "criteria": "criterion", "phenomena": "phenomenon", "ganglia": "ganglion",
    "mitochondria": "mitochondrion", "taxa": "taxon", "automata": "automaton",
    "bacteria": "bacterium", "mycobacteria": "mycobacterium", "data": "datum", "ova": "ovum",
    "sera": "serum", "strata": "stratum", "errata": "erratum", "addenda": "addendum",
    "curricula": "curriculum", "diverticula": "diverticulum", "reticula": "reticulum",
    "hila": "hilum", "septa": "septum", "sterna": "sternum", "spectra": "spectrum",
    "quanta": "quantum", "atria": "atrium", "epithelia": "epithelium",
    "endothelia": "endothelium", "crania": "cranium", "cilia": "cilium", "symposia": "symposium",
    "consortia": "consortium", "memoranda": "memorandum", "referenda": "referendum",
    "desiderata": "desideratum", "maxima": "maximum", "minima": "minimum", "optima": "optimum",
    "infusoria": "infusorium", "sanatoria": "sanatorium", "moratoria": "moratorium",
}  # fmt: skip
#: How plurals end, how their singulars do, and letters of the shortest such plural.
ENDINGS = (
    ("s", "", 3), ("ies", "y", 5), ("ches", "ch", 5), ("shes", "sh", 5), ("xes", "x", 4),
    ("zes", "z", 4), ("oes", "o", 6), ("sses", "ss", 5), ("ses", "s", 6), ("ses", "sis", 6),
    ("i", "us", 5), ("ae", "a", 5), ("men", "man", 6), ("mata", "ma", 6),
)  # fmt: skip
#: Words that end like a plural and are none, where the "singular" would be another word.
_NO_PLURAL = frozenset(
    """
    aids news species series does diabetes sars mers rabies caries scabies herpes shingles menses
    means goods odds genus manus hers ours yours theirs
    analytics athletics basics dynamics economics electronics genetics genomics kinetics linguistics
    mechanics optics physics politics robotics semantics specifics
    diphtheriae gonorrhoeae influenzae malariae pneumoniae
    als bis bus cis cms cns ems gas gbs gis gms ibs mms mrs ngs nhs nms pms pus sas ses sms tms yes
    """.split()  # noqa: SIM905
)
#: "its" is no plural of "it": two letters and an s are one of an abbreviation only (GPs, EDs).
_SHORT_WORDS = frozenset(
    """
    ad al am an as at be by da de di do du el en es et ex ga go ha he hi ho if il in is it la le lo
    ma me mo mu my na ne no nu of oh ok on or os re sa se si so su ta te ti to tu un up us wa we
    wi ya ye yo
    """.split()  # noqa: SIM905
)


def singulars(word: str) -> set[str]:
    """The word and whatever it may be the plural of: {"headaches", "headache", "headach"}.

    Two words are forms of one another if these sets meet. Generous, because a candidate that is
    no word does no harm: {"sepsis", "sepsi"}; strict where it would be another word.
    """
    found = {word}
    if word[-1:] not in _LAST or word in _NO_PLURAL:
        return found
    if word in IRREGULAR:
        found.add(IRREGULAR[word])
    for plural, singular, shortest in ENDINGS:
        if word.endswith(plural) and len(word) >= shortest:
            found.add(word[: -len(plural)] + singular)
    if word.endswith("ss") or word[:-1] in _SHORT_WORDS:
        found.discard(word[:-1])
    return found


#: The letters that plurals end in.
_LAST = frozenset(plural[-1] for plural in (*IRREGULAR, *(ending for ending, _, _ in ENDINGS)))
