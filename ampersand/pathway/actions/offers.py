"""Offering a meeting after the end to everyone alike, with its short measures; and answering it alone."""

from uuid import UUID

from django.db import transaction

from ampersand.accounts.announcing import something_waits
from ampersand.accounts.models import Person
from ampersand.cases.queries import OneCase
from ampersand.core.clock import now
from ampersand.measures.actions import pathway as measures
from ampersand.pathway.models import Offer
from ampersand.pathway.queries import apart
from ampersand.pathway.rules.choices import Answer
from ampersand.privacy import audit, policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer

LONGEST = 1000


def make(*, by: Viewer, case: OneCase, occasion: str) -> int:
    """Offer a meeting to everyone who takes part, and ask the short measures; how many were offered one.

    Whoever has asked not to be asked again is left in peace. Inside the caller's transaction; raises Hidden.
    """
    if by.person_id is None or case.state != "ended":
        raise Hidden
    held = Offer.objects.visible_to(by).filter(case_id=case.id)
    told = list(held.values_list("person_id", "occasion", "answer"))
    not_again = {person for person, _occasion, answer in told if answer == Answer.NO_MORE}
    have = {person for person, earlier, _answer in told if earlier == occasion}
    people = [one.person_id for one in case.members if one.person_id not in not_again | have]
    for person in people:
        row = Offer(case_id=case.id, person_id=person, occasion=occasion, by_id=by.person_id, made_at=now())
        policy.require(by, "write", row)
        audit.record(chain=apart.chain(case.id), actor=by.person_id, verb="offer.made", subject=row.insert())
    measures.ask_after_end(by=by, case=case, people=people)
    something_waits(Person.objects.filter(pk__in=people))
    return len(people)


def answer(*, by: Viewer, offer_id: UUID, said: Answer, words: str) -> None:
    """Say yes, not now or not again, alone; it may be changed. Raises Hidden for an offer to anybody else."""
    with transaction.atomic():
        mine = Offer.objects.visible_to(by, "write").filter(person_id=by.person_id)
        found = mine.select_for_update().filter(pk=offer_id).first()
        if found is None:
            raise Hidden
        sealed = apart.seal_words(found.case_id, found.person_id, found.pk, words.strip()[:LONGEST])
        mine.filter(pk=found.pk).update(answer=said.value, words=sealed, answered_at=now())
        audit.record(chain=apart.chain(found.case_id), actor=by.person_id, verb="offer.answered", subject=found)
