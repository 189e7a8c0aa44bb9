"""The difficult entries, written by hand: what each is, and what must become of it."""

# ruff: noqa: E501 - a record of a table is one line

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from items import AWAITING, EXCLUDED, INCLUDED, Item, Writer

from invented.exports import scopus_line, scopus_row


def cases(w: Writer) -> Iterator[Item]:
    """All items that were written by hand."""
    yield from _dates(w)
    yield from _languages_and_titles(w)
    yield from _types(w)
    yield from _topics(w)
    yield from _copies(w)
    yield from _characters(w)
    yield from _broken(w)


def _dates(w: Writer) -> Iterator[Item]:
    p = w.paper("Undated letters: peer support and loneliness in a lighthouse village", year=None)
    yield w.item("year-unknown", p, AWAITING, where="g")
    p = w.paper("Sewing circles, social support and depression after a mill closure")
    yield Item("year-in-one", p, INCLUDED, "", (w.scopus(p),), (w.scholar(p, year=None),))
    p = w.paper("Ferry-based peer support for anxious islanders: a feasibility study", year=2025)
    yield w.item("year-2025", p, AWAITING, where="sg")
    p = w.paper(
        "Barley yields and hail insurance in the uplands",
        "Yields from 214 fields were modelled. Hail insurance made no difference.",
        year=2025,
    )
    yield w.item("year-2025", p, EXCLUDED, "E8")


def _languages_and_titles(w: Writer) -> Iterator[Item]:
    for language, title in (
        ("Portuguese", "Apoio social e depressão em mulheres do campo de Velanda"),
        ("German", "Soziale Unterstützung und Einsamkeit im ländlichen Osterwick"),
        ("French", "Soutien par les pairs et anxiété chez les étudiants de Torika"),
    ):
        yield w.item("not-english", w.paper(title, language=language), EXCLUDED, "E2")
    p = w.paper("Drumming, belonging and suicidal thoughts on two coasts")
    yield w.item("two-languages", replace(p, language="English; Spanish"), INCLUDED)

    spanish = "Apoyo entre vecinas y síntomas depresivos en el barrio de Sanuenga"
    english = "Support among women neighbours and depressive symptoms in the district of Sanuenga"
    p = w.paper(f"{spanish} [{english}]", language="Spanish")
    yield Item("bilingual", p, EXCLUDED, "E2", (w.scopus(p),), (w.scholar(p, title=spanish),))
    english = "Kitchen tables and social support: a diary study of distress in Wenadur"
    p = w.paper(f"{english}; [厨房餐桌与社会支持：日记研究]")
    yield Item("bilingual", p, INCLUDED, "", (w.scopus(p),), (w.scholar(p, title=english),))

    p = w.paper("Rooftop gardens and mental distress, Part I: a survey of social support")
    yield w.item("part", p, INCLUDED, where="sg")
    two = w.paper("Rooftop gardens and mental distress, Part II: a survey of social support")
    two = replace(two, authors=p.authors, venue=p.venue, abbreviation=p.abbreviation, year=p.year)
    yield w.item("part", two, INCLUDED, where="sg")
    for _ in range(2):
        yield w.item("same-title", w.paper("Loneliness and social support in later life"), INCLUDED)
    p = w.paper(
        "Lay counselling for anxious weavers in Polmouth: a cluster randomised trial in Kenya"
    )
    yield w.item("companion", p, INCLUDED)
    other = w.paper(p.title.replace("Kenya", "Nepal"))
    other = replace(
        other, authors=p.authors, venue=p.venue, abbreviation=p.abbreviation, year=p.year
    )
    yield w.item("companion", other, INCLUDED)


