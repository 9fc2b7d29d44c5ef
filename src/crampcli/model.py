"""The shape of everything crampcli reads and answers with, described once.

Knowledge files are decoded straight into these frozen structs, and
``cramp schema`` prints the JSON Schema made from them, so the two cannot
drift apart. The structs hold data only; what sense they make is for
``check.py``, and how they look is for ``render/``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Key = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="lower-case words and numbers joined by single hyphens",
        examples=["night-leg-cramps"],
    ),
]
SourceKey = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="key of an entry in sources.json",
        examples=["nidirect-cramps"],
    ),
]
Text = Annotated[str, Meta(min_length=1, description="plain words, our own, no markup")]
Way = Annotated[
    str,
    Meta(
        pattern=r"^(=[^=\s]+|[^=]+)$",
        description="words; = may stand before a single one",
        examples=["calf .. hot"],
    ),
]
YearMonth = Annotated[
    str, Meta(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="year and month", examples=["2026-11"])
]

Sources = Annotated[
    tuple[SourceKey, ...],
    Meta(
        description="what the claim rests on; an empty list says that it is general knowledge "
        "for which no page was found"
    ),
]

Evidence = Annotated[
    Literal["strong", "moderate", "weak", "plausible", "contradicted"],
    Meta(
        description="how sure anyone is: "
        "strong = good trials or an accepted fact of medicine; "
        "moderate = one good trial, or studies that agree; "
        "weak = small, indirect or conflicting studies, or advice by custom; "
        "plausible = makes sense and is untested; "
        "contradicted = often said, but studies speak against it"
    ),
]
"""The five grades, each defined once, here."""

Group = Annotated[
    Literal["cramps", "muscles", "legs", "minerals", "sleep", "belly", "head", "other"],
    Meta(description="the shelf on which `cramp list` shows the topic"),
]
CareLevel = Annotated[
    Literal["emergency", "urgent", "routine", "self_care"],
    Meta(
        description="emergency = call an ambulance or go to hospital now; urgent = be seen today; "
        "routine = book an appointment; self_care = home is fine"
    ),
]
AlarmLevel = Annotated[
    Literal["call", "hospital", "today", "helpline"],
    Meta(
        description="call = an ambulance now; hospital = to an emergency department now; "
        "today = be seen today; helpline = a human voice now"
    ),
]
When = Annotated[
    Literal["now", "later", "prevent"],
    Meta(
        description="now = while it lasts; later = once it has passed; prevent = so that it comes less often"
    ),
]


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all that is read from a knowledge file: frozen, and strict about field names."""


class Tell(Entry, frozen=True, kw_only=True):
    """What sets this topic apart from one that it is taken for."""

    topic: Key
    how: Text
    sources: Sources


class Step(Entry, frozen=True, kw_only=True):
    """One thing to do, with a hand free. It begins with a verb."""

    text: Text
    seconds: (
        Annotated[int, Meta(ge=1, le=3600, description="how long to hold or do it, in seconds")] | None
    ) = None
    repeat: Annotated[int, Meta(ge=2, le=50, description="how many times in all")] | None = None


class Relief(Entry, frozen=True, kw_only=True):
    """One way to make it better."""

    id: Key
    name: Text
    when: When
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]
    evidence: Evidence
    caution: Text | None = None
    known: Annotated[
        Text | None, Meta(description="what studies found, where the grade alone says too little")
    ] = None
    sources: Sources


class Cause(Entry, frozen=True, kw_only=True):
    """One thing it may come from. Causes stand in order of how likely they are."""

    id: Key
    name: Text
    why: Text
    clues: Annotated[tuple[Text, ...], Meta(description="how a person can tell that it is this one")]
    who: Annotated[Text | None, Meta(description="whom it concerns, if not everyone")] = None
    evidence: Evidence
    sources: Sources


class Myth(Entry, frozen=True, kw_only=True):
    """What is often said and does not hold."""

    claim: Text
    truth: Text
    sources: Sources


class Avoid(Entry, frozen=True, kw_only=True):
    """What is better not done."""

    what: Text
    why: Text
    sources: Sources


class Care(Entry, frozen=True, kw_only=True):
    """A sign, and how soon it needs help. `if` reads on from "Get help if"; `why` says what it may be."""

    level: CareLevel
    sign: Text = field(name="if")
    alarm: Annotated[
        Key | None, Meta(description="the alarm that this is a sign of; `cramp alarms ID` tells more")
    ] = None
    why: Text | None = None
    sources: Sources


class GroupNote(Entry, frozen=True, kw_only=True):
    """What differs for one group of people."""

    text: Text
    sources: Sources


class Groups(Entry, frozen=True, kw_only=True):
    """What differs for those whose bodies differ."""

    baby: GroupNote | None = None
    child: GroupNote | None = None
    pregnant: GroupNote | None = None
    older: GroupNote | None = None


