"""Children and young people: who may consent for them, papers, the year of birth, the day on which rights pass over."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from ampersand.accounts import letters
from ampersand.accounts.actions import make_person_without_account
from ampersand.cases.actions import agreement
from ampersand.cases.actions.common import Refused, lock, refuse_if_closed
from ampersand.cases.actions.invitations import MOST_MEMBERS, TREATED
from ampersand.cases.models import Case, Guardian, Participation
from ampersand.cases.queries import sealed
from ampersand.cases.rules import agreement as rules
from ampersand.cases.rules.agreement import Age
from ampersand.core.clock import now, today
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

WHY = "who takes part and who consents for them is settled by who leads the case"
NOTICE_FROM_MONTH = 11  # in November of the year before, so that there is time to talk


@dataclass(frozen=True)
class Consenting:
    """Someone who cares for a child: a member of the case, or somebody outside it with a name."""

    name: str
    person_id: UUID | None = None
    relation: str = ""
    may_consent: bool = True
    reads_plan: bool = True
    reach: str = ""
    court: str = ""


def add_child(*, by: Viewer, case: Case, person_id: UUID, name: str, born_in: int) -> Participation:
    """A child too young for an account takes part in a family; added twice with one id, they are there once.

    Raises Hidden, Refused.
    """
    require(by, "write", case)
    refuse_if_closed(case)
    if case.kind != Case.Kind.FAMILY:
        raise Hidden
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case.pk)
        here = Participation.objects.filter(case=case, role__in=TREATED, left_at__isnull=True)
        found: Participation | None = here.filter(person=person_id).first()
        if found:
            return found
        if here.count() >= MOST_MEMBERS[Case.Kind.FAMILY]:
            raise Refused(_("Up to six people can take part in one case."))
        try:
            with transaction.atomic():
                make_person_without_account(person_id=person_id, name=name, time_zone=case.practice.time_zone)
        except IntegrityError:
            raise Hidden from None
        part = Participation(
            case=case, person_id=person_id, role="child", family_role="child", born_in=born_in
        ).insert()
        audit.record(chain=case.pk, actor=by.person_id, verb="child.added", subject=part)
        agreement.settle(case)
    return part


def note_guardian(
    *, by: Viewer, case: Case, child_id: UUID, who: Consenting, instead_of: UUID | None = None
) -> Guardian:
    """Note who may consent for a child, and what a court has said; a change closes the one before. Raises Hidden."""
    if by.person_id is None:
        raise Hidden
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case.pk)
        _child(by, case, child_id)
        row = Guardian(
            case=case, child_id=child_id, person_id=who.person_id, name=who.name, relation=who.relation,
            may_consent=who.may_consent, reads_plan=who.reads_plan, noted_by_id=by.person_id,
        )  # fmt: skip
        require(by, "write", row)
        here = Participation.objects.filter(case=case, role="member", left_at__isnull=True)
        if who.person_id and (who.person_id == child_id or not here.filter(person=who.person_id).exists()):
            raise Hidden
        open_ = Guardian.objects.filter(case=case, child=child_id, ended_at__isnull=True)
        before = open_.filter(pk=instead_of).first() if instead_of else None
        if before:
            row.on_paper = before.on_paper
            open_.filter(pk=before.pk).update(ended_at=now())
        if who.person_id and open_.filter(person=who.person_id).exists():
            raise Refused(_("They are noted already. Change what stands there."))
        words = {"reach": who.reach.strip(), "court": who.court.strip()}
        if any(words.values()):
            row.note = sealed.seal_words(case.pk, sealed.GUARDIAN, row.pk, words)
        row.insert()
        audit.record(chain=case.pk, actor=by.person_id, verb="guardian.noted", subject=row)
        agreement.settle(case)
    return row


def signed_on_paper(*, by: Viewer, guardian_id: UUID, on: date) -> Guardian:
    """Note the day on which somebody without an account here consented on paper. Raises Hidden, Refused."""
    if on > today(by.time_zone):
        raise Refused(_("This day is still to come."))
    with transaction.atomic(), system_scope(WHY):
        row = find(by=by, guardian_id=guardian_id)
        lock(Case.objects.all(), row.case_id)
        Guardian.objects.filter(pk=row.pk).update(on_paper=on)
        audit.record(chain=row.case_id, actor=by.person_id, verb="guardian.paper", subject=row, note=on.isoformat())
        agreement.settle(row.case)
    return row


def end_guardian(*, by: Viewer, guardian_id: UUID) -> Guardian:
    """Somebody may no longer consent for a child, nor see the plan; what stood there is kept. Raises Hidden."""
    with transaction.atomic(), system_scope(WHY):
        row = find(by=by, guardian_id=guardian_id)
        lock(Case.objects.all(), row.case_id)
        if Guardian.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=now()):
            audit.record(chain=row.case_id, actor=by.person_id, verb="guardian.ended", subject=row)
            agreement.settle(row.case)
    return row


def note_birth(*, by: Viewer, case: Case, person_id: UUID, born_in: int | None) -> None:
    """Note the year in which a member of a family was born, or that they are grown up. Raises Hidden."""
    require(by, "write", case)
    if case.kind != Case.Kind.FAMILY:
        raise Hidden
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case.pk)
        part = _part(case, person_id)
        if part.role == "child" and born_in is None:
            raise Hidden
        Participation.objects.filter(pk=part.pk).update(born_in=born_in, of_age_at=None, age_noticed_at=None)
        audit.record(chain=case.pk, actor=by.person_id, verb="member.birth_noted", subject=part)
        agreement.settle(case)


def pass_rights(*, by: Viewer, case: Case, person_id: UUID) -> None:
    """The day has come: a young person decides alone, and signs anew. Parents' reading ends. Raises Hidden."""
    require(by, "write", case)
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case.pk)
        part = _part(case, person_id)
        if part.born_in is None or part.role != "member":
            raise Hidden
        _pass(part, by.person_id)


