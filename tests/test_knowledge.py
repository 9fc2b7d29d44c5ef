"""The bundled knowledge beyond ``cramp check``: codes that exist, and what must stand in it."""

from __future__ import annotations

import pytest
import simple_icd_10_cm as icd

from crampcli.api import Knowledge

FIRST_SIX = {
    "night-leg-cramps",
    "sleep-leg-kicks",
    "hypnic-jerks",
    "restless-legs",
    "foot-cramps",
    "calcium-deficiency",
}


def test_the_first_topics_are_there(knowledge: Knowledge) -> None:
    assert set(knowledge.topics) >= FIRST_SIX


def test_icd_codes_exist_by_the_names_given(knowledge: Knowledge) -> None:
    for topic in knowledge.topics.values():
        assert topic.codes.icd10cm, topic.id
        for entry in topic.codes.icd10cm:
            assert icd.is_valid_item(entry.code), f"{topic.id}: {entry.code}"
            assert icd.get_description(entry.code) == entry.name, f"{topic.id}: {entry.code}"


@pytest.mark.parametrize(
    ("topic_id", "part", "word", "claim"),
    [
        ("sleep-leg-kicks", "causes", "dream", "the article: dreams make legs kick"),
        ("sleep-leg-kicks", "causes", "stress", "the article: nerves and stress"),
        ("sleep-leg-kicks", "causes", "calcium", "the article: kicks mean calcium lack"),
        ("sleep-leg-kicks", "causes", "cold", "the article: cold"),
        ("night-leg-cramps", "causes", "cold", "the article: cold"),
        ("night-leg-cramps", "causes", "overload", "the article: overload and fatigue"),
        ("night-leg-cramps", "causes", "sweat", "the article: lost salt"),
        ("night-leg-cramps", "causes", "calcium", "the article: low calcium"),
        ("night-leg-cramps", "causes", "quilt", "the article: quilt on the feet"),
        ("night-leg-cramps", "causes", "stress", "the article: nerves and stress"),
        ("night-leg-cramps", "myths", "lactic", "the article: lactic acid"),
        ("night-leg-cramps", "myths", "six times", "the article: six times body weight"),
        ("night-leg-cramps", "myths", "massage", "the article: vigorous massage"),
        ("night-leg-cramps", "relief", "towards your shin", "the article: raise the toes"),
        ("foot-cramps", "myths", "big toe", "the article: pull the big toe"),
        ("calcium-deficiency", "myths", "bab", "the article: calcium for babies"),
        ("calcium-deficiency", "causes", "teenager", "the article: calcium for teenagers"),
    ],
)
def test_every_claim_of_the_article_is_answered(
    topic_id: str, part: str, word: str, claim: str, knowledge: Knowledge
) -> None:
    text = str(getattr(knowledge.topics[topic_id], part)).lower()
    assert word in text, claim


def test_no_claim_that_studies_speak_against_leads_a_list(knowledge: Knowledge) -> None:
    for topic in knowledge.topics.values():
        grades = [cause.evidence for cause in topic.causes]
        if "contradicted" in grades:
            first = grades.index("contradicted")
            assert set(grades[first:]) == {"contradicted"}, topic.id
