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
6. The *score* of a topic is its share when all evidence is divided up; equal
   scores are ordered by id.

Rules 1 and 2 are a multinomial naive Bayes classifier with additive smoothing,
rule 3 is the part of a Bernoulli one that counts absent words (Manning, Raghavan
and Schuetze, Introduction to Information Retrieval, chapter 13); rule 4 is the
cosine of the nearest neighbour. Their sum does better than any of them
(``benchmarks/quality.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt
from operator import mul
from typing import NamedTuple

from msgspec import Raw, Struct, msgpack

from crampcli.answer import Band, Part, Reason
from crampcli.model import Elsewhere, Topic
from crampcli.text import Normaliser, Reading

NOT_COVERED: Reason = "not_covered"
STRANGER: Reason = "not_understood"
"""What a phrase may be if it is not ours: the reasons of an answer that names nothing."""

TITLE_USES = 4
"""A word of the title or of another name counts like so many phrases that use it."""
ASIDE_USES = 0.2
"""A word that only causes, remedies or myths use: "quilt" hints at a topic, but does not name it."""
SMOOTHING = 0.3
"""Uses that every topic is granted of every word: the fewer, the more an unused word speaks against it."""
ABSENCE_WEIGHT = 0.8
"""Of what an absent word says: absence is weaker evidence, for people say little."""
ABSENCE_CAP = 0.95
"""A word's share of a topic's phrases is taken as this at most: no word is indispensable."""
NEARNESS_WEIGHT = 8.0
"""A phrase that is said word for word in a topic outweighs four or five single words."""
NEAREST_AMONG = 5
NEAREST_ELSEWHERE = 3
"""Only so many topics, and kinds of what is not ours, the best by single words, are compared by phrases:
with more of either the figures stay the same."""
UNKNOWN_WEIGHT: dict[Reason, float] = {NOT_COVERED: 0.3, STRANGER: 0.7}
"""What a word that nobody knows says for something that is not ours."""
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


class Ranking(NamedTuple):
    """Topics, best first; how much of the evidence is for something else; words that no topic knows."""

    scores: tuple[Score, ...]
    elsewhere: Mapping[Reason, float]
    """Shares of the evidence for what is not ours."""
    unknown: tuple[str, ...]


class Phrases(Struct, frozen=True, array_like=True):
    """The phrases of a topic, one over the lengths of their vectors of rarities, and which hold a stem."""

    texts: list[str]
    inverse_lengths: list[float]
    holding: dict[str, list[int]]


class Weight(Struct, frozen=True, array_like=True):
    """What a word weighs: its rarity, and what it says for each topic that uses it, above the floor."""

    rarity: float
    gains: dict[str, float]


class Index(Struct):
    """The topics prepared for ranking: plain data, so that it can be made once and kept.

    What only some look-ups need is kept encoded, and decoded when it is first needed.
    """

    floors: dict[str, float]
    """By topic id: what any word says for it that none of its phrases use (rule 2)."""
    starts: dict[str, float]
    """By topic id: what it starts with if all its words are missing (rule 3)."""
    encoded_words: dict[str, Raw]
    """A ``Weight`` by stem."""
    encoded_phrases: dict[str, Raw]
    """By topic id."""
    elsewhere: dict[str, Reason]
    """The topics that are not ours, each with the reason for which it is not."""
    weights: dict[str, Weight] = {}
    phrases: dict[str, Phrases] = {}

    @property
    def stems(self) -> Iterable[str]:
        """All stems that some topic knows."""
        return self.encoded_words.keys()

    def rank(self, reading: Reading) -> Ranking:
        """Rank the topics for a phrase."""
        words: dict[str, str] = {}
        for word in reading.words:
            words.setdefault(word.stem, word.written)
        known = [stem for stem in words if stem in self.encoded_words]
        unknown = tuple(written for stem, written in words.items() if stem not in self.encoded_words)
        evidence = self._evidence(known, len(unknown))
        squares = {stem: self._weight(stem).rarity ** 2 for stem in known}
        length = sqrt(sum(squares.values()))
        best = sorted(evidence, key=lambda topic_id: (-evidence[topic_id], topic_id))
        ours = [topic_id for topic_id in best if topic_id not in self.elsewhere][:NEAREST_AMONG]
        others = [topic_id for topic_id in best if topic_id in self.elsewhere][:NEAREST_ELSEWHERE]
        near = {topic_id: self._nearest(topic_id, squares, length) for topic_id in (*ours, *others)}
        for topic_id, (nearness, _) in near.items():
            evidence[topic_id] += NEARNESS_WEIGHT * nearness
        shares = _shares(evidence)
        named = sorted(ours, key=lambda topic_id: (-shares[topic_id], topic_id))
        scores = (self._score(topic_id, shares[topic_id], words, near[topic_id][1]) for topic_id in named)
        elsewhere: dict[Reason, float] = {NOT_COVERED: 0.0, STRANGER: 0.0}
        for topic_id, reason in self.elsewhere.items():
            elsewhere[reason] += shares[topic_id]
        return Ranking(tuple(scores), elsewhere, unknown)

    def _evidence(self, known: Sequence[str], unknown: int) -> dict[str, float]:
        """Sum up what the words say, by topic."""
        count = len(known) + unknown
        evidence = {i: start + count * self.floors[i] for i, start in self.starts.items()}
        for stem in known:
            for topic_id, gain in self._weight(stem).gains.items():
                evidence[topic_id] += gain
        if unknown:
            for topic_id, reason in self.elsewhere.items():
                evidence[topic_id] += UNKNOWN_WEIGHT[reason] * unknown
        return evidence

    def _weight(self, stem: str) -> Weight:
        weight = self.weights.get(stem)
        if weight is None:
            weight = self.weights[stem] = msgpack.decode(self.encoded_words[stem], type=Weight)
        return weight

    def _phrases(self, topic_id: str) -> Phrases:
        phrases = self.phrases.get(topic_id)
        if phrases is None:
            phrases = msgpack.decode(self.encoded_phrases[topic_id], type=Phrases)
            self.phrases[topic_id] = phrases
        return phrases

    def _nearest(self, topic_id: str, squares: Mapping[str, float], length: float) -> tuple[float, str]:
        """Find the topic's phrase most like one of these squared rarities: its cosine and its text."""
        phrases = self._phrases(topic_id)
        products = [0.0] * len(phrases.texts)
        for stem, square in squares.items():
            for number in phrases.holding.get(stem, ()):
                products[number] += square
        closeness = list(map(mul, products, phrases.inverse_lengths))
        best = max(closeness)
        return (best / length, phrases.texts[closeness.index(best)]) if best else (0.0, "")

    def _score(self, topic_id: str, share: float, words: Mapping[str, str], nearest: str) -> Score:
        parts = tuple(
            Part(written, stem, self._weight(stem).gains[topic_id])
            for stem, written in words.items()
            if stem in self.encoded_words and topic_id in self._weight(stem).gains
        )
        return Score(topic_id, round(share, 4), _band(share), parts, nearest)


class _Texts(NamedTuple):
    """What stands for a topic: phrases, names, and what it says about itself beyond."""

    phrases: tuple[str, ...]
    names: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()

    def read(self, normaliser: Normaliser) -> _Stems:
        return _Stems(*(normaliser.stems_of(texts) for texts in self))


class _Stems(NamedTuple):
    """The same, each text as its stems."""

    phrases: list[frozenset[str]]
    names: list[frozenset[str]]
    asides: list[frozenset[str]]

    def uses(self) -> dict[str, float]:
        """Count the uses of each stem, in a fixed order."""
        uses: dict[str, float] = dict(Counter(stem for stems in self.phrases for stem in sorted(stems)))
        for stem in sorted(frozenset().union(*self.names)):
            uses[stem] = uses.get(stem, 0) + TITLE_USES
        for stem in sorted(frozenset().union(*self.asides)):
            uses[stem] = uses.get(stem, 0) + ASIDE_USES
        return uses


def build_index(topics: Iterable[Topic], elsewhere: Elsewhere, normaliser: Normaliser) -> Index:
    """Prepare topics for ranking. Each phrase is read once."""
    named: dict[str, _Texts] = {
        topic.id: _Texts(topic.phrases, (topic.title, *topic.also_called), tuple(asides(topic)))
        for topic in topics
    }
    reasons: dict[str, Reason] = {}
    for reason, kinds in ((NOT_COVERED, elsewhere.not_covered), (STRANGER, elsewhere.strangers)):
        for kind, phrases in kinds.items():
            # No topic's id can hold a colon, so none of one's own is mistaken for a kind.
            reasons[f"{reason}: {kind}"] = reason
            named[f"{reason}: {kind}"] = _Texts(phrases)
    read = {topic_id: texts.read(normaliser) for topic_id, texts in named.items() if texts.phrases}
    uses_of = {topic_id: said.uses() for topic_id, said in read.items()}
    holding = Counter(stem for said in read.values() for stems in said.phrases for stem in stems)
    total = sum(len(said.phrases) for said in read.values())
    every = sorted({stem for uses in uses_of.values() for stem in uses})
    rarity = {stem: log(1 + total / (holding[stem] + 1)) for stem in every}
    floors: dict[str, float] = {}
    starts: dict[str, float] = {}
    gains: dict[str, dict[str, float]] = {stem: {} for stem in rarity}
    for topic_id, said in read.items():
        uses = uses_of[topic_id]
        in_phrases = Counter(stem for stems in said.phrases for stem in stems)
        floors[topic_id] = -log(sum(uses.values()) + SMOOTHING * len(rarity))
        starts[topic_id] = 0.0
        for stem, count in uses.items():
            missed = ABSENCE_WEIGHT * _absence(in_phrases[stem] / len(said.phrases))
            starts[topic_id] += missed
            gains[stem][topic_id] = log(1 + count / SMOOTHING) - missed
    return Index(
        floors,
        starts,
        {
            stem: Raw(msgpack.encode(Weight(rarity[stem], by_topic), order="deterministic"))
            for stem, by_topic in gains.items()
        },
        {
            topic_id: Raw(
                msgpack.encode(_phrases(named[topic_id].phrases, said.phrases, rarity), order="deterministic")
            )
            for topic_id, said in read.items()
        },
        reasons,
    )


def asides(topic: Topic) -> Iterable[str]:
    """Yield what a topic says about itself beyond its names and phrases."""
    yield topic.summary
    for cause in topic.causes:
        yield cause.name
        yield from cause.clues
    for relief in topic.relief:
        yield relief.name
    for myth in topic.myths:
        yield myth.claim


def _absence(share: float) -> float:
    """Give the log of the chance that a phrase of a topic lacks a word that this share of them use."""
    return log(1 - min(ABSENCE_CAP, share))


def _phrases(texts: Iterable[str], said: Sequence[frozenset[str]], rarity: Mapping[str, float]) -> Phrases:
    holding: dict[str, list[int]] = {}
    for number, stems in enumerate(said):
        for stem in sorted(stems):
            holding.setdefault(stem, []).append(number)
    # A phrase of which only fillers are left has no length, and nothing is near it.
    lengths = [sqrt(sum(rarity[stem] ** 2 for stem in sorted(stems))) for stems in said]
    return Phrases(list(texts), [1 / length if length else 0.0 for length in lengths], holding)


def _shares(evidence: Mapping[str, float]) -> dict[str, float]:
    """Divide up the evidence (softmax)."""
    most = max(evidence.values())
    weights = {topic_id: exp((points - most) / TEMPERATURE) for topic_id, points in evidence.items()}
    whole = sum(weights.values())
    return {topic_id: weight / whole for topic_id, weight in weights.items()}


def _band(score: float) -> Band:
    if score >= HIGH_SCORE:
        return "high"
    return "medium" if score >= MEDIUM_SCORE else "low"
