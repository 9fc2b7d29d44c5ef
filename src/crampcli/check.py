"""Does the knowledge make sense? Small named rules; all problems at once, each with what would be right.

Shape (fields, types, allowed words) is refused on reading by ``store.py``. Here
are the rules that need more than one field, or more than one file. ``SENSE``
holds for everybody's knowledge; ``HOUSE`` are the manners of the bundled one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from crampcli import store
from crampcli.alarms import AlarmBell
from crampcli.errors import KnowledgeError, Problem
from crampcli.model import AlarmBook, Cause, KnowledgeBase, Lexicon, Region, Relief, Source, Topic
from crampcli.text import Normaliser, tokens

LEAST_PHRASES = 20
LONGEST_STEP = 20
"""Words."""
LONGEST_NAME = 40
"""Characters of a cause's name: it has one line, with its evidence, on a narrow screen."""
LONGEST_EMERGENCY = 66
"""Characters of an emergency sign: it has one line on a screen of 80."""

LONGEST_ALARM_LINE = 76
_LEVELS = ("emergency", "urgent", "routine", "self_care")
_NEEDS_SOURCE = frozenset({"strong", "moderate", "contradicted"})


class Fault(NamedTuple):
    """What a rule found: the field, what is wrong, what would be right."""

    field: str
    wrong: str
    right: str


TopicRule = Callable[[Topic, KnowledgeBase], Iterator[Fault]]
BaseRule = Callable[[KnowledgeBase], Iterator[Fault]]


class Report(NamedTuple):
    """The files that were checked and everything that is wrong with them."""

    checked: tuple[str, ...]
    problems: tuple[Problem, ...]


def check(paths: Iterable[Path] = ()) -> Report:
    """Check knowledge files or folders; without any, the bundled knowledge and the user's own."""
    bundled, own = store.bundled_folder(), store.own_folder()
    chosen = list(paths) or [bundled, *([own] if own.is_dir() else [])]
    checked: list[str] = []
    problems: list[Problem] = []
    for path in chosen:
        part = check_folder(path, house=path == bundled) if path.is_dir() else check_file(path)
        checked += part.checked
        problems += part.problems
    return Report(tuple(checked), tuple(problems))


def check_base(base: KnowledgeBase, files: Mapping[str, str], *, house: bool) -> Iterator[Problem]:
    """Apply the rules of sense to the topics and collections named in ``files`` (name to path)."""
    for topic_id, topic in base.topics.items():
        if topic_id in files:
            for name, rule in (TOPIC_SENSE | TOPIC_HOUSE if house else TOPIC_SENSE).items():
                yield from (Problem(files[topic_id], *_placed(name, fault)) for fault in rule(topic, base))
    for (collection, name), base_rule in (BASE_SENSE | BASE_HOUSE if house else BASE_SENSE).items():
        if collection in files:
            yield from (Problem(files[collection], *_placed(name, fault)) for fault in base_rule(base))


def _placed(rule: str, fault: Fault) -> tuple[str, str, str, str]:
    return fault.field, rule, fault.wrong, fault.right


def check_folder(folder: Path, *, house: bool) -> Report:
    """Check all files of a folder: the shape of each, then, if all have it, their sense together."""
    topic_files = store.topic_files(folder)
    files = {file.stem: str(file) for file in topic_files}
    files |= {name: str(folder / name) for name in _COLLECTIONS if (folder / name).is_file()}
    if not files:
        return Report(
            (), (Problem(str(folder), "", "not-empty", "holds no knowledge", "expected topics/*.json"),)
        )
    problems = [problem for file in topic_files for problem in _shape_problems(store.read_topic, file)]
    for name, shape in _COLLECTIONS.items():
        if name in files:
            problems += _shape_problems(store.read, folder / name, shape)
    if not problems:
        base = _base_of(folder, house=house)
        problems = list(check_base(base, files, house=house))
    return Report(tuple(files.values()), tuple(problems))


def check_file(file: Path) -> Report:
    """Check one file beside the bundled knowledge."""
    if shape := _COLLECTIONS.get(file.name):
        return Report((str(file),), _shape_problems(store.read, file, shape))
    problems = list(_shape_problems(store.read_topic, file))
    if not problems:
        topic = store.read_topic(file)
        base = store.load()
        base = msgspec.structs.replace(base, topics={**base.topics, topic.id: topic})
        problems = list(check_base(base, {topic.id: str(file)}, house=False))
    return Report((str(file),), tuple(problems))


