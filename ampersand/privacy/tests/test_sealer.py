"""Sealing many texts at once gives what sealing one by one gives, with few look-ups."""

from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from ampersand.privacy import vault
from ampersand.privacy.vault import Sealer, Unreadable

pytestmark = pytest.mark.django_db
PLACE = "test.place"


def test_each_opens_what_the_other_sealed() -> None:
    case, ana, ben = uuid4(), uuid4(), uuid4()
    one = uuid4()
    before = vault.seal(case, ana, place=PLACE, row=one, text="alone")
    sealer = Sealer([(case, ana), (case, ben)])
    assert sealer.open_sealed(case, ana, place=PLACE, row=one, sealed=before) == "alone"
    together = sealer.seal(case, ben, place=PLACE, row=one, text="together")
    assert vault.open_sealed(case, ben, place=PLACE, row=one, sealed=together) == "together"
    with pytest.raises(Unreadable):
        sealer.open_sealed(case, ana, place=PLACE, row=one, sealed=together)
    with pytest.raises(Unreadable):
        sealer.open_sealed(case, ben, place=PLACE, row=uuid4(), sealed=together)


def test_keys_are_asked_for_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    owners = [(uuid4(), uuid4()) for _ in range(300)]
    with django_assert_num_queries(3):  # look, make, look again
        Sealer(owners)
    with django_assert_num_queries(1):
        sealer = Sealer(owners)
        for case, owner in owners:
            sealer.seal(case, owner, place=PLACE, row=uuid4(), text="x")


def test_a_destroyed_key_and_a_stranger_stay_shut() -> None:
    case, ana = uuid4(), uuid4()
    vault.seal(case, ana, place=PLACE, row=uuid4(), text="x")
    vault.destroy_key(case, ana)
    with pytest.raises(Unreadable):
        Sealer([(case, ana)]).seal(case, ana, place=PLACE, row=uuid4(), text="x")
    with pytest.raises(Unreadable):
        Sealer([]).seal(case, ana, place=PLACE, row=uuid4(), text="x")
