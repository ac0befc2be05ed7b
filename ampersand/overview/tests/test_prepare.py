"""Dana prepares a meeting: one screen for her, another that Ana and Ben may look at with her."""

from datetime import timedelta

import pytest

from ampersand.checkins.tests import stories as weeks
from ampersand.core import clock
from ampersand.goals.actions import agreeing, looking_back
from ampersand.goals.rules.agreement import Event
from ampersand.goals.tests import stories as goals
from ampersand.measures.tests.courses import CORE, START, line
from ampersand.measures.tests.stories import plain, read
from ampersand.privacy.models import AuditEvent
from ampersand.safety.actions.private_word import ask_for_a_word
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _later() -> None:
    clock.fix(START + timedelta(weeks=4))


def page(cast: Cast) -> str:
    return f"/cases/{cast.couple.pk}/prepare/"


def both_rated(cast: Cast) -> None:
    goal = goals.active(cast)
    looking_back.rate(by=cast.viewer(cast.ana), goal_id=goal.pk, level=2, note="")
    looking_back.rate(by=cast.viewer(cast.ben), goal_id=goal.pk, level=-1, note="")


def test_everything_for_the_meeting_on_one_page(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [8, 20])
    both_rated(cast)
    ask_for_a_word(by=cast.viewer(cast.ben), case_id=cast.couple.pk)
    text = read(cast.client(cast.dana), page(cast))
    assert "Ben: Would like a private word." in text
    assert "Ana, CORE-10: Worse by more than chance" in text
    assert f"Far apart: {goals.WORDS.text}" in text
    assert "Two a week" in text
    assert "Pick a fixed evening" in text
    assert "data-print" in text
    assert AuditEvent.objects.filter(chain=cast.couple.pk, verb="case.opened", actor_id=cast.dana.pk).exists()


def test_what_each_named_in_the_check_in_stands_under_to_talk_about(cast: Cast) -> None:
    clock.fix(weeks.WEDNESDAY)
    weeks.meeting(cast)
    weeks.send(cast, cast.ana, agenda={"topic": "time", "words": "Sundays"})
    weeks.send(cast, cast.ben, agenda={"topic": "time", "words": "My mother’s visit"})
    text = read(cast.client(cast.dana), page(cast))
    assert "Time together" in text
    assert "Ana and Ben named it." in text
    assert "Sundays" in text
    assert "told to you alone" in text
    assert "Thursday 19 November" in text


def test_with_them_in_the_room_it_shows_what_is_theirs_together_and_nothing_else(cast: Cast) -> None:
    line(cast, cast.couple, cast.ana, CORE, [8, 20])
    both_rated(cast)
    own = goals.begun(cast, cast.ana, "mine", goals.Words("I say no when I mean no", goals.WORDS.levels, ""))
    agreeing.do(by=cast.viewer(cast.ana), goal_id=own.pk, event=Event.PROPOSE)
    ask_for_a_word(by=cast.viewer(cast.ben), case_id=cast.couple.pk)
    dana = cast.client(cast.dana)
    assert "I say no when I mean no" in read(dana, page(cast))
    dana.post("/room/", {"case": str(cast.couple.pk)})
    text = read(dana, page(cast))
    assert goals.WORDS.text in text
    assert "Pick a fixed evening" in text
    for private in ("I say no", "CORE-10", "private word", "where Ana stands", "far apart", "Since"):
        assert private not in text, private
    assert dana.get(f"/cases/{cast.family.pk}/prepare/").status_code == 404


@pytest.mark.parametrize("who", ["ana", "ben", "chloe", "farid", "gita", "hugo"])
def test_for_everyone_else_there_is_no_such_page(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    missing = client.get("/cases/00000000-0000-7000-8000-000000000000/prepare/")
    assert missing.status_code == 404
    assert plain(client.get(page(cast))) == plain(missing)


def test_an_empty_case_and_one_person(cast: Cast) -> None:
    text = read(cast.client(cast.dana), page(cast))
    assert "Whatever they bring." in text
    assert cast.client(cast.hugo).get(f"/cases/{cast.anas_own.pk}/prepare/").status_code == 200
