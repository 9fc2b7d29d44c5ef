"""A command line is one call: in this process, through the installed script, or on a real terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pytest_regressions.file_regression import FileRegressionFixture
from typer.testing import CliRunner

from crampcli import store
from crampcli.api import Knowledge
from crampcli.cli import app

CASES = Path(__file__).parent / "cases"
GOOD = Path(__file__).parent / "knowledge" / "good"
SCRIPT = Path(sys.executable).with_name("cramp")


BUNDLED = Knowledge(store.read_folder(store.bundled_folder()))
ask = cache(BUNDLED.ask)
"""Thousands of phrases are asked by several tests each; the answer does not change."""


class Outcome(NamedTuple):
    """What a call printed and how it ended."""

    stdout: str
    stderr: str
    code: int

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.stdout)


class Case(NamedTuple):
    """A phrase of our own, the id of the topic or alarm that it means or "none", and what it tests.

    Where two topics would be right, ``expect`` names both: "jaw-cramps or tooth-decay".
    """

    phrase: str
    expect: str
    why: str
    beside: str = ""
    """The look-alike that it must be told from, if it tests that."""

    @property
    def right(self) -> list[str]:
        """The ids any of which is right; empty if nothing should be named."""
        return [] if self.expect == "none" else self.expect.split(" or ")


def cases(name: str) -> list[Case]:
    """Read ``tests/cases/NAME.jsonl``."""
    lines = (CASES / f"{name}.jsonl").read_text().splitlines()
    return [Case(**json.loads(line)) for line in lines]


def check_failures(name: str, wrong: Iterable[str], files: FileRegressionFixture) -> None:
    """Compare the phrases that go wrong with ``tests/cases/NAME-known.txt``, which lists those known to.

    One that is mended leaves the list in the same change (``pytest --force-regen``); none joins it unseen.
    """
    files.check("".join(f"{phrase}\n" for phrase in sorted(wrong)), fullpath=CASES / f"{name}-known.txt")


def cramp(*arguments: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Outcome:
    """Call the command line in this process, with stdout as a pipe. Each argument may hold several words."""
    argv = [word for argument in arguments for word in argument.split(" ")]
    result = CliRunner().invoke(app, argv, input=stdin, env=env)
    return Outcome(result.stdout, result.stderr, result.exit_code)


def script(*argv: str, stdin: bytes = b"", **env: str) -> Outcome:
    """Call the installed script in a process of its own."""
    run = subprocess.run(
        [str(SCRIPT), *argv], input=stdin, capture_output=True, env=os.environ | env, check=False
    )
    return Outcome(run.stdout.decode(), run.stderr.decode(), run.returncode)


def on_terminal(*argv: str, columns: int = 80, lines: int = 24, typed: str = "", **env: str) -> Outcome:
    """Call the installed script on a pseudo-terminal of a given size; stdout and stderr come together."""
    import fcntl
    import pty
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    if not typed:
        # What is typed would be echoed; a page is easier to compare without carriage returns.
        settings = termios.tcgetattr(child)
        settings[1] &= ~termios.OPOST
        termios.tcsetattr(child, termios.TCSANOW, settings)
    environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", **os.environ, **env}
    process = subprocess.Popen([str(SCRIPT), *argv], stdin=child, stdout=child, stderr=child, env=environment)
    os.close(child)
    if typed:
        os.write(parent, typed.encode())
    output = b""
    try:
        while chunk := os.read(parent, 65536):
            output += chunk
    except OSError:  # Linux says so when the other end has closed
        pass
    os.close(parent)
    return Outcome(output.decode(), "", process.wait())
