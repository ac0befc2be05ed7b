"""Invitations: a single-use link for one person, who joins with an account of their own."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ampersand.accounts import letters
from ampersand.accounts.actions import give_account, make_person
from ampersand.accounts.models import Person
from ampersand.cases.actions import agreement
from ampersand.cases.actions.common import LinkClosed, Refused, lock, open_ones, refuse_if_closed
from ampersand.cases.models import Case, Guardian, Invitation, Participation
from ampersand.cases.policy import current_parts, invitations_held, invitations_to
from ampersand.cases.rules import states
from ampersand.cases.rules.mailboxes import same_mailbox
from ampersand.cases.rules.states import Right
from ampersand.core.clock import now
from ampersand.privacy import audit
from ampersand.privacy.policy import require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

INVITATION_LASTS = timedelta(days=14)
TREATED = ("member", "child")
MOST_MEMBERS = {Case.Kind.INDIVIDUAL: 1, Case.Kind.COUPLE: 2, Case.Kind.FAMILY: 6}


@dataclass(frozen=True)
class Invitee:
    """Who is to be invited; the year of birth only of someone who is a minor."""

    name: str
    email: str
    family_role: str = ""
    born_in: int | None = None


def invite(
    *, by: Viewer, case: Case, invitee: Invitee, child_id: UUID | None = None, reviewed: bool = False
) -> Invitation:
    """Send one person a single-use link of their own; raises Refused when there is no place or the address is taken.

    `child_id`: a child who takes part without an account, and gets one by this link. `reviewed`: somebody has looked at
    whether work with this one alone is fair to those with whom they took part.
    """
    require(by, "write", case)
    assert by.person_id is not None
    refuse_if_closed(case)
    with transaction.atomic():
        lock(Case.objects.visible_to(by), case.pk)
        if child_id is None:
            _refuse_if_full(by, case)
        _refuse_if_taken(by, case, invitee.email)
        if not reviewed:
            _refuse_without_review(by, case, invitee.email)
        role = Participation.Family.PARTNER if case.kind == Case.Kind.COUPLE else invitee.family_role
        token = secrets.token_urlsafe(32)
        invitation = Invitation(
            case=case, token_hash=sha256(token.encode()).hexdigest(), email=invitee.email, name=invitee.name,
            family_role=role if case.kind != Case.Kind.INDIVIDUAL else "", born_in=invitee.born_in, child_id=child_id,
            invited_by_id=by.person_id, expires_at=now() + INVITATION_LASTS,
        ).insert()  # fmt: skip
        audit.record(chain=case.pk, actor=by.person_id, verb="invitation.send", subject=invitation)
        _post(invitation, token, inviter=by.name)
    return invitation


def withdraw_invitation(*, by: Viewer, invitation: Invitation) -> None:
    """Close an open invitation: its link opens nothing any more."""
    require(by, "read", invitation)
    with transaction.atomic():
        closed = open_ones(Invitation.objects.visible_to(by)).filter(pk=invitation.pk).update(withdrawn_at=now())
        if closed:
            audit.record(chain=invitation.case_id, actor=by.person_id, verb="invitation.withdraw", subject=invitation)


def invite_again(*, by: Viewer, invitation: Invitation) -> Invitation:
    """Close an invitation that was not used and send the same person a new link; all that was typed stays."""
    require(by, "write", invitation)
    if invitation.used_at:
        raise Refused(_("This invitation was accepted already."))
    with transaction.atomic():
        withdraw_invitation(by=by, invitation=invitation)
        invitee = Invitee(invitation.name, invitation.email, invitation.family_role, invitation.born_in)
        return invite(by=by, case=invitation.case, invitee=invitee, child_id=invitation.child_id, reviewed=True)


def accept(*, by: Viewer, token: str, name: str = "", time_zone: str = "", language: str = "en") -> Person:
    """Join the case of an invitation, with an account made now or with one's own; raises LinkClosed, and joins once."""
    return _taken(by, invitations_held(token), name, time_zone, language)


def accept_mine(*, by: Viewer, invitation_id: UUID) -> Person:
    """Join the case of an invitation to one's own address, without its link; raises LinkClosed, and joins once."""
    return _taken(by, invitations_to(by).filter(pk=invitation_id), "", "", "")


