"""What the verbs of cases share."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ampersand.cases.models import Case, Invitation
from ampersand.cases.rules import states
from ampersand.cases.rules.states import Right
from ampersand.core.clock import now


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


class LinkClosed(Exception):
    """The link is unknown, used, expired, withdrawn, or somebody else's."""


def lock(cases: "QuerySet[Case]", case_id: UUID) -> None:
    """Everything that changes who takes part in one case, what they signed or how it stands, stands in line."""
    cases.select_for_update().filter(pk=case_id).values_list("pk", flat=True).first()


def open_ones(invitations: "QuerySet[Invitation]") -> "QuerySet[Invitation]":
    """Those that can still be taken."""
    return invitations.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now())


def refuse_if_closed(case: Case) -> None:
    """Raise Refused when the case takes nothing new."""
    if case.state == Case.State.PAUSED:
        raise Refused(_("This work is paused. Go on with it first."))
    if not states.allows(case.state, Right.NEW):
        raise Refused(_("This work has ended. Begin a new case to work together again."))
