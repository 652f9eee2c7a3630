"""What a canned query is once its file was checked: parameters, columns, text, and the catalogue that holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import Field

from graph.store import Manifest
from schema.errors import UnknownQuery

ParamType = Literal[
    "entity", "entity_list", "str", "str_list", "enum", "enum_list", "int", "float", "bool",
    "claim", "study", "mechanism", "sign", "species_list",
]  # fmt: skip
"""entity: an id or a name; sign: increase or decrease (bound as 1 or -1); species: a name or NCBITaxon id."""

ColumnType = Literal[
    "curie", "text", "int", "float", "bool", "map", "claim", "study", "evidence", "mechanism",
    "curie_list", "text_list", "int_list", "float_list", "bool_list", "map_list",
    "claim_list", "study_list", "evidence_list", "mechanism_list",
]  # fmt: skip

Value = Any
"""A value that a parameter is bound to: a scalar, a list of scalars, or None."""

ReasonCode = Literal[
    "known_but_no_claims", "not_searched", "filtered_out", "depth_exceeded", "opposite_sign_only", "only_retracted"
]
"""Why an answer has no rows."""

PostFunction = Callable[[Sequence[Mapping[str, Any]], Mapping[str, Any]], list[dict[str, Any]]]
"""Pure post-processing: the rows of the graph part and the parameters give the rows of the answer, in order."""


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a query, or a common filter.

    ``labels`` are the node labels that an entity may have (empty: any); ``values`` the words that an enum takes;
    ``minimum`` and ``maximum`` are inclusive, ``maximum`` of a list of texts is the number of its values, and
    ``minimum`` of a list of entities the number of different ones without which there is nothing to ask. ``role``
    is ``depth`` for a number of hops that an empty answer may try to raise, and ``list`` for a list of the user's own,
    of which unknown members are left out and told.
    """

    name: str
    type: ParamType
    required: bool = False
    default: Value = None
    example: Value = None
    help: str = ""
    labels: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    role: str = ""

    @property
    def many(self) -> bool:
        """Whether the parameter may be repeated."""
        return self.type.endswith("_list")

    def to_mapping(self) -> dict[str, Any]:
        """For ``/v1/queries``: JSON-compatible, keys that say nothing left out."""
        data: dict[str, Any] = {
            "name": self.name, "type": self.type, "required": self.required, "default": self.default,
            "example": self.example, "help": self.help,
        }  # fmt: skip
        extra = {"labels": list(self.labels), "values": list(self.values), "min": self.minimum, "max": self.maximum}
        return data | {k: v for k, v in extra.items() if v not in (None, [])}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer; ``computed`` where the post-processing adds it to what the text returns."""

    name: str
    type: ColumnType
    label: str = ""
    help: str = ""
    computed: bool = False

    def to_mapping(self) -> dict[str, Any]:
        """For ``/v1/queries``."""
        data = {"name": self.name, "type": self.type, "label": self.label, "help": self.help}
        return {k: v for k, v in data.items() if v}


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """One checked query file.

    ``name`` is the file's stem, ``group`` its folder; ``params`` are its own (the common filters come beside them);
    ``key`` names the columns that identify a row; ``show`` those that a table of few columns takes first, in this
    order; ``picture`` maps ``claims`` or ``chain`` to the column that a figure is drawn from, and holds ``table`` or
    ``matrix`` where the answer is drawn as one; ``opposed`` maps ``actor``, ``end``, ``sign`` and, where it has one,
    ``aspect`` to the columns by which rows may oppose one another; ``refuses`` maps common filters that it does not
    take to the reason; ``apart`` names two parameters that may not mean one thing; ``line`` is where the Cypher begins.
    """

    name: str
    group: str
    title: str
    question: str
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    cypher: str
    key: tuple[str, ...]
    show: tuple[str, ...]
    see_also: tuple[str, ...]
    picture: Mapping[str, Any]
    post: PostFunction | None
    path: str
    line: int
    help: str = ""
    uses: frozenset[str] = frozenset()
    """Names of the ``$params`` in the text."""
    opposed: Mapping[str, str] = field(default_factory=dict)
    refuses: Mapping[str, str] = field(default_factory=dict)
    apart: tuple[str, ...] = ()
    chained: bool = False
    """Whether the claims of a row are steps of one chain."""

    def param(self, name: str) -> Param | None:
        """The query's own parameter of this name."""
        return next((p for p in self.params if p.name == name), None)

    def asked(self, resolved: Mapping[str, Any], said: Callable[[Any], str]) -> str:
        """The question with what was understood in the place of its blanks; ``said`` words one resolved value."""
        text = self.question
        for param in self.params:
            value = resolved.get(param.name)
            items = value if isinstance(value, list) else [value]
            named = ", ".join(said(item) for item in items if item is not None)
            # Of two parameters of a kind (state_from and state_to) only the kind is a word of the question.
            text = text.replace("{" + param.name + "}", named or f"any {param.name.partition('_')[0]}")
        return text

    @property
    def about(self) -> str:
        """What must be known to ask: the help, then each common filter that is not taken and why; may be empty."""
        refused = (f"Takes no {name}: {why}." for name, why in self.refuses.items())
        return " ".join([*self.help.split(), *refused])

    @property
    def claim_columns(self) -> tuple[str, ...]:
        """Columns that hold claim ids."""
        return tuple(c.name for c in self.columns if c.type in {"claim", "claim_list"})

    @property
    def study_columns(self) -> tuple[str, ...]:
        """Columns that hold study ids."""
        return tuple(c.name for c in self.columns if c.type in {"study", "study_list"})

    def to_mapping(self) -> dict[str, Any]:
        """For ``/v1/queries``, own parameters only."""
        return {
            "name": self.name, "group": self.group, "title": self.title, "question": self.question, "help": self.help,
            "params": [p.to_mapping() for p in self.params], "columns": [c.to_mapping() for c in self.columns],
            "key": list(self.key), "show": list(self.show), "see_also": list(self.see_also),
            "picture": dict(self.picture), "refuses": dict(self.refuses), "cypher": self.cypher,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caution:
    """What a reader of the rows must know about the claims behind them."""

    code: str
    message: str
    claims: Annotated[tuple[str, ...], Field(description="the claims meant, sorted, at most 20")] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """The change of the request after which there are rows."""

    params: Annotated[Mapping[str, Any], Field(description="name to new value, null to leave it out")]
    rows: Annotated[int, Field(description="rows that come then, at most 1000")]


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands beside the rows of every answer: a query's, a search's, a single record's."""

    query: Annotated[str, Field(description="name of the query, or search, entity, claim, study, mechanism")]
    build: Annotated[str, Field(description="hash of the graph that answered")]
    data_version: str
    total: Annotated[int, Field(description="rows before limit; a lower bound where truncated")]
    returned: Annotated[int, Field(description="rows of this page")]
    params_resolved: Annotated[
        Mapping[str, Any], Field(description="what each value was taken for: a name with the id chosen")
    ]
    next_cursor: Annotated[str | None, Field(description="give it back as cursor for the next page")] = None
    truncated: bool = False
    warnings: tuple[Caution, ...] = ()
    reason: Annotated[ReasonCode | None, Field(description="why the answer is empty; null where it is not")] = None
    filtered_by: Annotated[tuple[str, ...], Field(description="filters that took the rows away")] = ()
    nearest: Annotated[Nearest | None, Field(description="of an empty answer, where one was found")] = None

    @classmethod
    def whole(cls, manifest: Manifest, query: str, number: int, params: Mapping[str, Any]) -> Meta:
        """Of an answer of one page: all of its ``number`` rows are there."""
        return cls(query, manifest.build, manifest.data_version, number, number, params)

    def to_mapping(self) -> dict[str, Any]:
        """JSON-compatible, in the order in which answers show it."""
        return {
            "query": self.query,
            "params_resolved": dict(self.params_resolved),
            "build": self.build,
            "data_version": self.data_version,
            "total": self.total,
            "returned": self.returned,
            "next_cursor": self.next_cursor,
            "truncated": self.truncated,
            "warnings": [{"code": w.code, "message": w.message, "claims": list(w.claims)} for w in self.warnings],
            "reason": self.reason,
            "filtered_by": list(self.filtered_by),
            "nearest": asdict(self.nearest) if self.nearest else None,
        }


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All query files: ``queries`` for users, ``shared`` that the program runs, ``integrity`` that return nothing.

    Each is sorted by name.
    """

    queries: tuple[CannedQuery, ...]
    shared: tuple[CannedQuery, ...]
    integrity: tuple[CannedQuery, ...]

    def get(self, name: str) -> CannedQuery:
        """The query of this name; raises UnknownQuery with the nearest names."""
        for query in self.queries:
            if query.name == name:
                return query
        near = get_close_matches(name, [q.name for q in self.queries], n=3)
        raise UnknownQuery(
            f"there is no query {name!r}",
            hint=f"did you mean {' or '.join(near)}?" if near else "list them with `exomech query` or GET /v1/queries",
            details={"query": name, "nearest": near},
        )

    def text(self, name: str) -> str:
        """The Cypher of a shared text; raises KeyError for a name that the package has not."""
        for query in self.shared:
            if query.name == name:
                return query.cypher
        raise KeyError(name)
