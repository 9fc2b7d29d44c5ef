"""``cramp check``: each rule finds its bad example and nothing else; the good one passes them all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crampcli import check
from tests.support import GOOD, cramp

BAD = GOOD.parent / "bad"
RULES = {
    "shape",
    "json",
    "file-name",
    check.REACHABLE,
    *check.TOPIC_SENSE,
    *check.TOGETHER,
    *check.TOPIC_HOUSE,
    *(name for _, name in check.BASE_SENSE),
    *(name for _, name in check.BASE_HOUSE),
}


def laid_over_good(rule: str, folder: Path) -> Path:
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    shutil.copytree(BAD / rule, folder, dirs_exist_ok=True)
    return folder


def test_the_good_example_passes_every_rule() -> None:
    report = check.check_folder(GOOD, house=True)
    assert report.problems == ()
    assert len(report.checked) == 9


def test_every_rule_has_a_bad_example() -> None:
    assert {folder.name for folder in BAD.iterdir()} == RULES


@pytest.mark.parametrize("rule", sorted(RULES - {check.REACHABLE}))
def test_a_rule_finds_its_bad_example_and_nothing_else(rule: str, tmp_path: Path) -> None:
    problems = check.check_folder(laid_over_good(rule, tmp_path), house=True).problems
    assert {problem.rule for problem in problems} == {rule}
    for problem in problems:
        assert Path(problem.file).is_file()
        assert problem.wrong
        assert problem.right


def test_a_topic_that_only_its_very_words_find_is_not_reachable(tmp_path: Path) -> None:
    problems, reach = check.check_reach(laid_over_good(check.REACHABLE, tmp_path))
    assert [(problem.rule, Path(problem.file).stem) for problem in problems] == [
        (check.REACHABLE, "stiff-knee")
    ]
    assert reach.phrases == 50
    assert reach.three < 50
    good, all_found = check.check_reach(GOOD)
    assert good == ()
    assert all_found.three == 50


def test_all_faults_of_shape_are_told_at_once(tmp_path: Path) -> None:
    problems = check.check_folder(laid_over_good("shape", tmp_path), house=True).problems
    assert {(problem.field, problem.wrong, problem.right) for problem in problems} == {
        (
            "group",
            "is missing",
            'add "group": one of belly, cramps, head, legs, minerals, muscles, other, sleep',
        ),
        ("sumary", "is not a field of this format", 'did you mean "summary"?'),
        (
            "causes[0].evidence",
            'is "sure"',
            "write one of: contradicted, moderate, plausible, strong, weak",
        ),
        ("relief[0].steps[1].seconds", "is text", "write a whole number"),
    }


@pytest.mark.parametrize("rule", sorted(check.TOPIC_HOUSE))
def test_other_peoples_knowledge_need_not_keep_the_house_rules(rule: str, tmp_path: Path) -> None:
    assert check.check_folder(laid_over_good(rule, tmp_path), house=False).problems == ()


def test_one_file_is_checked_beside_the_bundled_knowledge(tmp_path: Path) -> None:
    file = tmp_path / "stiff-knee.json"
    shutil.copy(GOOD / "topics" / "stiff-knee.json", file)
    outcome = cramp(f"check {file}")
    assert "stuck-elbow" in outcome.stdout
    assert 'names the source "example-health", which does not exist' in outcome.stdout
    assert outcome.code == 1


def test_the_bundled_knowledge_is_sound() -> None:
    outcome = cramp("check")
    assert outcome.stdout.splitlines()[-1].endswith(" checked, 0 problems found")
    assert outcome.code == 0


def test_an_empty_folder_holds_no_knowledge(tmp_path: Path) -> None:
    assert [problem.rule for problem in check.check([tmp_path]).problems] == ["not-empty"]


@pytest.mark.parametrize("way", ["one =legs", "=one leg"])
def test_the_sign_for_the_very_word_is_refused_where_it_would_mean_nothing(way: str, tmp_path: Path) -> None:
    text = (GOOD / "alarms.json").read_text()
    assert '"kneecap"' in text
    (tmp_path / "alarms.json").write_text(text.replace('"kneecap"', f'"{way}"', 1))
    [problem] = check.check_file(tmp_path / "alarms.json").problems
    assert problem.wrong == f'is "{way}"'
