"""Whether what people do together about rows is open now, in the words that stand elsewhere too."""

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import joint


def closed_words(viewer: Viewer, case: OneCase, pause: str = "") -> str:
    """Why nothing can be done together just now, the same for everyone; empty while it can. Two queries at most.

    `pause` is the sentence of `joint_pause` where the page has asked for it already.
    """
    if not case.is_shared or len(case.members) < 2:
        return _("This is for two or more.")
    if case.ended or not case.takes_new:
        return _("Nothing new is written here any more.") if case.ended else _("The work rests just now.")
    if not case.joint_open:
        return _("What you do together opens when everyone has signed the agreement.")
    if pause := pause or joint.joint_pause(viewer, case.id):
        return pause
    return "" if joint.allows_joint(viewer, case.id) else _("What you do together is not open just now.")


def goes(viewer: Viewer, case: OneCase) -> bool:
    """Whether what people do together is open now."""
    return not closed_words(viewer, case)
