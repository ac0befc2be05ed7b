"""The conversations of the world: of all, of each alone, what was begun and marked, with a canary in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ampersand.accounts.models import Person
from ampersand.cases.models import Case
from ampersand.conversations.models import (
    AnswerHours,
    Attachment,
    HeldMessage,
    Message,
    MessageDraft,
    Piece,
    Thread,
    ThreadMark,
    Upload,
    Version,
)
from ampersand.conversations.queries import sealed
from ampersand.core.clock import now
from ampersand.privacy import vault
from tests.privacy.expected import PEOPLE

if TYPE_CHECKING:
    from tests.privacy.world import World


def put_case(world: World, name: str, case: Case) -> None:
    """The conversation of all, where there are several, with what the therapist has begun there."""
    members, _, therapist, supervisor = PEOPLE[name]
    if case.kind == "individual":
        return
    thread = Thread(case=case, last_at=now(), client_at=now(), waiting_since=now()).insert()
    world.put(f"thread/{name}/all", thread)
    known = {one for one in (therapist, supervisor) if one} | members
    known -= {"Chloé"} if name == "joined" else set()
    known -= members if name == "closed" else set()
    _said(world, thread, world.cast.ben, f"{name}/all", known)
    draft = MessageDraft(thread=thread, case=case, by=world.cast.dana)
    draft.words = sealed.seal(case.pk, world.cast.dana.pk, sealed.DRAFT, draft.pk, _canary(world, name, {therapist}))
    world.put(f"message-draft/{name}/Dana", draft.insert())


def put_practice(world: World) -> None:
    """When Dana and Hugo are there."""
    for person in (world.cast.dana, world.cast.hugo):
        hours = AnswerHours(
            practice=world.cast.practice, person=person, hours=f"canary of the hours of {person.name} ."
        )
        world.put(f"answer-hours/{person.name}", hours.insert())


def put_person(world: World, name: str, case: Case, person: Person) -> None:
    """A conversation of one person alone, with what they have begun in it and their own mark."""
    _, _, therapist, supervisor = PEOPLE[name]
    at = f"{name}/{person.name}"
    thread = Thread(case=case, person=person, last_at=now(), client_at=now(), waiting_since=now()).insert()
    world.put(f"thread/{at}", thread)
    _said(world, thread, person, at, {one for one in (person.name, therapist, supervisor) if one})
    draft = MessageDraft(thread=thread, case=case, by=person)
    draft.words = sealed.seal(case.pk, person.pk, sealed.DRAFT, draft.pk, _canary(world, at, {person.name}))
    world.put(f"message-draft/{at}", draft.insert())
    if case.kind != "individual":
        held = HeldMessage(thread=world.things[f"thread/{name}/all"], case=case, by=person, send_at=now())
        held.words = sealed.seal(case.pk, person.pk, sealed.HELD, held.pk, _canary(world, f"held {at}", {person.name}))
        world.put(f"held-message/{at}", held.insert())
    upload = Upload(thread=thread, case=case, by=person, size=20, got=10)
    upload.name = sealed.seal(case.pk, person.pk, sealed.NAME, upload.pk, _canary(world, f"file {at}", {person.name}))
    world.put(f"upload/{at}", upload.insert())
    piece = Piece(upload=upload, case=case, by=person, at=0, data=b"sealed")
    world.put(f"upload-piece/{at}", piece.insert())
    mark = ThreadMark(thread=thread, case=case, person=person, looked_at=now(), told_at=now())
    world.put(f"thread-mark/{at}", mark.insert())


def _said(world: World, thread: Thread, by: Person, at: str, known: set[str]) -> None:
    whose = {"thread": thread, "case": thread.case, "person": thread.person}
    message = Message(by=by, sent_at=now(), **whose).insert()
    world.put(f"message/{at}", message)
    canary = f"canary of a message {at} ."
    world.words[canary] = known
    del whose["thread"]
    version = Version(message=message, sent_at=message.sent_at, **whose)
    version.words = sealed.seal(thread.case_id, thread.person_id, sealed.VERSION, version.pk, canary)
    world.put(f"message-version/{at}", version.insert())
    file = Attachment(message=message, sent_at=message.sent_at, kind="pdf", size=9, **whose)
    owner = thread.person_id or thread.case_id
    file.file = vault.seal_file(thread.case_id, owner, place=sealed.FILE, row=file.pk, data=canary.encode())
    file.name = sealed.seal(thread.case_id, thread.person_id, sealed.NAME, file.pk, f"{canary} pdf")
    world.put(f"attachment/{at}", file.insert())


def _canary(world: World, at: str, known: set[str | None]) -> str:
    canary = f"canary of a message begun {at} ."
    world.words[canary] = {one for one in known if one}
    return canary
