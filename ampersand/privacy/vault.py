"""The field vault: text sealed with AES-256-GCM under a data key of its case and owner, bound to its row and column.

What belongs to no case names another unit in its place, such as an enquiry; each unit and owner has a key of its own.
"""

import os
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import batched
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from ampersand.core.clock import now
from ampersand.privacy import prepared
from ampersand.privacy.keyring import NONCE, KeyRing
from ampersand.privacy.models import DataKey
from ampersand.privacy.viewer import NOBODY, Viewer

FORMAT = b"\x01"


class Unreadable(Exception):
    """The sealed text cannot be opened: its key was destroyed, or it was changed or moved to another row."""


class MustStay(Exception):
    """A key may not be destroyed now, and nothing that it opens may be deleted."""


_asked_before: list[Callable[[UUID], bool]] = []


def ask_before_destroying(may_destroy: Callable[[UUID], bool]) -> None:
    """Let a feature say, by the unit's id, whether keys of it may be destroyed; one no is enough."""
    _asked_before.append(may_destroy)


@lru_cache(maxsize=1)
def ring() -> KeyRing:
    """The key ring of this process."""
    return KeyRing.load(settings.KEY_RING_FILE)


def seal(case_id: UUID, owner_id: UUID, *, place: str, row: UUID, text: str) -> bytes:
    """Seal a text for one column of one row; the first makes the data key; raises Unreadable if it was destroyed."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + _cipher(case_id, owner_id, make=True).encrypt(nonce, text.encode(), _bound(place, row))


def seal_file(case_id: UUID, owner_id: UUID, *, place: str, row: UUID, data: bytes) -> bytes:
    """As `seal`, for the bytes of a file."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + _cipher(case_id, owner_id, make=True).encrypt(nonce, data, _bound(place, row))


def open_file(case_id: UUID, owner_id: UUID, *, place: str, row: UUID, sealed: bytes) -> bytes:
    """The bytes again; raises Unreadable."""
    return _plain(_cipher(case_id, owner_id, make=False), place, row, sealed)


def open_sealed(case_id: UUID, owner_id: UUID, *, place: str, row: UUID, sealed: bytes) -> str:
    """The text again; raises Unreadable."""
    return _opened(_cipher(case_id, owner_id, make=False), place, row, bytes(sealed))


class Sealer:
    """Seals and opens many texts of many owners with few look-ups of keys; made for one transaction, then dropped.

    `owners` are pairs of case and owner; keys that are missing are made.
    """

    def __init__(self, owners: Iterable[tuple[UUID, UUID]]) -> None:
        wanted = set(owners)
        rows = _stored_many(wanted)
        if missing := sorted(wanted - rows.keys()):
            DataKey.objects.bulk_create((_fresh(*pair) for pair in missing), ignore_conflicts=True, batch_size=500)
            rows |= _stored_many(set(missing))  # asked again: another request may have made one a moment earlier
        self._ciphers = {
            pair: _unwrapped(name, bytes(wrapped), _owner(*pair))
            for pair, (name, wrapped) in rows.items()
            if wrapped is not None
        }

    def seal(self, case_id: UUID, owner_id: UUID, *, place: str, row: UUID, text: str) -> bytes:
        """As `seal` of this module."""
        nonce = os.urandom(NONCE)
        return FORMAT + nonce + self._cipher(case_id, owner_id).encrypt(nonce, text.encode(), _bound(place, row))

    def open_sealed(self, case_id: UUID, owner_id: UUID, *, place: str, row: UUID, sealed: bytes) -> str:
        """As `open_sealed` of this module."""
        return _opened(self._cipher(case_id, owner_id), place, row, bytes(sealed))

    def _cipher(self, case_id: UUID, owner_id: UUID) -> AESGCM:
        try:
            return self._ciphers[case_id, owner_id]
        except KeyError:
            raise Unreadable("The key to this text was destroyed.") from None


def destroy_key(case_id: UUID, owner_id: UUID) -> None:
    """Make every text of one owner in one case unreadable for good; raises MustStay while something forbids it."""
    if not all(may_destroy(case_id) for may_destroy in _asked_before):
        raise MustStay("A legal hold lies on this case: nothing of it is destroyed.")
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


def _opened(cipher: AESGCM, place: str, row: UUID, sealed: bytes) -> str:
    return _plain(cipher, place, row, sealed).decode()


def _plain(cipher: AESGCM, place: str, row: UUID, sealed: bytes) -> bytes:
    if sealed[:1] != FORMAT:
        raise Unreadable("This is not a sealed text.")
    try:
        return cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], _bound(place, row))
    except InvalidTag:
        raise Unreadable("The sealed text was changed or belongs to another place.") from None


def _fresh(case_id: UUID, owner_id: UUID) -> DataKey:
    name, wrapped = ring().wrap(AESGCM.generate_key(256), _owner(case_id, owner_id))
    return DataKey(case_id=case_id, owner_id=owner_id, ring_key=name, wrapped=wrapped)


def _stored_many(pairs: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], tuple[str, bytes | memoryview | None]]:
    found: dict[tuple[UUID, UUID], tuple[str, bytes | memoryview | None]] = {}
    for some in batched(sorted({case_id for case_id, _ in pairs}), 500):
        rows = DataKey.objects.filter(case_id__in=some).values_list("case_id", "owner_id", "ring_key", "wrapped")
        found |= {(case_id, owner_id): (name, wrapped) for case_id, owner_id, name, wrapped in rows}
    return {pair: row for pair, row in found.items() if pair in pairs}


def _cipher(case_id: UUID, owner_id: UUID, *, make: bool) -> AESGCM:
    row = _stored(case_id, owner_id)
    if row is None and make:
        fresh = _fresh(case_id, owner_id)
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
            row = (fresh.ring_key, fresh.wrapped)
        except IntegrityError:  # made by another request a moment ago
            row = _stored(case_id, owner_id)
    if row is None or row[1] is None:
        raise Unreadable("The key to this text was destroyed.")
    return _unwrapped(row[0], bytes(row[1]), _owner(case_id, owner_id))


def _stored(case_id: UUID, owner_id: UUID) -> tuple[str, bytes | memoryview | None] | None:
    # Asked of the database every time: a destroyed key must stop working in every process at once.
    return next(iter(_key_row(NOBODY, case_id, owner_id)), None)


@prepared.read
def _key_row(_: Viewer, case_id: UUID, owner_id: UUID) -> "QuerySet[DataKey, tuple[str, bytes | memoryview | None]]":
    return DataKey.objects.filter(case_id=case_id, owner_id=owner_id).values_list("ring_key", "wrapped")


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
