"""Emergencies: does a phrase say something that is one, whatever else it is about.

The rules are data (``data/alarms.json``), so that a clinician can read and edit
them: a *concept* is a list of ways to say one thing; a *sign* is a set of
concepts that must occur together, and what excludes it; an alarm is raised by
any of its signs, or by its name. Here is how language is minded:

1. Words are read by the one normaliser. Articles, pronouns and auxiliaries are
   passed over, so that "pain in my chest" and "pain .. chest" meet; ``..``
   stands for up to ``WIDEST_GAP`` other words. A way to say something that would
   come down to one word ("out of it") is taken literally.
2. What is denied does not count: "no chest pain but my arm aches". A denial
   reaches to the end of its clause. "Not sure if", "no better" deny nothing. Nor
   does what is said to be fine ("bladder working normally"), or an idiom.
3. What is long past does not count: "had a clot two years ago, now my foot
   cramps". Unless it is back: "it came back", "again".
4. A name counts only if it is said to happen or to be feared ("having a", "I think",
   "now"), or if little else is said; not if it is only asked about: "how to avoid a heart
   attack", "what causes strokes". A sign that is asked about does count: people ask what
   causes the thing that they have.
5. A misspelled word counts as mended only if the mending is sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from crampcli.answer import Alarm
from crampcli.drawers import Drawers, Table, put_away
from crampcli.model import AlarmBook, AlarmRule, Sign
from crampcli.text import Form, Mend, Normaliser

WIDEST_GAP = 4
"""Words that ``..`` in a concept may stand for."""
DENIAL_REACH = 5
"""Words, passed-over ones not counted, that a denial before them takes back."""
FINE_REACH = 3
"""Words, likewise, behind a thing within which it may be said to be fine."""
BRIEF = 4
"""Words, passed-over ones not counted: "dad heart attack", "stroke left arm"."""

_GAP = ".."
_EXACT = "="
_OR = " or "
_YEAR = re.compile(r"(19|20)\d\d")
_ANY_YEAR = "1999"
_SENTENCE_ENDS = frozenset(".!?;")
_CLAUSE_ENDS = frozenset((*_SENTENCE_ENDS, ",", ":", "(", ")", "but", "now"))
_EPISODE_ENDS = frozenset((*_CLAUSE_ENDS, "and"))


class Pattern(Struct, frozen=True, array_like=True):
    """One way to say a concept: runs of stems with gaps between, or one word exactly as written."""

    concept: str
    runs: tuple[tuple[str, ...], ...]
    exact: str
    denying: bool
    """Whether its own words are a denial: "not breathing"."""


Patterns = Table[list[Pattern]]
"""By their first stem."""


class AlarmTables(Struct, frozen=True):
    """The concepts and the language of an alarm book, compiled to ``Patterns`` and put away."""

    concepts: Drawers
    """Ways to say the concepts and the names, light words passed over."""
    literal: Drawers
    """Ways of which too little is left without the light words."""
    language: Drawers
    """Ways to deny, to speak of the past, to ask in general, and so on. Here no word is light."""

    @property
    def stems(self) -> frozenset[str]:
        """All stems that the rules use."""
        tables = map(_opened, (self.concepts, self.literal, self.language))
        patterns = (pattern for table in tables for stem in table.words() for pattern in table[stem] or ())
        return frozenset(stem for pattern in patterns for run in pattern.runs for stem in run)


def _opened(drawers: Drawers) -> Patterns:
    return Table(drawers, list[Pattern])


class _Token(NamedTuple):
    written: str
    word: str
    stem: str
    place: int
    """Among all words of the phrase, light ones counted."""
    clause: int
    """Number of the clause: what a denial reaches over."""
    episode: int
    """Number of the part of a sentence that one time belongs to."""
    sentence: int


class _Hit(NamedTuple):
    """A place where a pattern occurs, in the list of tokens that was searched."""

    pattern: Pattern
    start: int
    end: int
    tokens: list[_Token]


class _Context(NamedTuple):
    """What the language around the signs takes back: places of words, numbers of episodes and sentences."""

    denials: set[int]
    fine: set[int]
    idioms: set[int]
    past: set[int]
    history: dict[int, int]
    """By episode, the place from which on it tells of the past."""
    general: set[int]
    asked: set[int]
    happening: set[int]
    """Sentences that tell of something that happens, or is feared."""
    clauses: Mapping[int, int]
    """How many words each clause has, passed-over ones not counted."""

    @property
    def is_brief(self) -> bool:
        """Whether the text is so short that a name in it is nearly all that is said."""
        return sum(self.clauses.values()) <= BRIEF

    @property
    def is_plain(self) -> bool:
        """Whether nothing takes anything back."""
        return not (self.denials or self.fine or self.idioms or self.past or self.history or self.general)


class AlarmBell:
    """Raises alarms by the rules of one knowledge base."""

    def __init__(self, book: AlarmBook, normaliser: Normaliser, tables: AlarmTables | None = None) -> None:
        self._book = book
        self._normaliser = normaliser
        tables = tables or compile_alarms(book, normaliser)
        self._concepts = _opened(tables.concepts)
        self._literal = _opened(tables.literal)
        self._of_language = _opened(tables.language)
        self._light = frozenset(book.language.light)
        self._begun_by: dict[str, list[tuple[int, Sign | None]]] = {}
        """What a concept may raise: places of rules in the book, with the sign, or none for a rule's name."""
        for place, rule in enumerate(book.alarms):
            self._begun_by[_name_concept(rule)] = [(place, None)]
            for sign in rule.signs:
                for concept in sign.all[0].split(_OR):
                    self._begun_by.setdefault(concept, []).append((place, sign))

    def raised(self, text: str, mend: Mend | None = None) -> tuple[Alarm, ...]:
        """Give the alarms that a text raises, the most pressing first."""
        tokens = self._numbered(self._normaliser.forms(text, mend))
        context = self._context(tokens)
        said = self._said(tokens, context)
        raised: dict[int, Alarm] = {}
        for concept in said:
            for place, sign in self._begun_by.get(concept, ()):
                if place not in raised and (hits := self._earning(sign, said, concept, context)):
                    raised[place] = _alarm(self._book.alarms[place], hits)
        return tuple(raised[place] for place in sorted(raised))

    def standing(self, text: str) -> str:
        """Give the words of a text that nothing takes back: no denial, idiom, past or talk in general."""
        tokens = self._numbered(self._normaliser.forms(text))
        context = self._context(tokens)
        return " ".join(token.written for token in tokens if not _is_taken_back(token, tokens, context))

    def _numbered(self, forms: Iterable[Form]) -> list[_Token]:
        """Give each word the numbers of its clause, episode and sentence; marks only count."""
        tokens: list[_Token] = []
        clause = episode = sentence = 0
        for form in forms:
            clause += form.word in _CLAUSE_ENDS
            episode += form.word in _EPISODE_ENDS
            sentence += form.word in _SENTENCE_ENDS
            for written, word, stem in self._parts(form):
                tokens.append(_Token(written, word, stem, len(tokens), clause, episode, sentence))
        return tokens

    def _parts(self, form: Form) -> Iterator[tuple[str, str, str]]:
        """Take a rewritten denial apart again: "no pain or swelling" denies the swelling too."""
        parts = form.written.split()
        if len(parts) > 1 and parts[0] in self._book.language.denials:
            yield from ((part, part, self._normaliser.stem(part)) for part in parts)
        elif _is_word(form):
            yield form.written, form.word, _stem_of(form)

    def _context(self, tokens: list[_Token]) -> _Context:
        """Find out what is denied, fine, an idiom, long past, general, or only asked about."""
        found: dict[str, list[_Hit]] = {}
        for hit in _hits(tokens, self._of_language):
            found.setdefault(hit.pattern.concept, []).append(hit)

        def starts(concept: str) -> list[_Token]:
            return [hit.tokens[0] for hit in found.get(concept, ())]

        clauses = Counter(token.clause for token in tokens if token.word not in self._light)
        denials = {t.place for t in starts("denials")} - {t.place for t in starts("no_denials")}
        asked_whether_fine = {t.place for hit in found.get("no_fine", ()) for t in hit.tokens}
        return _Context(
            denials=denials,
            fine={t.place for t in starts("fine") if t.place - 1 not in denials} - asked_whether_fine,
            idioms={t.place for hit in found.get("idioms", ()) for t in hit.tokens},
            past=set() if "again" in found else {t.episode for t in starts("past")},
            history={} if "again" in found else {t.episode: t.place for t in starts("history")},
            general={t.sentence for t in starts("general")},
            asked={t.sentence for t in starts("asking")},
            happening={t.sentence for name in ("happening", "again") for t in starts(name)},
            clauses=clauses,
        )

    def _said(self, tokens: list[_Token], context: _Context) -> dict[str, list[_Hit]]:
        """Find what is said, by concept, and not taken back."""
        heavy = [token for token in tokens if token.word not in self._light]
        streams = ((heavy, self._concepts), (tokens, self._literal))
        found = [(hit, stream) for stream, patterns in streams for hit in _hits(stream, patterns)]
        # "Not peed" is a sign; its "not" denies nothing else.
        spent = {token.place for hit, _ in found if hit.pattern.denying for token in hit.tokens}
        context = context._replace(denials=context.denials - spent)
        said: dict[str, list[_Hit]] = {}
        plain = context.is_plain
        for hit, stream in found:
            # But of what it denies nothing else is said: "no sweat" is no sweating.
            within = not hit.pattern.denying and spent.issuperset(token.place for token in hit.tokens)
            if not within and (plain or not _taken_back(hit, stream, context)):
                said.setdefault(hit.pattern.concept, []).append(hit)
        return said

    def _earning(
        self, sign: Sign | None, said: dict[str, list[_Hit]], concept: str, context: _Context
    ) -> list[_Hit]:
        """Give the hits that earn a sign, or the name that is said and not only asked about; none if not."""
        if sign:
            return _occurring(sign, said)
        return [
            hit
            for hit in said[concept]
            if self._is_happening(hit, context) and not self._part_of_other_name(hit, said)
        ][:1]

    def _is_happening(self, name: _Hit, context: _Context) -> bool:
        """Tell whether what is named is happening or feared, and not only asked about or talked about."""
        sentence = name.tokens[0].sentence
        alone = context.clauses[name.tokens[0].clause] == len(name.tokens)
        return sentence not in context.asked and (sentence in context.happening or context.is_brief or alone)

    def _part_of_other_name(self, name: _Hit, said: dict[str, list[_Hit]]) -> bool:
        """Tell whether a name is only a part of a longer one: "stroke" in "heat stroke"."""
        names = (hit for rule in self._book.alarms for hit in said.get(_name_concept(rule), ()))
        return any(set(name.tokens) < set(hit.tokens) for hit in names)


