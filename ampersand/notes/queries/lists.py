"""Notes as lines of a list, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.http import urlencode

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.notes.queries import meetings, people, reading, writing
from ampersand.notes.queries.meetings import Met
from ampersand.notes.queries.reading import OneNote
from ampersand.notes.queries.writing import Unsigned
from ampersand.notes.wording import kind_words
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """One note in a list."""

    id: UUID
    kind: str
    on: date
    about: Someone | None
    folder: Someone | None
    told_alone: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for the viewer's signature, with the names of the case."""

    case_id: UUID
    names: str
    what: str
    on: date
    id: UUID
    by: str = ""
    query: str = ""


@dataclass(frozen=True)
class Waiting:
    """Everything that waits for the viewer: notes begun, meetings without one, notes to sign too."""

    begun: tuple[Waits, ...]
    met: tuple[Waits, ...]
    to_cosign: tuple[Waits, ...]


def lines(case: OneCase, rows: list[tuple[Any, ...]]) -> list[Line]:
    """Rows of `reading.rows` in words."""
    known = people.everyone(case)
    return [
        Line(
            pk, kind_words(kind, several=case.is_shared), on, known.get(about), known.get(owner), told_alone, by, at
        )
        for pk, kind, on, about, owner, told_alone, by, at, _meeting in rows
    ]  # fmt: skip


def kind_of(one: OneNote) -> str:
    """What a note is about, in words."""
    return kind_words(one.row.kind, several=one.case.is_shared)


def unsigned(viewer: Viewer, case: OneCase) -> list[Line]:
    """The viewer's own notes of one case that are not signed. One query."""
    known = people.everyone(case)
    return [
        Line(
            one.id, kind_words(one.kind, several=case.is_shared), one.on, known.get(one.about) if one.about else None,
            None, False, "", one.saved_at,
        )
        for one in writing.unsigned(viewer, case.id)
    ]  # fmt: skip


def waiting(viewer: Viewer) -> Waiting:
    """What waits for the viewer's signature, in all cases. Four queries, however much it is."""
    begun, met, too = writing.unsigned(viewer), meetings.without_note(viewer), reading.to_cosign(viewer)
    ids = {one.case_id for one in begun} | {one.case_id for one in met} | {one.case_id for one in too}
    around = cases.people(viewer, sorted(ids))
    names = {key: _names(around.get(key, ())) for key in ids}
    several = {key: _several(around.get(key, ())) for key in ids}
    return Waiting(
        tuple(_begun(one, names, several) for one in begun),
        tuple(_met(one, names) for one in met if names.get(one.case_id)),
        tuple(
            Waits(one.case_id, names[one.case_id], kind_words(one.kind, several=several[one.case_id]), one.on,
                  one.note_id, one.asked_by)
            for one in too
        ),
    )  # fmt: skip


def _begun(one: Unsigned, names: Mapping[UUID, str], several: Mapping[UUID, bool]) -> Waits:
    words = kind_words(one.kind, several=several[one.case_id])
    return Waits(one.case_id, names[one.case_id], words, one.on, one.id)


def _met(one: Met, names: Mapping[UUID, str]) -> Waits:
    query = urlencode({"kind": one.kind, "about": str(one.with_one or ""), "meeting": str(one.id)})
    return Waits(one.case_id, names[one.case_id], one.words, one.on, one.id, query=query)


def _names(around: tuple[Someone, ...]) -> str:
    return " & ".join(one.name for one in around if one.here and one.role == "member")


def _several(around: tuple[Someone, ...]) -> bool:
    return len({one.person_id for one in around if one.role in ("member", "child")}) > 1
