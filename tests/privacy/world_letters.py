"""The directory of the world: pages being written, handed in and on show, and letters, each with a canary."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.core.clock import now
from ampersand.core.ids import new_id
from ampersand.directory.actions import listing
from ampersand.directory.models import Enquiry, Letter, LetterWord, ListingPlace, OfferedTime, Photo, Profile
from ampersand.directory.queries import sealed
from ampersand.directory.rules.card import Card, Place, to_data
from ampersand.directory.rules.letter import Reach, Sent
from ampersand.privacy import vault

if TYPE_CHECKING:
    from tests.privacy.world import World

CARD = Card(
    name="Someone", line="A line that everyone may read.", about="Words.", works_with=("couple",),
    formats=("in-person", "online"), approaches=("cbt",), concerns=("conflict",), languages=("en",),
    places=(Place("Canal 1", 2745912, "Utrecht", "NL", "", 52.09083, 5.12222),),
)  # fmt: skip
LETTERS = (("Dana", "sent"), ("Dana", "held"), ("Dana", "withdrawn"), ("Hugo", "chosen"))


def put(world: World) -> None:
    """Dana's page is on show and being changed; Hugo's is handed in; both have letters."""
    cast = world.cast
    dana = _page(world, cast.dana, "draft", {"Dana"})
    shown = listing.put_on_show(_showing(dana), cast.gita.pk)
    world.put("listing/Dana", shown)
    world.put("listing-place/Dana", ListingPlace.objects.visible_to(cast.viewer(None)).get(listing=shown))
    _page(world, cast.hugo, "submitted", {"Hugo", "Gita"})
    for number, (name, state) in enumerate(LETTERS):
        _letter(world, cast.dana if name == "Dana" else cast.hugo, state, number)


def _page(world: World, person: Person, state: str, may_read: set[str]) -> Profile:
    canary = f"Canary page of {person.name}"
    world.words[canary] = may_read
    card = replace(CARD, name=f"{person.name} Listed", line=canary)
    page = Profile(
        practice=world.cast.practice, person=person, state=state, content=to_data(card), room="open",
        submitted_at=now(), free_on=now().date(), open_until=now().date() + timedelta(days=20),
    ).insert()  # fmt: skip
    photo = Photo(profile=page, digest=f"{person.name.lower():0<32}", small=b"small", large=b"large").insert()
    world.put(f"photo/{person.name}", photo)
    page.photo = photo
    page.save(update_fields=["photo"])
    world.put(f"profile/{person.name}", page)
    return page


def _showing(page: Profile) -> Profile:
    """The page as it was when it was put on show: without the canary of what is being written."""
    shown = Profile(**{field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields})
    shown.content = to_data(replace(CARD, name="Dana Listed"))
    return shown


def _letter(world: World, person: Person, state: str, number: int) -> None:
    canary = f"Canary letter {number} to {person.name}"
    world.words[canary] = {person.name} if state not in {"held", "withdrawn"} else set()
    page = world.things[f"profile/{person.name}"]
    enquiry = Enquiry(form=new_id(), token_hash=f"hash-{number}", zone="UTC")
    enquiry.reach = sealed.seal_reach(enquiry.pk, Reach(f"token-{number}", "canary-asker@example.org"))
    world.put(f"enquiry/{number}", enquiry.insert())
    letter = Letter(
        enquiry=enquiry, profile=page, therapist=person, practice=world.cast.practice, state=state
    )  # fmt: skip
    letter.sent = sealed.seal_sent(
        enquiry.pk, person.pk, letter.pk, Sent(f"Canary name {number}", "couple", "NL", words=canary)
    )
    world.put(f"letter/{person.name}/{state}", letter.insert())
    word = LetterWord(letter=letter, from_therapist=False)
    word.text = sealed.seal_word(enquiry.pk, person.pk, word.pk, canary)
    world.put(f"letter-word/{person.name}/{state}", word.insert())
    time = OfferedTime(letter=letter, starts_at=now() + timedelta(days=3), minutes=50, online=True)
    world.put(f"offered-time/{person.name}/{state}", time.insert())
    if state == "withdrawn":
        vault.destroy_key(enquiry.pk, person.pk)