def compile_alarms(book: AlarmBook, normaliser: Normaliser) -> AlarmTables:
    """Compile all ways to say things into runs of stems."""
    light = frozenset(book.language.light)
    denials = frozenset(map(normaliser.stem, book.language.denials))
    language = [
        (name, way)
        for name in book.language.__struct_fields__
        if name != "light"
        for way in getattr(book.language, name)
    ]
    ways = [(concept, way) for concept, listed in book.concepts.items() for way in listed]
    ways += [(_name_concept(rule), name) for rule in book.alarms for name in rule.names]

    def compiled(listed: list[tuple[str, str]], passed_over: frozenset[str]) -> Drawers:
        # All at once, a run a line, so that the normaliser reads them in one go.
        lines = iter(normaliser.lines(run for _, way in listed for run in way.split(_GAP)))
        stems = _Stems(passed_over)
        table: dict[str, list[Pattern]] = {}
        for concept, way in listed:
            runs = tuple(tuple(filter(None, map(stems.of, next(lines)))) for _ in way.split(_GAP))
            exact = way.removeprefix(_EXACT) if way.startswith(_EXACT) else ""
            if all(runs):
                denying = any(stem in denials for run in runs for stem in run)
                table.setdefault(runs[0][0], []).append(Pattern(concept, runs, exact, denying))
        return put_away(table)

    return AlarmTables(
        concepts=compiled([way for way in ways if not _is_literal(way[1], light)], light),
        literal=compiled([way for way in ways if _is_literal(way[1], light)], frozenset()),
        language=compiled(language, frozenset()),
    )


