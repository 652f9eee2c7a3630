"""Every error has a status, an exit code and a problem; nothing internal leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.problems import OUTCOMES, TYPE_PREFIX, outcome, problem
from schema import errors


def tree(kind: type[errors.ExomechError]) -> Iterator[type[errors.ExomechError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from tree(child)


def made(kind: type[errors.ExomechError]) -> errors.ExomechError:
    if kind is errors.AmbiguousName:
        return errors.AmbiguousName("two fit", candidates=[{"id": "a:1", "name": "A", "label": "Gene"}])
    return kind("the value 7 is wrong", hint="write 8", details={"parameter": "limit"})


def test_every_error_of_the_tree_has_an_outcome_and_no_other():
    ours = {k for k in tree(errors.ExomechError) if k.__module__ == "schema.errors"}
    assert ours == OUTCOMES.keys()


def test_types_are_distinct_and_stable():
    slugs = [k.slug for k in OUTCOMES]
    assert len(set(slugs)) == len(slugs)
    assert TYPE_PREFIX + errors.UnknownQuery.slug == "urn:exomech:problem:unknown-query"


@pytest.mark.parametrize("kind", OUTCOMES, ids=lambda k: k.__name__)
def test_statuses_and_exit_codes_say_whose_fault_it_is(kind):
    found = OUTCOMES[kind]
    if issubclass(kind, errors.RequestError):
        assert 400 <= found.status < 500
        assert found.exit_code == 2
    elif issubclass(kind, errors.StoreError):
        assert found.status in {500, 503, 504}
        assert found.exit_code in {3, 4}
        assert ("Retry-After" in found.headers) is (found.status == 503)
    else:
        assert found.status == 500
        assert found.exit_code in {1, 5, 70}


@pytest.mark.parametrize("kind", OUTCOMES, ids=lambda k: k.__name__)
def test_a_problem_has_the_standard_members(kind):
    body = problem(made(kind), instance="/v1/x")
    assert body["type"].startswith(TYPE_PREFIX)
    assert body["status"] == OUTCOMES[kind].status
    assert body["instance"] == "/v1/x"
    assert body["title"]
    if body["status"] == 500:
        assert "7" not in body["detail"]
        assert "parameter" not in body


def test_details_stand_beside_and_never_in_place_of_the_standard_members():
    error = errors.InvalidParameter("limit: 0", details={"parameter": "limit", "status": 200, "type": "x"})
    body = problem(error)
    assert body["parameter"] == "limit"
    assert body["status"] == 422
    assert body["type"] == "urn:exomech:problem:invalid-parameter"


def test_an_unlisted_subclass_takes_its_parents_outcome():
    class Stranger(errors.QueryTimeout):
        pass

    assert outcome(Stranger("late")) is OUTCOMES[errors.QueryTimeout]
