"""Can every topic be found? Its phrases, left out of the index part by part, must still lead to it.

A topic whose phrases are found only word for word will not be found by other
people's words. This is five-fold cross-validation: four fifths of all phrases
make an index, the last fifth is looked up in it, and so on round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from crampcli.check.faults import Fault
from crampcli.index import build_index
from crampcli.match import Ranker
from crampcli.model import KnowledgeBase, Topic
from crampcli.report import Reach
from crampcli.text import Normaliser

FOLDS = 5
AMONG = 3
"""A phrase is found if its topic is among so many."""
LEAST_FOUND = 0.6
"""The share of a topic's phrases that must be found."""


def reach(base: KnowledgeBase) -> dict[str, Reach]:
    """Count by topic id. Takes seconds: the index is built five times."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for topic_id, rank in _ranks(base):
        ranks[topic_id].append(rank)
    return {
        topic_id: Reach(len(found), found.count(1), sum(0 < rank <= AMONG for rank in found))
        for topic_id, found in ranks.items()
    }


def total(by_topic: dict[str, Reach]) -> Reach:
    """Sum up all topics."""
    return Reach(*map(sum, zip(*by_topic.values(), strict=True)))


def not_found(topic_id: str, found: Reach) -> Iterator[Fault]:
    """Enough of a topic's phrases lead to it by other phrases' words."""
    if found.three < LEAST_FOUND * found.phrases:
        yield Fault(
            "phrases",
            f"of {found.phrases} left out only {found.three} lead to {topic_id} or name it among {AMONG}",
            "add phrases with the same words in other company, or move those that belong elsewhere",
        )


def _ranks(base: KnowledgeBase) -> Iterator[tuple[str, int]]:
    """Yield for each phrase its topic's id and place in the ranking, 0 if it is not in it."""
    normaliser = Normaliser(base.lexicon, loosely=True)
    for fold in range(FOLDS):
        topics = (_without(topic, fold) for topic in base.topics.values())
        ranker = Ranker(build_index(topics, base.elsewhere, {}, base.leanings, normaliser))
        for topic in base.topics.values():
            for phrase in topic.phrases[fold::FOLDS]:
                scores = ranker.rank(normaliser.read(phrase)).scores
                ids = [score.topic_id for score in scores if score.parts]
                yield topic.id, ids.index(topic.id) + 1 if topic.id in ids else 0


def _without(topic: Topic, fold: int) -> Topic:
    kept = tuple(phrase for number, phrase in enumerate(topic.phrases) if number % FOLDS != fold)
    return msgspec.structs.replace(topic, phrases=kept)
