"""What stdout can show: the order in which option, environment and stream decide."""

from __future__ import annotations

import pytest

from crampcli.terminal import ColorChoice, look


@pytest.mark.parametrize(
    ("choice", "env", "is_terminal", "color", "rule"),
    [
        ("auto", {}, True, True, "a terminal has colour"),
        ("auto", {}, False, False, "a pipe has none"),
        ("never", {"FORCE_COLOR": "1"}, True, False, "the option comes first"),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True, "the option comes first, both ways"),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False, "NO_COLOR before FORCE_COLOR"),
        ("auto", {"NO_COLOR": ""}, True, True, "an empty NO_COLOR says nothing"),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True, "FORCE_COLOR before TERM"),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True, "its other name"),
        ("auto", {"FORCE_COLOR": "0"}, True, False, "forced off"),
        ("auto", {"TERM": "dumb"}, True, False, "a dumb terminal has none"),
    ],
)
def test_color(choice: ColorChoice, env: dict[str, str], is_terminal: bool, color: bool, rule: str) -> None:
    terminal = look(env, is_terminal=is_terminal, encoding="utf-8", size=(80, 24), color=choice)
    assert terminal.color is color, rule


@pytest.mark.parametrize(
    ("env", "is_terminal", "plain_option", "choice", "plain", "rule"),
    [
        ({}, True, False, "auto", False, "a terminal is drawn on"),
        ({}, False, False, "auto", True, "a pipe gets lines"),
        ({}, True, True, "auto", True, "the option"),
        ({"ACCESSIBLE": "1"}, True, False, "auto", True, "a screen reader"),
        ({"ACCESSIBLE": "false"}, True, False, "auto", False, "not a screen reader"),
        ({"ACCESSIBLE": "0"}, True, False, "auto", False, "not a screen reader either"),
        ({}, False, False, "always", False, "who asks for colour wants a page"),
        ({"FORCE_COLOR": "1"}, False, False, "auto", True, "a variable set for other programs does not"),
    ],
)
def test_plain(
    env: dict[str, str], is_terminal: bool, plain_option: bool, choice: ColorChoice, plain: bool, rule: str
) -> None:
    terminal = look(
        env, is_terminal=is_terminal, encoding="utf-8", size=(80, 24), plain=plain_option, color=choice
    )
    assert terminal.plain is plain, rule


@pytest.mark.parametrize(
    ("encoding", "unicode"), [("utf-8", True), ("cp1252", True), ("ascii", False), (None, False)]
)
def test_glyphs(encoding: str | None, unicode: bool) -> None:
    assert look({}, is_terminal=True, encoding=encoding, size=(80, 24)).unicode is unicode
