"""Records as the exports of five databases have them: begin(name), entry(row) …, end(name).

A row is what `benchmarks/copies.py` describes: columns of schema.RECORD, and `noise`, which may say
how the DOI is written or that the title has tags.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable

from invented.exports import SCOPUS_COLUMNS, latex, scopus_line
from invented.records import Row

_LANGUAGES = {
    "English": "eng",
    "German": "ger",
    "French": "fre",
    "Spanish": "spa",
    "Chinese": "chi",
}
_ENTITIES = str.maketrans({"α": "&alpha;", "β": "&beta;", "γ": "&gamma;", "κ": "&kappa;"})
_TYPES = {"Article": "Journal Article", "Erratum": "Published Erratum"}


def begin(database: str) -> str:
    """What stands before the first entry of a file."""
    return {
        "Scopus": "\ufeff" + scopus_line(SCOPUS_COLUMNS),
        "Web of Science": "\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\n",
    }.get(database, "")


def end(database: str) -> str:
    """What stands behind the last entry."""
    return "EF\n" if database == "Web of Science" else ""


def entry(row: Row) -> str:
    """One entry, its newline included."""
    return _ENTRIES[row["source"]](row)


def doi(row: Row) -> str:
    """The DOI as this record writes it."""
    written = str(row["doi"])
    if "DOI in capitals" in row["noise"]:
        written = written.upper()
    if written and "DOI with resolver" in row["noise"]:
        written = "https://doi.org/" + written
    return written


def title(row: Row) -> str:
    """The title as this record writes it: with tags, or entities for Greek letters."""
    text = str(row["title"])
    if not text or "tags in the title" not in row["noise"]:
        return text
    entities = html.escape(text, quote=False).translate(_ENTITIES)
    if entities != text:
        return entities
    first, *others = text.split(" ")
    return " ".join([f"<i>{first}</i>", *others])


def _authors(row: Row) -> list[str]:
    return row["authors"].split("; ") if row["authors"] else []


def _year(row: Row) -> str:
    return "" if row["year"] is None else str(row["year"])


def _scopus(row: Row) -> str:
    first, _, last = row["pages"].partition("-")
    other = f" [{row['title_alternative']}]" if row["title_alternative"] else ""
    authors = "; ".join(name.replace(", ", " ") for name in _authors(row))
    cells = {
        "Authors": authors + "; et al." * bool(row["authors_cut"]) or "[No author name available]",
        "Title": title(row) + other,
        "Year": _year(row),
        "Source title": row["venue"],
        "Volume": row["volume"],
        "Issue": row["issue"],
        "Art. No.": row["article_number"],
        "Page start": first,
        "Page end": last,
        "DOI": doi(row),
        "Link": f"https://www.scopus.com/inward/record.uri?eid={row['source_id']}&partnerID=40",
        "Abstract": row["abstract"] or "[No abstract available]",
        "ISSN": row["issn"].replace("-", ""),
        "PubMed ID": row["pmid"],
        "Language of Original Document": row["language"],
        "Document Type": row["document_type_raw"],
        "Publication Stage": "Final" if row["volume"] else "Article in Press",
        "Source": "Scopus",
        "EID": row["source_id"],
    }
    return scopus_line(cells.get(column, "") for column in SCOPUS_COLUMNS)


def _pubmed(row: Row) -> str:
    kind = row["document_type_raw"]
    translated = row["title_alternative"]
    fields = [
        ("PMID", row["source_id"]), ("OWN", "NLM"), ("STAT", "MEDLINE"), ("IS", row["issn"]),
        ("VI", row["volume"]), ("IP", row["issue"]), ("DP", _year(row)),
        ("TI", f"[{title(row).removesuffix('.')}]." if translated else title(row)),
        ("PG", row["pages"] or row["article_number"]),
        ("LID", doi(row) and doi(row) + " [doi]"), ("AB", row["abstract"]),
        *(("FAU" if ", " in name else "CN", name) for name in _authors(row)),
        *([("FAU", "et al.")] if row["authors_cut"] else []),
        ("LA", _LANGUAGES[row["language"]]), ("PT", _TYPES.get(kind, kind)), ("TT", translated),
        ("JT", row["venue"]),
    ]  # fmt: skip
    return "\n" + "".join(_folded(f"{tag:4}- ", text) for tag, text in fields if text)


def _folded(tag: str, text: str) -> str:
    lines = textwrap.wrap(
        text, 82, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return tag + "\n      ".join(lines) + "\n"


def _wos(row: Row) -> str:
    first, _, last = row["pages"].partition("-")
    authors = "\n   ".join([*_authors(row), *(["et al."] if row["authors_cut"] else [])])
    fields = [
        ("PT", "J"), ("AF", authors), ("TI", title(row)), ("SO", row["venue"]),
        ("LA", row["language"]), ("DT", row["document_type_raw"]), ("AB", row["abstract"]),
        ("SN", row["issn"]), ("PY", _year(row)), ("VL", row["volume"]), ("IS", row["issue"]),
        ("BP", first), ("EP", last), ("AR", row["article_number"]), ("DI", doi(row)),
        ("PM", row["pmid"]), ("UT", row["source_id"]),
    ]  # fmt: skip
    return _lines(((tag, text) for tag, text in fields), "{} {}\n") + "ER\n\n"


def _embase(row: Row) -> str:
    first, _, last = row["pages"].partition("-")
    kind = row["document_type_raw"]
    number = row["source_id"]
    fields = [
        ("TY", "JOUR"), ("M3", kind), ("Y1", _year(row)), ("VL", row["volume"]),
        ("IS", row["issue"]), ("SP", first), ("EP", last), ("C7", row["article_number"]),
        ("SN", row["issn"]), ("JF", row["venue"]),
        ("UR", f"https://www.embase.com/search/results?subaction=viewrecord&id={number}&from=export"),
        ("U2", number), ("C5", row["pmid"]), ("DB", "Embase"), ("DO", doi(row)),
        *(("A1", name.replace(", ", " ")) for name in _authors(row)),
        *([("A1", "et al.")] if row["authors_cut"] else []),
        ("T1", title(row)), ("LA", row["language"]), ("N2", row["abstract"]),
    ]  # fmt: skip
    return _lines(fields, "{}  - {}\n") + "ER  - \n\n"


def _lines(fields: Iterable[tuple[str, str]], form: str) -> str:
    return "".join(form.format(tag, text) for tag, text in fields if text)


def _scholar(row: Row) -> str:
    names = [*_authors(row), *(["others"] if row["authors_cut"] else [])]
    fields = {
        "title": title(row), "author": " and ".join(names), "journal": row["venue"],
        "volume": row["volume"], "number": row["issue"], "pages": row["pages"].replace("-", "--"),
        "year": _year(row),
    }  # fmt: skip
    body = ",\n".join(f"  {name}={{{latex(text)}}}" for name, text in fields.items() if text)
    return f"@article{{{row['source_id']},\n{body}\n}}\n\n"


_ENTRIES = {"Scopus": _scopus, "PubMed": _pubmed, "Web of Science": _wos, "Embase": _embase,
            "Google Scholar": _scholar}  # fmt: skip
