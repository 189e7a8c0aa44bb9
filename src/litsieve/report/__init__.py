"""report: the counts, the flow diagram and every artefact that people read."""
