"""The writers. A new one is a file here and a line in a table of `artefacts.py`."""
