"""Rules of sense on one topic, for everybody's knowledge: what stands in it agrees with the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from crampcli.check.faults import Fault, TopicRule, TopicsRule, source_keys
from crampcli.model import Cause, KnowledgeBase, Relief, Topic
from crampcli.text import Normaliser

LEVELS = ("emergency", "urgent", "routine", "self_care")
NEEDS_SOURCE = frozenset({"strong", "moderate", "contradicted"})


def sources_known(topic: Topic, base: KnowledgeBase) -> Iterator[Fault]:
    """Each source key stands in sources.json."""
    for field, key in source_keys(msgspec.to_builtins(topic)):
        if key not in base.sources:
            yield Fault(field, f'names the source "{key}", which does not exist', "add it to sources.json")


def evidence_sourced(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """Who says strong, moderate or contradicted says by whom."""
    graded: dict[str, Sequence[Cause | Relief]] = {"causes": topic.causes, "relief": topic.relief}
    for kind, entries in graded.items():
        for number, entry in enumerate(entries):
            if entry.evidence in NEEDS_SOURCE and not entry.sources:
                wrong = f'says "{entry.evidence}" without a source'
                yield Fault(f"{kind}[{number}].sources", wrong, 'name one, or write "plausible" or "weak"')


def tell_both_ways(topic: Topic, base: KnowledgeBase) -> Iterator[Fault]:
    """What is told apart in one topic is told apart in the other."""
    for number, tell in enumerate(topic.tell):
        other = base.topics.get(tell.topic)
        if other is None or tell.topic == topic.id:
            yield Fault(
                f"tell[{number}].topic", f'is "{tell.topic}", no other topic', "name another topic's id"
            )
        elif topic.id not in {back.topic for back in other.tell}:
            yield Fault(
                f"tell[{number}]", f"has no counterpart in {other.id}", f'add "{topic.id}" to its "tell"'
            )


def related_known(topic: Topic, base: KnowledgeBase) -> Iterator[Fault]:
    """Related topics exist."""
    for number, other in enumerate(topic.related):
        if other not in base.topics or other == topic.id:
            yield Fault(f"related[{number}]", f'is "{other}", no other topic', "name another topic's id")


def alarm_known(topic: Topic, base: KnowledgeBase) -> Iterator[Fault]:
    """The alarm that a sign belongs to exists."""
    known = {rule.id for rule in base.alarms.alarms}
    for number, care in enumerate(topic.care):
        if care.alarm and care.alarm not in known:
            yield Fault(
                f"care[{number}].alarm", f'is "{care.alarm}", no alarm', "name an alarm's id: cramp alarms"
            )


def ids_unique(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """Causes and ways of relief have ids of their own."""
    ids = {"causes": [cause.id for cause in topic.causes], "relief": [relief.id for relief in topic.relief]}
    for kind, used in ids.items():
        for entry_id, uses in Counter(used).items():
            if uses > 1:
                yield Fault(kind, f'has the id "{entry_id}" {uses} times', "give each its own id")


def care_ordered(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """The most pressing signs come first."""
    ranks = [LEVELS.index(care.level) for care in topic.care]
    for number, (before, after) in enumerate(pairwise(ranks), 1):
        if after < before:
            yield Fault(
                f"care[{number}]", "is more pressing than the one before", f"order: {', '.join(LEVELS)}"
            )


SENSE: dict[str, TopicRule] = {
    "sources-known": sources_known,
    "evidence-sourced": evidence_sourced,
    "tell-both-ways": tell_both_ways,
    "related-known": related_known,
    "alarm-known": alarm_known,
    "ids-unique": ids_unique,
    "care-ordered": care_ordered,
}


def phrases_unique(base: KnowledgeBase) -> Iterator[tuple[str, Fault]]:
    """No phrase stands twice, in one topic or in two."""
    normaliser = Normaliser(base.lexicon)
    owners: dict[str, list[tuple[str, int]]] = {}
    for topic in base.topics.values():
        for number, phrase in enumerate(topic.phrases):
            owners.setdefault(normaliser.normalise(phrase), []).append((topic.id, number))
    for owning in owners.values():
        for topic_id, number in owning if len(owning) > 1 else ():
            phrase = base.topics[topic_id].phrases[number]
            among = ", ".join(sorted({owner for owner, _ in owning}))
            wrong = f'"{phrase}" stands {len(owning)} times, in {among}'
            yield topic_id, Fault(f"phrases[{number}]", wrong, "keep it once, where it belongs")


TOGETHER: dict[str, TopicsRule] = {"phrases-unique": phrases_unique}
