"""Whether somebody may be shown, now and here, what only they should see."""

from uuid import UUID

from ampersand.core.clock import now
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import JointWork


def is_alone(viewer: Viewer, case_id: UUID) -> bool:
    """Whether nobody is likely to look over their shoulder: they do not sit together with the therapist. One query."""
    together = JointWork.objects.visible_to(viewer).filter(case=case_id, room_until__gt=now())
    return not together.exists()
