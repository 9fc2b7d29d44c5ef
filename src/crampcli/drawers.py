"""Large tables by word, kept encoded in drawers by first letters: a look-up opens the few that it needs.

Decoding a table of ten thousand words takes longer than answering a phrase that uses seven of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from msgspec import msgpack

T = TypeVar("T")

LETTERS = 2
"""Words that begin with the same ones share a drawer: hundreds of drawers of a few words each."""

Drawers = dict[str, memoryview]
"""By first letters: the encoded part of a table, as a view: of a mapped file only what is used is read."""

_ENCODER = msgpack.Encoder(order="deterministic")


def put_away(table: Mapping[str, object]) -> Drawers:
    """Encode a table, always in the same bytes."""
    parts: dict[str, dict[str, object]] = {}
    for word in sorted(table):
        parts.setdefault(word[:LETTERS], {})[word] = table[word]
    return {letters: memoryview(_ENCODER.encode(part)) for letters, part in parts.items()}


class Table(dict[str, T | None]):
    """A table that opens a drawer when one of its words is asked for: ``table[word]``, or None.

    It is a dictionary of what has been opened so far, so that asking again costs no more than any dictionary.
    """

    def __init__(self, drawers: Drawers, shape: Any) -> None:
        super().__init__()
        self._drawers = drawers
        self._decoder = msgpack.Decoder(dict[str, shape])
        self._opened: set[str] = set()

    def __missing__(self, word: str) -> T | None:
        self._open(word[:LETTERS])
        # What is asked for in vain is not kept: there is no end of it.
        return self.get(word)

    def words(self) -> Iterator[str]:
        """Give all words."""
        for letters in self._drawers:
            self._open(letters)
        return iter(self)

    def _open(self, letters: str) -> None:
        if letters in self._drawers and letters not in self._opened:
            self._opened.add(letters)
            self.update(self._decoder.decode(self._drawers[letters]))
