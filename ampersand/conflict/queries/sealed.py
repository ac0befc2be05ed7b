"""How words about rows lie in the vault: one's own under one's own key, the loop under the key of the case."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ampersand.privacy import vault

TELLING, UNSENT = "conflict.telling.words", "conflict.unsent.words"
OFFER, SIDE, LOOP = "conflict.pair.words", "conflict.side.words", "conflict.loop.words"

type Sealed = bytes | memoryview


def seal(case_id: UUID, owner_id: UUID, place: str, row: UUID, data: object) -> bytes:
    """Plain data sealed for one row."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(case_id, owner_id, place=place, row=row, text=text)


def opened(case_id: UUID, owner_id: UUID, place: str, row: UUID, sealed: Sealed) -> Any:
    """What was sealed; raises vault.Unreadable when its key was destroyed."""
    return json.loads(vault.open_sealed(case_id, owner_id, place=place, row=row, sealed=bytes(sealed)))


class Opener:
    """Opens many sealed words of one case with one look-up of keys; `owners` are those whose words there are."""

    def __init__(self, case_id: UUID, owners: Iterable[UUID]) -> None:
        self._case = case_id
        self._sealer = vault.Sealer({(case_id, owner) for owner in owners})

    def opened(self, owner_id: UUID, place: str, row: UUID, sealed: Sealed) -> Any:
        """What was sealed; raises vault.Unreadable when its key was destroyed."""
        return json.loads(self._sealer.open_sealed(self._case, owner_id, place=place, row=row, sealed=bytes(sealed)))