def notice_ages() -> int:
    """Tell therapists in time that a young person soon decides alone; let rights pass when the year is over; how many.

    For the keeper, inside its system scope.
    """
    noticed = 0
    rows = Participation.objects.filter(born_in__isnull=False, of_age_at__isnull=True, left_at__isnull=True)
    open_ = rows.filter(case__state__in=("open", "paused")).select_related("case__practice")
    for part in open_:
        consents_at = agreement.house(part.case.practice_id).consents_at
        on = today(part.case.practice.time_zone)
        stands = rules.age(part.born_in, on.year, consents_at)
        soon = rules.age(part.born_in, on.year + 1, consents_at) is not Age.MINOR and on.month >= NOTICE_FROM_MONTH
        with transaction.atomic():
            lock(Case.objects.all(), part.case_id)
            if stands is Age.ADULT and part.role == "member":
                _pass(part, None)
            elif (stands is Age.MINOR and not soon) or part.age_noticed_at:
                continue
            Participation.objects.filter(pk=part.pk).update(age_noticed_at=now())
            audit.record(chain=part.case_id, actor=None, verb="member.age_noticed", subject=part)
            _tell(part.case)
            noticed += 1
    return noticed


def _pass(part: Participation, actor: UUID | None) -> None:
    if Participation.objects.filter(pk=part.pk, of_age_at__isnull=True).update(of_age_at=now()):
        audit.record(chain=part.case_id, actor=actor, verb="member.rights_passed", subject=part)
        agreement.settle(part.case)


def _tell(case: Case) -> None:
    """A neutral mail to those who lead the case."""
    staff = Participation.objects.filter(case=case, role="therapist", left_at__isnull=True).select_related("person")
    link = settings.ADDRESS + reverse("cases:people", args=[case.pk])
    for part in staff:
        body = render_to_string("cases/mail/people.txt", {"name": part.person.name, "link": link})
        letters.write(part.person, subject=_("Please look at who takes part"), body=body)


def _part(case: Case, person_id: UUID) -> Participation:
    here = Participation.objects.filter(case=case, person=person_id, role__in=TREATED, left_at__isnull=True)
    found: Participation | None = here.select_related("case__practice").first()
    if found is None:
        raise Hidden
    return found


def _child(by: Viewer, case: Case, child_id: UUID) -> Participation:
    part = _part(case, child_id)
    if case.kind != Case.Kind.FAMILY or part.born_in is None:
        raise Hidden
    return part


def find(*, by: Viewer, guardian_id: UUID) -> Guardian:
    """Who may consent for a child, for a verb; raises Hidden."""
    found: Guardian | None = (
        Guardian.objects.visible_to(by, "write").select_related("case__practice").filter(pk=guardian_id).first()
    )
    if found is None:
        raise Hidden
    return found
