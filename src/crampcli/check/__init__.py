"""Does the knowledge make sense? Small named rules; all problems at once, each with what would be right.

Shape (fields, types, allowed words) is refused on reading by ``store.py``. Here
are the rules that need more than one field, or more than one file: ``sense``
holds for everybody's topics, ``house`` and ``prose`` are the manners of the bundled
ones, and ``whole`` is for what belongs to no single topic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from crampcli import store
from crampcli.check.faults import Fault
from crampcli.check.house import HOUSE
from crampcli.check.prose import PROSE
from crampcli.check.sense import SENSE
from crampcli.check.whole import BASE_HOUSE, BASE_SENSE
from crampcli.errors import KnowledgeError, Problem
from crampcli.model import AlarmBook, KnowledgeBase, Lexicon, Region, Source

TOPIC_SENSE = SENSE
TOPIC_HOUSE = {**HOUSE, **PROSE}


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

__all__ = ["BASE_HOUSE", "BASE_SENSE", "TOPIC_HOUSE", "TOPIC_SENSE", "Report", "check", "check_folder"]
