"""Single values in the form in which they are compared."""

from __future__ import annotations

import pytest

from litsieve.dedupe.fields import (
    Pages,
    accession,
    article_number,
    doi,
    doi_of_work,
    issue,
    pages,
    preprint_doi,
    server_name,
    volume,
)
from litsieve.dedupe.names import names
from litsieve.dedupe.titles import bracketed, title
from litsieve.dedupe.venue import same_venue, venue_form, venue_kind
from litsieve.dedupe.wording import wording


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Wards &amp; <i>beds</i> [Review] [33 refs]", "wards beds"),
        ("[Beds in wards]. [German]", "beds in wards"),
        ("RETRACTED ARTICLE: Beds in wards", "beds in wards"),
        ("Beds in wards (Retracted article. See vol. 2, pg. 9)", "beds in wards"),
        ("Abstract P12: Beds in wards", "beds in wards"),
        ("Bed type II and phase iv", "bed type 2 and phase 4"),
        ("Beds in wards (author's transl)", "beds in wards"),
        ("Beds in wards (in German). [Letter]", "beds in wards"),
        ("[CITATION][C] Beds in wards", "beds in wards"),
        ("[PDF] Beds in wards", "beds in wards"),
        ("TEMPORARY REMOVAL: Beds in wards", "beds in wards"),
        ("Beds of Nolitrex™ or Nolitrex(R)", "beds of nolitrex or nolitrex"),
        ("Beds &amp;lt; 2 m", "beds 2 m"),
        ("Be\u00adds in\u00a0wards", "beds in wards"),
        ("{B}eds in {W}ards", "beds in wards"),
        (
            '$\\mathrm{CO}_2$ and $\\beta$ in gro{\\ss}en Str{\\"o}men',
            "co 2 and beta in grossen stromen",
        ),
        ("KrankentrÃ¤ger â€“ KÃ¶ln", "krankentrager koln"),
        ("Âge et lits", "age et lits"),
        ("TNF-α, TGFβ1 and ΔT", "tnf alpha tgfbeta1 and deltat"),
        ("ύπνος και βάρδιες", "υπνοσ και βαρδιεσ"),
        ("Third beds of the 3rd ward: one or two", "3 beds of the 3 ward 1 or 2"),
        ("Untitled", ""),
        ("…", ""),
    ],
)
def test_titles_lose_what_is_not_their_own(raw: str, text: str) -> None:
    assert title(raw).text == text


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("Anaemia and oedema of randomised tumours", "Anemia and edema of randomized tumors"),
        ("Colour, behaviour and labour", "Color, behavior and labor"),
        ("Modelling sulphate programmes", "Modeling sulfate programs"),
    ],
)
def test_one_spelling_stands_for_both(british: str, american: str) -> None:
    assert title(british).text == title(american).text


def test_a_title_in_brackets_is_a_translation() -> None:
    assert bracketed("[Beds in wards].")
    assert bracketed("[Beds in wards [B1] at night]. [German]")
    assert not bracketed("[PDF] Beds in wards")
    assert not bracketed("[Beta]-blockers in [small] wards")
    assert not bracketed("Beds in wards [German]")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Erratum to: Beds", "erratum"),
        ("Publisher Correction: Beds", "erratum"),
        ("Corrigendum", "erratum"),
        ("Beds (vol 3, pg 4, 2001)", "erratum"),
        ("Fe de errores de «Camas»", "erratum"),
        ("Erratum à « Lits »", "erratum"),
        ("Berichtigung zum Beitrag Betten", "erratum"),
        ("Beds in wards. Corrigendum", "erratum"),
        ("Correction de la myopie", ""),
        ("Correcting beds", ""),
        ("Retraction notice to 'Beds'", "retraction"),
        ("Reply to Oak: beds", "reply"),
        ("Beds: Authors' reply", "reply"),
        ("Comment on 'Beds'", "comment"),
        ("Re: Beds", "comment"),
        ("Replying machines", ""),
        ("Handbook of beds (Vol. 2)", ""),
    ],
)
def test_kinds_of_item_are_told_from_titles(raw: str, kind: str) -> None:
    assert title(raw).kind == kind


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("Beds. Part II", "2"), ("Beds, part two", "2"), ("Beds: Part B, linen", "b"),
        ("Beds III", "3"), ("Award paper - A bed", ""), ("Beds in 9 wards", ""),
        ("IV. Beds", "4"),
    ],
)  # fmt: skip
def test_parts(raw: str, parts: str) -> None:
    assert title(raw).parts == parts


