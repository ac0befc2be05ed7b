"""How the people of Linden House may be reached: told by hand for some, drawn for most, not said yet by a few."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from ampersand.accounts.models import Person, SafeContact
from ampersand.accounts.safe_contact import Words, seal
from ampersand.core.clock import now, today
from ampersand.operations.demo import people as who
from ampersand.operations.demo.ids import dice
from ampersand.privacy import audit
from ampersand.privacy.audit import Deed

NOTHING = Words()


@dataclass(frozen=True)
class Wish:
    """How one person may be reached, and how many days ago they said that it is right."""

    channels: Sequence[str]
    times: Sequence[str] = ()
    shared: str = "no"
    words: Words = NOTHING
    message: bool = False
    days: int = 20


WISHES = {
    who.ANA: Wish(
        ("email", "text"), ("weekday_morning", "weekday_afternoon"), "no",
        Words(
            "06 0000 0011", times_note="Not on Wednesdays.", code_phrase="The linden is in flower",
            we_say="The garden centre, about your order", emergency_person="Lena, 06 0000 0001",
        ),
    ),
    who.BEN: Wish(("email", "call"), ("weekday_evening",), "no", Words("06 0000 0012"), message=True, days=41),
    who.CHLOE: Wish(("email",), (), "no", days=33),
    who.FARID: Wish(("email", "text", "call"), (), "no", Words("06 0000 0013"), message=True, days=70),
    who.NOOR: Wish(("email",), ("weekday_morning",), "yes", Words(we_say="The library"), days=12),
    who.PIET: Wish(("email", "call"), (), "no", Words("06 0000 0014", emergency_person="Griet, my sister")),
}  # fmt: skip
DRAWN = (
    Wish(("email",)),
    Wish(("email", "call"), ("weekday_evening",)),
    Wish(("email", "text"), ("weekday_evening", "weekend_morning")),
    Wish(("email", "call", "text"), message=True),
    Wish(("email",), ("weekday_morning", "weekday_afternoon"), "unsure"),
    Wish((), shared="yes"),
)
NOT_SAID_YET = 0.15  # of those who came, and are asked on their own page


def write() -> None:
    """Store what every client has said, as said on the day they said it."""
    wishes = {person.id: wish for person, wish in WISHES.items()}
    staff = [*who.THERAPISTS, who.EMIL, who.GITA]
    clients = Person.objects.exclude(pk__in=[one.id for one in staff]).exclude(staff_roles__isnull=False)
    rows, deeds = [], []
    for person_id, email in clients.order_by("pk").values_list("pk", "email"):
        chance = dice("contact", email)
        wish = wishes.get(person_id)
        if wish is None and chance.random() > NOT_SAID_YET:
            wish = replace(chance.choice(DRAWN), days=chance.randrange(2, 80))
        if wish:
            rows.append(_row(person_id, wish))
            at = now() - timedelta(days=wish.days)
            deeds.append(Deed(at, person_id, "accounts.contact_kept"))
    SafeContact.objects.bulk_create(rows)
    audit.record_many(chain=audit.HOUSE, deeds=deeds)


def _row(person_id: UUID, wish: Wish) -> SafeContact:
    return SafeContact(
        person_id=person_id, channels=list(wish.channels), times=list(wish.times), may_leave_message=wish.message,
        shared_device=wish.shared, words=seal(person_id, wish.words),
        reviewed_on=today(who.ZONE) - timedelta(days=wish.days),
    )  # fmt: skip
