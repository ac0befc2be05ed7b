"""Identifiers: UUID version 7 (RFC 9562), so that new rows stand together in an index."""

import os
import time
import uuid


def new_id() -> uuid.UUID:
    """A fresh id: 48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF000 << 64) | 0x7000 << 64
    value = value & ~(0xC000 << 48) | 0x8000 << 48
    return uuid.UUID(int=value)


def kept_apart(one: uuid.UUID, purpose: str) -> uuid.UUID:
    """The id under which something of an owner or a case is kept apart from the rest: always the same for a purpose."""
    return uuid.uuid5(one, purpose)
