"""Sealed texts: only the right key, row and column opens them, and a destroyed key never does."""

import json
from uuid import uuid4

import pytest
from django.conf import settings

from ampersand.core.ids import new_id
from ampersand.privacy import vault
from ampersand.privacy.keyring import KeyRing, KeyRingError
from ampersand.privacy.models import DataKey

pytestmark = pytest.mark.django_db
CASE, ANA, BEN, ROW = new_id(), new_id(), new_id(), new_id()


def seal(text: str = "I was afraid") -> bytes:
    return vault.seal(CASE, ANA, place="notes.text", row=ROW, text=text)


def reopen(sealed: bytes, **other: object) -> str:
    asked = {"place": "notes.text", "row": ROW, "case_id": CASE, "owner_id": ANA, **other}
    return vault.open_sealed(asked["case_id"], asked["owner_id"], place=asked["place"], row=asked["row"], sealed=sealed)


def test_a_sealed_text_opens_again_and_shows_nothing_of_itself() -> None:
    sealed = seal()
    assert reopen(sealed) == "I was afraid"
    assert b"afraid" not in sealed
    assert seal() != sealed


@pytest.mark.parametrize("moved", [{"row": uuid4()}, {"place": "notes.title"}])
def test_a_text_moved_to_another_place_does_not_open(moved: dict[str, object]) -> None:
    with pytest.raises(vault.Unreadable):
        reopen(seal(), **moved)


def test_another_owners_key_does_not_open_it() -> None:
    vault.seal(CASE, BEN, place="notes.text", row=ROW, text="his")
    with pytest.raises(vault.Unreadable):
        reopen(seal(), owner_id=BEN)


def test_a_changed_byte_does_not_open() -> None:
    sealed = bytearray(seal())
    sealed[-1] ^= 1
    with pytest.raises(vault.Unreadable):
        reopen(bytes(sealed))


def test_a_destroyed_key_opens_nothing_and_is_not_made_again() -> None:
    sealed = seal()
    assert reopen(sealed) == "I was afraid"
    vault.destroy_key(CASE, ANA)
    with pytest.raises(vault.Unreadable):
        reopen(sealed)
    with pytest.raises(vault.Unreadable):
        seal()


def test_rotation_wraps_every_key_anew_and_the_old_master_key_may_go() -> None:
    sealed, ring = seal(), vault.ring()
    before = DataKey.objects.get(case_id=CASE, owner_id=ANA).ring_key
    ring.with_new_key()
    try:
        assert vault.rotate() >= 1
        assert vault.rotate() == 0
        assert DataKey.objects.get(case_id=CASE, owner_id=ANA).ring_key != before
        vault.ring().without(before)
        vault.ring.cache_clear()
        vault._unwrapped.cache_clear()
        assert reopen(sealed) == "I was afraid"
    finally:
        vault.ring.cache_clear()


def test_a_damaged_ring_is_refused_in_words(tmp_path: object) -> None:
    path = settings.DATA_DIR / "damaged.json"
    path.write_text(json.dumps({"current": "k1"}))
    with pytest.raises(KeyRingError, match="cannot be read"):
        KeyRing.load(path)