def _taken(by: Viewer, held: "QuerySet[Invitation]", name: str, time_zone: str, language: str) -> Person:
    with transaction.atomic(), system_scope("someone takes an invitation and is not in the case yet"):
        in_open = open_ones(held).filter(case__state__in=states.states_with(Right.NEW))
        invitation = in_open.select_related("case__practice").first()
        if invitation is None:
            raise LinkClosed
        lock(Case.objects.all(), invitation.case_id)
        if not open_ones(Invitation.objects.filter(pk=invitation.pk)).update(used_at=now()):
            raise LinkClosed
        person = _person_for(by, invitation, name, time_zone, language)
        part = _join(invitation, person)
        audit.record(chain=invitation.case_id, actor=person.pk, verb="case.join", subject=part)
        agreement.settle(invitation.case)
    return person


def _refuse_if_full(by: Viewer, case: Case) -> None:
    here = Participation.objects.visible_to(by).filter(case=case, role__in=TREATED, left_at__isnull=True).count()
    asked = open_ones(Invitation.objects.visible_to(by).filter(case=case, child__isnull=True)).count()
    if here + asked >= MOST_MEMBERS[Case.Kind(case.kind)]:
        raise Refused(
            {
                Case.Kind.INDIVIDUAL: _("One person takes part in this case, and they are invited already."),
                Case.Kind.COUPLE: _("Two people take part in this case, and both are invited already."),
                Case.Kind.FAMILY: _("Up to six people can take part in one case."),
            }[Case.Kind(case.kind)]
        )


def _refuse_if_taken(by: Viewer, case: Case, email: str) -> None:
    here = Participation.objects.visible_to(by).filter(case=case, left_at__isnull=True)
    taken = list(here.values_list("role", "person__email"))
    if any(same_mailbox(email, held) for role, held in taken if role == "member"):
        raise Refused(_("Someone takes part with this address already. Each person needs an address of their own."))
    if any(same_mailbox(email, held) for _role, held in taken):
        raise Refused(_("This address belongs to someone who treats in this case."))
    asked = open_ones(Invitation.objects.visible_to(by).filter(case=case)).values_list("email", flat=True)
    if any(same_mailbox(email, held) for held in asked):
        raise Refused(_("This address is invited already. Each person needs an address of their own."))


def _refuse_without_review(by: Viewer, case: Case, email: str) -> None:
    """Nobody begins work with one alone whom they see or saw with others, before they looked whether it is fair."""
    if case.kind != Case.Kind.INDIVIDUAL:
        return
    led = current_parts(by).filter(role="therapist").exclude(case__kind=Case.Kind.INDIVIDUAL).values("case_id")
    parts = Participation.objects.visible_to(by).filter(case__in=led, role="member", person__email=email)
    if parts.exists():
        raise Refused(
            _(
                "You lead, or led, work in which this person takes part with others. While it goes on, somebody else "
                "sees them alone. When it has closed, begin there: “How it stands”, “Going on with one of them”."
            )
        )


def _person_for(by: Viewer, invitation: Invitation, name: str, time_zone: str, language: str) -> Person:
    """The account of the address: the one that is signed in, or a new one when the address has none."""
    held = Person.objects.filter(email__iexact=invitation.email).first()
    if (held.pk if held else None) != by.person_id:
        raise LinkClosed
    if held is None and invitation.child_id:
        return give_account(
            person_id=invitation.child_id, address=invitation.email, name=name, language=language, time_zone=time_zone
        )
    return held or make_person(address=invitation.email, name=name, language=language, time_zone=time_zone)


def _join(invitation: Invitation, person: Person) -> Participation:
    """A part in the case with the next free hand, or the one they had before; read from now on, not from before."""
    parts: QuerySet[Participation] = Participation.objects.filter(case_id=invitation.case_id)
    if parts.filter(person=person, left_at__isnull=True).exclude(role="child").exists():
        raise LinkClosed
    if invitation.child_id:
        parts.filter(person=invitation.child_id, role="child", left_at__isnull=True).update(left_at=now())
        Guardian.objects.filter(case=invitation.case_id, child=invitation.child_id).update(child=person)
    before = parts.filter(person=person, role="member").values_list("hand", flat=True).first()
    last = parts.aggregate(last=Max("hand"))["last"] or 0
    return Participation(
        case_id=invitation.case_id, person=person, role="member", family_role=invitation.family_role,
        hand=before or last + 1, born_in=invitation.born_in,
    ).insert()  # fmt: skip


def _post(invitation: Invitation, token: str, *, inviter: str) -> None:
    """The mail with the link; someone with an account who wants no mail finds the invitation on their own page."""
    facts = {
        "name": invitation.name,
        "inviter": inviter,
        "link": settings.ADDRESS + reverse("cases:join", args=[token]),
        "expires_at": invitation.expires_at,
        "zone": invitation.case.practice.time_zone,
    }
    body = render_to_string("cases/mail/invitation.txt", facts)
    letters.write_to(invitation.email, subject=_("You have an invitation"), body=body)
