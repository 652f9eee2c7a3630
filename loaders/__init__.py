"""From curation files to a checked corpus, and from a corpus to a built graph."""
