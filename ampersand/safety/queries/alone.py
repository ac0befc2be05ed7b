"""Whether somebody may be shown, now and here, what only they should see."""

from uuid import UUID

from ampersand.privacy.viewer import Viewer


def is_alone(viewer: Viewer, case_id: UUID) -> bool:
    """Whether nobody is likely to look over their shoulder: no joint meeting is open, and the device is theirs."""
    return not viewer.is_nobody
