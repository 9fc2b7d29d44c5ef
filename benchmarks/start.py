"""How long cramp takes from the shell, against a one-command Typer program on the same Python.

Ratios of medians of interleaved runs: a noisy machine slows both alike.
Run: python benchmarks/start.py [RUNS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

BASELINE = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def say(words: list[str]) -> None:
    print(*words)
app()
"""
PHRASE = ["why", "do", "my", "legs", "kick", "at", "night"]
CASES = {
    "plain": ("1.45", ["--plain", *PHRASE]),
    "json": ("1.45", ["--json", *PHRASE]),
    "drawn": ("1.8", ["--color", "always", *PHRASE]),
    "misspelt, plain": ("-", ["--plain", "charlie", "horse", "in", "my", "claf"]),
    "--version": ("1.1", ["--version"]),
}


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=os.environ | {"COLUMNS": "80"})
    return time.perf_counter() - start


def main(runs: int) -> None:
    cramp = str(Path(sys.executable).with_name("cramp"))
    baseline = [sys.executable, "-c", BASELINE, *PHRASE]
    commands = {name: [cramp, *arguments] for name, (_, arguments) in CASES.items()}
    for command in (baseline, *commands.values()):
        seconds(command)
    print(f"{'case':18} {'ratio':>6} {'budget':>7} {'median':>8}")
    for name, command in commands.items():
        pairs = [(seconds(baseline), seconds(command)) for _ in range(runs)]
        ratio = statistics.median(mine for _, mine in pairs) / statistics.median(base for base, _ in pairs)
        median = statistics.median(mine for _, mine in pairs) * 1000
        print(f"{name:18} {ratio:6.2f} {CASES[name][0]:>7} {median:5.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
