"""A phrase becomes an Answer: how it was read, which topics fit, and how sure that is."""

from __future__ import annotations

from functools import cached_property

from crampcli.alarms import AlarmBell
from crampcli.answer import Alarm, Answer, Match, Query, Reason, Status
from crampcli.errors import PhraseError
from crampcli.index import STRANGER
from crampcli.match import Emergency, Ranker, Ranking, Score
from crampcli.model import GroupName, KnowledgeBase
from crampcli.prepared import load
from crampcli.repair import Speller
from crampcli.text import Normaliser, Reading

LONGEST_PHRASE = 10_000
"""Characters. A phrase is a sentence or two; a whole book is a mistake at the keyboard."""
LONGEST_HEARD = 100_000
"""Characters listened to for an alarm in a text too long to look up: about two seconds' listening."""

MOST_RESULTS = 3
"""So many topics are named if the caller does not say otherwise."""

LEAST_SCORE = 0.02
"""A topic with a smaller share of the evidence is not named beside the best one."""
LEAST_AGAINST_ELSEWHERE = 1.15
"""Nothing is named if the best topic has less than this many times what speaks for what is not ours."""
WORD_FOR_WORD = 0.99
"""Of nearness. What stands among a topic's phrases is named, however little it says ("dropsy")."""
LEAST_EMERGENCY = 2.0
"""Points by which a phrase must be more like an emergency than like anything else to sound like one."""
LEAST_WORDS = 2
"""So many of its words must say so: one word that is told in no other company ("RR") is no emergency."""
LEAST_MARGIN = 0.4
"""If the second topic has this share of what the first has, both are named as possible."""

NOT_UNDERSTOOD = (
    "I do not know what this is. If a symptom worries you, ask a doctor, a nurse or a pharmacist; "
    "if it is sudden or severe, call your emergency number."
)
NOT_COVERED = (
    "This is outside what I know. Ask a pharmacist, a nurse or a doctor, or look at your national health "
    "service's pages; if it is sudden or severe, call your emergency number."
)


class Lookup:
    """Answers phrases from one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        prepared = load(base)
        literal = Normaliser(base.lexicon, prepared.rewrites)
        self._normaliser = Normaliser(base.lexicon, prepared.synonyms)
        self._ranker = Ranker(prepared.index)
        self._alarm_rules = {rule.id: rule for rule in base.alarms.alarms}
        self._bell = AlarmBell(base.alarms, literal, prepared.alarms)
        self._speller = Speller(prepared.vocabulary, prepared.uses, self._normaliser)

    def ask(self, phrase: str, *, limit: int = MOST_RESULTS) -> Answer:
        """Look a phrase up and name at most ``limit`` topics. Alarms come first, and none is left out.

        Raises ``PhraseError`` if the phrase holds no word, or is longer than ``LONGEST_PHRASE`` and no alarm.
        """
        too_long = len(phrase) > LONGEST_PHRASE
        # Even a text too long to look up is listened to; but thousands of words are not worth mending.
        alarms = self._bell.raised(phrase[:LONGEST_HEARD], None if too_long else self._speller.mend_surely)
        if too_long and not alarms:
            raise PhraseError(
                f"The phrase has {len(phrase)} characters; cramp reads up to {LONGEST_PHRASE}.",
                "Say in a sentence what hurts, where, and when.",
            )
        if not any(char.isalnum() for char in phrase):
            raise PhraseError(
                "There is nothing to look up: the phrase is empty.",
                "Say it in your own words, for example: cramp my calf seized up in bed",
            )
        reading = self._normaliser.read(phrase[:LONGEST_PHRASE], self._speller.mend)
        ranking = self._ranker.rank(reading)
        alarms = alarms or self._sounded(phrase, ranking)
        fit = _status(ranking)
        reason = _reason(ranking, reading) if fit == "none" and not alarms else None
        return Answer(
            query=Query(phrase, self._groups(reading), reading.repaired, reading.negated),
            status="alarm" if alarms else fit,
            alarms=alarms,
            results=tuple(self._match(score) for score in _worth_naming(ranking.scores, fit)[:limit]),
            notice=_NOTICES[reason] if reason else None,
            reason=reason,
            ignored=reading.ignored,
            unknown=ranking.unknown,
        )

    def _sounded(self, phrase: str, ranking: Ranking) -> tuple[Alarm, ...]:
        """Give the alarm that a phrase sounds like, by what is not taken back in it and by sure mendings."""
        if not _sounding(ranking):
            return ()
        standing = self._normaliser.read(self._bell.standing(phrase), self._speller.mend_surely)
        emergency = _sounding(self._ranker.rank(standing))
        if not emergency:
            return ()
        return (Alarm(self._alarm_rules[emergency.alarm_id], emergency.words, emergency.nearest),)

    def _match(self, score: Score) -> Match:
        topic = self._base.topics[score.topic_id]
        return Match(topic, score.score, score.band, score.parts, score.leanings, score.nearest)

    def _groups(self, reading: Reading) -> tuple[GroupName, ...]:
        said = {word.stem for word in reading.words}
        return tuple(name for name, stems in self._group_stems.items() if said & stems)

    @cached_property
    def _group_stems(self) -> dict[GroupName, frozenset[str]]:
        groups = self._base.lexicon.groups.items()
        return {name: frozenset(self._normaliser.stems(words)) for name, words in groups}


_NOTICES: dict[Reason, str] = {"not_understood": NOT_UNDERSTOOD, "not_covered": NOT_COVERED}


def _status(ranking: Ranking) -> Status:
    if not ranking.scores or not ranking.scores[0].parts:
        return "none"
    best, *others = ranking.scores
    elsewhere = sum(ranking.elsewhere.values())
    if best.score < LEAST_AGAINST_ELSEWHERE * elsewhere and best.nearness < WORD_FOR_WORD:
        return "none"
    return "unsure" if others and others[0].score > best.score * LEAST_MARGIN else "match"


def _sounding(ranking: Ranking) -> Emergency | None:
    emergency = ranking.emergency
    if emergency and emergency.points >= LEAST_EMERGENCY and len(emergency.words) >= LEAST_WORDS:
        return emergency
    return None


def _reason(ranking: Ranking, reading: Reading) -> Reason:
    if not reading.words:
        return STRANGER
    return max(ranking.elsewhere, key=lambda reason: ranking.elsewhere[reason])


def _worth_naming(scores: tuple[Score, ...], status: Status) -> tuple[Score, ...]:
    """Keep the topics that are worth naming beside the best one."""
    return () if status == "none" else tuple(score for score in scores if score.score >= LEAST_SCORE)