def _base_of(folder: Path, *, house: bool) -> KnowledgeBase:
    """Read a folder alone if it is complete, else laid over the bundled one."""
    complete = house or all((folder / name).is_file() for name in _COLLECTIONS)
    return store.read_folder(folder) if complete else store.load(own=folder)


def _shape_problems(read: Callable[..., object], *arguments: Any) -> tuple[Problem, ...]:
    try:
        read(*arguments)
    except KnowledgeError as error:
        return error.problems
    return ()


_COLLECTIONS: dict[str, Any] = {
    "sources.json": dict[str, Source],
    "lexicon.json": Lexicon,
    "alarms.json": AlarmBook,
    "regions.json": tuple[Region, ...],
}


# Rules of sense: one topic.


def sources_known(topic: Topic, base: KnowledgeBase) -> Iterator[Fault]:
    """Each source key stands in sources.json."""
    for field, key in _source_keys(msgspec.to_builtins(topic)):
        if key not in base.sources:
            yield Fault(field, f'names the source "{key}", which does not exist', "add it to sources.json")


def evidence_sourced(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """Who says strong, moderate or contradicted says by whom."""
    graded: dict[str, Sequence[Cause | Relief]] = {"causes": topic.causes, "relief": topic.relief}
    for kind, entries in graded.items():
        for number, entry in enumerate(entries):
            if entry.evidence in _NEEDS_SOURCE and not entry.sources:
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


def phrases_unique(topic: Topic, base: KnowledgeBase) -> Iterator[Fault]:
    """No phrase stands twice, in one topic or in two."""
    normaliser = Normaliser(base.lexicon)
    owners: dict[str, list[str]] = {}
    for other in base.topics.values():
        for phrase in other.phrases:
            owners.setdefault(normaliser.normalise(phrase), []).append(other.id)
    for number, phrase in enumerate(topic.phrases):
        owning = owners[normaliser.normalise(phrase)]
        if len(owning) > 1:
            wrong = f'"{phrase}" stands {len(owning)} times, in {", ".join(sorted(set(owning)))}'
            yield Fault(f"phrases[{number}]", wrong, "keep it once, where it belongs")


def ids_unique(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """Causes and ways of relief have ids of their own."""
    ids = {"causes": [cause.id for cause in topic.causes], "relief": [relief.id for relief in topic.relief]}
    for kind, used in ids.items():
        for entry_id, uses in Counter(used).items():
            if uses > 1:
                yield Fault(kind, f'has the id "{entry_id}" {uses} times', "give each its own id")


def care_ordered(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """The most pressing signs come first."""
    ranks = [_LEVELS.index(care.level) for care in topic.care]
    for number, (before, after) in enumerate(pairwise(ranks), 1):
        if after < before:
            yield Fault(
                f"care[{number}]", "is more pressing than the one before", f"order: {', '.join(_LEVELS)}"
            )


# Manners of the bundled knowledge: one topic.


def phrases_enough(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """There are enough ways to say it."""
    if len(topic.phrases) < LEAST_PHRASES:
        yield Fault("phrases", f"are {len(topic.phrases)}", f"write at least {LEAST_PHRASES}")


def steps_short(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """A step can be kept in mind while doing it, and begins with a verb, so with a capital."""
    for r, relief in enumerate(topic.relief):
        for number, step in enumerate(relief.steps):
            field = f"relief[{r}].steps[{number}].text"
            if len(step.text.split()) > LONGEST_STEP:
                yield Fault(
                    field, f"has {len(step.text.split())} words", f"at most {LONGEST_STEP}: make two steps"
                )
            if not re.match(r"[A-Z].*\.$", step.text):
                yield Fault(
                    field, "does not read as a sentence", "begin with a capital, end with a full stop"
                )


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


def texts_plain(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """Texts are ASCII, calm, and do not belittle."""
    for field, text in _texts(msgspec.to_builtins(topic)):
        if not text.isascii():
            odd = next(char for char in text if not char.isascii())
            yield Fault(field, f"holds {odd!r}", "write with ASCII letters and straight quotes")
        if "!" in text or re.search(r"\b[A-Z]{7,}\b", text):
            yield Fault(field, "shouts", "say it calmly")
        if re.search(r"\b(simply|obviously|of course)\b", text, re.IGNORECASE):
            yield Fault(field, 'belittles ("simply", "obviously", "of course")', "leave the word out")


# Rules on the whole.


def sources_used(base: KnowledgeBase) -> Iterator[Fault]:
    """No source lies about unused."""
    used = {key for topic in base.topics.values() for _, key in _source_keys(msgspec.to_builtins(topic))}
    used |= {key for _, key in _source_keys(msgspec.to_builtins(base.alarms.alarms))}
    used |= {key for region in base.regions for _, key in _source_keys(msgspec.to_builtins(region))}
    for key in base.sources.keys() - used:
        yield Fault(key, "is used nowhere", "use it or delete it")


def region_sources_known(base: KnowledgeBase) -> Iterator[Fault]:
    """Each number's sources stand in sources.json."""
    for field, key in _source_keys(msgspec.to_builtins(base.regions)):
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
    for field, key in _source_keys(msgspec.to_builtins(base.alarms.alarms), "alarms"):
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
    said = ((number, say) for number, rewrite in enumerate(base.lexicon.rewrites) for say in rewrite.say)
    first: dict[tuple[str, ...], int] = {}
    for number, say in said:
        stems = tuple(map(normaliser.stem, tokens(say)))
        if first.setdefault(stems, number) != number:
            yield Fault(
                f"rewrites[{number}].say", f'"{say}" also stands in rewrites[{first[stems]}]', "keep one"
            )


def rewrites_stable(base: KnowledgeBase) -> Iterator[Fault]:
    """What a rewrite yields is not rewritten again, so that reading twice is reading once."""
    normaliser = Normaliser(base.lexicon)
    for number, rewrite in enumerate(base.lexicon.rewrites):
        again = normaliser.normalise(rewrite.mean)
        if again != rewrite.mean:
            yield Fault(f"rewrites[{number}].mean", f'is itself read as "{again}"', f'write "{again}"')


TOPIC_SENSE: dict[str, TopicRule] = {
    "sources-known": sources_known,
    "evidence-sourced": evidence_sourced,
    "tell-both-ways": tell_both_ways,
    "related-known": related_known,
    "alarm-known": alarm_known,
    "phrases-unique": phrases_unique,
    "ids-unique": ids_unique,
    "care-ordered": care_ordered,
}
TOPIC_HOUSE: dict[str, TopicRule] = {
    "phrases-enough": phrases_enough,
    "steps-short": steps_short,
    "lines-fit": lines_fit,
    "relief-now": relief_now,
    "care-complete": care_complete,
    "texts-plain": texts_plain,
}
BASE_SENSE: dict[tuple[str, str], BaseRule] = {
    ("regions.json", "region-sources-known"): region_sources_known,
    ("regions.json", "territories-once"): territories_once,
    ("alarms.json", "alarm-sources-known"): alarm_sources_known,
    ("alarms.json", "concepts-known"): concepts_known,
    ("alarms.json", "alarm-examples"): alarm_examples,
    ("lexicon.json", "rewrites-once"): rewrites_once,
    ("lexicon.json", "rewrites-stable"): rewrites_stable,
}
BASE_HOUSE: dict[tuple[str, str], BaseRule] = {
    ("sources.json", "sources-used"): sources_used,
    ("regions.json", "numbers-sourced"): numbers_sourced,
    ("alarms.json", "concepts-used"): concepts_used,
    ("alarms.json", "alarm-lines-fit"): alarm_lines_fit,
}


def _sign_concepts(book: AlarmBook) -> Iterator[tuple[str, str]]:
    """Yield each concept that a sign names, with its field."""
    for a, rule in enumerate(book.alarms):
        for s, sign in enumerate(rule.signs):
            for part in (*sign.all, *sign.unless):
                yield from ((f"alarms[{a}].signs[{s}]", concept) for concept in part.split(" or "))


def _source_keys(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield each source key with its field."""
    if isinstance(value, dict):
        for name, item in value.items():
            field = f"{at}.{name}" if at else name
            if name == "sources":
                yield from ((f"{field}[{number}]", key) for number, key in enumerate(item))
            else:
                yield from _source_keys(item, field)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _source_keys(item, f"{at}[{number}]")


def _texts(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its field."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, f"{at}.{name}" if at else name)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _texts(item, f"{at}[{number}]")
    elif isinstance(value, str):
        yield at, value
