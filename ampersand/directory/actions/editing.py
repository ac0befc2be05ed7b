"""What a therapist does with their own page: write, hand in, take down, set a photo, say whether there is room."""

from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from ampersand.core.clock import now, today
from ampersand.directory.actions import listing
from ampersand.directory.models import Photo, Profile
from ampersand.directory.photos import Made
from ampersand.directory.policy import may_have_page
from ampersand.directory.rules.card import Card, from_data, missing, to_data
from ampersand.directory.rules.openings import Room
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


class ChangedElsewhere(Exception):
    """Another tab or device saved since this form was opened."""


class NotReady(Exception):
    """The page lacks something that every page needs."""


def save(*, by: Viewer, card: Card, version: int) -> None:
    """Keep the page as written; `version` is the one the form began with, 0 for none; raises ChangedElsewhere, Hidden.

    A page that is on show stays there as it was; what was handed in must be handed in again.
    """
    with transaction.atomic():
        profile = _own(by)
        if profile is None and version:
            raise ChangedElsewhere
        if profile is None:
            profile = _begin(by)
        elif profile.version != version:
            raise ChangedElsewhere
        _change(by, profile, content=to_data(card), state=Profile.State.DRAFT)
        _note(by, profile, "directory.page_written")


def set_photo(*, by: Viewer, made: Made) -> None:
    """Put a photo on the page as written; the one on show stays until the practice has looked; raises Hidden."""
    with transaction.atomic():
        profile = _own(by) or _begin(by)
        held = Photo.objects.visible_to(by).filter(profile=profile, digest=made.digest).first()
        photo = held or Photo(profile=profile, digest=made.digest, small=made.small, large=made.large).insert()
        _change(by, profile, photo=photo, state=Profile.State.DRAFT)
        _note(by, profile, "directory.photo_set")


def remove_photo(*, by: Viewer) -> None:
    """Take the photo off the page as written; raises Hidden."""
    with transaction.atomic():
        profile = _needed(by)
        _change(by, profile, photo=None, state=Profile.State.DRAFT)
        _note(by, profile, "directory.photo_removed")


def submit(*, by: Viewer) -> None:
    """Hand the page in, so that the practice looks at it; twice is once; raises Hidden, NotReady."""
    with transaction.atomic():
        profile = _needed(by)
        if profile.state == Profile.State.SUBMITTED:
            return
        if missing(from_data(profile.content)):
            raise NotReady
        _change(by, profile, state=Profile.State.SUBMITTED, submitted_at=now(), remark="")
        _note(by, profile, "directory.page_handed_in")


def withdraw(*, by: Viewer) -> None:
    """Take one's page down at once, for nobody must ask to disappear; what was written stays; raises Hidden."""
    with transaction.atomic():
        profile = _needed(by)
        listing.take_down(profile.pk)
        _change(by, profile, state=Profile.State.WITHDRAWN)
        _note(by, profile, "directory.page_withdrawn")


def say_openings(*, by: Viewer, room: str, free_on: date | None) -> None:
    """Say whether there is room and from when. It counts for some days; it shows at once, without review."""
    with transaction.atomic():
        profile, day = _own(by) or _begin(by), today(settings.TIME_ZONE)
        is_open = Room(room) is Room.OPEN
        profile.room, profile.free_on = room, max(free_on or day, day) if is_open else None
        profile.open_until, profile.reminded_for = day + settings.OPENINGS_LAST, None
        told = {"room": profile.room, "free_on": profile.free_on, "open_until": profile.open_until}
        Profile.objects.visible_to(by, "write").filter(pk=profile.pk).update(**told, reminded_for=None)
        listing.say_openings(profile)
        _note(by, profile, "directory.openings_said")


def _own(by: Viewer) -> Profile | None:
    """The viewer's page, held until the transaction ends; None where there is none yet; raises Hidden."""
    if not may_have_page(by):
        raise Hidden
    rows = Profile.objects.visible_to(by, "write").select_for_update()
    profile: Profile | None = rows.filter(person_id=by.person_id).first()
    return profile


def _needed(by: Viewer) -> Profile:
    profile = _own(by)
    if profile is None:
        raise Hidden
    return profile


def _begin(by: Viewer) -> Profile:
    assert by.practice_id
    assert by.person_id
    try:
        with transaction.atomic():
            profile = Profile(practice_id=by.practice_id, person_id=by.person_id, version=0)
            profile.content = to_data(Card(name=by.name))
            return profile.insert()
    except IntegrityError:
        raise ChangedElsewhere from None


def _change(by: Viewer, profile: Profile, **values: object) -> None:
    """Write the new values and count the version."""
    rows = Profile.objects.visible_to(by, "write").filter(pk=profile.pk)
    rows.update(**values, version=profile.version + 1, changed_at=now())


def _note(by: Viewer, profile: Profile, verb: str) -> None:
    audit.record(chain=audit.HOUSE, actor=by.person_id, verb=verb, subject=profile)
