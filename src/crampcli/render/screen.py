"""Pages for a terminal: steps first, then causes a line each, then when to get help, then how to read on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import groupby, zip_longest

from rich.console import Console
from rich.text import Text

from crampcli.answer import Alarm, Answer, Match, Query
from crampcli.model import GROUP_TITLES, AlarmRule, Care, Cause, Relief, Topic
from crampcli.render import Setting, theme, words
from crampcli.render import parts as pick
from crampcli.render.layout import Page, Section
from crampcli.report import Report
from crampcli.terminal import Terminal
from crampcli.text import printable

_SPARE = {
    "summary": 10,
    "second_note": 10,
    "routine": 9,
    "other_ways": 8,
    "causes": 7,
    "urgent": 6,
    "not_this": 5,
    "second_cause": 4,
    "first_urgent": 3,
    "emergency": 2,
    "first_cause": 1,
}
"""What a short answer leaves out to fit the screen: the higher, the sooner.

At 24 lines of 80 the steps and the first emergencies stay; a test holds that. What is left on the smallest
screen: the title, the steps, two emergencies and how to read on.
"""
_EMERGENCIES_KEPT = 2
_CAUSES_KEPT = 3
_SHORT_LEVELS = {level: words.LEVELS[level] for level in ("emergency", "urgent", "routine")}


class ScreenRenderer:
    """Draws pages for one terminal."""

    def __init__(self, setting: Setting, terminal: Terminal) -> None:
        self._sources = setting.sources
        self._region = setting.region
        self._parts = setting.parts
        self._terminal = terminal
        self._width = min(terminal.columns, theme.WIDEST)
        self._bullet = theme.BULLET[terminal.unicode]
        self._console = Console(
            file=StringIO(),
            width=self._width,
            color_system="standard" if terminal.color else None,
            force_terminal=terminal.color,
            no_color=not terminal.color,
            legacy_windows=False,
        )

    def answer(self, answer: Answer) -> str:
        """Draw an answer so that it fits the screen, if it was not asked to explain itself."""
        page = self._page()
        self._repairs(page, answer)
        if answer.alarms:
            self._alarm(page, answer)
        elif answer.status == "none":
            self._none(page, answer)
        elif answer.status == "unsure":
            self._unsure(page, answer)
        else:
            self._match(page, answer)
        if self._parts.explain:
            section = page.section("Why this answer")
            for line in words.explanation(answer):
                section.add(page.hang(f"{self._bullet} ", printable(line)))
        else:
            # One line is left for the shell's next prompt.
            page.fit(self._terminal.lines - 1, airy_above=_SPARE["second_cause"])
        return self._print(page.lines())

    def topic(self, topic: Topic) -> str:
        """Draw one topic, whole."""
        page = self._page()
        self._head(page, topic)
        if self._parts.steps:
            for when, heading in words.WHEN.items():
                for relief in pick.reliefs(topic, when):
                    self._relief(page, page.section(f"{heading}: {relief.name}"), relief, graded=True)
        if self._parts.causes:
            section = page.section("What it may come from")
            for cause in topic.causes:
                self._whole_cause(page, section, cause)
        if not self._parts.only:
            self._aside(page, "Easily mistaken for", ((f"{t.topic}: ", t.how) for t in topic.tell))
            self._aside(page, "Often said", ((f"{m.claim} ", m.truth) for m in topic.myths))
            self._aside(page, "Better not", ((f"{a.what}. ", a.why) for a in topic.avoid))
        self._care(page, topic)
        if not self._parts.only:
            notes = pick.group_notes(topic)
            self._aside(
                page, "What differs", ((f"{words.GROUPS[name]}: ", note.text) for name, note in notes)
            )
            self._end(page, topic)
        return self._print(page.lines())

    def topics(self, topics: Sequence[Topic]) -> str:
        """Draw a list of topics by group: with their titles, if that fits the screen, else their ids."""
        titled = list(self._titled(topics).lines())
        fits = len(titled) < self._terminal.lines
        return self._print(titled if fits else self._ids(topics).lines())

    def _titled(self, topics: Sequence[Topic]) -> Page:
        page = self._page()
        widest = max(len(topic.id) for topic in topics) + 2
        for group, members in groupby(topics, key=lambda topic: topic.group):
            section = page.section(GROUP_TITLES[group])
            for topic in members:
                section.add(page.hang(f"  {topic.id:{widest}}", topic.title, theme.COMMAND))
        page.section().add(page.hang("Read one: ", Text("cramp show ID", theme.COMMAND)))
        return page

    def _ids(self, topics: Sequence[Topic]) -> Page:
        page = self._page()
        section = page.section()
        for group, members in groupby(topics, key=lambda topic: topic.group):
            title = GROUP_TITLES[group]
            ids = ", ".join(topic.id for topic in members)
            # The first letters are the marker, so that the lines below hang in by as much.
            body = Text.assemble((f"{title[2:]}: ", theme.HEADING), (ids, theme.COMMAND))
            section.add(page.hang(title[:2], body, theme.HEADING))
        foot = page.section()
        foot.add(page.hang("With titles: ", Text("cramp list WORD", theme.COMMAND)))
        foot.add(page.hang("Read one: ", Text("cramp show ID", theme.COMMAND)))
        return page

    def alarms(self, rules: Sequence[AlarmRule]) -> str:
        """Draw the alarms by level, each with what to do, or with an example if they are many."""
        page = self._page()
        if len(rules) == 1:
            self._alarm(page, Answer(Query(rules[0].example), "alarm", (Alarm(rules[0], ()),)))
            page.section().add(page.hang("Raised by, for example: ", rules[0].example))
            return self._print(page.lines())
        for level, members in groupby(rules, key=lambda rule: rule.level):
            section = page.section(words.ALARM_LEVELS[level])
            for rule in members:
                section.add(
                    page.hang(f"  {rule.id:22}", f'{rule.title}, as in "{rule.example}"', theme.COMMAND)
                )
        page.section().add(page.hang("What to do: ", Text("cramp alarms ID", theme.COMMAND)))
        return self._print(page.lines())

    def report(self, report: Report) -> str:
        """Draw what a check found."""
        page = self._page()
        for file, of_file in groupby(report.problems, key=lambda problem: problem.file):
            section = page.section(printable(file))
            for problem in of_file:
                where = f"{problem.field}: " if problem.field else ""
                section.add(
                    page.hang(f"{self._bullet} ", printable(f"{where}{problem.wrong}; {problem.right}"))
                )
        section = page.section()
        if report.reach:
            section.add(page.hang("", f"{words.reach(report.reach)}."))
        section.add(page.hang("", f"{words.checked(report)}."))
        return self._print(page.lines())

    def _page(self) -> Page:
        return Page(self._console, self._width)

    def _print(self, lines: Iterable[Text]) -> str:
        with self._console.capture() as captured:
            for line in lines:
                self._console.print(line, soft_wrap=True, highlight=False)
        return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"

    def _repairs(self, page: Page, answer: Answer) -> None:
        if answer.query.repaired:
            read = ", ".join(f'"{repair.written}" as "{repair.read}"' for repair in answer.query.repaired)
            page.section().add(page.hang("", printable(f"I read {read}.")))

    def _alarm(self, page: Page, answer: Answer) -> None:
        """Say what it may be, whom to call, what to do and not to do; then what else, a line each."""
        first, *others = answer.alarms
        rule = first.rule
        calm = rule.level == "helpline"
        head = page.section()
        title = rule.title if calm else f"{words.ALARM_LEVELS[rule.level].upper()}: {rule.title}"
        head.add(page.hang("", Text(title, theme.ALARM[rule.level])))
        head.add(page.hang("", rule.what))
        self._whom_to_call(head, page, rule)
        for number, step in enumerate(rule.do, 1):
            head.add(page.hang(f"{number:2} ", step, theme.MARKER))
        if rule.not_:
            never = page.section("Do not")
            for line in rule.not_:
                never.add(page.hang(f" {self._bullet} ", line, theme.ALARM[rule.level]))
        foot = page.section()
        for alarm in others:
            also = f"{alarm.rule.title}: cramp alarms {alarm.id}"
            foot.add(page.hang(f"Also {words.ALARM_LEVELS[alarm.rule.level].lower()}: ", also, theme.MARKER))
            self._special_line(foot, page, alarm.rule)
        for match in answer.results[:1]:
            foot.add(page.hang("Later: ", Text(f"cramp show {match.id}", theme.COMMAND)))

    def _whom_to_call(self, section: Section, page: Page, rule: AlarmRule) -> None:
        if rule.level == "helpline":
            self._special_line(section, page, rule)
        section.add(page.hang("", Text(words.alarm_call(rule, self._region), theme.HEADING)))
        if rule.level != "helpline":
            self._special_line(section, page, rule)

    def _special_line(self, section: Section, page: Page, rule: AlarmRule) -> None:
        if line := words.special_line(rule, self._region):
            section.add(page.hang("", Text(line, theme.HEADING)))

    def _none(self, page: Page, answer: Answer) -> None:
        section = page.section()
        section.add(page.hang("", answer.notice or ""))
        section.add(page.hang("In an emergency: ", words.call_line(self._region), theme.LEVEL["emergency"]))
        section.add(page.hang("What I know about: ", Text("cramp list", theme.COMMAND)))

    def _unsure(self, page: Page, answer: Answer) -> None:
        page.section().add(page.hang("", Text(words.UNSURE, theme.TITLE)))
        for match in answer.results:
            self._candidate(page, match, answer)
        section = self._help_section(page)
        for number, care in enumerate(_emergencies(answer.results)):
            spare = 0 if number < len(answer.results) else _SPARE["urgent"]
            section.add(page.hang(_marker(care, _SHORT_LEVELS), care.sign, theme.LEVEL[care.level]), spare)

    def _help_section(self, page: Page) -> Section:
        return page.section("Get help", f". Emergency: {words.number_line(self._region)}", counted=True)

    def _candidate(self, page: Page, match: Match, answer: Answer) -> None:
        section = page.section(match.title)
        tell = pick.apart(match, answer.results)
        section.add(page.hang("  ", tell.how if tell else match.topic.summary))
        for name, note in pick.group_notes(match.topic, answer.query.groups):
            section.add(page.hang("  ", _labelled(words.GROUPS[name], note.text)))
        relief = pick.first_reliefs(match.topic)[0]
        section.add(page.hang("  Now: ", relief.name, theme.MARKER))
        section.add(page.hang("  All of it: ", Text(f"cramp show {match.id}", theme.COMMAND)))

    def _match(self, page: Page, answer: Answer) -> None:
        best = answer.results[0]
        topic = best.topic
        head = page.section()
        head.add(page.hang("", Text(topic.title, theme.TITLE)))
        if not self._parts.only:
            head.add(page.hang("", topic.summary), _SPARE["summary"])
        for number, (name, note) in enumerate(pick.group_notes(topic, answer.query.groups)):
            spare = _SPARE["second_note"] if number else 0
            head.add(page.hang("", _labelled(words.GROUPS[name], note.text)), spare)
        if self._parts.steps:
            self._do_now(page, topic)
        if self._parts.causes:
            self._may_come_from(page, topic)
        self._pressing_care(page, topic)
        foot = page.section()
        foot.add(page.hang("All of it: ", Text(f"cramp show {topic.id}", theme.COMMAND)))
        if len(answer.results) > 1:
            others = ", ".join(match.id for match in answer.results[1:])
            foot.add(page.hang("Not this? ", Text(others, theme.COMMAND)), _SPARE["not_this"])

    def _do_now(self, page: Page, topic: Topic) -> None:
        first, *others = pick.first_reliefs(topic)
        section = page.section(f"{words.WHEN[first.when]}: {first.name}")
        self._relief(page, section, first)
        if others:
            names = "; ".join(relief.name[0].lower() + relief.name[1:] for relief in others)
            section.add(page.hang("   Or: ", names), _SPARE["other_ways"])

    def _relief(self, page: Page, section: Section, relief: Relief, *, graded: bool = False) -> None:
        for number, step in enumerate(relief.steps, 1):
            section.add(page.hang(f"{number:2} ", words.step_text(step), theme.MARKER))
        if relief.caution:
            section.add(page.hang(" ! ", relief.caution, theme.CAUTION))
        if graded:
            known = f" {relief.known}" if relief.known else ""
            section.add(page.hang("   ", f"{words.EVIDENCE[relief.evidence].capitalize()}.{known}"))

    def _may_come_from(self, page: Page, topic: Topic) -> None:
        section = page.section("It may come from", counted=True)
        for number, cause in enumerate(topic.causes):
            line = f"{cause.name} ({words.EVIDENCE[cause.evidence]})"
            kept = "first_cause" if number == 0 else "second_cause"
            spare = _SPARE[kept if number < _CAUSES_KEPT else "causes"]
            section.add(page.hang(f" {self._bullet} ", line, theme.MARKER), spare)

    def _care(self, page: Page, topic: Topic) -> None:
        """Say when to get help, all of it."""
        section = self._help_section(page)
        for care in topic.care:
            section.add(page.hang(_marker(care, words.LEVELS), _sign(care), theme.LEVEL[care.level]))

    def _pressing_care(self, page: Page, topic: Topic) -> None:
        """Say when to get help in short."""
        section = self._help_section(page)
        shown: Counter[str] = Counter()
        for care in topic.care:
            if care.level != "self_care":
                shown[care.level] += 1
                marker = _marker(care, _SHORT_LEVELS)
                section.add(
                    page.hang(marker, care.sign, theme.LEVEL[care.level]), _spare(care, shown[care.level])
                )

    def _head(self, page: Page, topic: Topic) -> None:
        section = page.section()
        section.add(page.hang("", Text(topic.title, theme.TITLE)))
        if topic.also_called:
            section.add(page.hang("", f"Also called: {', '.join(topic.also_called)}"))
        if not self._parts.only:
            section.add(page.hang("", topic.summary))

    def _whole_cause(self, page: Page, section: Section, cause: Cause) -> None:
        name = Text.assemble((cause.name, theme.MARKER), f" ({words.EVIDENCE[cause.evidence]})")
        section.add(page.hang(f" {self._bullet} ", name))
        section.add(page.hang("   ", cause.why))
        if cause.clues:
            section.add(page.hang("   Clues: ", "; ".join(cause.clues)))
        if cause.who:
            section.add(page.hang("   Who: ", cause.who))

    def _aside(self, page: Page, heading: str, entries: Iterable[tuple[str, str]]) -> None:
        section = page.section(heading)
        for label, body in entries:
            section.add(page.hang(f" {self._bullet} ", Text.assemble((label, theme.MARKER), body)))

    def _end(self, page: Page, topic: Topic) -> None:
        if topic.related:
            section = page.section("Related")
            for other in topic.related:
                section.add(page.hang("   ", Text(f"cramp show {other}", theme.COMMAND)))
        section = page.section(f"Sources (reviewed {topic.reviewed})")
        for key in pick.source_keys(topic):
            section.add(page.hang(f" {self._bullet} ", words.citation(self._sources[key])))


def _labelled(label: str, body: str) -> Text:
    return Text.assemble((f"{label}: ", theme.MARKER), body)


def _marker(care: Care, levels: Mapping[str, str]) -> str:
    widest = max(map(len, levels.values()))
    return f" {levels[care.level]:{widest}} if "


def _spare(care: Care, number: int) -> int:
    """Say how well a sign can be spared; ``number`` counts the signs of its level from 1."""
    if care.level == "emergency" and number <= _EMERGENCIES_KEPT:
        return 0
    if care.level == "urgent" and number == 1:
        return _SPARE["first_urgent"]
    return _SPARE[care.level]


def _emergencies(matches: Sequence[Match]) -> list[Care]:
    """Take the candidates' emergencies in turn, the first of each before the second of any; no sign twice."""
    first: dict[str, Care] = {}
    for turn in zip_longest(*(pick.cares(match.topic, "emergency") for match in matches)):
        for care in filter(None, turn):
            first.setdefault(care.sign, care)
    return list(first.values())


def _sign(care: Care) -> str:
    why = f". {care.why}" if care.why else ""
    more = f" (cramp alarms {care.alarm})" if care.alarm else ""
    return f"{care.sign}{why}{more}"
