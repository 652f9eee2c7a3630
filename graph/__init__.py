"""The graph: the store port and its backends, the projection of a corpus into rows, and the files that leave it."""
