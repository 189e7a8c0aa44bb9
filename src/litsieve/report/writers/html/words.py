"""What the codes of the ledger and of the counts are called in report.html."""

from __future__ import annotations

#: Key of `counts.SELECTIONS` → what it counts.
COUNTS = {
    "identified": "Records identified",
    "clusters": "Distinct reports",
    "duplicate": "Duplicate records removed",
    "duplicate-within": "Duplicates within one source",
    "duplicate-across": "Duplicates across sources",
    "automation": "Marked as ineligible by automation tools",
    "other": "Removed for other reasons",
    "removed": "Removed before screening",
    "screened": "Records screened",
    "excluded": "Records excluded",
    "sought": "Reports sought for retrieval",
    "not-retrieved": "Reports not retrieved",
    "assessed": "Reports assessed for eligibility",
    "excluded-report": "Reports excluded",
    "included": "Reports of included studies",
    "studies": "Studies included",
    "awaiting": "Not settled yet",
    "awaiting-title-abstract": "Records awaiting screening",
    "awaiting-retrieval": "Reports awaiting retrieval",
    "awaiting-full-text": "Reports awaiting assessment",
}

#: Box of the ledger → where a record ended, or waits.
BOXES = {
    "duplicate": "Duplicate",
    "automation": "Marked ineligible by automation",
    "other": "Removed for other reasons",
    "excluded": "Excluded on title and abstract",
    "awaiting-title-abstract": "Awaiting screening",
    "not-retrieved": "Not retrieved",
    "awaiting-retrieval": "Awaiting retrieval",
    "excluded-report": "Excluded on full text",
    "awaiting-full-text": "Awaiting full-text assessment",
    "included": "Included",
}

ARMS = {"databases": "databases and registers", "other": "other methods"}
STAGES = {
    "metadata": "metadata", "title-abstract": "title and abstract", "retrieval": "retrieval",
    "full-text": "full text",
}  # fmt: skip
BY = {"automation": "automation", "human": "people"}
KINDS = {"database": "databases", "register": "registers", "other": "other methods"}

#: Artefacts beside the page → what they are for, by heading; a test holds them against those made.
FILES = {
    "The figure": {
        "prisma.svg": "flow diagram, links to this page",
        "prisma.pdf": "flow diagram to print",
        "prisma.png": "flow diagram as a picture",
        "prisma.docx": "flow diagram for Word, with its counts",
        "prisma.tex": "flow diagram for LaTeX",
        "prisma2020.csv": "counts for the R package PRISMA2020",
        "prisma.json": "every number, for machines",
    },
    "The included": {
        "included.csv": "table",
        "included.xlsx": "workbook",
        "included.ris": "for Zotero, EndNote, Mendeley",
        "included.bib": "for BibTeX",
        "included.json": "CSL-JSON",
    },
    "The evidence": {
        "audit.csv": "every record: file, line, cluster, rule or person, box",
        "checks.csv": "every sum",
        "bibliography.csv": "the list of references beside what is included, if one is given",
        "duplicates.csv": "what was merged, why, and what nearly was",
        "excluded.csv": "reports that left the flow",
        "excluded_fulltext.csv": "reports excluded on full text, one reason each (item 16b)",
        "reasons.csv": "reasons by stage, by people and by automation",
        "awaiting.csv": "what is not settled",
        "decisions.csv": "what people decided",
        "rejects.csv": "entries that could not be read",
        "search_log.csv": "searches (PRISMA-S)",
        "sources.csv": "what each source brought",
        "source_overlaps.csv": "what several sources brought",
        "descriptives.csv": "years, venues, countries, types, languages",
    },
    "The words": {
        "report.md": "this report as text",
        "methods.md": "methods and results, drafted",
        "checklist.md": "PRISMA 2020 checklist",
        "checklist.docx": "PRISMA 2020 checklist for Word",
        "checklist.csv": "PRISMA 2020 checklist as a table",
        "manifest.json": "versions and hashes of everything here",
    },
}