@pytest.mark.parametrize(
    ("raw", "families", "initials", "count"),
    [
        ("Alder, Ruth M.; Birch, Tom", "alder birch", "rm", 2),
        ("Alder R. M.Birch T.", "alder birch", "rm", 2),
        ("R. M. Alder; T. Birch", "alder birch", "rm", 2),
        ("Alder RM; others", "alder", "rm", 1),
        ("van den Berg, Jan", "vandenberg", "j", 1),
        ("World Health Organization", "worldhealthorganization", "", 1),
        ("Alder, Ruth; Porters' Study Group", "alder", "r", 1),
        ("Alder RM, Birch T, Cedar I", "alder birch cedar", "rm", 3),
        ("R. M. Alder and T. Birch", "alder birch", "rm", 2),
        ("Alder R et al.", "alder", "r", 1),
        ("Alder, Robert, Jr.; Birch, Tom, MD, PhD", "alder birch", "r", 2),
        ("Иванов, П. И.; Жуков, С.", "ivanov jukov", "pi", 2),
        ("Zhukov, S.; Mueller, Jörg", "jukov muller", "s", 2),
        ("Tchaikovsky, P.", "chaikovski", "p", 1),
        ("Chaikovskii, P.", "chaikovski", "p", 1),
        ("IV, Ann", "iv", "a", 1),
        ("Anonymous", "", "", 0),
        ("", "", "", 0),
    ],
)
def test_names(raw: str, families: str, initials: str, count: int) -> None:
    form = names(raw)
    assert (form.families, form.initials, form.people) == (families, initials, count)


def test_a_group_is_told_from_people() -> None:
    assert names("Porters' Study Group").group
    assert not names("Alder, Ruth; Porters' Study Group").group
    assert not names("").group


def test_volumes_issues_and_pages_in_all_notations() -> None:
    assert [volume(v) for v in ("66 (Supplement 1)", "Vol. 066", "XLIV", "B", "")] == [
        "66", "66", "44", "b", "",
    ]  # fmt: skip
    assert [issue(v) for v in ("01-Mar", "Suppl. 1", "3 SUPPL. 1", "7–8", "4", "")] == [
        "1-3", "s1", "s1", "7-8", "4", "",
    ]  # fmt: skip
    assert pages("1875-9") == Pages("", "1875", 1879)
    assert pages("S69--S70") == Pages("s", "69", 70)
    assert pages("Suppl-29") == Pages("suppl", "29", 29)
    assert pages("no pagination") == Pages("", "", -1)


@pytest.mark.parametrize(
    "words",
    ["ahead-of-print", "Publish Ahead of Print", "Epub ahead of print", "In press", "n/a",
     "Online First", "Articles in Press", "Early Access"],
)  # fmt: skip
def test_words_for_not_yet_are_no_number(words: str) -> None:
    assert (volume(words), issue(words), article_number(words)) == ("", "", "")
    assert (volume("0"), issue("0")) == ("", "")


@pytest.mark.parametrize(
    "written",
    ["10.1234/Jwr.1/full", "10.1234/jwr.1/abstract", "10.1234/jwr.1.pdf", "10.1234/jwr.1/epdf",
     "10.1234/jwr.1 [doi]", "doi:10.1234/jwr.1.", "https://doi.org/10.1234%2fjwr.1",
     "10.1234/jwr.1?src=x", "10.1234/jwr.1; 10.1234/jwr.2", "10.1234/ jwr.1",
     "10.1234/jwr.1.full.pdf"],
)  # fmt: skip
def test_a_doi_is_found_in_whatever_stands_around_it(written: str) -> None:
    assert doi(written) == "10.1234/jwr.1"


@pytest.mark.parametrize(
    ("version", "work"),
    [
        ("10.1101/2015.03.01.15000001v2", "10.1101/2015.03.01.15000001"),
        ("10.21203/rs.3.rs-12345/v1", "10.21203/rs.3.rs-12345"),
        ("10.12688/f1000research.12345.2", "10.12688/f1000research.12345"),
        ("10.1371/journal.pone.0012345.s001", "10.1371/journal.pone.0012345"),
        ("10.1234/jwr.1.sup1", "10.1234/jwr.1"),
        ("10.1234/jwr.v12.i4", "10.1234/jwr.v12.i4"),
    ],
)
def test_versions_and_files_have_the_doi_of_their_work(version: str, work: str) -> None:
    assert doi_of_work(version) == work


