"""Reads: how a client may be reached, for those who treat them and, the way alone, for the office."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ampersand.accounts.models import Person, SafeContact
from ampersand.accounts.queries import Reaching, as_reaching
from ampersand.accounts.rules.reaching import is_due
from ampersand.cases.models import Participation, Signature
from ampersand.cases.policy import at_the_desk
from ampersand.cases.rules.audience import Action
from ampersand.core.clock import today
from ampersand.privacy import policy
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True)
class Contact:
    """How one person may be reached; `whole` tells a viewer who sees all of it from one who sees the way alone."""

    person_id: UUID
    name: str
    told: Reaching | None
    whole: bool
    due: bool

    @property
    def only_here(self) -> bool:
        """Whether they want to be reached only inside the program."""
        return self.told is not None and not self.told.channels


def contact(viewer: Viewer, person_id: UUID) -> Contact:
    """How a client may be reached; raises Hidden for whoever neither treats them nor works at the desk."""
    blank = SafeContact(person_id=person_id)
    if person_id == viewer.person_id or not policy.can(viewer, Action.SEE_CHANNEL, blank):
        raise Hidden
    whole = policy.can(viewer, Action.READ, blank)
    row = SafeContact.objects.visible_to(viewer, Action.SEE_CHANNEL).filter(person=person_id).first()
    name = Person.objects.values_list("name", flat=True).get(pk=person_id)
    told = as_reaching(row) if row else None
    return Contact(person_id, name, told, whole, is_due(told.reviewed_on if told else None, today(viewer.time_zone)))


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """A client as the office knows them: a name, the way to reach them, whether their paper is signed."""

    person_id: UUID
    name: str
    channels: tuple[str, ...] | None
    signed: bool


def desk(viewer: Viewer, text: str = "") -> "QuerySet[Participation, tuple[UUID, str]]":
    """The clients of the practice by name, each once, for its administrator; raises Hidden for others."""
    if "administrator" not in viewer.staff_roles:
        raise Hidden
    found = at_the_desk(viewer).filter(case__state__in=["open", "paused"])
    if text:
        found = found.filter(person__name__icontains=text)
    return found.order_by("person__name", "person_id").values_list("person_id", "person__name").distinct()


def at_desk(viewer: Viewer, people: "list[tuple[UUID, str]]") -> list[AtTheDesk]:
    """A page of them. Two queries, however many."""
    ids = [person for person, _name in people]
    ways = SafeContact.objects.visible_to(viewer, Action.SEE_CHANNEL).filter(person__in=ids)
    known = dict(ways.values_list("person_id", "channels"))
    signed = set(
        Signature.objects.visible_to(viewer)
        .filter(person__in=ids, withdrawn_at__isnull=True, terms__closed_at__isnull=True, terms__isnull=False)
        .values_list("person_id", flat=True)
    )
    return [
        AtTheDesk(person, name, tuple(known[person]) if person in known else None, person in signed)
        for person, name in people
    ]