class Code(Entry, frozen=True, kw_only=True):
    """A code of ICD-10-CM and the classification's own name for it."""

    code: Annotated[str, Meta(pattern=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$", examples=["G47.62"])]
    name: Text


class Codes(Entry, frozen=True, kw_only=True):
    """Codes by which other systems know the topic."""

    icd10cm: tuple[Code, ...] = ()
    mesh: Annotated[
        tuple[Text, ...], Meta(description="headings of the Medical Subject Headings, by name")
    ] = ()


class Topic(Entry, frozen=True, kw_only=True):
    """One complaint: what to do, what it may come from, what it is taken for, when to get help."""

    id: Key
    title: Text
    also_called: tuple[Text, ...] = ()
    group: Group
    summary: Annotated[Text, Meta(description="one or two sentences: what it is, how it feels")]
    sources: Annotated[Sources, Meta(description="what the summary rests on")]
    phrases: Annotated[tuple[Text, ...], Meta(min_length=1, description="how people say it, in lay words")]
    tell: tuple[Tell, ...] = ()
    relief: Annotated[tuple[Relief, ...], Meta(min_length=1)]
    causes: Annotated[tuple[Cause, ...], Meta(min_length=1, description="ordered by how likely")]
    myths: tuple[Myth, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    care: Annotated[tuple[Care, ...], Meta(min_length=1, description="most pressing first")]
    groups: Groups = Groups()
    related: tuple[Key, ...] = ()
    codes: Codes = Codes()
    reviewed: YearMonth


class Source(Entry, frozen=True, kw_only=True):
    """A page or paper that was opened and read."""

    title: Text
    publisher: Text
    year: Annotated[int, Meta(ge=1900, le=2100)] | None = None
    url: Annotated[str, Meta(pattern=r"^https?://\S+$")]
    read: Annotated[
        Literal["whole page", "abstract", "excerpt"],
        Meta(description="how much of it was read for this knowledge base"),
    ]
    note: Annotated[
        Text | None, Meta(description="for example: read as another site's copy of this body's text")
    ] = None


class Number(Entry, frozen=True, kw_only=True):
    """A telephone number and where it was read."""

    number: Annotated[str, Meta(pattern=r"^[0-9(#*+][0-9 ()#*+-]*$", examples=["112"])]
    note: Text | None = None
    sources: Sources
    checked: YearMonth


class Region(Entry, frozen=True, kw_only=True):
    """Whom to call in one part of the world."""

    id: Annotated[str, Meta(pattern=r"^[A-Z]{2}$", examples=["GB"])]
    name: Text
    territories: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[A-Z]{2}$")], ...],
        Meta(min_length=1, description="ISO 3166-1 codes of the territories in which these numbers work"),
    ]
    ambulance: Annotated[tuple[Number, ...], Meta(min_length=1)]
    advice: tuple[Number, ...] = ()
    poison: tuple[Number, ...] = ()
    crisis: tuple[Number, ...] = ()


class Rewrite(Entry, frozen=True, kw_only=True):
    """Ways to say or spell something, and the words of the topics that they stand for."""

    say: Annotated[tuple[Text, ...], Meta(min_length=1)]
    mean: Text


GroupName = Annotated[
    Literal["baby", "child", "pregnant", "older"], Meta(description="people whose bodies differ")
]


class Lexicon(Entry, frozen=True, kw_only=True):
    """How lay language is turned into the words that the topics use."""

    rewrites: Annotated[
        tuple[Rewrite, ...], Meta(description="the same thing said or spelled otherwise: read so everywhere")
    ]
    synonyms: Annotated[
        tuple[Rewrite, ...],
        Meta(
            description="what comes to the same for the choice of a topic, but not for an alarm; "
            "of a rewrite and a synonym for the same words the synonym holds"
        ),
    ] = ()
    fillers: Annotated[tuple[Text, ...], Meta(description="words that carry no complaint: why, my, please")]
    groups: Annotated[
        dict[GroupName, tuple[Text, ...]], Meta(description="words that tell of whom a phrase speaks")
    ]
    negators: Annotated[tuple[Text, ...], Meta(description="words that deny what follows: no, without")]
    near_negators: Annotated[
        tuple[Text, ...], Meta(description="words that deny only the word that follows: not")
    ] = ()
    breaks: Annotated[tuple[Text, ...], Meta(description="words at which a denial ends: but, when")]
    ordinary: Annotated[
        tuple[Text, ...],
        Meta(description="everyday words of no topic, so that none is taken for a misspelling"),
    ]


class Elsewhere(Entry, frozen=True, kw_only=True):
    """Phrases that no topic is for, so that like ones are not taken for ours."""

    not_covered: Annotated[
        dict[Text, tuple[Text, ...]],
        Meta(description="by kind: what is about health, but about none of the topics"),
    ]
    strangers: Annotated[
        dict[Text, tuple[Text, ...]], Meta(description="by kind: what is no complaint of health at all")
    ]


Emergencies = Annotated[
    dict[Key, tuple[Text, ...]], Meta(description="by id of an alarm: how people say it in need")
]


OURS = "ours"
"""What words lean to that lean to all topics together."""

Leanings = Annotated[
    dict[Key, dict[Text, Annotated[int, Meta(ge=-50, le=50)]]],
    Meta(
        description='by id of a topic, or "ours" for all of them together: words that lean towards it, or, '
        "below zero, away from it, as tools/leanings.py has learned"
    ),
]


class Sign(Entry, frozen=True, kw_only=True):
    """What must be said together for an alarm: each part is a concept, or several joined by " or "."""

    all: Annotated[tuple[Text, ...], Meta(min_length=1)]
    unless: Annotated[tuple[Text, ...], Meta(description="concepts that exclude it")] = ()


class AlarmRule(Entry, frozen=True, kw_only=True):
    """An emergency: how it is recognised, and what to do until help comes."""

    id: Key
    title: Text
    what: Annotated[Text, Meta(description="what it may be, in one plain sentence")]
    level: AlarmLevel
    line: Annotated[
        Literal["poison", "crisis"] | None,
        Meta(description="a telephone line that is for this, besides the ambulance"),
    ] = None
    names: Annotated[
        tuple[Text, ...], Meta(description="its own names; they count unless only asked about")
    ] = ()
    signs: tuple[Sign, ...] = ()
    example: Annotated[Text, Meta(description="a phrase that raises it; `cramp check` holds that")]
    do: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=5)]
    not_: Annotated[tuple[Text, ...], Meta(max_length=3, description='reads on from "Do not"')] = field(
        name="not", default=()
    )
    sources: Sources


