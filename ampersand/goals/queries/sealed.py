"""How the words of goals lie in the vault: what is ours under the case's own key, what is mine under the person's."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ampersand.goals.rules import wording
from ampersand.goals.rules.wording import Words
from ampersand.privacy import vault

WORDS, RATING = "goals.wording.words", "goals.rating.words"
STEP, SETBACK = "goals.step.words", "goals.setback.words"

type Sealed = bytes | memoryview


def owner_of(case_id: UUID, owner_id: UUID | None) -> UUID:
    """Whose key it is: the owner's, or the case's where it belongs to all."""
    return owner_id or case_id


def seal(case_id: UUID, owner_id: UUID | None, place: str, row: UUID, data: object) -> bytes:
    """Plain data sealed for one row."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(case_id, owner_of(case_id, owner_id), place=place, row=row, text=text)


def opened(case_id: UUID, owner_id: UUID | None, place: str, row: UUID, sealed: Sealed) -> Any:
    """What was sealed; raises vault.Unreadable when its key was destroyed."""
    owner = owner_of(case_id, owner_id)
    return json.loads(vault.open_sealed(case_id, owner, place=place, row=row, sealed=bytes(sealed)))


def seal_words(case_id: UUID, owner_id: UUID | None, row: UUID, words: Words) -> bytes:
    """The words of one version of a goal, sealed."""
    return seal(case_id, owner_id, WORDS, row, wording.to_data(words))


def open_words(case_id: UUID, owner_id: UUID | None, row: UUID, sealed: Sealed) -> Words:
    """The words of one version of a goal; raises vault.Unreadable."""
    return wording.from_data(opened(case_id, owner_id, WORDS, row, sealed))


class Opener:
    """Opens many sealed words of one case with one look-up of keys; `owners` are those whose words there are."""

    def __init__(self, case_id: UUID, owners: Iterable[UUID | None]) -> None:
        self._case = case_id
        self._sealer = vault.Sealer({(case_id, owner_of(case_id, owner)) for owner in owners})

    def opened(self, owner_id: UUID | None, place: str, row: UUID, sealed: Sealed) -> Any:
        """What was sealed; raises vault.Unreadable when its key was destroyed."""
        owner = owner_of(self._case, owner_id)
        return json.loads(self._sealer.open_sealed(self._case, owner, place=place, row=row, sealed=bytes(sealed)))
