"""Signed notes: a page of them, one with everything that hangs on it, the one before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.cases.queries import OneCase, Someone
from ampersand.notes.models import Addendum, Cosign, Note
from ampersand.notes.queries import people, sealed
from ampersand.notes.rules import markup, record
from ampersand.notes.rules.markup import Statement
from ampersand.notes.rules.record import Fact, Record
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a note with those whose words it is; none: the writer's own."""

    text: str
    whose: tuple[Someone, ...] = ()
    joint: bool = False


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One part of a note, line by line."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a signed note."""

    by: str
    at: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AlsoSigns:
    """Who was asked to sign a note, too, and whether they did."""

    person_id: UUID
    name: str
    asked_at: datetime
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OneNote:
    """A signed note, with what hangs on it."""

    row: Note
    case: OneCase
    about: Someone | None
    by: str
    template: str
    parts: tuple[ReadPart, ...]
    facts: tuple[Fact, ...]
    added: tuple[Added, ...]
    cosigns: tuple[AlsoSigns, ...]
    readers: tuple[Someone, ...]

    @property
    def id(self) -> UUID:
        """The note's id."""
        return self.row.pk


def rows(viewer: Viewer, case_id: UUID, kind: str = "", about: UUID | None = None) -> "QuerySet[Note, Any]":
    """The signed notes of a case that the viewer may read, the latest first; of one kind, about one person."""
    found: QuerySet[Note] = Note.objects.visible_to(viewer).filter(case_id=case_id)
    if kind:
        found = found.filter(kind=kind)
    if about:
        found = found.filter(about_id=about)
    ordered = found.order_by("-on", "-signed_at", "-pk")
    return ordered.values_list(
        "pk", "kind", "on", "about_id", "owner_id", "told_alone", "author__name", "signed_at", "meeting_id"
    )


def row(viewer: Viewer, note_id: UUID, action: str = "read") -> Note:
    """One signed note; raises Hidden."""
    found: Note | None = Note.objects.find(viewer, note_id, action)
    if found is None:
        raise Hidden
    return found


def one(viewer: Viewer, note_id: UUID) -> OneNote:
    """A signed note with what was added and who signs it too; raises Hidden. Seven queries."""
    found = row(viewer, note_id)
    case = people.treated(viewer, found.case_id).case
    known = people.everyone(case)
    said = opened(found)
    author = next((one.name for one in case.people if one.person_id == found.author_id), "")
    return OneNote(
        found, case, known.get(found.about_id) if found.about_id else None, author or _author(viewer, found),
        said.template, lines_of(said, case), said.facts, _added(viewer, found, case), _cosigns(viewer, found),
        people.readers(case, found.owner_id),
    )  # fmt: skip


def opened(found: Note) -> Record:
    """What a note says; raises Hidden when its key was destroyed: it is gone for good."""
    try:
        data = sealed.opened(found.case_id, _key(found), sealed.NOTE, found.pk, found.words)
    except Unreadable:
        raise Hidden from None
    return record.from_data(data)


def lines_of(said: Record, case: OneCase) -> tuple[ReadPart, ...]:
    """The parts in which anything is written, line by line, with those whose words they are."""
    return tuple(ReadPart(part.title, as_lines(part.text, case)) for part in said.said)


def as_lines(text: str, case: OneCase) -> tuple[Line, ...]:
    """A text line by line, with those whose words each is."""
    known = people.everyone(case)
    return tuple(_line(one, known) for one in markup.statements(text, people.names(case)))


def before(viewer: Viewer, case: OneCase, about: UUID | None, on: date, but: UUID) -> OneNote | None:
    """The note before this one in the same folder, with its words; none, if there is none."""
    rows_ = Note.objects.visible_to(viewer).filter(case_id=case.id, about_id=about, on__lte=on).exclude(pk=but)
    found = rows_.order_by("-on", "-signed_at").first()
    if found is None:
        return None
    try:
        said = opened(found)
    except Hidden:
        return None
    return OneNote(found, case, None, "", said.template, lines_of(said, case), said.facts, (), (), ())


def _line(one: Statement, known: dict[UUID, Someone]) -> Line:
    return Line(one.text, tuple(known[key] for key in known if key in one.whose), one.joint)


def _added(viewer: Viewer, note: Note, case: OneCase) -> tuple[Added, ...]:
    rows_ = Addendum.objects.visible_to(viewer).filter(note_id=note.pk).order_by("made_at", "pk")
    found = list(rows_.values_list("pk", "author__name", "made_at", "words"))
    opener = sealed.Opener({(note.case_id, _key(note))}) if found else None
    return tuple(
        Added(by, at, as_lines(opener.opened(note.case_id, _key(note), sealed.ADDENDUM, pk, words)["text"], case))
        for pk, by, at, words in found
        if opener
    )


def _cosigns(viewer: Viewer, note: Note) -> tuple[AlsoSigns, ...]:
    rows_ = Cosign.objects.visible_to(viewer).filter(note_id=note.pk).order_by("asked_at")
    return tuple(AlsoSigns(*one) for one in rows_.values_list("person_id", "person__name", "asked_at", "signed_at"))


def _author(viewer: Viewer, note: Note) -> str:
    rows_ = Note.objects.visible_to(viewer).filter(pk=note.pk)
    return rows_.values_list("author__name", flat=True).first() or ""


def _key(note: Note) -> UUID:
    return sealed.folder(note.case_id, note.owner_id)


@dataclass(frozen=True, slots=True)
class ToSign:
    """A note that the viewer was asked to sign, too."""

    note_id: UUID
    case_id: UUID
    kind: str
    on: date
    asked_by: str
    asked_at: datetime


def to_cosign(viewer: Viewer) -> list[ToSign]:
    """The notes that wait for the viewer's signature as supervisor, the oldest first. One query."""
    if viewer.is_nobody:
        return []
    rows_ = Cosign.objects.visible_to(viewer).filter(person_id=viewer.person_id, signed_at__isnull=True)
    found = rows_.order_by("asked_at").values_list(
        "note_id", "case_id", "note__kind", "note__on", "asked_by__name", "asked_at"
    )
    return [ToSign(*one) for one in found[:200]]
