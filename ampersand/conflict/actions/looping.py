"""Drawing the loop together: everyone their own half, the therapist all of them; nobody's words are lost."""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase
from ampersand.conflict.actions.common import goes_on, me
from ampersand.conflict.models import Loop
from ampersand.conflict.queries import loops, sealed
from ampersand.conflict.rules import loop as rules
from ampersand.conflict.rules.loop import Merged, Parts
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.privacy import audit
from ampersand.privacy.policy import require
from ampersand.privacy.viewer import Viewer

TRIES = 3


class Clashed(Exception):
    """Somebody else changed the same part meanwhile; nothing was stored."""

    def __init__(self, merged: Merged, theirs: Parts, number: int) -> None:
        super().__init__("changed elsewhere")
        self.merged, self.theirs, self.number = merged, theirs, number


def draw(
    *, by: Viewer, case_id: UUID, number: int, parts: Mapping[str, str], decided: frozenset[str] = frozenset()
) -> Parts:
    """Change the loop from the version the page began with; what both changed is asked about and never lost.

    Members change their own half, the name and the word; those who treat change every half. `decided` are parts in
    which the writer has seen the other's words. Raises Clashed, Hidden, Refused.
    """
    case = cases.one(by, case_id)
    require(by, "write", Loop(case_id=case_id, made_at=now()))
    goes_on(by, case)
    for _again in range(TRIES):
        standing = loops.latest(by, case_id)
        base = standing.parts if number == standing.number else loops.numbered(by, case_id, number).parts
        merged = rules.merge(base, standing.parts, _allowed(by, case, base, parts))
        if set(merged.clashes) - decided:
            raise Clashed(merged, standing.parts, standing.number)
        if dict(merged.parts) == dict(standing.parts) or _stored(by, case_id, standing.number + 1, merged.parts):
            return merged.parts
    raise Clashed(merged, loops.latest(by, case_id).parts, loops.latest(by, case_id).number)


def _allowed(by: Viewer, case: OneCase, base: Parts, parts: Mapping[str, str]) -> dict[str, str]:
    """What was sent, as far as the writer may say it; everything else stays as the page began with it."""
    whose = [person.person_id for person in case.members] if case.treats(by) else [me(by)]
    wanted = {name: parts[name] for name in rules.keys(whose) if name in parts}
    return {**base, **rules.tidy(wanted), **{name: "" for name, text in wanted.items() if not text.strip()}}


def _stored(by: Viewer, case_id: UUID, number: int, parts: Parts) -> bool:
    """Whether this became the next version; not when somebody else's did a moment earlier."""
    row = Loop(id=new_id(), case_id=case_id, number=number, made_by_id=me(by), made_at=now())
    row.words = sealed.seal(case_id, case_id, sealed.LOOP, row.pk, dict(parts))
    try:
        with transaction.atomic():
            row.insert()
            audit.record(chain=case_id, actor=by.person_id, verb="conflict.draw", subject=row)
    except IntegrityError:
        return False
    return True
