"""The library: the same answers without the command line.

>>> knowledge = Knowledge.load()
>>> knowledge.ask("calf cramp at night").status
'match'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from crampcli import store
from crampcli.answer import Answer
from crampcli.errors import UnknownTopicError
from crampcli.lookup import MOST_RESULTS, Lookup
from crampcli.model import GROUP_TITLES, AlarmRule, KnowledgeBase, Region, Source, Topic

_MOST_NEAR = 3


class Knowledge:
    """A knowledge base to ask. Reading a phrase changes nothing in it."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    @classmethod
    def load(cls, bundled: Path | None = None, own: Path | None = None) -> Knowledge:
        """Load the knowledge that came with crampcli and, over it, the user's own.

        ``bundled`` and ``own`` name other folders to load from. Raises
        ``crampcli.errors.KnowledgeError`` for a file that cannot be used.
        """
        return cls(store.load(bundled, own))

    @classmethod
    def load_bundled(cls) -> Knowledge:
        """Load the knowledge that came with crampcli, and nothing else."""
        return cls(store.read_folder(store.bundled_folder()))

    @property
    def topics(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return self._base.topics

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by key."""
        return self._base.sources

    @property
    def regions(self) -> tuple[Region, ...]:
        """Regions and their telephone numbers."""
        return self._base.regions

    @property
    def version(self) -> str:
        """Name of this state of the knowledge."""
        return self._base.version

    def topic(self, topic_id: str) -> Topic:
        """Get a topic. Raises ``crampcli.errors.UnknownTopicError`` with the nearest ids in its hint."""
        try:
            return self.topics[topic_id]
        except KeyError:
            near = _nearest_ids(topic_id, self.topics)
            hint = f"Did you mean: {', '.join(near)}?" if near else "All topics: cramp list"
            raise UnknownTopicError(f'There is no topic "{topic_id}".', hint) from None

    def list_topics(self, words: Iterable[str] = ()) -> list[Topic]:
        """List the topics whose names have all the words, in the order of their groups."""
        wanted = [word.casefold() for word in words]
        shelves = list(GROUP_TITLES)
        named = (topic for topic in self.topics.values() if all(word in _names(topic) for word in wanted))
        return sorted(named, key=lambda topic: (shelves.index(topic.group), topic.id))

    def list_alarms(self, words: Iterable[str] = ()) -> list[AlarmRule]:
        """List the alarms whose id, title or names have all the words, the most pressing first."""
        wanted = [word.casefold() for word in words]
        rules = self._base.alarms.alarms
        exact = [rule for rule in rules if [rule.id] == wanted]
        return exact or [rule for rule in rules if all(word in _alarm_names(rule) for word in wanted)]

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._base)

    def ask(self, phrase: str, *, limit: int = MOST_RESULTS) -> Answer:
        """Answer a phrase in lay words, naming at most ``limit`` topics.

        Raises ``crampcli.errors.PhraseError`` if it holds no word or is far too long.
        """
        return self._lookup.ask(phrase, limit=limit)


def _names(topic: Topic) -> str:
    names = (topic.id, topic.title, *topic.also_called, GROUP_TITLES[topic.group])
    return "\n".join(names).casefold()


def _alarm_names(rule: AlarmRule) -> str:
    return "\n".join((rule.id, rule.title, *rule.names)).casefold()


def _nearest_ids(wrong: str, ids: Iterable[str]) -> list[str]:
    """Find ids that share a word with a wrong one, then ids that look like it."""
    from difflib import get_close_matches

    known = list(ids)
    words = set(wrong.casefold().split("-"))
    sharing = [topic_id for topic_id in known if words & set(topic_id.split("-"))]
    alike = get_close_matches(wrong, known, n=_MOST_NEAR, cutoff=0.5)
    return list(dict.fromkeys((*alike, *sharing)))[:_MOST_NEAR]
