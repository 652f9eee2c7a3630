"""Raw values of a request to typed values: all of the checking that needs no store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from queries import common
from queries.definitions import CannedQuery, Param, Value
from schema.curie import is_curie
from schema.errors import InvalidParameter, UnknownParameter

MAX_TEXT = 300
MAX_ITEMS = 1000
"""Values that a repeated parameter may have."""

_TRUE = frozenset({"true", "1", "yes"})
_FALSE = frozenset({"false", "0", "no"})
_SIGNS = {
    "increase": 1, "increases": 1, "up": 1, "+": 1, "+1": 1, "1": 1,
    "decrease": -1, "decreases": -1, "down": -1, "-": -1, "-1": -1, "−": -1,
}  # fmt: skip


def _invalid(param: Param, message: str, hint: str = "") -> InvalidParameter:
    return InvalidParameter(f"{param.name}: {message}", hint=hint or param.help, details={"parameter": param.name})


def _text(param: Param, raw: object) -> str:
    text = str(raw).replace("\t", " ").strip()
    if not text:
        raise _invalid(param, "an empty value", "give a value, or leave the parameter out")
    if len(text) > MAX_TEXT:
        raise _invalid(param, f"a value of {len(text)} characters; {MAX_TEXT} are allowed")
    if any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise _invalid(param, "a control character or half a character", "write plain text")
    return text


def _number(param: Param, raw: object) -> int | float:
    if isinstance(raw, bool):
        raise _invalid(param, f"{raw!r} is no number")
    kind = int if param.type == "int" else float
    try:
        value = kind(str(raw).strip()) if isinstance(raw, str) or kind is float else int(str(raw))
    except ValueError:
        raise _invalid(param, f"{raw!r} is no {'whole number' if kind is int else 'number'}") from None
    low, high = param.minimum, param.maximum
    if value != value or (low is not None and value < low) or (high is not None and value > high):
        raise _invalid(
            param,
            f"{value} lies outside {low:g} to {high:g}" if None not in (low, high) else f"{value} is out of range",
        )
    return value


def _bool(param: Param, raw: object) -> bool:
    text = str(raw).strip().casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise _invalid(param, f"{raw!r} is neither true nor false", "write true or false")


def _word(param: Param, raw: object) -> str:
    text = _text(param, raw)
    if text in param.values:
        return text
    folded = {v.casefold().replace("-", "_"): str(v) for v in param.values}
    found = folded.get(text.casefold().replace("-", "_").replace(" ", "_"))
    if found is not None:
        return found
    near = get_close_matches(text.casefold(), list(folded), n=1)
    raise _invalid(
        param, f"{text!r} is none of {', '.join(param.values)}", f"did you mean {folded[near[0]]}?" if near else ""
    )


def _species(param: Param, raw: object) -> str:
    text = _text(param, raw)
    if is_curie(text.partition(" ")[0]) and text.startswith("NCBITaxon:"):
        return text.partition(" ")[0]
    names = common.SPECIES_NAMES
    found = names.get(text.casefold()) or names.get(text.casefold().removesuffix("s"))
    if found is None:
        near = get_close_matches(text.casefold(), list(names), n=2)
        raise _invalid(
            param,
            f"{text!r} is no known species",
            f"did you mean {' or '.join(near)}?" if near else "write NCBITaxon:<number>",
        )
    return found


def _sign(param: Param, raw: object) -> int:
    found = _SIGNS.get(str(raw).strip().casefold())
    # A plus sign in a web address that was not escaped arrives as a space.
    if found is None and raw == " ":
        return 1
    if found is None:
        raise _invalid(param, f"{raw!r} is no sign", "write increase or decrease")
    return found


def parse_one(param: Param, raw: object) -> Value:
    """One value of the parameter's type; entities and records stay text. Raises InvalidParameter."""
    match param.type:
        case "int" | "float":
            return _number(param, raw)
        case "bool":
            return _bool(param, raw)
        case "enum" | "enum_list":
            return _word(param, raw)
        case "sign":
            return _sign(param, raw)
        case "species_list":
            return _species(param, raw)
        case _:
            return _text(param, raw)


def most_items(param: Param) -> int:
    """How many values a parameter that may be repeated takes."""
    return int(param.maximum or MAX_ITEMS)


def parse_value(param: Param, raw: object) -> Value:
    """The value of a parameter, a list without repeats where it may be repeated. Raises InvalidParameter."""
    items = list(raw) if isinstance(raw, Sequence) and not isinstance(raw, str) else [raw]
    if not param.many:
        if len(items) != 1:
            raise _invalid(param, f"{len(items)} values for a parameter that takes one", "give it once")
        return parse_one(param, items[0])
    most = most_items(param)
    if len(items) > most:
        raise _invalid(param, f"{len(items)} values; {most} are allowed")
    return list(dict.fromkeys(parse_one(param, item) for item in items))


def all_params(query: CannedQuery) -> tuple[Param, ...]:
    """The query's own parameters, then the common ones that it takes."""
    return (*query.params, *(p for p in common.COMMON if p.name not in query.refuses))


def parse_params(query: CannedQuery, raw: Mapping[str, Any]) -> dict[str, Value]:
    """Every parameter of the query with its value or default (None, or an own list's default, where nothing was given).

    Absent values (None, an empty list) count as not given. Raises UnknownParameter and InvalidParameter.
    """
    params = {p.name: p for p in all_params(query)}
    for name in raw:
        if name in query.refuses:
            raise UnknownParameter(
                f"{query.name} takes no {name}: {query.refuses[name]}",
                hint=f"leave {name} out",
                details={"parameter": name, "known": list(params)},
            )
        if name not in params:
            near = get_close_matches(name.replace("-", "_"), list(params), n=1)
            raise UnknownParameter(
                f"{query.name} has no parameter {name!r}",
                hint=f"did you mean {near[0]}?" if near else f"it takes {', '.join(params)}",
                details={"parameter": name, "known": list(params)},
            )
    values: dict[str, Value] = {p.name: p.default for p in common.COMMON if p.name in query.refuses}
    for name, param in params.items():
        given = raw.get(name)
        if given is None or (isinstance(given, Sequence) and not isinstance(given, str) and not given):
            if param.required:
                raise _invalid(param, "missing", f"for example {name}={param.example}")
            values[name] = None if param.default is None else parse_value(param, param.default)
        else:
            values[name] = parse_value(param, given)
    low, high = values["year_from"], values["year_to"]
    if low is not None and high is not None and low > high:
        raise _invalid(params["year_from"], f"{low} lies after year_to, {high}", "swap them")
    return values
