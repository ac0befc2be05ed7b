"""Book-keeping of what is public: a page's listing, its places, and the search's maps, in the caller's transaction.

Whoever calls has asked whether it may be done. What is read here leaves the file only to be shown to everyone.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, Max, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.text import slugify

from ampersand.accounts.models import StaffRole
from ampersand.core.clock import now, today
from ampersand.directory import content
from ampersand.directory.models import Listing, ListingPlace, Profile, SearchMap
from ampersand.directory.rules import bitmaps
from ampersand.directory.rules.card import Card, findable, from_data, to_data
from ampersand.directory.rules.distance import point
from ampersand.directory.rules.openings import MODULUS, Openings, Shown, multiplier, turn, week
from ampersand.privacy import audit

LOCK = "*"  # whoever changes a map holds this row


def put_on_show(profile: Profile, by: UUID | None) -> Listing:
    """Show a page as it now stands; the first time it gets its number, its address and its lot."""
    lock()
    card = from_data(profile.content)
    listing = _rows().filter(profile=profile).first() or _new(profile, card)
    before = set(listing.words.split())
    listing.content, listing.photo_id = to_data(card), profile.photo_id
    listing.published_at, listing.published_by_id = now(), by
    _say(listing, profile, card)
    listing.save()
    _rewrite(listing.number, before, set(listing.words.split()))
    points: QuerySet[ListingPlace] = QuerySet(ListingPlace)
    points.filter(listing=listing).delete()
    points.bulk_create(places_of(listing, card))
    return listing


def say_openings(profile: Profile) -> None:
    """Let the listing say what the page says about room, if it is on show."""
    lock()
    listing = _rows().filter(profile=profile).first()
    if listing is None:
        return
    before = set(listing.words.split())
    _say(listing, profile, from_data(listing.content))
    listing.save(update_fields=["room", "free_on", "open_until", "sort_on", "words"])
    _rewrite(listing.number, before, set(listing.words.split()))


def take_down(profile_id: UUID) -> bool:
    """Show a page no longer; whether it was on show."""
    lock()
    listing = _rows().filter(profile_id=profile_id).first()
    if listing is None:
        return False
    _rewrite(listing.number, set(listing.words.split()), set())
    listing.delete()
    return True


def openings_of(row: Profile | Listing) -> Openings:
    """What a page or a listing says about room."""
    return Openings(row.room, row.free_on, row.open_until)


def words_of(card: Card, openings: Openings) -> set[str]:
    """What a search finds a listing under today."""
    found = findable(card, content.choices().prices)
    if openings.shown(_day()) in (Shown.NOW, Shown.FROM):
        assert openings.free_on is not None
        found.add(f"free:{week(openings.free_on)}")
    return found


def places_of(listing: Listing, card: Card) -> list[ListingPlace]:
    """The points of a listing's places."""
    found = []
    for place in card.places if "in-person" in card.formats else ():
        x, y, z = point(place.latitude, place.longitude)
        at = {"latitude": place.latitude, "longitude": place.longitude, "x": x, "y": y, "z": z}
        found.append(ListingPlace(listing=listing, number=listing.number, **at))
    return found


@transaction.atomic
def turn_the_day() -> None:
    """Once a day: draw today's lots, let what was said about room age, and take down who works here no longer."""
    lock()
    day = _day()
    some = _rows().order_by("number").values_list("seed", "turn").first()
    if some and turn(some[0], day) != some[1]:
        _rows().update(turn=Cast(F("seed"), BigIntegerField()) * multiplier(day) % MODULUS)
    running = _rows().filter(room="open", open_until__gte=day)
    running.filter(free_on__lt=day, sort_on__lt=day).update(sort_on=day)
    ended = _rows().filter(open_until__lt=day).exclude(sort_on=Openings().order(day))
    for listing in ended.iterator(chunk_size=500):
        before, card, openings = set(listing.words.split()), from_data(listing.content), openings_of(listing)
        listing.words, listing.sort_on = _joined(words_of(card, openings)), openings.order(day)
        listing.save(update_fields=["sort_on", "words"])
        _rewrite(listing.number, before, set(listing.words.split()))
    take_down_who_left()


