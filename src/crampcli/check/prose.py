"""How the bundled topics are written: short steps, plain words, one way to write a unit, no doses.

How hard a text is to read is measured by ``textstat``, which is among the development tools only: without it
that rule finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Any

import msgspec

from crampcli.check.faults import Fault, TopicRule, texts_of
from crampcli.model import KnowledgeBase, Topic

LONGEST_STEP = 20
"""Words."""
HIGHEST_GRADE = 7
"""School grade (Flesch-Kincaid) of the median sentence: a reading age of about twelve."""
SHORTEST_SENTENCE = 4
"""Words. What is shorter has no grade worth the name."""

_NO_VERB = re.compile(
    r"(an?|after|also|always|and|any|as|at|before|but|by|each|every|first|for|from|gently|if|in|it|no|not|now"
    r"|on|only|or|slowly|some|that|the|then|there|these|this|those|to|until|when|while|with|your?)\b",
    re.IGNORECASE,
)
_UNITS = {
    r"\b\d+ ?(hrs?|mins?|secs?|yrs?|wks?|mths?)\b": "write hours, minutes, seconds, years in full",
    r"\b\d+(mg|mcg|ml|kg|g|cm|km|l|C|F)\b": "put a space between number and unit",
    r"\bdegrees? (C|F|Celsius|Fahrenheit)\b|\b(Celsius|Fahrenheit)\b": "write 38 C (100.4 F)",
    r"\b(milligrams?|millilit(re|er)s?|kilograms?|kilos?|mcg|ug)\b": "write mg, ml, kg, and micrograms",
    r"\b\d+[ -](year|month|week|day)-olds?\b|\b\d+ ?yo\b": "write 'aged 3' or 'at 3 years'",
}
_PRESCRIBED = re.compile(
    r"quinine|gabapentin|pregabalin|ropinirole|pramipexole|rotigotine|levodopa|clonazepam|diazepam|baclofen"
    r"|tizanidine|carbamazepine|amitriptyline|nortriptyline|duloxetine|propranolol|nifedipine|desmopressin"
    r"|omeprazole|lansoprazole|prednisolone|codeine|tramadol|morphine|zopiclone|melatonin|statin|furosemide"
    r"|warfarin|methotrexate|sumatriptan|topiramate|prazosin|tamsulosin|metoclopramide",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\b\d+([.,]\d+)? ?(mg|mcg|ug|micrograms?|milligrams?|ml)\b")


def steps_short(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """A step is a sentence that can be kept in mind while doing it."""
    for field, text in _steps(topic):
        if len(text.split()) > LONGEST_STEP:
            yield Fault(field, f"has {len(text.split())} words", f"at most {LONGEST_STEP}: make two steps")
        if not re.match(r"[A-Z].*\.$", text):
            yield Fault(field, "does not read as a sentence", "begin with a capital, end with a full stop")


def steps_begin_with_verb(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """A step says at once what to do."""
    for field, text in _steps(topic):
        if first := _NO_VERB.match(text):
            yield Fault(field, f'begins with "{first[0]}"', "begin with the verb: what to do")


def texts_plain(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """Texts are ASCII, calm, and do not belittle."""
    for field, text in _own_texts(topic):
        if not text.isascii():
            odd = next(char for char in text if not char.isascii())
            yield Fault(field, f"holds {odd!r}", "write with ASCII letters and straight quotes")
        if "!" in text or re.search(r"\b[A-Z]{7,}\b", text):
            yield Fault(field, "shouts", "say it calmly")
        if re.search(r"\b(simply|obviously|of course)\b", text, re.IGNORECASE):
            yield Fault(field, 'belittles ("simply", "obviously", "of course")', "leave the word out")


def units_one_way(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """Ages and units are written in one way."""
    for field, text in _own_texts(topic):
        for pattern, right in _UNITS.items():
            if found := re.search(pattern, text):
                yield Fault(field, f'says "{found[0]}"', right)


def no_doses(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """No dose of a medicine that a doctor prescribes is given."""
    for field, text in _own_texts(topic):
        for sentence in _sentences(text):
            if (named := _PRESCRIBED.search(sentence)) and (dose := _DOSE.search(sentence)):
                yield Fault(field, f'gives "{dose[0]}" of {named[0]}', "leave the dose to the doctor")


def readable(topic: Topic, _base: KnowledgeBase) -> Iterator[Fault]:
    """The median sentence can be read at about twelve."""
    try:
        import textstat
    except ModuleNotFoundError:
        return
    sentences = [sentence for _, text in _own_texts(topic) for sentence in _sentences(text)]
    grades = [textstat.flesch_kincaid_grade(s) for s in sentences if len(s.split()) >= SHORTEST_SENTENCE]
    if grades and median(grades) > HIGHEST_GRADE:
        yield Fault(
            "", f"reads at grade {median(grades):.1f}", f"at most {HIGHEST_GRADE}: shorter, plainer words"
        )


PROSE: dict[str, TopicRule] = {
    "steps-short": steps_short,
    "steps-begin-with-verb": steps_begin_with_verb,
    "texts-plain": texts_plain,
    "units-one-way": units_one_way,
    "no-doses": no_doses,
    "readable": readable,
}


def _steps(topic: Topic) -> Iterator[tuple[str, str]]:
    """Yield each step with its field."""
    for r, relief in enumerate(topic.relief):
        for number, step in enumerate(relief.steps):
            yield f"relief[{r}].steps[{number}].text", step.text


def _own_texts(topic: Topic) -> Iterator[tuple[str, str]]:
    """Yield what the topic itself says with its field: not how people say it, and no names and keys."""
    written: dict[str, Any] = msgspec.to_builtins(topic)
    said = ("summary", "tell", "relief", "causes", "myths", "avoid", "care", "groups")
    for field, text in texts_of({name: written[name] for name in said}):
        if " " in text:
            yield field, text


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?:;])\s+", text)
