"""The report for those who treat: both partners equal, opposite ways said, T scores for them alone."""

from datetime import UTC, datetime

import pytest

from ampersand.core import clock
from ampersand.goals.actions import looking_back
from ampersand.goals.tests import stories as goals
from ampersand.overview.tests.answers import answered
from ampersand.privacy.models import AuditEvent
from ampersand.reports.tests.stories import page, status, words
from tests.cast import Cast

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture
def both(cast: Cast) -> Cast:
    """Ana got better, Ben got worse, and both looked back on a goal."""
    answered(cast, cast.couple, cast.ana, "phq-9", [18, 12, 6])
    answered(cast, cast.couple, cast.ben, "phq-9", [4, 9, 14])
    clock.fix(NOW)
    goal = goals.active(cast)
    for person in (cast.ana, cast.ben):
        looking_back.rate(by=cast.viewer(person), goal_id=goal.pk, level=1)
    return cast


def test_one_better_and_one_worse_is_said_in_so_many_words(both: Cast) -> None:
    text = words(page(both.client(both.dana), "team", both.couple.pk))
    assert "Ana got better and Ben got worse." in text
    assert "18 of 27" in text
    assert "14 of 27" in text
    assert "Mean of the two" in text


def test_scores_of_goals_are_for_those_who_treat(both: Cast) -> None:
    assert "T 60" in words(page(both.client(both.dana), "team", both.couple.pk))
    for name in ("mine", "together"):
        assert "T 60" not in words(page(both.client(both.ana), name, both.couple.pk))


def test_a_supervisor_looks_and_it_is_recorded(both: Cast) -> None:
    assert status(both.client(both.emil), "team", both.couple.pk) == 200
    looks = AuditEvent.objects.filter(chain=both.couple.pk, verb="report.opened", actor_id=both.emil.pk)
    assert looks.count() == 1


@pytest.mark.parametrize("name", ["ana", "ben", "farid", "gita", "hugo"])
def test_nobody_else_has_it(both: Cast, name: str) -> None:
    assert status(both.client(getattr(both, name)), "team", both.couple.pk) == 404