@transaction.atomic
def take_down_who_left() -> int:
    """Take down the pages of those who are no therapists of their practice any more; how many."""
    role = StaffRole.objects.filter(person=OuterRef("person_id"), practice=OuterRef("practice_id"), role="therapist")
    gone = list(_rows().filter(~Exists(role)).values_list("profile_id", flat=True))
    for profile_id in gone:
        take_down(profile_id)
        QuerySet(Profile).filter(pk=profile_id).update(state=Profile.State.WITHDRAWN)
        audit.record(chain=audit.HOUSE, actor=None, verb="directory.taken_down", subject=Profile(pk=profile_id))
    return len(gone)


@transaction.atomic
def rebuild_maps() -> None:
    """Make the search's maps anew from all listings, after many were stored at once."""
    lock()
    held: dict[str, list[int]] = {}
    for number, words in _rows().values_list("number", "words").iterator(chunk_size=2000):
        for word in words.split():
            held.setdefault(word, []).append(number)
    SearchMap.objects.exclude(word=LOCK).delete()
    SearchMap.objects.bulk_create(
        (
            SearchMap(word=word, part=part, bits=bits)
            for word, numbers in held.items()
            for part, bits in bitmaps.parted(bitmaps.holding(numbers)).items()
        ),
        batch_size=500,
    )


def lock() -> None:
    """Whatever changes a map stands in line until the transaction ends."""
    SearchMap.objects.get_or_create(word=LOCK, part=0, defaults={"bits": b""})
    SearchMap.objects.select_for_update().get(word=LOCK, part=0)


def drawn(profile: Profile, *, number: int, slug: str, seed: int, at: datetime) -> Listing:
    """A listing that is not stored yet, for storing many at once; `rebuild_maps` comes afterwards."""
    card = from_data(profile.content)
    listing = Listing(
        profile=profile, practice_id=profile.practice_id, person_id=profile.person_id, number=number, slug=slug,
        seed=seed, content=profile.content, photo_id=profile.photo_id, first_published_at=at, published_at=at,
    )  # fmt: skip
    _say(listing, profile, card)
    return listing


def _new(profile: Profile, card: Card) -> Listing:
    last = _rows().aggregate(last=Max("number"))["last"]
    return Listing(
        profile=profile, practice_id=profile.practice_id, person_id=profile.person_id, slug=_slug(card.name),
        number=0 if last is None else last + 1, seed=secrets.randbelow(MODULUS - 1) + 1, words="",
    )  # fmt: skip


def _say(listing: Listing, profile: Profile, card: Card) -> None:
    openings = openings_of(profile)
    listing.room, listing.free_on, listing.open_until = profile.room, profile.free_on, profile.open_until
    listing.sort_on = openings.order(_day())
    listing.turn = turn(listing.seed, _day())
    listing.words = _joined(words_of(card, openings))


def _rewrite(number: int, before: set[str], after: set[str]) -> None:
    """Set and clear the listing's bit where its words changed."""
    part = number // bitmaps.PART
    words = sorted(before ^ after)
    rows = {row.word: row for row in SearchMap.objects.filter(word__in=words, part=part)}
    for word in words:
        row = rows.get(word) or SearchMap(word=word, part=part, bits=b"")
        row.bits = bitmaps.changed(bytes(row.bits), number, holds=word in after)
        row.save()


def _slug(name: str) -> str:
    """A free address from a name; the second of one name gets a number."""
    plain = slug_of(name)
    taken = set(_rows().filter(slug__startswith=plain).values_list("slug", flat=True))
    counted = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in counted if slug not in taken)


def slug_of(name: str) -> str:
    """A name as it stands in an address."""
    return slugify(name)[:70] or "someone"


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _day() -> date:
    return today(settings.TIME_ZONE)


def _rows() -> "QuerySet[Listing]":
    return QuerySet(Listing)
