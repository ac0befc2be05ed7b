"""How the words of exercises lie in the vault: a page's under its owner's key, what is of all under the case's own."""

from collections.abc import Iterable
from uuid import UUID

from ampersand.privacy import vault
from ampersand.privacy.vault import Unreadable

LINE, NOTE, TABLE, KEPT = (
    "exercises.line.words",
    "exercises.task.note",
    "exercises.sitting.table",
    "exercises.kept.words",
)
PIECE, PIECE_NOTE = "exercises.mappiece.words", "exercises.mappiece.note"


def seal(case_id: UUID, owner_id: UUID, place: str, row: UUID, text: str) -> bytes:
    """A text sealed for one row."""
    return vault.seal(case_id, owner_id, place=place, row=row, text=text)


def opened(case_id: UUID, owner_id: UUID, place: str, row: UUID, sealed: bytes | memoryview) -> str:
    """What was sealed; raises vault.Unreadable when its key was destroyed."""
    return vault.open_sealed(case_id, owner_id, place=place, row=row, sealed=bytes(sealed))


class Opener:
    """Opens many texts with one look-up of keys; `owners` are pairs of case and owner."""

    def __init__(self, owners: Iterable[tuple[UUID, UUID]]) -> None:
        wanted = set(owners)
        self._sealer = vault.Sealer(wanted) if wanted else None

    def opened(self, case_id: UUID, owner_id: UUID, place: str, row: UUID, sealed: bytes | memoryview) -> str:
        """What was sealed; empty when its key was destroyed, for then it is gone for good."""
        if self._sealer is None:
            return ""
        try:
            return self._sealer.open_sealed(case_id, owner_id, place=place, row=row, sealed=bytes(sealed))
        except Unreadable:
            return ""
