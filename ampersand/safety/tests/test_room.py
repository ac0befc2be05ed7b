"""Room mode: one press, and nothing private is on Dana's screen; it is hard to overlook and easy to leave."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from ampersand.privacy.policy import Hidden
from ampersand.safety.actions import room
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(cast: Cast) -> Client:
    return cast.client(cast.dana)


def on(client: Client, cast: Cast) -> None:
    assert client.post("/room/", {"case": str(cast.couple.pk)}).status_code == 303


def body(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_switch_stands_on_every_page_of_those_who_treat_and_is_for_the_case_of_the_page(
    cast: Cast, dana: Client
) -> None:
    case = f"/cases/{cast.couple.pk}/"
    for path in ("/caseload/", "/attention/", "/instruments/", "/account/", case, f"{case}people/", f"{case}checks/"):
        page = body(dana, path)
        assert 'action="/room/"' in page, path
        assert (f'name="case" value="{cast.couple.pk}"' in page) == path.startswith(case)
    assert 'action="/room/"' not in body(cast.client(cast.ana), "/my/")
    assert 'action="/room/"' not in body(cast.client(cast.gita), "/account/")


def test_one_press_leads_to_the_page_of_the_case_with_nothing_private(cast: Cast, dana: Client) -> None:
    response = dana.post("/room/", {"case": str(cast.couple.pk)}, follow=True)
    page = response.content.decode()
    assert response.request["PATH_INFO"] == f"/cases/{cast.couple.pk}/"
    assert "Room mode is on." in page
    assert "Ana" in page
    assert "/checks/" not in page
    assert "/measures/" not in page


def test_every_page_that_is_not_made_for_it_answers_with_the_same_calm_page(cast: Cast, dana: Client) -> None:
    on(dana, cast)
    case, seen = f"/cases/{cast.couple.pk}/", set()
    for path in (f"{case}checks/", f"{case}measures/", "/attention/", "/my/", f"/cases/{uuid4()}/checks/"):
        response = dana.get(path)
        assert response.status_code == 200
        seen.add(re.sub(r'value="[^"]+"', "", response.content.decode().split("<main")[1]))
    assert len(seen) == 1, "whatever stands behind it"
    assert "Hidden in room mode" in seen.pop()


def test_what_is_sent_meanwhile_is_not_done(cast: Cast, dana: Client) -> None:
    on(dana, cast)
    assert dana.post(f"/cases/{cast.couple.pk}/checks/ask/").status_code == 409
    assert dana.post(f"/cases/{cast.couple.pk}/end/").status_code == 409
    cast.couple.refresh_from_db(from_queryset=type(cast.couple).objects.visible_to(cast.viewer(cast.dana)))
    assert cast.couple.state == "open"


def test_no_other_case_is_named(cast: Cast, dana: Client) -> None:
    on(dana, cast)
    page = body(dana, "/caseload/")
    assert f"/cases/{cast.couple.pk}/" in page
    assert f"/cases/{cast.family.pk}/" not in page
    assert "Chloé" not in page
    assert dana.get(f"/cases/{cast.family.pk}/").status_code == 404


def test_without_a_case_nothing_of_any_case_is_shown(cast: Cast, dana: Client) -> None:
    assert dana.post("/room/", follow=True).request["PATH_INFO"] == "/room/"
    assert "Ana" not in body(dana, "/caseload/")
    assert dana.get(f"/cases/{cast.couple.pk}/").status_code == 404


def test_leaving_shows_nothing_by_itself(cast: Cast, dana: Client) -> None:
    on(dana, cast)
    response = dana.post("/room/", {"room": "off"}, follow=True)
    page = response.content.decode()
    assert response.request["PATH_INFO"] == "/room/"
    assert "It is off." in page
    assert "Ana" not in page
    assert "Room mode is on." not in page
    assert dana.get(f"/cases/{cast.couple.pk}/checks/").status_code == 200


def test_it_holds_for_this_sign_in_alone(cast: Cast, dana: Client) -> None:
    elsewhere = cast.client(cast.dana)
    on(dana, cast)
    assert elsewhere.get(f"/cases/{cast.couple.pk}/checks/").status_code == 200
    assert "Hidden in room mode" in body(dana, f"/cases/{cast.couple.pk}/checks/")


def test_help_and_the_way_out_stay(cast: Cast, dana: Client) -> None:
    on(dana, cast)
    assert "Get help now" in body(dana, "/help/")
    assert dana.get("/leave/").status_code == 303


@pytest.mark.parametrize("who", ["ana", "gita", "farid"])
def test_whoever_treats_nobody_has_no_room_mode(cast: Cast, who: str) -> None:
    client = cast.client(getattr(cast, who))
    assert client.get("/room/").status_code == 404
    assert client.post("/room/").status_code == 404


def test_of_a_case_that_is_not_hers_there_is_none(cast: Cast, dana: Client) -> None:
    assert dana.post("/room/", {"case": str(cast.farids.pk)}).status_code == 404


def test_a_joint_meeting_begins_it_by_itself_unless_it_was_left_in_that_meeting(cast: Cast) -> None:
    dana, session, one, other = cast.viewer(cast.dana), {}, uuid4(), uuid4()
    room.joint_meeting_open(by=dana, session=session, case_id=cast.couple.pk, meeting_id=one)
    assert session["room"] == str(cast.couple.pk)
    room.leave(by=dana, session=session)
    room.joint_meeting_open(by=dana, session=session, case_id=cast.couple.pk, meeting_id=one)
    assert "room" not in session
    room.joint_meeting_open(by=dana, session=session, case_id=cast.couple.pk, meeting_id=other)
    assert session["room"] == str(cast.couple.pk)
    room.joint_meeting_open(by=cast.viewer(cast.ana), session={}, case_id=cast.couple.pk, meeting_id=one)
    with pytest.raises(Hidden):
        room.joint_meeting_open(by=dana, session={}, case_id=cast.farids.pk, meeting_id=one)
