"""Gita keeps the list of who is on call, and reads nothing of what they are called to."""

from datetime import time

import pytest

from ampersand.safety.actions import on_call
from ampersand.safety.models import OnCall
from ampersand.safety.tests.stories import by_ana, called, read
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NIGHT = {"days": ["0", "1", "2", "3", "4"], "begins": "18:00", "ends": "09:00"}


def names(cast: Cast) -> list[str]:
    rows = OnCall.objects.visible_to(cast.viewer(cast.gita)).order_by("place")
    return list(rows.values_list("person__name", flat=True))


def test_gita_adds_people_and_changes_their_order(cast: Cast) -> None:
    gita = cast.client(cast.gita)
    for person in (cast.hugo, cast.emil):
        assert gita.post("/on-call/", NIGHT | {"person": str(person.pk)}).status_code == 303
    page = read(gita, "/on-call/")
    assert "Monday to Friday, 18:00 to 09:00 the next morning" in page
    assert names(cast) == ["Hugo", "Emil"]
    last = OnCall.objects.visible_to(cast.viewer(cast.gita)).get(person=cast.emil)
    gita.post(f"/on-call/{last.pk}/earlier/")
    assert names(cast) == ["Emil", "Hugo"]
    gita.post(f"/on-call/{last.pk}/remove/")
    assert names(cast) == ["Hugo"]


def test_added_twice_with_one_form_it_is_there_once(cast: Cast) -> None:
    gita = cast.client(cast.gita)
    form = NIGHT | {"person": str(cast.hugo.pk), "form_id": "0192f2c4-0000-7000-8000-000000000002"}
    gita.post("/on-call/", form)
    gita.post("/on-call/", form)
    assert names(cast) == ["Hugo"]


def test_a_day_that_is_missing_comes_back_with_the_rest(cast: Cast) -> None:
    response = cast.client(cast.gita).post("/on-call/", {"person": str(cast.hugo.pk), "begins": "18:00", "ends": "x"})
    assert response.status_code == 422
    assert 'value="18:00"' in response.content.decode()
    assert names(cast) == []


def test_who_works_there_sees_it_and_only_two_change_it(cast: Cast) -> None:
    for person in (cast.dana, cast.hugo):
        assert "Add somebody" not in read(cast.client(person), "/on-call/")
        assert cast.client(person).post("/on-call/", NIGHT | {"person": str(cast.hugo.pk)}).status_code == 404
    assert "Add somebody" in read(cast.client(cast.emil), "/on-call/")
    for person in (cast.ana, cast.farid):
        assert cast.client(person).get("/on-call/").status_code == 404


def test_nobody_outside_the_practice_is_put_on_it(cast: Cast) -> None:
    gita = cast.client(cast.gita)
    for person in (cast.ana, cast.gita):
        assert gita.post("/on-call/", NIGHT | {"person": str(person.pk)}).status_code == 422


def test_gita_sees_no_alert_and_is_called_to_none(cast: Cast) -> None:
    alert, gita = by_ana(cast, "asq-acute"), cast.client(cast.gita)
    assert gita.get("/attention/").status_code == gita.get(f"/attention/{alert}/").status_code == 404
    assert gita.get("/attention/waiting/").status_code == 204
    assert "needed now" not in read(gita, "/on-call/")


def test_somebody_who_works_there_no_longer_is_not_called(cast: Cast) -> None:
    on_call.add(by=cast.viewer(cast.gita), person_id=cast.hugo.pk, days=range(7), begins=time(0), ends=time(0))
    cast.hugo.staff_roles.all().delete()
    assert called(cast, by_ana(cast, "asq-acute"), 1) == ["Dana", "Emil"]
