"""Reads: one therapist's page as visitors see it, and photos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from ampersand.directory import content
from ampersand.directory.models import Listing, Photo, Profile
from ampersand.directory.queries.wording import Room, room_in_words
from ampersand.directory.rules import money
from ampersand.directory.rules.card import WORKS_WITH, Card, from_data
from ampersand.directory.rules.library import Approach
from ampersand.directory.rules.openings import Openings
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Page:
    """A therapist's page; `slug` is empty in a preview, `checked_on` the day on which the practice published it."""

    slug: str
    card: Card
    photo: str
    room: Room
    practice: str
    checked_on: datetime | None = None

    @property
    def initial(self) -> str:
        """The letter in the door that stands where there is no photo."""
        return self.card.name[:1].upper() or "&"

    @property
    def paragraphs(self) -> list[str]:
        """What they write about themselves."""
        return [part.strip() for part in self.card.about.split("\n") if part.strip()]

    @property
    def kinds(self) -> list[str]:
        """With whom they work."""
        words = {"individual": _("One person"), "couple": _("Couples"), "family": _("Families")}
        return [words[kind] for kind in WORKS_WITH if kind in self.card.works_with]

    @property
    def formats(self) -> list[str]:
        """How they meet people."""
        words = {"in-person": _("In person"), "online": _("Online")}
        return [words[one] for one in self.card.formats if one in words]

    @property
    def approaches(self) -> list[Approach]:
        """Their ways of working, with what a meeting is like."""
        return [content.approaches()[one] for one in self.card.approaches if one in content.approaches()]

    @property
    def concerns(self) -> list[str]:
        """What they know about."""
        return [content.concerns()[one].title for one in self.card.concerns if one in content.concerns()]

    @property
    def languages(self) -> list[str]:
        """The languages, each in its own words."""
        return _named(self.card.languages, content.choices().languages)

    @property
    def times(self) -> list[str]:
        """The usual times of the day."""
        return _named(self.card.times, content.choices().times)

    @property
    def access(self) -> list[str]:
        """What helps people in."""
        return _named(self.card.access, content.choices().access)

    @property
    def fees(self) -> list[tuple[str, str]]:
        """What each kind of meeting costs."""
        words = {
            "first": _("First meeting"), "individual": _("A meeting for one"), "couple": _("A meeting for two"),
            "family": _("A meeting for a family"),
        }  # fmt: skip
        fees = self.card.fees
        free = _("free of charge")
        return [
            (words[kind], money.told(fees.amounts[kind], fees.currency) if fees.amounts[kind] else free)
            for kind in words
            if kind in fees.amounts
        ]

    @property
    def valid_in(self) -> list[str]:
        """Where the licence is valid."""
        return [content.regions().get(region, region) for region in self.card.licence.valid_in]


def published(viewer: Viewer, slug: str, today: date) -> Page:
    """The page behind an address; raises Hidden where nothing is on show. One query."""
    rows = Listing.objects.visible_to(viewer).filter(slug=slug)
    columns = ("slug", "content", "photo__digest", "practice__name", "published_at", "room", "free_on", "open_until")
    row = rows.values_list(*columns).first()
    if row is None:
        raise Hidden
    found, data, photo, practice, checked_on, *said = row
    return Page(found, from_data(data), photo or "", room_in_words(Openings(*said), today), practice, checked_on)


def preview(profile: Profile, today: date) -> Page:
    """The page as visitors would see it if it were published as it now stands."""
    said = Openings(profile.room, profile.free_on, profile.open_until)
    photo = profile.photo.digest if profile.photo else ""
    return Page("", from_data(profile.content), photo, room_in_words(said, today), profile.practice.name)


def photo(viewer: Viewer, digest: str, size: str) -> bytes:
    """A photo's bytes, "small" or "large"; raises Hidden for whoever may not see it, and where there is none."""
    if size not in {"small", "large"}:
        raise Hidden
    data = Photo.objects.visible_to(viewer).filter(digest=digest).values_list(size, flat=True).first()
    if data is None:
        raise Hidden
    return bytes(data)


def _named(slugs: Sequence[str], names: Mapping[str, str]) -> list[str]:
    return [names[one] for one in slugs if one in names]
