"""Writing the public pages of the demo, and the letters that came through them."""

from datetime import date, timedelta

from django.conf import settings

from ampersand.accounts.models import Person, StaffRole
from ampersand.core.clock import now, today
from ampersand.directory.actions import listing
from ampersand.directory.models import Listing, ListingPlace, Photo, Profile
from ampersand.directory.rules.card import from_data, to_data
from ampersand.directory.rules.openings import MODULUS
from ampersand.operations.demo import letters, listed
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import dice, named
from ampersand.operations.demo.listed import Listed
from ampersand.operations.demo.portraits import portrait
from ampersand.privacy import audit


def write() -> int:
    """Store every page and letter; how many pages. Inside a system scope and a transaction."""
    everyone = list(listed.everyone())
    _therapists([one for one in everyone if one.person not in who.KNOWN])
    pages = [_page(one) for one in everyone]
    Profile.objects.bulk_create(pages)
    photos = [_photo(one) for one in everyone if one.portrait]
    Photo.objects.bulk_create(photos)
    shown = {photo.profile_id: photo for photo in photos}
    for page in pages:
        page.photo = shown.get(page.pk)
    Profile.objects.bulk_update([page for page in pages if page.photo], ["photo"])
    lists = [_listing(number, page) for number, page in enumerate(pages)]
    Listing.objects.bulk_create(lists)
    ListingPlace.objects.bulk_create(point for one in lists for point in listing.places_of(one, from_data(one.content)))
    listing.rebuild_maps()
    audit.record(chain=audit.HOUSE, actor=who.GITA.id, verb="directory.page_published", note=f"{len(pages)} pages")
    _in_review(pages)
    letters.write()
    return len(pages)


def _therapists(strangers: list[Listed]) -> None:
    rows = [Person(id=one.person.id, email=one.person.email, name=one.person.name) for one in strangers]
    for row in rows:
        row.set_unusable_password()
    Person.objects.bulk_create(rows)
    StaffRole.objects.bulk_create(StaffRole(practice_id=who.PRACTICE, person=row, role="therapist") for row in rows)


def _page(one: Listed) -> Profile:
    said, is_open = _day() - timedelta(days=one.said_ago), one.room == "open"
    return Profile(
        id=letters.profile_of(one.person), practice_id=who.PRACTICE, person_id=one.person.id, state="published",
        content=to_data(one.card), submitted_at=now() - timedelta(days=30), changed_at=now() - timedelta(days=30),
        room=one.room, free_on=_day() + timedelta(days=one.free_in) if is_open else None,
        open_until=said + settings.OPENINGS_LAST,
    )  # fmt: skip


def _photo(one: Listed) -> Photo:
    made = portrait(one.portrait)
    page = letters.profile_of(one.person)
    return Photo(id=named("photo", page), profile_id=page, digest=made.digest, small=made.small, large=made.large)


def _listing(number: int, page: Profile) -> Listing:
    seed = dice("lot", page.pk).randrange(1, MODULUS)
    slug = listing.slug_of(from_data(page.content).name)
    return listing.drawn(page, number=number, slug=slug, seed=seed, at=now() - timedelta(days=29))


def _in_review(pages: list[Profile]) -> None:
    """One therapist has handed in a change that waits for the office."""
    page = next(one for one in pages if one.person_id == who.INES.id)
    words = "Families with teenagers, parents in two homes, stepfamilies. Also on Saturdays."
    Profile.objects.filter(pk=page.pk).update(
        state="submitted", content=page.content | {"line": words}, version=2, submitted_at=now() - timedelta(days=1)
    )


def _day() -> date:
    return today(settings.TIME_ZONE)
