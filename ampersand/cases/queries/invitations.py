"""Reads: invitations, as the therapist sees them and as whoever holds a link does."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ampersand.accounts.models import Person
from ampersand.cases.models import Invitation
from ampersand.cases.policy import current_parts, invitations_held, invitations_to
from ampersand.cases.rules import states
from ampersand.cases.rules.states import Right
from ampersand.core.clock import now
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as the therapist sees it; state is open, used, expired or withdrawn."""

    id: UUID
    name: str
    email: str
    made_at: datetime
    expires_at: datetime
    state: str


def invitations(viewer: Viewer, case_id: UUID) -> list[Invited]:
    """The case's invitations, the newest first, for whoever may see them."""
    rows = Invitation.objects.visible_to(viewer).filter(case_id=case_id).order_by("-made_at", "-pk")
    return [
        Invited(found.pk, found.name, found.email, found.made_at, found.expires_at, state_of(found)) for found in rows
    ]


def invitation(viewer: Viewer, invitation_id: UUID) -> Invitation:
    """An invitation for a verb; raises Hidden when it is not there for this viewer."""
    found: Invitation | None = (
        Invitation.objects.visible_to(viewer, "write").select_related("case").filter(pk=invitation_id).first()
    )
    if found is None:
        raise Hidden
    return found


def state_of(found: Invitation) -> str:
    """open, used, expired or withdrawn."""
    if found.used_at:
        return "used"
    if found.withdrawn_at:
        return "withdrawn"
    return "expired" if found.expires_at <= now() else "open"


@dataclass(frozen=True, slots=True)
class Welcome:
    """What an invitation says to whoever holds its link and may take it."""

    invitation: Invitation
    practice: str
    time_zone: str
    inviter: str
    kind: str
    has_account: bool
    is_member: bool


def welcome(viewer: Viewer, token: str) -> Welcome | None:
    """The invitation behind a link for the person it is meant for; None for anybody else, and when it is not open."""
    return _welcome(viewer, invitations_held(token))


def welcome_to(viewer: Viewer, invitation_id: UUID) -> Welcome | None:
    """An invitation to the viewer's own address, without its link; None for anybody else, and when it is not open."""
    return _welcome(viewer, invitations_to(viewer).filter(pk=invitation_id))


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation that waits for someone who has an account."""

    id: UUID
    inviter: str
    practice: str
    expires_at: datetime


def waiting(viewer: Viewer) -> list[Waiting]:
    """The open invitations to the viewer's own address, the newest first: no mail is needed to take them. One query."""
    if viewer.is_nobody:
        return []
    found = invitations_to(viewer).filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now())
    rows = found.filter(case__state__in=states.states_with(Right.NEW)).order_by("-made_at", "-pk")
    columns = ("id", "invited_by__name", "case__practice__name", "expires_at")
    return [Waiting(*row) for row in rows.values_list(*columns)]


def _welcome(viewer: Viewer, held: "QuerySet[Invitation]") -> Welcome | None:
    found = held.select_related("case__practice", "invited_by").first()
    if found is None or found.withdrawn_at:
        return None
    holder = Person.objects.filter(email__iexact=found.email).values_list("pk", flat=True).first()
    if not viewer.is_nobody and viewer.person_id != holder:
        return None
    is_member = not viewer.is_nobody and (current_parts(viewer).filter(case_id=found.case_id, role="member").exists())
    if not is_member and (state_of(found) != "open" or not states.allows(found.case.state, Right.NEW)):
        return None
    practice = found.case.practice
    return Welcome(
        found, practice.name, practice.time_zone, found.invited_by.name, found.case.kind, holder is not None, is_member
    )
