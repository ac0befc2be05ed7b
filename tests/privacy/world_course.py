"""How long the work is, a look at it as a whole, and a mark, in the cases of the world; a canary in each reason."""

from datetime import date
from typing import Any

from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.pathway.models import Course, Review, SeenMark
from ampersand.pathway.queries import apart
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
