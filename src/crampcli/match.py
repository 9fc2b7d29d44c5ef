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
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from msgspec import Struct

from crampcli.answer import Band, Part
from crampcli.model import Topic
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


class Score(NamedTuple):
    """How well a topic fits a phrase, and the words that say so."""

    topic_id: str
    score: float
    band: Band
    parts: tuple[Part, ...]
    nearest: str

    @property
    def evidence(self) -> float:
        """What the words weigh together: rarity times strength, summed."""
        return sum(part.rarity * part.strength for part in self.parts)


class Ranking(NamedTuple):
    """All topics that a word of the phrase names, best first, and the words that no topic knows."""

    scores: tuple[Score, ...]
    unknown: tuple[str, ...]


class Phrase(Struct, frozen=True, array_like=True):
    """A phrase of a topic and the stems of what it says."""

    text: str
    stems: frozenset[str]


class Index(Struct, frozen=True):
    """The topics prepared for ranking: plain data, so that it can be made once and kept."""

    rarity: dict[str, float]
    """By stem."""
    strengths: dict[str, dict[str, float]]
    """By stem, then by topic id."""
    phrases: dict[str, list[Phrase]]
    """By topic id."""

    def rank(self, reading: Reading) -> Ranking:
        """Rank the topics for a phrase."""
        known = [word for word in reading.words if word.stem in self.rarity]
        unknown = tuple(word.written for word in reading.words if word.stem not in self.rarity)
        rarity = {word.stem: self.rarity[word.stem] for word in known}
        whole = sum(rarity.values()) + UNKNOWN_RARITY * len(set(unknown))
        named = {
            topic_id
            for stem in rarity
            for topic_id, strength in self.strengths[stem].items()
            if strength > STRENGTH_ASIDE
        }
        scores = [self._score(topic_id, known, rarity, whole) for topic_id in named]
        scores.sort(key=lambda score: (-score.score, score.topic_id))
        return Ranking(tuple(scores), unknown)

    def _score(self, topic_id: str, known: list[Word], rarity: dict[str, float], whole: float) -> Score:
        parts = tuple(
            Part(word.written, word.stem, rarity[word.stem], self.strengths[word.stem][topic_id])
            for word in _each_stem_once(known)
            if topic_id in self.strengths[word.stem]
        )
        coverage = sum(part.rarity * part.strength for part in parts) / whole
        nearness, nearest = self._nearest(topic_id, frozenset(rarity), whole)
        score = round(COVERAGE_WEIGHT * coverage + NEARNESS_WEIGHT * nearness, 4)
        return Score(topic_id, score, _band(score), parts, nearest)

    def _nearest(self, topic_id: str, stems: frozenset[str], whole: float) -> tuple[float, str]:
        """Find the topic's phrase most like this one: shared rarity against the rarity of both."""
        best, nearest = 0.0, ""
        for phrase in self.phrases[topic_id]:
            common = stems & phrase.stems
            if not common:
                continue
            likeness = self._sum(common) / (whole + self._sum(phrase.stems - common))
            if likeness > best:
                best, nearest = likeness, phrase.text
        return best, nearest

    def _sum(self, stems: Iterable[str]) -> float:
        # In a fixed order: sums of floats depend on it, and sets have none.
        return sum(self.rarity[stem] for stem in sorted(stems))


def build_index(topics: Iterable[Topic], normaliser: Normaliser) -> Index:
    """Prepare topics for ranking. Each phrase is read once."""
    strengths: dict[str, dict[str, float]] = {}
    phrases: dict[str, list[Phrase]] = {}

    def strengthen(stems: Iterable[str], topic: Topic, strength: float) -> None:
        for stem in stems:
            by_topic = strengths.setdefault(stem, {})
            by_topic[topic.id] = max(strength, by_topic.get(topic.id, 0.0))

    for topic in topics:
        said = normaliser.stems_of(topic.phrases)
        phrases[topic.id] = list(map(Phrase, topic.phrases, said))
        for stem, uses in Counter(stem for stems in said for stem in stems).items():
            strengthen([stem], topic, uses / (uses + HALF_STRENGTH_USES))
        for stems in normaliser.stems_of(asides(topic)):
            strengthen(stems, topic, STRENGTH_ASIDE)
        for stems in normaliser.stems_of((topic.title, *topic.also_called)):
            strengthen(stems, topic, STRENGTH_TITLE)
    holding = Counter(stem for listed in phrases.values() for phrase in listed for stem in phrase.stems)
    total = sum(map(len, phrases.values()))
    rarity = {stem: log(1 + total / (holding[stem] + RARITY_SMOOTHING)) for stem in strengths}
    return Index(rarity, strengths, phrases)


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
