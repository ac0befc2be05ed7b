"""`{% case_places case.id "plan" %}`: where one can go within a case; what belongs together stands in a second row."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import template
from django.template.context import Context
from django.utils.functional import Promise

from ampersand.cases.places import HEADINGS, Heading, Place
from ampersand.core.addresses import address
from ampersand.privacy.viewer import Viewer

register = template.Library()


@dataclass(frozen=True)
class Link:
    """One link of a row: `current` is "page" for this very page, "true" for the heading over it, else empty."""

    label: str | Promise
    url: str
    current: str = ""


@register.inclusion_tag("cases/part/places.html", takes_context=True)
def case_places(context: Context, case_id: UUID, here: str = "") -> dict[str, Any]:
    """The rows of links for the viewer of the page; `here` is the key of the place one is at."""
    viewer: Viewer = context["viewer"]
    seen = [(heading, heading.seen_by(viewer)) for heading in HEADINGS]
    return {
        "headings": [_heading(heading, places, case_id, here) for heading, places in seen if places],
        "below": [
            Link(place.label, address(place.name, case_id), "page" if place.key == here else "")
            for _, places in seen
            if len(places) > 1 and any(place.key == here for place in places)
            for place in places
        ],
    }


def _heading(heading: Heading, places: tuple[Place, ...], case_id: UUID, here: str) -> Link:
    at = any(place.key == here for place in places)
    current = ("page" if len(places) == 1 else "true") if at else ""
    return Link(heading.label, address(places[0].name, case_id), current)
