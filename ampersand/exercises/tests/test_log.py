"""A log gathers what was written of one exercise, with its numbers over time, for its writer alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.exercises.actions import writing
from ampersand.exercises.rules.week import Week, week_of
from ampersand.exercises.tests import stories
from tests.cast import Cast


def write(cast: Cast, words: dict[int, str], weeks: int) -> None:
    """Ana writes in her trigger log so many weeks ago."""
    by = cast.viewer(cast.ana)
    with clock.past(clock.now() - timedelta(weeks=weeks)):
        page = writing.begin(by=by, case_id=cast.couple.pk, exercise_id="X03")
        writing.keep(by=by, page_id=page.pk, words=words, version=1)
        writing.finish(by=by, page_id=page.pk)


def test_her_triggers_gather_with_how_hot_it_got_and_nobody_else_finds_them(cast: Cast) -> None:
    stories.going_on(cast)
    log, ana = reverse("exercises:log", args=[cast.couple.pk, "X03"]), cast.client(cast.ana)
    assert "Nothing here yet" in ana.get(log).content.decode()
    write(cast, {1: "A door slammed.", 5: "8"}, 3)
    write(cast, {1: "The phone at supper.", 5: "5"}, 1)
    page = ana.get(log).content.decode()
    assert page.index("The phone at supper.") < page.index("A door slammed.")
    assert "How hot did it get" in page
    assert "<svg" in page
    assert "A door slammed." not in cast.client(cast.ben).get(log).content.decode()
    assert cast.client(cast.dana).get(log).status_code == 404


def test_her_week_begins_with_her_numbers_and_goes_out_in_her_own_words(cast: Cast) -> None:
    stories.going_on(cast)
    log, ana, ben = reverse("exercises:log", args=[cast.couple.pk, "X03"]), cast.client(cast.ana), cast.client(cast.ben)
    write(cast, {1: "He slammed the door.", 5: "9"}, 2)
    write(cast, {1: "The phone at supper.", 5: "5"}, 0)
    write(cast, {1: "A late train.", 5: "8"}, 0)
    page = ana.get(log).content.decode()
    assert "I wrote something down 2 times this week. At its hottest it was 8 of 10, and 6.5 on average." in page
    shelf = reverse("exercises:shelf", args=[cast.couple.pk])
    before, form = stories.plain(ben.get(shelf)), {"form_id": str(new_id()), "words": "I get loud when I am tired."}
    addresses = {ana.post(log, form)["Location"] for _ in range(2)}  # pressed twice
    assert stories.plain(ben.get(shelf)) == before
    [address] = addresses
    kept = ana.get(address).content.decode()
    assert "I get loud when I am tired." in kept
    ana.post(f"{address}show/", {"step": "8", "audience": "all"})
    shown = ben.get(shelf).content.decode()
    assert "I get loud when I am tired." in shown
    assert "slammed" not in shown
    ana.post(f"{address}show/", {"step": "8", "audience": "only_me"})
    assert stories.plain(ben.get(shelf)) == before
    assert "2 times this week" in ana.get(log).content.decode(), "her look back is no entry"
    assert 'aria-label="Open what I wrote on <' not in ana.get(log).content.decode(), "a label is plain words"


def test_an_empty_week_is_not_kept_and_an_ordinary_page_asks_for_none(cast: Cast) -> None:
    stories.going_on(cast)
    log, ana = reverse("exercises:log", args=[cast.couple.pk, "X03"]), cast.client(cast.ana)
    answer = ana.post(log, {"words": "  "})
    assert answer.status_code == 422
    assert "Write a few words first." in answer.content.decode()
    begun = ana.post(reverse("exercises:begin", args=[cast.couple.pk, "X03"]))["Location"]
    assert "My week" not in ana.get(begun).content.decode()


@pytest.mark.parametrize(
    ("entries", "week"),
    [
        ([], Week(0, None, None)),
        ([(0, 4), (6, 7), (7, 10)], Week(2, 7, 5.5)),
        ([(1, None)], Week(1, None, None)),
    ],
)
def test_a_week_has_seven_days(entries: list[tuple[int, int | None]], week: Week) -> None:
    day = date(2026, 3, 9)
    assert week_of([(day - timedelta(days=ago), number) for ago, number in entries], day) == week


def test_it_costs_the_same_however_long_it_is(cast: Cast) -> None:
    stories.going_on(cast)
    log, ana = reverse("exercises:log", args=[cast.couple.pk, "X03"]), cast.client(cast.ana)
    for week in (30, 29):
        write(cast, {1: "A door slammed.", 5: "7"}, week)
    ana.get(log)
    with CaptureQueriesContext(connection) as few:
        ana.get(log)
    for week in range(21):
        write(cast, {1: f"Week {week}", 5: "4"}, week)
    with CaptureQueriesContext(connection) as many:
        page = ana.get(log).content.decode()
    assert len(many) == len(few)
    assert "Earlier ones" in page
    assert "A door slammed." in ana.get(log, {"page": "2"}).content.decode()