class AlarmLanguage(Entry, frozen=True, kw_only=True):
    """Words that change what a phrase says. Phrases are read as the concepts are."""

    light: Annotated[tuple[Text, ...], Meta(description="words that are passed over")]
    denials: Annotated[tuple[Text, ...], Meta(description="words that deny what follows in the clause")]
    no_denials: Annotated[tuple[Text, ...], Meta(description='phrases that only look like one: "not sure"')]
    fine: Annotated[tuple[Text, ...], Meta(description="words behind a thing by which it is said to be well")]
    no_fine: Annotated[tuple[Text, ...], Meta(description='phrases that only ask: "is that normal"')]
    idioms: Annotated[tuple[Text, ...], Meta(description="phrases whose words do not mean what they say")]
    past: Annotated[
        tuple[Text, ...],
        Meta(description="phrases that put a clause into the past; 1999 stands for any year"),
    ]
    history: Annotated[tuple[Text, ...], Meta(description="phrases that put into the past what follows them")]
    again: Annotated[tuple[Text, ...], Meta(description="phrases that bring the past back")]
    general: Annotated[
        tuple[Text, ...], Meta(description="phrases that speak of people at large, not of somebody")
    ]
    asking: Annotated[
        tuple[Text, ...], Meta(description="phrases by which one asks about a thing in general")
    ]
    happening: Annotated[
        tuple[Text, ...],
        Meta(
            description="what a name must be said with, if it is not nearly all that is said: having a, think"
        ),
    ]


class AlarmBook(Entry, frozen=True, kw_only=True):
    """All alarms, the language around them, and the concepts that their signs are made of."""

    language: AlarmLanguage
    concepts: Annotated[
        dict[Text, tuple[Way, ...]],
        Meta(description='ways to say a thing; ".." stands for a few other words, "=" for the very word'),
    ]
    alarms: Annotated[tuple[AlarmRule, ...], Meta(description="of equal level, the first comes first")]


class KnowledgeBase(Struct, frozen=True, kw_only=True):
    """All that is known: topics and sources by id, the lexicon, alarms, regions, and a version of the whole.

    ``folder`` is where all of it came from, or None if it came from several places.
    """

    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    lexicon: Lexicon
    elsewhere: Mapping[str, Mapping[str, tuple[str, ...]]]
    """The fields of an ``Elsewhere`` by name."""
    emergencies: Mapping[str, tuple[str, ...]]
    """By id of an alarm: how people say it."""
    leanings: Mapping[str, Mapping[str, int]]
    """By id of a topic or ``OURS``: how far words lean towards it."""
    alarms: AlarmBook
    regions: tuple[Region, ...]
    version: str
    folder: Path | None = None


GROUP_TITLES: dict[str, str] = {
    "cramps": "Cramps and spasms",
    "muscles": "Sore, weak and twitching muscles",
    "legs": "Legs, veins and nerves",
    "minerals": "Fluids, minerals and medicines",
    "sleep": "In sleep",
    "belly": "Belly",
    "head": "Head, neck and teeth",
    "other": "Everything else",
}
"""The shelves in the order in which `cramp list` shows them."""
