"""Which topics a phrase is about, and which of its words say so.

The rules, in words:

1. A word speaks for a topic by how many of the topic's phrases use it, the tenth
   use adding less than the second. ("calf" stands in many phrases of
   night-leg-cramps and in few of knee-pain.) Words of a title count like several uses, words of
   causes and remedies like a part of one.
2. A word that no phrase of a topic uses speaks against it, and more so if the
   topic's phrases say much: what could have been said there, and was not.
3. A word that nearly every phrase of a topic uses is missed if it is not there:
   "leg cramps" alone is not pregnancy-leg-cramps.
4. *Nearness*: the one phrase of a topic most like this one, by the rarity of the
   words they share. It tells apart topics that use the same words in different
   company ("legs kick" and "urge to kick").
5. What is not ours competes: phrases about other complaints and about other things
   altogether stand in the index by kind, each kind like one more topic, and words
   that nobody knows speak for them.
6. *Tone*: how much oftener a word, however small, is said in phrases of ours than in
   others speaks for or against them all. ("my", "every" and "woke" are said of
   symptoms; "what is the" and "how to" of anything.)
7. *Leanings*: which way a word leans by what it means, and not only by the company it keeps
   in our phrases, towards what we cover or away from it, and to which topics. A language
   model has been asked once, and one number a word was kept (``tools/leanings.py``). Those
   to topics tell the topics apart and say nothing about whether any is meant.
8. The *score* of a topic is its share when all evidence is divided up; equal
   scores are ordered by id.
9. *Emergencies* stand in the index too, by what people say in each, but take no part
   in the ranking. How much more a phrase is like one of them than like anything else,
   its tone included, tells whether it sounds like one (see ``lookup.py``).

Rules 1 and 2 are a multinomial naive Bayes classifier with additive smoothing,
rule 3 is the part of a Bernoulli one that counts absent words (Manning, Raghavan
and Schuetze, Introduction to Information Retrieval, chapter 13); rule 4 is the
cosine of the nearest neighbour; rule 6 is a second such classifier, of two classes and
all words. Their sum does better than any of them (``benchmarks/quality.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, sqrt
from operator import mul
from typing import NamedTuple

from msgspec import msgpack

from crampcli.answer import Band, Leaning, Part, Reason
from crampcli.drawers import Table
from crampcli.index import NOT_COVERED, STRANGER, Index, Phrases, Tone, Weight
from crampcli.text import Reading

NEARNESS_WEIGHT = 8.0
"""A phrase that is said word for word in a topic outweighs four or five single words."""
NEAREST_AMONG = 5
NEAREST_ELSEWHERE = 1
NEAREST_EMERGENCIES = 2
"""Only so many topics, kinds of what is not ours, and emergencies, the best by single words, are compared by
phrases: with more of any the figures stay the same."""
UNKNOWN_WEIGHT: dict[Reason, float] = {NOT_COVERED: 0.3, STRANGER: 0.7}
"""What a word that nobody knows says for something that is not ours."""
ALARMING_WEIGHT = 0.5
"""Of how alarming the words are: the telling ones have been heard already."""
SHARED_LEANINGS = 8
"""The words of a longer phrase share so many leanings: who says much says more that is beside the point."""
TEMPERATURE = 2.5
"""Points of evidence that make one topic e times as likely as another. Words are not independent, as naive
Bayes would have it; so one point of evidence counts for less than a point."""

HIGH_SCORE = 0.7
MEDIUM_SCORE = 0.4


class Score(NamedTuple):
    """How well a topic fits a phrase, and the words that say so."""

    topic_id: str
    score: float
    band: Band
    parts: tuple[Part, ...]
    nearest: str
    nearness: float
    """How like its nearest phrase it is, 0 to 1."""
    leanings: tuple[Leaning, ...]


class Emergency(NamedTuple):
    """The emergency that a phrase is most like, by how many points more than anything else, and its words."""

    alarm_id: str
    points: float
    words: tuple[str, ...]
    nearest: str


class Ranking(NamedTuple):
    """Topics, best first; how much of the evidence is for something else; words that no topic knows."""

    scores: tuple[Score, ...]
    elsewhere: Mapping[Reason, float]
    """Shares of the evidence for what is not ours."""
    unknown: tuple[str, ...]
    emergency: Emergency | None


class Ranker:
    """Ranks the topics of an index; it remembers the words and the phrases that it has met."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._weights: Table[Weight] = Table(index.weights, Weight)
        self._tones: Table[Tone] = Table(index.tones, Tone)
        self._phrases: dict[int, Phrases] = {}

    def rank(self, reading: Reading) -> Ranking:
        """Rank the topics for a phrase, and tell which emergency it is most like."""
        index = self._index
        said = self._said(reading)
        standing = _Standing(_evidence(index, said), {})
        ours = self._compare(said, standing, index.ours, NEAREST_AMONG)
        self._compare(said, standing, index.kinds, NEAREST_ELSEWHERE)
        emergency = self._emergency(said, standing)
        over = said.over()
        for kind, reason in zip(index.kinds, index.reasons, strict=True):
            standing.evidence[kind] -= over[reason]
        shares = _shares(standing.evidence[: index.first_emergency])
        scores = (
            self._score(topic, shares[topic], said, standing.nearest[topic])
            for topic in _best(shares, sorted(ours))
        )
        return Ranking(tuple(scores), _elsewhere(index, shares), said.unknown, emergency)

    def _compare(self, said: _Said, standing: _Standing, numbers: Iterable[int], most: int) -> list[int]:
        """Add the evidence of nearness to the best of these, at most so many; give their numbers."""
        best = _best(standing.evidence, numbers)[:most]
        for number in best:
            standing.nearest[number] = said.nearest(self._phrases_of(number))
            standing.evidence[number] += NEARNESS_WEIGHT * standing.nearest[number][0]
        return best

    def _emergency(self, said: _Said, standing: _Standing) -> Emergency | None:
        """Find the emergency that a phrase is most like, if it can be more like one than anything else."""
        index, evidence = self._index, standing.evidence
        calm = max(evidence[: index.first_emergency]) - ALARMING_WEIGHT * said.alarming()
        # Nearness could not lift the others over it.
        close = [number for number in index.emergencies if evidence[number] + NEARNESS_WEIGHT > calm]
        if not close:
            return None
        self._compare(said, standing, close, NEAREST_EMERGENCIES)
        most = max(close, key=evidence.__getitem__)
        words = tuple(part.word for part in said.parts(most))
        return Emergency(index.ids[most], evidence[most] - calm, words, standing.nearest[most][1])

    def _score(self, topic: int, share: float, said: _Said, nearest: tuple[float, str]) -> Score:
        nearness, text = nearest
        return Score(
            self._index.ids[topic],
            round(share, 4),
            _band(share),
            said.parts(topic),
            text,
            nearness,
            said.leanings(topic),
        )

    def _said(self, reading: Reading) -> _Said:
        written: dict[str, str] = {}
        for word in reading.words:
            written.setdefault(word.stem, word.written)
        weights = {stem: weight for stem in written if (weight := self._weights[stem])}
        unknown = tuple(word for stem, word in written.items() if stem not in weights)
        tones = {word: tone for word in reading.spelled if (tone := self._tones[word])}
        squares = {stem: weight.rarity**2 for stem, weight in weights.items()}
        return _Said(
            written,
            weights,
            unknown,
            tones,
            squares,
            sqrt(sum(squares.values())),
        )

    def _phrases_of(self, topic: int) -> Phrases:
        phrases = self._phrases.get(topic)
        if phrases is None:
            phrases = self._phrases[topic] = msgpack.decode(self._index.phrases[topic], type=Phrases)
        return phrases


