"""Who may see and do what with rows. The table of `cases` says it, in five kinds:

- *what one writes about a row* is its writer's, who chooses whether the therapist reads it; so is a quiet week;
- *a week that one shows* goes into the mean of both while both show theirs;
- *an offer* is read by the one it was made to, and by nobody else;
- *a side* is its writer's until both have sealed and both share; then the other one reads it, and the therapist only
  where both allow it;
- *the loop* belongs to nobody: every member and the therapist read and change it.

What was begun and not kept is its writer's alone.
"""

from dataclasses import dataclass

from django.db.models import Model, Q

from ampersand.cases.policy import InCase, relations
from ampersand.cases.rules.audience import Audience, Kind, Relation
from ampersand.conflict.models import Entry, Loop, Pair, QuietWeek, ShownWeek, Side, Telling, Unsent
from ampersand.privacy import policy
from ampersand.privacy.policy import REFUSED, Decision
from ampersand.privacy.viewer import Viewer


class WithEntry:
    """The words of an entry follow it."""

    parts: tuple[InCase, ...] = ()  # no rows of its own

    def where(self, viewer: Viewer, action: str) -> Q:
        """The filter for the words whose entry allows the action."""
        return Q(entry__in=Entry.objects.visible_to(viewer, action).values("pk"))

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision of the entry."""
        return policy.decide(viewer, action, thing.entry)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class OfTwo(InCase):
    """The policy of what lies between two people: of the members only these two ever stand to it.

    Those who treat stand to it only once it is open and both allow it. `pair` leads to the pair's columns.
    """

    pair: str = ""

    def _related(self, viewer: Viewer, relation: Relation, action: str) -> Q:
        found = super()._related(viewer, relation, action)
        if relation is Relation.OWNER:
            return found
        if relation is Relation.MEMBER:
            return found & (Q(**{f"{self.pair}by": viewer.person_id}) | Q(**{f"{self.pair}to": viewer.person_id}))
        return found & Q(**{f"{self.pair}with_therapist": True})

    def decide(self, viewer: Viewer, action: str, thing: Model) -> Decision:
        """The decision for one row."""
        found = super().decide(viewer, action, thing)
        two: Pair = thing.pair if self.pair else thing  # type: ignore[assignment,attr-defined]
        if not found or viewer.person_id in (two.by_id, two.to_id):
            return found
        treats = set(relations(viewer, two.case_id, None)) - {Relation.MEMBER}
        return found if treats and two.with_therapist else REFUSED


policy.register(Entry, InCase(Kind.ROW_ENTRY, owner="person_id", audience="audience"))
policy.register(QuietWeek, InCase(Kind.ROW_ENTRY, owner="person_id", audience="audience"))
policy.register(ShownWeek, InCase(Kind.ROW_WEEK, owner="person_id", audience="audience", since="made_at"))
policy.register(Telling, WithEntry())
policy.register(Unsent, InCase(Kind.DRAFT, owner="person_id", audience=Audience.ONLY_ME))
policy.register(Pair, OfTwo(Kind.ROW_OFFER, owner="by_id", audience=Audience.CHOSEN))
policy.register(Side, OfTwo(Kind.ROW_SIDE, owner="person_id", audience="audience", pair="pair__"))
policy.register(Loop, InCase(Kind.LOOP, since="made_at"))
