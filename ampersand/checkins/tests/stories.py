"""What the stories about check-ins have in common."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from ampersand.accounts.models import Person
from ampersand.cases import queries as cases
from ampersand.checkins.actions import keeping, rating, sending
from ampersand.checkins.queries import planned
from ampersand.core import clock
from ampersand.meetings.actions.setting import set_meeting
from ampersand.meetings.models import Meeting
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

WEDNESDAY = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)
THURSDAY = WEDNESDAY + timedelta(days=1)  # the meeting, for which a check-in opened on Tuesday
GOOD = {"heard": 9, "mattered": 8, "way": 9, "fair": 9, "team": 7}
LOW = {"heard": 3, "mattered": 4, "way": 4, "fair": 2, "team": 3}


def meeting(cast: Cast, at: datetime = THURSDAY, minutes: int = 60) -> Meeting:
    """Dana has set a meeting of the couple."""
    return set_meeting(by=cast.viewer(cast.dana), case_id=cast.couple.pk, at=at, minutes=minutes)


def window(cast: Cast, person: Person) -> str:
    """The key of the check-in that is open for the couple now."""
    viewer = cast.viewer(person)
    found = planned.of_case(viewer, cases.one(viewer, cast.couple.pk)).window
    assert found
    return found.key


def send(cast: Cast, person: Person, *, shown: tuple[str, ...] = (), **answers: Any) -> UUID:
    """A check-in of the couple that is sent now."""
    return sending.send(
        by=cast.viewer(person), case_id=cast.couple.pk, window=window(cast, person), answers=answers or {"week": 6},
        shown=frozenset(shown),
    )  # fmt: skip


def rate(cast: Cast, person: Person, met: Meeting, lines: dict[str, int], note: str = "") -> UUID:
    """How somebody rated a meeting."""
    return rating.rate(by=cast.viewer(person), meeting_id=met.pk, lines=lines, note=note)


def close(at: datetime) -> None:
    """It is later, and the keeper has come round."""
    clock.fix(at)
    with system_scope("the keeper of a story"):
        keeping.show_what_closed(clock.now())


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    """A page's text."""
    response = client.get(reverse(f"checkins:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return plain(response)[1]


def post(client: Client, name: str, *args: Any, **data: Any) -> Any:
    """What comes of sending a form."""
    return client.post(reverse(f"checkins:{name}", args=args), data)


def plain(response: Any) -> tuple[int, str]:
    """An answer without what is different each time."""
    text = re.sub(r'name="(csrfmiddlewaretoken|writer)" value="\w+"', "", response.content.decode())
    return response.status_code, text
