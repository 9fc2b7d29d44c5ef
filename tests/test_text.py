"""The normaliser: tables for its rules, properties for everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crampcli import store
from crampcli.model import Lexicon
from crampcli.text import Normaliser, printable, tokens

LEXICON = store.read(store.bundled_folder() / "lexicon.json", Lexicon)
NORMALISER = Normaliser(LEXICON)
SAYINGS = [say for rewrite in LEXICON.rewrites for say in rewrite.say]

anything = st.text(max_size=200)
words = st.lists(
    st.sampled_from([*SAYINGS, *LEXICON.fillers[:20], "calf", "legs", "no", "but", ",", "."]), max_size=12
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("My CALF hurts", ["my", "calf", "hurts"], "case is dropped"),
        ("can't", ["cant"], "apostrophes close up"),
        ("can\u2019t", ["cant"], "typographic apostrophes too"),
        ("cr\u00e4mp", ["cramp"], "accents are dropped"),
        ("\uff43\uff41\uff4c\uff46", ["calf"], "compatibility forms are unified"),
        ("pins-and-needles", ["pins", "and", "needles"], "hyphens separate"),
        ("pain, but no", ["pain", ",", "but", "no"], "clause marks stay"),
        ("\u043d\u043e\u0433\u0430", ["\u043d\u043e\u0433\u0430"], "other scripts are words"),
        ("[red]x[/]", ["red", "x"], "markup is no markup"),
        ("", [], "nothing is nothing"),
    ],
)
def test_tokens(text: str, expected: list[str], rule: str) -> None:
    assert tokens(text) == expected, rule


@pytest.mark.parametrize(
    ("text", "stems", "rule"),
    [
        ("why do my legs kick", ["leg", "kick"], "fillers carry no weight"),
        ("charlie horses in my calves", ["cramp", "calf"], "lay words are rewritten, in any ending"),
        ("I keep falling asleep", ["fallingasleep"], "the longest rewrite wins"),
        ("legs kick, no swelling", ["leg", "kick"], "what is denied is set aside"),
        ("no swelling but my calf cramps", ["calf", "cramp"], "a denial ends with its clause"),
        ("no swelling or redness in calf", [], "a denial reaches over what follows"),
        ("cramp 3 or 4", ["cramp"], "numbers carry no weight"),
    ],
)
def test_read(text: str, stems: list[str], rule: str) -> None:
    assert [word.stem for word in NORMALISER.read(text).words] == stems, rule


def test_denied_words_are_told() -> None:
    assert NORMALISER.read("no fever, my calf is cramping").negated == ("fever",)


@given(anything | words)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = NORMALISER.normalise(text)
    assert NORMALISER.normalise(once) == once


@given(anything | words)
def test_case_and_spacing_change_nothing(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore").decode()
    spaced = "  ".join(ascii_text.split())
    assert NORMALISER.read(spaced.upper()).words == NORMALISER.read(spaced.lower()).words
    assert NORMALISER.read(f" {spaced}\t").words == NORMALISER.read(spaced).words


@given(st.lists(anything | words, max_size=5))
def test_many_are_read_as_one_by_one(texts: list[str]) -> None:
    one_by_one = [frozenset(word.stem for word in NORMALISER.read(text).words) for text in texts]
    assert NORMALISER.stems_of(texts) == one_by_one


@given(anything)
def test_printable_text_is_one_line_without_control_characters(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert "\x1b" not in shown
    assert printable(shown) == shown
