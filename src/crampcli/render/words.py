"""The words in which grades, levels, times and numbers are said: the same in every renderer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crampcli.answer import Alarm, Answer
from crampcli.model import AlarmRule, Number, Region, Source, Step
from crampcli.report import Reach, Report

EVIDENCE = {
    "strong": "strong evidence",
    "moderate": "moderate evidence",
    "weak": "weak evidence",
    "plausible": "plausible, untested",
    "contradicted": "often said, not so",
}
LEVELS = {
    "emergency": "Emergency",
    "urgent": "Today",
    "routine": "Doctor",
    "self_care": "At home",
}
LEVEL_MEANINGS = {
    "emergency": "call an ambulance or go to hospital now",
    "urgent": "be seen today",
    "routine": "make an appointment",
    "self_care": "home is fine",
}
WHEN = {"now": "Do now", "later": "Once it has passed", "prevent": "So that it comes less often"}
GROUPS = {
    "baby": "Babies",
    "child": "Children and teenagers",
    "pregnant": "In pregnancy",
    "older": "Older people",
}
ALARM_LEVELS = {
    "call": "Emergency",
    "hospital": "Hospital now",
    "today": "Today",
    "helpline": "Talk to someone now",
}
UNSURE = "I am not sure which of these you mean."
_ANYWHERE = "112 in Europe and India, 911 in the US and Canada, 999 in the UK, elsewhere your local number"
_CRISIS_ANYWHERE = "988 in the US and Canada, 116 123 in the UK and Ireland, 13 11 14 in Australia"
_WITH_ARTICLE = frozenset({"EU", "GB", "NL", "PH", "US"})
_MOST_NUMBERS = 3
_ANYWHERE_SHORT = "112 Europe, 911 US/Canada, 999 UK, or local"


def step_text(step: Step) -> str:
    """Give a step with how long and how often."""
    extras = []
    if step.seconds:
        extras.append(duration(step.seconds))
    if step.repeat:
        extras.append(f"{step.repeat} times")
    return f"{step.text} ({', '.join(extras)})" if extras else step.text


def duration(seconds: int) -> str:
    """Say a time as a person would: "30 seconds", "2 minutes"."""
    minutes, rest = divmod(seconds, 60)
    return count(seconds, "second") if rest or not minutes else count(minutes, "minute")


def count(number: int, thing: str) -> str:
    """Say how many: "1 file", "2 files"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def call_line(region: Region | None) -> str:
    """Say whom to call in an emergency; never a number without the place where it works."""
    if region is None:
        return f"call {_ANYWHERE}"
    return f"call {numbers(region.ambulance)} in {_place(region)}"


def alarm_call(rule: AlarmRule, region: Region | None) -> str:
    """Say whom to turn to in an alarm, with the region's numbers."""
    match rule.level:
        case "call":
            return f"{_capital(call_line(region))}. Do it now."
        case "hospital":
            return f"Go to a hospital emergency department now. For an ambulance, {call_line(region)}."
        case "today":
            return f"Be seen by a doctor today. For an ambulance, {call_line(region)}."
        case _:
            return f"If you are in danger right now, {call_line(region)}."


def special_line(rule: AlarmRule, region: Region | None) -> str | None:
    """Give the telephone line that is for this alarm, if the region has one."""
    if rule.line is None:
        return None
    if region is None:
        return f"Someone to talk to: {_CRISIS_ANYWHERE}" if rule.line == "crisis" else None
    listed = region.poison if rule.line == "poison" else region.crisis
    name = "Poison centre" if rule.line == "poison" else "Someone to talk to"
    return f"{name} ({region.name}): {numbers(listed[:_MOST_NUMBERS])}" if listed else None


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _place(region: Region) -> str:
    return f"the {region.name}" if region.id in _WITH_ARTICLE else region.name


def number_line(region: Region | None) -> str:
    """Give the emergency number in a few words, with the place where it works."""
    return f"{region.ambulance[0].number} ({region.name})" if region else _ANYWHERE_SHORT


def numbers(listed: Sequence[Number]) -> str:
    """Join telephone numbers with their notes."""
    return " or ".join(f"{n.number} ({n.note})" if n.note else n.number for n in listed)


def checked(report: Report) -> str:
    """Say how much was checked and found."""
    return f"{count(len(report.checked), 'file')} checked, {count(len(report.problems), 'problem')} found"


def reach(found: Reach) -> str:
    """Say how many phrases find their topic while left out of the index."""
    return (
        f"Of {found.phrases} phrases, each left out of the index, {found.first / found.phrases:.1%} "
        f"find their topic first and {found.three / found.phrases:.1%} among three"
    )


def citation(source: Source) -> str:
    """Name a source, how much of it was read, and where it is."""
    year = f", {source.year}" if source.year else ""
    note = f"; {source.note}" if source.note else ""
    return f"{source.publisher}: {source.title}{year} (read: {source.read}{note}) {source.url}"


def _likeness(alarm: Alarm) -> str:
    return f"; no rule, but it is like: {alarm.like}" if alarm.like else ""


def explanation(answer: Answer) -> Iterator[str]:
    """Say what raised each alarm, how the phrase was read and what earned each topic its score."""
    for alarm in answer.alarms:
        yield f"Alarm: {alarm.id}: raised by {', '.join(alarm.matched)}{_likeness(alarm)}"
    for match in answer.results:
        yield f"Score {match.score:.2f} ({match.band}): {match.id}; nearest phrase: {match.nearest or 'none'}"
        for part in match.parts:
            yield f"Word: {part.word} (stem {part.stem}): {part.points:.1f} points"
        if match.leanings:
            listed = ", ".join(f"{leaning.word} {leaning.points:.1f}" for leaning in match.leanings)
            yield f"Leanings: {listed} points"
    if answer.ignored:
        yield f"Without weight: {', '.join(answer.ignored)}"
    if answer.unknown:
        yield f"Unknown to all topics: {', '.join(answer.unknown)}"
    if answer.query.negated:
        yield f"Denied: {', '.join(answer.query.negated)}"
