"""Where private checks are kept apart: a key and a chain of their own, and how their words lie in the vault.

The key of a person's ordinary texts opens none of it, and is destroyed without it. The chain of the case says nothing
of it, so a log that clients may read can be made from that chain as it is.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from ampersand.core.ids import kept_apart
from ampersand.privacy import vault
from ampersand.safety.rules.alerts import is_apart

PURPOSE = "private check"
ANSWERS, TALK, DECISION = "safety.privatecheck.answers", "safety.checktalk.words", "safety.jointdecision.words"

type Sealed = bytes | memoryview


def owner(person_id: UUID) -> UUID:
    """The owner under whose key a person's private checks lie; for what is decided about a case, the case itself."""
    return kept_apart(person_id, PURPOSE)


def chain(case_id: UUID) -> UUID:
    """The audit chain of a case's private checks: who was asked, who sent, who looked, what was decided."""
    return kept_apart(case_id, PURPOSE)


def chain_of_alert(case_id: UUID, source: str) -> UUID:
    """The chain on which what is done about an alert is told: that of the private checks, or of the case."""
    return chain(case_id) if is_apart(source) else case_id


def seal(case_id: UUID, about: UUID, *, place: str, row: UUID, words: Mapping[str, Any]) -> bytes:
    """Words about one person, or about the case, sealed for one row."""
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(case_id, owner(about), place=place, row=row, text=text)


class Reader:
    """Opens the words of many rows with few look-ups of keys; for one page, then dropped."""

    def __init__(self, owners: Iterable[tuple[UUID, UUID]]) -> None:
        self._sealer = vault.Sealer((case_id, owner(about)) for case_id, about in owners)

    def open(self, case_id: UUID, about: UUID, *, place: str, row: UUID, sealed: Sealed) -> dict[str, Any]:
        """The words again; raises vault.Unreadable when their key was destroyed."""
        text = self._sealer.open_sealed(case_id, owner(about), place=place, row=row, sealed=bytes(sealed))
        words: dict[str, Any] = json.loads(text)
        return words
