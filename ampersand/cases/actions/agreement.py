"""The agreement of a case: put before everyone, signed by each alone, changed only by all, taken back by anyone.

`Case.confidentiality` and `Case.agreed_at` say how it stands; only `settle` writes them, in the transaction that
changed who takes part or what they signed.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases import content
from ampersand.cases.actions.common import Refused, lock
from ampersand.cases.content import Ready
from ampersand.cases.models import Case, Document, Guardian, House, Participation, Signature, Terms
from ampersand.cases.rules import agreement as rules
from ampersand.cases.rules.agreement import Age, Party, Signed, Signs
from ampersand.cases.rules.confidentiality import SIGNED, Policy
from ampersand.core.clock import now, today
from ampersand.privacy import audit
from ampersand.privacy.policy import Hidden, require
from ampersand.privacy.scope import system_scope
from ampersand.privacy.viewer import Viewer

FEWEST = {Case.Kind.INDIVIDUAL: 1, Case.Kind.COUPLE: 2, Case.Kind.FAMILY: 2}
WHY = "an agreement is weighed by the signatures of all"


class OtherText(Exception):
    """The text that was read is not the one that is signed now."""


def put(case: Case, *, by: UUID, why: str, policy: str) -> Terms:
    """Put an agreement before everyone of a case, in the caller's transaction and system scope."""
    known = facts(case)
    family = case.kind == Case.Kind.FAMILY
    terms = Terms(
        case=case,
        number=(Terms.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1,
        why=why,
        policy=Policy.NONE.value if case.kind == Case.Kind.INDIVIDUAL else policy,
        document=store(content.agreement(case.kind, policy, known)),
        for_guardians=store(content.other("for-guardians", known)) if family else None,
        for_children=store(content.other("for-children", known)) if family else None,
        proposed_by_id=by,
    )
    terms.insert()
    audit.record(chain=case.pk, actor=by, verb="agreement.put", subject=terms, note=terms.policy)
    return terms


def propose(*, by: Viewer, case: Case, policy: str) -> Terms:
    """Propose another policy to everyone; what holds stays in force until all have signed. Raises Refused, Hidden."""
    if policy not in SIGNED or case.kind == Case.Kind.INDIVIDUAL or by.person_id is None:
        raise Refused(_("Choose one of the three."))
    require(by, "write", Terms(case=case))
    with transaction.atomic(), system_scope(WHY):
        lock(Case.objects.all(), case.pk)
        held = Terms.objects.filter(case=case, closed_at__isnull=True)
        if held.filter(policy=policy, in_force_at__isnull=False).exists():
            raise Refused(_("This is how you handle it now."))
        waiting: Terms | None = held.filter(in_force_at__isnull=True).first()
        if waiting and waiting.policy == policy:
            return waiting
        begun = held.filter(in_force_at__isnull=False).exists()
        if waiting and begun:
            raise Refused(_("There is a proposal already. Sign it or set it aside first."))
        held.filter(in_force_at__isnull=True).update(closed_at=now())
        why = Terms.Why.CHANGE if begun else Terms.Why.OPENING
        terms = put(case, by=by.person_id, why=why, policy=policy)
        settle(case)
    return terms


def set_aside(*, by: Viewer, terms: Terms) -> None:
    """Leave everything as it is: a proposal beside what is in force closes. Nobody is told who set it aside."""
    require(by, "write", terms)
    with transaction.atomic():
        rows = Terms.objects.visible_to(by, "write").filter(pk=terms.pk, closed_at=None, in_force_at=None)
        if rows.filter(why=Terms.Why.CHANGE).update(closed_at=now()):
            audit.record(chain=terms.case_id, actor=by.person_id, verb="agreement.set_aside", subject=terms)


def sign(*, by: Viewer, terms_id: UUID, says: str, about: UUID, name: str, digest: str) -> Signature:
    """Sign an agreement, alone: for oneself, as a child, or for a child. Pressed twice, it is signed once.

    Raises Hidden when it is not the viewer's to sign, OtherText when `digest` is not that of what is signed now.
    """
    if by.person_id is None:
        raise Hidden
    with transaction.atomic(), system_scope(WHY):
        terms = Terms.objects.visible_to(by).select_related("case").filter(pk=terms_id).first()
        if terms is None or terms.case.state not in (Case.State.OPEN, Case.State.PAUSED):
            raise Hidden
        lock(Case.objects.all(), terms.case_id)
        document = document_for(terms, says)
        if terms.closed_at or document is None or document != digest:
            raise OtherText
        if (Signs(says), by.person_id, about) not in rules.needed(parties(terms.case)):
            raise Hidden
        signature = Signature(
            case_id=terms.case_id, person_id=by.person_id, about_id=about, says=says, terms=terms,
            document_id=document, name=name,
        )  # fmt: skip
        require(by, "write", signature)
        kept = _kept(signature)
        if kept is signature:
            audit.record(chain=terms.case_id, actor=by.person_id, verb="agreement.sign", subject=kept, note=says)
            settle(terms.case)
    return kept


def withdraw_signature(*, by: Viewer, signature_id: UUID) -> Signature:
    """Take back what one has signed, at any time; what is joint closes until it is complete again. Raises Hidden."""
    with transaction.atomic(), system_scope(WHY):
        rows = Signature.objects.visible_to(by, "write").filter(pk=signature_id, person_id=by.person_id)
        found = rows.select_related("case").first()
        if found is None:
            raise Hidden
        signature: Signature = found
        lock(Case.objects.all(), signature.case_id)
        if rows.filter(withdrawn_at__isnull=True).update(withdrawn_at=now()):
            audit.record(chain=signature.case_id, actor=by.person_id, verb="agreement.withdraw", subject=signature)
            settle(signature.case)
    return signature


def settle(case: Case) -> None:
    """Write down how the agreement of a case stands, in the caller's transaction, system scope and line."""
    held = Terms.objects.filter(case=case, closed_at__isnull=True)
    in_force = held.filter(in_force_at__isnull=False).first()
    waiting = held.filter(in_force_at__isnull=True).first()
    enough = len(parties(case)) >= FEWEST[Case.Kind(case.kind)]
    if waiting and enough and rules.complete(parties(case, waiting), _signed(waiting)):
        if in_force:
            held.filter(pk=in_force.pk).update(closed_at=now())
        held.filter(pk=waiting.pk).update(in_force_at=now())
        Case.objects.filter(pk=case.pk).update(confidentiality=waiting.policy)
        audit.record(chain=case.pk, actor=None, verb="agreement.in_force", subject=waiting, note=waiting.policy)
        in_force = waiting
    agreed = bool(in_force and enough and rules.complete(parties(case, in_force), _signed(in_force)))
    rows = Case.objects.filter(pk=case.pk)
    if agreed:
        rows.filter(agreed_at__isnull=True).update(agreed_at=now())
    else:
        rows.update(agreed_at=None)


def begin_anew(case: Case, *, by: UUID) -> None:
    """After someone left a family: those who stay sign again before they go on together."""
    held = Terms.objects.filter(case=case, closed_at__isnull=True)
    policy = next(iter(held.order_by("number").values_list("policy", flat=True)), None)
    if policy is None:
        return
    held.update(closed_at=now())
    put(case, by=by, why=Terms.Why.LEFT, policy=policy)
    settle(case)


def parties(case: Case, terms: Terms | None = None) -> list[Party]:
    """Everyone who takes part now, as this agreement sees them; in a system scope."""
    here = Participation.objects.filter(case=case, role__in=("member", "child"), left_at__isnull=True)
    members = list(here.order_by("joined_at").values_list("person_id", "born_in", "of_age_at", "role"))
    children = {person for person, _born, _of_age, role in members if role == "child"}
    minors = children | {
        person for person, born_in, of_age, _role in members if is_minor(case, born_in, of_age is not None)
    }
    guardians = _guardians(case, terms) if minors else {}
    return [
        Party(person, person in minors, tuple(guardians.get(person, ())), person in children)
        for person, _born, _of_age, _role in members
    ]


def is_minor(case: Case, born_in: int | None, of_age: bool) -> bool:
    """Whether someone of this year of birth does not consent alone yet."""
    if born_in is None:
        return False
    year = today(case.practice.time_zone).year
    return rules.age(born_in, year, house(case.practice_id).consents_at, of_age=of_age) is not Age.ADULT


def house(practice_id: UUID) -> House:
    """What a practice has settled, or the defaults."""
    return House.objects.filter(pk=practice_id).first() or House(practice_id=practice_id)


def facts(case: Case) -> Mapping[str, str]:
    """What the texts of a case name; in a system scope."""
    staff = Participation.objects.filter(case=case, role="therapist", left_at__isnull=True)
    names = list(staff.order_by("joined_at").values_list("person__name", flat=True))
    return named(case.practice.name, names, house(case.practice_id))


def named(practice: str, therapists: Sequence[str], settled: House) -> Mapping[str, str]:
    """What the texts name: the practice, who treats there, how long things are kept, whom to turn to."""
    return {
        "practice": practice,
        "therapists": get_text_list(list(therapists), _("and")) or _("Your therapist"),
        "years": str(settled.keeps_years),
        "consents_at": str(settled.consents_at),
        "complaints": settled.complaints.strip()
        or _("The practice can also tell you which body outside it takes complaints where you live."),
    }


def store(ready: Ready) -> Document:
    """The text as it is, kept once however often it is put before someone."""
    row, _new = Document.objects.get_or_create(
        digest=ready.digest, defaults={"slug": ready.slug, "version": ready.version, "text": ready.text}
    )
    return row


def document_for(terms: Terms, says: str) -> str | None:
    """The digest of what someone who signs in this way has read."""
    return {
        Signs.OWN.value: terms.document_id,
        Signs.FOR_CHILD.value: terms.for_guardians_id,
        Signs.ASSENT.value: terms.for_children_id,
    }.get(says)


def _guardians(case: Case, terms: Terms | None) -> dict[UUID, list[rules.Guardian]]:
    found: dict[UUID, list[rules.Guardian]] = {}
    rows = Guardian.objects.filter(case=case, ended_at__isnull=True, may_consent=True).order_by("noted_at")
    for pk, child, person, on_paper in rows.values_list("pk", "child_id", "person_id", "on_paper"):
        counts = on_paper is not None and (
            terms is None
            or rules.paper_counts(on_paper, terms.proposed_at.date(), opening=terms.why == Terms.Why.OPENING)
        )
        found.setdefault(child, []).append(rules.Guardian(pk, person, counts))
    return found


def _signed(terms: Terms) -> set[Signed]:
    rows: QuerySet[Signature] = Signature.objects.filter(terms=terms, withdrawn_at__isnull=True)
    return {(Signs(says), person, about) for says, person, about in rows.values_list("says", "person_id", "about_id")}


def _kept(signature: Signature) -> Signature:
    """The new signature, or the one that was there already."""
    try:
        with transaction.atomic():
            return signature.insert()
    except IntegrityError:
        same = {"terms": signature.terms_id, "person": signature.person_id, "about": signature.about_id}
        before: Signature = Signature.objects.get(**same, says=signature.says, withdrawn_at__isnull=True)
        return before
