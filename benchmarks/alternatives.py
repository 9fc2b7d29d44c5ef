"""Other ways to find the topic of a phrase, each given the same texts, in the same normalised words.

A ``Ranker`` gives for each phrase the scores of the topics: higher is better, not named is none.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

Scores = Mapping[str, float]
Ranker = Callable[[Sequence[str]], list[Scores]]
Texts = Mapping[str, Sequence[str]]
"""By topic id: its title, its other names, and its phrases."""

MOST_RANKED = 61


def rapidfuzz_ranker(texts: Texts, scorer: Callable[..., float]) -> Ranker:
    """``process.extract`` over all texts; a topic scores as its best text."""
    owners = [topic_id for topic_id, listed in texts.items() for _ in listed]
    choices = [text for listed in texts.values() for text in listed]

    def rank(phrases: Sequence[str]) -> list[Scores]:
        ranked = []
        for phrase in phrases:
            found = process.extract(
                phrase, choices, scorer=scorer, processor=utils.default_process, limit=None
            )
            ranked.append(_best_of((owners[at], score) for _, score, at in found))
        return ranked

    return rank


def wratio(texts: Texts) -> Ranker:
    return rapidfuzz_ranker(texts, fuzz.WRatio)


def token_set_ratio(texts: Texts) -> Ranker:
    return rapidfuzz_ranker(texts, fuzz.token_set_ratio)


def fts5(texts: Texts) -> Ranker:
    """SQLite's full-text index with the Porter stemmer and its own BM25, a document a topic."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE topics USING fts5(id UNINDEXED, text, tokenize = 'porter')")
    rows = ((topic_id, "\n".join(listed)) for topic_id, listed in texts.items())
    database.executemany("INSERT INTO topics VALUES (?, ?)", rows)

    def rank(phrases: Sequence[str]) -> list[Scores]:
        ranked: list[Scores] = []
        for phrase in phrases:
            query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", phrase))
            select = "SELECT id, -bm25(topics) FROM topics WHERE topics MATCH ? ORDER BY 2 DESC"
            ranked.append(dict(database.execute(select, [query])) if query else {})
        return ranked

    return rank


def bm25(texts: Texts) -> Ranker:
    """bm25s with a Snowball stemmer, a document a topic."""
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    ids = list(texts)

    def split(listed: Sequence[str]) -> Any:
        return bm25s.tokenize(list(listed), stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(split(["\n".join(listed) for listed in texts.values()]), show_progress=False)

    def rank(phrases: Sequence[str]) -> list[Scores]:
        ranked: list[Scores] = []
        for phrase in phrases:
            words = split([phrase])
            if not any(len(listed) for listed in words.ids):
                ranked.append({})
                continue
            found, scores = index.retrieve(words, k=min(MOST_RANKED, len(ids)), show_progress=False)
            pairs = zip(found[0], scores[0], strict=True)
            ranked.append({ids[at]: float(score) for at, score in pairs if score > 0})
        return ranked

    return rank


def minilm(python: Path, took: list[float]) -> Callable[[Texts], Ranker]:
    """Build a MiniLM ranker that runs under another Python; it puts its seconds a phrase into ``took``."""

    def ranker(texts: Texts) -> Ranker:
        def rank(phrases: Sequence[str]) -> list[Scores]:
            script = Path(__file__).with_name("minilm.py")
            asked = json.dumps({"texts": texts, "phrases": list(phrases)})
            run = subprocess.run(
                [str(python), str(script)], input=asked, capture_output=True, text=True, check=True
            )
            answer = json.loads(run.stdout)
            took.append(answer["seconds"])
            return list(answer["scores"])

        return rank

    return ranker


def _best_of(scores: Any) -> Scores:
    best: dict[str, float] = {}
    for topic_id, score in scores:
        best[topic_id] = max(score, best.get(topic_id, 0.0))
    return best