def alarm_words(book: AlarmBook) -> Iterator[str]:
    """Yield the texts whose words the rules know."""
    for ways in book.concepts.values():
        yield from ways
    for rule in book.alarms:
        yield from rule.names


def _is_literal(way: str, light: frozenset[str]) -> bool:
    """Tell whether a way of several words comes down to one without the light ones."""
    words = way.split()
    return len(words) > 1 and sum(word not in light for word in words) <= 1


class _Stems(dict[str, str]):
    """Stems by word, empty for marks and light words; a word is looked at once."""

    def __init__(self, light: frozenset[str]) -> None:
        super().__init__(dict.fromkeys(light, ""))

    def of(self, form: Form) -> str:
        stem = self.get(form.word)
        if stem is None:
            stem = self[form.word] = _stem_of(form) if _is_word(form) else ""
        return stem


def _stem_of(form: Form) -> str:
    return _ANY_YEAR if _YEAR.fullmatch(form.word) else form.stem


def _is_word(form: Form) -> bool:
    return form.word[0].isalnum()


def _hits(tokens: list[_Token], patterns: Patterns) -> Iterator[_Hit]:
    stems = tuple(token.stem for token in tokens)
    present = set(stems)
    for start, token in enumerate(tokens):
        for pattern in patterns[token.stem] or ():
            # Most ways to say a thing begin like this one and go on otherwise.
            if pattern.runs[-1][-1] not in present or (pattern.exact and token.written != pattern.exact):
                continue
            end = _end_of(pattern.runs, stems, start)
            if end and tokens[end - len(pattern.runs[-1])].sentence == token.sentence:
                yield _Hit(pattern, start, end, tokens[start:end])


