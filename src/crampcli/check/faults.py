"""What a rule is, what it finds, and how it walks through a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from crampcli.model import KnowledgeBase, Topic


class Fault(NamedTuple):
    """What a rule found: the field, what is wrong, what would be right."""

    field: str
    wrong: str
    right: str


TopicRule = Callable[[Topic, KnowledgeBase], Iterator[Fault]]
TopicsRule = Callable[[KnowledgeBase], Iterator[tuple[str, Fault]]]
"""For what can only be seen on all topics together; it yields the topic's id with each fault."""
BaseRule = Callable[[KnowledgeBase], Iterator[Fault]]


def source_keys(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield each source key with its field."""
    if isinstance(value, dict):
        for name, item in value.items():
            field = f"{at}.{name}" if at else name
            if name == "sources":
                yield from ((f"{field}[{number}]", key) for number, key in enumerate(item))
            else:
                yield from source_keys(item, field)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from source_keys(item, f"{at}[{number}]")


def texts_of(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its field."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from texts_of(item, f"{at}.{name}" if at else name)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from texts_of(item, f"{at}[{number}]")
    elif isinstance(value, str):
        yield at, value
