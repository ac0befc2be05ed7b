"""The field vault: text sealed with AES-256-GCM under a data key of its case and owner, bound to its row and column."""

import os
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction

from ampersand.core.clock import now
from ampersand.privacy.keyring import NONCE, KeyRing
from ampersand.privacy.models import DataKey

FORMAT = b"\x01"


class Unreadable(Exception):
    """The sealed text cannot be opened: its key was destroyed, or it was changed or moved to another row."""


@lru_cache(maxsize=1)
def ring() -> KeyRing:
    """The key ring of this process."""
    return KeyRing.load(settings.KEY_RING_FILE)


def seal(case_id: UUID, owner_id: UUID, *, place: str, row: UUID, text: str) -> bytes:
    """Seal a text for one column of one row; the first makes the data key; raises Unreadable if it was destroyed."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + _cipher(case_id, owner_id, make=True).encrypt(nonce, text.encode(), _bound(place, row))


def open_sealed(case_id: UUID, owner_id: UUID, *, place: str, row: UUID, sealed: bytes) -> str:
    """The text again; raises Unreadable."""
    sealed = bytes(sealed)
    if sealed[:1] != FORMAT:
        raise Unreadable("This is not a sealed text.")
    cipher = _cipher(case_id, owner_id, make=False)
    try:
        return cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], _bound(place, row)).decode()
    except InvalidTag:
        raise Unreadable("The sealed text was changed or belongs to another place.") from None


def destroy_key(case_id: UUID, owner_id: UUID) -> None:
    """Make every text of one owner in one case unreadable for good."""
    DataKey.objects.filter(case_id=case_id, owner_id=owner_id).update(wrapped=None, ring_key="", destroyed_at=now())


def rotate() -> int:
    """Wrap every data key anew under the ring's current master key; the number of keys wrapped."""
    ring.cache_clear()
    held, done = ring(), 0
    for key in DataKey.objects.exclude(ring_key=held.current).filter(wrapped__isnull=False).iterator():
        assert key.wrapped is not None
        plain = held.unwrap(key.ring_key, bytes(key.wrapped), _owner(key.case_id, key.owner_id))
        key.ring_key, key.wrapped = held.wrap(plain, _owner(key.case_id, key.owner_id))
        key.save(update_fields=["ring_key", "wrapped"])
        done += 1
    return done


def _cipher(case_id: UUID, owner_id: UUID, *, make: bool) -> AESGCM:
    row = _stored(case_id, owner_id)
    if row is None and make:
        name, wrapped = ring().wrap(AESGCM.generate_key(256), _owner(case_id, owner_id))
        try:
            with transaction.atomic():
                DataKey.objects.create(case_id=case_id, owner_id=owner_id, ring_key=name, wrapped=wrapped)
            row = (name, wrapped)
        except IntegrityError:  # made by another request a moment ago
            row = _stored(case_id, owner_id)
    if row is None or row[1] is None:
        raise Unreadable("The key to this text was destroyed.")
    return _unwrapped(row[0], bytes(row[1]), _owner(case_id, owner_id))


def _stored(case_id: UUID, owner_id: UUID) -> tuple[str, bytes | memoryview | None] | None:
    # Asked of the database every time: a destroyed key must stop working in every process at once.
    return DataKey.objects.filter(case_id=case_id, owner_id=owner_id).values_list("ring_key", "wrapped").first()


@lru_cache(maxsize=4096)
def _unwrapped(name: str, wrapped: bytes, bound_to: bytes) -> AESGCM:
    held = ring()
    if name not in held.keys:  # rotated while this process was running
        ring.cache_clear()
        held = ring()
    return AESGCM(held.unwrap(name, wrapped, bound_to))


def _owner(case_id: UUID, owner_id: UUID) -> bytes:
    return case_id.bytes + owner_id.bytes


def _bound(place: str, row: UUID) -> bytes:
    return f"{place}:{row}".encode()
