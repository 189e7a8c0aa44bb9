"""Names: what each layout of authors becomes. Each row is one promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve.ingest.values import author_cells, name_orders, names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fecil'ak, P., Pekár, A.", ["Fecil'ak, P.", "Pekár, A."]),
        ("Hajek A.E., Morris E.E.", ["Hajek, A.E.", "Morris, E.E."]),
        ("Barros B.J.; Cunha J.P.S.", ["Barros, B.J.", "Cunha, J.P.S."]),
        (
            "E.A., Bradley, Elizabeth A.; B.G., Lockaby, B. Graeme",
            ["Bradley, Elizabeth A.", "Lockaby, B. Graeme"],
        ),
        ("C., Fabri, Charlotte", ["Fabri, Charlotte"]),
        ("van der Berg J.-P.", ["van der Berg, J.-P."]),
        ("van der Berg, J.-P., Li, W.", ["van der Berg, J.-P.", "Li, W."]),
        ("World Health Organization", ["World Health Organization"]),
        ("Smith J., Jr., Doe K.", ["Smith, J. Jr.", "Doe, K."]),
        ("Olsen, David L.", ["Olsen, David L."]),
        ("World Health Organization, Smith J.", ["World Health Organization", "Smith, J."]),
        ("Xu L, Sanders LM, Chow JCL", ["Xu, L", "Sanders, LM", "Chow, JCL"]),
        ("Smith J.1, 2, Doe K.*", ["Smith, J.", "Doe, K."]),
    ],
)
def test_authors_of_scopus(text: str, wanted: list[str]) -> None:
    assert names.from_scopus(text) == wanted


NAMES = {
    "family_first": [
        ("Bradley, Elizabeth A.", "Bradley, Elizabeth A."),
        ("van der Berg,J.A.", "van der Berg, J.A."),
        ("Smith-Jones, María del Carmen", "Smith-Jones, María del Carmen"),
        ("VAN DER BERG, JOHN", "VAN DER BERG, JOHN"),
        ("O'Neil, K.", "O'Neil, K."),
        ("王, 小明", "王, 小明"),
        ("王小明", "王小明"),
        ("King, Jr., Martin Luther", "King, Martin Luther Jr."),
        ("King, Martin Luther, Jr.", "King, Martin Luther Jr."),
        ("King Jr., Martin Luther", "King, Martin Luther Jr."),
        ("Smith, John, MD, PhD", "Smith, John"),
        ("Smith, Julia B, MLS", "Smith, Julia B"),
        ("Smith, John PhD", "Smith, John"),
        ("Smith, MD, PhD", "Smith, MD"),
        ("Smith, M.D.", "Smith, M.D."),  # initials
        ("Smith, MA", "Smith, MA"),
        ("Jane Smith, PhD", "Smith, Jane"),
        ("Smith, Dr. John", "Smith, John"),
        ("Smith, J.1,*", "Smith, J."),
        ("Müller², K.†", "Müller, K."),
        ("Smith, John (0000-0002-1825-0097)", "Smith, John"),
        ("Smith, John https://orcid.org/0000-0002-1825-0097", "Smith, John"),
        ("Smith, John <j.smith@x.example>", "Smith, John"),
        ("D&apos;Agostino, L.", "D'Agostino, L."),
        ("World Health Organization", "World Health Organization"),
        ("World Health Organization,", "World Health Organization"),
        ("Organization, World Health", "World Health Organization"),
        ("Team, R Core", "R Core Team"),
        ("Group, The XYZ Study", "The XYZ Study Group"),
        ("Bank, World", "World Bank"),
        ("Bank, William", "Bank, William"),
        ("Press, William H.", "Press, William H."),
        ("Group, J.", "Group, J."),
        ("Department of Health, Education", "Department of Health， Education"),
        (
            "University of Oxford, Department of Statistics",
            "University of Oxford， Department of Statistics",
        ),
        ("Elsevier, Ltd.", "Elsevier， Ltd."),
        ("NCT01234567", "NCT01234567"),
        ("", ""),
    ],
    "family_initials": [
        ("van der Berg J.A.", "van der Berg, J.A."),
        ("van der Berg JA Jr", "van der Berg, JA Jr"),
        ("Smith JA 3rd", "Smith, JA 3rd"),
        ("Smith JA", "Smith, JA"),
        ("Smith J A", "Smith, J A"),
        ("Smith D.G", "Smith, D.G"),
        ("DeLong E", "DeLong, E"),
        ("SMITH JA", "SMITH, JA"),
        ("O'Neil K", "O'Neil, K"),
        ("Kim Y.-H.", "Kim, Y.-H."),
        ("Müller Ä", "Müller, Ä"),
        ("de Souza e Silva JM", "de Souza e Silva, JM"),
        ("Smith J.1,*", "Smith, J."),
        ("XYZ Study Group", "XYZ Study Group"),
        ("World Health Organization", "World Health Organization"),
        ("Plato", "Plato"),
    ],
    "first_last": [
        ("Jane Doe", "Doe, Jane"),
        ("J. A. van der Berg", "van der Berg, J. A."),
        ("JOHN VAN DER BERG", "VAN DER BERG, JOHN"),
        ("Giulia Di Rocco", "Di Rocco, Giulia"),
        ("H. v. d. Berg", "v. d. Berg, H."),
        ("Judith D. Ahrens", "Ahrens, Judith D."),
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        ("Maria Cruz e Silva", "Cruz e Silva, Maria"),
        ("João dos Santos", "dos Santos, João"),
        ("María del Carmen Smith-Jones", "Smith-Jones, María del Carmen"),
        ("Mohammed bin Salman", "bin Salman, Mohammed"),
        ("Ahmed al-Rashid", "al-Rashid, Ahmed"),
        ("An Van Nguyen", "Nguyen, An Van"),
        ("john paul smith", "smith, john paul"),
        ("johannes van der berg", "van der berg, johannes"),
        ("王小明", "王小明"),  # which of the three is the family is not said
        ("山田 太郎", "山田, 太郎"),
        ("Sammy Davis Jr", "Davis, Sammy Jr"),
        ("Martin Luther King, Jr.", "King, Martin Luther Jr."),
        ("John Smith, MD, PhD", "Smith, John"),
        ("Prof. Dr. Jane Doe", "Doe, Jane"),
        ("The XYZ Study Group", "The XYZ Study Group"),
        ("for the ABC Investigators", "ABC Investigators"),
        ("on behalf of the ABC Investigators", "ABC Investigators"),
        ("University of Oxford", "University of Oxford"),
        (
            "Centers for Disease Control and Prevention",
            "Centers for Disease Control and Prevention",
        ),
        ("GBD 2019 Diseases", "GBD 2019 Diseases"),
        ("McKinsey & Partners", "McKinsey & Partners"),
        ("Some Firm Ltd", "Some Firm Ltd"),
        ("Anna Center", "Center, Anna"),
    ],
    "any_order": [
        ("Smith JA", "Smith, JA"),
        ("JA Smith", "Smith, JA"),
        ("Smith J.A.", "Smith, J.A."),
        ("J.A. Smith", "Smith, J.A."),
        ("Smith, Jane", "Smith, Jane"),
        ("Jane Smith", "Smith, Jane"),
        ("Jane Smith, PhD", "Smith, Jane"),
        ("JOHN LI", "LI, JOHN"),
        ("World Health Organization", "World Health Organization"),
    ],
    "from_bibtex": [
        ("Doe, Jane", "Doe, Jane"),
        ("Jane Doe", "Doe, Jane"),
        ("D Güera", "Güera, D"),
        ("Charles Louis de la Vallee Poussin", "de la Vallee Poussin, Charles Louis"),
        ("von Beethoven, Ludwig", "von Beethoven, Ludwig"),
        ("Ford, Jr., Henry", "Ford, Henry Jr."),
        ("Henry Ford Jr.", "Ford, Henry Jr."),
        ("{World Health Organization}", "World Health Organization"),
        ("{{World Health Organization}}", "World Health Organization"),
        ("World Health Organization", "World Health Organization"),
        ("{Department of Health, UK}", "Department of Health， UK"),
        ("{Barnes and Noble}", "Barnes and Noble"),
        ("{Futuyma, DJ}", "Futuyma, DJ"),
        ("Wim [Van den Noortgate]", "Van den Noortgate, Wim"),
        ("{Le Corbusier}, C.", "Le Corbusier, C."),
        ("Jane {van Doe}", "van Doe, Jane"),
        ("{J}ane {D}oe", "Doe, Jane"),
        ("Plato", "Plato"),
    ],
}


@pytest.mark.parametrize(
    ("layout", "name", "wanted"),
    [(layout, *row) for layout, rows in NAMES.items() for row in rows],
)
def test_names(layout: str, name: str, wanted: str) -> None:
    assert getattr(names, layout)(name) == wanted


@pytest.mark.parametrize(
    ("layout", "name", "wanted"),
    [(layout, *row) for layout, rows in NAMES.items() for row in rows],
)
def test_a_canonical_name_stays_as_it_is(layout: str, name: str, wanted: str) -> None:
    assert names.family_first(wanted) == wanted
    if "," in wanted or names.is_organisation(wanted):
        assert names.from_bibtex(wanted) == wanted
        assert names.any_order(wanted) == wanted


#: Words and signs that names are made of, and that get between them.
_WORDS = """
Smith Müller O'Neil van der de y Jr. III J. JA J.-P. DE PhD MD Dr. Ltd Group University Bank of The
and 王 小明 太郎 & , , ; . - 1 * † {x} ( ) … World Health Organization study for Ann et al.
"""
_PIECES = st.sampled_from(_WORDS.split())


@given(st.lists(_PIECES, max_size=7).map(" ".join) | st.text(max_size=25))
def test_any_text_is_a_name_that_stays(text: str) -> None:
    for layout in ("family_first", "family_initials", "first_last", "any_order", "from_bibtex"):
        found = getattr(names, layout)(text)
        assert found.count(",") <= 1
        assert ";" not in found
        if "{" not in found and "}" not in found:
            assert names.family_first(found) == found


@given(st.lists(_PIECES, max_size=4).map(" ".join), st.lists(_PIECES, max_size=4).map(" ".join))
def test_the_short_way_to_a_name_gives_what_the_long_one_gives(family: str, given: str) -> None:
    name = f"{family}, {given}"
    assert names.family_first(name) == name_orders._family_first(name)
    assert names.from_bibtex(name) == names._from_bibtex(name)
    name = f"{family} {given}"
    assert names.family_initials(name) == name_orders._family_initials(name)
    assert names.first_last(name) == name_orders._first_last(name)


def test_full_names_of_scopus() -> None:
    text = "Bradley, Elizabeth A. (57226631324); World Health Organization (6001);王, 小明 (7);"
    assert names.from_full_names(text) == [
        "Bradley, Elizabeth A.",
        "World Health Organization",
        "王, 小明",
    ]


def test_and_splits_only_outside_braces() -> None:
    assert names.split_and("A, B and {Barnes and Noble} AND C, D") == [
        "A, B",
        "{Barnes and Noble}",
        "C, D",
    ]


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (["A", "others"], (["A"], True)),
        (["A", "..."], (["A"], True)),
        (["Doe, J. et al."], (["Doe, J."], True)),
        (["A", "and others"], (["A"], True)),
        (["O Gutierrez…"], (["O Gutierrez"], True)),
        (["Doe J", "et al"], (["Doe J"], True)),
        (["Doe, J.", "et al.,"], (["Doe, J."], True)),
        (["Doe, J.", "et, al."], (["Doe, J."], True)),
        (["Doe, J.", "al., et"], (["Doe, J."], True)),
        (["Doe, J. [et al.]"], (["Doe, J."], True)),
        (["Doe, J. u.a."], (["Doe, J."], True)),
        (["Doe, J. u. a."], (["Doe, J."], True)),
        (["García, L. y otros"], (["García, L."], True)),
        (["Silva, L. e outros"], (["Silva, L."], True)),
        (["王小明等"], (["王小明"], True)),
        (["王小明", "等"], (["王小明"], True)),
        (["Doe, J.", "+ 12 more"], (["Doe, J."], True)),
        (["A", "B"], (["A", "B"], False)),
        (
            ["Pascal", "Jamal", "Nicol", "Peters, R."],
            (["Pascal", "Jamal", "Nicol", "Peters, R."], False),
        ),
        (["Othersen, K.", "Etal, B."], (["Othersen, K.", "Etal, B."], False)),
    ],
)
def test_a_cut_list_of_authors_is_noticed(found: list[str], wanted: tuple[list[str], bool]) -> None:
    assert names.take_cut(found) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wilsh E, Rink G, Brook KA", ["Wilsh E", "Rink G", "Brook KA"]),
        ("J. Bell, K. Orr", ["J. Bell", "K. Orr"]),
        ("Jo Bell, Kim Orr, Ola Tam", ["Jo Bell", "Kim Orr", "Ola Tam"]),
        ("Bell, J., Orr, K.", ["Bell, J.", "Orr, K."]),
        ("Bell, Jo A., Orr, Kim", ["Bell, Jo A.", "Orr, Kim"]),
        ("Jo Bell, MD, Kim Orr, PhD", ["Jo Bell", "Kim Orr"]),
        ("Bell, Jo, Orr, Kim, Poe, Ann Marie", ["Bell, Jo", "Orr, Kim", "Poe, Ann Marie"]),
        ("Roe, A., Poe, K., & Orr, B.", ["Roe, A.", "Poe, K.", "Orr, B."]),
        ("Wise, Steve L., Ed.", ["Wise, Steve L."]),
        ("Costa, Jr., P. T., McCrae, R. R.", ["Costa, P. T. Jr.", "McCrae, R. R."]),
    ],
)
def test_a_list_at_commas_loses_nobody(text: str, wanted: list[str]) -> None:
    assert author_cells.at_commas(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Bell, Jo", "García Márquez, Gabriel José", "Ford, Jr., Henry", "Costa, Jr., P. T.",
        "Lee, Jr., Bo An", "Smith, Jane, MD", "Smith, Jane A., MD, PhD", "Bell",
        "{Ministry of Health, Care, and Wards}", "von Neumann, Jr, John", "Smith, J., Jr.",
    ],
)  # fmt: skip
def test_one_name_with_commas_is_one(text: str) -> None:
    assert author_cells.at_commas(text) == [text]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Costa, Jr., P. T.", "Costa, P. T. Jr."),
        ("Steele, Jr., Guy L.", "Steele, Guy L. Jr."),
        ("Smith, III, JB", "Smith, JB III"),
        ("Lee, Jr., Bo An", "Lee, Bo An Jr."),
        ("Smith, Jr., J. B., PhD", "Smith, J. B. Jr."),
        ("John Smith, Jr.", "Smith, John Jr."),
        ("John Smith, Jr., MD", "Smith, John Jr."),
        ("de la Cruz, Jr, A. B.", "de la Cruz, A. B. Jr"),
        ("Smith, Jane, MD", "Smith, Jane"),
        ("family=Schon, given=Aline, prefix=von, useprefix=true", "von Schon, Aline"),
        ("given=Kim, suffix=Jr, family={Orr Tam}", "Orr Tam, Kim Jr"),
        ('"family=Bell", given-i={J}', "Bell, J"),
    ],
)
def test_given_names_behind_a_suffix_are_kept(name: str, wanted: str) -> None:
    assert names.from_bibtex(name) == wanted


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (["Bell, Jo", "and Orr, Kim"], ["Bell, Jo", "Orr, Kim"]),
        (["Bell, Jo and", "& Orr, Kim", "and"], ["Bell, Jo", "Orr, Kim"]),
        (["And, Metin", "Metin And", "Sanderson, A"], ["And, Metin", "Metin And", "Sanderson, A"]),
    ],
)
def test_an_and_that_is_left_over_is_no_name(found: list[str], wanted: list[str]) -> None:
    assert names.take_cut(found) == (wanted, False)


@pytest.mark.parametrize("others", ["Others, And", "others and", "Others, and", "OTHERS, AND"])
def test_others_in_whatever_order_mean_that_the_list_was_cut(others: str) -> None:
    assert names.take_cut(["Bell, Jo", others]) == (["Bell, Jo"], True)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Costa P.T., Jr.", "Costa, P.T. Jr."),
        ("Costa PT Jr", "Costa, PT Jr"),
        ("Smith J.B. 3rd", "Smith, J.B. 3rd"),
        ("ROE J.A.", "ROE, J.A."),
        ("SMITH J", "SMITH, J"),
        ("JOHN SMITH", "SMITH, JOHN"),
        ("WEI LI", "LI, WEI"),
    ],
)
def test_initials_behind_a_name_are_the_given_names(name: str, wanted: str) -> None:
    assert names.any_order(name) == wanted
