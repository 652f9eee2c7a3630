"""What is true of the domain: vocabulary, models, identifiers, derived judgements and errors; no I/O and no engine."""

SCHEMA_VERSION = "4"
"""Version of the store's shape; a store built under another one answers "run exomech build"."""

RULE_VERSION = "3"
"""Version of the published grade, ladder, reporting and contradiction rules (docs/explanation/grades.md)."""
