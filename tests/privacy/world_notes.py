"""Notes in the world of tests/privacy: signed ones of all and of each, what is being written, thoughts kept apart."""

from datetime import date
from typing import Any

from ampersand.accounts.models import Person
from ampersand.cases.models import Case, Participation
from ampersand.cases.rules.audience import Audience
from ampersand.core.clock import now
from ampersand.notes.models import (
    AccessRequest,
    Addendum,
    BoxMark,
    Cosign,
    CourtPaper,
    EmergencyAccess,
    Extract,
    Formulation,
    Note,
    NoteDraft,
    NoteTemplate,
    ProcessNote,
)
from ampersand.notes.queries import sealed, writing
from ampersand.notes.queries.writing import Typed
from ampersand.notes.rules import record
from ampersand.notes.rules.record import Fact, FactLine, Part, Record
from tests.privacy.expected import PEOPLE

DAY = date(2026, 11, 18)


def put_case(world: Any, name: str, case: Case) -> None:
    """A note of all, and what whoever leads the case is writing."""
    _, _, therapist, supervisor = PEOPLE[name]
    treating = {one for one in (therapist, supervisor) if one}
    canary = f"canary of a note {name} joint ."
    world.words[canary] = treating
    note = _note(world, f"note/{name}/all/joint", case, None, canary)
    added = Addendum(note=note, case=case, author=world.cast.dana)
    added.words = sealed.seal(case.pk, case.pk, sealed.ADDENDUM, added.pk, {"text": canary})
    world.put(f"addendum/{name}/all/joint", added.insert())
    asked = Cosign(note=note, case=case, person=world.cast.emil, asked_by=world.cast.dana)
    world.put(f"cosign/{name}/all/joint", asked.insert())
    _papers(world, name, case, treating)
    _formulations(world, name, case, treating)
    if therapist is None:
        return
    writer = world.people[therapist]
    for kind in ("note-draft", "thought"):
        _written(world, kind, name, case, writer)


def put_person(world: Any, name: str, case: Case, person: Person) -> None:
    """A note in the person's own folder; and what no page can make, written by a client: a member is no way to it."""
    if (name, person.name) == ("couple", "Ben"):
        for kind in ("note-draft", "thought"):
            _written(world, kind, name, case, person, "/sealed")
    canary = f"canary of a note {name} {person.name} ."
    world.words[canary] = {one for one in PEOPLE[name][2:] if one}
    _note(world, f"note/{name}/{person.name}/own", case, person, canary)
    asked = AccessRequest(case=case, person=person, scope="own")
    world.put(f"record-request/{name}/{person.name}", asked.insert())
    treating = {one for one in PEOPLE[name][2:] if one}
    given = (Audience.TEAM, Audience.ME_AND_THERAPIST)
    for audience in Audience if name == "couple" else given:
        canary = f"canary of an extract {name} {person.name} {audience} ."
        own = {person.name} if audience is Audience.ME_AND_THERAPIST else set()
        world.words[canary] = treating | own if audience in given else set()
        row = Extract(case=case, person=person, scope="own", audience=audience.value, made_by=world.cast.dana)
        row.released_at = now() if own else None
        said = Typed({"notes": canary}, {"notes": "From the notes"})
        row.words = sealed.seal(case.pk, person.pk, sealed.EXTRACT, row.pk, writing.to_data(said))
        world.put(f"extract/{name}/{person.name}/{audience}", row.insert())
    shown = world.things[f"formulation/{name}/all/all_of_us"]
    mark = BoxMark(formulation=shown, case=case, person=person, box="loop", mark="not")
    canary = f"canary of a mark {name} {person.name} ."
    world.words[canary] = treating | {person.name}
    mark.words = sealed.seal(case.pk, person.pk, sealed.MARK, mark.pk, {"text": canary})
    world.put(f"box-mark/{name}/{person.name}", mark.insert())


