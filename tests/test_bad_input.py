"""Bad input of every kind: a message that names it, a hint that helps, and its exit code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crampcli.errors import Exit
from tests.support import GOOD, cramp, script

TOPIC = (GOOD / "topics" / "stiff-knee.json").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message", "hint", "code"),
    [
        ([""], "phrase is empty", "for example", Exit.USAGE),
        (["   "], "phrase is empty", "for example", Exit.USAGE),
        (["?!..."], "phrase is empty", "for example", Exit.USAGE),
        (["x" * 100_000], "has 100000 characters", "in a sentence", Exit.USAGE),
        (["show", "restless-leg"], 'no topic "restless-leg"', "restless-legs", Exit.NOT_FOUND),
        (["show", "zzz"], 'no topic "zzz"', "cramp list", Exit.NOT_FOUND),
        (["list", "zzz"], "zzz", "cramp list", Exit.NOT_FOUND),
        (["--frobnicate", "leg"], "--frobnicate", "cramp --help", Exit.USAGE),
        (["my", "leg", "-x"], "-x", "after --", Exit.USAGE),
        (["schema", "zzz"], '"zzz"', "answer", Exit.USAGE),
        (["--limit", "many", "leg"], "--limit", "cramp --help", Exit.USAGE),
        (["-L", "xx", "leg"], '"xx"', "en", Exit.USAGE),
        (["--color", "pink", "leg"], '"pink"', "always", Exit.USAGE),
    ],
)
def test_the_message_names_it_and_the_hint_helps(
    arguments: list[str], message: str, hint: str, code: Exit
) -> None:
    outcome = script(*arguments)
    said, advised = outcome.stderr.split("\n\n", 1)
    assert message in said
    assert hint in advised
    assert outcome.code == code
    assert outcome.stdout == ""


def test_under_json_an_error_is_a_document_too() -> None:
    outcome = script("--json", "")
    assert outcome.code == Exit.USAGE
    assert outcome.json["status"] == "error"
    assert "empty" in outcome.json["notice"]
    assert outcome.json["results"] == outcome.json["alarms"] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": "stiff-knee",', "is not JSON"),
        (b"", "the file is empty"),
        (b"[]", "is a list; write an object in braces"),
        (TOPIC.replace(b"A knee", b"Un gen\xe9"), "is not JSON"),
        (TOPIC.replace(b'"legs"', b'"knees"'), 'group: is "knees"; write one of: '),
        (TOPIC.replace(b'"title"', b'"titel"'), 'title: is missing; add "title"'),
        (TOPIC.replace(b"stiff-knee", b"stiff-neck"), "but the file is called stiff-knee.json"),
    ],
    ids=["broken", "empty", "a list", "not UTF-8", "unknown group", "unknown field", "other name"],
)
def test_an_own_file_that_cannot_be_read_is_named_with_field_and_correction(
    content: bytes, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "topics" / "stiff-knee.json"
    file.parent.mkdir()
    file.write_bytes(content)
    for line in ("leg cramp", "list", "show night-leg-cramps"):
        outcome = cramp(line, env={"CRAMP_HOME": str(tmp_path)})
        assert outcome.code == Exit.USAGE
        assert str(file) in outcome.stderr
        assert message in outcome.stderr
        assert "cramp check" in outcome.stderr
    checked = cramp("check", env={"CRAMP_HOME": str(tmp_path)})
    assert checked.code == Exit.NOT_FOUND
    assert message in checked.stdout


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_an_unreadable_file(tmp_path: Path) -> None:
    file = tmp_path / "topics" / "stiff-knee.json"
    file.parent.mkdir()
    file.write_bytes(TOPIC)
    file.chmod(0)
    outcome = cramp("leg cramp", env={"CRAMP_HOME": str(tmp_path)})
    assert "cannot be read (Permission denied)" in outcome.stderr
    assert outcome.code == Exit.USAGE


def test_a_folder_in_a_files_place_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "topics" / "stiff-knee.json").mkdir(parents=True)
    outcome = cramp("leg cramp", env={"CRAMP_HOME": str(tmp_path)})
    assert "cannot be read (Is a directory)" in outcome.stderr
    assert outcome.code == Exit.USAGE


def test_a_broken_bundled_file_is_our_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from crampcli import store

    monkeypatch.setattr(store, "bundled_folder", lambda: tmp_path)
    outcome = cramp("leg cramp")
    assert outcome.code == Exit.BUG
    assert "please report it" in outcome.stderr


def test_an_own_topic_is_found_and_takes_the_place_of_a_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "stiff-knee.json").write_bytes(TOPIC)
    (tmp_path / "sources.json").write_bytes((GOOD / "sources.json").read_bytes())
    home = {"CRAMP_HOME": str(tmp_path)}
    assert cramp("--json my knee will not bend", env=home).json["results"][0]["id"] == "stiff-knee"
    own = TOPIC.replace(b'"stiff-knee"', b'"foot-cramps"')
    (tmp_path / "topics" / "foot-cramps.json").write_bytes(own)
    assert cramp("show foot-cramps", env=home).stdout.startswith("Topic: A knee that will not bend")


@pytest.mark.parametrize("options", [[], ["--color", "always"], ["--json"]], ids=["plain", "drawn", "json"])
def test_control_characters_and_markup_in_a_phrase_reach_no_terminal(options: list[str]) -> None:
    outcome = script(
        *options,
        "--explain",
        "calf\x07 cramp in bed at night woke me \x1b[31m \x1bkrampf [red]x[/] \u202e\x1b]0;title\x07",
    )
    assert outcome.code == Exit.ANSWERED
    assert "Stretch the calf" in outcome.stdout
    for hostile in ("\x07", "\u202e", "\x1b[31m", "\x1b]", "\x1bk"):
        assert hostile not in outcome.stdout


def test_bytes_that_are_no_text_are_read_as_well_as_can_be() -> None:
    outcome = script(stdin=b"calf cramp in bed \xff\xfe")
    assert outcome.code == Exit.ANSWERED
    assert "Stretch the calf" in outcome.stdout
