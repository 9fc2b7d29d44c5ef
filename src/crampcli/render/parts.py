"""Which parts of a topic an answer shows: one choice for all renderers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from crampcli.answer import Match
from crampcli.model import Care, GroupNote, Relief, Tell, Topic


class Parts(NamedTuple):
    """What was asked for: the steps alone, the causes alone, or all; and whether to explain the match."""

    steps_only: bool = False
    causes_only: bool = False
    explain: bool = False

    @property
    def steps(self) -> bool:
        """Whether to show what to do."""
        return self.steps_only or not self.causes_only

    @property
    def causes(self) -> bool:
        """Whether to show what it may come from."""
        return self.causes_only or not self.steps_only

    @property
    def only(self) -> bool:
        """Whether a part was asked for by name, so that the rest is left out."""
        return self.steps_only or self.causes_only


EVERYTHING = Parts()


def reliefs(topic: Topic, when: str) -> list[Relief]:
    """Pick the ways of relief for one time, in the topic's order."""
    return [relief for relief in topic.relief if relief.when == when]


def first_reliefs(topic: Topic) -> list[Relief]:
    """Pick what to do first: what helps now, else whatever comes first."""
    return reliefs(topic, "now") or [topic.relief[0]]


def cares(topic: Topic, level: str) -> list[Care]:
    """Pick the signs of one level of care."""
    return [care for care in topic.care if care.level == level]


def apart(match: Match, others: Sequence[Match]) -> Tell | None:
    """Find the line that sets a topic apart from the best of the other candidates."""
    tells = {tell.topic: tell for tell in match.topic.tell}
    return next((tells[other.id] for other in others if other.id in tells), None)


def group_notes(topic: Topic, names: Iterable[str] | None = None) -> Iterator[tuple[str, GroupNote]]:
    """Yield what differs for whom, by the names of the groups: of all, or of those named."""
    for name in topic.groups.__struct_fields__ if names is None else names:
        note = getattr(topic.groups, name)
        if note is not None:
            yield name, note


def source_keys(topic: Topic) -> list[str]:
    """List the keys of all sources of a topic, each once, in the order of first use."""
    return list(dict.fromkeys(_keys(msgspec.to_builtins(topic))))


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from item if name == "sources" else _keys(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _keys(item)
