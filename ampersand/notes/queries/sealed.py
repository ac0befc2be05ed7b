"""How notes lie in the vault: what is of all under the case's own key, one person's under theirs, a draft under its
writer's, and process notes under a key that opens nothing else."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ampersand.core.ids import kept_apart
from ampersand.privacy import vault

NOTE, ADDENDUM = "notes.note.words", "notes.addendum.words"
DRAFT, DRAFT_TRUNK = "notes.draft.words", "notes.draft.trunk"
PROCESS, PROCESS_TRUNK = "notes.process.words", "notes.process.trunk"
EXTRACT, EXTRACT_TRUNK = "notes.extract.words", "notes.extract.trunk"
WHY_NOT, PAPER, EMERGENCY = "notes.accessrequest.words", "notes.courtpaper.words", "notes.emergencyaccess.words"
FORMULATION, FORMULATION_TRUNK, MARK = "notes.formulation.words", "notes.formulation.trunk", "notes.boxmark.words"
PURPOSE = "process notes"

type Sealed = bytes | memoryview


def folder(case_id: UUID, owner_id: UUID | None) -> UUID:
    """Whose key it is: the person's, or the case's where it belongs to all."""
    return owner_id or case_id


def apart(writer_id: UUID) -> UUID:
    """Whose key the process notes of a writer have, and on which chain they are recorded."""
    return kept_apart(writer_id, PURPOSE)


def seal(case_id: UUID, whose: UUID, place: str, row: UUID, data: object) -> bytes:
    """Plain data sealed for one row."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return vault.seal(case_id, whose, place=place, row=row, text=text)


def opened(case_id: UUID, whose: UUID, place: str, row: UUID, sealed: Sealed) -> Any:
    """What was sealed; raises vault.Unreadable when its key was destroyed."""
    return json.loads(vault.open_sealed(case_id, whose, place=place, row=row, sealed=bytes(sealed)))


class Opener:
    """Opens many sealed words with one look-up of keys; `owners` are pairs of case and whose key."""

    def __init__(self, owners: Iterable[tuple[UUID, UUID]]) -> None:
        self._sealer = vault.Sealer(owners)

    def opened(self, case_id: UUID, whose: UUID, place: str, row: UUID, sealed: Sealed) -> Any:
        """What was sealed; raises vault.Unreadable when its key was destroyed."""
        return json.loads(self._sealer.open_sealed(case_id, whose, place=place, row=row, sealed=bytes(sealed)))
