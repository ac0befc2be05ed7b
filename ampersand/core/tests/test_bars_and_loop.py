"""Weekly bars and the loop: what is drawn, what is left open, and that no word breaks out of the picture."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampersand.core import charts
from ampersand.core.charts import Bar, BarSeries, Half, Loop, WeeklyBars

MONDAY = date(2026, 11, 2)
WEEKS = [MONDAY + timedelta(weeks=place) for place in range(12)]
VALUES = st.none() | st.integers(0, 30)
STRENGTHS = st.none() | st.floats(0, 8)
NASTY = '<script>alert("&")</script>'


def series(
    name: str, hand: int | None, values: list[float | None], strengths: list[float | None] | None = None
) -> BarSeries:
    strong = strengths or [None] * len(values)
    return BarSeries(name, hand, tuple(Bar(*one) for one in zip(WEEKS, values, strong, strict=False)))


def test_a_quiet_week_has_a_mark_and_a_missing_one_has_nothing() -> None:
    figure = charts.weekly_bars(WeeklyBars("Rows", (series("Ana", 1, [2, 0, None]),)))
    assert figure.wide.count('class="step"') == 1
    assert figure.wide.count('class="dot"') == 2
    assert [row.cells[0] for row in figure.table] == ["2", "0", "nothing noted"]
    assert {item.text for item in figure.key} == {"Mark on the ground line: a quiet week", "No mark: nothing noted"}
    assert "How hot" not in figure.wide, "no line where nothing may be drawn"


def test_a_missing_week_breaks_the_line_and_a_quiet_one_does_not() -> None:
    line = [4.0, 5.0, None, 3.0, 2.0]
    broken = charts.weekly_bars(WeeklyBars("Rows", (series("Ana", 1, [1, 1, None, 1, 1], line),)))
    whole = charts.weekly_bars(WeeklyBars("Rows", (series("Ana", 1, [1, 1, 0, 1, 1], line),)))
    assert (broken.wide.count('class="line"'), whole.wide.count('class="line"')) == (2, 1)


def test_several_people_stand_beside_each_other_each_with_their_own_mark() -> None:
    two = (series("Ana", 1, [1, 2]), series("Ben", 2, [2, 1]), series("Both", None, [1.5, 1.5]))
    figure = charts.weekly_bars(WeeklyBars("Rows", two))
    assert [item.hand for item in figure.key] == [1, 2, None]
    assert figure.key[2].text == "Plain grey bar: both"
    assert figure.wide.count('data-hand="1"') == figure.wide.count('data-hand="2"') == 1
    assert '<g class="both">' in figure.wide
    assert figure.table[0].cells == ("1", "", "2", "", "1.5", "")


def test_nothing_noted_is_no_picture_and_other_weeks_are_refused() -> None:
    assert charts.weekly_bars(WeeklyBars("Rows", (series("Ana", 1, [None]),), empty_text="Nothing.")).empty
    with pytest.raises(ValueError, match="same weeks"):
        WeeklyBars("Rows", (series("Ana", 1, [1]), series("Ben", 2, [1, 1])))


@given(st.lists(st.tuples(VALUES, STRENGTHS), min_size=1, max_size=12))
def test_bars_stay_within_their_picture(told: list[tuple[int | None, float | None]]) -> None:
    one = series(NASTY, 1, [value for value, _ in told], [strength for _, strength in told])
    figure = charts.weekly_bars(WeeklyBars(NASTY, (one,)))
    for picture in (figure.slim, figure.wide, figure.broad):
        if picture:
            _is_sound(picture)


@given(st.lists(st.text(max_size=90), min_size=2, max_size=6), st.text(max_size=90))
def test_a_loop_of_any_words_is_sound_and_gives_everyone_the_same_room(names: list[str], words: str) -> None:
    halves = tuple(Half(name + NASTY, place, words, NASTY) for place, name in enumerate(names, start=1))
    picture = charts.loop(Loop(NASTY, halves)).picture
    _is_sound(picture)
    sizes = re.findall(r'<rect class="step"[^>]* width="(\S+)" height="(\S+)"', picture)
    assert len(sizes) == 2 * len(names)
    assert len(set(sizes)) == 1
    assert picture.count('class="turn"') == 2 * len(names)


def test_a_loop_is_told_in_the_order_of_the_ring() -> None:
    figure = charts.loop(
        Loop("The storm", (Half("Ana", 1, "alone", "asks again"), Half("Ben", 2, "wrong", "goes quiet")))
    )
    assert figure.sentences[0] == "When Ana feels “alone”, Ana does this: asks again."
    assert figure.sentences[-2:] == ("And so it goes round.", "Neither starts it.")
    with pytest.raises(ValueError, match="two to six"):
        Loop("Alone", (Half("Ana", 1, "x", "y"),))


def _is_sound(picture: str) -> None:
    root = ET.fromstring(picture)
    _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    for rect in root.iter("rect"):
        right, low = (float(rect.attrib[a]) + float(rect.attrib[b]) for a, b in (("x", "width"), ("y", "height")))
        assert float(rect.attrib["y"]) >= 0
        assert right <= width + 1
        assert low <= height
