"""What stands on the open pages of whoever is called. Nothing is asked of the database while nobody calls them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import Alert
from ampersand.safety.policy.alerts import CLINICAL, calls_to
from ampersand.safety.queries import on_call

__all__ = ["CLINICAL", "Calling", "waiting"]


@dataclass(frozen=True, slots=True)
class Calling:
    """Somebody is needed now: since when, how many things, and which one when it is one."""

    since: datetime
    count: int
    alert_id: UUID | None
    kept: bool


def waiting(viewer: Viewer, called_at: datetime | None) -> Calling | None:
    """What the viewer is called to and nobody has taken on; `called_at` is from their sign-in. Two queries, or none."""
    if called_at is None or not viewer.is_staff:
        return None
    called = calls_to(viewer).values("alert_id")
    rows = Alert.objects.visible_to(viewer).filter(pk__in=called, call_at__isnull=False)
    found = list(rows.order_by("since").values_list("pk", "since"))
    if not found:
        return None
    only = found[0][0] if len(found) == 1 else None
    return Calling(found[0][1], len(found), only, on_call.is_kept())
