"""What the stories of the directory begin with: therapists on show, and letters to them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from ampersand.accounts.models import Person, StaffRole
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.directory.actions import asking, listing
from ampersand.directory.models import Letter, Listing, Profile
from ampersand.directory.policy import letters_held
from ampersand.directory.queries.places import whereabouts
from ampersand.directory.rules.card import Card, Fees, Licence, Place, to_data
from ampersand.directory.rules.letter import Sent
from ampersand.privacy.viewer import NOBODY
from tests.cast import Cast

CARD = Card(
    name="Dana", line="Works with couples.", about="Come and see.", works_with=("couple",),
    formats=("in-person", "online"), approaches=("emotion-focused",), concerns=("conflict", "affair"),
    languages=("nl", "en"), times=("evenings",), access=("step-free",), fees=Fees("EUR", {"couple": 90}),
    licence=Licence("Couple therapist", "1", "A register", ("NL",)),
)  # fmt: skip
WORDS = "We quarrel until nobody speaks."


def at(town: str) -> Place:
    """A place in the middle of a town."""
    found = whereabouts(town).town
    assert found, town
    return Place("Canal 1", found.id, found.name, found.country, found.part, found.latitude, found.longitude)


def listed(cast: Cast, person: Person, *, town: str = "Utrecht", free_in: int | None = 5, **card: Any) -> Listing:
    """A therapist on show, with a place in a town, who has room in so many days (None: says nothing about room)."""
    StaffRole.objects.get_or_create(practice=cast.practice, person=person, role="therapist")
    content = replace(CARD, name=person.name, places=(at(town),) if town else ())
    day = now().date()
    profile = Profile(
        practice=cast.practice, person=person, state="published", content=to_data(replace(content, **card)),
        room="" if free_in is None else "open", free_on=None if free_in is None else day + timedelta(days=free_in),
        open_until=None if free_in is None else day + timedelta(days=30),
    ).insert()  # fmt: skip
    return listing.put_on_show(profile, cast.gita.pk)


def wrote(*slugs: str, mail: str = "", words: str = WORDS, zone: str = "Europe/Lisbon", **more: Any) -> str:
    """A visitor asked these therapists; the link of their page."""
    sent = Sent("Wren", "couple", "NL", ("evenings",), "", words, ("Would you both come? Yes",), mail)
    return asking.ask(by=NOBODY, form=new_id(), slugs=slugs, sent=sent, zone=zone, **more).token


def letter_to(token: str, person: Person) -> Letter:
    """The letter to one therapist of the enquiry behind a link."""
    return letters_held(token).get(therapist=person)
