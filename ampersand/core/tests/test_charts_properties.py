"""Whatever people answer, and whenever: nothing leaves the picture, nothing covers a label, nothing is lost."""

import re
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from ampersand.core.charts import Cut, Point, Series, Trajectory, sparkline, trajectory
from ampersand.core.charts.place import Box, crosses, spread
from ampersand.core.charts.text import shorten, width, wrap
from ampersand.core.charts.ticks import date_ticks, value_ticks

COORDINATES = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d"}
few = settings(max_examples=settings.default.max_examples // 3)

names = st.one_of(
    st.sampled_from(["Ana", "Ben", "Chloé", "Maximiliane-Theodora von und zu Hohenstein", "חנה", "<b>Ben</b>", "小林"]),
    st.text(max_size=30),
)
days = st.integers(0, 730).map(lambda n: date(2026, 3, 2) + timedelta(days=n))
scores = st.one_of(st.none(), st.integers(0, 27), st.floats(0, 27).map(lambda x: round(x, 2)))
points = st.lists(st.builds(Point, days, scores), max_size=30, unique_by=lambda point: point.on).map(tuple)
weekly = st.lists(scores, max_size=60).map(
    lambda values: tuple(Point(date(2026, 3, 2) + timedelta(days=7 * n), v) for n, v in enumerate(values))
)


@st.composite
def charts(draw):
    people = draw(st.integers(1, 4))
    series = tuple(Series(draw(names), hand + 1, draw(st.one_of(points, weekly))) for hand in range(people))
    return Trajectory(
        title=draw(st.text(min_size=1, max_size=20)),
        series=series,
        low=0,
        high=27,
        cut=draw(st.none() | st.builds(Cut, st.floats(0, 27), st.just("From this line: likely"), st.booleans())),
        no_change=draw(st.none() | st.floats(0.5, 12)),
        expected=tuple(draw(st.lists(days, max_size=8))),
        width=draw(st.sampled_from([480, 700, 1000])),
    )


def pictures(figure):
    return [ElementTree.fromstring(svg) for svg in (figure.slim, figure.wide, figure.broad) if svg]


def text_box(node):
    x, y, long = float(node.get("x")), float(node.get("y")), width(node.text or "")
    left = {"end": x - long, "middle": x - long / 2}.get(node.get("text-anchor"), x)
    return Box(left, y - 12, left + long, y + 3)


def spots(root):
    for node in root.iter():
        for across, down in (("x", "y"), ("cx", "cy"), ("x1", "y1"), ("x2", "y2")):
            if node.get(across):
                yield float(node.get(across)), float(node.get(down))
        if node.tag == "rect":
            yield (
                float(node.get("x")) + float(node.get("width")),
                float(node.get("y")) + float(node.get("height")),
            )
        if node.tag == "path" and "H" not in node.get("d"):
            for across, down in re.findall(r"([-\d.]+) ([-\d.]+)", node.get("d")):
                yield float(across), float(down)


@few
@given(charts())
def test_everything_stays_inside_the_picture(chart):
    for root in pictures(trajectory(chart)):
        _, _, wide, high = map(float, root.get("viewBox").split())
        assert all(0 <= x <= wide and 0 <= y <= high for x, y in spots(root))
        boxes = [text_box(node) for node in root.iter("text")]
        assert all(box.left >= 0 and box.right <= wide and box.top >= 0 and box.bottom <= high for box in boxes)


@few
@given(charts())
def test_no_label_covers_another(chart):
    for root in pictures(trajectory(chart)):
        for one, two in combinations([text_box(node) for node in root.iter("text")], 2):
            assert not one.meets(two)


@few
@given(charts())
def test_every_answer_is_in_the_table_and_the_rest_says_not_answered(chart):
    figure = trajectory(chart)
    for person, series in enumerate(chart.series):
        cells = [row.cells[person] for row in figure.table if row.cells[person] not in ("", "not answered")]
        in_order = sorted(series.points, key=lambda point: point.on)
        assert sorted(cells) == sorted(chart.words.number(p.value) for p in in_order if p.value is not None)
    assert [row.on for row in figure.table] == sorted(row.on for row in figure.table)
    assert all(len(row.cells) == len(chart.series) for row in figure.table)


@few
@given(charts())
def test_a_picture_is_plain_deterministic_and_named(chart):
    figure = trajectory(chart)
    assert figure == trajectory(chart)
    for root in pictures(figure):
        assert root.get("role") == "img"
        assert root.get("aria-label") == root.find("title").text
        assert not {"style", "id", "onclick"} & {name for node in root.iter() for name in node.attrib}
        numbers = [value for node in root.iter() for name, value in node.attrib.items() if name in COORDINATES]
        assert not any(re.search(r"\.\d\d", value) for value in numbers)


@few
@given(weekly)
def test_a_gap_breaks_the_line_exactly_where_an_answer_is_missing(answers):
    figure = trajectory(Trajectory("Mood", (Series("Ana", 1, answers),), 0, 27))
    if figure.empty:
        return
    given_or_not = "".join("." if point.value is None else "x" for point in answers)
    expected = [len(run) - 1 for run in given_or_not.split(".") if len(run) > 1]
    drawn = [
        n.get("d").count("L") for n in ElementTree.fromstring(figure.slim).iter("path") if n.get("class") == "line"
    ]
    assert drawn == expected


@few
@given(st.lists(st.none() | st.floats(-50, 50), max_size=20), st.integers(1, 4))
def test_a_sparkline_stays_in_its_line_of_text(values, hand):
    drawn = sparkline(values, hand, "up <and> down")
    if drawn:
        assert all(0 <= x <= 80 and 0 <= y <= 24 for x, y in spots(ElementTree.fromstring(drawn)))


@given(st.lists(st.floats(0, 200), min_size=1, max_size=5))
def test_labels_spread_as_little_as_they_can(wanted):
    wanted.sort()
    placed = spread(wanted, 18, 0, 240)
    assert all(two - one >= 18 - 1e-6 for one, two in pairwise(placed))
    assert placed[0] >= 0
    assert placed[-1] <= 240
    if all(two - one >= 18 for one, two in pairwise(wanted)):
        assert all(abs(one - two) < 1e-6 for one, two in zip(placed, wanted, strict=True))


@given(st.floats(-100, 100), st.floats(0.1, 1000))
def test_the_scale_has_round_steps(low, long):
    ticks = value_ticks(low, low + long)
    assert 2 <= len(ticks) <= 6
    assert all(low - 1e-6 <= tick <= low + long + 1e-6 for tick in ticks)
    step = ticks[1] - ticks[0]
    assert f"{step:e}"[0] in "125"


@given(days, st.integers(1, 3000), st.sampled_from([220, 550, 900]))
def test_the_days_named_under_a_chart_do_not_touch(first, long, room):
    words = Trajectory("x", (Series("Ana", 1),), 0, 1).words
    last = first + timedelta(days=long)
    ticks = date_ticks(first, last, [first, last], room, room + 14, words)
    assert ticks
    for (one, name), (two, other) in pairwise(ticks):
        assert two - one > (width(name) + width(other)) / 2
    assert ticks[-1][0] + width(ticks[-1][1]) / 2 <= room + 14


def test_value_ticks_of_the_scales_we_ship():
    assert value_ticks(0, 27) == (0, 5, 10, 15, 20, 25)
    assert value_ticks(0, 21) == (0, 5, 10, 15, 20)
    assert value_ticks(1, 5) == (1, 2, 3, 4, 5)
    assert value_ticks(10, 50) == (10, 20, 30, 40, 50)
    assert value_ticks(0, 161) == (0, 50, 100, 150)


@given(st.text(max_size=60), st.floats(20, 200))
def test_words_fit_their_room(text, room):
    assert width(shorten(text, room)) <= room
    assert all(width(line) <= room for line in wrap(text, room))


def test_a_line_through_a_box_crosses_it():
    box = Box(10, 10, 20, 20)
    assert crosses(box, (0, 15, 30, 15))
    assert crosses(box, (0, 0, 30, 30))
    assert not crosses(box, (0, 0, 30, 5))
    assert not crosses(box, (0, 19, 9, 25))
