"""Values: what each cleaner makes of what exports hold. Each row is one promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve.ingest import (
    dates,
    identifiers,
    kinds,
    languages,
    latex,
    markup,
    names,
    places,
    titles,
)
from litsieve.ingest.clean import keywords, pages


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10.5555/ABC.1", "10.5555/abc.1"),
        ("https://doi.org/10.5555/abc.", "10.5555/abc"),
        ("doi: 10.5555/abc;", "10.5555/abc"),
        ("http://dx.doi.org/10.5555%2Fabc", "10.5555/abc"),
        ("10.5555/s0140-6736(05)1", "10.5555/s0140-6736(05)1"),
        ("(10.5555/abc)", "10.5555/abc"),
        ("10.5555/a&lt;b&gt;c", "10.5555/a<b>c"),
        (r"10.5555/978-3-642\_86", "10.5555/978-3-642_86"),
        ("DOI 1", None),
        ("10.5555/", None),
        ("", None),
    ],
)
def test_doi(text: str, wanted: str | None) -> None:
    assert identifiers.doi(text) == wanted


@given(st.text(max_size=60))
def test_a_cleaned_doi_is_clean(text: str) -> None:
    once = identifiers.doi("10.5555/" + text)
    if once is not None and "%" not in once and "&" not in once:
        assert identifiers.doi(once) == once


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
        ("in press", "", "", None),
        ("12", "", "", None),
    ],
)
def test_published(year: str, month: str, day: str, wanted: str | None) -> None:
    assert dates.published(year, month, day) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("212 – 228", "212-228"),
        ("318--335", "318-335"),
        ("pp. 1-9", "1-9"),
        ("e12", "e12"),
        ("S3-S9", "S3-S9"),
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
    ],
)
def test_authors_of_scopus(text: str, wanted: list[str]) -> None:
    assert names.from_scopus(text) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Doe, Jane", "Doe, Jane"),
        ("Jane Doe", "Doe, Jane"),
        ("D Güera", "Güera, D"),
        ("Charles Louis de la Vallee Poussin", "de la Vallee Poussin, Charles Louis"),
        ("von Beethoven, Ludwig", "von Beethoven, Ludwig"),
        ("Ford, Jr., Henry", "Ford, Henry Jr."),
        ("Henry Ford Jr.", "Ford, Henry Jr."),
        ("{World Health Organization}", "World Health Organization"),
        ("{Department of Health, UK}", "Department of Health UK"),
        ("Wim [Van den Noortgate]", "Van den Noortgate, Wim"),
        ("{Le Corbusier}, C.", "Le Corbusier, C."),
        ("Plato", "Plato"),
    ],
)
def test_authors_of_bibtex(name: str, wanted: str) -> None:
    assert names.from_bibtex(name) == wanted


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
        (["A", "B"], (["A", "B"], False)),
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
    ],
)
def test_language(text: str, wanted: str | None) -> None:
    assert languages.codes(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Univ X, Dept, Beijing, Peoples R China", "CHN"),
        ("Columbia Univ, New York, NY 10027 USA", "USA"),
        ("INESC TEC, Porto, Portugal", "PRT"),
        ("Univ, Korea, South Korea", "KOR"),
        ("Univ, Abidjan, Côte d’Ivoire", "CIV"),
        ("Univ of Papua New Guinea, Papua New Guinea", "PNG"),
        ("Guinea-Bissau", "GNB"),
        ("Department of Nothing", None),
    ],
)
def test_country(text: str, wanted: str | None) -> None:
    assert places.country(text) == wanted


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
