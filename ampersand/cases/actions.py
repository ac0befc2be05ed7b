"""Writes: begin a case, invite and join, leave and end. One transaction each, with its event on the case's chain."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ampersand.accounts.actions import make_person
from ampersand.accounts.models import Person, StaffRole
from ampersand.cases.models import Case, Invitation, Participation
from ampersand.cases.policy import invitations_held, may_open_cases
from ampersand.core import mail
from ampersand.core.clock import now, today
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

INVITATION_LASTS = timedelta(days=14)
MOST_MEMBERS = {Case.Kind.INDIVIDUAL: 1, Case.Kind.COUPLE: 2, Case.Kind.FAMILY: 6}


class Refused(ValueError):
    """A verb that cannot be done as asked; the words are for the person who asked."""


class LinkClosed(Exception):
    """The link is unknown, used, expired, withdrawn, or somebody else's."""


@dataclass(frozen=True)
class Invitee:
    """Who is to be invited."""

    name: str
    email: str
    family_role: str = ""


def open_case(*, by: Viewer, kind: str, invitees: Sequence[Invitee], case_id: UUID | None = None) -> Case:
    """Begin a case that the viewer leads, and invite its members; asked twice with one id, it is begun once."""
    if not may_open_cases(by) or by.practice_id is None or by.person_id is None:
        raise Hidden
    with transaction.atomic():
        case = Case(
            pk=case_id or new_id(), practice_id=by.practice_id, kind=Case.Kind(kind), opened_on=today(by.time_zone)
        )
        try:
            with transaction.atomic():
                case.insert()
        except IntegrityError:
            return _begun(by, case.pk)
        Participation(case=case, person_id=by.person_id, role="therapist").insert()
        audit.record(chain=case.pk, actor=by.person_id, verb="case.open", subject=case)
        for invitee in invitees:
            invite(by=by, case=case, invitee=invitee)
    return case


def invite(*, by: Viewer, case: Case, invitee: Invitee) -> Invitation:
    """Send one person a single-use link of their own; raises Refused when there is no place or the address is taken."""
    require(by, "write", case)
    assert by.person_id is not None
    _refuse_if_ended(case)
    with transaction.atomic():
        _lock(Case.objects.visible_to(by), case.pk)
        _refuse_if_full(by, case)
        _refuse_if_taken(by, case, invitee.email)
        role = Participation.Family.PARTNER if case.kind == Case.Kind.COUPLE else invitee.family_role
        token = secrets.token_urlsafe(32)
        invitation = Invitation(
            case=case, token_hash=sha256(token.encode()).hexdigest(), email=invitee.email, name=invitee.name,
            family_role=role if case.kind != Case.Kind.INDIVIDUAL else "",
            invited_by_id=by.person_id, expires_at=now() + INVITATION_LASTS,
        ).insert()  # fmt: skip
        audit.record(chain=case.pk, actor=by.person_id, verb="invitation.send", subject=invitation)
        _post(invitation, token, inviter=by.name)
    return invitation


def withdraw_invitation(*, by: Viewer, invitation: Invitation) -> None:
    """Close an open invitation: its link opens nothing any more."""
    require(by, "read", invitation)
    with transaction.atomic():
        closed = _open(Invitation.objects.visible_to(by)).filter(pk=invitation.pk).update(withdrawn_at=now())
        if closed:
            audit.record(chain=invitation.case_id, actor=by.person_id, verb="invitation.withdraw", subject=invitation)


def invite_again(*, by: Viewer, invitation: Invitation) -> Invitation:
    """Close an invitation that was not used and send the same person a new link."""
    require(by, "write", invitation)
    if invitation.used_at:
        raise Refused(_("This invitation was accepted already."))
    with transaction.atomic():
        withdraw_invitation(by=by, invitation=invitation)
        invitee = Invitee(invitation.name, invitation.email, invitation.family_role)
        return invite(by=by, case=invitation.case, invitee=invitee)


def accept(*, by: Viewer, token: str, name: str = "", time_zone: str = "", language: str = "en") -> Person:
    """Join the case of an invitation, with an account made now or with one's own; raises LinkClosed, and joins once."""
    with transaction.atomic(), system_scope("someone takes an invitation and is not in the case yet"):
        invitation = _open(invitations_held(token)).exclude(case__state=Case.State.ENDED).select_related("case").first()
        if invitation is None:
            raise LinkClosed
        _lock(Case.objects.all(), invitation.case_id)
        if not _open(invitations_held(token)).update(used_at=now()):
            raise LinkClosed
        person = _person_for(by, invitation, name, time_zone, language)
        part = _join(invitation, person)
        audit.record(chain=invitation.case_id, actor=person.pk, verb="case.join", subject=part)
    return person


