"""The outside of ExoMech: HTTP, command line, settings and the composition root."""
