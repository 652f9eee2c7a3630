"""The head of a query file: its title line and its YAML front matter, read strictly, with the line of every fault."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from queries.definitions import ColumnType, ParamType
from schema import making, scale, words
from schema.errors import CatalogueError
from schema.vocabulary import CARGO, CYTOKINE, ENTITY, MOLECULE, NODE_LABELS, PRODUCT

_TITLE = re.compile(r"// (?P<title>\S.*)")
OPEN, CLOSE = "/*---", "---*/"
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


LABEL_SETS = {"CARGO": CARGO, "MOLECULE": MOLECULE, "PRODUCT": PRODUCT}
"""Names under which a parameter may take a whole set of labels of the vocabulary."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ParamHead(_Strict):
    """A parameter as the front matter writes it."""

    type: ParamType
    label: str | list[str] | None = None
    required: bool = False
    default: str | int | float | bool | list[str] | None = None
    example: str | int | float | bool | list[str] | None = None
    help: Annotated[str, Field(min_length=1)]
    values: list[str] | str | None = None
    min: int | float | None = None
    max: int | float | None = None
    role: Literal["depth", "list"] | None = None

    def labels(self) -> tuple[str, ...]:
        """The labels as a tuple, sets of them told out; raises ValueError for one that the vocabulary has not."""
        named = (self.label,) if isinstance(self.label, str) else tuple(self.label or ())
        found = tuple(dict.fromkeys(label for name in named for label in LABEL_SETS.get(name, (name,))))
        unknown = sorted(set(found) - {*NODE_LABELS, ENTITY, CYTOKINE})
        if unknown:
            raise ValueError(f"no label {unknown[0]!r} in the vocabulary")
        return found

    def words(self) -> tuple[str, ...]:
        """The values of an enum: as listed, or those of the set of words named (``Grade``); raises ValueError."""
        if not isinstance(self.values, str):
            return tuple(self.values or ())
        members = next((getattr(m, self.values) for m in (words, making, scale) if hasattr(m, self.values)), None)
        if isinstance(members, type) and issubclass(members, StrEnum):
            return tuple(str(m) for m in members)
        raise ValueError(f"no set of words {self.values!r} in schema/words.py, schema/making.py or schema/scale.py")


class ColumnHead(_Strict):
    """A column as the front matter writes it.

    ``from: post`` where the post-processing adds it, ``from: graph`` where the text returns it for the post-processing
    alone.
    """

    name: Name
    type: ColumnType
    label: str = ""
    help: str = ""
    source: Literal["post", "graph"] | None = Field(None, alias="from")


class MatrixHead(_Strict):
    """A matrix: the columns that name its rows, those that name its columns, and the one that its cells show."""

    rows: Annotated[list[Name], Field(min_length=1)]
    columns: Annotated[list[Name], Field(min_length=1)]
    cell: Name


class PictureHead(_Strict):
    """What a figure is drawn from: the claims or chain of each row; or that it is a table of rows, or a matrix.

    ``spare`` are columns that a narrow table leaves out first, in this order.
    """

    claims: Name | None = None
    chain: Name | None = None
    table: bool = False
    spare: list[Name] = Field(default_factory=list)
    matrix: MatrixHead | None = None

    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        of_matrix = (*self.matrix.rows, *self.matrix.columns, self.matrix.cell) if self.matrix else ()
        return (*(c for c in (self.claims, self.chain) if c), *self.spare, *of_matrix)


class OpposedHead(_Strict):
    """Rows that may oppose one another: the columns that name who acts, on what, in which aspect, and which way.

    Where they are lists, one a node or step, the first is who acts, and the last of the others counts.
    """

    actor: Name
    end: Name
    sign: Name
    aspect: Name | None = None

    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        return tuple(c for c in (self.actor, self.end, self.sign, self.aspect) if c)


class Head(_Strict):
    """The whole front matter.

    ``refuses`` are common filters that mean nothing here, each with the reason; ``apart`` two parameters that may not
    name the same thing; ``chained`` says that the claims of a row are steps of one chain, as a column ``chain`` does.
    """

    question: Annotated[str, Field(min_length=1)]
    help: str = ""
    params: dict[Name, ParamHead] = Field(default_factory=dict)
    returns: Annotated[list[ColumnHead], Field(min_length=1)]
    key: list[Name] = Field(default_factory=list)
    show: list[Name] = Field(default_factory=list)
    see_also: list[str] = Field(default_factory=list)
    picture: PictureHead = Field(default_factory=PictureHead)
    opposed: OpposedHead | None = None
    refuses: dict[Literal["include_retracted", "descendants", "tier"], Annotated[str, Field(min_length=1)]] = Field(
        default_factory=dict
    )
    apart: Annotated[list[Name], Field(min_length=2, max_length=2)] | None = None
    chained: bool = False
    post: Annotated[str, Field(pattern=r"^queries\.[a-z_.]+:[a-z_]+$")] | None = None


def split(text: str, path: str) -> tuple[str, str, str, int]:
    """Title, front matter, Cypher, and the number of the Cypher's first line; raises CatalogueError."""
    lines = text.splitlines()
    title = _TITLE.fullmatch(lines[0].rstrip()) if lines else None
    if title is None:
        raise CatalogueError(
            f"{path}:1: the first line is no title (Neo4j Browser names the saved script after it)",
            hint="write `// Title`",
        )
    if len(lines) < 2 or lines[1].strip() != OPEN:
        raise CatalogueError(
            f"{path}:2: the front matter does not begin here", hint=f"write `{OPEN}` on the second line"
        )
    end = next((i for i, line in enumerate(lines) if line.strip() == CLOSE), None)
    if end is None:
        raise CatalogueError(
            f"{path}:2: the front matter does not end", hint=f"write `{CLOSE}` on a line of its own behind it"
        )
    return (
        title["title"],
        "\n".join(lines[2:end]),
        "\n".join(lines[end + 1 :]).strip("\n") + "\n",
        end + 2 + _blank(lines[end + 1 :]),
    )


def _blank(lines: list[str]) -> int:
    return next((i for i, line in enumerate(lines) if line), 0)


def line_of(node: yaml.Node | None, where: tuple[Any, ...]) -> int:
    """Number of the line, counted from 1 in the file, of the part of the front matter that ``where`` leads to."""
    line = node.start_mark.line if node is not None else 0
    for step in where:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    line, child = key.start_mark.line, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
            line = child.start_mark.line
        if child is None:
            break
        node = child
    return line + 3


def read_head(yaml_text: str, path: str) -> tuple[Head, yaml.Node | None]:
    """The front matter as a value, with its YAML nodes for later faults; raises CatalogueError."""
    try:
        # libyaml's reader, over once: the catalogue has more than eighty of these, and every command reads it.
        loader = yaml.CSafeLoader(yaml_text)
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 3 if mark else 3
        raise CatalogueError(
            f"{path}:{line}: the front matter is no YAML: {getattr(error, 'problem', error)}", hint="correct it"
        ) from error
    try:
        return Head.model_validate(data if data is not None else {}), node
    except ValidationError as error:
        first = error.errors()[0]
        where = tuple(first["loc"])
        message = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise CatalogueError(
            f"{path}:{line_of(node, where)}: {'.'.join(str(w) for w in where) or 'front matter'}: {message}",
            hint="see docs/reference/query-file.md",
        ) from error
