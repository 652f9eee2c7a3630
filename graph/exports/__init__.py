"""The graph as files for other programs; each export stands alone."""
