"""What the viewer chose about help and leaving."""

from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Preference


def country(viewer: Viewer) -> str:
    """The code of the country that the viewer had remembered in their account; "" when none. One query at most."""
    if viewer.is_nobody:
        return ""
    return Preference.objects.visible_to(viewer).values_list("country", flat=True).first() or ""


def was_told(viewer: Viewer) -> bool:
    """Whether leaving fast was explained to the viewer before."""
    return Preference.objects.visible_to(viewer).filter(told_at__isnull=False).exists()
