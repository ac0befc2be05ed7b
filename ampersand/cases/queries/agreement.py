"""Reads: the agreement of a case, what the viewer has to sign, and, for those who treat, who has signed what."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ampersand.cases import content
from ampersand.cases.models import Case, Guardian, House, Signature, Terms
from ampersand.cases.queries import case as cases
from ampersand.cases.queries.case import OneCase, Someone
from ampersand.cases.rules import agreement as rules
from ampersand.cases.rules import confidentiality
from ampersand.cases.rules.agreement import Age, Party, Signs
from ampersand.cases.rules.confidentiality import Promise
from ampersand.cases.rules.documents import Text
from ampersand.core.clock import today
from ampersand.privacy import prepared
from ampersand.privacy.policy import Hidden, can
from ampersand.privacy.viewer import NOBODY, Viewer


@dataclass(frozen=True, slots=True)
class OneTerms:
    """An agreement as it was put before everyone."""

    id: UUID
    why: str
    policy: str
    proposed_by: UUID
    proposed_at: datetime
    in_force_at: datetime | None
    digests: dict[str, str]  # for oneself, for a guardian, for a child

    @property
    def promise(self) -> Promise:
        """What its policy promises."""
        return confidentiality.promise(self.policy)

    @property
    def is_change(self) -> bool:
        """Whether it is proposed beside another that holds."""
        return self.in_force_at is None and self.why == Terms.Why.CHANGE


@dataclass(frozen=True, slots=True)
class OneSignature:
    """Something that was signed."""

    id: UUID
    person_id: UUID
    about_id: UUID
    says: str
    terms_id: UUID | None
    digest: str
    name: str
    signed_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToSign:
    """What waits for the viewer's own signature, and about whom it is."""

    terms: OneTerms
    says: str
    about: Someone

    @property
    def digest(self) -> str:
        """The text that is signed."""
        return self.terms.digests[self.says]


@dataclass(frozen=True)
class Agreement:
    """All that a member sees of the agreement: what holds, what is proposed, what is theirs."""

    in_force: OneTerms | None
    proposal: OneTerms | None
    mine: tuple[OneSignature, ...]
    to_sign: tuple[ToSign, ...]

    @property
    def shown(self) -> OneTerms | None:
        """The one to read first: what is proposed, else what holds."""
        return self.proposal or self.in_force


_SIGNATURE = (
    "id", "person_id", "about_id", "says", "terms_id", "document_id", "name", "signed_at", "withdrawn_at",
)  # fmt: skip


def house(practice_id: UUID | None) -> House:
    """What a practice has settled for all its cases, or the defaults."""
    rows = _house(NOBODY, practice_id) if practice_id else []
    return House.from_db(connection.alias, _HOUSE, rows[0]) if rows else House()


_HOUSE = [field.attname for field in House._meta.concrete_fields]


@prepared.read
def _house(_: Viewer, practice_id: UUID) -> "QuerySet[House, tuple[Any, ...]]":
    return House.objects.filter(pk=practice_id).values_list(*_HOUSE)


def agreement(viewer: Viewer, case: OneCase) -> Agreement:
    """The agreement of a case for one of its members or its staff. Three queries, four where there are minors."""
    held = terms(viewer, case.id)
    mine = signatures(viewer, case.id, viewer.person_id)
    in_force = next((one for one in held if one.in_force_at), None)
    proposal = next((one for one in held if not one.in_force_at), None)
    waiting = [one for one in (proposal, in_force) if one]
    return Agreement(in_force, proposal, tuple(mine), tuple(_to_sign(viewer, case, waiting, mine)))


def terms(viewer: Viewer, case_id: UUID) -> list[OneTerms]:
    """What holds and what is proposed now. One query."""
    rows: QuerySet[Terms] = Terms.objects.visible_to(viewer).filter(case_id=case_id, closed_at__isnull=True)
    return [_terms(row) for row in rows.order_by("number")]


