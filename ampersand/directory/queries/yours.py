"""Reads: the page of the one who asked, opened by its link alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from ampersand.accounts.rules.zones import place_of
from ampersand.core.clock import now
from ampersand.directory.models import Letter
from ampersand.directory.policy import enquiries_held, letters_held, times_held, words_held
from ampersand.directory.queries.sealed import WORD
from ampersand.directory.rules.waiting import ENDED, OPEN, Patience, goes_on
from ampersand.privacy.vault import Sealer, Unreadable


@dataclass(frozen=True, slots=True)
class Time:
    """A time that was offered, with the therapist's own zone."""

    id: UUID
    letter_id: UUID
    starts_at: datetime
    minutes: int
    online: bool
    chosen: bool
    zone: str


@dataclass(frozen=True, slots=True)
class Word:
    """Something that was added; the words themselves only where the therapist wrote them."""

    at: datetime
    from_therapist: bool
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How it stands with one therapist."""

    id: UUID
    name: str
    slug: str
    state: str
    asked_at: datetime
    moved_at: datetime
    turn: tuple[str, ...]
    times: tuple[Time, ...]
    words: tuple[Word, ...]

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in OPEN

    @property
    def late(self) -> bool:
        """Whether one has waited longer than was said."""
        return self.state == Letter.State.SENT and now() >= self.told_on

    @property
    def told_on(self) -> datetime:
        """When one is told that there is no answer."""
        return self.asked_at + timedelta(days=patience().tell)

    @property
    def closes_on(self) -> datetime:
        """When it is closed without an answer."""
        return self.asked_at + timedelta(days=patience().close)

    @property
    def gone_on(self) -> datetime | None:
        """When it is destroyed if nothing more happens."""
        return goes_on(self.state, self.moved_at, patience())

    @property
    def chosen(self) -> Time | None:
        """The time that was chosen."""
        return next((time for time in self.times if time.chosen), None)

    @property
    def to_choose(self) -> tuple[Time, ...]:
        """The times that can still be chosen."""
        return tuple(time for time in self.times if time.starts_at > now())


@dataclass(frozen=True, slots=True)
class Yours:
    """What the holder of a link sees."""

    token: str
    zone: str
    made_at: datetime
    answers: tuple[Answer, ...]

    @property
    def zone_words(self) -> str:
        """The place whose clock is shown."""
        return place_of(self.zone)

    @property
    def held(self) -> bool:
        """Whether it was not sent yet, because its link had to come back from the mail first."""
        return any(one.state == Letter.State.HELD for one in self.answers)

    @property
    def over(self) -> bool:
        """Whether nothing can come of any of it any more."""
        return all(one.state in ENDED for one in self.answers)

    @property
    def link(self) -> str:
        """The address of the page itself, to be kept."""
        return f"{settings.ADDRESS}/yours/{self.token}/"


def patience() -> Patience:
    """How many days the practice gives."""
    return Patience(*settings.ENQUIRY_DAYS)


def yours(token: str) -> Yours | None:
    """What the link opens; None for one that opens nothing. Five queries, however many were asked."""
    row = enquiries_held(token).values_list("pk", "zone", "made_at").first()
    if row is None:
        return None
    enquiry_id, zone, made_at = row
    columns = (
        "pk", "profile__listing__content__name", "therapist__name", "profile__listing__slug", "state", "asked_at",
        "moved_at", "turn", "therapist_id",
    )  # fmt: skip
    letters = list(letters_held(token).order_by("asked_at", "pk").values_list(*columns))
    times, words = _times(token), _words(token, enquiry_id, {row[0]: row[-1] for row in letters})
    return Yours(token, zone, made_at, tuple(_answer(row, times, words) for row in letters))


def _answer(row: tuple[Any, ...], times: Iterable[Time], words: dict[UUID, list[Word]]) -> Answer:
    letter_id, shown, name, slug, state, asked_at, moved_at, turn, _therapist = row
    return Answer(
        letter_id, str(shown or name), slug or "", state, asked_at, moved_at, tuple(turn.split()),
        tuple(time for time in times if time.letter_id == letter_id), tuple(words.get(letter_id, ())),
    )  # fmt: skip


def _times(token: str) -> list[Time]:
    columns = ("pk", "letter_id", "starts_at", "minutes", "online", "chosen_at", "letter__therapist__time_zone")
    rows = times_held(token).order_by("starts_at").values_list(*columns)
    return [
        Time(pk, letter, starts, minutes, online, chosen is not None, zone)
        for pk, letter, starts, minutes, online, chosen, zone in rows
    ]


def _words(token: str, enquiry_id: UUID, therapists: dict[UUID, UUID]) -> dict[UUID, list[Word]]:
    rows = list(words_held(token).order_by("at", "pk").values_list("pk", "letter_id", "from_therapist", "text", "at"))
    sealer = Sealer((enquiry_id, therapist) for therapist in therapists.values())
    found: dict[UUID, list[Word]] = {}
    for word_id, letter_id, from_therapist, text, at in rows:
        opened = ""
        if from_therapist:
            try:
                opened = sealer.open_sealed(
                    enquiry_id, therapists[letter_id], place=WORD, row=word_id, sealed=bytes(text)
                )
            except Unreadable:
                continue
        found.setdefault(letter_id, []).append(Word(at, from_therapist, opened))
    return found