def _end_of(runs: tuple[tuple[str, ...], ...], stems: tuple[str, ...], start: int) -> int:
    """Give where runs of stems that begin here end, or 0 if they do not occur here."""
    at = start
    for run in runs:
        size = len(run)
        last = at if at == start else at + WIDEST_GAP
        while stems[at : at + size] != run:
            at += 1
            if at > last:
                return 0
        at += size
    return at


def _is_taken_back(token: _Token, tokens: list[_Token], context: _Context) -> bool:
    """Tell whether a word by itself is taken back."""
    pattern = Pattern("", ((token.stem,),), "", denying=False)
    hit = _Hit(pattern, token.place, token.place + 1, [token])
    return token.place in context.denials or _taken_back(hit, tokens, context)


def _taken_back(hit: _Hit, tokens: list[_Token], context: _Context) -> bool:
    """Tell whether a hit is long past, said of people at large, an idiom, said to be fine, or denied."""
    first, last = hit.tokens[0], hit.tokens[-1]
    if first.episode in context.past or first.sentence in context.general:
        return True
    if first.place >= context.history.get(first.episode, first.place + 1):
        return True
    if any(token.place in context.idioms for token in hit.tokens):
        return True
    behind = tokens[hit.end : hit.end + FINE_REACH]
    if any(token.place in context.fine and token.clause == last.clause for token in behind):
        return True
    before = tokens[max(hit.start - DENIAL_REACH, 0) : hit.start]
    inside = () if hit.pattern.denying else hit.tokens[1:]
    return any(t.place in context.denials and t.clause == first.clause for t in (*before, *inside))


def _occurring(sign: Sign, said: dict[str, list[_Hit]]) -> list[_Hit]:
    """Give one hit for each part of a sign, or none if a part is missing or something excludes it."""
    if any(concept in said for concept in sign.unless):
        return []
    hits = []
    for part in sign.all:
        found = next((said[concept][0] for concept in part.split(_OR) if concept in said), None)
        if found is None:
            return []
        hits.append(found)
    return hits


def _name_concept(rule: AlarmRule) -> str:
    return f"name of {rule.id}"


def _alarm(rule: AlarmRule, hits: list[_Hit]) -> Alarm:
    words = (
        token.written for hit in sorted(hits, key=lambda hit: hit.tokens[0].place) for token in hit.tokens
    )
    return Alarm(rule, tuple(dict.fromkeys(words)))
