"""Curation files as text: YAML's plain subset to values, with the line and column of every key and value.

Accepted is what a person needs: one document of block or flow mappings, sequences and scalars. Anchors, aliases,
tags and merges are refused, and only ``true``/``false``, numbers and ``null`` are not text: an identifier, a
date, ``yes`` or ``on`` stay text.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from loaders.places import At, Place, Positions, places_along

MAX_DEPTH = 40
"""Deepest nesting that is read; curation files need five levels."""

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+")
_NUMERIC = frozenset("0123456789+-.")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INVISIBLE = re.compile(
    "[\t\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\ufff9-\ufffb]"
)
_INVISIBLE_NAMES = {"\t": "tab", "\u00a0": "no-break space", "\u00ad": "soft hyphen", "\u200b": "zero-width space",
                    "\ufeff": "byte order mark"}  # fmt: skip
_ID = re.compile(r"(?<![\w.])([^\W\d_][\w.]*):(?=[^\s/])[^\s,\]}]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\w+")
_TWINS = dict(zip("АВЕЅІЈКМНОРСТХаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXaeopcyxisjABEZHIKMNOPTYXo", strict=True))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem of the text itself; ``rule`` is the id of a rule of ``loaders.checks.rules``."""

    line: int
    col: int
    rule: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Parsed:
    """A file's text as plain values.

    ``value`` is None where ``fatal`` problems (rules syntax, anchor-or-tag) keep it from being read; of a repeated key
    the first value stands. ``marks`` are all lines and columns in the order of the text (``places_along``), or none of
    an unusual text, which is then read again; ``positions`` by their paths are worked out when first asked for.
    """

    name: str
    text: str
    value: Any
    problems: tuple[Problem, ...] = ()
    marks: array[int] = field(default_factory=lambda: array("I"), repr=False)

    @property
    def fatal(self) -> bool:
        """Whether the value could not be read."""
        return any(p.rule in {"syntax", "anchor-or-tag", "unreadable"} for p in self.problems)

    @cached_property
    def positions(self) -> Positions:
        """Positions of every key and value; empty for a fatal text."""
        if self.fatal:
            return Positions()
        return places_along(self.value, self.marks) if self.marks else _Locator(self.text).positions


def read_bytes(path: Path) -> bytes:
    """The bytes of one file: what is checked is read from disk here alone; raises OSError."""
    return path.read_bytes()


def parse(data: bytes | str, name: str) -> Parsed:
    """Values and problems of a text; never raises, whatever the text."""
    if isinstance(data, bytes):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            line, col = _place_in(data[: error.start].decode("utf-8"), error.start)
            problem = Problem(line, col, "unreadable", "the file is not UTF-8 text", "save it as UTF-8")
            return Parsed(name, "", None, (problem,))
    else:
        text = data
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    problems = [] if text.isascii() and "\t" not in text else suspicious_characters(text)
    try:
        fast = _Fast(text)
        return Parsed(name, text, fast.document(), tuple(problems), array("I", fast.marks))
    except (_Unusual, yaml.YAMLError, ReaderError):
        located = _Locator(text)
        return Parsed(name, text, located.value, tuple(sorted({*problems, *located.problems})))


