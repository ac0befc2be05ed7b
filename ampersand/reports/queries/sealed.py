"""Words and files in the vault: one person's under their key, what is of all or of the team under the case's."""

import base64
import json
from collections.abc import Iterable
from uuid import UUID

from ampersand.privacy import vault

RELEASE, DEPARTURE = "reports.release.words", "reports.departure.words"
PAGE, FILE = "reports.report.page", "reports.report.file"

type Sealed = bytes | memoryview


def seal_words(case_id: UUID, owner_id: UUID | None, place: str, row: UUID, words: dict[str, str]) -> bytes:
    """To whom and for what, sealed."""
    return vault.seal(case_id, owner_id or case_id, place=place, row=row, text=json.dumps(words, ensure_ascii=False))


def open_words(case_id: UUID, owner_id: UUID | None, place: str, row: UUID, sealed: Sealed) -> dict[str, str]:
    """What was sealed; raises vault.Unreadable when its key was destroyed."""
    found: dict[str, str] = json.loads(
        vault.open_sealed(case_id, owner_id or case_id, place=place, row=row, sealed=bytes(sealed))
    )
    return found


def opened(
    sealer: vault.Sealer, case_id: UUID, owner_id: UUID | None, place: str, row: UUID, sealed: Sealed
) -> dict[str, str]:
    """What was sealed, opened with keys at hand; raises vault.Unreadable when its key was destroyed."""
    text = sealer.open_sealed(case_id, owner_id or case_id, place=place, row=row, sealed=bytes(sealed))
    found: dict[str, str] = json.loads(text)
    return found


class Opener:
    """Opens many words of one case with one look-up of keys; `owners` are those whose words there are."""

    def __init__(self, case_id: UUID, owners: Iterable[UUID | None]) -> None:
        self._case = case_id
        self._sealer = vault.Sealer({(case_id, owner or case_id) for owner in owners})

    def words(self, owner_id: UUID | None, place: str, row: UUID, sealed: Sealed) -> dict[str, str]:
        """What was sealed; raises vault.Unreadable when its key was destroyed."""
        return opened(self._sealer, self._case, owner_id, place, row, sealed)


def seal_page(case_id: UUID, owner_id: UUID | None, row: UUID, page: str) -> bytes:
    """The page that is to become a file, sealed."""
    return vault.seal(case_id, owner_id or case_id, place=PAGE, row=row, text=page)


def open_page(case_id: UUID, owner_id: UUID | None, row: UUID, sealed: Sealed) -> str:
    """The page again; raises vault.Unreadable."""
    return vault.open_sealed(case_id, owner_id or case_id, place=PAGE, row=row, sealed=bytes(sealed))


def seal_file(case_id: UUID, owner_id: UUID | None, row: UUID, file: bytes) -> bytes:
    """A file, sealed."""
    text = base64.b64encode(file).decode()
    return vault.seal(case_id, owner_id or case_id, place=FILE, row=row, text=text)


def open_file(case_id: UUID, owner_id: UUID | None, row: UUID, sealed: Sealed) -> bytes:
    """The file again; raises vault.Unreadable."""
    text = vault.open_sealed(case_id, owner_id or case_id, place=FILE, row=row, sealed=bytes(sealed))
    return base64.b64decode(text)
