"""Does the knowledge make sense? Small named rules; all problems at once, each with what would be right.

Shape (fields, types, allowed words) is refused on reading by ``store.py``. Here
are the rules that need more than one field, or more than one file: ``sense``
holds for everybody's topics, ``house`` and ``prose`` are the manners of the bundled
ones, and ``whole`` is for what belongs to no single topic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from crampcli import store
from crampcli.check.faults import Fault
from crampcli.check.house import HOUSE
from crampcli.check.prose import PROSE
from crampcli.check.reach import not_found, reach, total
from crampcli.check.sense import SENSE, TOGETHER
from crampcli.check.whole import BASE_HOUSE, BASE_SENSE
from crampcli.errors import KnowledgeError, Problem
from crampcli.model import AlarmBook, Elsewhere, Emergencies, KnowledgeBase, Leanings, Lexicon, Region, Source
from crampcli.report import Reach, Report

TOPIC_SENSE = SENSE
REACHABLE = "reachable"
TOPIC_HOUSE = {**HOUSE, **PROSE}


def check(paths: Iterable[Path] = ()) -> Report:
    """Check knowledge files or folders; without any, the bundled knowledge and the user's own."""
    bundled, own = store.bundled_folder(), store.own_folder()
    chosen = list(paths) or [bundled, *([own] if own.is_dir() else [])]
    parts = [
        check_folder(path, house=path == bundled) if path.is_dir() else check_file(path) for path in chosen
    ]
    checked = tuple(file for part in parts for file in part.checked)
    problems = tuple(problem for part in parts for problem in part.problems)
    if problems or bundled not in chosen:
        return Report(checked, problems)
    # It takes seconds, so only when everything else is well.
    return Report(checked, *check_reach(bundled))


def check_base(base: KnowledgeBase, files: Mapping[str, str], *, house: bool) -> Iterator[Problem]:
    """Apply the rules of sense to the topics and collections named in ``files`` (name to path)."""
    for topic_id, topic in base.topics.items():
        if topic_id in files:
            for name, rule in (TOPIC_SENSE | TOPIC_HOUSE if house else TOPIC_SENSE).items():
                yield from (Problem(files[topic_id], *_placed(name, fault)) for fault in rule(topic, base))
    for name, topics_rule in TOGETHER.items():
        for topic_id, fault in topics_rule(base):
            if topic_id in files:
                yield Problem(files[topic_id], *_placed(name, fault))
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
    if problems:
        return Report(tuple(files.values()), tuple(problems))
    base = _base_of(folder, house=house)
    problems = list(check_base(base, files, house=house))
    return Report(tuple(files.values()), tuple(problems))


def check_reach(folder: Path) -> tuple[tuple[Problem, ...], Reach]:
    """Check that the topics of a folder are found by other words than their own; count how often they are."""
    found = reach(store.read_folder(folder))
    problems = (
        Problem(str(folder / "topics" / f"{topic_id}.json"), *_placed(REACHABLE, fault))
        for topic_id, counts in found.items()
        for fault in not_found(topic_id, counts)
    )
    return tuple(problems), total(found)


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
    "elsewhere.json": Elsewhere,
    "emergencies.json": Emergencies,
    "leanings.json": Leanings,
    "alarms.json": AlarmBook,
    "regions.json": tuple[Region, ...],
}

__all__ = [
    "BASE_HOUSE",
    "BASE_SENSE",
    "REACHABLE",
    "TOGETHER",
    "TOPIC_HOUSE",
    "TOPIC_SENSE",
    "check",
    "check_folder",
    "check_reach",
]
