"""Two bands without names: whose is whose cannot be told from the picture, its words or its table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.core.charts import Figure, Nearness, nearness

SINCE, TODAY = date(2026, 9, 1), date(2026, 11, 25)
shares = st.tuples(st.floats(0, 1), st.floats(0, 1))


def drawn(then: tuple[float, float], now: tuple[float, float]) -> Figure:
    return nearness(Nearness("How near each other you see it", SINCE, TODAY, then, now))


@given(shares, shares)
def test_it_is_the_same_picture_whoever_comes_first_and_even_when_they_crossed(then, now):
    figure = drawn(then, now)
    assert figure == drawn(then[::-1], now[::-1]) == drawn(then, now[::-1])
    assert "data-hand" not in figure.slim + figure.wide
    assert "nan" not in figure.slim


@given(st.floats(0.02, 0.98))
def test_an_exact_result_cannot_be_read_from_it(share):
    rough = round(share * 20) / 20
    assert drawn((share, 0.5), (0.5, 0.5)).slim == drawn((rough, 0.5), (0.5, 0.5)).slim


def test_the_words_and_the_table_say_what_the_picture_shows():
    figure = drawn((0.1, 0.9), (0.55, 0.6))
    assert figure.label == (
        "How near each other you see it. 1 September 2026: far apart, one in the upper half, one in the lower."
        " Now: near each other, both in the upper half."
    )
    assert [(row.when, *row.cells) for row in figure.table] == [
        ("1 September 2026", "far apart", "one in the upper half, one in the lower"),
        ("Now", "near each other", "both in the upper half"),
    ]
    assert figure.slim.count('class="gap"') == 1, "where the bands touch there is no room between them"


def test_a_share_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="share of the scale"):
        drawn((1.2, 0.5), (0.5, 0.5))
