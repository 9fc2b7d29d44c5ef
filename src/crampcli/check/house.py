"""Manners of the bundled topics: enough of everything, and what stands in one line fits it."""

from __future__ import annotations

from collections.abc import Iterator

from crampcli.check.faults import Fault, TopicRule
from crampcli.model import KnowledgeBase, Topic

LEAST_PHRASES = 25
LEAST_CAUSES = 4
LONGEST_NAME = 40
"""Characters of a cause's name: it has one line, with its evidence, on a narrow screen."""
LONGEST_EMERGENCY = 66
"""Characters of an emergency sign: it has one line on a screen of 80."""


def phrases_enough(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """There are enough ways to say it."""
    if len(topic.phrases) < LEAST_PHRASES:
        yield Fault("phrases", f"are {len(topic.phrases)}", f"write at least {LEAST_PHRASES}")


def causes_enough(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """There are enough things it may come from."""
    if len(topic.causes) < LEAST_CAUSES:
        yield Fault("causes", f"are {len(topic.causes)}", f"name at least {LEAST_CAUSES}")


def lines_fit(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """What is shown in one line fits one line."""
    for number, cause in enumerate(topic.causes):
        if len(cause.name) > LONGEST_NAME:
            yield Fault(
                f"causes[{number}].name", f"has {len(cause.name)} characters", f"at most {LONGEST_NAME}"
            )
    for number, care in enumerate(topic.care):
        if care.level == "emergency" and len(care.sign) > LONGEST_EMERGENCY:
            wrong = f"has {len(care.sign)} characters"
            yield Fault(f"care[{number}].if", wrong, f"at most {LONGEST_EMERGENCY}: the sign alone")


def relief_now(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """There is something to do this minute, and it comes first."""
    if topic.relief[0].when != "now":
        yield Fault("relief[0].when", f'is "{topic.relief[0].when}"', 'begin with something to do "now"')


def care_complete(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """It is said when to hurry and when home is fine."""
    levels = {care.level for care in topic.care}
    if not levels & {"emergency", "urgent"}:
        yield Fault("care", "names no sign that is pressing", "add one of level emergency or urgent")
    if "self_care" not in levels:
        yield Fault("care", "does not say when home is fine", "add one of level self_care")


def not_an_orphan(topic: Topic, base: KnowledgeBase) -> Iterator[Fault]:
    """Another topic leads here, by what tells them apart or as related."""
    others = (other for other in base.topics.values() if other.id != topic.id)
    if not any(topic.id in (*other.related, *(tell.topic for tell in other.tell)) for other in others):
        yield Fault("id", f'"{topic.id}" is named by no other topic', 'add it to a "related" or a "tell"')


HOUSE: dict[str, TopicRule] = {
    "phrases-enough": phrases_enough,
    "causes-enough": causes_enough,
    "lines-fit": lines_fit,
    "relief-now": relief_now,
    "care-complete": care_complete,
    "not-an-orphan": not_an_orphan,
}
