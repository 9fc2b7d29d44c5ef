"""What the knowledge is prepared as, so that topics can be ranked by it: made once, and kept.

``match.py`` says by which rules a phrase is ranked; here the phrases of the topics, of
what is not ours and of emergencies become numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from msgspec import Struct, msgpack

from crampcli.answer import Reason
from crampcli.drawers import Drawers, Table, put_away
from crampcli.model import OURS, Topic
from crampcli.text import Normaliser, tokens

NOT_COVERED: Reason = "not_covered"
STRANGER: Reason = "not_understood"
"""What a phrase may be if it is not ours: the reasons of an answer that names nothing."""
REASONS: dict[str, Reason] = {"not_covered": NOT_COVERED, "strangers": STRANGER}
"""By field of an ``Elsewhere``."""

TITLE_USES = 4
"""A word of the title or of another name counts like so many phrases that use it."""
SHARED_USES = 4
"""The words of a longer phrase share so many uses: who says much says more that is beside the point."""
ASIDE_USES = 0.2
"""A word that only causes, remedies or myths use: "quilt" hints at a topic, but does not name it."""
SMOOTHING = 0.3
"""Uses that every topic is granted of every word: the fewer, the more an unused word speaks against it."""
ABSENCE_WEIGHT = 0.8
"""Of what an absent word says: absence is weaker evidence, for people say little."""
ABSENCE_CAP = 0.95
"""A word's share of a topic's phrases is taken as this at most: no word is indispensable."""
TONE_SMOOTHING = 0.1
"""Uses granted of every word to ours and to others."""
TONE_WEIGHT = 0.5
"""Of what a word says by its tone: the telling ones have been heard already."""
LEANING_WEIGHT = 0.125
"""Points for each hundredth that a word leans."""


class Phrases(Struct, frozen=True, array_like=True):
    """The phrases of a topic, one over the lengths of their vectors of rarities, and which hold a stem."""

    texts: list[str]
    inverse_lengths: list[float]
    holding: dict[str, list[int]]


class Weight(Struct, frozen=True, array_like=True):
    """What a word weighs: its rarity, and what it says for each topic that uses it, above the floor."""

    rarity: float
    topics: list[int]
    """Numbers of the topics that use it."""
    gains: list[float]
    """What it says for each of them."""


class Tone(Struct, frozen=True, array_like=True):
    """What a word, however small, says by the sort of phrases that it is said in, in points."""

    over_not_covered: float
    """For ours, against complaints that are not covered."""
    over_strangers: float
    """For ours, against other things altogether."""
    alarming: float
    """How much oftener it is said in emergencies than in anything else (log of the ratio)."""
    topics: list[int]
    """Numbers of the topics that it leans to."""
    leanings: list[float]
    """What it says for each of them."""


class Index(Struct, frozen=True):
    """The topics prepared for ranking: plain data, so that it can be made once and kept.

    A topic's number is its place in ``ids``: ours first, then the kinds of what is not ours, then the
    emergencies.
    """

    ids: list[str]
    first_emergency: int
    reasons: list[Reason]
    """Of each kind, the reason for which it is not ours."""
    floors: list[float]
    """What any word says for a topic that none of its phrases use."""
    starts: list[float]
    """What a topic starts with if all its words are missing."""
    weights: Drawers
    """A ``Weight`` by stem."""
    tones: Drawers
    """A ``Tone`` by word as it is spelled."""
    phrases: list[memoryview]
    """The encoded ``Phrases`` of each topic."""

    @property
    def ours(self) -> range:
        """The numbers of our topics."""
        return range(self.first_emergency - len(self.reasons))

    @property
    def kinds(self) -> range:
        """The numbers of the kinds of what is not ours."""
        return range(self.first_emergency - len(self.reasons), self.first_emergency)

    @property
    def emergencies(self) -> range:
        """The numbers of the emergencies."""
        return range(self.first_emergency, len(self.ids))

    @property
    def stems(self) -> Iterable[str]:
        """All stems that some topic knows."""
        return Table(self.weights, Weight).words()


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
        uses: dict[str, float] = {}
        for stems in self.phrases:
            for stem in sorted(stems):
                uses[stem] = uses.get(stem, 0) + min(1, SHARED_USES / len(stems))
        for stem in sorted(frozenset().union(*self.names)):
            uses[stem] = uses.get(stem, 0) + TITLE_USES
        for stem in sorted(frozenset().union(*self.asides)):
            uses[stem] = uses.get(stem, 0) + ASIDE_USES
        return uses


def build_index(
    topics: Iterable[Topic],
    elsewhere: Mapping[str, Mapping[str, tuple[str, ...]]],
    emergencies: Mapping[str, tuple[str, ...]],
    leanings: Mapping[str, Mapping[str, int]],
    normaliser: Normaliser,
) -> Index:
    """Prepare topics for ranking, with the fields of an ``Elsewhere`` by name and emergencies by alarm."""
    ours = {
        topic.id: _Texts(topic.phrases, (topic.title, *topic.also_called), tuple(asides(topic)))
        for topic in sorted(topics, key=lambda topic: topic.id)
        if topic.phrases
    }
    kinds = {
        (REASONS[field], kind): _Texts(phrases)
        for field, by_kind in elsewhere.items()
        for kind, phrases in sorted(by_kind.items())
        if phrases
    }
    alarms = {alarm_id: _Texts(phrases) for alarm_id, phrases in sorted(emergencies.items()) if phrases}
    texts = [*ours.values(), *kinds.values(), *alarms.values()]
    read = [text.read(normaliser) for text in texts]
    weights, floors, starts = _weighed(read)
    rarity = {stem: weight.rarity for stem, weight in weights.items()}
    return Index(
        ids=[*ours, *(kind for _, kind in kinds), *alarms],
        first_emergency=len(ours) + len(kinds),
        reasons=[reason for reason, _ in kinds],
        floors=floors,
        starts=starts,
        weights=put_away(weights),
        tones=put_away(
            _tones(
                (
                    ours.values(),
                    (text for (reason, _), text in kinds.items() if reason == NOT_COVERED),
                    (text for (reason, _), text in kinds.items() if reason == STRANGER),
                    alarms.values(),
                ),
                leanings,
                list(ours),
            )
        ),
        phrases=[
            memoryview(msgpack.encode(_phrases(text.phrases, stems.phrases, rarity), order="deterministic"))
            for text, stems in zip(texts, read, strict=True)
        ],
    )


def _weighed(read: Sequence[_Stems]) -> tuple[dict[str, Weight], list[float], list[float]]:
    """Weigh each stem for each topic; give the topics' floors and starts besides."""
    uses_of = [stems.uses() for stems in read]
    holding = Counter(stem for stems in read for said in stems.phrases for stem in said)
    total = sum(len(stems.phrases) for stems in read)
    weights = {
        stem: Weight(log(1 + total / (holding[stem] + 1)), [], [])
        for stem in sorted({stem for uses in uses_of for stem in uses})
    }
    floors = [-log(sum(uses.values()) + SMOOTHING * len(weights)) for uses in uses_of]
    starts = [0.0] * len(read)
    for topic, (stems, uses) in enumerate(zip(read, uses_of, strict=True)):
        in_phrases = Counter(stem for said in stems.phrases for stem in said)
        for stem, count in uses.items():
            missed = ABSENCE_WEIGHT * _absence(in_phrases[stem] / len(stems.phrases))
            starts[topic] += missed
            weights[stem].topics.append(topic)
            weights[stem].gains.append(log(1 + count / SMOOTHING) - missed)
    return weights, floors, starts


