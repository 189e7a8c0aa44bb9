"""Headings of tables that people keep, in several languages → canonical columns.

Compared without case, accents and everything that is no letter or digit, so that `Article title`,
`article_title` and `ArticleTitle` are one. Of two headings for one column the one that is named
first here is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from litsieve.text import fold

#: Canonical column, or part of one (first_page, month …): what it is called.
NAMES: dict[str, str] = {
    "title": "title|article title|document title|paper title|primary title|study title|title of "
    "article|title of paper|paper|article|work title|título|título del artículo|título do artigo|"
    "titre|titre de l'article|titel|titolo|tytuł|název|название|заглавие|назва|标题|题名|篇名|题目|"
    "論文名|タイトル|標題|題名|제목|başlık|makale adı|judul|العنوان|عنوان",
    "title_alternative": "alternative title|translated title|original title|english title|"
    "alternate title|title in english|alternate title1",
    "authors": "authors|author|author(s)|author/s|author names|author name|authors names|"
    "author full names|first authors|all authors|creator|creators|autor|autores|autor(es)|auteur|"
    "auteurs|autoren|verfasser|verfasserin|autore|autori|autorzy|autoři|автор|авторы|автори|作者|"
    "著者|著者名|저자|yazar|yazarlar|penulis|المؤلف|نویسندگان",
    "editors": "editors|editor|editor(s)|editor names|book editors|eds|redactores|rédacteurs|"
    "herausgeberin|редактор|编者|編者",
    "year": "year|pub year|pubyear|publication year|published year|year published|"
    "year of publication|publication date year|py|año|año de publicación|ano|ano de publicação|"
    "année|année de publication|jahr|erscheinungsjahr|anno|rok|rok wydania|год|год публикации|рік|"
    "年份|年|出版年|发表年|发表年份|発行年|출판년도|연도|yıl|yayın yılı|tahun|السنة|سال",
    "published": "date|publication date|published|date published|pub date|date of publication|"
    "published date|fecha|fecha de publicación|data de publicação|date de publication|datum|"
    "дата|日期|发表时间",
    "month": "month|published month|publication month|mes|mês|mois|monat|mese|месяц|月",
    "day": "day|published day",
    "venue": "journal|journal title|journal name|venue|source title|publication title|"
    "publication name|container title|journal/book|journal or conference|publication venue|"
    "published in|secondary title|full journal name|journal conference|conference|conference name|"
    "conference/journal|proceedings title|book title|booktitle|publication|source|revista|revue|"
    "zeitschrift|rivista|czasopismo|časopis|журнал|издание|期刊|刊名|来源|来源期刊|雑誌名|掲載誌|"
    "학술지|dergi|jurnal",
    "volume": "volume|vol|journal volume|volumen|band|jahrgang|tom|том|卷|巻|cilt",
    "issue": "issue|number|issue number|journal issue|no|num|número|numéro|heft|numero|"
    "fascículo|zeszyt|выпуск|номер|期|号|sayı",
    "pages": "pages|page|page range|pagination|page numbers|pp|páginas|seiten|pagine|strony|"
    "страницы|页码|页|ページ|sayfa|halaman",
    "first_page": "start page|first page|page start|beginning page|from page|spage|fpage",
    "last_page": "end page|last page|page end|ending page|to page|epage|lpage",
    "article_number": "article number|art no|art number",
    "doi": "doi|doi link|doi number|doi url|digital object identifier|article doi|item doi",
    "pmid": "pmid|pubmed id|pubmedid|medline id|medline pmid",
    "issn": "issn|issns|issn isbn|eissn|print issn|journal issn",
    "isbn": "isbn|isbns",
    "url": "url|urls|link|links|article url|full text url|web address|website|enlace|lien|"
    "ссылка|链接",
    "abstract": "abstract|abstracts|abstract note|abstract text|notes abstract|summary|"
    "article abstract|paper abstract|resumen|resumo|résumé|zusammenfassung|kurzfassung|riassunto|"
    "streszczenie|abstrakt|аннотация|реферат|анотація|摘要|要旨|抄録|초록|özet|abstrak|الملخص|چکیده",
    "keywords": "keywords|keyword|key words|author keywords|authors keywords|keywords author|tags|"
    "subject|subjects|subject terms|mesh terms|index terms|descriptors|palabras clave|"
    "palavras-chave|mots-clés|mots clés|schlagwörter|schlüsselwörter|stichwörter|parole chiave|"
    "słowa kluczowe|klíčová slova|ключевые слова|关键词|关键字|キーワード|키워드|anahtar kelimeler|"
    "kata kunci",
    "language": "language|languages|lang|original language|idioma|lengua|langue|sprache|lingua|"
    "język|язык|语言|言語|dil|bahasa",
    "document_type_raw": "document type|type|publication type|item type|article type|pub type|"
    "reference type|type of reference|doc type|content type|tipo|tipo de documento|"
    "type de document|dokumenttyp|typ|тип|文献类型",
    "source_type_raw": "source type",
    "peer_reviewed": "peer reviewed|peer review|refereed",
    "cited_by": "cited by|citations|citation count|times cited|cites|cited by count|"
    "number of citations|citas|citações|被引|被引频次",
    "open_access": "open access|oa status|open access status",
    "publisher": "publisher|editorial|editora|éditeur|verlag|herausgeber|editore|wydawca|"
    "издательство|出版社|yayıncı|penerbit",
    "affiliations": "affiliations|affiliation|author affiliations|author affiliation|addresses|"
    "institutions|afiliación|afiliaciones|单位|机构",
    "source_id": "source id|record id|id|key|accession number|eid|openalex id|reference id|ref id|"
    "study id|paper id|article id|citation key|bibtex key|uid|ref",
}  # fmt: skip


def bare(heading: str) -> str:
    """A heading without case, accents and everything that is no letter or digit."""
    return fold(heading).replace(" ", "")


_COLUMN = {bare(name): column for column, names in NAMES.items() for name in names.split("|")}


def column_of(heading: str) -> str | None:
    """The canonical column that a heading is a common name of."""
    return _COLUMN.get(bare(heading))


def matched(headings: Iterable[str], taken: Iterable[str] = ()) -> Mapping[str, str]:
    """Canonical column → heading, of the headings that have a common name; `taken` are others."""
    given = {bare(heading): heading for heading in reversed(list(headings))}
    for heading in taken:
        given.pop(bare(heading), None)
    return {
        column: found
        for column, names in NAMES.items()
        if (found := next((given[b] for b in map(bare, names.split("|")) if b in given), None))
    }
