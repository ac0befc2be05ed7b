"""What the viewer chose about help and leaving."""

from collections.abc import Mapping

from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Preference
from ampersand.safety.queries import lines

COUNTRY_COOKIE = "country"


def country(viewer: Viewer) -> str:
    """The code of the country that the viewer had remembered in their account; "" when none. One query at most."""
    if viewer.is_nobody:
        return ""
    return Preference.objects.visible_to(viewer).values_list("country", flat=True).first() or ""


def remembered_country(viewer: Viewer, cookies: Mapping[str, str]) -> str:
    """The country that the viewer had remembered in their account or on this device; "" when none."""
    code = country(viewer) or cookies.get(COUNTRY_COOKIE, "")
    return code if lines.is_country(code) else ""


def was_told(viewer: Viewer) -> bool:
    """Whether leaving fast was explained to the viewer before."""
    return Preference.objects.visible_to(viewer).filter(told_at__isnull=False).exists()
