"""Sets of numbers as bits: they hold what was put in, in parts and joined again."""

from hypothesis import given
from hypothesis import strategies as st

from ampersand.directory.rules import bitmaps
from ampersand.directory.rules.bitmaps import PART, Members

numbers = st.sets(st.integers(0, 3 * PART), max_size=40)


@given(numbers)
def test_what_was_put_in_comes_out_in_order_whole_or_in_parts(held: set[int]) -> None:
    made = bitmaps.holding(held)
    assert list(bitmaps.numbers(made)) == sorted(held)
    assert bitmaps.joined(bitmaps.parted(made).items()) == made
    members = Members(made)
    assert {number for number in range(0, 3 * PART, 997) if number in members} == held & set(range(0, 3 * PART, 997))


@given(numbers, st.integers(0, 3 * PART))
def test_one_number_is_put_in_and_taken_out(held: set[int], number: int) -> None:
    parts = bitmaps.parted(bitmaps.holding(held))
    part = number // PART
    for holds in (True, False):
        parts[part] = bitmaps.changed(parts.get(part, b""), number, holds=holds)
        assert (number in set(bitmaps.numbers(bitmaps.joined(parts.items())))) is holds


@given(numbers, numbers)
def test_cut_and_joined_like_sets(one: set[int], other: set[int]) -> None:
    both = [bitmaps.holding(one), bitmaps.holding(other)]
    assert set(bitmaps.numbers(bitmaps.common(both))) == one & other
    assert set(bitmaps.numbers(bitmaps.either(both))) == one | other
