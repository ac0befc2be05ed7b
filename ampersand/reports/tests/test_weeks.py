"""The weeks in progress and reports: one's own in full, of the other what they show, ratings for those who treat."""

from datetime import timedelta

import pytest

from ampersand.checkins.tests import stories as check_ins
from ampersand.core import clock
from ampersand.reports.tests.stories import page, words
from tests.cast import Cast


@pytest.fixture
def weeks(cast: Cast) -> Cast:
    """Ana felt closer from week to week and shows it; what else she answers she keeps. Both rated a meeting."""
    for number, close in enumerate((3, 5, 9)):
        at = check_ins.WEDNESDAY + timedelta(weeks=number)
        clock.fix(at)
        met = check_ins.meeting(cast, at + timedelta(days=1))
        check_ins.send(cast, cast.ana, shown=("close",), close=close, week=9 - 3 * number, private={"words": "Alone."})
        check_ins.close(at + timedelta(days=1, hours=5))
    check_ins.rate(cast, cast.ana, met, check_ins.GOOD)
    check_ins.rate(cast, cast.ben, met, check_ins.LOW)
    return cast


def read(cast: Cast, name: str, who: str) -> str:
    return words(page(cast.client(getattr(cast, who)), name, cast.couple.pk))


def test_ones_own_weeks_say_what_got_better_and_what_got_harder(weeks: Cast) -> None:
    text = read(weeks, "my_progress", "ana")
    better = text.split("What got better")[1].split("My weeks")[0]
    assert "How close I felt: much closer" in better
    assert "harder" not in better
    assert "How my week was Much harder" in text


def test_the_other_reads_only_the_line_that_is_shown(weeks: Cast) -> None:
    text = read(weeks, "our_progress", "ben")
    assert "How close it felt" in text
    assert "How the week was" not in text
    assert "Alone." not in text
    assert "How close it felt" in read(weeks, "our_progress", "ana")


def test_ratings_of_meetings_stand_in_the_report_of_those_who_treat_alone(weeks: Cast) -> None:
    assert "How the meetings were" in read(weeks, "team", "dana")
    for name in ("mine", "together", "my_progress", "our_progress"):
        for who in ("ana", "ben"):
            assert "How the meetings were" not in read(weeks, name, who)


def test_what_was_written_in_private_is_in_no_report(weeks: Cast) -> None:
    for name, who in (("mine", "ana"), ("team", "dana"), ("together", "dana"), ("our_progress", "ana")):
        assert "Alone." not in read(weeks, name, who)
