"""BibTeX: a file → blocks (`split`) → parsed entries (`parse`), and who wrote it (`dialects`)."""
