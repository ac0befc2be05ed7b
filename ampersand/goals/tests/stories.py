"""What the stories about goals have in common."""

import re
from typing import Any

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person
from ampersand.goals.actions import agreeing, stepping, writing
from ampersand.goals.models import Goal
from ampersand.goals.rules.agreement import Event
from ampersand.goals.rules.wording import Words
from ampersand.safety.models import JointWork
from tests.cast import Cast

WORDS = Words(
    "We have a calm talk about one real topic every week",
    ("No talks", "One a month", "One a week", "One long one a week", "Two a week"),
    "Talks a week",
)


def going_on(cast: Cast) -> None:
    """Dana has decided that work together goes on in the couple and the family."""
    for case in (cast.couple, cast.family):
        rows: QuerySet[JointWork] = QuerySet(JointWork)
        if not rows.filter(case=case).update(goes_on=True, goals_apart=False):
            JointWork(case=case, goes_on=True, goals_apart=False).insert()


def begun(cast: Cast, by: Person, kind: str = "shared", words: Words = WORDS, **other: Any) -> Goal:
    """A goal in the couple's case, with words and levels."""
    going_on(cast)
    case_id = other.pop("case", cast.couple).pk
    return writing.begin(by=cast.viewer(by), case_id=case_id, type=kind, domain="communication", words=words, **other)


def agreed(cast: Cast) -> Goal:
    """A goal that Ana put on the table and Ben agreed to."""
    goal = begun(cast, cast.ana)
    agreeing.do(by=cast.viewer(cast.ana), goal_id=goal.pk, event=Event.PROPOSE)
    agreeing.do(by=cast.viewer(cast.ben), goal_id=goal.pk, event=Event.AGREE)
    return again(goal)


def active(cast: Cast) -> Goal:
    """A goal under way, with one step of both."""
    goal = agreed(cast)
    stepping.add_step(
        by=cast.viewer(cast.ana), goal_id=goal.pk, what="Pick a fixed evening", known="It is in the calendar",
        first_on=goal.agreed_on, hard=4, holder_id=None,
    )  # fmt: skip
    return again(goal)


def again(goal: Goal) -> Goal:
    """The goal as it is stored now."""
    rows: QuerySet[Goal] = QuerySet(Goal)
    return rows.get(pk=goal.pk)


def page(client: Client, name: str, *args: Any) -> str:
    """A page's text."""
    response = client.get(reverse(f"goals:{name}", args=args))
    assert response.status_code == 200, response.status_code
    return plain(response)[1]


def post(client: Client, name: str, *args: Any, **data: Any) -> Any:
    """What comes of sending a form."""
    return client.post(reverse(f"goals:{name}", args=args), data)


def plain(response: Any) -> tuple[int, str]:
    """An answer without what is different each time."""
    return response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
