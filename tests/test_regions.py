"""Whose telephone numbers are given."""

from __future__ import annotations

import pytest

from crampcli.api import Knowledge
from crampcli.regions import find_region


@pytest.mark.parametrize(
    ("asked", "env", "found", "rule"),
    [
        ("GB", {"CRAMP_REGION": "US"}, "GB", "the option first"),
        ("gb", {}, "GB", "in any case"),
        ("UK", {}, "GB", "by the name that people use"),
        (None, {"CRAMP_REGION": "NZ", "LANG": "de_DE.UTF-8"}, "NZ", "then the variable"),
        (None, {"LC_ALL": "en_AU.UTF-8", "LANG": "en_US.UTF-8"}, "AU", "then the locale, LC_ALL first"),
        (None, {"LC_MESSAGES": "en_IN", "LANG": "en_US.UTF-8"}, "IN", "LC_MESSAGES before LANG"),
        ("LU", {}, "EU", "a territory without a region of its own belongs to a larger one"),
        (None, {"LANG": "C.UTF-8"}, None, "a locale without territory says nothing"),
        (None, {"LANG": "en"}, None, "nor does a bare language"),
        (None, {}, None, "nothing known"),
        ("XX", {}, None, "an unknown region"),
    ],
)
def test_find_region(
    asked: str | None, env: dict[str, str], found: str | None, rule: str, knowledge: Knowledge
) -> None:
    region = find_region(asked, env, knowledge.regions)
    assert (region.id if region else None) == found, rule


def test_the_same_digits_differ_by_region(knowledge: Knowledge) -> None:
    """111 is advice in the UK and the ambulance in New Zealand; 119 is one in Japan, but not in China."""
    regions = {region.id: region for region in knowledge.regions}
    ambulance = {code: [n.number for n in region.ambulance] for code, region in regions.items()}
    assert "111" in ambulance["NZ"]
    assert "111" not in ambulance["GB"]
    assert "111" in [number.number for number in regions["GB"].advice]
    assert "119" in ambulance["JP"]
    assert "119" not in ambulance["CN"]


def test_at_least_the_eleven_regions_are_there(knowledge: Knowledge) -> None:
    ids = {region.id for region in knowledge.regions}
    assert ids >= {"US", "CA", "GB", "EU", "CN", "AU", "NZ", "IN", "JP", "BR", "ZA"}