def leave(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """A member leaves the case for now: nothing of theirs is shown to the others any more, nor the others' to them."""
    require(by, "write", case)
    with transaction.atomic():
        rows = Participation.objects.visible_to(by, "write").filter(
            case=case, person_id=person_id, role="member", left_at__isnull=True
        )
        part = rows.first()
        if part is None:
            raise Hidden
        rows.update(left_at=now())
        audit.record(chain=case.pk, actor=by.person_id, verb="case.leave", subject=part)


def end_case(*, by: Viewer, case: Case) -> None:
    """End the work: nothing new is taken, sharing stops, open invitations close. Ended twice, it ended once."""
    require(by, "write", case)
    with transaction.atomic():
        rows = Case.objects.visible_to(by, "write").filter(pk=case.pk, state=Case.State.OPEN)
        if not rows.update(state=Case.State.ENDED, ended_on=today(by.time_zone)):
            return
        _open(Invitation.objects.visible_to(by).filter(case=case)).update(withdrawn_at=now())
        audit.record(chain=case.pk, actor=by.person_id, verb="case.end", subject=case)


def ask_supervisor(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """Let a supervisor of the practice look into the case."""
    require(by, "write", case)
    _refuse_if_ended(case)
    if not StaffRole.objects.filter(practice=case.practice_id, role="supervisor", person=person_id).exists():
        raise Hidden
    with transaction.atomic():
        _lock(Case.objects.visible_to(by), case.pk)
        here = Participation.objects.visible_to(by).filter(case=case, role="supervisor", left_at__isnull=True)
        if here.filter(person_id=person_id).exists():
            return
        part = Participation(case=case, person_id=person_id, role="supervisor").insert()
        audit.record(chain=case.pk, actor=by.person_id, verb="case.supervise", subject=part)


def end_supervision(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """A supervisor looks into the case no longer; raises Hidden when they do not supervise it."""
    require(by, "write", case)
    with transaction.atomic():
        rows = Participation.objects.visible_to(by, "write").filter(
            case=case, person_id=person_id, role="supervisor", left_at__isnull=True
        )
        part = rows.first()
        if part is None:
            raise Hidden
        rows.update(left_at=now())
        audit.record(chain=case.pk, actor=by.person_id, verb="case.end_supervision", subject=part)


def note_look(*, by: Viewer, case_id: UUID) -> None:
    """Record that a supervisor looked at who takes part."""
    audit.record(chain=case_id, actor=by.person_id, verb="people.opened", subject=Case(pk=case_id))


def _open(invitations: "QuerySet[Invitation]") -> "QuerySet[Invitation]":
    return invitations.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now())


def _begun(by: Viewer, case_id: UUID) -> Case:
    case: Case | None = Case.objects.visible_to(by, "write").filter(pk=case_id).first()
    if case is None:
        raise Hidden
    return case


def _lock(cases: "QuerySet[Case]", case_id: UUID) -> None:
    """Everything that changes who takes part in one case stands in line."""
    cases.select_for_update().filter(pk=case_id).values_list("pk", flat=True).first()


def _refuse_if_ended(case: Case) -> None:
    if case.state == Case.State.ENDED:
        raise Refused(_("This work has ended. Begin a new case to work together again."))


def _refuse_if_full(by: Viewer, case: Case) -> None:
    here = Participation.objects.visible_to(by).filter(case=case, role="member", left_at__isnull=True).count()
    asked = _open(Invitation.objects.visible_to(by).filter(case=case)).count()
    if here + asked >= MOST_MEMBERS[Case.Kind(case.kind)]:
        raise Refused(
            {
                Case.Kind.INDIVIDUAL: _("One person takes part in this case, and they are invited already."),
                Case.Kind.COUPLE: _("Two people take part in this case, and both are invited already."),
                Case.Kind.FAMILY: _("Up to six people can take part in one case."),
            }[Case.Kind(case.kind)]
        )


def _refuse_if_taken(by: Viewer, case: Case, email: str) -> None:
    here = Participation.objects.visible_to(by).filter(case=case, person__email__iexact=email, left_at__isnull=True)
    roles = set(here.values_list("role", flat=True))
    if "member" in roles:
        raise Refused(_("Someone takes part with this address already. Each person needs an address of their own."))
    if roles:
        raise Refused(_("This address belongs to someone who treats in this case."))
    if _open(Invitation.objects.visible_to(by).filter(case=case, email__iexact=email)).exists():
        raise Refused(_("This address is invited already. Each person needs an address of their own."))


def _person_for(by: Viewer, invitation: Invitation, name: str, time_zone: str, language: str) -> Person:
    """The account of the address: the one that is signed in, or a new one when the address has none."""
    held = Person.objects.filter(email__iexact=invitation.email).first()
    if (held.pk if held else None) != by.person_id:
        raise LinkClosed
    return held or make_person(address=invitation.email, name=name, language=language, time_zone=time_zone)


def _join(invitation: Invitation, person: Person) -> Participation:
    """A part in the case with the next free hand, or the one they had before."""
    parts = Participation.objects.filter(case_id=invitation.case_id)
    if parts.filter(person=person, left_at__isnull=True).exists():
        raise LinkClosed
    before = parts.filter(person=person, role="member").values_list("hand", flat=True).first()
    last = parts.aggregate(last=Max("hand"))["last"] or 0
    return Participation(
        case_id=invitation.case_id, person=person, role="member", family_role=invitation.family_role,
        hand=before or last + 1,
    ).insert()  # fmt: skip


def _post(invitation: Invitation, token: str, *, inviter: str) -> None:
    sender = Person.objects.filter(email__iexact=invitation.email).values_list("sender_name", flat=True).first()
    facts = {
        "name": invitation.name,
        "inviter": inviter,
        "link": settings.ADDRESS + reverse("cases:join", args=[token]),
        "expires_at": invitation.expires_at,
        "zone": invitation.case.practice.time_zone,
    }
    body = render_to_string("cases/mail/invitation.txt", facts)
    mail.send(to=invitation.email, subject=_("You have an invitation"), body=body, sender_name=sender or "")
