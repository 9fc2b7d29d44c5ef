"""What a look-up yields: frozen data, without a word about how it looks."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from crampcli.model import AlarmRule, GroupName, Topic

Status = Annotated[
    Literal["alarm", "match", "unsure", "none", "error"],
    Meta(
        description="alarm = the phrase says something that is an emergency; match = one topic fits; "
        "unsure = several fit about as well; none = not understood; error = could not be looked up"
    ),
]
Reason = Annotated[
    Literal["not_understood", "not_covered"],
    Meta(
        description="why nothing is named: not_understood = it makes no sense here; "
        "not_covered = it is about health, but about none of the topics"
    ),
]
Band = Annotated[
    Literal["high", "medium", "low"],
    Meta(description="how well the words fit; not a probability of anything"),
]


class Repair(Struct, frozen=True):
    """A word that nobody knows, and the one that it was read as."""

    written: str
    read: str


class Query(Struct, frozen=True):
    """The phrase as it was given and as it was read: also whom it speaks of, if their bodies differ."""

    text: str
    groups: tuple[GroupName, ...] = ()
    repaired: tuple[Repair, ...] = ()
    negated: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """What one word of the phrase says for a topic, in points of evidence."""

    word: str
    stem: str
    points: float


class Leaning(Struct, frozen=True):
    """How far a word, however small, leans to a topic by what it means, in points of evidence."""

    word: str
    points: float


class Match(Struct, frozen=True):
    """A topic, how well the phrase fits it, and the words that earned it."""

    topic: Topic
    score: float
    band: Band
    parts: tuple[Part, ...]
    leanings: tuple[Leaning, ...]
    nearest: str

    @property
    def id(self) -> str:
        """The topic's id."""
        return self.topic.id

    @property
    def title(self) -> str:
        """The topic's title."""
        return self.topic.title

    @property
    def matched(self) -> tuple[str, ...]:
        """The words of the phrase that earned the match, in their order, each once."""
        return tuple(dict.fromkeys(part.word for part in self.parts))


class Alarm(Struct, frozen=True):
    """An emergency that the phrase speaks of, and the words that say so."""

    rule: AlarmRule
    matched: tuple[str, ...]
    like: str = ""
    """What people say in this emergency that the phrase is most like, if that and no rule raised it."""

    @property
    def id(self) -> str:
        """The alarm's id."""
        return self.rule.id


class Answer(Struct, frozen=True):
    """Everything that is known about a phrase.

    ``results`` are ranked, best first; ``ignored`` are words without weight
    ("why", "my"), ``unknown`` those of which no topic knows anything.
    """

    query: Query
    status: Status
    alarms: tuple[Alarm, ...] = ()
    results: tuple[Match, ...] = ()
    notice: str | None = None
    reason: Reason | None = None
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
