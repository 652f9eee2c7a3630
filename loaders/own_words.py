"""Own words: runs of words that the curation shares with texts at hand, such as the pages that its curators read."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from loaders.checks.rules import Issue, declare
from loaders.places import At

RUN = 12
"""Words in a row from which a run counts as taken over."""

FREE = frozenset({"title", "journal", "read_at", "name", "synonyms", "xrefs", "preferred_for", "groups"})
"""Fields that hold what others named, not what a curator wrote."""

RULE = declare("own-words", "No text of a curator shares a run of 12 words with the texts given by --against.")

_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_EDGE = re.compile(r"^[^\w]+|[^\w%]+$")


class Shared(NamedTuple):
    """A run that a curator's text shares with a text at hand: where, which file, and the words, at least ``RUN``."""

    at: At
    file: str
    words: tuple[str, ...]

    @property
    def issue(self) -> Issue:
        """The run as a rule broken."""
        begin = " ".join(self.words[:RUN]) + (" ..." if len(self.words) > RUN else "")
        message = f"{len(self.words)} words in a row stand in {self.file} too: {begin!r}"
        return Issue(self.at, message, "say it in your own words")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, in small letters, without the punctuation around them; mark-up counts as a blank.

    >>> words_of("In <i>DSS</i> mice, TNF-α fell (p < 0.05).")
    ('in', 'dss', 'mice', 'tnf-α', 'fell', 'p', '0.05')
    """
    plain = unicodedata.normalize("NFKC", html.unescape(_TAG.sub(" ", text))).translate(_DASHES).casefold()
    return tuple(word for part in plain.split() if (word := _EDGE.sub("", part)))


def written(value: Any, at: At = ()) -> Iterator[tuple[At, str]]:
    """The texts of a file's plain values that a curator may have worded, each with its path."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in FREE:
                yield from written(part, (*at, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from written(part, (*at, number))


class Texts:
    """Texts at hand, looked through once for all runs that the curation shares with them."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._grams: dict[tuple[str, ...], tuple[int, int]] = {}
        self._names: list[str] = []
        self._words: list[tuple[str, ...]] = []
        for name, text in texts:
            words = words_of(text)
            for start in range(len(words) - RUN + 1):
                self._grams.setdefault(words[start : start + RUN], (len(self._names), start))
            self._names.append(name)
            self._words.append(words)

    def __len__(self) -> int:
        return len(self._names)

    def shared(self, value: Any) -> Iterator[Shared]:
        """The longest run of each text of a file's plain values, in the order of the file."""
        for at, text in written(value):
            words = words_of(text)
            longest: tuple[str, ...] = ()
            where = 0
            for start in range(len(words) - RUN + 1):
                place = self._grams.get(words[start : start + RUN])
                if place is None:
                    continue
                other = self._words[place[0]][place[1] :]
                length = next(
                    (n for n, (a, b) in enumerate(zip(words[start:], other, strict=False)) if a != b),
                    min(len(words) - start, len(other)),
                )
                if length > len(longest):
                    longest, where = words[start : start + length], place[0]
            if longest:
                yield Shared(at, self._names[where], longest)


def read_texts(directory: Path) -> Texts:
    """Every file under a directory as a text; what is no UTF-8 is read as well as it can be. Raises OSError."""
    files = sorted(f for f in directory.rglob("*") if f.is_file())
    return Texts((f.relative_to(directory).as_posix(), f.read_bytes().decode("utf-8", "replace")) for f in files)


__all__ = ["FREE", "RULE", "RUN", "Shared", "Texts", "read_texts", "words_of", "written"]
