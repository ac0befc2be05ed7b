"""A part of the record for one person: what it is drafted from, and what is left out for a person to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.clock import now
from ampersand.goals.queries import roadmap as goals
from ampersand.measures import content
from ampersand.measures.queries import courses
from ampersand.measures.queries.cases import Treated
from ampersand.measures.queries.planning import title
from ampersand.meetings.models import Meeting
from ampersand.notes.models import Addendum, Extract, Note
from ampersand.notes.queries import people, sealed, writing
from ampersand.notes.queries.writing import Typed
from ampersand.notes.rules import markup, record
from ampersand.notes.wording import EXTRACT_PARTS, kind_words
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer

MOST_NOTES = 400


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose part, of which days, and whether it is the file of all."""

    person: UUID
    joint: bool
    since: date | None
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether a day lies in the days asked for."""
        return (self.since is None or on >= self.since) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Told:
    """What one signed note, with what was added to it, says: its heading, and the texts of its parts."""

    heading: str
    texts: tuple[str, ...]


def drafted(viewer: Viewer, treated: Treated, wanted: Wanted) -> Typed:
    """The part as the program drafts it: with nothing in it that another said. A constant number of queries."""
    parts = {
        "attendance": _lines(_attendance(viewer, treated.case, wanted)),
        "answers": _lines(_answers(viewer, treated, wanted)),
        "goals": _lines(_goals(viewer, treated.case, wanted)),
        "notes": _lines(_of_notes(viewer, treated.case, wanted)),
    }
    return Typed(parts, {key: str(words) for key, words in EXTRACT_PARTS.items()})


def to_look_at(viewer: Viewer, case: OneCase, wanted: Wanted) -> list[Told]:
    """What was left out and may yet be theirs: lines without a name, and what tells of others. Three queries."""
    if wanted.joint:
        return []
    names = people.names(case)
    found = []
    for one in _told(viewer, case, wanted):
        lines = [line.text for text in one.texts for line in markup.to_look_at(text, names, wanted.person)]
        if lines:
            found.append(Told(one.heading, tuple(lines)))
    return found


@dataclass(frozen=True)
class OneExtract:
    """One part of the record, as whoever leads edits it, or as it was given."""

    row: Extract
    case: OneCase
    person: Someone
    said: Typed
    readers: tuple[Someone, ...]

    @property
    def is_given(self) -> bool:
        """Whether its owner reads it."""
        return self.row.released_at is not None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What it says, part by part, without empty ones."""
        return [(self.said.titles[key], text) for key, text in self.said.parts.items() if text.strip()]


def row(viewer: Viewer, extract_id: UUID) -> Extract:
    """One part of the record; raises Hidden."""
    found: Extract | None = Extract.objects.find(viewer, extract_id)
    if found is None:
        raise Hidden
    return found


def typed(found: Extract) -> Typed:
    """What it says; raises Hidden when its key was destroyed."""
    try:
        return writing.as_typed(
            sealed.opened(found.case_id, found.person_id, sealed.EXTRACT, found.pk, found.words)
        )  # fmt: skip
    except Unreadable:
        raise Hidden from None


def wanted_of(found: Extract) -> Wanted:
    """What one was drafted for."""
    return Wanted(found.person_id, found.scope == "joint", found.since, found.until)


def _attendance(viewer: Viewer, case: OneCase, wanted: Wanted) -> Iterator[str]:
    """The meetings of all, and those with this person alone; of nobody else's."""
    mine = Q(person__isnull=True) if wanted.joint else Q(person__isnull=True) | Q(person_id=wanted.person)
    rows = Meeting.objects.visible_to(viewer).filter(
        mine, case_id=case.id, state=Meeting.State.SET, begins_at__lte=now()
    )
    joined = next((one.joined_at for one in case.everyone if one.person_id == wanted.person), None)
    for at, alone in rows.order_by("begins_at").values_list("begins_at", "person_id"):
        here = at.astimezone(ZoneInfo(viewer.time_zone))
        if wanted.holds(here.date()) and (joined is None or joined <= at):
            yield _day(here) + (f", {_('alone')}" if alone else "")


def _answers(viewer: Viewer, treated: Treated, wanted: Wanted) -> Iterator[str]:
    known = content.available(viewer.practice_id)
    for one in courses.of_case(viewer, treated) if not wanted.joint else ():
        course = one.of(wanted.person)
        points = [point for point in course.scored if wanted.holds(point.on)] if course else []
        if points:
            said = "; ".join(f"{_day(point.on)}: {point.total:g}" for point in points)
            yield f"{title(viewer, one.instrument.slug, known)}. {said}"


def _goals(viewer: Viewer, case: OneCase, wanted: Wanted) -> Iterator[str]:
    for card in goals.cards(viewer, case):
        owner = card.owner.person_id if card.owner else None
        if owner is None or (owner == wanted.person and not wanted.joint):
            yield card.words.text


def _of_notes(viewer: Viewer, case: OneCase, wanted: Wanted) -> Iterator[str]:
    names = people.names(case)
    for one in _told(viewer, case, wanted):
        if wanted.joint:
            lines = [text for text in one.texts if text.strip()]
        else:
            lines = [line.text for text in one.texts for line in markup.own_part(text, names, wanted.person)]
        if lines:
            yield "\n".join((one.heading, *lines, ""))


def _told(viewer: Viewer, case: OneCase, wanted: Wanted) -> list[Told]:
    """The signed notes of all and those about this person, the earliest first; none about anybody else."""
    about = Q(about__isnull=True) if wanted.joint else Q(about__isnull=True) | Q(about_id=wanted.person)
    rows = Note.objects.visible_to(viewer).filter(about, case_id=case.id)
    columns = ("pk", "kind", "on", "owner_id", "words")
    held = [one for one in rows.order_by("on", "signed_at").values_list(*columns)[:MOST_NOTES] if wanted.holds(one[2])]
    keys = {(case.id, sealed.folder(case.id, owner)) for _pk, _kind, _on, owner, _words in held}
    opener, added = sealed.Opener(keys), _added(viewer, [one[0] for one in held])
    found = []
    for pk, kind, on, owner, words in held:
        key = sealed.folder(case.id, owner)
        try:
            said = record.from_data(opener.opened(case.id, key, sealed.NOTE, pk, words))
            more = [opener.opened(case.id, key, sealed.ADDENDUM, row, text)["text"] for row, text in added.get(pk, [])]
        except Unreadable:
            continue
        heading = f"{_day(on)}, {kind_words(kind, several=case.is_shared)}"
        found.append(Told(heading, (*(part.text for part in said.said), *more)))
    return found


def _added(viewer: Viewer, notes: list[UUID]) -> dict[UUID, list[tuple[UUID, bytes]]]:
    found: dict[UUID, list[tuple[UUID, bytes]]] = {}
    rows = Addendum.objects.visible_to(viewer).filter(note_id__in=notes).order_by("made_at")
    for note, pk, words in rows.values_list("note_id", "pk", "words"):
        found.setdefault(note, []).append((pk, words))
    return found


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip()


def _day(on: date | datetime) -> str:
    return date_format(on.date() if isinstance(on, datetime) else on, "j F Y")
