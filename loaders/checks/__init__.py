"""The rules that curation files are held to, each a small function with an id, a sentence and a severity."""

from loaders.checks import claims, corpus, evidence, mechanisms, outcomes, records, shape, sources, terms, units

__all__ = ["claims", "corpus", "evidence", "mechanisms", "outcomes", "records", "shape", "sources", "terms", "units"]
