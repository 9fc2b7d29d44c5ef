"""The documents tell the truth: screens as printed, commands that exist, examples that run."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import crampcli
from crampcli import api
from crampcli.front import VERBS
from tests.support import cramp, on_terminal

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
SCREENS = re.findall(r"```console\n\$ cramp ([^\n]+)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("line", "page"), SCREENS, ids=[line for line, _ in SCREENS])
def test_a_screen_in_the_readme_is_what_is_printed(line: str, page: str) -> None:
    printed = on_terminal(*line.split(), NO_COLOR="1").stdout
    assert page == printed


def test_the_readme_shows_a_screen_of_each_kind() -> None:
    assert [cramp(f"--json {line}").json["status"] for line, _ in SCREENS] == [
        "match",
        "unsure",
        "alarm",
        "none",
    ]


def test_every_command_stands_in_the_readme() -> None:
    for verb in VERBS:
        assert f"`cramp {verb}" in README or f"or `cramp {verb}" in README


def test_every_option_stands_in_the_readme() -> None:
    for option in re.findall(r"--[a-z-]+", cramp("--help").stdout):
        if option not in {"--help", "--version"}:
            assert option in README, option


def test_every_grade_stands_in_the_readme() -> None:
    from crampcli.render.words import EVIDENCE

    for grade, shown in EVIDENCE.items():
        assert f"| {grade} | {shown} |" in README


@pytest.mark.parametrize("module", [crampcli, api], ids=lambda module: module.__name__)
def test_examples_in_docstrings_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


def test_links_between_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
