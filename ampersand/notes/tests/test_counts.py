"""Every page asks the database the same few questions, however many notes there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.checkins.tests import stories as meetings
from ampersand.core import clock
from ampersand.notes.actions import signing
from ampersand.notes.tests.stories import THURSDAY, begun, read, signed
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def asked(client: Client, name: str, *parts: object) -> int:
    with CaptureQueriesContext(connection) as found:
        read(client, name, *parts)
    return len(found)


def more(cast: Cast, weeks: int) -> None:
    clock.fix(THURSDAY + timedelta(weeks=weeks))
    meetings.meeting(cast, clock.now() + timedelta(days=1))
    note = signed(cast)
    signing.add(by=cast.viewer(cast.dana), note_id=note.pk, text="More.", addendum_id=begun(cast))
    signing.ask_cosign(by=cast.viewer(cast.dana), note_id=note.pk, person_id=cast.emil.pk)
    clock.fix(THURSDAY + timedelta(weeks=weeks, days=2))


def test_pages_ask_the_same_few_questions(cast: Cast) -> None:
    more(cast, 0)
    dana, emil = cast.client(cast.dana), cast.client(cast.emil)
    note = signed(cast)
    places = [("notes", cast.couple.pk), ("note", note.pk), ("write", begun(cast)), ("thoughts", cast.couple.pk)]
    first = {place: asked(dana, *place) for place in [*places, ("unsigned",), ("begin", cast.couple.pk)]}
    others = asked(emil, "unsigned")
    for weeks in range(1, 4):
        more(cast, weeks)
    dana, emil = cast.client(cast.dana), cast.client(cast.emil)
    assert {place: asked(dana, *place) for place in first} == first
    assert asked(emil, "unsigned") == others
    assert max(first.values()) <= 34, first