def _tones(
    sorts: Iterable[Iterable[_Texts]], leanings: Mapping[str, Mapping[str, int]], ids: Sequence[str]
) -> dict[str, Tone]:
    """Weigh words by leanings and uses: in ours, what is not covered, strangers and emergencies."""
    ours, not_covered, strangers, alarms = map(_Uses.of, sorts)
    calm = ours + not_covered + strangers
    towards_ours = leanings.get(OURS, {})
    towards_topics: dict[str, dict[int, int]] = {}
    for number, topic_id in enumerate(ids):
        for word, points in leanings.get(topic_id, {}).items():
            towards_topics.setdefault(word, {})[number] = points
    tones = {}
    for word in sorted((calm + alarms).words):
        leaning = LEANING_WEIGHT * towards_ours.get(word, 0)
        towards = towards_topics.get(word, {})
        tones[word] = Tone(
            round(TONE_WEIGHT * ours.over(not_covered, word) + leaning, 2),
            round(TONE_WEIGHT * ours.over(strangers, word) + leaning, 2),
            round(alarms.over(calm, word), 2),
            list(towards),
            [LEANING_WEIGHT * points for points in towards.values()],
        )
    return tones


class _Uses(Struct, frozen=True):
    """How many phrases use each word, and how many phrases there are."""

    words: Counter[str]
    phrases: int

    def __add__(self, others: _Uses) -> _Uses:
        return _Uses(self.words + others.words, self.phrases + others.phrases)

    @classmethod
    def of(cls, many: Iterable[_Texts]) -> _Uses:
        said = [frozenset(tokens(text)) for texts in many for text in (*texts.phrases, *texts.names)]
        return cls(Counter(word for words in said for word in words), len(said))

    def over(self, others: _Uses, word: str) -> float:
        """Give the log of how much oftener a word is used here than there."""
        here, there = self.words[word] + TONE_SMOOTHING, others.words[word] + TONE_SMOOTHING
        return log(here / there * (others.phrases + TONE_SMOOTHING) / (self.phrases + TONE_SMOOTHING))


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
