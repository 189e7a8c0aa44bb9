"""RIS, step by step: entries of a file, who wrote it, names, identifiers, kinds."""
