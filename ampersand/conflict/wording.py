"""The words that pages use for rows."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ampersand.conflict import content
from ampersand.conflict.rules.account import MENDED, Account
from ampersand.conflict.rules.weeks import Summary

LINES = {
    "happened": gettext_lazy("What happened"),
    "felt": gettext_lazy("What I felt"),
    "needed": gettext_lazy("What I needed"),
    "feared": gettext_lazy("What I was afraid it meant"),
    "did": gettext_lazy("What I did"),
    "mended": gettext_lazy("How it mended"),
}
SEEN = {  # of somebody else, or of both
    "happened": gettext_lazy("What happened"),
    "felt": gettext_lazy("Felt"),
    "needed": gettext_lazy("Needed"),
    "feared": gettext_lazy("Was afraid it meant"),
    "did": gettext_lazy("Did"),
    "mended": gettext_lazy("How it mended"),
}
MENDINGS = {
    "hour": gettext_lazy("Yes, within the hour"),
    "day": gettext_lazy("Yes, the same day"),
    "next_day": gettext_lazy("Yes, the next day"),
    "later": gettext_lazy("Yes, later"),
    "not_yet": gettext_lazy("Not yet"),
}
MADE_UP = {
    "hour": gettext_lazy("Made up within the hour"),
    "day": gettext_lazy("Made up the same day"),
    "next_day": gettext_lazy("Made up the next day"),
    "later": gettext_lazy("Made up later"),
    "not_yet": gettext_lazy("Not made up yet"),
}
WAYS = {
    "closer": gettext_lazy("Reaching for the other"),
    "against": gettext_lazy("Pushing back"),
    "away": gettext_lazy("Moving away"),
    "softer": gettext_lazy("Softening"),
}
CAUGHT = {"yes": gettext_lazy("Yes, while it was going on or soon after"), "no": gettext_lazy("No, not this time")}
AFRAID = gettext_lazy("Were you afraid for yourself or someone else, or was there force or a threat?")


def line(one: Account, name: str) -> tuple[tuple[str, ...], str]:
    """One line of an account: what was chosen, in words, and what was written."""
    words = content.vocabulary()
    if name == "felt":
        return tuple(feeling.mine for feeling in words.known_feelings(one.felt)), one.felt_words
    if name == "did":
        return tuple(move.mine for move in words.known_moves(one.did)), one.did_words
    if name == "mended":
        return (str(MADE_UP[one.mended]),) if one.mended in MADE_UP else (), one.mended_how
    return (), getattr(one, name)


def feelings(ids: Iterable[str]) -> list[str]:
    """Feelings by id, as one chooses them."""
    return [feeling.mine.lower() for feeling in content.vocabulary().known_feelings(ids)]


def moves(ids: Iterable[str]) -> list[str]:
    """Moves by id, as they are seen."""
    return [move.seen for move in content.vocabulary().known_moves(ids)]


def moves_of_mine(ids: Iterable[str]) -> list[str]:
    """Moves by id, as one writes them of oneself."""
    return [move.mine for move in content.vocabulary().known_moves(ids)]


def finding(found: Summary, weeks: int, quiet: int) -> str:
    """One's own weeks in words, before any picture: how many rows, how hot at most, how many mended."""
    if not found.count:
        if quiet:
            return ngettext("A quiet week.", "%(count)s quiet weeks, and no row noted.", quiet) % {"count": quiet}
        return _("Nothing noted in the last %(weeks)s weeks.") % {"weeks": weeks}
    said = ngettext(
        "One row noted in the last %(weeks)s weeks.", "%(count)s rows noted in the last %(weeks)s weeks.", found.count
    ) % {"count": found.count, "weeks": weeks}
    return f"{said} {mended(found)}"


def mended(found: Summary) -> str:
    """How many mended, of all; nothing where there was no row."""
    if found.rate is None:
        return ""
    if found.count == 1:
        return _("You made up.") if found.mended else _("You have not made up yet.")
    if found.mended == found.count:
        return _("You made up after all of them.")
    if not found.mended:
        return _("You have not made up yet.")
    return _("You made up after %(mended)s of them.") % {"mended": found.mended}


def caught(yes: int, of: int) -> str:
    """How often somebody noticed the loop, by their own notes; empty before there is one."""
    if not of:
        return ""
    if of == 1:
        return (
            _("You caught it once.") if yes else _("You have not caught it yet. Noticing it the next day counts too.")
        )
    return _("You caught it %(yes)s of %(of)s times.") % {"yes": yes, "of": of}


def listed(words: Iterable[str]) -> str:
    """Words in a row: "a, b and c"."""
    return str(get_text_list(list(words), _("and")))


def is_mended(value: str) -> bool:
    """Whether this answer says that the two made up."""
    return value in MENDED
