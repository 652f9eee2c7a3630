"""200 single mutations of real study files: each is refused with file, line and column, or passes for a known reason.

The real curation is mutated where there is one beside the tests, else the tests' own clean corpus.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from loaders.checking import CheckResult, check
from loaders.places import At
from loaders.reading import parse
from schema.documents import StudyDocument

ROOT = Path(__file__).parents[2]
MUTATIONS = 200
SEED = 20261124


ENOUGH = 10
"""So many clean studies make a real curation; before it has them, a mutation would not be what is found."""


def clean_studies(curation: Path) -> list[Path]:
    return [r.path for r in check(curation=curation).records if r.kind == "study" and not r.findings]


def corpus() -> tuple[Path, list[Path]]:
    real = ROOT / "curation"
    studies = clean_studies(real)
    base = ROOT / "tests" / "corpora" / "base"
    return (real, studies) if len(studies) >= ENOUGH else (base, clean_studies(base))


CURATION, STUDIES = corpus()


class Mutation(NamedTuple):
    """A changed text, what was done, and whether a clean result can be right (given the values before and after)."""

    text: str
    what: str
    explains: Callable[[Any, Any], bool]


def never(_before: Any, _after: Any) -> bool:
    return False


def leaves(value: object, at: At = ()) -> list[tuple[At, object]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*at, key))]
    if isinstance(value, list):
        return [leaf for number, inner in enumerate(value) for leaf in leaves(inner, (*at, number))]
    return [(at, value)]


def replaced(text: str, at: At, new: str) -> str:
    positions = parse(text, "f").positions
    (line, col), (end_line, end_col) = positions.of(at), positions.end(at)
    lines = text.split("\n")
    head, tail = lines[line - 1][: col - 1], lines[end_line - 1][end_col - 1 :]
    return "\n".join([*lines[: line - 1], head + new + tail, *lines[end_line:]])


def terms_of(text: str) -> list[tuple[At, str]]:
    found = []
    for at, value in leaves(parse(text, "f").value):
        free = (
            at[-1] in {"read_at", "statement", "title", "measured_as", "via", "study", "doi", "reference", "id"}
            or "read_at" in at
        )
        if (
            isinstance(value, str)
            and re.match(r"(HGNC|GO|CL|MONDO|mirbase\.mature|exomech):\S+ \S", value)
            and not free
        ):
            found.append((at, value))
    return found


def delete_key(text: str, chance: random.Random) -> Mutation:
    """A key with its value, in block or flow style."""
    value = parse(text, "f").value
    paths = [at for at, _ in leaves(value) if isinstance(at[-1], str)] + [(key,) for key in value]
    at = chance.choice(paths)
    positions = parse(text, "f").positions
    (line, col), (end_line, end_col) = positions.of(at, key=True), positions.end(at)
    lines = text.split("\n")
    if re.fullmatch(r"[ -]*", lines[line - 1][: col - 1]) and end_line == line:
        head = lines[line - 1][: col - 1]
        lines[line - 1] = head.rstrip() if "-" in head else ""
    else:
        flat = "\n".join(lines)
        start = sum(len(x) + 1 for x in lines[: line - 1]) + col - 1
        end = sum(len(x) + 1 for x in lines[: end_line - 1]) + end_col - 1
        rest = flat[end:]
        cut = rest[len(re.match(r",? ?", rest)[0]) :] if rest.startswith(",") else rest
        lines = (flat[:start] + cut).split("\n")
    changed = "\n".join(lines)

    def only_that_is_gone(before: Any, after: Any) -> bool:
        here = before
        for part in at[:-1]:
            here = here[part]
        del here[at[-1]]
        return bool(before == after)

    return Mutation(changed, f"deleted {at}", only_that_is_gone)


def swap_label(text: str, chance: random.Random) -> Mutation:
    """The label of one term on the identifier of another."""
    terms = terms_of(text)
    at, term = chance.choice(terms)
    others = sorted({t.partition(" ")[2] for _, t in terms} - {term.partition(" ")[2]})
    new = f"{term.partition(' ')[0]} {chance.choice(others or ['another thing'])}"
    return Mutation(replaced(text, at, f'"{new}"'), f"label {new} at {at}", never)


def wrong_id(text: str, chance: random.Random) -> Mutation:
    """One digit or letter of an identifier changed, its label kept."""
    at, term = chance.choice(terms_of(text))
    curie, _, label = term.partition(" ")
    place = chance.randrange(curie.index(":") + 1, len(curie))
    letter = chance.choice([c for c in "0123456789" if c != curie[place]])
    new = f"{curie[:place]}{letter}{curie[place + 1 :]}"
    return Mutation(replaced(text, at, f'"{new} {label}"'), f"id {new} at {at}", never)


def flip_type(text: str, chance: random.Random) -> Mutation:
    """A scalar becomes a list, a mapping, a number, a truth value, or nothing."""
    at, old = chance.choice([(a, v) for a, v in leaves(parse(text, "f").value) if not isinstance(v, float)])
    new = chance.choice(["[1]", "{a: b}", "true", "17", "null"])

    def one_number_for_another(_before: Any, _after: Any) -> bool:
        return isinstance(old, bool | int) and new in {"true", "17"}

    return Mutation(replaced(text, at, new), f"{at} = {new}", one_number_for_another)


def cut_file(text: str, chance: random.Random) -> Mutation:
    """The file ends too early."""
    at = chance.randrange(len(text))

    def a_shorter_study(before: Any, after: Any) -> bool:
        return list(before)[: len(after)] == list(after)

    return Mutation(text[:at], f"cut at {at}", a_shorter_study)


KINDS: tuple[Callable[[str, random.Random], Mutation], ...] = (delete_key, swap_label, wrong_id, flip_type, cut_file)


@cache
def run(number: int, directory: Path) -> tuple[Mutation, CheckResult]:
    chance = random.Random(SEED + number)
    study = chance.choice(STUDIES)
    mutation = KINDS[number % len(KINDS)](study.read_text("utf-8"), chance)
    file = directory / study.name
    file.write_text(mutation.text, "utf-8")
    return mutation, check([file], curation=CURATION, cache=directory / "cache")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated")


@pytest.mark.parametrize("number", range(MUTATIONS))
def test_a_mutation_is_refused_with_its_place_or_passes_for_a_reason(number: int, directory: Path):
    mutation, result = run(number, directory)
    assert result.files_in == 1 == result.files_clean + result.files_rejected
    if result.ok:
        before = parse((CURATION / "studies" / Path(result.records[0].path).name).read_bytes(), "f").value
        assert mutation.explains(before, parse(mutation.text, "f").value), f"{mutation.what} passed"
        assert len(result.documents) == 1
        assert isinstance(result.documents[0], StudyDocument)
        return
    assert result.documents == ()
    lines = mutation.text.split("\n")
    for finding in result.findings:
        assert re.match(r".+\.yaml:\d+:\d+: [a-z-]+: .", finding.text)
        assert 1 <= finding.line <= len(lines) + 1
        assert 1 <= finding.col <= len(lines[min(finding.line, len(lines)) - 1]) + 1


def test_the_mutations_are_of_every_kind_and_mostly_refused(directory: Path):
    refused = {kind.__name__: 0 for kind in KINDS}
    for number in range(0, MUTATIONS, 4):
        _, result = run(number, directory)
        refused[KINDS[number % len(KINDS)].__name__] += not result.ok
    assert refused["swap_label"] == refused["wrong_id"] == 10
    assert refused["flip_type"] >= 8
    assert all(refused.values())