def one_terms(viewer: Viewer, terms_id: UUID) -> Terms:
    """An agreement for a verb or to be read again; raises Hidden."""
    found: Terms | None = Terms.objects.visible_to(viewer).select_related("case").filter(pk=terms_id).first()
    if found is None:
        raise Hidden
    return found


def policy_at(viewer: Viewer, case_id: UUID, at: datetime) -> str:
    """The policy that was in force when something was written: none, A, B or C. A change counts forward only."""
    rows = Terms.objects.visible_to(viewer).filter(case_id=case_id, in_force_at__lte=at).order_by("-in_force_at")
    found: str | None = rows.values_list("policy", flat=True).first()
    return found or "none"


def signatures(viewer: Viewer, case_id: UUID, person_id: UUID | None = None) -> list[OneSignature]:
    """What the viewer may see of what was signed, the newest first: their own, or all of it for those who treat."""
    rows: QuerySet[Signature] = Signature.objects.visible_to(viewer).filter(case_id=case_id)
    if person_id:
        rows = rows.filter(person_id=person_id)
    return [OneSignature(*row) for row in rows.order_by("-signed_at", "-pk").values_list(*_SIGNATURE)]


def text(digest: str) -> Text:
    """A text by its digest; raises Hidden. What it says about a case is asked of `terms` and `signatures` first."""
    found = content.stored(digest)
    if found is None:
        raise Hidden
    return content.parsed(found)


@dataclass(frozen=True, slots=True)
class Young:
    """What stands between a young person and those who care for them, until they decide alone."""

    consents_at: int
    passes_in: int


def young(viewer: Viewer, case: OneCase, someone: Someone | None) -> Young | None:
    """The promise to a member who does not consent alone yet; asks only where a year of birth is noted. One query."""
    if someone is None or someone.born_in is None or someone.of_age_at:
        return None
    settled = house(case.practice_id).consents_at
    if rules.age(someone.born_in, today(viewer.time_zone).year, settled) is Age.ADULT:
        return None
    return Young(settled, rules.passes_in(someone.born_in, settled))


def is_minor(viewer: Viewer, case: OneCase, someone: Someone) -> bool:
    """Whether a member does not consent alone yet."""
    return age(viewer, case, someone) is not Age.ADULT


def age(viewer: Viewer, case: OneCase, someone: Someone) -> Age:
    """How a member stands to the practice's age of consent; asks the database only where a year of birth is noted."""
    if someone.born_in is None:
        return Age.ADULT
    year = today(viewer.time_zone).year
    of_age = someone.of_age_at is not None
    return rules.age(someone.born_in, year, house(case.practice_id).consents_at, of_age=of_age)


@dataclass(frozen=True, slots=True)
class OneGuardian:
    """Someone who may consent for a child."""

    id: UUID
    child_id: UUID
    person_id: UUID | None
    name: str
    on_paper: date | None
    has_note: bool
    may_consent: bool = True


def guardians(viewer: Viewer, case_id: UUID) -> list[OneGuardian]:
    """Who may consent for the children of a case: all for those who treat, for others what concerns themselves."""
    rows = Guardian.objects.visible_to(viewer).filter(case_id=case_id, ended_at__isnull=True).order_by("noted_at")
    columns = ("id", "child_id", "person_id", "name", "on_paper", "note", "may_consent")
    return [
        OneGuardian(pk, child, person, name, on_paper, bool(note), consents)
        for pk, child, person, name, on_paper, note, consents in rows.values_list(*columns)
    ]


@dataclass(frozen=True, slots=True)
class Signing:
    """One signature that the agreement needs, as those who treat see it; without a person it cannot be given here."""

    says: str
    person: Someone | None
    about: Someone
    guardian: OneGuardian | None
    signature: OneSignature | None

    @property
    def is_there(self) -> bool:
        """Whether it was given, here or on paper."""
        return self.signature is not None or bool(self.guardian and self.guardian.on_paper)


