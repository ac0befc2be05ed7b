"""Which places stand in the navigation, and what every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

CLIENT_PLACES = (("My space", "overview:my_space"),)
STAFF_PLACES = (("Cases", "overview:caseload"),)
ADMIN_PLACES = ()
PLACES = (CLIENT_PLACES, STAFF_PLACES, ADMIN_PLACES)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What the base template needs on every page."""
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "navigation": [],
        "theme": getattr(request.user, "theme", "") if viewer and not viewer.is_nobody else "",
        "exit_address": settings.EXIT_ADDRESS,
        "demo": settings.DEMO,
    }