def test_ids() -> None:
    assert doi("https://doi.org/10.1234/AbC.") == "10.1234/abc"
    assert doi("not one") == ""
    assert doi_of_work("10.1002/14651858.cd002999.pub3") == "10.1002/14651858.cd002999"
    assert preprint_doi("10.1101/2020.01.01.20000001")
    assert preprint_doi("10.64898/2025.12.01.25340001")
    assert not preprint_doi("10.1101/gr.123456")
    assert not preprint_doi("10.12688/f1000research.12345.1")
    assert server_name("medRxiv : the preprint server for health sciences") == "medrxiv"
    assert server_name("arXiv preprint arXiv:1503.01234") == server_name("arXiv (Cornell)")
    assert server_name("Journal of Ward Research") == ""
    assert accession("2-s2.0-85063129582") == "2-s2.0-85063129582"
    assert accession("WOS:000472121700001") == "wos:000472121700001"
    assert accession("NCT09000001") == "nct09000001"
    assert accession("PPR123456") == "ppr123456"
    assert accession("Alder2016") == ""


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("Infect Control Hosp Epidemiol", "Infection Control and Hospital Epidemiology", "same"),
        ("Proc Natl Acad Sci U S A",
         "Proceedings of the National Academy of Sciences of the United States of America", "same"),
        ("BMJ", "British Medical Journal", "same"),
        ("Journal of the Ward …", "Journal of the Ward Society of Kent", "same"),
        ("Br J Anaesth", "British Journal of Anesthesia", "same"),
        ("arXiv", "arXiv preprint arXiv:1503.01234", "same"),
        ("Wards &amp; Beds", "Wards and Beds", "same"),
        ("Society Ward Record", "Ward Record", "alike"),
        ("Lancet", "Lancet Oncology", "different"),
        ("Diabetes", "Diabetologia", "different"),
        ("BMJ", "BMJ Open", "different"),
        ("Wards", "Ward Workshop", "different"),
    ],
)  # fmt: skip
def test_venues(a: str, b: str, level: str) -> None:
    assert same_venue(venue_form(a), venue_form(b)) == level
    assert same_venue(venue_form(b), venue_form(a)) == level


def test_the_kind_of_a_venue_is_its_type_or_else_in_its_name() -> None:
    assert venue_kind("journal", "conference-paper", "Conference on Wards") == "journal"
    assert venue_kind("", "", "3rd Workshop on Wards") == "proceedings"
    assert venue_kind("", "", "J Wards") == "journal"
    assert venue_kind("", "", "Endocrine Reviews. Conference: 95th Annual Meeting") == "journal"
    assert venue_kind("", "", "Wards") == ""


@pytest.mark.parametrize(
    ("a", "b", "ratio", "level"),
    [
        ("beds and the linen of wards", "beds and linen of wards", 92, "spelling"),
        ("beds and colour in wards", "beds and color in wards", 97, "slip"),
        ("beds of female porters in wards", "beds of male porters in wards", 96, "reworded"),
        ("effects of linen on the sleep", "effects of linen on the sleep of porters", 84,
         "main title"),
        ("prednisone for porters of wards", "prednisolone for porters of wards", 97, "reworded"),
        ("beds in symptomatic porters", "beds in asymptomatic porters", 98, "reworded"),
        ("sleep of porters in austria", "sleep of porters in australia", 97, "reworded"),
        ("organization of wards at night", "organizational ward at night", 92, "spelling"),
        ("studies of the adaptation of beds", "study of adaption of beds", 90, "spelling"),
        ("the sleep of hospital porters", "sleep of hospital porters", 96, "spelling"),
        ("the sleep of hospital porter", "the sleep of hospital porters", 98, "spelling"),
        ("男性夜班护士睡眠质量的研究", "女性夜班护士睡眠质量的研究", 92, "reworded"),
        ("lifts are slow", "beds creak", 30, "unlike"),
    ],
)  # fmt: skip
def test_wording(a: str, b: str, ratio: float, level: str) -> None:
    assert wording(a, b, ratio, cut=False) == level
    assert wording(b, a, ratio, cut=False) == level
