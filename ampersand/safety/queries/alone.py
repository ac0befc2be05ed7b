"""Whether somebody may be shown, now and here, what only they should see."""

from uuid import UUID

from ampersand.accounts.models import SafeContact
from ampersand.core.clock import now
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import JointWork


def is_alone(viewer: Viewer, case_id: UUID) -> bool:
    """Whether nobody is likely to look over their shoulder: they do not sit together, and the device is theirs alone.

    Two queries. Who has not said anything about their device is taken to have one of their own.
    """
    together = JointWork.objects.visible_to(viewer).filter(case=case_id, room_until__gt=now())
    shared = SafeContact.objects.visible_to(viewer).filter(person=viewer.person_id, shared_device="yes")
    return not (together.exists() or shared.exists())