def signings(viewer: Viewer, case: OneCase, one: OneTerms) -> list[Signing]:
    """Every signature that an agreement needs and whether it is there, for those who treat. Three queries."""
    people = {person.person_id: person for person in case.members}
    given = {
        (s.says, s.person_id, s.about_id): s
        for s in signatures(viewer, case.id)
        if s.terms_id == one.id and not s.withdrawn_at
    }
    known = [guardian for guardian in guardians(viewer, case.id) if guardian.may_consent]
    found = []
    for member in (*case.members, *case.children):
        says = Signs.ASSENT if not member.has_account or is_minor(viewer, case, member) else Signs.OWN
        own = given.get((says.value, member.person_id, member.person_id))
        if member.has_account:
            found.append(Signing(says.value, member, member, None, own))
        if says is Signs.ASSENT and not any(guardian.child_id == member.person_id for guardian in known):
            found.append(Signing(Signs.FOR_CHILD.value, None, member, None, None))
        for guardian in (_with_paper(guardian, one) for guardian in known) if says is Signs.ASSENT else ():
            if guardian.child_id == member.person_id:
                signer = people.get(guardian.person_id) if guardian.person_id else None
                there = given.get((Signs.FOR_CHILD.value, guardian.person_id or member.person_id, member.person_id))
                found.append(Signing(Signs.FOR_CHILD.value, signer, member, guardian, there))
    return found


def _with_paper(guardian: OneGuardian, one: OneTerms) -> OneGuardian:
    """As this agreement counts it: an older paper says nothing about what was proposed later."""
    opening = one.why == Terms.Why.OPENING
    if guardian.on_paper and not rules.paper_counts(guardian.on_paper, one.proposed_at.date(), opening=opening):
        return replace(guardian, on_paper=None)
    return guardian


def _to_sign(viewer: Viewer, case: OneCase, held: list[OneTerms], mine: list[OneSignature]) -> list[ToSign]:
    me = case.me(viewer)
    if me is None or case.state not in ("open", "paused"):
        return []
    people = {person.person_id: person for person in (*case.members, *case.children)}
    own = [Party(me.person_id, is_minor(viewer, case, me))]
    if case.children or any(person.born_in for person in case.members):
        for one in guardians(viewer, case.id):
            child = people.get(one.child_id)
            is_mine = one.person_id == me.person_id and one.may_consent
            if is_mine and child and (not child.has_account or is_minor(viewer, case, child)):
                own.append(Party(child.person_id, True, (rules.Guardian(one.id, one.person_id, bool(one.on_paper)),)))
    found = []
    for terms_ in held:
        signed = {
            (Signs(s.says), s.person_id, s.about_id) for s in mine if s.terms_id == terms_.id and not s.withdrawn_at
        }
        waits = rules.waits_for(own, signed, me.person_id)
        found += [ToSign(terms_, says.value, people[about]) for says, _signer, about in waits]
    return found


def _terms(row: Terms) -> OneTerms:
    digests = {Signs.OWN.value: row.document_id}
    if row.for_guardians_id and row.for_children_id:
        digests |= {Signs.FOR_CHILD.value: row.for_guardians_id, Signs.ASSENT.value: row.for_children_id}
    return OneTerms(row.pk, row.why, row.policy, row.proposed_by_id, row.proposed_at, row.in_force_at, digests)


def one_signature(viewer: Viewer, signature_id: UUID, action: str = "read") -> tuple[OneSignature, OneCase | None]:
    """One signature with its case, for whoever may do this with it; raises Hidden. No case: they do not see it."""
    rows: QuerySet[Signature] = Signature.objects.visible_to(viewer, action).filter(pk=signature_id)
    columns = (*_SIGNATURE, "case_id")
    found = rows.values_list(*columns).first()
    if found is None:
        raise Hidden
    try:
        return OneSignature(*found[:-1]), cases.one(viewer, found[-1])
    except Hidden:
        return OneSignature(*found[:-1]), None


def may_propose(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer may put another agreement before everyone of this case."""
    return can(viewer, "write", Terms(case=case))
