"""What comes over the socket of a table: to each their own, nothing of what another does alone, nothing afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ampersand.accounts.models import Person
from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.core.live import Drawn, Look
from ampersand.exercises import live
from ampersand.exercises.actions import sitting as verbs
from ampersand.exercises.models import Sitting
from ampersand.exercises.rules.turns.table import Event, Kind
from ampersand.exercises.tests import stories
from ampersand.privacy.policy import Hidden
from ampersand.privacy.scope import system_scope
from tests.cast import Cast


@pytest.fixture
def laid(cast: Cast) -> Sitting:
    """Ana and Ben at a table, both here."""
    stories.going_on(cast)
    sitting = verbs.begin(by=cast.viewer(cast.ana), case_id=cast.couple.pk, exercise_id="X05")
    for one in (cast.ana, cast.ben):
        drawn(cast, one, sitting)
    return sitting


def drawn(cast: Cast, person: Person, sitting: Sitting) -> Drawn:
    return live.sitting(Look(cast.viewer(person), {}, "token"), sitting_id=sitting.pk)


def does(cast: Cast, person: Person, sitting: Sitting, *events: Event, **more: Any) -> None:
    verbs.do(by=cast.viewer(person), sitting_id=sitting.pk, events=events, **more)


def ready(cast: Cast, sitting: Sitting) -> None:
    for one in (cast.ana, cast.ben):
        does(cast, one, sitting, Event(Kind.READY, value="yes"))


def test_what_ana_does_alone_changes_no_letter_of_bens_screen(cast: Cast, laid: Sitting) -> None:
    before, dana = drawn(cast, cast.ben, laid), drawn(cast, cast.dana, laid)
    does(cast, cast.ana, laid, Event(Kind.READY, value="no"))
    verbs.do(by=cast.viewer(cast.ana), sitting_id=laid.pk, events=[Event(Kind.WORD)])
    assert drawn(cast, cast.ben, laid) == before
    assert drawn(cast, cast.dana, laid) == dana
    assert "Noted." in drawn(cast, cast.ana, laid).text


def test_a_six_is_hers_alone_and_a_seven_is_like_saying_that_it_is_too_much(cast: Cast, laid: Sitting) -> None:
    ready(cast, laid)
    ana, before = cast.client(cast.ana), drawn(cast, cast.ben, laid)
    assert "How hot is it in you?" in drawn(cast, cast.ana, laid).text
    assert "How hot is it in you?" not in drawn(cast, cast.dana, laid).text
    ana.post(f"/sittings/{laid.pk}/do/", {"kind": "heat", "value": "6", "form_id": "six"})
    again = {"kind": "heat", "value": "6", "form_id": "more"}
    assert (
        "Nobody else sees it" in ana.post(f"/sittings/{laid.pk}/do/", again, headers={"Part": "yes"}).content.decode()
    )
    assert drawn(cast, cast.ben, laid) == before
    ana.post(f"/sittings/{laid.pk}/do/", {"kind": "heat", "value": "7", "form_id": "seven"})
    assert "It is a lot just now" in drawn(cast, cast.ben, laid).text
    assert "How hot is it in you?" not in drawn(cast, cast.ben, laid).text, "it asks nothing while it rests"


def test_what_is_the_same_is_drawn_the_same_to_the_letter(cast: Cast, laid: Sitting) -> None:
    assert drawn(cast, cast.ana, laid) == drawn(cast, cast.ana, laid)


def test_a_line_that_is_sent_twice_stands_there_once(cast: Cast, laid: Sitting) -> None:
    ready(cast, laid)
    for deed in ("first", "first", "second"):
        does(cast, cast.ana, laid, Event(Kind.SAY, text="Saturdays"), deed=deed)
    assert [line.text for line in stories.table(laid).lines] == ["Saturdays", "Saturdays"]


def test_nobody_else_is_shown_anything(cast: Cast, laid: Sitting) -> None:
    for other in (cast.farid, cast.gita, cast.chloe):
        with pytest.raises(Hidden):
            drawn(cast, other, laid)
    with system_scope("Ben leaves in a test"):
        Participation.objects.filter(case=cast.couple, person=cast.ben).update(left_at=clock.now())
    with pytest.raises(Hidden):
        drawn(cast, cast.ben, laid)


def test_a_device_out_of_reach_pauses_and_then_ends_it(cast: Cast, laid: Sitting) -> None:
    ready(cast, laid)
    start = clock.now()
    clock.fix(start)
    live.lost(Look(cast.viewer(cast.ben)), sitting_id=laid.pk)
    assert drawn(cast, cast.ana, laid).until == pytest.approx((start + timedelta(seconds=90)).timestamp())
    clock.fix(start + timedelta(seconds=91))
    assert "Not everyone is within reach" in drawn(cast, cast.ana, laid).text
    back = drawn(cast, cast.ben, laid)
    assert "A pause" in back.text
    assert "Not everyone is within reach" not in back.text
    live.lost(Look(cast.viewer(cast.ben)), sitting_id=laid.pk)
    clock.fix(start + timedelta(seconds=91 + 900))
    assert "Ended early" in drawn(cast, cast.ana, laid).text


def test_a_second_device_says_that_its_owner_is_here(cast: Cast, laid: Sitting) -> None:
    ready(cast, laid)
    live.lost(Look(cast.viewer(cast.ben)), sitting_id=laid.pk)
    drawn(cast, cast.ben, laid)
    assert not stories.table(laid).lost


def test_where_work_together_rests_the_table_ends_like_any_bad_moment(cast: Cast, laid: Sitting) -> None:
    ready(cast, laid)
    stories.rest(cast)
    assert drawn(cast, cast.ana, laid).text == drawn(cast, cast.ben, laid).text
    assert "It was not a good moment" in drawn(cast, cast.ana, laid).text


def test_dana_gives_the_floor_back_where_she_leads_and_only_looks_on_elsewhere(cast: Cast, laid: Sitting) -> None:
    assert "theirs to lead" in drawn(cast, cast.dana, laid).text
    does(cast, cast.ana, laid, Event(Kind.STOP))
    led = verbs.begin(by=cast.viewer(cast.dana), case_id=cast.couple.pk, exercise_id="X05")
    for one in (cast.ana, cast.ben):
        drawn(cast, one, led)
    ready(cast, led)
    assert "Give the floor back" not in drawn(cast, cast.dana, led).text
    does(cast, cast.dana, led, Event(Kind.MOVE_ON))
    assert "Give the floor back" in drawn(cast, cast.dana, led).text
    does(cast, cast.dana, led, Event(Kind.GIVE_BACK))
    assert stories.table(led).at == "topic"


def test_a_look_costs_the_same_however_much_lies_on_the_table(cast: Cast, laid: Sitting) -> None:
    ready(cast, laid)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            drawn(cast, cast.ana, laid)
        costs.append(len(asked))
        does(cast, cast.ana, laid, *(Event(Kind.SAY, text=f"line {n}") for n in range(5)))
    assert costs == [7, 7]


def test_the_page_and_the_script_get_the_same_part(cast: Cast, laid: Sitting) -> None:
    ana: Client = cast.client(cast.ana)
    ready(cast, laid)
    page = ana.get(f"/sittings/{laid.pk}/").content.decode()
    part = ana.get(f"/sittings/{laid.pk}/", headers={"Part": "yes"}).content.decode()
    assert "<html" not in part
    assert part.split("data-step")[1][:20] in page
    answer = ana.post(f"/sittings/{laid.pk}/do/", {"kind": "say", "text": "Saturdays"}, headers={"Part": "yes"})
    assert "Saturdays" in answer.content.decode()
    refused = ana.post(f"/sittings/{laid.pk}/do/", {"kind": "say", "text": ""}, headers={"Part": "yes"})
    assert "not possible any more" in refused.content.decode()


def test_a_table_stands_beside_something_else_without_a_change(cast: Cast, laid: Sitting) -> None:
    part = render_to_string("exercises/part/beside.html", {"sitting_id": laid.pk})
    assert f'data-live="/live/sittings/{laid.pk}/"' in part
    assert f'data-look="/sittings/{laid.pk}/"' in part
    assert "<h1" not in drawn(cast, cast.ana, laid).text
