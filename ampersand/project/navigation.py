"""Which places stand in the navigation, and what every page knows."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ampersand.cases.queries import OwnPlace, own_places
from ampersand.core.addresses import address
from ampersand.guide.rules.prose import READING
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import pictures
from ampersand.safety.queries.calls import CLINICAL, waiting

MOST_ON_A_PHONE = 3  # places beside the account that stand in one row
_OF_CASE = re.compile(r"/cases/([0-9a-f-]{36})/")
_PLAN = ("/my/plan", "/my/write-plan/", "/my/delete-plan/")


@dataclass(frozen=True)
class Place:
    """One entry of the navigation; `sections` are the beginnings of addresses that belong to it.

    A phone shows `label` alone; `kind` stands before it where there is room, and for those who hear the page.
    """

    label: str
    url: str
    sections: tuple[str, ...] = ()
    current: bool = False
    kind: str = ""
    spare: bool = False  # a phone leaves it out when there are many: the foot leads there, too


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What the base template needs on every page; the navigation is worked out only where it is shown."""
    viewer = getattr(request, "viewer", None)
    own = cache(lambda: own_places(viewer) if viewer else [])
    return {
        "viewer": viewer,
        "navigation": SimpleLazyObject(lambda: navigation(viewer, request.path, own) if viewer else []),
        "own_name": getattr(request, "own_name", "") if viewer and not viewer.is_nobody else "",
        "theme": getattr(request, "theme", "") if viewer and not viewer.is_nobody else "",
        "calls_address": address("safety:waiting") if viewer and viewer.staff_roles & CLINICAL else "",
        "calling": SimpleLazyObject(lambda: waiting(viewer, getattr(request, "called_at", None)) if viewer else None),
        "pictures_rest": SimpleLazyObject(lambda: _pictures_rest(viewer, request.path, own)),
        "demo": settings.DEMO,
        **_room(viewer, request.path),
    }


def _pictures_rest(viewer: Viewer | None, path: str, own: Callable[[], list[OwnPlace]]) -> bool:
    """Whether this page shows no pictures of lines. Staff who are clients, too, see those of whom they treat."""
    if viewer is None or viewer.room_mode:
        return False
    if viewer.is_staff:
        here = _OF_CASE.match(path)
        if not any(here is None or here[1] == str(place.case_id) for place in own()):
            return False
    return pictures.rest(viewer)


def _room(viewer: Viewer | None, path: str) -> dict[str, Any]:
    """The switch of room mode, for those who treat; on a page of a case it is for that case."""
    if viewer is None or not viewer.staff_roles & CLINICAL:
        return {}
    here = _OF_CASE.match(path)
    return {"room_mode": viewer.room_mode, "room_address": address("safety:room"), "room_case": here and here[1]}


def navigation(viewer: Viewer, path: str, own: Callable[[], list[OwnPlace]]) -> list[Place]:
    """The places for this viewer, by what they are here: visitor, client, staff. One query; for visitors none."""
    if viewer.is_nobody:
        return _marked(_visitor_places(get_language()), path)
    if viewer.room_mode:
        return _marked([Place(_("Cases"), address("overview:caseload"), ("/cases/",))], path)
    taking_part = [place for place in own() if place.is_open]
    places = _staff_places(viewer)
    if taking_part or not viewer.is_staff:
        places += _client_places(taking_part)
    account = Place(_("Account"), address("accounts:account"), ("/account/",), spare=len(places) > MOST_ON_A_PHONE)
    return _marked([*places, account], path)


@cache
def _visitor_places(language: str) -> list[Place]:
    places = [
        Place(_("Where to begin"), address("guide:begin")),
        Place(_("Find a therapist"), address("directory:find"), (address("directory:consult"),)),
    ]
    reading = tuple(address(f"guide:{name}") for name in READING)
    return [*places, Place(_("About"), address("guide:about"), reading)]


def _client_places(taking_part: list[OwnPlace]) -> list[Place]:
    shared = [place for place in taking_part if place.is_shared]
    ours = [
        Place(
            place.others if len(shared) > 1 else _("Our space"),
            address("overview:our_space", place.case_id),
            kind=_("Our space") if len(shared) > 1 else "",
        )
        for place in shared
    ]
    return [
        Place(_("My space"), address("overview:my_space")),
        *ours,
        Place(_("My plan"), address("safety:plan"), _PLAN),
    ]


def _staff_places(viewer: Viewer) -> list[Place]:
    places = []
    if "therapist" in viewer.staff_roles:
        places.append(Place(_("Today"), address("overview:today"), ("/calendar/", "/meetings/")))
    if viewer.staff_roles & {"therapist", "supervisor"}:
        places.append(Place(_("Cases"), address("overview:caseload"), ("/cases/",)))
    if viewer.staff_roles & {"therapist", "supervisor"}:
        places.append(Place(_("Notes"), address("notes:unsigned"), ("/notes/", "/thoughts/", "/note-templates/")))
    if "therapist" in viewer.staff_roles:
        places.append(Place(_("Enquiries"), address("directory:inbox"), ("/my-page/",)))
        places.append(Place(_("Messages"), address("conversations:inbox")))
    if viewer.staff_roles & CLINICAL:
        places.append(Place(_("Attention"), address("safety:attention")))
    if "administrator" in viewer.staff_roles:
        places.append(Place(_("Clients"), address("cases:clients"), ("/people/",)))
    if viewer.staff_roles & {"administrator", "safety_lead"}:
        places.append(Place(_("On call"), address("safety:on_call")))
    if "administrator" in viewer.staff_roles:
        places.append(Place(_("Public pages"), address("directory:reviews")))
        places.append(Place(_("The practice"), address("cases:house"), ("/practice/", "/holds/")))
    if viewer.is_staff:
        places.append(Place(_("Instruments"), address("measures:instruments")))
    return places


def _marked(places: list[Place], path: str) -> list[Place]:
    """The place whose address or section goes furthest along the page's own address is the current one."""

    def reach(place: Place) -> int:
        return max((len(start) for start in (place.url, *place.sections) if path.startswith(start)), default=0)

    here = max(places, key=reach, default=None)
    return [replace(place, current=True) if place is here and reach(place) else place for place in places]
