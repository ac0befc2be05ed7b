"""Reads: how a client may be reached, for those who treat them and, the way alone, for the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from ampersand.accounts.models import Person, SafeContact
from ampersand.accounts.queries import Reaching, as_reaching
from ampersand.accounts.rules.reaching import Channel, When, is_due
from ampersand.cases.models import Participation, Signature
from ampersand.cases.policy.people import at_the_desk
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
class Wish:
    """How someone wants to be reached, in short, for a page about them; numbers stand on a page of their own."""

    person_id: UUID
    channels: tuple[str, ...]
    times: tuple[str, ...]
    may_leave_message: bool
    shared_device: str

    @property
    def only_here(self) -> bool:
        """Whether they want to be reached only inside the program."""
        return not self.channels

    @property
    def ways(self) -> str:
        """The ways in words: "By e-mail or by phone"."""
        found = [str(words) for way, words in WAYS.items() if way in self.channels]
        text = get_text_list(found, _("or"))
        return text[:1].upper() + text[1:]

    @property
    def when(self) -> str:
        """The times in words; empty: any time is fine."""
        return ", ".join(str(words) for time, words in TIMES.items() if time in self.times)


WAYS = {
    Channel.EMAIL: _l("by e-mail"),
    Channel.CALL: _l("by phone"),
    Channel.TEXT: _l("by text message"),
    Channel.POST: _l("by post"),
}
TIMES = {
    When.WEEKDAY_MORNING: _l("weekdays 8 to 12"),
    When.WEEKDAY_AFTERNOON: _l("weekdays 12 to 17"),
    When.WEEKDAY_EVENING: _l("weekdays 17 to 21"),
    When.WEEKEND_MORNING: _l("weekends 8 to 12"),
    When.WEEKEND_AFTERNOON: _l("weekends 12 to 17"),
    When.WEEKEND_EVENING: _l("weekends 17 to 21"),
}


def may_reach(viewer: Viewer, person_id: UUID) -> bool:
    """Whether the viewer may see all of how this client may be reached."""
    return person_id != viewer.person_id and policy.can(viewer, Action.READ, SafeContact(person_id=person_id))


def wishes(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, Wish]:
    """How each of these wants to be reached, as far as the viewer may see all of it. One query; nothing is opened."""
    rows = SafeContact.objects.visible_to(viewer).filter(person__in=list(people))
    found = rows.values_list("person_id", "channels", "times", "may_leave_message", "shared_device")
    return {
        person: Wish(person, tuple(ways), tuple(times), leave, device) for person, ways, times, leave, device in found
    }


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
