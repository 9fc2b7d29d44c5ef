"""What a check of knowledge files yields: frozen data, without a word about how it looks."""

from __future__ import annotations

from typing import NamedTuple

from crampcli.errors import Problem


class Reach(NamedTuple):
    """How many phrases were looked up while left out of the index, and how many found their topic."""

    phrases: int
    first: int
    three: int
    """Among the first three."""


class Report(NamedTuple):
    """The files that were checked and everything that is wrong with them."""

    checked: tuple[str, ...]
    problems: tuple[Problem, ...]
    reach: Reach | None = None
    """Of the bundled topics, if they were among what was checked."""
