"""Sentences that several pages of the directory share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.directory.rules.openings import Openings, Shown


@dataclass(frozen=True, slots=True)
class Room:
    """What is said about room, and the day where there is one."""

    shown: str
    words: str
    day: date | None = None


def room_in_words(openings: Openings, today: date) -> Room:
    """Whether there is room, as a visitor reads it."""
    shown = openings.shown(today)
    words = {
        Shown.NOW: _("Has room now"),
        Shown.FROM: _("First free:"),
        Shown.WAITING: _("Has a waiting list"),
        Shown.FULL: _("Has no room at present"),
        Shown.UNCONFIRMED: _("Has not confirmed openings lately"),
    }[shown]
    return Room(shown, words, openings.free_on if shown is Shown.FROM else None)


def kinds_in_words(kinds: Sequence[str]) -> str:
    """For whom: "for couples", "for one person and for couples"; "" for everyone."""
    words = {"individual": _("for one person"), "couple": _("for couples"), "family": _("for families")}
    return get_text_list([words[kind] for kind in kinds], _("and"))
