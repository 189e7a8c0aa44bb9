"""XML: entries begin where they do, damage stays in its entry, entities are refused."""

from __future__ import annotations

import time

import pytest

from litsieve.errors import ReviewError
from litsieve.ingest.entry import Entry, Reject, Text
from litsieve.ingest.formats import endnote_xml, pubmed_xml
from litsieve.ingest.shapes.fragments import beginnings
from litsieve.ingest.shapes.split import cut

LONE = "<record><titles><title>{}</title></titles></record>"


def items(text: str, size: int | None = None) -> list[Entry | Reject]:
    step = size or len(text)
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    reading = endnote_xml.read(Text(text, lambda: iter(pieces)))
    return list(reading.entries(list(reading.blocks)))


def titles(text: str) -> list[object]:
    return [item.fields["title"] for item in items(text) if isinstance(item, Entry)]


def blocks(text: str) -> list[str]:
    return [block.text for block in cut(Text.of(text), beginnings(("record",)))]


def test_a_beginning_in_a_section_is_none() -> None:
    inside = [
        "<record><abstract><![CDATA[a <record> and </record><record>]]></abstract></record>",
        "<record><!-- <record>old</record> --></record>",
        '<record><database name="a > b &lt;record> c">x</database></record>',
    ]
    assert blocks("".join(inside)) == inside


def test_a_section_that_was_never_closed_hides_no_entry() -> None:
    texts = [
        "<record><abstract><![CDATA[never closed</abstract></record>",
        "<record><abstract><![CDATA[closed]]></abstract></record>",
        "<record><!-- never closed </record>",
        "<record><abstract>A --> B</abstract></record>",
        "<record><!-- at the end </record>",
    ]
    assert blocks("".join(texts)) == texts


def test_an_endless_section_hides_no_entry() -> None:
    text = "<record><![CDATA[" + "<record>x</record>" * 70_000 + "]]></record>"
    assert len(blocks(text)) > 60_000


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_pieces_do_not_matter(size: int) -> None:
    text = (
        '<?xml version="1.0"?><xml><records>'
        + "\n".join(LONE.format(f"Title {n} <![CDATA[<record>]]><!-- <record> -->") for n in "abc")
        + "</records></xml>"
    )
    assert items(text, size) == items(text)
    assert [item.line for item in items(text)] == [1, 2, 3]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;',
    ],
    ids=["billion laughs", "external", "parameter"],
)
def test_declared_entities_are_refused(declaration: str) -> None:
    text = f'<?xml version="1.0"?>\n<!DOCTYPE xml [\n{declaration}\n]>\n<xml>' + LONE.format("&a;")
    with pytest.raises(ReviewError, match="declares entities") as caught:
        items(text)
    assert caught.value.where is not None
    assert caught.value.where.line == 3


def test_a_declaration_that_is_only_talked_of_is_none() -> None:
    assert titles(LONE.format("<![CDATA[<!ENTITY a 'b'>]]>")) == ["<!ENTITY a 'b'>"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&D and &copy; 2020 &ndash; &eacute;", "R&D and © 2020 – é"),
        ("&unknown; &#233; &#0; &#x1F;x", "&unknown; é  x"),
        ("p<0.05, a <b and c> d", "p<0.05, a <b and c> d"),
        ("95% <CI> 1-2 ]]>", "95% <CI> 1-2 ]]>"),
        ('<style face="normal">Bold <style face="bold>x', "Bold x"),
        ("\x00Control\x0b characters", "Control characters"),
    ],
)
def test_what_xml_does_not_allow_is_mended(written: str, read: str) -> None:
    (item,) = items(LONE.format(written))
    assert isinstance(item, Entry)
    assert item.fields["title"] == read
    assert item.partial


def test_a_namespace_or_a_comment_is_no_damage() -> None:
    title = "<mml:math>T</mml:math><sub xlink:href='#'>2</sub>"  # prefixes that nothing binds
    spaced = '<record xmlns="urn:x"><!-- a --><?b c?><titles><title>{}</title></titles></record>'
    for text, read in ((spaced.format("T"), "T"), (LONE.format(title), "T2")):
        (item,) = items(text)
        assert isinstance(item, Entry)
        assert (item.fields["title"], item.flags) == (read, [])


@pytest.mark.parametrize(
    "text",
    [
        "<record>" + "<a>" * 60_000,
        "<record>" + "<a>" * 60_000 + "</a>" * 60_000 + "</record>",
        "<record>" + "<style>" * 60_000 + "&" * 60_000,
        "<record>" + "<!--" * 200_000,
        "<record>" + "<![CDATA[" * 100_000,
        "<record>" + " " * 3_000_000 + "&",
        "<record> a='" * 10_000,
        "<!--" * 200_000 + LONE.format("T"),
        "<record><title " + "a='b' " * 60_000,
    ],
    ids=range(9),
)
def test_hostile_text_is_answered_in_bounded_time(text: str) -> None:
    started = time.perf_counter()
    assert all(isinstance(item, Entry | Reject) for item in items(text))
    assert time.perf_counter() - started < 4


def test_formats_know_each_other_apart() -> None:
    endnote = "<xml><records><record><ref-type>17</ref-type></record></records></xml>"
    pubmed = "<PubmedArticleSet><PubmedArticle></PubmedArticle></PubmedArticleSet>"
    oai = "<OAI-PMH><ListRecords><record><header/><metadata/></record></ListRecords></OAI-PMH>"
    html = "<!DOCTYPE html><html><body>&lt;PubmedArticle&gt;</body></html>"
    for text, is_endnote, is_pubmed in (
        (endnote, True, False),
        ("\ufeff\n" + pubmed, False, True),
        (oai, False, False),
        (html, False, False),
        (f"A paper on {pubmed} and {endnote}", False, False),
    ):
        assert endnote_xml.detect(text) is is_endnote
        assert pubmed_xml.detect(text) is is_pubmed


def test_medline_citations_without_pubmed_articles_are_read() -> None:
    text = (
        "<MedlineCitationSet>\n<MedlineCitation Owner='NLM'><PMID>1</PMID><Article>"
        "<ArticleTitle>T</ArticleTitle></Article></MedlineCitation>\n</MedlineCitationSet>"
    )
    assert pubmed_xml.detect(text)
    reading = pubmed_xml.read(Text.of(text))
    (item,) = reading.entries(list(reading.blocks))
    assert isinstance(item, Entry)
    assert (item.line, item.own_id, item.fields["title"]) == (2, "pmid:1", "T")


def test_an_attribute_that_was_never_closed_costs_no_neighbour() -> None:
    """No `<` may stand in an attribute (XML 1.0, 3.1), so that a tag in one is a beginning."""
    pieces = ['<record><style size="100>', '<record><style size="100%">x</style></record>']
    assert blocks("".join(pieces)) == pieces
