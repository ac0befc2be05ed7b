"""Goals and exercises lead to each other; suggestions and what is brought stand where they are looked for."""

from uuid import uuid4

import pytest
from django.urls import reverse

from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import today
from ampersand.exercises.actions import sitting, suggesting, writing
from ampersand.exercises.actions.common import Refused
from ampersand.goals.models import Step
from ampersand.goals.tests import stories as goals
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def step(cast: Cast, id: str = "X05") -> str:
    return reverse("overview:exercise_step", args=[cast.couple.pk, id])


def test_an_exercise_becomes_a_step_and_the_goal_leads_back_to_it(cast: Cast) -> None:
    goal, ana = goals.agreed(cast), cast.client(cast.ana)
    about = reverse("exercises:about", args=[cast.couple.pk, "X05"])
    assert step(cast) in ana.get(about).content.decode()
    said = {
        "goal": str(goal.pk), "holder": "together", "first_on": today("UTC").isoformat(), "hard": "4",
        "step": str(uuid4()),
    }  # fmt: skip
    for _ in range(2):  # pressed twice
        assert ana.post(step(cast), said)["Location"] == reverse("goals:goal", args=[goal.pk])
    assert Step.objects.visible_to(cast.viewer(cast.ana)).count() == 1
    page = cast.client(cast.ben).get(reverse("goals:goal", args=[goal.pk])).content.decode()
    assert "One holds the floor" in page
    assert about in page
    assert f"{reverse('exercises:shelf', args=[cast.couple.pk])}?topic=&amp;minutes=&amp;need=communication" in page


def test_without_a_goal_that_has_room_it_says_what_is_needed(cast: Cast) -> None:
    ana = cast.client(cast.ana)
    assert "No goal has room for it just now" in ana.get(step(cast)).content.decode()
    assert ana.get(step(cast, "X99")).status_code == 404
    goal = goals.agreed(cast)
    wrong = {"goal": str(goal.pk), "holder": "together", "first_on": "2001-01-01", "hard": "4", "step": str(uuid4())}
    answer = ana.post(step(cast), wrong)
    assert answer.status_code == 422
    assert "a day within the next seven" in answer.content.decode()


def test_my_space_has_what_was_suggested_to_me_and_nobody_elses(cast: Cast) -> None:
    before = goals.plain(cast.client(cast.ben).get("/my/"))
    suggesting.suggest(
        by=cast.viewer(cast.dana), case_id=cast.couple.pk, exercise_id="X17", people=[cast.ana.pk], note="Four minutes"
    )
    page = cast.client(cast.ana).get("/my/").content.decode()
    assert "Kind break" in page
    assert "Four minutes" in page
    assert goals.plain(cast.client(cast.ben).get("/my/")) == before


def test_our_space_has_what_is_open_to_both_and_not_whether_anybody_has_begun(cast: Cast) -> None:
    goals.going_on(cast)
    ours = reverse("overview:our_space", args=[cast.couple.pk])
    writing.begin(by=cast.viewer(cast.ana), case_id=cast.couple.pk, exercise_id="X20")
    page = cast.client(cast.ben).get(ours).content.decode()
    assert "The morning after" in page
    writing.begin(by=cast.viewer(cast.ana), case_id=cast.couple.pk, exercise_id="X01")
    assert "Thought check" not in cast.client(cast.ana).get(ours).content.decode()
    sitting.begin(by=cast.viewer(cast.ana), case_id=cast.couple.pk, exercise_id="X05")
    assert "the table is laid" in cast.client(cast.ben).get(ours).content.decode()
    with pytest.raises(Refused):
        sitting.begin(by=cast.viewer(cast.ben), case_id=cast.couple.pk, exercise_id="X33")


def test_what_is_brought_stands_among_what_the_meeting_could_begin_with(cast: Cast) -> None:
    agenda, ana = reverse("overview:agenda", args=[cast.couple.pk]), cast.viewer(cast.ana)
    page = writing.begin(by=ana, case_id=cast.couple.pk, exercise_id="X25")
    writing.keep(by=ana, page_id=page.pk, words={1: "Shame."}, version=1)
    writing.finish(by=ana, page_id=page.pk)
    dana = cast.client(cast.dana)
    assert "Under the anger" not in dana.get(agenda).content.decode()
    writing.show(by=ana, page_id=page.pk, step=1, audience=Audience.ME_AND_THERAPIST)
    seen = dana.get(agenda).content.decode()
    assert "Under the anger" in seen
    assert "Shame." not in seen
