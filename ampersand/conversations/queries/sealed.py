"""How words lie in the vault: of all under the case's key, of one alone under theirs, begun under the writer's."""

from collections.abc import Iterable
from uuid import UUID

from ampersand.privacy import vault

VERSION, DRAFT = "conversations.version.words", "conversations.messagedraft.words"
FILE, NAME, PIECE = "conversations.attachment.file", "conversations.attachment.name", "conversations.piece.data"
HELD = "conversations.heldmessage.words"

type Sealed = bytes | memoryview


def seal(case_id: UUID, owner_id: UUID | None, place: str, row: UUID, text: str) -> bytes:
    """Words sealed for one row; without an owner they are of all in the case."""
    return vault.seal(case_id, owner_id or case_id, place=place, row=row, text=text)


class Opener:
    """Opens many words of one case with one look-up of keys; `owners` are those whose words there are, None for all."""

    def __init__(self, case_id: UUID, owners: Iterable[UUID | None]) -> None:
        self._case = case_id
        self._sealer = vault.Sealer({(case_id, owner or case_id) for owner in owners})

    def opened(self, owner_id: UUID | None, place: str, row: UUID, sealed: Sealed) -> str:
        """The words again; raises vault.Unreadable when their key was destroyed."""
        return self._sealer.open_sealed(self._case, owner_id or self._case, place=place, row=row, sealed=bytes(sealed))

    def read(self, owner_id: UUID | None, place: str, row: UUID, sealed: Sealed) -> str | None:
        """The words again, or None when their key was destroyed."""
        try:
            return self.opened(owner_id, place, row, sealed)
        except vault.Unreadable:
            return None