def _types(w: Writer) -> Iterator[Item]:
    for number, (venue, year) in enumerate((("medRxiv", 2021), ("PsyArXiv", 2020)), 1):
        study = f"preprint-{number}"
        title = (
            "Night buses as places of peer support for anxious shift workers",
            "Lending libraries, social support and depressive symptoms in refugees",
        )[number - 1]
        article = w.paper(title, year=year + 1)
        yield w.item("preprint", article, INCLUDED, where="sg", study=study)
        early = replace(
            article, year=year, venue=venue, abbreviation="", volume="", issue="", pages="",
            article_number="", doi="", publisher=venue,
        )  # fmt: skip
        yield w.item("preprint", early, EXCLUDED, "E3", where="g", study=study)

    journal = w.paper("Editorial", "", document_type="Editorial")
    for number in range(5):
        p = w.paper("Editorial", "", document_type="Editorial")
        home = journal if number < 3 else p
        p = replace(
            p, venue=home.venue, abbreviation=home.abbreviation, volume=str(20 + number),
            issue="1", pages=f"{number + 1}-{number + 3}", article_number="",
        )  # fmt: skip
        yield w.item("editorial", p, EXCLUDED, "E3", where="sg" if number == 1 else "s")
    p = replace(journal, volume="31", issue="2", pages="97-98", article_number="", year=2022)
    yield w.item("editorial", p, AWAITING, where="g")

    p = w.paper("Text messages as social support for depressed fathers")
    yield w.item("conference", p, INCLUDED, study="conference-1")
    talk = replace(
        p, venue="Proceedings of the Third Varenholm Meeting on Digital Care", abbreviation="",
        volume="", issue="", pages="41-46", article_number="", year=(p.year or 0) - 1,
        document_type="Conference paper", doi=p.doi + "c",
    )  # fmt: skip
    yield w.item("conference", talk, EXCLUDED, "E3", study="conference-1")
    talk = w.paper(
        "A map of peer support and anxiety in harbour towns", venue="Eastmarch Conference on Maps"
    )
    entry = w.scholar(talk, "inproceedings")
    yield Item("conference", talk, EXCLUDED, "E3", scholar=(entry,))

    p = w.paper("Choirs, social support and depressive symptoms in dockworkers")
    yield w.item("erratum", p, INCLUDED, where="sg", study="erratum-1")
    note = replace(
        p, title=f"Erratum to: {p.title}", document_type="Erratum", abstract="", pages="980-980",
        article_number="", doi=p.doi + "e", issue="12",
    )  # fmt: skip
    yield w.item("erratum", note, EXCLUDED, "E3", study="erratum-1")

    title = "Befriending by post and loneliness: a factorial experiment in social support"
    p = w.paper(title)
    marked = replace(p, title=f"RETRACTED: {title}", document_type="Retracted")
    entries = (w.scopus(marked),), (w.scholar(p),)
    yield Item("retracted", marked, EXCLUDED, "R1", *entries, study="retraction-1")
    notice = replace(
        p, title=f"Retraction notice to: {title}", document_type="Erratum", abstract="",
        volume=f"{p.volume}0", issue="3", pages="11-11", article_number="", doi=p.doi + "r",
        year=(p.year or 0) + 1,
    )  # fmt: skip
    yield w.item("retracted", notice, EXCLUDED, "E3", study="retraction-1")

    for kind in ("Book chapter", "Letter"):
        p = w.paper(f"Social support and grief in mountain towns: a {kind.split()[-1].lower()}")
        yield w.item("other-type", replace(p, document_type=kind), EXCLUDED, "E3")
    for kind, title in (
        ("phdthesis", "Belonging and depression among lock keepers"),
        ("book", "The neighbour's handbook of peer support and low mood"),
    ):
        p = w.paper(title, volume="", issue="", pages="", article_number="")
        yield Item("other-type", p, EXCLUDED, "E3", scholar=(w.scholar(p, kind, venue=""),))


def _topics(w: Writer) -> Iterator[Item]:
    rows = (
        ("animal", EXCLUDED, "E5", "Cage enrichment and anxiety-like behaviour in mice", "Forty mice were housed in pairs or alone. Paired mice crossed more squares of the open field."),
        ("animal", EXCLUDED, "E5", "Social isolation in the rat: a murine model of depression", "Male rats were isolated for six weeks. Sucrose preference fell, and corticosterone rose."),
        ("near-miss", INCLUDED, "", "Out of the rat race: support groups for exhausted clerks", "People who had left clerical work met in support groups. Depressive symptoms eased within a year."),
        ("drug-trial", EXCLUDED, "E7", "Varanexine at two doses in major depression: a double-blind trial", "Varanexine, an SSRI, was compared with placebo at a dose of 20 mg. Depression scores fell in both arms."),
        ("drug-trial", EXCLUDED, "E7", "Switching antipsychotics in late-onset psychosis: a register study", "Dispensing records of 3,112 persons were analysed. Antipsychotic switches were followed by anxiety in 14%."),
        ("near-miss", INCLUDED, "", "Group therapy with and without an antidepressant for isolated widowers", "Family and group sessions were offered to all. Social support and depression improved whether or not an antidepressant was taken."),
        ("near-miss", INCLUDED, "", "Village theatre without pharmacotherapy for low mood", "No drug therapy was given. Community-led theatre in nine villages eased depression."),
        ("inpatient", EXCLUDED, "E6", "Peer support on a locked psychiatric ward", "Inpatients on one ward met twice a week for peer support. Anxiety scores were taken each Friday."),
        ("near-miss", INCLUDED, "", "From inpatient care to the neighbourhood: peer support after discharge", "Inpatients were met by a peer before discharge and visited at home. Depression relapsed less often."),
        ("no-abstract", INCLUDED, "", "Social support and depression in people of a quarry village: a short report", ""),
        ("no-abstract", AWAITING, "", "Social support and depression in quarry workers: a short report", ""),
        ("no-abstract", AWAITING, "", "Porches, stoops and doorways: notes on an old habit", ""),
        ("no-abstract", AWAITING, "", "The Tuesday people", ""),
    )  # fmt: skip
    for case, verdict, reason, title, abstract in rows:
        where = "sg" if title.startswith(("Out of", "Porches", "Varanexine")) else "s"
        yield w.item(case, w.paper(title, abstract), verdict, reason, where)
    p = w.paper("Standards for peer support and mental health in libraries", authors=())
    yield w.item("no-author", p, INCLUDED)


