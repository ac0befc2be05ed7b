"""The roadmap: paths of stepping stones, the same in a table and in a sentence."""

import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from ampersand.core.charts import Lane, Roadmap, Stand, Stop, roadmap

PAUSE = Lane(
    "We call a pause",
    date(2026, 7, 20),
    (
        Stop(date(2026, 8, 20), (Stand(1, "Ana", -1), Stand(2, "Ben", -1))),
        Stop(date(2026, 9, 8)),
        Stop(date(2026, 9, 22), (Stand(1, "Ana", 1), Stand(2, "Ben", 0))),
    ),
)
GREET = Lane("We greet <each> other", date(2026, 8, 10), (), date(2026, 11, 11), "Reached")
TODAY = date(2026, 11, 25)


def drawn(*lanes: Lane) -> ElementTree.Element:
    figure = roadmap(Roadmap("Our goals", lanes, TODAY))
    assert ElementTree.fromstring(figure.slim).get("viewBox", "").startswith("0 0 340 ")
    return ElementTree.fromstring(figure.wide)


def test_each_look_back_has_its_stones_and_each_person_their_own_mark_and_path() -> None:
    picture = drawn(PAUSE)
    beds = list(picture.iter("ellipse"))
    assert len(beds) == 4, "the start, one that both stand on, and two"
    assert len(list(picture.iter("circle"))) == 2
    assert len(list(picture.iter("rect"))) == 2
    paths = {one.get("data-hand"): list(one.iter("path")) for one in picture.iter("g") if one.find("path") is not None}
    assert set(paths) == {"1", "2"}


def test_the_ground_dips_for_a_setback_and_the_key_says_so() -> None:
    assert "c3 0 3 9" in roadmap(Roadmap("Our goals", (PAUSE,), TODAY)).wide
    assert "c3 0 3 9" not in roadmap(Roadmap("Our goals", (GREET,), TODAY)).wide
    key = [item.text for item in roadmap(Roadmap("Our goals", (PAUSE,), TODAY)).key]
    assert key == ["Ana", "Ben", "Dotted line: what we hope for", "Dip in the ground: it did not happen yet"]


def test_words_and_table_say_the_same_as_the_picture() -> None:
    figure = roadmap(Roadmap("Our goals", (PAUSE, GREET), TODAY))
    assert "Ana better than we hoped on 22 September 2026." in figure.label
    assert "Reached, 11 November 2026." in figure.label
    assert [row.cells[1] for row in figure.table] == [
        "It began", "It began", "Ana: about where it began; Ben: about where it began", "It did not happen yet",
        "Ana: better than we hoped; Ben: where we hoped to be", "Reached",
    ]  # fmt: skip


def test_words_of_people_are_words_and_no_markup() -> None:
    assert "&lt;each&gt;" in roadmap(Roadmap("Our goals", (GREET,), TODAY)).wide


def test_without_goals_there_is_an_invitation_and_no_picture() -> None:
    figure = roadmap(Roadmap("Our goals", (), TODAY))
    assert figure.empty
    assert not figure.wide
    assert "A path begins" in figure.empty_text


@st.composite
def lanes(draw: st.DrawFn) -> Lane:
    began = draw(st.dates(date(2026, 1, 1), TODAY))
    later = st.dates(began, TODAY)
    stands = st.lists(st.builds(Stand, st.integers(1, 6), st.just("Ana"), st.integers(-2, 2)), max_size=4).map(tuple)
    stops = draw(st.lists(st.builds(Stop, later, stands), max_size=5))
    ordered = tuple(sorted(stops, key=lambda stop: stop.on))
    return Lane(draw(st.text(max_size=60)), began, ordered, draw(st.none() | later), "Parked")


@given(st.lists(lanes(), max_size=4))
def test_whatever_happened_the_drawing_is_whole(some: list[Lane]) -> None:
    figure = roadmap(Roadmap("Our goals", tuple(some), TODAY))
    for one in (figure.slim, figure.wide):
        if one:
            wide = float(ElementTree.fromstring(one).get("viewBox", "").split()[2])
            spots = [float(x) for x in re.findall(r'c?x="(-?[\d.]+)"', one)]
            assert all(-30 <= x <= wide + 30 for x in spots)
