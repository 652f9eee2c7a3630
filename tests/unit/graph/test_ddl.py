"""Definition statements."""

from __future__ import annotations

import pytest

from graph.ddl import labels_of, types_of, uniqueness_constraints
from schema.vocabulary import CYTOKINE, ENTITY, NODE_LABELS, RELATIONSHIP_TYPES
from tests.conformance.sample import SAMPLE


def test_labels_and_types_are_those_of_the_rows() -> None:
    assert labels_of(SAMPLE) == ("Cytokine", "Entity", "Gene", "MiRNA", "Pathway", "Study")
    assert types_of(SAMPLE) == ("ABOUT", "DECREASES", "INCREASES", "TARGETS")


def test_every_label_of_the_vocabulary_gets_a_constraint_of_its_own_name() -> None:
    labels = [*NODE_LABELS, ENTITY, CYTOKINE]
    statements = uniqueness_constraints(labels)
    assert len({statement.split()[2] for statement in statements}) == len(labels)


def test_no_label_is_also_a_relationship_type() -> None:
    """The embedded engine keeps both in one list of types."""
    assert not {*NODE_LABELS, ENTITY, CYTOKINE} & set(RELATIONSHIP_TYPES)


@pytest.mark.parametrize("name", ["", "1a", "a b", "a`", "Gène", "a~b", "Gene) REQUIRE n.x IS UNIQUE //"])
def test_a_name_that_needs_quoting_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be a label"):
        uniqueness_constraints([name])
