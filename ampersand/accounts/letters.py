"""Mail to people: asked first whether, and when, it may reach them. Nothing else writes to a client."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from ampersand.accounts.models import Person, SafeContact
from ampersand.accounts.rules import reaching
from ampersand.core import mail
from ampersand.core.clock import now


@dataclass(frozen=True)
class Reach:
    """Whether and when each of some people may be written to; who has said nothing may be, at any time."""

    known: dict[UUID, tuple[list[str], list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[UUID]) -> "Reach":
        """Asked once for all of them."""
        rows: QuerySet[SafeContact] = QuerySet(SafeContact).filter(person_id__in=list(people))
        return cls(
            {person: (ways, times) for person, ways, times in rows.values_list("person_id", "channels", "times")}
        )

    def moment(self, person: Person) -> datetime | None:
        """From when a mail may reach this person; None: it may not reach them at all."""
        ways, times = self.known.get(person.pk, ([reaching.Channel.EMAIL.value], []))
        if not reaching.may_write(ways):
            return None
        return reaching.next_good(now().astimezone(ZoneInfo(person.time_zone)), times)


def write(
    person: Person,
    *,
    subject: str,
    body: str,
    sender_name: str = "",
    reach: Reach | None = None,
    attached: mail.File | None = None,
) -> bool:
    """Write to someone who has an account, when they may be reached; False: not at all.

    It goes out under the name that they chose, or under `sender_name`.
    """
    moment = (reach or Reach.of([person.pk])).moment(person)
    if moment is None:
        return False
    name = person.sender_name or sender_name
    mail.send(to=person.email, subject=subject, body=body, sender_name=name, not_before=moment, attached=attached)
    return True


def write_to(address: str, *, subject: str, body: str, sender_name: str = "") -> bool:
    """Write to an address; if someone has an account with it, as they may be reached. False: not at all."""
    person = Person.objects.filter(email=address.strip().lower(), is_active=True).first()
    if person:
        return write(person, subject=subject, body=body, sender_name=sender_name)
    mail.send(to=address, subject=subject, body=body, sender_name=sender_name)
    return True
