"""The JSON documents that crampcli prints: their shape, described once, and the schemas made from it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field

from crampcli.answer import Band, Leaning, Part, Query, Reason, Status
from crampcli.errors import Problem
from crampcli.model import (
    AlarmBook,
    AlarmLevel,
    AlarmRule,
    Elsewhere,
    Emergencies,
    Group,
    Key,
    Leanings,
    Lexicon,
    Number,
    Region,
    Source,
    Sources,
    Topic,
)
from crampcli.report import Reach

SCHEMA_VERSION = 1
"""Rises only when a key goes or changes its meaning."""


class Envelope(Struct, frozen=True, kw_only=True):
    """What every document says about itself."""

    schema_version: int
    cramp_version: str
    data_version: str
    language: str


class Coding(Struct, frozen=True):
    """FHIR R4 Coding."""

    system: str
    display: str
    code: str | UnsetType = UNSET


class CodeableConcept(Struct, frozen=True):
    """FHIR R4 CodeableConcept: codes of ICD-10-CM, headings of MeSH."""

    coding: tuple[Coding, ...]
    text: str


class ResolvedSource(Source, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """A source with its key, as it stands in printed topics."""

    key: Key


class AlarmDocument(Struct, frozen=True, kw_only=True):
    """An emergency that the phrase speaks of."""

    id: Key
    title: str
    what: str
    level: AlarmLevel
    matched: Annotated[tuple[str, ...], Meta(description="the words that raised it")]
    like: Annotated[
        str | UnsetType,
        Meta(
            description="what people say in this emergency that the phrase is most like, "
            "if that and no rule raised it; only with --explain"
        ),
    ] = UNSET
    do: tuple[str, ...]
    not_: tuple[str, ...] = field(name="not")
    line: Annotated[
        tuple[Number, ...],
        Meta(description="numbers of a line that is for this, such as the poison centre's"),
    ]
    sources: Sources


class ResultDocument(Struct, frozen=True, kw_only=True):
    """One topic that fits."""

    id: Key
    title: str
    band: Band
    score: Annotated[
        float, Meta(description="share of all evidence, from 0 to 1: compare within one answer only")
    ]
    matched: tuple[str, ...]
    code: CodeableConcept
    topic: Topic
    parts: Annotated[tuple[Part, ...] | UnsetType, Meta(description="only with --explain")] = UNSET
    leanings: Annotated[tuple[Leaning, ...] | UnsetType, Meta(description="only with --explain")] = UNSET
    nearest: Annotated[
        str | UnsetType, Meta(description="the topic's phrase most alike; only with --explain")
    ] = UNSET


class AnswerDocument(Envelope, frozen=True, kw_only=True):
    """The answer to a phrase."""

    query: Query
    status: Status
    alarms: Annotated[tuple[AlarmDocument, ...], Meta(description="the most pressing first")]
    results: tuple[ResultDocument, ...]
    region: Annotated[Region | None, Meta(description="whose telephone numbers are right, if that is known")]
    notice: Annotated[str | None, Meta(description="what a person should be told beside the results")]
    reason: Annotated[Reason | None, Meta(description="set if the status is none")]
    ignored: Annotated[tuple[str, ...] | UnsetType, Meta(description="only with --explain")] = UNSET
    unknown: Annotated[tuple[str, ...] | UnsetType, Meta(description="only with --explain")] = UNSET


class TopicDocument(Envelope, frozen=True, kw_only=True):
    """One topic, whole."""

    code: CodeableConcept
    topic: Topic


class TopicLine(Struct, frozen=True, kw_only=True):
    """A topic in a list."""

    id: Key
    title: str
    group: Group
    summary: str


class ListDocument(Envelope, frozen=True, kw_only=True):
    """The topics there are."""

    topics: tuple[TopicLine, ...]


class AlarmsDocument(Envelope, frozen=True, kw_only=True):
    """The alarms there are."""

    alarms: tuple[AlarmRule, ...]


class CheckDocument(Envelope, frozen=True, kw_only=True):
    """What is wrong with knowledge files."""

    checked: tuple[str, ...]
    problems: tuple[Problem, ...]
    reach: Annotated[
        Reach | None,
        Meta(description="phrases left out of the index: how many, and how many found their topic"),
    ]


SHAPES: dict[str, Any] = {
    "answer": AnswerDocument,
    "show": TopicDocument,
    "list": ListDocument,
    "alarms": AlarmsDocument,
    "check": CheckDocument,
    "topic": Topic,
    "sources": dict[Key, Source],
    "lexicon": Lexicon,
    "elsewhere": Elsewhere,
    "alarm-rules": AlarmBook,
    "emergencies": Emergencies,
    "leanings": Leanings,
    "regions": tuple[Region, ...],
}
"""What ``cramp schema`` can print: documents that are written, then files that are read."""

_RESOLVED = ("answer", "show", "alarms")
"""Documents in which each source key is replaced by the source."""


def schema(name: str) -> dict[str, Any]:
    """Make the JSON Schema of one of ``SHAPES``. Raises ``KeyError`` for an unknown name."""
    made = msgspec.json.schema(SHAPES[name])
    if name in _RESOLVED:
        found = msgspec.json.schema(ResolvedSource)
        made["$defs"] |= found["$defs"]
        for definition in made["$defs"].values():
            if "sources" in definition.get("properties", {}):
                definition["properties"]["sources"] |= {"items": {"$ref": "#/$defs/ResolvedSource"}}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
