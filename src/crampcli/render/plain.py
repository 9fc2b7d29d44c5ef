"""Plain lines for pipes, screen readers and braille: ASCII, unwrapped, one record a line, its label first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from crampcli.answer import Alarm, Answer, Match
from crampcli.model import GROUP_TITLES, AlarmRule, Region, Relief, Topic
from crampcli.render import Setting, words
from crampcli.render import parts as pick
from crampcli.report import Report
from crampcli.text import printable


class PlainRenderer:
    """Renders lines."""

    def __init__(self, setting: Setting) -> None:
        self._sources = setting.sources
        self._region = setting.region
        self._parts = setting.parts

    def answer(self, answer: Answer) -> str:
        """Render an answer."""
        return _lines(self._answer(answer))

    def topic(self, topic: Topic) -> str:
        """Render one topic, whole."""
        return _lines(self._whole_topic(topic))

    def topics(self, topics: Sequence[Topic]) -> str:
        """Render a list of topics."""
        return _lines(f"{GROUP_TITLES[topic.group]}: {topic.id}: {topic.title}" for topic in topics)

    def alarms(self, rules: Sequence[AlarmRule]) -> str:
        """Render the alarms and what raises them."""
        return _lines(
            f"{words.ALARM_LEVELS[rule.level]}: {rule.id}: {rule.title}: for example: {rule.example}"
            for rule in rules
        )

    def report(self, report: Report) -> str:
        """Render what a check found."""
        found = [f"Problem ({problem.rule}): {problem}" for problem in report.problems]
        reach = [f"Reach: {words.reach(report.reach)}"] if report.reach else []
        return _lines([*found, *reach, f"Result: {words.checked(report)}"])

    def _answer(self, answer: Answer) -> Iterator[str]:
        if answer.alarms:
            yield from self._alarm_page(answer)
        else:
            yield from self._topic_page(answer)
        if self._parts.explain:
            yield from words.explanation(answer)

    def _alarm_page(self, answer: Answer) -> Iterator[str]:
        first, *others = answer.alarms
        yield f"Alarm: {words.ALARM_LEVELS[first.rule.level]}: {first.rule.title}. {first.rule.what}"
        calls = [f"First: {words.alarm_call(first.rule, self._region)}", *_special(first, self._region)]
        yield from reversed(calls) if first.rule.level == "helpline" else calls
        for number, step in enumerate(first.rule.do, 1):
            yield f"Step {number} of {len(first.rule.do)}: {step}"
        yield from (f"Do not: {line}" for line in first.rule.not_)
        for alarm in others:
            yield f"Also: {words.ALARM_LEVELS[alarm.rule.level]}: {alarm.rule.title}: cramp alarms {alarm.id}"
            yield from _special(alarm, self._region)
        yield from (f"Later: {match.title}: cramp show {match.id}" for match in answer.results[:1])

    def _topic_page(self, answer: Answer) -> Iterator[str]:
        yield from (f"Read: {repair.written} as {repair.read}" for repair in answer.query.repaired)
        if answer.status == "none":
            yield f"Answer: {answer.notice}"
            yield "More: cramp list"
        elif answer.status == "unsure":
            yield f"Answer: {words.UNSURE}"
            for number, match in enumerate(answer.results, 1):
                yield from _candidate(number, match, answer)
        else:
            best = answer.results[0]
            yield f"Answer: {best.title}"
            yield from self._short_topic(best.topic, answer.query.groups)
            yield from (
                f"Also possible: {match.title}: cramp show {match.id}" for match in answer.results[1:]
            )
            yield f"More: cramp show {best.id}"

    def _short_topic(self, topic: Topic, groups: Sequence[str]) -> Iterator[str]:
        yield from _group_notes(topic, groups)
        if not self._parts.only:
            yield f"About: {topic.summary}"
        if self._parts.steps:
            for relief in pick.first_reliefs(topic):
                yield from _relief(relief)
        if self._parts.causes:
            yield from _causes(topic)
        yield from self._care(topic)

    def _whole_topic(self, topic: Topic) -> Iterator[str]:
        yield f"Topic: {topic.title}"
        if topic.also_called:
            yield f"Also called: {', '.join(topic.also_called)}"
        if not self._parts.only:
            yield f"About: {topic.summary}"
        if self._parts.steps:
            for when in words.WHEN:
                for relief in pick.reliefs(topic, when):
                    yield from _relief(relief)
        if self._parts.causes:
            yield from _causes(topic)
        if not self._parts.only:
            yield from (f"Not {tell.topic}: {tell.how}" for tell in topic.tell)
            yield from (f"Often said: {myth.claim} What is known: {myth.truth}" for myth in topic.myths)
            yield from (f"Better not: {avoid.what}. {avoid.why}" for avoid in topic.avoid)
        yield from self._care(topic)
        if not self._parts.only:
            yield from _group_notes(topic)
            yield from (f"Related: cramp show {other}" for other in topic.related)
            yield from (f"Code: ICD-10-CM {entry.code}: {entry.name}" for entry in topic.codes.icd10cm)
            yield from (f"Source: {words.citation(self._sources[key])}" for key in pick.source_keys(topic))
            yield f"Reviewed: {topic.reviewed}"

    def _care(self, topic: Topic) -> Iterator[str]:
        for level, label in words.LEVELS.items():
            for care in pick.cares(topic, level):
                why = f". {care.why}" if care.why else ""
                more = f" More: cramp alarms {care.alarm}" if care.alarm else ""
                yield f"{label}: {words.LEVEL_MEANINGS[level]} if {care.sign}{why}{more}"
        if pick.cares(topic, "emergency"):
            yield f"In an emergency: {words.call_line(self._region)}"


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{_ascii(line)}\n" for line in lines)


def _ascii(line: str) -> str:
    """Write with ASCII letters only; what has none is a question mark."""
    shown = printable(line)
    if shown.isascii():
        return shown
    folded = unicodedata.normalize("NFKD", shown)
    return (
        "".join(char for char in folded if not unicodedata.combining(char))
        .encode("ascii", "replace")
        .decode()
    )


def _candidate(number: int, match: Match, answer: Answer) -> Iterator[str]:
    others = answer.results
    label = f"Candidate {number} of {len(others)}"
    yield f"{label}: {match.title}"
    tell = pick.apart(match, others)
    yield f"{label}, how to tell: {tell.how if tell else match.topic.summary}"
    for name, note in pick.group_notes(match.topic, answer.query.groups):
        yield f"{label}, {words.GROUPS[name].lower()}: {note.text}"
    for relief in pick.first_reliefs(match.topic)[:1]:
        yield f"{label}, do now: {relief.name}: {' '.join(words.step_text(step) for step in relief.steps)}"
    for care in pick.cares(match.topic, "emergency"):
        yield f"{label}, emergency if: {care.sign}"
    yield f"{label}, more: cramp show {match.id}"


def _relief(relief: Relief) -> Iterator[str]:
    yield f"{words.WHEN[relief.when]}: {relief.name} ({words.EVIDENCE[relief.evidence]})"
    for number, step in enumerate(relief.steps, 1):
        yield f"Step {number} of {len(relief.steps)}: {words.step_text(step)}"
    if relief.caution:
        yield f"Caution: {relief.caution}"
    if relief.known:
        yield f"What is known: {relief.known}"


def _causes(topic: Topic) -> Iterator[str]:
    for number, cause in enumerate(topic.causes, 1):
        clues = f" Clues: {'; '.join(cause.clues)}." if cause.clues else ""
        who = f" Who: {cause.who}." if cause.who else ""
        grade = words.EVIDENCE[cause.evidence]
        yield f"Cause {number} of {len(topic.causes)}: {cause.name} ({grade}): {cause.why}{clues}{who}"


def _group_notes(topic: Topic, names: Iterable[str] | None = None) -> Iterator[str]:
    yield from (f"{words.GROUPS[name]}: {note.text}" for name, note in pick.group_notes(topic, names))


def _special(alarm: Alarm, region: Region | None) -> Iterator[str]:
    line = words.special_line(alarm.rule, region)
    if line:
        yield line
