"""Shipped tables of countries: whole, dated, and safe to search running text with."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from litsieve.ingest.values.country_codes import _CODES as ALPHA_3
from litsieve.screen import tables
from litsieve.screen.kleene import TRUE
from litsieve.screen.query.match import Texts
from litsieve.screen.query.parser import parse
from litsieve.screen.query.tree import FIELD_SETS, Or, Term
from litsieve.screen.tables import rows
from litsieve.screen.words import FUNCTION_WORDS, Folding, query_words

FOLDING = Folding()
GROUPS = ("LIC", "LMC", "UMC", "HIC")
NAMED = {row[0] for row in rows.read("countries.tsv", rows.COUNTRIES)}
BY_HAND = {row[0]: row for row in rows.read("demonyms.tsv")}
M49 = [row for row in rows.read("un-m49.tsv") if row[0] != "code"]
#: Words of running English, in small letters, that are no country.
HARMLESS = [
    "Tell us what the findings mean and per group how many can be in or no better.",
    "Guinea pigs were kept; in guinea pigs, Aspergillus niger and Congo red were used.",
    "Crimean-Congo haemorrhagic fever; Atlanta, Georgia; New Jersey; a family reunion.",
    "US guided biopsy and ROC curves; are cars and polar bears man made?",
    "Published in English; the American Heart Association; Mechanical Turk; two poles.",
]


def income(edition: str, *groups: str) -> set[str]:
    return set(tables.choose("worldbank-income", edition, groups).codes)


def region(*names: str) -> set[str]:
    return set(tables.choose("un-m49", None, (), names).codes)


def everywhere() -> set[str]:
    return region() | income("FY2026")


def tagged(text: str, *codes: str) -> bool:
    """Whether the terms of these countries are found in a title."""
    report = {"title": text, "abstract": None, "keywords": None}
    frame = pd.DataFrame([report]).astype("string").assign(abstract_partial=False)
    texts = Texts.of(frame, {}, FOLDING)
    query = Or(tuple(parse(term, FOLDING) for term in tables.query_terms(codes)))
    return bool(texts.answers(query, FIELD_SETS["title"])[0] == TRUE)


# -- income ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition", "sizes"),
    [("FY2024", (26, 54, 54, 83)), ("FY2025", (26, 51, 54, 86)), ("FY2026", (25, 50, 54, 87))],
)
def test_each_edition_has_the_published_number_of_economies(edition, sizes):
    # the Channel Islands are one economy of high income and two countries
    found = tuple(len(income(edition, group) - {"JEY"}) for group in GROUPS)
    assert found == sizes


def test_no_economy_is_in_two_groups():
    for edition in tables.editions_of("worldbank-income"):
        counted = Counter(code for group in GROUPS for code in income(edition, group))
        assert set(counted.values()) == {1}


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        (
            "FY2024",
            "FY2025",
            {
                "BGR": ("UMC", "HIC"), "PLW": ("UMC", "HIC"), "RUS": ("UMC", "HIC"),
                "DZA": ("LMC", "UMC"), "IRN": ("LMC", "UMC"), "MNG": ("LMC", "UMC"),
                "UKR": ("LMC", "UMC"), "PSE": ("UMC", "LMC"),
            },
        ),
        (
            "FY2025",
            "FY2026",
            {
                "CRI": ("UMC", "HIC"), "CPV": ("LMC", "UMC"), "WSM": ("LMC", "UMC"),
                "NAM": ("UMC", "LMC"), "ETH": ("LIC", None),
            },
        ),
    ],
)  # fmt: skip
def test_between_editions_nothing_moved_but_what_was_announced(before, after, moves):
    def group_of(edition, code):
        return next((group for group in GROUPS if code in income(edition, group)), None)

    codes = income(before) | income(after)
    pairs = {code: (group_of(before, code), group_of(after, code)) for code in codes}
    assert {code: pair for code, pair in pairs.items() if pair[0] != pair[1]} == moves


def test_venezuela_and_lately_ethiopia_are_in_no_group():
    assert "VEN" not in income("FY2024") | income("FY2025") | income("FY2026")
    assert "ETH" in income("FY2025", "LIC")
    assert "ETH" not in income("FY2026")


# -- regions --------------------------------------------------------------------------------


def test_every_country_of_m49_has_exactly_one_region():
    counted = Counter(
        code
        for name in ("Africa", "Americas", "Asia", "Europe", "Oceania")
        for code in region(name)
    )
    assert set(counted.values()) == {1}
    assert set(counted) == region() == {row[0] for row in M49}


def test_m49_is_whole_and_its_codes_are_unique():
    numbers = [row[1] for row in M49 if row[1]]
    assert len(numbers) == len(set(numbers)) == 247
    assert all(len(number) == 3 and number.isdigit() for number in numbers)
    assert {row[0] for row in M49 if not row[1]} == {"TWN", "XKX"}
    assert set(ALPHA_3.values()) - region() == {"ATA"}


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Africa", 60), ("Americas", 57), ("Asia", 51), ("Europe", 52), ("Oceania", 29),
        ("Sub-Saharan Africa", 53), ("Southern Asia", 9), ("South-eastern Asia", 11),
        ("Latin America and the Caribbean", 52), ("Northern America", 5), ("Caribbean", 28),
        ("Western Africa", 17), ("Eastern Asia", 8), ("Western Asia", 18),
    ],
)  # fmt: skip
def test_regions_and_sub_regions_have_their_countries(name, size):
    assert len(region(name)) == size


def test_what_lies_where_people_get_it_wrong():
    assert {"IRN", "IND", "NPL"} <= region("Southern Asia")
    assert {"CYP", "TUR", "GEO", "PSE"} <= region("Western Asia")
    assert {"SDN", "EGY"} <= region("Northern Africa")
    assert "MEX" in region("Central America") & region("Latin America and the Caribbean")
    assert "NRU" in region("Micronesia")
    assert region("Caribbean") < region("Latin America and the Caribbean") < region("Americas")


# -- choosing -------------------------------------------------------------------------------


def test_a_choice_is_sorted_and_says_how_to_cite_it():
    choice = tables.choose("worldbank-income", "FY2025", ["UMC", "LIC", "LIC"])
    assert list(choice.codes) == sorted(set(choice.codes))
    assert len(choice.codes) == 80
    assert choice.citation == "World Bank country classification by income, FY2025 (July 2024)"


def test_the_newest_edition_is_meant_where_none_is_named():
    for name, table in tables.TABLES.items():
        assert tables.choose(name).edition == tables.editions_of(name)[-1] == table.newest


def test_regions_are_found_in_any_letters_and_hyphens():
    assert region("sub saharan africa") == region("Sub-Saharan Africa")
    assert tables.choose("worldbank-income", None, ["lic"]).codes


@pytest.mark.parametrize(
    ("asked", "key", "value", "valid"),
    [
        (("worldbank",), "table", "worldbank", "worldbank-income"),
        (("worldbank-income", "2025"), "edition", "2025", "FY2025"),
        (("worldbank-income", None, ["LMIC"]), "groups", "LMIC", "LMC"),
        (("worldbank-income", None, [], ["Asia"]), "region", "Asia", None),
        (("un-m49", None, [], ["Asia", "Afrika"]), "region", "Afrika", "Africa"),
        (("un-m49", None, ["LIC"]), "groups", "LIC", None),
    ],
)
def test_what_no_table_offers_is_refused_with_what_may_stand_there(asked, key, value, valid):
    with pytest.raises(tables.TableError, match=value) as refused:
        tables.choose(*asked)
    assert (refused.value.key, refused.value.value) == (key, value)
    assert valid in refused.value.valid if valid else refused.value.valid == ()


# -- words ----------------------------------------------------------------------------------


def test_every_classified_country_has_a_name_and_words():
    assert everywhere() <= NAMED
    for code in everywhere():
        assert tables.terms_of(code), code


def test_every_row_by_hand_is_of_a_country_and_leaves_out_only_what_is_there():
    names = {
        row[0]: {row[1], *row[2].split("|")} for row in rows.read("countries.tsv", rows.COUNTRIES)
    }
    assert set(BY_HAND) <= everywhere()
    assert len(BY_HAND) == len(rows.read("demonyms.tsv"))
    for code, _words, left_out, note in BY_HAND.values():
        assert set(filter(None, left_out.split("|"))) <= names[code], code
        assert note or not left_out, code


def test_every_term_parses_to_one_word_or_phrase():
    for term in tables.query_terms(everywhere()):
        query = parse(term, FOLDING)
        ways = query.items if isinstance(query, Or) else [query]  # Åland, Aaland
        assert all(isinstance(way, Term) for way in ways), term


def test_no_term_is_a_code_but_those_that_are_the_country_s_usual_name():
    codes = {code.lower() for pair in ALPHA_3.items() for code in pair} | {"xkx", "chi"}
    terms = {"".join(query_words(term, FOLDING)) for term in tables.query_terms(everywhere())}
    assert terms & codes == {"usa"}
    assert {term for term in terms if term.isascii() and len(term) < 4} == {
        "usa", "uk", "uae", "drc",
    }  # fmt: skip
    assert not terms & FUNCTION_WORDS


def test_no_two_countries_share_a_term_unless_a_note_says_so():
    owners: dict[tuple[str, ...], list[str]] = {}
    for code in sorted(everywhere()):
        for term in tables.terms_of(code):
            owners.setdefault(query_words(term, FOLDING), []).append(code)
    shared = {" ".join(words): codes for words, codes in owners.items() if len(codes) > 1}
    assert shared == {"congolese": ["COD", "COG"], "channel islands": ["GGY", "JEY"]}
    assert all(BY_HAND[code][3] for codes in shared.values() for code in codes)


def test_terms_are_the_same_in_any_order_of_the_codes_and_each_once():
    terms = tables.query_terms(["KEN", "COG", "COD"])
    assert terms == tables.query_terms(["COD", "KEN", "COG", "KEN"])
    assert len(terms) == len(set(terms))
    assert tables.query_terms(["KEN"]) == ("Kenya", "Kenyan")
    assert tables.query_terms(["LKA"]) == ('"Sri Lanka"', "Srilanka", '"Sri Lankan"')


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_words_name_no_country(text):
    assert not tagged(text, *everywhere())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenyans' help-seeking", "KEN"),
        ("A trial in Bénin", "BEN"),
        ("Beninese women", "BEN"),
        ("Adolescents in Côte d’Ivoire", "CIV"),
        ("Families in Lao PDR", "LAO"),
        ("Philippine nurses", "PHL"),
        ("Viet Nam and Thailand", "VNM"),
        ("Women of Türkiye", "TUR"),
        ("Turkish students", "TUR"),
        ("Mothers in Niger", "NER"),
        ("Burkina Faso, Mali, Niger", "NER"),
        ("Ebola in Guinea, Liberia and Sierra Leone", "GIN"),
        ("Ebola in Liberia, Guinea and Sierra Leone", "GIN"),
        ("Displaced people in Georgia, Armenia", "GEO"),
        ("the Democratic Republic of the Congo", "COD"),
        ("in the Republic of the Congo", "COG"),
        ("Adults in the US", "USA"),
        ("U.S. adults", "USA"),
        ("the UK and Ireland", "GBR"),
        ("the U.K.", "GBR"),
        ("La Réunion", "REU"),
        ("Bissau-Guinean women", "GNB"),
        ("Timor-Leste", "TLS"),
        ("中国", "CHN"),
    ],
)
def test_countries_are_found_as_texts_write_them(text, code):
    assert tagged(text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the Democratic Republic of the Congo", "COG"),
        ("Nigeria", "NER"),
        ("Papua New Guinea", "GIN"),
        ("Guinea-Bissau", "GIN"),
        ("Dominican youth", "DMA"),
        ("New South Wales", "GBR"),
        ("People's Republic of China", "TWN"),
    ],
)
def test_one_country_is_not_found_in_the_name_of_another(text, code):
    assert not tagged(text, code)
