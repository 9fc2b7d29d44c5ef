"""How answers look: on a screen, as plain lines, as JSON. Nothing here knows how they were found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from crampcli.answer import Answer
from crampcli.model import AlarmRule, Region, Source, Topic
from crampcli.render.parts import EVERYTHING, Parts
from crampcli.report import Report


class Setting(NamedTuple):
    """What every renderer needs to know beside the thing it renders."""

    sources: Mapping[str, Source]
    data_version: str
    region: Region | None = None
    parts: Parts = EVERYTHING


class Renderer(Protocol):
    """Each way of rendering offers these."""

    def answer(self, answer: Answer) -> str:
        """Render the answer to a phrase."""

    def topic(self, topic: Topic) -> str:
        """Render one topic, whole."""

    def topics(self, topics: Sequence[Topic]) -> str:
        """Render a list of topics."""

    def alarms(self, rules: Sequence[AlarmRule]) -> str:
        """Render alarms and what raises them."""

    def report(self, report: Report) -> str:
        """Render what a check of knowledge files found."""