def scalar(text: str) -> Any:
    """What an unquoted scalar means: None, a truth value, a number, or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMERIC:
        if _INT.fullmatch(text) and len(text) < 19:
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


def suspicious_characters(text: str) -> list[Problem]:
    """Characters that cannot be seen, and letters of another alphabet inside identifiers or Latin words."""
    problems = []
    for match in _INVISIBLE.finditer(text):
        line, col = _place_in(text, match.start())
        name = _INVISIBLE_NAMES.get(match.group(), "invisible character")
        message = f"{name} U+{ord(match.group()):04X}"
        mark = match.group() == "\ufeff" and not match.start()
        hint = "`exomech fmt` takes it away" if mark else "delete it, or write a plain space"
        problems.append(Problem(line, col, "invisible-characters", message, hint))
    for number, line_text in enumerate(text.split("\n"), 1):
        if line_text.isascii():
            continue
        seen: set[int] = set()
        for match in (*_ID.finditer(line_text), *_WORD.finditer(line_text)):
            word = match.group()
            if word.isascii():
                continue
            identifier = ":" in word
            if not identifier and not (_CYRILLIC.search(word) and _LATIN.search(word)):
                continue
            at = next(i for i, c in enumerate(word) if not c.isascii() and (identifier or _CYRILLIC.match(c)))
            col = match.start() + at + 1
            if col in seen:
                continue
            seen.add(col)
            plain = "".join(_TWINS.get(c, c) for c in word)
            hint = f"write {plain!r} in Latin letters" if plain.isascii() else "identifiers are plain ASCII"
            message = f"{word!r} holds {word[at]!r} (U+{ord(word[at]):04X}), which only looks Latin or does not belong"
            problems.append(Problem(number, col, "look-alike", message, hint))
    return problems


def _place_in(text: str, offset: int) -> Place:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


class _Unusual(Exception):
    """Something that the fast reader leaves to the careful one."""


class _Fast:
    """Values and, beside them, where each begins and ends as bare numbers; gives up at anything unusual."""

    def __init__(self, text: str) -> None:
        self._next: Callable[[], Any] = CParser(text).get_event
        self.marks: list[int] = []

    def document(self) -> Any:
        self._next()
        event = self._next()
        if event.__class__ is StreamEndEvent:
            raise _Unusual
        value = self._value(self._next(), 0)
        self._next()
        if self._next().__class__ is not StreamEndEvent:
            raise _Unusual
        return value

    def _value(self, event: Any, depth: int) -> Any:
        kind = event.__class__
        if kind is AliasEvent or event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:
            raise _Unusual
        step, add = self._next, self.marks.append
        mark: Any = event.start_mark
        add(mark.line)
        add(mark.column)
        if kind is ScalarEvent:
            mark = event.end_mark
            add(mark.line)
            add(mark.column)
            return scalar(event.value) if event.implicit[0] else event.value
        if kind is MappingStartEvent:
            mapping: dict[Any, Any] = {}
            event = step()
            while event.__class__ is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    raise _Unusual
                key = event.value
                if key in mapping or key == "<<":
                    raise _Unusual
                mark = event.start_mark
                add(mark.line)
                add(mark.column)
                event = step()
                if event.__class__ is ScalarEvent and event.anchor is None and event.tag is None:
                    # As above, without the call: three in four values are scalars.
                    mark = event.start_mark
                    add(mark.line)
                    add(mark.column)
                    mark = event.end_mark
                    add(mark.line)
                    add(mark.column)
                    mapping[key] = scalar(event.value) if event.implicit[0] else event.value
                else:
                    mapping[key] = self._value(event, depth + 1)
                event = step()
            if event.__class__ is not MappingEndEvent:
                raise _Unusual
            mark = event.end_mark
            add(mark.line)
            add(mark.column)
            return mapping
        sequence = []
        event = step()
        while event.__class__ is not SequenceEndEvent:
            sequence.append(self._value(event, depth + 1))
            event = step()
        mark = event.end_mark
        add(mark.line)
        add(mark.column)
        return sequence


class _Locator:
    """Values, positions and problems, event by event."""

    def __init__(self, text: str) -> None:
        self.positions = Positions()
        self.problems: list[Problem] = []
        self.value: Any = None
        self._text = text
        try:
            self._get: Callable[[], Any] = CParser(text).get_event
            self._document()
        except ReaderError as error:
            line, col = _place_in(text, int(error.position))
            message = (
                f"control character U+{int(error.character):04X}"
                if isinstance(error.character, int)
                else str(error.reason)
            )
            self._fail(line, col, "syntax", message, "delete it")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, col = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._fail(line, col, "syntax", _plain_words(error), _advice(str(error.problem or "")))

    def _fail(self, line: int, col: int, rule: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(line, col, rule, message, hint))
        if rule != "duplicate-key":
            self.value = None

    def _refuse(self, event: Any, message: str, hint: str) -> None:
        self._fail(*_place(event.start_mark), "anchor-or-tag", message, hint)

    def _document(self) -> None:
        get = self._get
        get()
        if get().__class__ is StreamEndEvent:
            self._fail(
                1,
                1,
                "syntax",
                "the file is empty",
                "begin with `study:`, `entity:`, `pathway:`, `background:` or `trial:`",
            )
            return
        value = self._build(get(), (), 0, None)
        get()
        event = get()
        if isinstance(event, DocumentStartEvent):
            self._fail(
                *_place(event.start_mark),
                "syntax",
                "a second document begins",
                "one file holds one record: delete the `---`",
            )
        elif not self.problems or all(p.rule == "duplicate-key" for p in self.problems):
            self.value = value

    def _build(self, event: Any, at: At, depth: int, key: Place | None) -> Any:
        place = _place(event.start_mark)
        if depth > MAX_DEPTH:
            raise yaml.MarkedYAMLError(
                problem=f"more than {MAX_DEPTH} levels deep", problem_mark=cast("Any", event.start_mark)
            )
        if isinstance(event, AliasEvent):
            self._refuse(
                event, f"alias *{event.anchor}", "write the value out; preparations and contexts inherit with `like`"
            )
            return None
        if event.anchor is not None:
            self._refuse(event, f"anchor &{event.anchor}", "delete it; preparations and contexts inherit with `like`")
        if event.tag is not None:
            self._refuse(event, f"tag {event.tag}", "delete it; the field decides what its value is")
        value: Any
        if isinstance(event, ScalarEvent):
            value = scalar(event.value) if event.implicit[0] else event.value
        elif isinstance(event, SequenceStartEvent):
            value = []
            event = self._get()
            while not isinstance(event, SequenceEndEvent):
                value.append(self._build(event, (*at, len(value)), depth + 1, None))
                event = self._get()
        else:
            value, event = self._mapping(at, depth)
        self.positions.spots[at] = (key or place, place, _place(event.end_mark))
        return value

    def _mapping(self, at: At, depth: int) -> tuple[dict[Any, Any], Any]:
        """The mapping whose begin was read, and the event of its end."""
        mapping: dict[Any, Any] = {}
        event = self._get()
        while event.__class__ is not MappingEndEvent:
            place = _place(event.start_mark)
            if not isinstance(event, ScalarEvent):
                if isinstance(event, AliasEvent):
                    self._refuse(event, f"alias *{event.anchor} as a key", "write the key out")
                    self._skip(at, depth)
                    event = self._get()
                    continue
                raise yaml.MarkedYAMLError(
                    problem="a key must be plain text", problem_mark=cast("Any", event.start_mark)
                )
            key = event.value
            if event.anchor is not None or event.tag is not None:
                self._refuse(event, "anchor or tag on a key", "delete it")
            if key == "<<" and event.implicit[0]:
                self._refuse(
                    event, "merge key <<", "write the fields out; preparations and contexts inherit with `like`"
                )
            path = (*at, key)
            if key in mapping:
                first = self.positions.of(path, key=True)
                message, hint = f"key {key!r} stands here a second time", f"first on line {first[0]}: keep one"
                self.problems.append(Problem(*place, "duplicate-key", message, hint))
                self._skip(path, depth)
            else:
                mapping[key] = None
                mapping[key] = self._build(self._get(), path, depth + 1, place)
            event = self._get()
        return mapping, event

    def _skip(self, at: At, depth: int) -> None:
        """Read past a value without keeping it or its positions."""
        kept, self.positions = self.positions, Positions()
        self._build(self._get(), at, depth + 1, None)
        self.positions = kept


def _place(mark: Any) -> Place:
    return int(mark.line) + 1, int(mark.column) + 1


def _plain_words(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "the text is no YAML")
    return f"{problem} {error.context}" if error.context else problem


def _advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "put text that holds ': ' in double quotes"
    if "cannot start any token" in problem:
        return "indent with spaces, and put text that begins with @, `, % or a tab in double quotes"
    if "did not find expected" in problem:
        return "look for a missing bracket, quote or comma, or for an indentation that differs from the lines around it"
    if "end of stream" in problem:
        return "close the quote"
    return "look at the indentation and quotes here and on the line above"
