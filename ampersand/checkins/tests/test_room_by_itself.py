"""While Dana meets a couple, her screen is in room mode by itself; one press ends it for this meeting."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ampersand.checkins.tests import stories
from ampersand.core import clock
from ampersand.meetings.actions.setting import call_off
from ampersand.meetings.queries import joint
from tests.cast import Cast

CHECKS = "/cases/{}/checks/"


@pytest.fixture
def meeting(cast: Cast) -> None:
    """The couple's meeting began ten minutes ago."""
    clock.fix(clock.now().replace(microsecond=0))
    stories.meeting(cast, clock.now() - timedelta(minutes=10))


@pytest.mark.usefixtures("meeting")
def test_while_they_sit_together_nothing_private_opens(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    page = dana.get(CHECKS.format(cast.couple.pk), follow=True)
    assert page.redirect_chain == [(CHECKS.format(cast.couple.pk), 303)]
    assert "Hidden in room mode" in page.content.decode()
    assert "Hidden in room mode" in dana.get(CHECKS.format(cast.couple.pk)).content.decode()


@pytest.mark.usefixtures("meeting")
def test_once_ended_it_stays_ended_in_this_meeting_and_begins_again_in_the_next(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    dana.get("/caseload/")
    dana.post("/room/", {"room": "off"})
    assert dana.get(CHECKS.format(cast.couple.pk)).status_code == 200
    (first,) = joint.since(cast.viewer(cast.dana), [cast.couple.pk], clock.now() - timedelta(hours=1))
    call_off(by=cast.viewer(cast.dana), meeting_id=first[1])
    stories.meeting(cast, clock.now() - timedelta(minutes=1))
    assert dana.get(CHECKS.format(cast.couple.pk)).status_code == 303


@pytest.mark.usefixtures("meeting")
def test_what_was_being_written_when_it_began_is_not_lost(cast: Cast) -> None:
    dana = cast.client(cast.dana)
    sent = dana.post(reverse("meetings:set_meeting", args=[cast.couple.pk]), {"day": "never", "hour": "18:00"})
    assert sent.status_code == 422  # the form itself answers, with what was typed


@pytest.mark.parametrize("minutes", [-1, 76])
def test_before_and_after_it_is_an_ordinary_screen(cast: Cast, minutes: int) -> None:
    stories.meeting(cast, clock.now() - timedelta(minutes=minutes))
    assert cast.client(cast.dana).get("/caseload/").status_code == 200


@pytest.mark.usefixtures("meeting")
def test_nobody_elses_screen_changes(cast: Cast) -> None:
    for who, page in ((cast.emil, "/caseload/"), (cast.hugo, "/caseload/"), (cast.ana, "/my/")):
        assert cast.client(who).get(page).status_code == 200
