"""JSON for scripts: the same input gives the same bytes. Plain ASCII, so that no pipe can spoil it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET

from crampcli import __version__
from crampcli.answer import Alarm, Answer, Leaning, Match, Part, Query
from crampcli.model import AlarmRule, Topic
from crampcli.render import Setting
from crampcli.render import documents as doc
from crampcli.report import Report

Points = TypeVar("Points", Part, Leaning)

_ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
_MESH = "http://terminology.hl7.org/CodeSystem/MSH"


class JsonRenderer:
    """Renders documents of one state of the knowledge in one language."""

    def __init__(self, setting: Setting, language: str = "en") -> None:
        self._setting = setting
        self._envelope: dict[str, Any] = {
            "schema_version": doc.SCHEMA_VERSION,
            "cramp_version": __version__,
            "data_version": setting.data_version,
            "language": language,
        }

    def answer(self, answer: Answer) -> str:
        """Render an answer."""
        explain = self._setting.parts.explain
        document = doc.AnswerDocument(
            **self._envelope,
            query=answer.query,
            status=answer.status,
            alarms=tuple(self._alarm(alarm) for alarm in answer.alarms),
            results=tuple(_result(match, explain=explain) for match in answer.results),
            region=self._setting.region,
            notice=answer.notice,
            reason=answer.reason,
            ignored=answer.ignored if explain else UNSET,
            unknown=answer.unknown if explain else UNSET,
        )
        return self._dumps(document)

    def topic(self, topic: Topic) -> str:
        """Render one topic, whole."""
        return self._dumps(doc.TopicDocument(**self._envelope, code=code(topic), topic=topic))

    def topics(self, topics: Sequence[Topic]) -> str:
        """Render a list of topics."""
        lines = (doc.TopicLine(id=t.id, title=t.title, group=t.group, summary=t.summary) for t in topics)
        return self._dumps(doc.ListDocument(**self._envelope, topics=tuple(lines)))

    def alarms(self, rules: Sequence[AlarmRule]) -> str:
        """Render the alarms and what raises them."""
        return self._dumps(doc.AlarmsDocument(**self._envelope, alarms=tuple(rules)))

    def _alarm(self, alarm: Alarm) -> doc.AlarmDocument:
        rule = alarm.rule
        region = self._setting.region
        return doc.AlarmDocument(
            id=rule.id,
            title=rule.title,
            what=rule.what,
            level=rule.level,
            matched=alarm.matched,
            like=alarm.like if self._setting.parts.explain and alarm.like else UNSET,
            do=rule.do,
            not_=rule.not_,
            line=getattr(region, rule.line) if region and rule.line else (),
            sources=rule.sources,
        )

    def report(self, report: Report) -> str:
        """Render what a check found."""
        return self._dumps(doc.CheckDocument(**self._envelope, **report._asdict()))

    def _dumps(self, document: doc.Envelope) -> str:
        return dumps(self._resolved(msgspec.to_builtins(document)))

    def _resolved(self, value: Any) -> Any:
        """Put each source in the place of its key."""
        if isinstance(value, dict):
            return {
                name: [self._source(key) for key in item] if name == "sources" else self._resolved(item)
                for name, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [self._resolved(item) for item in value]
        return value

    def _source(self, key: str) -> dict[str, Any]:
        return {"key": key, **msgspec.to_builtins(self._setting.sources[key])}


def error_document(message: str, phrase: str = "") -> str:
    """Render an error as an answer without results, so that a script need read one shape only."""
    return JsonRenderer(Setting({}, "")).answer(Answer(Query(phrase), "error", notice=message))


def dumps(value: Any) -> str:
    """Write a document as ASCII JSON with a newline at its end."""
    # json escapes to ASCII, msgspec indents: letting json indent takes four times as long.
    return msgspec.json.format(json.dumps(value, ensure_ascii=True), indent=2) + "\n"


def code(topic: Topic) -> doc.CodeableConcept:
    """Give a topic's codes as a FHIR CodeableConcept."""
    icd = (doc.Coding(system=_ICD10CM, display=entry.name, code=entry.code) for entry in topic.codes.icd10cm)
    mesh = (doc.Coding(system=_MESH, display=heading) for heading in topic.codes.mesh)
    return doc.CodeableConcept(coding=(*icd, *mesh), text=topic.title)


def _rounded(earned: tuple[Points, ...]) -> tuple[Points, ...]:
    """Round points to what a reader can tell apart."""
    return tuple(msgspec.structs.replace(each, points=round(each.points, 4)) for each in earned)


def _result(match: Match, *, explain: bool) -> doc.ResultDocument:
    return doc.ResultDocument(
        id=match.id,
        title=match.title,
        band=match.band,
        score=match.score,
        matched=match.matched,
        code=code(match.topic),
        topic=match.topic,
        parts=_rounded(match.parts) if explain else UNSET,
        leanings=_rounded(match.leanings) if explain else UNSET,
        nearest=match.nearest if explain else UNSET,
    )
