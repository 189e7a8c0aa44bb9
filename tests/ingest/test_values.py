"""Values: what each cleaner makes of what exports hold. Each row is one promise."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litsieve import languages
from litsieve.ingest.clean import keywords, pages
from litsieve.ingest.values import (
    dates,
    identifiers,
    kinds,
    latex,
    markup,
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
        ("501-&", "501"),
        ("1137-+", "1137"),
        ("e123--", "e123"),
        ("1--1, 3-7, 12+", "1-1, 3-7, 12+"),
        ("xiii-xiv", "xiii-xiv"),
        ("12.0-34.0", "12-34"),
        ("7.0", "7"),
        ("12-NA", "12"),
        ("nan-34", "34"),
        ("n/a--n/a", None),
        ("n/a-n/a", None),
        ("undefined-undefined", None),
        ("n.p.-undefined", None),
        ("No Pagination Specified", None),
        ("(no pagination)", None),
        ("N.PAG-N.PAG", None),
        ("np", None),
        ("Epub ahead of print", None),
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
            "p ≤ 0.05, 5 μm, β2 at US$5 and US$6",
        ),
        (r"\textbf{a \textit{b}} {\em c} \textsuperscript{2}", "a b c 2"),
        (r"\href{http://x.example}{here} 50\,mg e.g.\ this", "here 50 mg e.g. this"),
        ("``quoted'' -- and --- so", "“quoted” – and — so"),
        (r"broken \textbf{", "broken "),
        (r"AND\slash OR, in\hyp{}patient, \textalpha\ and \upbeta", "AND/OR, in-patient, α and β"),
        (r"Na$^+$/K$^+$, SO$_4^{2-}$, $^{18}$F, H{$_2$}O", "Na+/K+, SO42-, 18F, H2O"),
        (
            r"$p<0.05$, p$<$0.1, p $>$ 0.2, $n = 12$, the $1S$ state",
            "p<0.05, p<0.1, p > 0.2, n = 12, the 1S state",
        ),
        (
            r"from $5 to $10, A$/US$, \$5 and \$6, 100% of $",
            "from $5 to $10, A$/US$, $5 and $6, 100% of $",
        ),
        (r"$$\alpha $$-helix and $ \gamma $-ray", "α-helix and γ-ray"),
        ("one\\\\two\\\\[2pt] three\\newline four", "one two three four"),
        (r"\{EEG\} of \{fMRI\}, sets \{a, b\} and \{X\}", "EEG of fMRI, sets {a, b} and {X}"),
        (r"\texorpdfstring{$\beta$}{beta}-cells, Fr\ocirc{u}", "beta-cells, Frů"),
        (r"escaped twice: {\\textgreater}5 and {\\'e}", "escaped twice: >5 and é"),
    ],
)
def test_latex(text: str, wanted: str) -> None:
    assert latex.text(text).strip() == wanted.strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Journal~of~Care", "Journal of Care"),
        (r"Fig.~2 of~\emph{Wards}, Smith~et~al.", "Fig. 2 of Wards, Smith et al."),
        ("~50 beds, 5~10 days", "~50 beds, 5~10 days"),
    ],
)
def test_words_of_a_title_may_be_tied(text: str, wanted: str) -> None:
    assert latex.title(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('The {EEG} of na{\\"\\i}ve nurses', "The EEG of naïve nurses"),
        (r"50\% of TNF-$\alpha$", "50% of TNF-α"),
        (r"\{ICU\} care", "ICU care"),
        ("Costs of $5 and $6", "Costs of $5 and $6"),
        (r"C:\users\data and sets {a, b}", r"C:\users\data and sets {a, b}"),
    ],
)
def test_only_what_was_surely_written_in_latex_is_decoded(text: str, wanted: str) -> None:
    assert latex.if_written(text) == wanted


@given(st.text(alphabet="\\{}$%&#abc \"'~^_", max_size=30))
def test_latex_never_fails(text: str) -> None:
    assert "{" not in latex.text(text.replace("\\", ""))
    latex.text(text)


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


LAYOUTS = (
    "family_first",
    "family_initials",
    "first_last",
    "any_order",
    "from_bibtex",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_any_text_is_answered_soon(piece: str) -> None:
    texts = [piece * (30_000 // len(piece)) + end for end in ("", "!", " @ et al: -->")]
    before = time.process_time()
    for text in texts:
        for layout in LAYOUTS:
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
