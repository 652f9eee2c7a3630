"""The engines behind the store port; the only package that imports an engine."""
