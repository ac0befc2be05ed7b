"""What is being written and not signed: for its writer alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ampersand.notes import content
from ampersand.notes.models import NoteDraft, ProcessNote
from ampersand.notes.queries import sealed
from ampersand.notes.rules.record import Part
from ampersand.notes.rules.templates import Template
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer

PROCESS_PARTS = ("thoughts",)


@dataclass(frozen=True, slots=True)
class Typed:
    """What is written so far: the parts by key, who typed last, and which facts stand beside."""

    parts: dict[str, str]
    titles: dict[str, str]
    writer: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsigned:
    """One note that waits for its writer's signature."""

    id: UUID
    case_id: UUID
    kind: str
    about: UUID | None
    on: date
    saved_at: datetime
    meeting: UUID | None = None


def me(viewer: Viewer) -> UUID:
    """The viewer's id; raises Hidden for a visitor."""
    if viewer.person_id is None:
        raise Hidden
    return viewer.person_id


def draft(viewer: Viewer, draft_id: UUID) -> NoteDraft:
    """One draft of the viewer's own; raises Hidden."""
    found: NoteDraft | None = NoteDraft.objects.find(viewer, draft_id)
    if found is None:
        raise Hidden
    return found


def typed(row: NoteDraft) -> Typed:
    """What a draft says; raises vault.Unreadable when its key was destroyed."""
    return as_typed(sealed.opened(row.case_id, row.writer_id, sealed.DRAFT, row.pk, row.words))


def as_typed(data: dict[str, Any]) -> Typed:
    """What was sealed, as values."""
    parts = {key: text for key, _title, text in data["parts"]}
    titles = {key: title for key, title, _text in data["parts"]}
    return Typed(parts, titles, data.get("writer", ""), tuple(data.get("beside", ())))


def to_data(said: Typed) -> dict[str, Any]:
    """Plain data, for sealing."""
    parts = [[key, title, said.parts.get(key, "")] for key, title in said.titles.items()]
    return {"parts": parts, "writer": said.writer, "beside": list(said.beside)}


def parts_of(said: Typed) -> tuple[Part, ...]:
    """The parts in their order."""
    return tuple(Part(key, title, said.parts.get(key, "")) for key, title in said.titles.items())


def template(viewer: Viewer, slug: str) -> Template | None:
    """The template that a note was begun with, if it is still offered."""
    return content.available(viewer).get(slug)


def unsigned(viewer: Viewer, case_id: UUID | None = None) -> list[Unsigned]:
    """The viewer's own notes that are not signed, the oldest first; of one case or of all. One query."""
    if viewer.is_nobody:
        return []
    rows: QuerySet[NoteDraft] = NoteDraft.objects.visible_to(viewer)
    if case_id:
        rows = rows.filter(case_id=case_id)
    found = rows.order_by("on", "made_at").values_list(
        "pk", "case_id", "kind", "about_id", "on", "saved_at", "meeting_id"
    )
    return [Unsigned(*row) for row in found[:200]]


@dataclass(frozen=True, slots=True)
class Thought:
    """One process note in a list: its day and how it begins."""

    id: UUID
    on: date
    saved_at: datetime
    begins: str


def thoughts(viewer: Viewer, case_id: UUID) -> "QuerySet[ProcessNote, tuple[Any, ...]]":
    """The viewer's own process notes of one case, the newest first; whose else's there are is told nowhere."""
    rows: QuerySet[ProcessNote] = ProcessNote.objects.visible_to(viewer).filter(case_id=case_id)
    return rows.order_by("-on", "-made_at").values_list("pk", "on", "saved_at", "words")


def begun(viewer: Viewer, case_id: UUID, rows: list[tuple[Any, ...]]) -> list[Thought]:
    """How each of these process notes begins. One query, for the key."""
    key = sealed.apart(me(viewer))
    opener = sealed.Opener({(case_id, key)}) if rows else None
    found = []
    for pk, on, saved_at, words in rows:
        assert opener
        try:
            said = as_typed(opener.opened(case_id, key, sealed.PROCESS, pk, words))
        except Unreadable:
            continue
        found.append(Thought(pk, on, saved_at, " ".join(said.parts.get(PROCESS_PARTS[0], "").split())[:120]))
    return found


def thought(viewer: Viewer, note_id: UUID) -> ProcessNote:
    """One process note of the viewer's own; raises Hidden."""
    found: ProcessNote | None = ProcessNote.objects.find(viewer, note_id)
    if found is None:
        raise Hidden
    return found


def thought_typed(row: ProcessNote) -> Typed:
    """What a process note says; raises vault.Unreadable."""
    key = sealed.apart(row.writer_id)
    return as_typed(sealed.opened(row.case_id, key, sealed.PROCESS, row.pk, row.words))
