"""Who looked: told by weeks that are over, and each only of what is theirs; and a look in an emergency."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from ampersand.cases.models import Participation
from ampersand.core import clock
from ampersand.core.ids import new_id
from ampersand.notes.actions import emergency
from ampersand.notes.rules.kinds import Kind
from ampersand.notes.rules.looks import Look, by_week
from ampersand.notes.tests.stories import THURSDAY, put, read, signed
from ampersand.privacy.models import AuditEvent
from ampersand.privacy.scope import system_scope
from tests.cast import Cast

DANA, EMIL = UUID(int=1), UUID(int=2)


def test_a_week_is_told_when_it_is_over_and_each_once_in_it() -> None:
    monday = date(2026, 11, 16)
    looks = [Look(monday - timedelta(days=days), who) for days in (1, 3, 8) for who in (DANA, EMIL)]
    looks += [Look(monday + timedelta(days=2), DANA)]
    found = by_week(looks, monday + timedelta(days=3))
    assert [(week.begins, week.by) for week in found] == [
        (date(2026, 11, 9), (DANA, EMIL)),
        (date(2026, 11, 2), (DANA, EMIL)),
    ]


@pytest.mark.django_db
def test_each_sees_who_opened_what_is_theirs_and_nothing_of_the_others(cast: Cast) -> None:
    clock.fix(THURSDAY - timedelta(weeks=2))
    note = signed(cast, Kind.INDIVIDUAL, cast.ana)
    read(cast.client(cast.dana), "note", note.pk)
    clock.fix(THURSDAY - timedelta(weeks=1))
    read(cast.client(cast.emil), "notes", cast.couple.pk)
    read(cast.client(cast.dana), "thoughts", cast.couple.pk)
    clock.fix(THURSDAY)
    read(cast.client(cast.dana), "notes", cast.couple.pk)
    anas = read(cast.client(cast.ana), "record_of_mine", cast.couple.pk).split("Who looked")[1]
    bens = read(cast.client(cast.ben), "record_of_mine", cast.couple.pk).split("Who looked")[1]
    assert "2 November" in anas, "the note in her own folder"
    assert "9 November" in anas
    assert "2 November" not in bens
    assert "9 November" in bens
    assert "16 November" not in anas + bens, "this week is not over"


@pytest.mark.django_db
def test_hugo_looks_in_an_emergency_for_a_reason_for_some_hours_and_all_are_told(cast: Cast) -> None:
    from ampersand.accounts.models import StaffRole

    clock.fix(THURSDAY)
    StaffRole(practice=cast.practice, person=cast.hugo, role="supervisor").save()
    hugo, dana = cast.client(cast.hugo), cast.client(cast.dana)
    assert dana.get(reverse("notes:emergency")).status_code == 404
    found = put(hugo, "emergency", email="BEN@example.org").content.decode()
    assert reverse("notes:look_in", args=[cast.couple.pk]) in found
    assert "no case here" in put(hugo, "emergency", email="nobody@example.org").content.decode()
    assert put(hugo, "look_in", cast.couple.pk, reason="x", hours=4, form_id=new_id()).status_code == 422
    told = {"reason": "Dana is ill, and Ben called in great distress.", "hours": 4, "form_id": new_id()}
    for _ in range(2):
        assert put(hugo, "look_in", cast.couple.pk, **told).status_code in (303, 404)
    assert "Dana is ill" in read(dana, "leaves", cast.couple.pk)
    for member in (cast.ana, cast.ben):
        page = read(cast.client(member), "record_of_mine", cast.couple.pk)
        assert "Hugo looked into the record in an emergency" in page
        assert "Dana is ill" not in page
    assert hugo.get(reverse("notes:notes", args=[cast.couple.pk])).status_code == 200
    clock.fix(THURSDAY + timedelta(hours=5))
    with system_scope("the keeper of a story"):
        assert emergency.end_due() == 1
        assert emergency.end_due() == 0
    assert cast.client(cast.hugo).get(reverse("notes:notes", args=[cast.couple.pk])).status_code == 404
    assert AuditEvent.objects.filter(chain=cast.couple.pk, verb__startswith="emergency").count() == 2


@pytest.mark.django_db
def test_who_looked_can_end_it_and_nobody_else_can(cast: Cast) -> None:
    from ampersand.accounts.models import StaffRole

    clock.fix(THURSDAY)
    StaffRole(practice=cast.practice, person=cast.hugo, role="supervisor").save()
    key = new_id()
    told = {"reason": "Ben called in great distress.", "hours": 24, "form_id": key}
    put(cast.client(cast.hugo), "look_in", cast.couple.pk, **told)
    for other in (cast.dana, cast.emil, cast.ana):
        assert put(cast.client(other), "end_emergency", key).status_code == 404
    assert put(cast.client(cast.hugo), "end_emergency", key).status_code == 303
    parts = Participation.objects.visible_to(cast.viewer(cast.dana)).filter(case=cast.couple, person=cast.hugo)
    assert [part.left_at is not None for part in parts] == [True]
    assert put(cast.client(cast.emil), "look_in", cast.couple.pk, **told).status_code == 404, "he has a part already"
    assert put(cast.client(cast.ana), "look_in", cast.couple.pk, **told).status_code == 404
