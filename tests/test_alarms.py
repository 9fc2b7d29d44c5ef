"""No emergency passes as a home remedy, and no cramp is cried wolf over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from crampcli import store
from crampcli.alarms import AlarmBell
from crampcli.errors import Exit
from crampcli.model import AlarmRule
from crampcli.text import Normaliser
from tests.support import BUNDLED, GOOD, ask, cases, check_failures, cramp, on_terminal, script

BASE = store.read_folder(store.bundled_folder())
BELL = AlarmBell(BASE.alarms, Normaliser(BASE.lexicon))
RULES = {rule.id: rule for rule in BASE.alarms.alarms}
CASES = cases("alarms")


def raised(phrase: str) -> list[str]:
    return [alarm.id for alarm in ask(phrase).alarms]


def test_every_case_is_answered_but_for_the_known_misses(file_regression: FileRegressionFixture) -> None:
    wrong = {case.phrase for case in CASES if bool(raised(case.phrase)) != (case.expect != "none")}
    check_failures("alarms", wrong, file_regression)


def test_the_rates_do_not_slip() -> None:
    urgent = [case for case in CASES if case.expect != "none"]
    calm = [case for case in CASES if case.expect == "none"]
    missed = [case for case in urgent if not raised(case.phrase)]
    false = [case for case in calm if raised(case.phrase)]
    assert len(missed) / len(urgent) <= 0.03
    assert len(false) / len(calm) <= 0.03


def test_every_alarm_has_cases() -> None:
    assert {case.expect for case in CASES} == {*RULES, "none"}


@pytest.mark.parametrize(
    ("phrase", "alarms", "rule"),
    [
        ("one calf is swollen, hot and red", ["leg-clot"], "a sign"),
        ("both calves swell in the evening", [], "both sides are no clot"),
        ("no chest pain but my arm aches after gardening", [], "denied by clause"),
        ("no fever, crushing chest pain", ["heart-attack"], "a denial ends with its clause"),
        ("not sure if it is a heart attack, chest tight", ["heart-attack"], "not sure denies nothing"),
        ("had a stroke two years ago, now my foot cramps", [], "long past"),
        ("had a stroke in 2011, now my foot cramps", [], "past by year"),
        ("had a stroke two years ago and it came back", ["stroke"], "past, and back"),
        (
            "history of asthma, now I cannot breathe",
            ["breathing"],
            "a history does not take back what is now",
        ),
        ("my dad collapsed and does not answer", ["collapse"], "another person is one too"),
        ("family history of stroke, my toes cramp", [], "another person's history is not"),
        ("what causes heart attacks", [], "a name asked about"),
        ("how to avoid an ectopic pregnancy", [], "a name asked about"),
        ("what causes sudden crushing chest pain with sweating", ["heart-attack"], "a sign asked about"),
        ("dying of boredom", [], "an idiom"),
        ("stroke of genius", [], "an idiom"),
        ("heat stroke after the race and he is confused", ["heat-stroke"], "heat stroke is no stroke"),
        ("my child had a siezure", ["seizure"], "a misspelling that is sure"),
        ("cant breath", ["breathing"], "a common misspelling"),
        ("throwing up blod", ["gut-bleed"], "a misspelling of a short word"),
        ("bladder is working normally, back pain", [], "said to be fine"),
        ("pee is not brown, muscles ache after the gym", [], "denied inside the sign"),
    ],
)
def test_language(phrase: str, alarms: list[str], rule: str) -> None:
    found = raised(phrase)
    assert found[:1] == alarms[:1], rule
    assert bool(found) == bool(alarms), rule


@pytest.mark.parametrize("rule", BASE.alarms.alarms, ids=lambda rule: rule.id)
def test_each_example_raises_its_alarm(rule: AlarmRule) -> None:
    assert rule.id in raised(rule.example)


def test_a_topics_own_phrase_raises_no_alarm_but_those_of_its_own_care_lines(
    file_regression: FileRegressionFixture,
) -> None:
    wrong = {
        phrase
        for topic in BASE.topics.values()
        for phrase in topic.phrases
        if not set(raised(phrase)) <= {care.alarm for care in topic.care}
    }
    check_failures("alarms-own-phrases", wrong, file_regression)


HARMLESS = [
    "please help",
    "i am a 40 year old teacher from leeds",
    "thank you so much",
    "what should i do",
    "we live near the sea",
    "it began after lunch",
    "my cat is called tom",
    "also my toes cramp at night",
]
"""Sentences without a denial, a past or an exclusion."""


@settings(max_examples=150)
@given(
    st.sampled_from(BASE.alarms.alarms),
    st.lists(st.sampled_from(HARMLESS), max_size=3),
    st.lists(st.sampled_from(HARMLESS), max_size=3),
)
def test_words_added_around_an_alarm_keep_it_raised(
    rule: AlarmRule, before: list[str], after: list[str]
) -> None:
    phrase = ". ".join([*before, rule.example, *after])
    assert rule.id in {alarm.id for alarm in BELL.raised(phrase)}


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_can_be_listened_to(text: str) -> None:
    BELL.raised(text)


@pytest.mark.parametrize(
    "options", ["", "--json", "--quiet", "--limit 1", "--steps", "--causes", "--plain", "-n 1 -q"]
)
def test_no_option_hides_an_alarm(options: str) -> None:
    line = f"{options} one calf is swollen hot and red".strip()
    assert cramp(line).code == Exit.ALARM


def test_a_broken_file_of_ones_own_hides_no_alarm(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "mine.json").write_text("{")
    home = {"CRAMP_HOME": str(tmp_path)}
    alarm = cramp("crushing chest pain and sweating", env=home)
    assert alarm.code == Exit.ALARM
    assert "Possible heart attack" in alarm.stdout
    assert "mine.json" in alarm.stderr
    assert cramp("leg cramp at night", env=home).code == Exit.USAGE


def test_an_own_topic_hides_no_alarm(tmp_path: Path) -> None:
    topic = (GOOD / "topics" / "stiff-knee.json").read_text()
    topic = topic.replace("my knee will not bend", "crushing chest pain and sweating")
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "stiff-knee.json").write_text(topic)
    assert cramp("crushing chest pain and sweating", env={"CRAMP_HOME": str(tmp_path)}).code == Exit.ALARM


def test_a_long_text_hides_no_alarm() -> None:
    filler = "and so on " * 4_000
    assert cramp("--json", stdin=f"{filler}. my toddler drank bleach. {filler}").code == Exit.ALARM


def test_json_tells_level_steps_and_the_numbers_of_the_region() -> None:
    document = cramp("--json --region AU my toddler drank some bleach").json
    assert document["status"] == "alarm"
    alarm = document["alarms"][0]
    assert (alarm["id"], alarm["level"]) == ("poisoning-overdose", "call")
    assert alarm["do"]
    assert "make them vomit." in alarm["not"]
    assert [number["number"] for number in alarm["line"]] == ["13 11 26"]
    assert document["region"]["ambulance"][0]["number"] == "000"
    assert {"drank", "bleach"} <= set(alarm["matched"])


def test_the_most_pressing_alarm_comes_first_and_the_others_are_named() -> None:
    lines = cramp("--plain i took 40 paracetamol tablets to end my life").stdout.splitlines()
    assert lines[0].startswith("Alarm: Emergency: Possible poisoning")
    assert any(line.startswith("Also: Talk to someone now: ") for line in lines)


def test_a_page_says_it_calls_it_and_fits_24_lines() -> None:
    for rule in BASE.alarms.alarms:
        page = on_terminal(*rule.example.split(), NO_COLOR="1", CRAMP_REGION="GB").stdout.splitlines()
        assert len(page) <= 23, rule.id
        assert any("999" in line for line in page[: 8 if rule.level == "helpline" else 5]), rule.id
        assert any(line.startswith(" 1 ") for line in page[:9]), rule.id


def test_who_thinks_of_suicide_is_not_shouted_at() -> None:
    page = on_terminal("i", "want", "to", "end", "my", "life", CRAMP_REGION="GB").stdout
    assert "EMERGENCY" not in page
    assert "\x1b[1;31m" not in page
    assert "116 123" in "\n".join(page.splitlines()[:5])


def test_without_a_region_crisis_lines_are_named_with_their_places() -> None:
    page = script("i", "want", "to", "end", "my", "life").stdout
    regions = {region.id: region for region in BUNDLED.regions}
    for number, code in (
        ("988", "US"),
        ("988", "CA"),
        ("116 123", "GB"),
        ("116 123", "IE"),
        ("13 11 14", "AU"),
    ):
        assert number in page
        assert number in {entry.number for entry in regions[code].crisis}, code


def test_the_alarms_can_be_listed_and_read() -> None:
    listed = cramp("alarms").stdout.splitlines()
    assert len(listed) == len(RULES)
    assert listed[0].startswith("Emergency: ")
    assert len(cramp("--json alarms").json["alarms"]) == len(RULES)
    assert cramp("alarms clot").stdout.count("\n") == 2
    assert "What to do" in on_terminal("alarms", NO_COLOR="1").stdout
    assert "Note the time" in on_terminal("alarms", "stroke", NO_COLOR="1").stdout
    assert cramp("alarms zzz").code == Exit.NOT_FOUND


def test_explain_names_the_words_that_raised_it() -> None:
    assert "Alarm: leg-clot: raised by " in cramp("--explain one calf is swollen hot and red").stdout


@pytest.mark.parametrize(
    ("phrase", "alarm", "rule"),
    [
        (
            "dad stopped the blood thinners, today stabbing when he sucks in air and pink spit",
            "lung-clot",
            "told",
        ),
        # By all their words these two are far more like an emergency than like anything else.
        ("i do not have chest pain or shortness of breath, just a twitching thumb", "", "denied"),
        ("i do not have crushing chest pain or a numb arm, only hiccups", "", "denied"),
        ("RR", "", "one word alone sounds like nothing"),
    ],
)
def test_an_emergency_is_heard_by_likeness_too(phrase: str, alarm: str, rule: str) -> None:
    assert BELL.raised(phrase) == (), "no rule hears it"
    heard = ask(phrase).alarms
    assert [raised.id for raised in heard] == ([alarm] if alarm else []), rule
    assert all(raised.like for raised in heard)


def test_a_rule_needs_no_likeness() -> None:
    (alarm,) = ask("one calf is swollen, hot and red").alarms
    assert alarm.like == ""


def test_what_an_alarm_is_like_is_explained() -> None:
    outcome = cramp(
        "--json --explain dad stopped the blood thinners, today stabbing when he sucks in air and pink spit"
    )
    (alarm,) = outcome.json["alarms"]
    assert alarm["like"]
    assert outcome.code == Exit.ALARM
