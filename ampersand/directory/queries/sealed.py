"""Places of sealed texts, and opening them. Each therapist's part of an enquiry has a key of its own."""

from collections.abc import Iterable
from uuid import UUID

from ampersand.directory.rules import letter as rules
from ampersand.directory.rules.letter import Reach, Sent
from ampersand.privacy import vault
from ampersand.privacy.vault import Sealer

SENT = "directory.letter.sent"
WORD = "directory.letterword.text"
REACH = "directory.enquiry.reach"


def seal_sent(enquiry_id: UUID, therapist_id: UUID, letter_id: UUID, sent: Sent) -> bytes:
    """What was handed over, sealed for one therapist."""
    text = rules.sealed_text(sent)
    return vault.seal(enquiry_id, therapist_id, place=SENT, row=letter_id, text=text)


def open_sent(enquiry_id: UUID, therapist_id: UUID, letter_id: UUID, sealed: bytes) -> Sent:
    """What was handed over; raises Unreadable."""
    return rules.sent(vault.open_sealed(enquiry_id, therapist_id, place=SENT, row=letter_id, sealed=sealed))


def open_many(rows: Iterable[tuple[UUID, UUID, UUID, bytes]]) -> dict[UUID, Sent]:
    """What was handed over by letter, of (enquiry, therapist, letter, sealed); those destroyed are left out."""
    rows = list(rows)
    sealer, found = Sealer((row[0], row[1]) for row in rows), {}
    for enquiry_id, therapist_id, letter_id, sealed in rows:
        try:
            text = sealer.open_sealed(enquiry_id, therapist_id, place=SENT, row=letter_id, sealed=sealed)
        except vault.Unreadable:
            continue
        found[letter_id] = rules.sent(text)
    return found


def seal_word(enquiry_id: UUID, therapist_id: UUID, word_id: UUID, text: str) -> bytes:
    """A word that was added, sealed with the letter's own key."""
    return vault.seal(enquiry_id, therapist_id, place=WORD, row=word_id, text=text)


def open_word(enquiry_id: UUID, therapist_id: UUID, word_id: UUID, sealed: bytes) -> str:
    """A word that was added; raises Unreadable."""
    return vault.open_sealed(enquiry_id, therapist_id, place=WORD, row=word_id, sealed=sealed)


def seal_reach(enquiry_id: UUID, reach: Reach) -> bytes:
    """The link and the address, sealed with the enquiry's own key: no therapist's key opens it."""
    return vault.seal(enquiry_id, enquiry_id, place=REACH, row=enquiry_id, text=rules.sealed_text(reach))


def open_reach(enquiry_id: UUID, sealed: bytes) -> Reach:
    """The link and the address; raises Unreadable."""
    return rules.reach(vault.open_sealed(enquiry_id, enquiry_id, place=REACH, row=enquiry_id, sealed=sealed))
