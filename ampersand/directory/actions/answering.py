"""What a therapist does with a letter: accept, propose times, add a word, decline kindly, close, begin a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import actions as cases
from ampersand.cases.actions import Invitee
from ampersand.cases.models import Case
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.directory.actions import telling
from ampersand.directory.models import Letter, LetterWord, OfferedTime
from ampersand.directory.queries import sealed
from ampersand.directory.rules.waiting import OPEN
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


class Over(Exception):
    """The letter was taken back, declined or closed meanwhile."""


@dataclass(frozen=True)
class Offer:
    """One time that is proposed."""

    starts_at: datetime
    minutes: int
    online: bool


def accept(*, by: Viewer, letter_id: UUID, text: str = "") -> None:
    """Say yes to a first meeting; twice is once; raises Hidden, Over."""
    with transaction.atomic():
        letter = _mine(by, letter_id)
        if letter.state == Letter.State.SENT:
            _move(by, letter, Letter.State.ACCEPTED, "enquiry.accepted")
        if text:
            _say(letter, new_id(), text)
        telling.asker(letter)


def offer_times(*, by: Viewer, letter_id: UUID, offers: Sequence[Offer], text: str = "") -> None:
    """Propose times in place of those proposed before; a chosen time is given up; raises Hidden, Over."""
    with transaction.atomic():
        letter = _mine(by, letter_id)
        OfferedTime.objects.visible_to(by, "write").filter(letter=letter).delete()
        for starts_at, offer in sorted({offer.starts_at: offer for offer in offers}.items()):
            OfferedTime(letter=letter, starts_at=starts_at, minutes=offer.minutes, online=offer.online).insert()
        if text:
            _say(letter, new_id(), text)
        _move(by, letter, Letter.State.OFFERED, "enquiry.times_offered")
        telling.asker(letter)


def add_word(*, by: Viewer, letter_id: UUID, word_id: UUID, text: str) -> None:
    """Add a word; sent twice from one form, it is added once; raises Hidden, Over."""
    with transaction.atomic():
        letter = _mine(by, letter_id)
        if letter.state == Letter.State.SENT:
            _move(by, letter, Letter.State.ACCEPTED, "enquiry.accepted")
        if _say(letter, word_id, text):
            audit.record(chain=letter.enquiry_id, actor=by.person_id, verb="enquiry.answered", subject=letter)
            telling.asker(letter)


def decline(*, by: Viewer, letter_id: UUID, text: str, turn: Sequence[str]) -> None:
    """Say no with kind words, and where else to turn; twice is once; raises Hidden, Over."""
    with transaction.atomic():
        letter = _mine(by, letter_id, closed_as=Letter.State.DECLINED)
        if letter.state == Letter.State.DECLINED:
            return
        _say(letter, new_id(), text)
        Letter.objects.visible_to(by, "write").filter(pk=letter.pk).update(turn=" ".join(turn))
        _move(by, letter, Letter.State.DECLINED, "enquiry.declined")
        telling.asker(letter)


def close(*, by: Viewer, letter_id: UUID) -> None:
    """Close what is no real letter: its words are destroyed at once, and whoever sent it is told that it is closed."""
    with transaction.atomic():
        letter = _mine(by, letter_id, closed_as=Letter.State.UNANSWERED)
        if letter.state == Letter.State.UNANSWERED:
            return
        vault.destroy_key(letter.enquiry_id, letter.therapist_id)
        _move(by, letter, Letter.State.UNANSWERED, "enquiry.closed")
        telling.asker(letter)


def begin(*, by: Viewer, letter_id: UUID, kind: str, invitees: Sequence[Invitee], case_id: UUID) -> Case:
    """Begin a case from a letter, each member invited by a link of their own; twice is once; raises Hidden, Over."""
    with transaction.atomic():
        letter = _mine(by, letter_id, closed_as=Letter.State.BEGUN)
        case = cases.open_case(by=by, kind=kind, invitees=invitees, case_id=letter.case_id or case_id)
        if letter.state != Letter.State.BEGUN:
            Letter.objects.visible_to(by, "write").filter(pk=letter.pk).update(case=case)
            _move(by, letter, Letter.State.BEGUN, "enquiry.begun")
            telling.asker(letter)
    return case


def note_look(*, by: Viewer, letter_id: UUID, enquiry_id: UUID) -> None:
    """Record that the therapist opened a letter."""
    audit.record(chain=enquiry_id, actor=by.person_id, verb="enquiry.opened", subject=Letter(pk=letter_id))


def _mine(by: Viewer, letter_id: UUID, closed_as: str = "") -> Letter:
    """The letter, if it is still open or was closed in just this way; others stand in line until the end."""
    rows = Letter.objects.visible_to(by, "write").select_for_update()
    letter: Letter | None = rows.filter(pk=letter_id).first()
    if letter is None:
        raise Hidden
    if letter.state not in OPEN and letter.state != closed_as:
        raise Over
    return letter


def _move(by: Viewer, letter: Letter, state: str, verb: str) -> None:
    Letter.objects.visible_to(by, "write").filter(pk=letter.pk).update(state=state, moved_at=now())
    audit.record(chain=letter.enquiry_id, actor=by.person_id, verb=verb, subject=letter)


def _say(letter: Letter, word_id: UUID, text: str) -> bool:
    word = LetterWord(pk=word_id, letter=letter, from_therapist=True)
    word.text = sealed.seal_word(letter.enquiry_id, letter.therapist_id, word.pk, text)
    try:
        with transaction.atomic():
            word.insert()
    except IntegrityError:
        return False
    return True
