"""What a phrase is answered with, through the library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crampcli import store
from crampcli.api import Knowledge
from crampcli.errors import PhraseError, UnknownTopicError
from crampcli.lookup import LONGEST_PHRASE
from tests.support import Case, cases

CASES = cases("topics")
BUNDLED = Knowledge(store.read_folder(store.bundled_folder()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.phrase)
def test_the_right_topic_is_first(case: Case, knowledge: Knowledge) -> None:
    answer = knowledge.ask(case.phrase)
    first = answer.results[0].id if answer.results else "none"
    assert first == case.expect, case.why
    assert (answer.status == "none") == (case.expect == "none")


def test_no_case_is_a_topics_own_phrase(knowledge: Knowledge) -> None:
    own = {phrase.casefold() for topic in knowledge.topics.values() for phrase in topic.phrases}
    assert not own & {case.phrase.casefold() for case in CASES}


@pytest.mark.parametrize("topic_id", sorted(BUNDLED.topics))
def test_a_topics_own_phrases_and_names_lead_to_it(topic_id: str, knowledge: Knowledge) -> None:
    topic = knowledge.topics[topic_id]
    lost = []
    for phrase in (topic.title, *topic.phrases):
        ids = [match.id for match in knowledge.ask(phrase).results]
        if topic_id not in ids:
            lost.append(phrase)
    assert not lost


def test_alike_topics_are_both_named_when_the_phrase_fits_both(knowledge: Knowledge) -> None:
    answer = knowledge.ask("cramp")
    assert answer.status == "unsure"
    assert {"night-leg-cramps", "foot-cramps"} <= {match.id for match in answer.results}


def test_matched_words_are_the_words_that_were_typed(knowledge: Knowledge) -> None:
    answer = knowledge.ask("Charlie horse in my CALF")
    assert answer.results[0].matched == ("charlie horse", "calf")


def test_a_misspelled_word_is_repaired_and_told(knowledge: Knowledge) -> None:
    answer = knowledge.ask("cramp in my claf")
    assert [(repair.written, repair.read) for repair in answer.query.repaired] == [("claf", "calf")]
    assert answer.results[0].id == "night-leg-cramps"


@pytest.mark.parametrize("word", ["best", "town", "cold", "rest", "table", "calf", "why", "but"])
def test_a_known_word_is_never_repaired(word: str, knowledge: Knowledge) -> None:
    assert knowledge.ask(f"cramp {word}").query.repaired == ()


def test_what_is_denied_counts_for_nothing(knowledge: Knowledge) -> None:
    answer = knowledge.ask("my legs kick in sleep, no tingling")
    assert answer.query.negated == ("tingling",)
    assert all("tingling" not in match.matched for match in answer.results)


@pytest.mark.usefixtures("example")
def test_equal_scores_are_ordered_by_id() -> None:
    answer = Knowledge.load().ask("will not bend or turn")
    ranked = [(-match.score, match.id) for match in answer.results]
    assert ranked == sorted(ranked)


def test_limit_names_fewer_topics(knowledge: Knowledge) -> None:
    assert len(knowledge.ask("cramp", limit=1).results) == 1


@pytest.mark.parametrize("phrase", ["", "   ", "\n\t", "?!", "\u200b"])
def test_an_empty_phrase_is_refused(phrase: str, knowledge: Knowledge) -> None:
    with pytest.raises(PhraseError, match="empty"):
        knowledge.ask(phrase)


def test_a_book_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(PhraseError, match="100000 characters"):
        knowledge.ask("x" * 100_000)
    knowledge.ask("cramp " * (LONGEST_PHRASE // 6))


def test_an_unknown_topic_names_the_nearest(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownTopicError) as caught:
        knowledge.topic("night-leg-cramp")
    assert "night-leg-cramps" in caught.value.hint


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=300))
def test_any_phrase_is_answered_or_refused_as_empty(phrase: str) -> None:
    try:
        answer = BUNDLED.ask(phrase)
    except PhraseError:
        assert not any(char.isalnum() for char in phrase)
    else:
        assert answer.status in {"match", "unsure", "none"}
        assert (answer.status == "none") == (not answer.results)
        assert (answer.notice is not None) == (answer.status == "none")


def test_the_same_phrase_gets_the_same_answer() -> None:
    again = Knowledge(store.read_folder(store.bundled_folder()))
    for case in CASES:
        assert again.ask(case.phrase) == BUNDLED.ask(case.phrase)


@pytest.mark.parametrize(
    ("phrase", "groups"),
    [
        ("does my 3 month old need calcium", ("baby",)),
        ("my kid has leg cramps at night", ("child",)),
        ("calf cramp and I am expecting", ("pregnant",)),
        ("grandma gets cramps in bed", ("older",)),
        ("calf cramp in bed", ()),
    ],
)
def test_it_is_heard_of_whom_a_phrase_speaks(
    phrase: str, groups: tuple[str, ...], knowledge: Knowledge
) -> None:
    assert knowledge.ask(phrase).query.groups == groups
