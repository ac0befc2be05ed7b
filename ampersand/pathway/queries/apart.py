"""Where the reasons of a look at the whole are kept apart: a key and a chain of their own.

They hang on what one partner answered alone, so neither the case's own key nor its chain says anything of them.
"""

import json
from uuid import UUID

from ampersand.core.ids import kept_apart
from ampersand.privacy import vault

PURPOSE = "course review"
PLACE = "pathway.review.words"
OFFER = "pathway.offer.words"


def chain(case_id: UUID) -> UUID:
    """The audit chain of looks at the whole and of what was seen."""
    return kept_apart(case_id, PURPOSE)


def seal(case_id: UUID, row: UUID, reason: str) -> bytes:
    """The reason of one look, sealed for its row."""
    text = json.dumps({"reason": reason}, ensure_ascii=False)
    return vault.seal(case_id, chain(case_id), place=PLACE, row=row, text=text)


def seal_words(case_id: UUID, person_id: UUID, row: UUID, words: str) -> bytes | None:
    """What somebody says to an offer, sealed under their own key; None when they say nothing."""
    return vault.seal(case_id, person_id, place=OFFER, row=row, text=words) if words else None


def opened(sealer: vault.Sealer, case_id: UUID, row: UUID, sealed: bytes | memoryview) -> str:
    """The reason again; raises vault.Unreadable when its key was destroyed."""
    text = sealer.open_sealed(case_id, chain(case_id), place=PLACE, row=row, sealed=bytes(sealed))
    return str(json.loads(text)["reason"])
