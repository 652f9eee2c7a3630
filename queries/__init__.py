"""The canned questions as .cypher files, and the one loader of them."""
