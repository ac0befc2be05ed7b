"""How long the work is, a look at it as a whole, a mark, and what each says to an offer; a canary in each text."""

from datetime import date
from typing import Any

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.pathway.models import Course, Offer, Review, SeenMark
from ampersand.pathway.queries import apart
from ampersand.safety.models import PicturesRest
from tests.privacy.expected import PEOPLE


def put_case(world: Any, name: str, case: Any) -> None:
    """One of each in a case; a closed one has its length alone, which members read no more."""
    dana = world.cast.dana
    length = Course(case=case, meetings=16, begun_on=date(2026, 9, 1), every_weeks=1, changed_by=dana)
    world.put(f"course/{name}", length.insert())
    if name == "closed":
        return
    canary = f"canary of a look at {name} ."
    world.words[canary] = {one for one in PEOPLE[name][2:] if one}
    key = new_id()
    words = apart.seal(case.pk, key, canary)
    review = Review(pk=key, case=case, occasion="middle", choice="go-on", by=dana, words=words)
    world.put(f"review/{name}", review.insert())
    mark = SeenMark(case=case, person=dana, what=f"canary-mark-{name}", upto=now())
    world.put(f"seen-mark/{name}", mark.insert())


def put_person(world: Any, name: str, case: Any, person: Any) -> None:
    """A meeting that was offered to one person, and that the pictures of their lines were set aside for a time."""
    canary = f"canary of an answer {name} {person.name} ."
    world.words[canary] = {person.name, *(one for one in PEOPLE[name][2:] if one)}
    key, dana = new_id(), world.cast.dana
    words = apart.seal_words(case.pk, person.pk, key, canary)
    offer = Offer(
        pk=key, case=case, person=person, occasion="booster-1", by=dana, answer="yes", words=words, answered_at=now()
    )
    world.put(f"offer/{name}/{person.name}", offer.insert())
    rested = PicturesRest(case=case, person=person, by=dana, ended_at=now())
    world.put(f"pictures/{name}/{person.name}", rested.insert())