def put_practice(world: Any) -> None:
    """A template of the practice's own."""
    row = NoteTemplate(
        practice=world.cast.practice, slug="ours", number=1, title="Ours", kinds=["joint"], sections=[["Said", ""]],
        made_by=world.cast.dana,
    )  # fmt: skip
    world.put("note-template", row.insert())


def _papers(world: Any, name: str, case: Case, treating: set[str]) -> None:
    """A lawyer's letter, and a look in an emergency, whose reason members do not read."""
    canary = f"canary of a paper {name} ."
    world.words[canary] = treating
    paper = CourtPaper(case=case, kind="lawyer", received_on=DAY, made_by=world.cast.dana)
    paper.words = sealed.seal(case.pk, case.pk, sealed.PAPER, paper.pk, {"asker": canary, "asks": canary})
    world.put(f"court-paper/{name}", paper.insert())
    parts = [thing for thing in world.things.values() if isinstance(thing, Participation) and thing.case_id == case.pk]
    reason = f"canary of an emergency {name} ."
    world.words[reason] = treating
    look = EmergencyAccess(case=case, person=world.cast.emil, part=parts[0], ends_at=now(), begun_at=now())
    look.words = sealed.seal(case.pk, case.pk, sealed.EMERGENCY, look.pk, {"text": reason})
    world.put(f"emergency/{name}", look.insert())


def _formulations(world: Any, name: str, case: Case, treating: set[str]) -> None:
    """One that is written, one that is shown; in the couple's case of every audience there is."""
    used = (Audience.TEAM, Audience.ALL_OF_US)
    for number, audience in enumerate(Audience if name == "couple" else used, start=1):
        canary = f"canary of a formulation {name} {audience} ."
        members = PEOPLE[name][0] if audience is Audience.ALL_OF_US else set()
        world.words[canary] = treating | members if audience in used else set()
        row = Formulation(case=case, number=number, audience=audience.value, made_by=world.cast.dana)
        said = Typed({"loop": canary}, {"loop": "The loop"})
        row.words = sealed.seal(case.pk, case.pk, sealed.FORMULATION, row.pk, writing.to_data(said))
        world.put(f"formulation/{name}/all/{audience}", row.insert())


def _note(world: Any, name: str, case: Case, owner: Person | None, canary: str) -> Note:
    note = Note(
        case=case, kind="individual" if owner else "joint", owner=owner, about=owner, told_alone=owner is not None,
        on=DAY, template="soap", author=world.cast.dana,
    )  # fmt: skip
    said = Record("SOAP", (Part("subjective", "What they said", f"Ana: {canary}\n{canary}"),), (
        Fact("goals", "Goals", (FactLine(canary),)),
    ))  # fmt: skip
    key = sealed.folder(case.pk, note.owner_id)
    note.words = sealed.seal(case.pk, key, sealed.NOTE, note.pk, record.to_data(said))
    world.put(name, note.insert())
    return note


def _written(world: Any, kind: str, name: str, case: Case, writer: Person, how: str = "") -> None:
    canary = f"canary of a {kind} {name} {writer.name} ."
    world.words[canary] = {writer.name}
    if kind == "note-draft":
        draft = NoteDraft(case=case, writer=writer, kind="joint", on=DAY, template="soap")
        said = Typed({"subjective": canary}, {"subjective": "What they said"}, beside=("meeting",))
        draft.words = sealed.seal(case.pk, writer.pk, sealed.DRAFT, draft.pk, writing.to_data(said))
        world.put(f"note-draft/{name}/{writer.name}{how}", draft.insert())
        return
    thought = ProcessNote(case=case, writer=writer, on=DAY)
    said = Typed({"thoughts": canary}, {"thoughts": ""})
    key = sealed.apart(writer.pk)
    thought.words = sealed.seal(case.pk, key, sealed.PROCESS, thought.pk, writing.to_data(said))
    world.put(f"thought/{name}/{writer.name}{how}", thought.insert())
