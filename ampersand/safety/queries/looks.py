"""Who looked at the private checks of a case: for the safety lead, never for anyone in the case."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.accounts.models import Person
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import apart

LATEST = 200


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that somebody did, and when; by nobody: the program itself."""

    at: datetime
    name: str
    words: str


def of_case(viewer: Viewer, case_id: UUID) -> list[Look]:
    """The latest looks and deeds, the last one first; raises Hidden for everyone but the safety lead. Two queries.

    That the page as a whole may be read was asked before.
    """
    if "safety_lead" not in viewer.staff_roles:
        raise Hidden
    events = audit.latest(chain=apart.chain(case_id), number=LATEST)
    names = dict(Person.objects.filter(pk__in={one.actor for one in events if one.actor}).values_list("pk", "name"))
    return [Look(one.at, names.get(one.actor, "") if one.actor else "", _words(one.verb)) for one in events]


def _words(verb: str) -> str:
    return {
        "check.asked": _("asked everyone"),
        "check.sent": _("sent their check"),
        "word.asked": _("asked for a private word"),
        "talk.noted": _("wrote down a talk alone"),
        "joint.decided": _("decided about joint work"),
        "checks.opened": _("opened the private checks"),
        "alert.raised": _("put it before those who are to know"),
        "alert.overdue": _("told them once more that nobody had taken it on"),
        "alert.opened": _("opened an alert"),
        "alert.acknowledged": _("took the alert on"),
        "alert.acted": _("wrote down what was done"),
        "alert.handed_over": _("handed the alert over"),
        "alert.closed": _("closed the alert"),
        "alert.reopened": _("opened the alert again"),
    }.get(verb, _("did something else"))
