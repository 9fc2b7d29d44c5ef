"""Misspellings: a word that nobody knows is read as the nearest word that the knowledge uses.

Known words are never touched, whether they belong to a topic, to the lexicon or
to everyday English: "best" must not become "rest".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property

from crampcli.model import Lexicon
from crampcli.text import Normaliser, tokens

SHORTEST = 4
"""Letters. Shorter words have too many neighbours to tell a slip from another word."""
LONG = 8
"""From so many letters on a word may hold two slips; shorter ones hold one."""


class Speller:
    """Knows the words of a knowledge base; counts how often each is used only once a word is unknown."""

    def __init__(
        self,
        stems: Container[str],
        texts: Callable[[], Iterable[str]],
        lexicon: Lexicon,
        normaliser: Normaliser,
    ) -> None:
        self._stems = stems
        self._texts = texts
        self._lexicon = lexicon
        self._normaliser = normaliser

    def mend(self, word: str) -> str | None:
        """Give the word that was probably meant, or None if the word is known or nothing is near."""
        if len(word) < SHORTEST or not word.isalpha() or not word.isascii() or self._knows(word):
            return None
        return self._nearest(word)

    def _knows(self, word: str) -> bool:
        stem = self._normaliser.stem(word)
        return stem in self._stems or word in self._everyday or stem in self._everyday

    @cached_property
    def _everyday(self) -> frozenset[str]:
        """The words of the lexicon and their stems."""
        lexicon = self._lexicon
        words = {*lexicon.ordinary, *lexicon.fillers, *lexicon.negators, *lexicon.breaks, *self._said()}
        return frozenset(words) | frozenset(map(self._normaliser.stem, words))

    def _said(self) -> Iterator[str]:
        for rewrite in self._lexicon.rewrites:
            for say in (*rewrite.say, rewrite.mean):
                yield from tokens(say)

    @cached_property
    def _uses(self) -> Counter[str]:
        """How often each word that a misspelling may stand for is used."""
        uses = Counter(self._said())
        uses.update(tokens("\n".join(self._texts())))
        return uses

    def _nearest(self, word: str) -> str | None:
        """Find the word at the least distance that starts with the same letter; of equals the most used."""
        # Imported where it is used: most phrases hold no misspelling and should not wait for it.
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) >= LONG else 1
        near = (
            (OSA.distance(word, known, score_cutoff=slips), -uses, known)
            for known, uses in self._uses.items()
            if known[0] == word[0] and len(known) >= SHORTEST
        )
        distance, _, known = min(near, default=(slips + 1, 0, ""))
        return known if distance <= slips else None
