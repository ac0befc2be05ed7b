"""The strip of meetings: one column each, the gap by number where it is wide, and the same in words and as a table."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.core.charts import Column, Strip, strip

FIRST = date(2026, 9, 3)
PEOPLE = (("Ana", 1), ("Ben", 2))
SCORES = st.none() | st.floats(0, 10).map(lambda score: round(score, 2))


def chart(*scores: tuple[float | None, ...], wide: float = 3) -> Strip:
    columns = tuple(Column(FIRST + timedelta(weeks=week), one) for week, one in enumerate(scores))
    return Strip("How the meetings were", PEOPLE, columns, wide, low=6, low_label="Dotted line: low")


def test_a_wide_gap_carries_its_number_and_a_small_one_does_not() -> None:
    figure = strip(chart((9, 5.25), (8, 7)))
    assert re.findall(r'class="strong"[^>]*>([^<]+)<', figure.wide) == ["3.8"]
    assert figure.wide.count('class="gap"') == 2
    assert [row.apart for row in figure.table] == ["3.75", "1"]
    assert "Ana from 9 to 8." in figure.label


def test_who_did_not_rate_has_no_mark_and_no_gap() -> None:
    figure = strip(chart((9, None), (None, None)))
    assert figure.wide.count('class="dot"') == 1
    assert 'class="gap"' not in figure.wide
    assert [row.cells for row in figure.table] == [("9", ""), ("", "")]
    assert "Ben, no answers yet." in figure.label


def test_nothing_rated_is_said_and_not_drawn() -> None:
    figure = strip(chart())
    assert figure.empty
    assert figure.wide == ""


def test_equal_ratings_stand_side_by_side_so_that_both_are_seen() -> None:
    figure = strip(chart((8, 8)))
    assert 'class="gap"' not in figure.wide
    circle = re.search(r'cx="([\d.]+)"', figure.wide)
    square = re.search(r'<rect class="dot" x="([\d.]+)"', figure.wide)
    assert circle
    assert square
    assert float(square[1]) > float(circle[1]) + 5


def test_a_strip_that_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="one rating, or None"):
        chart((9,))
    with pytest.raises(ValueError, match="end above its start"):
        Strip("x", PEOPLE, (), 3, bottom=1, top=1)


@given(st.lists(st.tuples(SCORES, SCORES), max_size=40))
def test_every_strip_is_a_picture_within_its_edges(scores: list[tuple[float | None, ...]]) -> None:
    figure = strip(chart(*scores))
    for picture in (figure.broad, figure.wide, figure.slim):
        if not picture:
            assert figure.empty
            continue
        root = ElementTree.fromstring(picture)
        wide = float(root.attrib["viewBox"].split()[2])
        for mark in root.iter("circle"):
            assert 0 < float(mark.attrib["cx"]) < wide
            assert 0 < float(mark.attrib["cy"]) < 230
    assert len(figure.table) == len(scores)
