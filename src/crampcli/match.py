"""Which topics a phrase is about, and which of its words say so.

The rules, in words:

1. A word counts by its rarity: "seized" stands in few of the phrases people use
   and says much, "leg" in many and says little. Fillers count nothing.
2. A word counts for a topic by its strength there: fully in the title, nearly
   so if many of the topic's phrases use it, less if only causes and remedies do.
   Words of the last kind add to a topic that others name; alone they name none.
3. *Coverage* is the share of the phrase's rarity that the topic explains, words
   unknown to all topics included: "pizza" in a phrase makes every topic worse.
   ("calf seized up" is covered by night-leg-cramps; "best pizza in town" by none.)
4. *Nearness* is the rarity that the phrase shares with the one phrase of the
   topic most like it, against the rarity of both. It tells apart topics that
   use the same words in different company ("legs kick" and "urge to kick").
5. The score is a weighted sum of both; equal scores are ordered by id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from math import log
from typing import NamedTuple

from crampcli.answer import Band, Match, Part
from crampcli.model import KnowledgeBase, Topic
from crampcli.text import Normaliser, Reading, Word

COVERAGE_WEIGHT = 0.8
"""Most of the score: what share of the phrase a topic explains."""
NEARNESS_WEIGHT = 1 - COVERAGE_WEIGHT

STRENGTH_TITLE = 1.0
STRENGTH_ASIDE = 0.35
"""A word that only causes, remedies or myths use: "quilt" hints at a topic, but does not name it."""
HALF_STRENGTH_USES = 1.0
"""So many uses in phrases give half strength; the more uses, the closer to full strength."""

RARITY_SMOOTHING = 2
"""Phrases added to each count: in a few hundred phrases, one use or two is chance."""
UNKNOWN_RARITY = 2.5
"""An unknown word counts like one that stands in about one phrase of ten."""

HIGH_SCORE = 0.6
MEDIUM_SCORE = 0.42


class Ranking(NamedTuple):
    """All topics that share a word with the phrase, best first, and the words that none of them knows."""

    matches: tuple[Match, ...]
    unknown: tuple[str, ...]


class _Phrase(NamedTuple):
    text: str
    stems: frozenset[str]


class Index:
    """The knowledge base prepared for ranking. Building it reads each phrase once."""

    def __init__(self, base: KnowledgeBase, normaliser: Normaliser) -> None:
        self._topics = base.topics
        self._normaliser = normaliser
        self._strengths: dict[str, dict[str, float]] = {}
        """By stem, then by topic id."""
        self._phrases: dict[str, list[_Phrase]] = {}
        """By topic id."""
        for topic in base.topics.values():
            self._add(topic)
        holding = Counter(stem for phrases in self._phrases.values() for p in phrases for stem in p.stems)
        total = sum(map(len, self._phrases.values()))
        self._rarity = {stem: log(1 + total / (holding[stem] + RARITY_SMOOTHING)) for stem in self._strengths}

    def _add(self, topic: Topic) -> None:
        said = self._normaliser.stems_of(topic.phrases)
        self._phrases[topic.id] = list(map(_Phrase, topic.phrases, said))
        for stem in self._stems(asides(topic)):
            self._strengthen(stem, topic.id, STRENGTH_ASIDE)
        for stem, uses in Counter(stem for stems in said for stem in stems).items():
            self._strengthen(stem, topic.id, uses / (uses + HALF_STRENGTH_USES))
        for stem in self._stems((topic.title, *topic.also_called)):
            self._strengthen(stem, topic.id, STRENGTH_TITLE)

    def _stems(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*self._normaliser.stems_of(texts))

    def _strengthen(self, stem: str, topic_id: str, strength: float) -> None:
        by_topic = self._strengths.setdefault(stem, {})
        by_topic[topic_id] = max(strength, by_topic.get(topic_id, 0.0))

    @property
    def stems(self) -> Container[str]:
        """All stems that some topic uses."""
        return self._rarity.keys()

    def rank(self, reading: Reading) -> Ranking:
        """Rank the topics for a phrase."""
        known = [word for word in reading.words if word.stem in self._rarity]
        unknown = tuple(word.written for word in reading.words if word.stem not in self._rarity)
        rarity = {word.stem: self._rarity[word.stem] for word in known}
        whole = sum(rarity.values()) + UNKNOWN_RARITY * len(set(unknown))
        named = {
            topic_id
            for stem in rarity
            for topic_id, strength in self._strengths[stem].items()
            if strength > STRENGTH_ASIDE
        }
        matches = [self._match(self._topics[topic_id], known, rarity, whole) for topic_id in named]
        matches.sort(key=lambda match: (-match.score, match.id))
        return Ranking(tuple(matches), unknown)

    def _match(self, topic: Topic, known: list[Word], rarity: dict[str, float], whole: float) -> Match:
        parts = tuple(
            Part(word.written, word.stem, rarity[word.stem], self._strengths[word.stem][topic.id])
            for word in _each_stem_once(known)
            if topic.id in self._strengths[word.stem]
        )
        coverage = sum(part.rarity * part.strength for part in parts) / whole
        nearness, nearest = self._nearest(topic.id, frozenset(rarity), whole)
        score = round(COVERAGE_WEIGHT * coverage + NEARNESS_WEIGHT * nearness, 4)
        return Match(topic, score, _band(score), parts, nearest)

    def _nearest(self, topic_id: str, stems: frozenset[str], whole: float) -> tuple[float, str]:
        """Find the topic's phrase most like this one: shared rarity against the rarity of both."""
        best, nearest = 0.0, ""
        for phrase in self._phrases[topic_id]:
            common = stems & phrase.stems
            if not common:
                continue
            shared = self._sum(common)
            likeness = shared / (whole + self._sum(phrase.stems - common))
            if likeness > best:
                best, nearest = likeness, phrase.text
        return best, nearest

    def _sum(self, stems: Iterable[str]) -> float:
        return sum(self._rarity[stem] for stem in stems)


def _each_stem_once(words: list[Word]) -> Iterable[Word]:
    first: dict[str, Word] = {}
    for word in words:
        first.setdefault(word.stem, word)
    return first.values()


def asides(topic: Topic) -> Iterable[str]:
    """Yield what a topic says about itself beyond its title and phrases."""
    for cause in topic.causes:
        yield cause.name
        yield from cause.clues
    for relief in topic.relief:
        yield relief.name
    for myth in topic.myths:
        yield myth.claim


def _band(score: float) -> Band:
    if score >= HIGH_SCORE:
        return "high"
    return "medium" if score >= MEDIUM_SCORE else "low"
