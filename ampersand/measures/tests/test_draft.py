"""What Ana typed is kept until she sends it, on whatever device, and nobody else can read it."""

import pytest
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ampersand.measures.models import Assignment, Draft
from ampersand.privacy import vault
from tests.cast import Cast

from .stories import PHQ, asked, form, plain, read, stored

pytestmark = pytest.mark.django_db


def save(client: Client, one: Assignment, codes: dict[int, int], version: int, writer: str) -> HttpResponse:
    address = reverse("measures:draft", args=[one.pk])
    return client.post(address, form("phq-9", codes, version=str(version), writer=writer))


def test_an_interrupted_check_in_goes_on_on_another_device(cast: Cast) -> None:
    one, phone, laptop = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana), cast.client(cast.ana)
    assert save(phone, one, {1: 2}, 0, "phone").json() == {"version": 1}
    assert save(phone, one, {1: 2, 2: 3}, 1, "phone").json() == {"version": 2}
    text = read(laptop, reverse("measures:check_in", args=[one.pk]))
    assert 'name="version" value="2"' in text
    assert 'name="q2" value="3" checked' in text


def test_two_devices_do_not_overwrite_each_other(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    save(ana, one, {1: 2}, 0, "phone")
    save(ana, one, {1: 2, 2: 3}, 1, "laptop")
    refused = save(ana, one, {1: 0}, 1, "phone")
    assert (refused.status_code, refused.json()) == (409, {"version": 2})
    assert save(ana, one, {1: 1}, 2, "laptop").status_code == 200


def test_a_lost_reply_is_no_conflict_with_oneself(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    save(ana, one, {1: 2}, 0, "phone")
    assert save(ana, one, {1: 2, 2: 1}, 0, "phone").json() == {"version": 2}


def test_not_today_on_a_device_that_was_overtaken_keeps_the_newer_answers(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    save(ana, one, {1: 2}, 0, "laptop")
    address = reverse("measures:check_in", args=[one.pk])
    response = ana.post(address, form("phq-9", {1: 0}, later="yes", version="0", writer="phone"), follow=True)
    assert "You had answered more on another device" in response.content.decode()
    assert 'name="q1" value="2" checked' in read(ana, address)


def test_a_draft_is_sealed_and_gone_once_sent(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    save(ana, one, {1: 2}, 0, "phone-1234")
    rows: QuerySet[Draft] = QuerySet(Draft)
    assert b"phone-1234" not in bytes(rows.get().answers)
    ana.post(reverse("measures:check_in", args=[one.pk]), form("phq-9", PHQ))
    assert not rows.exists()
    assert save(ana, one, {1: 2}, 1, "phone-1234").status_code == 409
    assert len(stored()) == 1


def test_nobody_else_reads_or_writes_it(cast: Cast) -> None:
    one = asked(cast.couple, cast.ana, "phq-9")
    save(cast.client(cast.ana), one, {1: 2}, 0, "phone")
    missing = Assignment(pk=cast.couple.pk)
    for person in (cast.ben, cast.chloe, cast.dana, cast.emil, cast.farid, cast.gita):
        assert not Draft.objects.visible_to(cast.viewer(person)).exists()
        client = cast.client(person)
        refused = save(client, one, {1: 0}, 1, "phone")
        assert refused.status_code == 404
        assert plain(refused) == plain(save(client, missing, {1: 0}, 1, "phone"))
    assert Draft.objects.visible_to(cast.viewer(cast.ana)).get().version == 1


def test_a_draft_whose_key_was_destroyed_begins_anew(cast: Cast) -> None:
    one, ana = asked(cast.couple, cast.ana, "phq-9"), cast.client(cast.ana)
    save(ana, one, {1: 2}, 0, "phone")
    vault.destroy_key(cast.couple.pk, cast.ana.pk)
    assert '" checked' not in read(ana, reverse("measures:check_in", args=[one.pk]))


def test_only_post_saves(cast: Cast) -> None:
    one = asked(cast.couple, cast.ana, "phq-9")
    assert cast.client(cast.ana).get(reverse("measures:draft", args=[one.pk])).status_code == 405
