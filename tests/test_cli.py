"""The command line: verbs and phrases, options, streams, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from crampcli import __version__, store
from crampcli.errors import Exit
from crampcli.front import is_verb
from tests.support import GOOD, cramp, on_terminal, script


@pytest.mark.parametrize(
    ("line", "verb", "rule"),
    [
        ("show night-leg-cramps", True, "one id"),
        ("show me how to stop a cramp", False, "more than an id"),
        ("show Me", False, "no id has a capital"),
        ("show", True, "a verb alone is the verb"),
        ("list", True, "no filter"),
        ("list leg cramps", True, "a filter of a word or two"),
        ("list the causes of leg cramps", False, "a sentence is no filter"),
        ("check", True, "checks the bundled knowledge"),
        ("check data/topics", True, "a path"),
        ("check missing.json", True, "a path that is not there is still a path"),
        ("check my leg for a clot", False, "no paths"),
        ("schema topic", True, "a name"),
        ("schema of a cramp", False, "no name"),
        ("help", True, "alone"),
        ("help show", True, "with a verb"),
        ("help my leg", False, "a cry for help is a phrase"),
        ("ask anything at all", True, "takes every word"),
        ("my calf hurts", False, "no verb"),
    ],
)
def test_a_verb_is_one_only_if_the_rest_reads_as_its_arguments(line: str, verb: bool, rule: str) -> None:
    assert is_verb(line.split()) is verb, rule


def test_bare_words_are_ask() -> None:
    assert cramp("my calf seized up in bed") == cramp("ask my calf seized up in bed")


def test_options_may_stand_anywhere() -> None:
    front, end = cramp("--json -n 1 calf cramp in bed"), cramp("calf cramp --json in bed -n 1")
    assert front == end
    assert len(front.json["results"]) == 1
    assert cramp("show night-leg-cramps --json") == cramp("--json show night-leg-cramps")


def test_after_two_dashes_everything_is_words() -> None:
    assert cramp("--json -- calf cramp --json").json["query"]["text"] == "calf cramp --json"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("my calf seized up in bed", Exit.ANSWERED),
        ("cramp", Exit.ANSWERED),
        ("best pizza in town", Exit.NOT_FOUND),
        ("show no-such-topic", Exit.NOT_FOUND),
        ("list nosuchword", Exit.NOT_FOUND),
        ("show", Exit.USAGE),
        ("schema nonsense", Exit.USAGE),
        ("-L de calf cramp", Exit.USAGE),
        ("--color blue calf cramp", Exit.USAGE),
        ("--limit 0 calf cramp", Exit.USAGE),
        ("--no-such-option", Exit.USAGE),
        ("--version", Exit.ANSWERED),
        ("--help", Exit.ANSWERED),
        ("help", Exit.ANSWERED),
        ("list", Exit.ANSWERED),
        (f"check {GOOD}", Exit.ANSWERED),
    ],
)
def test_exit_codes(line: str, code: Exit) -> None:
    outcome = cramp(line)
    assert outcome.code == code
    assert bool(outcome.stderr) == (code != Exit.ANSWERED and line != "best pizza in town")
    if outcome.stderr:
        assert outcome.stdout == ""
        assert outcome.stderr.startswith("cramp: ")


def test_exit_codes_reach_the_shell() -> None:
    assert script("best", "pizza", "in", "town").code == Exit.NOT_FOUND
    assert script("--no-such-option").code == Exit.USAGE
    assert script("leg cramp at night").code == Exit.ANSWERED


def test_a_closed_pipe_ends_quietly() -> None:
    import subprocess

    from tests.support import SCRIPT

    line = f"{SCRIPT} show night-leg-cramps; echo $? >&2"
    run = subprocess.run(["bash", "-c", f"({line}) | true"], capture_output=True, text=True, check=False)
    assert run.stderr.strip() == str(Exit.PIPE_CLOSED)


def test_our_own_fault_is_70_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(store, "load", broken)
    outcome = cramp("leg cramp")
    assert outcome.code == Exit.BUG
    assert "ZeroDivisionError" in outcome.stderr
    assert "CRAMP_DEBUG" in outcome.stderr


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "load", interrupted)
    assert cramp("leg cramp").code == Exit.INTERRUPTED


def test_version() -> None:
    assert cramp("--version").stdout == f"cramp {__version__}\n"
    assert cramp("-V").stdout == f"cramp {__version__}\n"


def test_both_scripts_and_the_module_are_the_same_program() -> None:
    import subprocess
    import sys

    module = subprocess.run(
        [sys.executable, "-m", "crampcli", "-V"], capture_output=True, text=True, check=True
    )
    other = subprocess.run(
        [Path(sys.executable).with_name("crampcli"), "-V"], capture_output=True, text=True, check=True
    )
    assert module.stdout == other.stdout == script("-V").stdout


def test_words_come_from_a_pipe() -> None:
    assert cramp("--json", stdin="calf cramp\nin bed\n").json["query"]["text"] == "calf cramp\nin bed\n"
    assert cramp("--json -", stdin="calf cramp in bed").json["results"][0]["id"] == "night-leg-cramps"


def test_an_empty_pipe_is_an_empty_phrase() -> None:
    assert cramp("--plain", stdin="").code == Exit.USAGE


def test_a_person_is_asked_for_words() -> None:
    outcome = on_terminal(typed="my calf seized up in bed\n")
    assert outcome.code == Exit.ANSWERED
    assert "What troubles you?" in outcome.stdout
    assert "Stretch the calf" in outcome.stdout


def test_nobody_is_asked_under_no_input() -> None:
    outcome = on_terminal("--no-input")
    assert outcome.code == Exit.USAGE
    assert "What troubles you?" not in outcome.stdout


def test_quiet_prints_nothing() -> None:
    assert cramp("-q calf cramp in bed") == ("", "", Exit.ANSWERED)
    assert cramp("-q best pizza in town") == ("", "", Exit.NOT_FOUND)


def test_steps_and_causes_choose_a_part_and_keep_the_emergencies() -> None:
    steps, causes = cramp("--steps calf cramp in bed").stdout, cramp("--causes calf cramp in bed").stdout
    assert "\nStep 1 of 4: " in steps
    assert "\nCause 1 of " not in steps
    assert "\nCause 1 of " in causes
    assert "\nStep 1 of 4: " not in causes
    assert "\nEmergency: " in steps
    assert "\nEmergency: " in causes


def test_explain_says_which_words_earned_the_answer() -> None:
    lines = cramp("--explain charlie horse in my claf, qwertz").stdout.splitlines()
    assert "Read: claf as calf" in lines
    assert any(line.startswith("Word: charlie horse (stem cramp): ") for line in lines)
    assert "Without weight: in, my" in lines
    assert "Unknown to all topics: qwertz" in lines


def test_the_region_is_that_of_the_option_then_the_variable_then_the_locale() -> None:
    line = "--plain calf cramp in bed"
    assert "call 111 in New Zealand" in cramp(f"--region nz {line}", env={"CRAMP_REGION": "GB"}).stdout
    assert "in the United Kingdom" in cramp(line, env={"CRAMP_REGION": "GB", "LANG": "en_US.UTF-8"}).stdout
    assert "call 911 in the United States" in cramp(line, env={"LANG": "en_US.UTF-8"}).stdout
    assert "112 in Europe" in cramp(line, env={"LANG": "C.UTF-8"}).stdout


def test_an_unknown_region_is_told_and_does_not_withhold_the_answer() -> None:
    outcome = cramp("--region XX calf cramp in bed")
    assert outcome.code == Exit.ANSWERED
    assert '"XX"' in outcome.stderr
    assert "112 in Europe" in outcome.stdout


def test_the_pager_is_used_on_a_terminal_only() -> None:
    shown = on_terminal("--pager", "calf cramp in bed", CRAMP_PAGER="sed s/^/PAGED:/")
    assert shown.stdout.startswith("PAGED:")
    assert "PAGED" not in script("--pager", "calf cramp in bed", CRAMP_PAGER="sed s/^/PAGED:/").stdout
    missing = on_terminal("--pager", "calf cramp in bed", CRAMP_PAGER="no-such-pager")
    assert "does not start" in missing.stdout
    assert "Stretch the calf" in missing.stdout


def test_help_names_every_verb_and_each_verb_has_its_own() -> None:
    from crampcli.front import VERBS

    whole = cramp("--help").stdout
    for verb in VERBS:
        if verb != "help":
            assert f"  {verb} " in whole
            assert cramp(f"help {verb}").stdout == cramp(f"{verb} --help").stdout
            assert cramp(f"{verb} -h").code == Exit.ANSWERED


def test_list_is_grouped_and_filtered() -> None:
    every = cramp("list").stdout.splitlines()
    assert any(line == "In sleep: restless-legs: Restless legs when resting in the evening" for line in every)
    assert [line.split(": ")[0] for line in cramp("list sleep").stdout.splitlines()] == [
        "Legs, veins and nerves",
        *["In sleep"] * 14,
    ]
    assert cramp("list WILLIS ekbom").stdout.count("\n") == 1


def test_what_differs_for_those_spoken_of_comes_first() -> None:
    for options in ("--plain", "--color always"):
        text = cramp(f"{options} does my baby need calcium drops").stdout
        assert text.index("Give no calcium unless a doctor prescribed it") < text.index("Call an ambulance")
    assert "In pregnancy: " not in cramp("--plain calf cramp in bed").stdout
