"""Reads: a therapist's own enquiries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page as PageOf
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from ampersand.directory import content
from ampersand.directory.models import Letter, LetterWord, OfferedTime
from ampersand.directory.queries import sealed
from ampersand.directory.queries.sealed import WORD
from ampersand.directory.queries.yours import Time, Word, patience
from ampersand.directory.rules.letter import Sent
from ampersand.directory.rules.waiting import OPEN, goes_on
from ampersand.privacy.policy import Hidden
from ampersand.privacy.vault import Sealer, Unreadable
from ampersand.privacy.viewer import Viewer

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One letter in the list; `sent` is empty once its words are destroyed."""

    id: UUID
    state: str
    asked_at: datetime
    moved_at: datetime
    sent: Sent

    @property
    def is_open(self) -> bool:
        """Whether something may come of it."""
        return self.state in OPEN

    @property
    def waits(self) -> bool:
        """Whether it waits for the therapist's answer."""
        return self.state == Letter.State.SENT

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        return {
            "sent": _("waits for your answer"), "accepted": _("you said yes"), "offered": _("you proposed times"),
            "chosen": _("a time is chosen"), "declined": _("you said no"), "withdrawn": _("taken back"),
            "unanswered": _("closed without an answer"), "begun": _("a case is open"),
        }[self.state]  # fmt: skip

    @property
    def whom(self) -> str:
        """For whom it is."""
        return {"individual": _("For one person"), "couple": _("For a couple"), "family": _("For a family")}.get(
            self.sent.kind, ""
        )

    @property
    def country(self) -> str:
        """Where they are."""
        return content.countries().get(self.sent.country, "")


@dataclass(frozen=True)
class OneLetter:
    """A letter opened: what was handed over, what was added, the times proposed, and when all of it goes."""

    line: Line
    enquiry_id: UUID
    zone: str
    words: tuple[Word, ...]
    times: tuple[Time, ...]
    case_id: UUID | None

    @property
    def suits(self) -> list[str]:
        """The times of the day that suit them."""
        names = content.choices().times
        return [names[one] for one in self.line.sent.times if one in names]

    @property
    def chosen(self) -> Time | None:
        """The time that was chosen."""
        return next((time for time in self.times if time.chosen), None)

    @property
    def gone_on(self) -> datetime | None:
        """When it is destroyed if nothing more happens."""
        return goes_on(self.line.state, self.line.moved_at, patience())


def lines(viewer: Viewer, page: str) -> "PageOf[Line]":
    """The viewer's letters: those that wait, the oldest first; then open ones; then what is over. Three queries."""
    order = Case(
        When(state=Letter.State.SENT, then=Value(0)), When(state__in=OPEN, then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    rows: QuerySet[Letter] = Letter.objects.visible_to(viewer).order_by(order, "asked_at", "pk")
    columns = ("pk", "state", "asked_at", "moved_at", "enquiry_id", "therapist_id", "sent")
    found: Any = Paginator(rows.values_list(*columns), AT_ONCE).get_page(page)
    found.object_list = _opened(list(found.object_list))
    return found  # type: ignore[no-any-return]


def one(viewer: Viewer, letter_id: UUID) -> OneLetter:
    """One letter with all that belongs to it; raises Hidden when it is not there for this viewer."""
    columns = ("pk", "state", "asked_at", "moved_at", "enquiry_id", "therapist_id", "sent", "enquiry__zone", "case_id")
    row = Letter.objects.visible_to(viewer).filter(pk=letter_id).values_list(*columns).first()
    if row is None:
        raise Hidden
    line = _opened([row[:7]])[0]
    return OneLetter(line, row[4], row[7], _words(viewer, letter_id, row[4], row[5]), _times(viewer, letter_id), row[8])


def _opened(rows: Sequence[Any]) -> list[Line]:
    sent = sealed.open_many((row[4], row[5], row[0], bytes(row[6])) for row in rows)
    return [Line(row[0], row[1], row[2], row[3], sent.get(row[0], Sent())) for row in rows]


def _words(viewer: Viewer, letter_id: UUID, enquiry_id: UUID, therapist_id: UUID) -> tuple[Word, ...]:
    rows = LetterWord.objects.visible_to(viewer).filter(letter_id=letter_id).order_by("at", "pk")
    sealer, found = Sealer([(enquiry_id, therapist_id)]), []
    for word_id, from_therapist, text, at in rows.values_list("pk", "from_therapist", "text", "at"):
        try:
            opened = sealer.open_sealed(enquiry_id, therapist_id, place=WORD, row=word_id, sealed=bytes(text))
        except Unreadable:
            continue
        found.append(Word(at, from_therapist, opened))
    return tuple(found)


def _times(viewer: Viewer, letter_id: UUID) -> tuple[Time, ...]:
    rows = OfferedTime.objects.visible_to(viewer).filter(letter_id=letter_id).order_by("starts_at")
    return tuple(
        Time(pk, letter_id, starts, minutes, online, chosen is not None, viewer.time_zone)
        for pk, starts, minutes, online, chosen in rows.values_list("pk", "starts_at", "minutes", "online", "chosen_at")
    )
