"""A table kept in drawers is the table that was put away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crampcli.drawers import Table, put_away

TABLES = st.dictionaries(st.text(), st.integers(-5, 5))


@given(TABLES, st.text())
def test_a_table_gives_what_was_put_away(table: dict[str, int], other: str) -> None:
    opened: Table[int] = Table(put_away(table), int)
    assert opened[other] == table.get(other)
    assert {word: opened[word] for word in opened.words()} == table
    assert opened[other] == table.get(other)


@given(TABLES)
def test_the_order_of_a_table_does_not_matter(table: dict[str, int]) -> None:
    turned = dict(reversed(table.items()))
    assert put_away(table) == put_away(turned)
    assert list(put_away(table)) == list(put_away(turned))
