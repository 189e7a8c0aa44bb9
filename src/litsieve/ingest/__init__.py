"""Reading database exports: files → records, raw entries, rejects and an account of each file."""

from litsieve.ingest.reader import ExportFile, Ingested, read

__all__ = ["ExportFile", "Ingested", "read"]
