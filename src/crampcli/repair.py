"""Misspellings: a word that nobody knows is read as the nearest word that the knowledge uses.

Known words are never touched, whether they belong to a topic, to the lexicon or
to everyday English: "best" must not become "rest".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntFlag, auto
from functools import cache, cached_property
from typing import NamedTuple

from crampcli.drawers import Drawers, Table, put_away
from crampcli.model import Lexicon
from crampcli.text import Mend, Normaliser, tokens

SHORTEST = 4
"""Letters. Shorter words have too many neighbours to tell a slip from another word."""
LONG = 8
"""From so many letters on a word may hold two slips; shorter ones hold one."""


_ENDINGS = ("s", "es", "d", "ed")
SURE_RATIO = 3
"""A mending is sure if its word is used this many times as often as all others that are near, if any."""


class Known(IntFlag):
    """As what a string is known: it is then never taken for a misspelling."""

    WORD = auto()
    """Of the lexicon: an everyday one, or one that it rewrites."""
    STEM = auto()
    """Of one of these words, of the topics or of the alarms."""
    ALARM_STEM = auto()


def vocabulary(
    lexicon: Lexicon, topic_stems: Iterable[str], alarm_stems: frozenset[str], normaliser: Normaliser
) -> Drawers:
    """Collect what is known, and put away as what."""
    everyday = (*lexicon.ordinary, *lexicon.fillers, *lexicon.negators, *lexicon.breaks)
    words = {*everyday, *tokens(" ".join(lexicon_texts(lexicon)))}
    known: defaultdict[str, int] = defaultdict(int)
    for sort, strings in (
        (Known.WORD, words),
        (Known.STEM, {*normaliser.stems(words), *topic_stems, *alarm_stems}),
        (Known.ALARM_STEM, alarm_stems),
    ):
        for string in strings:
            known[string] |= sort
    return put_away(known)


def lexicon_texts(lexicon: Lexicon) -> Iterator[str]:
    """Yield what the lexicon says and means."""
    for rewrite in (*lexicon.rewrites, *lexicon.synonyms):
        yield from (*rewrite.say, rewrite.mean)


def count_uses(texts: Iterable[str]) -> dict[str, int]:
    """Count how often each word that a misspelling may stand for is used."""
    return dict(Counter(word for word in tokens("\n".join(texts)) if len(word) >= SHORTEST))


class Mended(NamedTuple):
    """The word that was probably meant; sure if it is one slip away and other near words are rare."""

    word: str
    sure: bool


class Speller:
    """Mends words by a vocabulary and by how often each word is used; asks for the latter only if it must.

    It remembers what it made of each word.
    """

    def __init__(self, known: Drawers, uses: Callable[[], Mapping[str, int]], normaliser: Normaliser) -> None:
        self._known: Table[int] = Table(known, int)
        self._get_uses = uses
        self._normaliser = normaliser
        self._nearest = cache(self._find_nearest)
        self.mend: Mend = cache(self._probably_meant)
        """Gives the word that was probably meant, or None if the word is known or nothing is near."""
        self.mend_surely: Mend = cache(self._surely_meant)
        """Gives the word that was surely meant: what an alarm may rest on."""

    def _probably_meant(self, word: str) -> str | None:
        mended = self._nearest(word) if self._may_be_a_slip(word, Known.STEM) else None
        return mended.word if mended else None

    def _surely_meant(self, word: str) -> str | None:
        # A slip may have the stem of a word that only topics use ("heavely", "heave"); here it is one still.
        mended = self._nearest(word) if self._may_be_a_slip(word, Known.ALARM_STEM) else None
        return mended.word if mended and mended.sure else None

    def _may_be_a_slip(self, word: str, stem: Known) -> bool:
        if len(word) < SHORTEST or not word.isalpha() or not word.isascii():
            return False
        return not self._is_word(word) and not self._is_known(self._normaliser.stem(word), stem)

    def _is_word(self, word: str) -> bool:
        """Tell whether it is a known word, as it is or with a plain ending: "card", "cards"."""
        return self._is_known(word, Known.WORD) or any(
            word.endswith(end) and self._is_known(word[: -len(end)], Known.WORD) for end in _ENDINGS
        )

    def _is_known(self, string: str, sort: Known) -> bool:
        # As plain numbers: a flag's own "&" takes five times as long, and every word is asked about.
        return bool((self._known[string] or 0) & sort.value)

    @cached_property
    def _uses(self) -> Mapping[str, int]:
        return self._get_uses()

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        """The same words by their first letter."""
        table: dict[str, list[str]] = {}
        for word in sorted(self._uses):
            table.setdefault(word[0], []).append(word)
        return table

    def _find_nearest(self, word: str) -> Mended | None:
        """Find the word at the least distance that starts with the same letter; of equals the most used."""
        # Imported where it is used: most phrases hold no misspelling and should not wait for it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        slips = 2 if len(word) >= LONG else 1
        listed = self._by_letter.get(word[0], [])
        found = extract(word, listed, scorer=OSA.distance, score_cutoff=slips, limit=None)
        near = sorted((distance, -self._uses[known], known) for known, distance, _ in found)
        if not near:
            return None
        least, _, best = near[0]
        stem = self._normaliser.stem(best)
        own = sum(-uses for _, uses, known in near if self._normaliser.stem(known) == stem)
        others = sum(-uses for _, uses, known in near if self._normaliser.stem(known) != stem)
        return Mended(best, sure=least == 1 and own >= SURE_RATIO * others)
