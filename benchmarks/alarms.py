"""How many emergencies are heard, and how often wolf is cried; every miss and false alarm by name.

Run: python benchmarks/alarms.py [FOLDER] - the project's own cases, and a folder of labelled phrases if there
is one: emergencies.jsonl (text, alarm), near-misses.jsonl, questions.jsonl, out-of-scope.jsonl (text).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from crampcli import Knowledge

CASES = Path(__file__).parents[1] / "tests" / "cases" / "alarms.jsonl"


def rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def heard(knowledge: Knowledge, phrase: str) -> list[str]:
    if not any(char.isalnum() for char in phrase):
        return []
    return [alarm.id for alarm in knowledge.ask(phrase).alarms]


def recall(knowledge: Knowledge, name: str, phrases: Iterable[tuple[str, str]]) -> None:
    by_alarm: dict[str, list[bool]] = defaultdict(list)
    for phrase, expected in phrases:
        found = heard(knowledge, phrase)
        by_alarm[expected].append(bool(found))
        if not found:
            print(f"  missed {expected}: {phrase}")
    for alarm, hits in sorted(by_alarm.items()):
        if not all(hits):
            print(f"  {alarm}: {sum(hits)} of {len(hits)}")
    every = [hit for hits in by_alarm.values() for hit in hits]
    print(f"{name}: {sum(every)} of {len(every)} emergencies heard ({sum(every) / len(every):.1%})")


def false_alarms(knowledge: Knowledge, name: str, phrases: Iterable[str]) -> None:
    listed = list(phrases)
    cried = {phrase: found for phrase in listed if (found := heard(knowledge, phrase))}
    for phrase, found in cried.items():
        print(f"  false {', '.join(found)}: {phrase}")
    print(f"{name}: {len(cried)} of {len(listed)} raise an alarm ({len(cried) / len(listed):.1%})")


def main(folder: Path | None) -> None:
    knowledge = Knowledge.load_bundled()
    cases = rows(CASES)
    recall(knowledge, "own cases", ((c["phrase"], c["expect"]) for c in cases if c["expect"] != "none"))
    false_alarms(knowledge, "own cases", (c["phrase"] for c in cases if c["expect"] == "none"))
    if folder is None:
        return
    labelled = [row for row in rows(folder / "emergencies.jsonl") if not row["alarm"].startswith("other")]
    recall(knowledge, "emergencies", ((row["text"], row["alarm"]) for row in labelled))
    forum = [row for row in labelled if row["style"] == "forum"]
    recall(knowledge, "of these, forum wording", ((row["text"], row["alarm"]) for row in forum))
    for name in ("near-misses", "questions", "out-of-scope"):
        false_alarms(knowledge, name, (row["text"] for row in rows(folder / f"{name}.jsonl")))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
