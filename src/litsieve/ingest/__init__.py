"""Reading database exports: files → records, raw entries, rejects and an account of each file."""

from litsieve.ingest.identity import twin_ids
from litsieve.ingest.reader import (
    ExportFile,
    Ingested,
    Ledger,
    batches_of,
    files_of,
    read,
    rejects_of,
    twin_of,
)

__all__ = [
    "ExportFile",
    "Ingested",
    "Ledger",
    "batches_of",
    "files_of",
    "read",
    "rejects_of",
    "twin_ids",
    "twin_of",
]
