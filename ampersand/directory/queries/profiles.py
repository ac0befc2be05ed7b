"""Reads: a therapist's own page, and the pages that wait to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.directory import content
from ampersand.directory.models import Listing, Profile
from ampersand.directory.policy import may_have_page, may_review
from ampersand.directory.rules import money
from ampersand.directory.rules.card import Card, changed, from_data
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Waiting:
    """A page that waits to be looked at."""

    id: UUID
    name: str
    submitted_at: datetime | None
    is_new: bool


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what it is called, and how it reads before and after."""

    title: str
    before: str
    after: str


def own(viewer: Viewer) -> Profile | None:
    """The viewer's own page as written; None before it is begun; raises Hidden for whoever has no page."""
    if not may_have_page(viewer):
        raise Hidden
    rows = Profile.objects.visible_to(viewer).filter(person_id=viewer.person_id)
    found: Profile | None = rows.select_related("practice", "photo").defer("photo__small", "photo__large").first()
    return found


def shown(viewer: Viewer, profile: Profile) -> Listing | None:
    """The page as it is on show, if it is."""
    found: Listing | None = Listing.objects.visible_to(viewer).filter(profile=profile).first()
    return found


def waiting(viewer: Viewer) -> list[Waiting]:
    """The pages that wait to be looked at in the viewer's practice, the oldest first. One query."""
    if not may_review(viewer):
        raise Hidden
    rows = Profile.objects.visible_to(viewer, "review").order_by("submitted_at", "pk")
    columns = ("pk", "content__name", "submitted_at", "listing__number")
    return [Waiting(pk, str(name), at, number is None) for pk, name, at, number in rows.values_list(*columns)]


def on_show(viewer: Viewer) -> list[tuple[str, str, datetime]]:
    """The pages of the viewer's practice that are on show: address, name, since when. One query."""
    rows = Listing.objects.visible_to(viewer).filter(practice_id=viewer.practice_id).order_by("content__name", "slug")
    return [(slug, str(name), at) for slug, name, at in rows.values_list("slug", "content__name", "published_at")[:200]]


def to_review(viewer: Viewer, profile_id: UUID) -> Profile:
    """One page that was handed in; raises Hidden for whoever may not look at it."""
    if not may_review(viewer):
        raise Hidden
    rows = Profile.objects.visible_to(viewer, "review").filter(pk=profile_id)
    found: Profile | None = rows.select_related("practice", "photo").defer("photo__small", "photo__large").first()
    if found is None:
        raise Hidden
    return found


def differences(old: Card, new: Card) -> list[Difference]:
    """What differs between two cards, in words, in the order of the form."""
    titles = field_titles()
    return [Difference(titles[name], _said(old, name), _said(new, name)) for name in changed(old, new)]


def stored(profile: Profile | None) -> Card:
    """What is written on the page."""
    return from_data(profile.content) if profile else Card()


def field_titles() -> dict[str, str]:
    """What the fields of a page are called."""
    return {
        "name": _("Name"), "line": _("One sentence"), "about": _("In your own words"), "works_with": _("Whom you see"),
        "formats": _("In person or online"), "approaches": _("How you work"), "concerns": _("What you know about"),
        "languages": _("Languages"), "times": _("When"), "access": _("Getting in and taking part"),
        "access_words": _("More about getting in"), "fees": _("What it costs"), "licence": _("Licence"),
        "places": _("Where"),
    }  # fmt: skip


def _said(card: Card, name: str) -> str:
    """One field in words."""
    value = getattr(card, name)
    if isinstance(value, str):
        return value
    if name == "fees":
        amounts = [f"{kind} {money.told(amount, card.fees.currency)}" for kind, amount in card.fees.amounts.items()]
        return ", ".join([*amounts, *([_("by income")] if card.fees.sliding else []), card.fees.words]).strip(", ")
    if name == "licence":
        one = card.licence
        regions = [content.regions().get(region, region) for region in one.valid_in]
        return ", ".join(
            part for part in (one.kind, one.number, one.authority, get_text_list(regions, _("and"))) if part
        )
    if name == "places":
        return "; ".join(f"{place.words}, {place.town}".strip(", ") for place in card.places)
    return ", ".join(_named(name, value))


def _named(name: str, slugs: Sequence[str]) -> list[str]:
    lists = content.choices()
    names = {
        "approaches": {slug: one.title for slug, one in content.approaches().items()},
        "concerns": {slug: one.title for slug, one in content.concerns().items()},
        "languages": lists.languages, "times": lists.times, "access": lists.access,
    }.get(name, {})  # fmt: skip
    return [names.get(slug, slug) for slug in slugs]
