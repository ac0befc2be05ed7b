"""Asking for a consultation, without an account: what is sent, and what the one who asked does afterwards."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.directory.actions import telling
from ampersand.directory.models import Enquiry, Letter, LetterWord, Listing
from ampersand.directory.policy import enquiries_from, enquiries_held, letters_held, times_held, words_held
from ampersand.directory.queries import sealed
from ampersand.directory.rules.letter import Reach, Sent
from ampersand.directory.rules.waiting import OPEN
from ampersand.privacy import audit, vault
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

MOST_WORDS = 20  # words added to one letter by the one who asked


class Changed(Exception):
    """What was on the page is not so any more, such as a time that was taken back."""


@dataclass(frozen=True)
class Asked:
    """What became of an enquiry: the link of its page, and whether it waits for a look into the mail."""

    token: str
    held: bool


def ask(
    *, by: Viewer, form: UUID, slugs: Sequence[str], sent: Sent, zone: str, held: bool = False, may_mail: bool = True
) -> Asked:
    """Send one letter to each of these therapists, sealed for each alone; sent twice from one form, it is sent once.

    Who asks is stored nowhere but in what they hand over, even when somebody is signed in. A `held` enquiry reaches
    nobody until its link, which goes out by mail, is opened and confirmed. Raises Hidden when none of them is on show.
    """
    rows = Listing.objects.visible_to(by).filter(slug__in=slugs)
    therapists = list(rows.values_list("profile_id", "person_id", "practice_id"))
    if not therapists:
        raise Hidden
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            enquiry = _enquiry(form, Reach(token, sent.mail), zone)
            audit.record(chain=enquiry.pk, actor=None, verb="enquiry.made", subject=enquiry)
            for profile_id, person_id, practice_id in therapists:
                letter = _letter(enquiry, (profile_id, person_id, practice_id), sent, held=held)
                if not held:
                    telling.therapist(letter)
            if sent.mail and (held or may_mail):
                telling.link(sent.mail, token, confirm=held)
    except IntegrityError:
        if (before := asked_before(form)) is None:
            raise
        return before
    return Asked(token, held)


def confirm(*, token: str) -> None:
    """Send what was held back, now that its link came back from the mail; twice is once; raises Hidden."""
    with transaction.atomic():
        enquiry = _held(token)
        waiting = letters_held(token).filter(state=Letter.State.HELD)
        letters = list(waiting.select_for_update())
        waiting.update(state=Letter.State.SENT, asked_at=now(), moved_at=now())
        for letter in letters:
            audit.record(chain=enquiry.pk, actor=None, verb="enquiry.confirmed", subject=letter)
            telling.therapist(letter)


def add_word(*, token: str, letter_id: UUID, word_id: UUID, text: str) -> None:
    """Add a word to one letter; sent twice from one form, it is added once; raises Hidden, Changed when it is over."""
    with transaction.atomic():
        letter = _letter_held(token, letter_id)
        mine = words_held(token).filter(letter=letter, from_therapist=False)
        if letter.state not in OPEN or mine.count() >= MOST_WORDS:
            raise Changed
        word = LetterWord(pk=word_id, letter=letter, from_therapist=False)
        word.text = sealed.seal_word(letter.enquiry_id, letter.therapist_id, word.pk, text)
        try:
            with transaction.atomic():
                word.insert()
        except IntegrityError:
            return
        audit.record(chain=letter.enquiry_id, actor=None, verb="enquiry.word", subject=letter)
        telling.therapist(letter)


def choose_time(*, token: str, time_id: UUID) -> None:
    """Choose one of the offered times; choosing again takes the other instead; raises Hidden, Changed."""
    with transaction.atomic():
        time = times_held(token).select_related("letter").filter(pk=time_id).first()
        if time is None:
            raise Changed if enquiries_held(token).exists() else Hidden
        letter = _letter_held(token, time.letter_id)
        if letter.state not in {Letter.State.OFFERED, Letter.State.CHOSEN} or time.starts_at <= now():
            raise Changed
        if time.chosen_at:
            return
        offered = times_held(token).filter(letter=letter)
        offered.filter(chosen_at__isnull=False).update(chosen_at=None)
        offered.filter(pk=time_id).update(chosen_at=now())
        _move(token, letter, Letter.State.CHOSEN)
        audit.record(chain=letter.enquiry_id, actor=None, verb="enquiry.time_chosen", subject=letter)
        telling.therapist(letter)


def withdraw(*, token: str, letter_id: UUID) -> None:
    """Take a letter back: its words are destroyed at once; the therapist sees only that it was taken back."""
    with transaction.atomic():
        letter = _letter_held(token, letter_id)
        if letter.state not in OPEN:
            return
        vault.destroy_key(letter.enquiry_id, letter.therapist_id)
        _move(token, letter, Letter.State.WITHDRAWN)
        audit.record(chain=letter.enquiry_id, actor=None, verb="enquiry.withdrawn", subject=letter)


def give_address(*, token: str, letter_id: UUID, mail: str) -> None:
    """Give one therapist an address for an invitation, and ourselves one for news; raises Hidden, Changed."""
    with transaction.atomic():
        enquiry, letter = _held(token), _letter_held(token, letter_id)
        if letter.state not in OPEN:
            raise Changed
        known = sealed.open_sent(enquiry.pk, letter.therapist_id, letter.pk, bytes(letter.sent))
        again = sealed.seal_sent(enquiry.pk, letter.therapist_id, letter.pk, replace(known, mail=mail))
        letters_held(token).filter(pk=letter.pk).update(sent=again, moved_at=now())
        enquiries_held(token).update(reach=sealed.seal_reach(enquiry.pk, Reach(token, mail)))
        audit.record(chain=enquiry.pk, actor=None, verb="enquiry.address", subject=letter)
        telling.therapist(letter)


def _enquiry(form: UUID, reach: Reach, zone: str) -> Enquiry:
    enquiry = Enquiry(form=form, token_hash=sha256(reach.token.encode()).hexdigest(), zone=zone)
    enquiry.reach = sealed.seal_reach(enquiry.pk, reach)
    return enquiry.insert()


def _letter(enquiry: Enquiry, whom: tuple[UUID, UUID, UUID], sent: Sent, *, held: bool) -> Letter:
    profile_id, person_id, practice_id = whom
    letter = Letter(
        id=new_id(), enquiry=enquiry, profile_id=profile_id, therapist_id=person_id, practice_id=practice_id,
        state=Letter.State.HELD if held else Letter.State.SENT,
    )  # fmt: skip
    letter.sent = sealed.seal_sent(enquiry.pk, person_id, letter.pk, sent)
    audit.record(chain=enquiry.pk, actor=None, verb="enquiry.letter", subject=letter)
    return letter.insert()


def asked_before(form: UUID) -> Asked | None:
    """What became of what was sent from this form already; None if nothing was."""
    enquiry = enquiries_from(form).first()
    if enquiry is None:
        return None
    reach = sealed.open_reach(enquiry.pk, bytes(enquiry.reach))
    held = letters_held(reach.token).filter(state=Letter.State.HELD).exists()
    return Asked(reach.token, held)


def _held(token: str) -> Enquiry:
    enquiry = enquiries_held(token).first()
    if enquiry is None:
        raise Hidden
    return enquiry


def _letter_held(token: str, letter_id: UUID) -> Letter:
    letter = letters_held(token).select_for_update().filter(pk=letter_id).first()
    if letter is None:
        raise Hidden
    return letter


def _move(token: str, letter: Letter, state: str) -> None:
    letters_held(token).filter(pk=letter.pk).update(state=state, moved_at=now())