class _Standing(NamedTuple):
    """How topics, kinds and emergencies stand, by their numbers: evidence, and the nearest phrase of some."""

    evidence: list[float]
    nearest: dict[int, tuple[float, str]]


class _Said(NamedTuple):
    """What a phrase says: the words that the index knows, by stem, and those that it does not; its tones."""

    written: dict[str, str]
    weights: dict[str, Weight]
    unknown: tuple[str, ...]
    tones: dict[str, Tone]
    """Of each word as it is spelled."""
    squares: dict[str, float]
    length: float

    def parts(self, topic: int) -> tuple[Part, ...]:
        """Give what each word says for a topic."""
        return tuple(
            Part(self.written[stem], stem, weight.gains[weight.topics.index(topic)])
            for stem, weight in self.weights.items()
            if topic in weight.topics
        )

    def leanings(self, topic: int) -> tuple[Leaning, ...]:
        """Give how far each word leans to a topic."""
        return tuple(
            Leaning(word, self.leaning_share * tone.leanings[tone.topics.index(topic)])
            for word, tone in self.tones.items()
            if topic in tone.topics
        )

    @property
    def leaning_share(self) -> float:
        """How much of its leaning each word brings in."""
        return min(1, SHARED_LEANINGS / max(1, len(self.tones)))

    def over(self) -> Mapping[Reason, float]:
        """Sum up what the tones say for all that is ours, against what is not for each reason."""
        tones = self.tones.values()
        return {
            NOT_COVERED: sum(tone.over_not_covered for tone in tones),
            STRANGER: sum(tone.over_strangers for tone in tones),
        }

    def alarming(self) -> float:
        """Sum up how alarming the words are."""
        return sum(tone.alarming for tone in self.tones.values())

    def nearest(self, phrases: Phrases) -> tuple[float, str]:
        """Find the phrase most like this one by the rarities of its words: its cosine and its text."""
        products = [0.0] * len(phrases.texts)
        for stem, square in self.squares.items():
            for number in phrases.holding.get(stem, ()):
                products[number] += square
        closeness = list(map(mul, products, phrases.inverse_lengths))
        best = max(closeness)
        return (best / self.length, phrases.texts[closeness.index(best)]) if best else (0.0, "")


