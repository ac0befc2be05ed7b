"""A log gathers what was written of one exercise, with its numbers over time, for its writer alone."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ampersand.core import clock
from ampersand.exercises.actions import writing
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
