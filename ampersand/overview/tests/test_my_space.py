"""My space: Ana's own page, with her cases kept apart, and nothing about anybody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ampersand.cases import actions as cases
from ampersand.checkins.tests import stories as check_ins
from ampersand.checkins.tests.stories import THURSDAY, WEDNESDAY
from ampersand.core import clock
from ampersand.goals.actions import stepping
from ampersand.goals.models import Step
from ampersand.goals.tests import stories as goal_stories
from ampersand.intake.tests.stories import came_in
from ampersand.measures.actions import sharing
from ampersand.measures.content import instrument
from ampersand.overview.queries.clients import my_space
from ampersand.overview.tests.answers import answered, asked
from tests.cast import Cast


@pytest.fixture(autouse=True)
def wednesday() -> None:
    """A day on which no weekly check-in is open."""
    clock.fix(datetime(2026, 11, 25, 9, tzinfo=UTC))


def page_of(cast: Cast, name: str, path: str = "/my/") -> str:
    """The page as the person sees it."""
    answer = cast.client(getattr(cast, name)).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("hour", "name", "greeting"),
    [
        (7, "ana", "Good morning, Ana"),
        (13, "ana", "Good afternoon, Ana"),
        (20, "ana", "Good evening, Ana"),
        (3, "ana", "Good evening, Ana"),
        (11, "ana", "Good afternoon, Ana"),
        (11, "ben", "Good morning, Ben"),
    ],
)
def test_the_greeting_is_by_the_readers_own_clock(cast: Cast, hour: int, name: str, greeting: str) -> None:
    clock.fix(datetime(2026, 11, 22, hour, 30, tzinfo=UTC))
    assert my_space(cast.viewer(getattr(cast, name))).greeting == greeting


def test_the_oldest_thing_to_do_comes_first_and_says_how_long_it_takes(cast: Cast) -> None:
    asked(cast.couple, cast.ana, "csi-16", datetime(2026, 11, 8, tzinfo=UTC).date())
    came_in(cast)
    oldest = asked(cast.anas_own, cast.ana, "phq-9", datetime(2026, 11, 1, tzinfo=UTC).date())
    page = page_of(cast, "ana")
    minutes = instrument("phq-9").minutes
    assert f"about {minutes} minute" in page or "about a minute" in page
    assert page.index(f"/check-in/{oldest.pk}/") < page.index("One more, when you like")
    assert "A check-in: CSI-16</a>" in page
    assert "You and Hugo" in page.split("One thing to do")[1].split("</p>")[0]


def test_nothing_to_do_is_said_kindly_and_an_empty_line_teaches(cast: Cast) -> None:
    came_in(cast)
    page = page_of(cast, "farid")
    assert "Nothing to do now" in page
    assert "After your first answers a line begins here" in page
    assert "Only you and Hugo see what you answer here" in page


def test_someone_without_any_case_finds_a_kind_word(cast: Cast) -> None:
    cases.leave(by=cast.viewer(cast.dana), case=cast.family, person_id=cast.chloe.pk)
    assert "Your place is ready" in page_of(cast, "chloe")


def test_each_case_stands_under_its_own_heading_with_its_own_lines(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ana, "csi-16", [30, 40, 45])
    answered(cast, cast.anas_own, cast.ana, "phq-9", [15, 9])
    space = my_space(cast.viewer(cast.ana))
    lines = {room.title: [line.slug for line in room.lines] for room in space.rooms}
    assert lines == {"You and Ben": ["csi-16"], "You, Ben and Chloé": [], "You and Hugo": ["phq-9"]}
    readers = {room.title: [person.name for person in room.readers] for room in space.rooms}
    assert readers["You and Hugo"] == ["Ana", "Hugo"]
    assert readers["You and Ben"] == ["Ana", "Dana", "Emil"]
    page = page_of(cast, "ana")
    assert "etter than" in page
    assert "<svg" in page


def test_not_a_trace_of_the_partner(cast: Cast) -> None:
    before = my_space(cast.viewer(cast.ben))
    page = page_of(cast, "ben")
    asked(cast.couple, cast.ana, "csi-4")
    answered(cast, cast.couple, cast.ana, "phq-9", [21, 20])
    assert my_space(cast.viewer(cast.ben)) == before
    assert _still(page_of(cast, "ben")) == _still(page)
    assert "phq-9" in page_of(cast, "ana")


def test_what_i_share_is_said_and_only_in_its_own_case(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ana, "phq-9", [21, 20])
    sharing.share(by=cast.viewer(cast.ana), case_id=cast.couple.pk, instrument=instrument("phq-9"))
    shared = {room.title: [slug for slug, _, _ in room.shared] for room in my_space(cast.viewer(cast.ana)).rooms}
    assert shared == {"You and Ben": ["phq-9"], "You, Ben and Chloé": [], "You and Hugo": []}


def test_lines_of_a_case_i_left_stay_mine(cast: Cast) -> None:
    answered(cast, cast.family, cast.ana, "csi-16", [30, 40])
    cases.leave(by=cast.viewer(cast.dana), case=cast.family, person_id=cast.ana.pk)
    space = my_space(cast.viewer(cast.ana))
    assert [line.slug for line in space.earlier] == ["csi-16"]
    assert "From earlier work" in page_of(cast, "ana")


def test_who_has_not_come_in_finds_that_after_whatever_waits_to_be_answered(cast: Cast) -> None:
    space = my_space(cast.viewer(cast.farid))
    assert space.first
    assert (space.first.coming_in, space.first.url) == (True, f"/cases/{cast.farids.pk}/coming-in/")
    waits = asked(cast.farids, cast.farid, "phq-9")
    space = my_space(cast.viewer(cast.farid))
    assert [task.url for task in (space.first, *space.later) if task] == [
        f"/check-in/{waits.pk}/", f"/cases/{cast.farids.pk}/coming-in/",
    ]  # fmt: skip


def test_an_ended_case_stands_last_and_asks_nothing(cast: Cast) -> None:
    came_in(cast)
    asked(cast.couple, cast.ana, "csi-4")
    cases.end_case(by=cast.viewer(cast.dana), case=cast.couple)
    space = my_space(cast.viewer(cast.ana))
    assert space.first is None
    assert space.rooms[-1].case.id == cast.couple.pk
    assert "This work ended on" in page_of(cast, "ana")


def test_it_costs_the_same_however_much_there_is(cast: Cast, django_assert_num_queries: Any) -> None:
    few, many = cast.client(cast.farid), cast.client(cast.ana)
    for case, slugs in ((cast.couple, ("csi-16", "phq-9", "gad-7")), (cast.anas_own, ("phq-9", "k6"))):
        for slug in slugs:
            answered(cast, case, cast.ana, slug, [3, 6, 9])
            asked(case, cast.ana, slug)
    for client, queries in ((few, 25), (many, 26)):
        # session, cases, people, checks, meetings, zones, waiting, coming in (3), lines, sharing, rests, steps, plan,
        # to sign, suggested exercises, navigation; what one is asked alone (2), when somebody is
        # there; with a picture also whether it rests
        with django_assert_num_queries(queries):
            assert client.get("/my/").status_code == 200


def test_staff_without_a_case_of_their_own_have_an_empty_page(cast: Cast) -> None:
    answered(cast, cast.couple, cast.ana, "phq-9", [21])
    space = my_space(cast.viewer(cast.dana))
    assert (space.rooms, space.first, space.earlier) == ((), None, ())


def _still(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_check_in_waits_while_it_is_open_and_the_next_meeting_stands_there(cast: Cast) -> None:
    came_in(cast)
    clock.fix(WEDNESDAY)
    check_ins.meeting(cast)
    space = my_space(cast.viewer(cast.ana))
    assert space.first
    assert space.first.url == f"/cases/{cast.couple.pk}/check-in/"
    assert [room.meets_at for room in space.rooms if room.case.id == cast.couple.pk] == [THURSDAY]
    check_ins.send(cast, cast.ana)
    assert my_space(cast.viewer(cast.ana)).first is None
    assert my_space(cast.viewer(cast.ben)).first, "and for Ben it waits as before"
    clock.fix(THURSDAY + timedelta(hours=2))
    later = my_space(cast.viewer(cast.ana)).first
    assert later
    assert (later.title, later.minutes) == ("after the meeting", 1)


def test_small_steps_that_wait_for_a_word_are_named_with_the_goals_and_not_asked_twice(cast: Cast) -> None:
    goal_stories.active(cast)
    waits = "One small step: how did it go this week?"
    assert waits in page_of(cast, "ana")
    step = Step.objects.visible_to(cast.viewer(cast.ana)).get()
    stepping.say_week(by=cast.viewer(cast.ana), step_id=step.pk, outcome="part")
    assert waits not in page_of(cast, "ana")
    assert waits in page_of(cast, "ben"), "he says it for himself"
