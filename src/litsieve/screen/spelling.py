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

#: What stands before (a group of its own), British, American, what follows.
_RULES = (
    (_OUR, "our", "or", "(?:s|ed|ing|able|ably|ers?|ful|ists?|hoods?|less|ites?|y|ly)?$"),
    ("behavi", "our", "or", "(?:al|ally|ism|ist|ists)$"),
    ("^prac", "tis", "tic", "(?:e|es|ed|ing)$"),
    ("[a-z]{3}", "is", "iz", "(?:e|es|ed|ing|ings|er|ers|ation|ations|ational|able)$"),
    ("[a-z]{3}", "ys", "yz", "(?:e|es|ed|ing|er|ers)$"),
    (_LL, "l", "", "(?:ed|ing|ings|er|ers|or|ors)$"),
    ("(?:cent|met|fib|lit|theat|calib|spect|sab|somb|titr)", "re", "er", "(?:s|d)?$"),
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
    ("^", "haem", "hem", "(?:o[dglpprs]|at[io]|angi)"),
    ("^(?:[a-z]*isch)", "aem", "em", "i"),
    ("^", "paed", "ped", "(?:iatr|o|a)"),
    ("^orthop", "aed", "ed", ""),
    ("^(?:an)", "aes", "es", "th"),
    ("^gyn", "aec", "ec", ""),
    ("^", "aeti", "eti", "olog"),
    ("^", "oest", "est", "r[aou]"),
    ("^", "foet", "fet", "(?:us|al)"),
    ("^(?:[a-z]*)", "oedem", "edem", "a"),
    ("^(?:gastro)?", "oeso", "eso", "ph"),
    ("(?:rrh|pn)", "oea", "ea", "s?(?:l|ic)?$"),
    ("^c", "oel", "el", "iac"),
    ("^", "palae", "pale", "o"),
    ("^", "archae", "arche", "o"),
    ("^encyclop", "aed", "ed", ""),
    ("^f", "aec", "ec", "(?:al|es)"),
    ("^hom", "oeo", "eo", ""),
    ("^am", "oeb", "eb", ""),
    ("^c", "aes", "es", "ar(?:ean|ian)"),
)  # fmt: skip

_AMERICAN = [(re.compile(f"({b}){uk}(?={a})"), rf"\g<1>{us}") for b, uk, us, a in _RULES]
_BRITISH = [(re.compile(f"({b}){us}(?={a})"), rf"\g<1>{uk}") for b, uk, us, a in _RULES]
#: For RE2, which knows no lookahead: in all other words `american` and `british` change nothing.
TWO_SPELLINGS = "|".join(f"{b}(?:{uk}|{us})(?:{a})" for b, uk, us, a in _RULES)
#: Most words are spelled one way: one look tells.
_MAYBE_BRITISH = re.compile("|".join(f"{b}{uk}(?={a})" for b, uk, _, a in _RULES))
_MAYBE_AMERICAN = re.compile("|".join(f"{b}{us}(?={a})" for b, _, us, a in _RULES))


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
    "men": "man", "women": "woman", "children": "child", "mice": "mouse", "teeth": "tooth",
    "feet": "foot", "geese": "goose", "lice": "louse", "criteria": "criterion",
    "phenomena": "phenomenon", "bacteria": "bacterium", "analyses": "analysis",
    "hypotheses": "hypothesis", "diagnoses": "diagnosis", "prognoses": "prognosis",
    "crises": "crisis", "theses": "thesis", "syntheses": "synthesis", "metastases": "metastasis",
    "neuroses": "neurosis", "psychoses": "psychosis", "indices": "index", "matrices": "matrix",
    "appendices": "appendix", "curricula": "curriculum", "strata": "stratum", "loci": "locus",
    "foci": "focus", "stimuli": "stimulus", "nuclei": "nucleus", "fungi": "fungus",
    "alumni": "alumnus", "lives": "life", "wives": "wife", "midwives": "midwife",
    "housewives": "housewife", "selves": "self", "halves": "half",
}  # fmt: skip
#: Words that end like a plural and are none, where the "singular" would be another word.
_NO_PLURAL = {"aids", "news", "species", "series", "does", "diabetes", "sars", "mers"}
_HISSING = ("ches", "shes", "xes", "sses", "zes", "oes")


def singulars(word: str) -> set[str]:
    """The word and whatever it may be the plural of: {"headaches", "headache", "headach"}.

    Two words are forms of one another if these sets meet. Generous, because a candidate that is
    no word does no harm.
    """
    found = {word}
    if word in IRREGULAR:
        found.add(IRREGULAR[word])
    if len(word) < 4 or word in _NO_PLURAL or not word.endswith("s"):
        return found
    if not word.endswith(("ss", "us", "is")):
        found.add(word[:-1])
    if word.endswith("ies") and len(word) > 4:
        found.add(word[:-3] + "y")
    if word.endswith(_HISSING):
        found.add(word[:-2])
    return found
