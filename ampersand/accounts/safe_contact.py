"""How the words of a safe contact lie in the vault: under a key of the person's own, kept apart from every case."""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from ampersand.core.ids import kept_apart
from ampersand.privacy import vault

PURPOSE, PLACE = "safe contact", "accounts.safecontact.words"


@dataclass(frozen=True, slots=True)
class Words:
    """What is sealed; all of it may be empty."""

    numbers: str = ""
    address: str = ""
    times_note: str = ""
    code_phrase: str = ""
    we_say: str = ""
    emergency_person: str = ""


def seal(person_id: UUID, words: Words) -> bytes:
    """The words sealed for one person's row."""
    text = json.dumps(asdict(words), ensure_ascii=False, separators=(",", ":"))
    return vault.seal(kept_apart(person_id, PURPOSE), person_id, place=PLACE, row=person_id, text=text)


def opened(person_id: UUID, sealed: bytes | memoryview) -> Words:
    """The words again; empty ones when their key was destroyed."""
    try:
        text = vault.open_sealed(
            kept_apart(person_id, PURPOSE), person_id, place=PLACE, row=person_id, sealed=bytes(sealed)
        )
    except vault.Unreadable:
        return Words()
    return Words(**json.loads(text))