def _evidence(index: Index, said: _Said) -> list[float]:
    """Sum up what the words say for each topic, kind and emergency."""
    unknown = len(said.unknown)
    count = len(said.weights) + unknown
    evidence = [start + count * floor for start, floor in zip(index.starts, index.floors, strict=True)]
    for weight in said.weights.values():
        for topic, gain in zip(weight.topics, weight.gains, strict=True):
            evidence[topic] += gain
    _lean(evidence, index.ours, said)
    if unknown:
        for kind, reason in zip(index.kinds, index.reasons, strict=True):
            evidence[kind] += UNKNOWN_WEIGHT[reason] * unknown
    return evidence


def _lean(evidence: list[float], ours: range, said: _Said) -> None:
    """Let leanings tell our topics apart: against what is not ours, the best of them stands as it stood."""
    best = max(evidence[: len(ours)], default=0)
    share = said.leaning_share
    for tone in said.tones.values():
        for topic, leaning in zip(tone.topics, tone.leanings, strict=True):
            evidence[topic] += share * leaning
    gained = max(evidence[: len(ours)], default=0) - best
    for topic in ours:
        evidence[topic] -= gained


def _elsewhere(index: Index, shares: Sequence[float]) -> Mapping[Reason, float]:
    """Sum up the shares of what is not ours, by reason."""
    elsewhere: dict[Reason, float] = {NOT_COVERED: 0.0, STRANGER: 0.0}
    for kind, reason in zip(index.kinds, index.reasons, strict=True):
        elsewhere[reason] += shares[kind]
    return elsewhere


def _best(values: Sequence[float], places: Iterable[int]) -> list[int]:
    """Order places by their values, the highest first; equal ones stay as they are."""
    return sorted(places, key=values.__getitem__, reverse=True)


def _shares(evidence: Sequence[float]) -> list[float]:
    """Divide up the evidence (softmax)."""
    most = max(evidence)
    weights = [exp((points - most) / TEMPERATURE) for points in evidence]
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _band(score: float) -> Band:
    if score >= HIGH_SCORE:
        return "high"
    return "medium" if score >= MEDIUM_SCORE else "low"
