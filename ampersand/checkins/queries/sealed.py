"""How answers lie in the vault: as JSON, under the key of their case and person."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from ampersand.privacy import vault
from ampersand.privacy.vault import Unreadable

LINE, FEEDBACK, DRAFT = "checkins.checkinline.said", "checkins.feedback.said", "checkins.checkindraft.typed"

type Sealed = bytes | memoryview


def seal(case_id: UUID, person_id: UUID, place: str, row: UUID, data: object) -> bytes:
    """Plain data sealed for one row; raises vault.Unreadable when the key was destroyed."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(case_id, person_id, place=place, row=row, text=text)


def opened(case_id: UUID, person_id: UUID, place: str, row: UUID, sealed: Sealed) -> Any:
    """What was sealed; raises vault.Unreadable."""
    return json.loads(vault.open_sealed(case_id, person_id, place=place, row=row, sealed=bytes(sealed)))


def parsed(text: str) -> Any:
    """The plain data of a text that was opened."""
    return json.loads(text)


class Opener:
    """Opens many sealed answers of some people of one case with one look-up of keys."""

    def __init__(self, case_id: UUID, people: Iterable[UUID]) -> None:
        self._case = case_id
        self._sealer = vault.Sealer({(case_id, person) for person in people})

    def opened(self, person_id: UUID, place: str, row: UUID, sealed: Sealed) -> Any:
        """What was sealed, or None when its key was destroyed: then it is gone for good."""
        with suppress(Unreadable):
            text = self._sealer.open_sealed(self._case, person_id, place=place, row=row, sealed=bytes(sealed))
            return json.loads(text)
        return None
