"""What the keeper does for the directory: remind, tell, close, destroy, and let days pass."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from ampersand.core.clock import now, today
from ampersand.directory.actions import listing, telling
from ampersand.directory.models import Enquiry, Letter, Profile
from ampersand.directory.rules.waiting import ENDED, OPEN, Patience, due
from ampersand.privacy import audit, vault

REMIND_BEFORE = timedelta(days=3)  # before what was said about room ends
AT_ONCE = 500


def patience() -> Patience:
    """How many days the practice gives."""
    return Patience(*settings.ENQUIRY_DAYS)


def keep_letters() -> int:
    """Do for every letter what is due; how many were touched. Inside a system scope."""
    days, instant = patience(), now()
    waiting = Q(
        state=Letter.State.SENT, asked_at__lte=instant - timedelta(days=min(days.remind, days.tell, days.close))
    )
    over = Q(state__in=ENDED, moved_at__lte=instant - timedelta(days=days.keep))
    quiet = Q(state__in=OPEN - {"sent"}, moved_at__lte=instant - timedelta(days=days.close + days.keep))
    held = Q(state=Letter.State.HELD, asked_at__lte=instant - timedelta(days=1))
    ids = list(Letter.objects.filter(waiting | over | quiet | held).values_list("pk", flat=True)[:AT_ONCE])
    return sum(_keep(letter_id, days) for letter_id in ids)


def _keep(letter_id: UUID, days: Patience) -> int:
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
        stage = due(letter.state, letter.asked_at, letter.moved_at, now(), days) if letter else ""
        if letter is None or not stage:
            return 0
        if stage == "destroy":
            _destroy(letter)
        elif stage == "close":
            _close(letter)
        else:
            return _say(letter, stage)
    return 1


def _say(letter: Letter, stage: str) -> int:
    """Remind the therapist once; from then on tell the one who asked, once."""
    rows, touched = Letter.objects.filter(pk=letter.pk), 0
    if letter.reminded_at is None:
        rows.update(reminded_at=now())
        telling.therapist(letter, again=True)
        touched = 1
    if stage == "tell" and letter.told_at is None:
        rows.update(told_at=now())
        audit.record(chain=letter.enquiry_id, actor=None, verb="enquiry.told_of_waiting", subject=letter)
        telling.asker(letter, waiting=True)
        touched = 1
    return touched


def _close(letter: Letter) -> None:
    vault.destroy_key(letter.enquiry_id, letter.therapist_id)
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.UNANSWERED, moved_at=now())
    audit.record(chain=letter.enquiry_id, actor=None, verb="enquiry.unanswered", subject=letter)
    telling.asker(letter)


def _destroy(letter: Letter) -> None:
    """The letter goes, its key first; with the last letter the enquiry goes, and with it the link and the address."""
    vault.destroy_key(letter.enquiry_id, letter.therapist_id)
    audit.record(chain=letter.enquiry_id, actor=None, verb="enquiry.destroyed", subject=letter)
    Letter.objects.filter(pk=letter.pk).delete()
    if not Letter.objects.filter(enquiry_id=letter.enquiry_id).exists():
        vault.destroy_key(letter.enquiry_id, letter.enquiry_id)
        Enquiry.objects.filter(pk=letter.enquiry_id).delete()


def remind_of_openings() -> int:
    """Tell therapists whose word about room ends soon, once for each end; how many. Inside a system scope."""
    ends_by = today(settings.TIME_ZONE) + REMIND_BEFORE
    rows = Profile.objects.filter(listing__isnull=False, open_until__lte=ends_by).exclude(room="")
    rows = rows.exclude(reminded_for=F("open_until")).select_related("person")
    told = 0
    for profile in rows[:AT_ONCE]:
        with transaction.atomic():
            if Profile.objects.filter(pk=profile.pk).update(reminded_for=profile.open_until):
                person = profile.person
                telling.openings(person.email, person.name, person.sender_name)
                told += 1
    return told


def take_down_who_left() -> int:
    """Take down the pages of those who are no therapists of their practice any more; how many."""
    return listing.take_down_who_left()


def turn_the_day() -> None:
    """Draw the day's lots and let the list age; twice a day is once."""
    listing.turn_the_day()
