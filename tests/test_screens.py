"""Exact pages, drawn on a pseudo-terminal of fixed size without colour.

After a wanted change: pytest tests/test_screens.py --force-regen, then read the difference.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from crampcli import store
from crampcli.lookup import Lookup
from crampcli.model import KnowledgeBase
from crampcli.render import Setting
from crampcli.render.screen import ScreenRenderer
from crampcli.terminal import Terminal
from tests.support import BUNDLED, cramp, on_terminal, script

SCREENS = Path(__file__).parent / "screens"

PAGES = [
    ("match", "my calf seized up in bed"),
    ("kicks", "why do my legs kick at night"),
    ("unsure", "cramp"),
    ("none", "best pizza in town"),
    ("repaired", "charlie horse in my claf"),
    ("steps", "--steps foot cramp"),
    ("causes", "--causes restless legs"),
    ("region", "--region GB my calf seized up in bed"),
    ("list", "list"),
]

EMERGENCIES_ON_A_SCREEN = 3
"""At least, on 24 lines of 80; the heading says how many there are."""


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize(("name", "line"), PAGES, ids=[name for name, _ in PAGES])
def test_page(name: str, line: str, columns: int, file_regression: FileRegressionFixture) -> None:
    page = on_terminal(*line.split(), columns=columns, NO_COLOR="1").stdout
    assert "\x1b" not in page
    assert max(map(len, page.splitlines())) <= columns
    file_regression.check(page, fullpath=SCREENS / f"{name}-{columns}.txt", encoding="utf-8")


def test_whole_topic(file_regression: FileRegressionFixture) -> None:
    page = on_terminal("show", "night-leg-cramps", NO_COLOR="1").stdout
    file_regression.check(page, fullpath=SCREENS / "show-80.txt", encoding="utf-8")


@pytest.mark.parametrize("topic_id", sorted(BUNDLED.topics))
def test_every_topics_answer_fits_24_lines_of_80(topic_id: str) -> None:
    terminal = Terminal(plain=False, color=False, unicode=True, interactive=True, columns=80, lines=24)
    renderer = ScreenRenderer(Setting(BUNDLED.sources, BUNDLED.version), terminal)
    base = store.read_folder(store.bundled_folder())
    topic = BUNDLED.topics[topic_id]
    only = Lookup(_alone(base, topic_id)).ask(topic.title)
    # A title may itself be an alarm; here it is the topic's page that is looked at.
    lines = renderer.answer(msgspec.structs.replace(only, status="match", alarms=())).splitlines()
    # One line is the prompt's.
    assert len(lines) <= 23
    # Above them stands at most what differs for a baby or in pregnancy.
    assert any(line.startswith(" 1 ") for line in lines[:8]), "the steps come first"
    signs = [care.sign for care in topic.care if care.level == "emergency"]
    shown = [sign for sign in signs if any(sign in line for line in lines)]
    assert shown == signs[: len(shown)], "the first emergencies stay"
    assert len(shown) >= min(len(signs), EMERGENCIES_ON_A_SCREEN)


def _alone(base: KnowledgeBase, topic_id: str) -> KnowledgeBase:
    """Leave nothing in the knowledge that could compete with a topic."""
    nothing: dict[str, dict[str, tuple[str, ...]]] = {"not_covered": {}, "strangers": {}}
    only = {topic_id: base.topics[topic_id]}
    return msgspec.structs.replace(base, topics=only, elsewhere=nothing, emergencies={})


def test_the_stretch_stands_in_the_first_eight_lines() -> None:
    page = on_terminal("my", "calf", "seized", "up", "in", "bed", NO_COLOR="1").stdout.splitlines()
    assert any("towards your shin" in line for line in page[:8])


def test_colour_adds_nothing_but_colour() -> None:
    line = ("my", "calf", "seized", "up", "in", "bed")
    drawn, bare = on_terminal(*line).stdout, on_terminal(*line, NO_COLOR="1").stdout
    assert "\x1b[" in drawn
    assert re.sub(r"\x1b\[[0-9;]*m", "", drawn) == bare


def test_only_headings_and_markers_are_heavy() -> None:
    lines = on_terminal("my", "calf", "seized", "up", "in", "bed").stdout.splitlines()
    assert re.fullmatch(r"\x1b\[1m[^\x1b]+\x1b\[0m", lines[0])
    steps = [line for line in lines if " 1 " in line]
    assert steps
    for line in steps:
        assert re.fullmatch(r"\x1b\[1m 1 \x1b\[0m[^\x1b]+", line)
    for line in lines:
        assert not re.search(r"Emergency if [^\x1b]", line), "only the marker is red"


def test_glyphs_follow_the_encoding() -> None:
    assert "\u2022" in on_terminal("my", "calf", "seized", "in", "bed", NO_COLOR="1").stdout
    ascii_page = on_terminal(
        "my", "calf", "seized", "in", "bed", NO_COLOR="1", PYTHONIOENCODING="ascii"
    ).stdout
    assert ascii_page.isascii()


@pytest.mark.parametrize(
    "line", ["my calf seized up in bed", "cramp", "best pizza", "show restless-legs", "list"]
)
def test_a_pipe_gets_plain_labelled_lines(line: str) -> None:
    text = script(*line.split()).stdout
    assert text.isascii()
    assert text == cramp(f"--plain {line}").stdout
    assert all(re.match(r"[A-Z][^:]{0,60}: \S", row) for row in text.splitlines())


def test_accessible_asks_for_plain_lines_on_a_terminal() -> None:
    line = ("my", "calf", "seized", "up", "in", "bed")
    assert on_terminal(*line, ACCESSIBLE="1").stdout == script(*line).stdout
    assert on_terminal(*line, ACCESSIBLE="0", NO_COLOR="1").stdout == on_terminal(*line, NO_COLOR="1").stdout


def test_a_taller_terminal_shows_more() -> None:
    line = ("my", "calf", "seized", "up", "in", "bed")
    tall = on_terminal(*line, lines=60, NO_COLOR="1").stdout
    assert "of 11)" not in tall
    assert len(tall.splitlines()) > len(on_terminal(*line, NO_COLOR="1").stdout.splitlines())
