"""Large tables by word, kept encoded in drawers by first letters: a look-up opens the few that it needs.

Decoding a table of ten thousand words takes longer than answering a phrase that uses seven of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from msgspec import msgpack

T = TypeVar("T")

LETTERS = 2
"""Words that begin with the same ones share a drawer: hundreds of drawers of a few words each."""

Drawers = dict[str, bytes]
"""By first letters: the encoded part of a table."""

_ENCODER = msgpack.Encoder(order="deterministic")


def put_away(table: Mapping[str, object]) -> Drawers:
    """Encode a table, always in the same bytes."""
    parts: dict[str, dict[str, object]] = {}
    for word in sorted(table):
        parts.setdefault(word[:LETTERS], {})[word] = table[word]
    return {letters: _ENCODER.encode(part) for letters, part in parts.items()}


class Table(Generic[T]):
    """A table whose drawers are decoded, each value in its shape, when one of their words is asked for."""

    def __init__(self, drawers: Drawers, shape: Any) -> None:
        self._drawers = drawers
        self._decoder = msgpack.Decoder(dict[str, shape])
        self._open: dict[str, dict[str, T]] = {}

    def get(self, word: str) -> T | None:
        """Give what the table has for a word."""
        return self._drawer(word[:LETTERS]).get(word)

    def __contains__(self, word: str) -> bool:
        return word in self._drawer(word[:LETTERS])

    def __iter__(self) -> Iterator[str]:
        for letters in self._drawers:
            yield from self._drawer(letters)

    def _drawer(self, letters: str) -> dict[str, T]:
        drawer = self._open.get(letters)
        if drawer is None:
            encoded = self._drawers.get(letters)
            drawer = self._open[letters] = self._decoder.decode(encoded) if encoded else {}
        return drawer
