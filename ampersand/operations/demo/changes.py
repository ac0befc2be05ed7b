"""What changes in Linden House: a family with a young and a small child and a grandmother who came later, a couple that
parted and one that rests, all through the verbs that everyone uses."""

from datetime import datetime, timedelta
from uuid import UUID

from ampersand.accounts.models import Person
from ampersand.cases.actions import agreement, earlier, going_on, holds, minors, onward, standing
from ampersand.cases.actions.minors import Consenting
from ampersand.cases.models import Case, GoingOnAnswer, House, Participation, Terms
from ampersand.core import clock
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import named
from ampersand.operations.demo.people import Someone
from ampersand.privacy.viewer import Viewer
from ampersand.safety.models import JointWork

PIP, WILMA = named("person", "pip"), Someone("Wilma", "wilma@example.org")
CHLOES_AGE = 14


def write() -> None:
    """Let it happen, each thing on its day; the family is there in every practice that has Ana in it."""
    House.objects.update_or_create(
        practice_id=who.PRACTICE,
        defaults={
            "country": "NL", "hours": "Monday to Friday, 9 to 17", "answers_within": "within two working days",
            "complaints": "Gita, at the front desk, listens first; she can also name a body outside the practice.",
        },
    )  # fmt: skip
    family = _case(who.CHLOE.id, "family")
    if family:
        _family(family)
    couples = _couples()
    for couple, change in zip(couples[:2], (_parts, _rests), strict=False):
        change(couple)


def _family(case: Case) -> None:
    """Chloé is fourteen and says yes herself, Pip has no account, their parents sign for both, Wilma came later."""
    dana = _staff(who.DANA)
    with clock.past(_days(70)):
        minors.note_birth(by=dana, case=case, person_id=who.CHLOE.id, born_in=clock.now().year - CHLOES_AGE)
        minors.add_child(by=dana, case=case, person_id=PIP, name="Pip", born_in=clock.now().year - 6)
        for child in (who.CHLOE.id, PIP):
            for parent, relation in ((who.ANA, "mother"), (who.BEN, "father")):
                told = Consenting(parent.name, parent.id, relation)
                minors.note_guardian(by=dana, case=case, child_id=child, who=told)
        for parent in (who.ANA, who.BEN):
            for child in (who.CHLOE.id, PIP):
                _sign(case, parent, "for_child", child)
        _sign(case, who.CHLOE, "assent", who.CHLOE.id)
    _wilma(case, dana)


def _wilma(case: Case, dana: Viewer) -> None:
    with clock.past(_days(30)):
        person = Person(id=WILMA.id, email=WILMA.email, name=WILMA.name, time_zone=WILMA.zone)
        person.save(force_insert=True)
        hands = Participation.objects.filter(case=case, role="member").count()
        Participation(case=case, person=person, role="member", family_role="other", hand=hands + 1).insert()
        _sign(case, WILMA, "own", WILMA.id)
    with clock.past(_days(21)):
        earlier.ask(by=dana, case=case, person_id=WILMA.id)
        digest = earlier.text(case).digest
        for one in (who.ANA, who.BEN, who.CHLOE):
            earlier.answer(by=_client(one), case_id=case.pk, person_id=WILMA.id, agrees=True, digest=digest)


def _parts(case: Case) -> None:
    """One does not go on. Both are offered somewhere; one would like to stay with Dana, and the other has said yes."""
    dana, (first, second) = _staff(who.DANA), _members(case)
    with clock.past(_days(12)):
        standing.end_unit(by=dana, case=case, words="He has moved out. Both want it to be over in a decent way.")
        for one in (first, second):
            words = "Inês works with people after a parting, also online. You may also write to me and ask for names."
            onward.offer(by=dana, case_id=case.pk, person_id=one.person_id, words=words)
    with clock.past(_days(9)):
        held = Case.objects.get(pk=case.pk)
        review = going_on.review(
            by=dana, case=held, person_id=first.person_id, consulted="Emil, last Thursday.",
            words="I know of nothing that he told me alone and that would stand between us. If both need me, neither "
            "gets me.",
        )  # fmt: skip
    for days, one in ((7, first), (5, second)):
        with clock.past(_days(days)):
            asked = GoingOnAnswer.objects.get(going_on=review, person=one.person_id)
            going_on.answer(
                by=_viewer(one.person), answer_id=asked.pk, agrees=True, name=one.person.name, digest=asked.document_id
            )  # fmt: skip
    with clock.past(_days(4)):
        going_on.begin(by=dana, going_on_id=review.pk)


def _rests(case: Case) -> None:
    """The work is paused, and a lawyer has written: Dana asks for a hold, Emil has agreed."""
    dana = _staff(who.DANA)
    with clock.past(_days(8)):
        standing.pause(by=dana, case=case, words="They are with her mother until the end of the month.")
    with clock.past(_days(3)):
        step = holds.ask(by=dana, case_id=case.pk, puts=True, words="A lawyer’s letter about the house. Nothing sent.")
    with clock.past(_days(2)):
        holds.answer(by=_staff(who.EMIL, "safety_lead"), step_id=step.pk, agrees=True)


def _sign(case: Case, person: Someone, says: str, about: UUID) -> None:
    terms = Terms.objects.get(case=case, closed_at__isnull=True)
    digest = agreement.document_for(terms, says)
    assert digest
    agreement.sign(
        by=_client(person), terms_id=terms.pk, says=says, about=about, name=person.name, digest=digest
    )  # fmt: skip


def _case(person_id: UUID, kind: str) -> Case | None:
    parts = Participation.objects.filter(person=person_id, role="member", case__kind=kind, case__state="open")
    found = parts.select_related("case__practice").first()
    return found.case if found else None


def _couples() -> list[Case]:
    """Dana's couples that are not told elsewhere, all of whom have signed, the longest under way first."""
    told = Participation.objects.filter(person__in=[one.id for one in who.KNOWN], role="member").values("case")
    led = Participation.objects.filter(person=who.DANA.id, role="therapist").values("case")
    going = JointWork.objects.filter(goes_on=True, goals_apart=False, case__in=led).values("case")
    rows = Case.objects.filter(kind="couple", state="open", agreed_at__isnull=False, pk__in=going).exclude(pk__in=told)
    return list(rows.select_related("practice").order_by("opened_on", "pk"))[-2:]


def _members(case: Case) -> list[Participation]:
    return list(Participation.objects.filter(case=case, role="member").select_related("person").order_by("hand"))


def _staff(person: Someone, *roles: str) -> Viewer:
    held = frozenset(roles or ("therapist",))
    return Viewer(person.id, person.name, "en", person.zone, who.PRACTICE, held)


def _client(person: Someone) -> Viewer:
    return Viewer(person.id, person.name, "en", person.zone)


def _viewer(person: Person) -> Viewer:
    return Viewer(person.pk, person.name, "en", person.time_zone)


def _days(days: int) -> datetime:
    return clock.now() - timedelta(days=days, hours=2)