def _copies(w: Writer) -> Iterator[Item]:
    p = w.paper("Allotment gardens and social support in anxious pensioners: a panel study")
    press = replace(p, volume="", issue="", pages="", article_number="", year=(p.year or 0) - 1)
    yield Item("twice-in-scopus", p, INCLUDED, "", (w.scopus(press), w.scopus(p)))
    p = w.paper("Bell ringers: belonging, sleep and depressive symptoms")
    press = replace(p, volume="", issue="", pages="", article_number="", doi="")
    yield Item("twice-in-scopus", p, INCLUDED, "", (w.scopus(press), w.scopus(p)), (w.scholar(p),))
    p = w.paper("Letters to strangers: peer support for homesick apprentices")
    yield w.item("twice-in-scholar", p, AWAITING, where="gg")
    first = w.paper("Social saunas and loneliness in northern towns", year=2019)
    second = w.paper("Social support at sea: distress among trawler crews", year=2019)
    yield w.item("key-shared", first, INCLUDED, where="sg")
    yield w.item("key-shared", replace(second, authors=first.authors), INCLUDED, where="sg")
    p = w.paper("Rural radio as social support for depressed herders")
    dropped = w.scholar(p, title=p.title.replace("radio", "r adio"), venue=p.venue[:12] + " ...")
    yield Item("drop-cap", p, INCLUDED, "", (w.scopus(p),), (dropped,))


def _characters(w: Writer) -> Iterator[Item]:
    p = w.paper('=cmd("help"): a text line for social support and self-harm')
    yield w.item("formula", p, INCLUDED, where="sg")
    p = w.paper("@home, +1: invited guests as social support for depressed tenants")
    yield w.item("formula", p, INCLUDED)

    plain = "Effects of peer support on depression in tram drivers"
    p = w.paper(
        plain.replace("peer support", "<b>peer support</b>").replace(
            "depression", "<i>depression</i>"
        )
    )
    yield Item("markup", p, INCLUDED, "", (w.scopus(p),), (w.scholar(p, title=plain),))
    p = w.paper("Social support in carers aged <25 years: anxiety at p < 0.05 &amp; beyond")
    yield w.item("markup", p, INCLUDED)
    p = w.paper("<script>alert(1)</script> Social support for depressed web developers")
    yield w.item("markup", p, INCLUDED)

    for title, bare in (
        ("Community R&D for mental health: support by and for miners", False),
        ("Why R&D teams need peer support: burnout and anxiety in laboratories", True),
        ("Social support halves distress in 50% of households: a ten-year panel", True),
        ("Peer support on $2 a day: depression in a market town", True),
    ):
        p = w.paper(title)
        key, entry = w.scholar(p)
        if bare:
            entry = entry.replace(r"\&", "&").replace(r"\%", "%").replace(r"\$", "$")
        yield Item("special", p, INCLUDED, "", (w.scopus(p),), ((key, entry),))

    p = w.paper(
        'The "open door"; or, social support in a convent',
        'Objective: to ask, "who is there?"\nMethods: diaries; letters; talks.\n'
        "Results: social support eased anxiety, and the door stayed open.",
    )
    yield w.item("csv", p, INCLUDED, where="sg")


def _broken(w: Writer) -> Iterator[Item]:
    p = w.paper("Lantern walks, social support and winter depression")
    key, entry = w.scholar(p)
    damaged = entry.replace(p.title + "}", p.title, 1)
    yield Item("broken-bibtex", p, AWAITING, scholar=((key, damaged),))
    p = w.paper("Knitting on trains: social support and anxiety among commuters")
    name, _ = w.scopus(p)
    cut = scopus_line(scopus_row(p, name)[:18])  # ends with the abstract; no type, no EID
    yield Item("broken-csv", p, AWAITING, scopus=((name, cut),))
