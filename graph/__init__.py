"""Storing and reading the graph: the store port, its backends, and the projection of a corpus into rows."""
