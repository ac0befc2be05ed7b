"""The signs that ask for a look at the whole, from what is stored about the lines of a case. No query of its own."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ampersand.measures.queries.turned import Turned
from ampersand.pathway.queries.reviews import Looked
from ampersand.pathway.rules.stop import Facts, Found, Line, signs, unanswered


def of_lines(stands: Iterable[Turned]) -> tuple[Line[UUID], ...]:
    """How each line stands, as the rule asks for it."""
    return tuple(_line(one) for one in stands)


def open_signs(facts: Facts[UUID], looked: Looked | None) -> list[Found[UUID]]:
    """The signs of one case that nobody has looked at yet, the oldest first."""
    return unanswered(signs(facts), looked.signs if looked else {})


def _line(one: Turned) -> Line[UUID]:
    worse: tuple[datetime, ...] = ()
    if one.verdict == "deteriorated" and one.worse_at:
        later = one.last_total_at and one.last_total_at > one.worse_at
        worse = (one.worse_at, one.last_total_at) if later and one.last_total_at else (one.worse_at,)
    return Line(
        one.person_id, one.slug, worse, one.sessions, one.verdict != "unchanged", one.reason == "functional",
        one.first_at, one.last_total_at or one.last_at, not one.provisional,
    )  # fmt: skip
