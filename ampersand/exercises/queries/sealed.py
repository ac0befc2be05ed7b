"""How the words of exercises lie in the vault: a page's under its owner's key, what is of all under the case's own."""

from uuid import UUID

from ampersand.privacy import vault

LINE, NOTE, TABLE, KEPT = (
    "exercises.line.words",
    "exercises.task.note",
    "exercises.sitting.table",
    "exercises.kept.words",
)


def seal(case_id: UUID, owner_id: UUID, place: str, row: UUID, text: str) -> bytes:
    """A text sealed for one row."""
    return vault.seal(case_id, owner_id, place=place, row=row, text=text)


def opened(case_id: UUID, owner_id: UUID, place: str, row: UUID, sealed: bytes | memoryview) -> str:
    """What was sealed; raises vault.Unreadable when its key was destroyed."""
    return vault.open_sealed(case_id, owner_id, place=place, row=row, sealed=bytes(sealed))
