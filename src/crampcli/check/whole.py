"""Rules on what belongs to no single topic: sources, numbers, alarms, the lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from crampcli.alarms import AlarmBell
from crampcli.check.faults import BaseRule, Fault, source_keys
from crampcli.model import OURS, AlarmBook, KnowledgeBase
from crampcli.text import Normaliser, tokens

_KINDS_OF_REWRITES = ("rewrites", "synonyms")
LONGEST_ALARM_LINE = 76
"""Characters of a thing to do: it has one line on a screen of 80."""


def sources_used(base: KnowledgeBase) -> Iterator[Fault]:
    """No source lies about unused."""
    used = {key for topic in base.topics.values() for _, key in source_keys(msgspec.to_builtins(topic))}
    used |= {key for _, key in source_keys(msgspec.to_builtins(base.alarms.alarms))}
    used |= {key for region in base.regions for _, key in source_keys(msgspec.to_builtins(region))}
    for key in base.sources.keys() - used:
        yield Fault(key, "is used nowhere", "use it or delete it")


def region_sources_known(base: KnowledgeBase) -> Iterator[Fault]:
    """Each number's sources stand in sources.json."""
    for field, key in source_keys(msgspec.to_builtins(base.regions)):
        if key not in base.sources:
            yield Fault(field, f'names the source "{key}", which does not exist', "add it to sources.json")


def numbers_sourced(base: KnowledgeBase) -> Iterator[Fault]:
    """A number that somebody may dial in need was read on a page."""
    for r, region in enumerate(base.regions):
        for kind in ("ambulance", "advice", "poison", "crisis"):
            for n, number in enumerate(getattr(region, kind)):
                if not number.sources:
                    yield Fault(
                        f"[{r}].{kind}[{n}].sources",
                        "is empty",
                        "name where the number was read, or leave it out",
                    )


def territories_once(base: KnowledgeBase) -> Iterator[Fault]:
    """A territory has one set of numbers."""
    for territory, uses in Counter(t for region in base.regions for t in region.territories).items():
        if uses > 1:
            yield Fault("", f"gives {territory} to {uses} regions", "keep it in one")


def alarm_sources_known(base: KnowledgeBase) -> Iterator[Fault]:
    """Each alarm's sources stand in sources.json."""
    for field, key in source_keys(msgspec.to_builtins(base.alarms.alarms), "alarms"):
        if key not in base.sources:
            yield Fault(field, f'names the source "{key}", which does not exist', "add it to sources.json")


def concepts_known(base: KnowledgeBase) -> Iterator[Fault]:
    """Signs are made of concepts that exist."""
    for field, concept in _sign_concepts(base.alarms):
        if concept not in base.alarms.concepts:
            yield Fault(field, f'names the concept "{concept}", which does not exist', "add it to concepts")


def concepts_used(base: KnowledgeBase) -> Iterator[Fault]:
    """No concept lies about unused."""
    used = {concept for _, concept in _sign_concepts(base.alarms)}
    for concept in base.alarms.concepts:
        if concept not in used:
            yield Fault(f"concepts.{concept}", "is used by no sign", "use it or delete it")


def alarm_examples(base: KnowledgeBase) -> Iterator[Fault]:
    """Each alarm's example raises it."""
    bell = AlarmBell(base.alarms, Normaliser(base.lexicon))
    for number, rule in enumerate(base.alarms.alarms):
        if rule.id not in {alarm.id for alarm in bell.raised(rule.example)}:
            yield Fault(
                f"alarms[{number}].example", f'does not raise "{rule.id}"', "mend the signs or the example"
            )


def emergencies_known(base: KnowledgeBase) -> Iterator[Fault]:
    """Each emergency that people tell of has an alarm."""
    for alarm_id in base.emergencies.keys() - {rule.id for rule in base.alarms.alarms}:
        yield Fault(alarm_id, "is the id of no alarm", "write the alarm in alarms.json, or mend the id")


