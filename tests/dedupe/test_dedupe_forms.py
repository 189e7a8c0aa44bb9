"""Single values in the form in which they are compared."""

from __future__ import annotations

import pytest

from litsieve.dedupe.fields import (
    Pages,
    accession,
    doi,
    doi_of_work,
    issue,
    pages,
    preprint_doi,
    volume,
)
from litsieve.dedupe.names import names
from litsieve.dedupe.titles import title
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
        ("Untitled", ""),
        ("…", ""),
    ],
)
def test_titles_lose_what_is_not_their_own(raw: str, text: str) -> None:
    assert title(raw).text == text


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("Erratum to: Beds", "erratum"),
        ("Publisher Correction: Beds", "erratum"),
        ("Corrigendum", "erratum"),
        ("Beds (vol 3, pg 4, 2001)", "erratum"),
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
        ("World Health Organization", "organization", "wh", 1),
        ("Anonymous", "", "", 0),
        ("", "", "", 0),
    ],
)
def test_names(raw: str, families: str, initials: str, count: int) -> None:
    form = names(raw)
    assert (form.families, form.initials, form.people) == (families, initials, count)


def test_volumes_issues_and_pages_in_all_notations() -> None:
    assert [volume(v) for v in ("66 (Supplement 1)", "Vol. 066", "XII", "")] == [
        "66",
        "66",
        "xii",
        "",
    ]
    assert [issue(v) for v in ("01-Mar", "Suppl. 1", "3 SUPPL. 1", "7–8", "4", "")] == [
        "1-3", "s1", "s1", "7-8", "4", "",
    ]  # fmt: skip
    assert pages("1875-9") == Pages("", "1875", 1879)
    assert pages("S69--S70") == Pages("s", "69", 70)
    assert pages("Suppl-29") == Pages("suppl", "29", 29)
    assert pages("no pagination") == Pages("", "", -1)


def test_ids() -> None:
    assert doi("https://doi.org/10.1234/AbC.") == "10.1234/abc"
    assert doi("not one") == ""
    assert doi_of_work("10.1002/14651858.cd002999.pub3") == "10.1002/14651858.cd002999"
    assert preprint_doi("10.1101/2020.01.01.20000001")
    assert not preprint_doi("10.1101/gr.123456")
    assert accession("2-s2.0-85063129582") == "2-s2.0-85063129582"
    assert accession("WOS:000472121700001") == "wos:000472121700001"
    assert accession("Alder2016") == ""


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("Infect Control Hosp Epidemiol", "Infection Control and Hospital Epidemiology", "same"),
        ("Proc Natl Acad Sci U S A",
         "Proceedings of the National Academy of Sciences of the United States of America", "same"),
        ("BMJ", "British Medical Journal", "same"),
        ("Journal of the Ward …", "Journal of the Ward Society of Kent", "same"),
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
        ("beds and colour in wards", "beds and color in wards", 97, "spelling"),
        ("beds of female porters in wards", "beds of male porters in wards", 96, "reworded"),
        ("effects of linen on the sleep", "effects of linen on the sleep of porters", 84,
         "longer in one"),
        ("lifts are slow", "beds creak", 30, "unlike"),
    ],
)  # fmt: skip
def test_wording(a: str, b: str, ratio: float, level: str) -> None:
    assert wording(a, b, ratio, cut=False) == level
    assert wording(b, a, ratio, cut=False) == level
