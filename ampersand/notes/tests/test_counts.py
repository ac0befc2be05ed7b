"""Every page asks the database the same few questions, however many notes there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.checkins.tests import stories as meetings
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.actions import giving, signing
from ampersand.notes.actions.common import Window
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


def given_out(cast: Cast, weeks: int) -> None:
    """Another week in which a part is asked for and given, a paper comes, and somebody looks."""
    clock.fix(THURSDAY + timedelta(weeks=weeks))
    ana, dana = cast.viewer(cast.ana), cast.viewer(cast.dana)
    giving.ask(by=ana, case_id=cast.couple.pk, scope="own", request_id=new_id())
    signed(cast)
    wanted = giving.Wanted(cast.ana.pk, False, None, None)
    key = giving.prepare(by=dana, case_id=cast.couple.pk, wanted=wanted, extract_id=new_id())
    giving.give(by=dana, extract_id=key, parts={"notes": "Yours."}, window=Window(1, "w"))
    read(cast.client(cast.dana), "notes", cast.couple.pk)


def test_what_leaves_and_ones_own_part_ask_the_same_few_questions(cast: Cast) -> None:
    given_out(cast, 0)
    given_out(cast, 1)
    places = {"leaves": cast.dana, "picture": cast.dana, "record_of_mine": cast.ana, "together": cast.ana}
    first = {name: asked(cast.client(who), name, cast.couple.pk) for name, who in places.items()}
    for weeks in (2, 3, 4):
        given_out(cast, weeks)
    assert {name: asked(cast.client(who), name, cast.couple.pk) for name, who in places.items()} == first
    assert max(first.values()) <= 34, first