def leanings_known(base: KnowledgeBase) -> Iterator[Fault]:
    """Words lean to topics that exist."""
    for topic_id in base.leanings.keys() - base.topics.keys() - {OURS}:
        yield Fault(topic_id, "is the id of no topic", f'write the topic, mend the id or call it "{OURS}"')


def leanings_used(base: KnowledgeBase) -> Iterator[Fault]:
    """Words that lean are used in a phrase or a name."""
    texts = [
        text for topic in base.topics.values() for text in (topic.title, *topic.also_called, *topic.phrases)
    ]
    texts += [text for kinds in base.elsewhere.values() for listed in kinds.values() for text in listed]
    used = frozenset(tokens("\n".join(texts)))
    for name, words in base.leanings.items():
        for word in words.keys() - used:
            yield Fault(f"{name}.{word}", "is used in no phrase", "delete it, or run tools/leanings.py again")


def alarm_lines_fit(base: KnowledgeBase) -> Iterator[Fault]:
    """Each thing to do fits one line of a screen of 80."""
    for number, rule in enumerate(base.alarms.alarms):
        for line in (*rule.do, *rule.not_):
            if len(line) > LONGEST_ALARM_LINE:
                wrong = f"has a line of {len(line)} characters"
                yield Fault(f"alarms[{number}]", wrong, f"at most {LONGEST_ALARM_LINE}: {line[:30]}...")


def rewrites_once(base: KnowledgeBase) -> Iterator[Fault]:
    """A way to say something is rewritten in one way."""
    normaliser = Normaliser(base.lexicon)
    for kind in _KINDS_OF_REWRITES:
        first: dict[tuple[str, ...], int] = {}
        for number, rewrite in enumerate(getattr(base.lexicon, kind)):
            for say in rewrite.say:
                stems = tuple(map(normaliser.stem, tokens(say)))
                if first.setdefault(stems, number) != number:
                    wrong = f'"{say}" also stands in {kind}[{first[stems]}]'
                    yield Fault(f"{kind}[{number}].say", wrong, "keep one")


def rewrites_stable(base: KnowledgeBase) -> Iterator[Fault]:
    """What a rewrite yields is not rewritten again, so that reading twice is reading once."""
    for kind in _KINDS_OF_REWRITES:
        normaliser = Normaliser(base.lexicon, loosely=kind == "synonyms")
        for number, rewrite in enumerate(getattr(base.lexicon, kind)):
            again = normaliser.normalise(rewrite.mean)
            if again != rewrite.mean:
                yield Fault(f"{kind}[{number}].mean", f'is itself read as "{again}"', f'write "{again}"')


BASE_SENSE: dict[tuple[str, str], BaseRule] = {
    ("regions.json", "region-sources-known"): region_sources_known,
    ("regions.json", "territories-once"): territories_once,
    ("alarms.json", "alarm-sources-known"): alarm_sources_known,
    ("alarms.json", "concepts-known"): concepts_known,
    ("alarms.json", "alarm-examples"): alarm_examples,
    ("emergencies.json", "emergencies-known"): emergencies_known,
    ("leanings.json", "leanings-known"): leanings_known,
    ("lexicon.json", "rewrites-once"): rewrites_once,
    ("lexicon.json", "rewrites-stable"): rewrites_stable,
}
"""For everybody's knowledge."""
BASE_HOUSE: dict[tuple[str, str], BaseRule] = {
    ("sources.json", "sources-used"): sources_used,
    ("regions.json", "numbers-sourced"): numbers_sourced,
    ("leanings.json", "leanings-used"): leanings_used,
    ("alarms.json", "concepts-used"): concepts_used,
    ("alarms.json", "alarm-lines-fit"): alarm_lines_fit,
}
"""For the bundled knowledge."""


def _sign_concepts(book: AlarmBook) -> Iterator[tuple[str, str]]:
    """Yield each concept that a sign names, with its field."""
    for a, rule in enumerate(book.alarms):
        for s, sign in enumerate(rule.signs):
            for part in (*sign.all, *sign.unless):
                yield from ((f"alarms[{a}].signs[{s}]", concept) for concept in part.split(" or "))
