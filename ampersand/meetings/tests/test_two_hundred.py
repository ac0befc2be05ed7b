"""Two hundred at once want one slot: one gets it, on either database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from ampersand.core import clock
from ampersand.meetings.actions import setting
from ampersand.meetings.actions.holding import Taken
from ampersand.meetings.models import Meeting
from ampersand.privacy.viewer import Viewer
from tests.cast import make_cast

AT = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)


@pytest.mark.usefixtures("committed")
def test_of_two_hundred_attempts_at_one_slot_one_gets_it() -> None:
    cast = make_cast()
    clock.fix(AT - timedelta(days=3))
    dana = cast.viewer(cast.dana)
    cases = [cast.couple.pk, cast.family.pk]

    def attempt(number: int) -> bool:
        try:
            shift = timedelta(minutes=number % 50)  # each begins before any other has ended
            setting.set_meeting(by=dana, case_id=cases[number % 2], at=AT + shift, minutes=60)
            return True
        except Taken:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        got = list(pool.map(attempt, range(200)))
    assert len(got) == 200
    rows = Meeting.objects.visible_to(dana)
    assert rows.count() == 1
    assert sum(got) <= 4, "those who asked for the very same were told of the one there is"


@pytest.mark.usefixtures("committed")
def test_a_therapist_moving_and_another_setting_never_share_a_moment() -> None:
    cast = make_cast()
    clock.fix(AT - timedelta(days=3))
    dana: Viewer = cast.viewer(cast.dana)
    rows = [
        setting.set_meeting(by=dana, case_id=cast.couple.pk, at=AT + timedelta(hours=2 * n), minutes=60)
        for n in range(1, 5)
    ]

    def move(row: Meeting) -> bool:
        try:
            setting.move(by=dana, meeting_id=row.pk, at=AT)
            return True
        except Taken:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(move, rows)) == 1
