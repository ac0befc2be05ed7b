"""How the words about changes lie in the vault: staff's under the case's own key, an offer under its reader's."""

import json
from collections.abc import Mapping
from uuid import UUID

from ampersand.privacy import vault

REASON, REFERRAL, GUARDIAN, GOING_ON = (
    "cases.reason.words", "cases.referral.words", "cases.guardian.note", "cases.goingon.words",
)  # fmt: skip

type Sealed = bytes | memoryview


def seal_reason(case_id: UUID, row: UUID, words: str) -> bytes:
    """Why something changed."""
    return vault.seal(case_id, case_id, place=REASON, row=row, text=words)


def open_reason(case_id: UUID, row: UUID, sealed: Sealed) -> str:
    """The words again, or nothing where their key was destroyed."""
    return _opened(case_id, case_id, REASON, row, sealed)


def seal_referral(case_id: UUID, person_id: UUID, row: UUID, words: str) -> bytes:
    """Where somebody could go on."""
    return vault.seal(case_id, person_id, place=REFERRAL, row=row, text=words)


def open_referral(case_id: UUID, person_id: UUID, row: UUID, sealed: Sealed) -> str:
    """The words again, or nothing where their key was destroyed."""
    return _opened(case_id, person_id, REFERRAL, row, sealed)


def seal_words(case_id: UUID, place: str, row: UUID, words: Mapping[str, str]) -> bytes:
    """Several words of staff that belong together, by name."""
    return vault.seal(case_id, case_id, place=place, row=row, text=json.dumps(dict(words), ensure_ascii=False))


def open_words(case_id: UUID, place: str, row: UUID, sealed: Sealed | None) -> dict[str, str]:
    """The words by name, or nothing where there are none or their key was destroyed."""
    text = _opened(case_id, case_id, place, row, sealed) if sealed else ""
    return json.loads(text) if text else {}


def _opened(case_id: UUID, owner_id: UUID, place: str, row: UUID, sealed: Sealed) -> str:
    try:
        return vault.open_sealed(case_id, owner_id, place=place, row=row, sealed=bytes(sealed))
    except vault.Unreadable:
        return ""
