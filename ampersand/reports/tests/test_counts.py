"""Every page asks the database the same few questions, however much there is to tell."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.checkins.tests import stories as check_ins
from ampersand.core import clock
from ampersand.goals.actions import looking_back
from ampersand.goals.tests import stories as goals
from ampersand.overview.tests.answers import answered
from ampersand.reports.tests.stories import page, proposed, signed
from tests.cast import Cast

NOW = datetime(2026, 11, 18, 18, tzinfo=UTC)


def more(cast: Cast, week: int, *slugs: str) -> None:
    """Another week of everything."""
    for person in (cast.ana, cast.ben):
        for slug in slugs:
            answered(cast, cast.couple, person, slug, [9, 8, 6], month=7 + week)
    clock.fix(NOW + timedelta(weeks=week))
    check_ins.meeting(cast, clock.now() + timedelta(days=1))
    for person in (cast.ana, cast.ben):
        check_ins.send(cast, person, shown=("close",), close=5 + week, week=6)
    goal = goals.active(cast)
    for person in (cast.ana, cast.ben):
        looking_back.rate(by=cast.viewer(person), goal_id=goal.pk, level=1)
    check_ins.close(NOW + timedelta(weeks=week, days=1, hours=5))


def asked(client: Client, name: str, key: object) -> int:
    with CaptureQueriesContext(connection) as found:
        page(client, name, key)
    return len(found)


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("ana", "my_progress"), ("ana", "our_progress"), ("ana", "mine"), ("ana", "together"), ("dana", "together"),
        ("dana", "team"), ("ana", "reports"), ("dana", "reports"),
    ],
)  # fmt: skip
def test_it_asks_the_same_few_questions(cast: Cast, who: str, name: str) -> None:
    more(cast, 0, "phq-9")
    proposed(cast)
    first = asked(cast.client(getattr(cast, who)), name, cast.couple.pk)
    more(cast, 1, "phq-9", "gad-7", "k6", "csi-16")
    signed(cast, proposed(cast), cast.ana, cast.ben)
    assert asked(cast.client(getattr(cast, who)), name, cast.couple.pk) <= first
    assert first <= 64
