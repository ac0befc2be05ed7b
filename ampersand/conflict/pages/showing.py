"""What pages show of an entry: its lines in words, and who reads it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.conflict import wording
from ampersand.conflict.queries import entries
from ampersand.conflict.queries.entries import OneEntry
from ampersand.conflict.rules.account import LINES, Account
from ampersand.core.clock import now
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries.readers import safety_lead

KIND = Kind.ROW_ENTRY
TEASER = 120


def row(viewer: Viewer, case: OneCase, one: OneEntry) -> dict[str, Any]:
    """One line of the list."""
    return {
        "one": one,
        "teaser": teaser(one.account),
        "mended": wording.MADE_UP.get(one.account.mended, ""),
        "readers": entries.readers(case, one.audience, one.person_id),
    }


def entry(viewer: Viewer, case: OneCase, one: OneEntry) -> dict[str, Any]:
    """Everything that somebody wrote about one row."""
    writer = next((person for person in case.people if person.person_id == one.person_id), None)
    return {
        "one": one,
        "writer": writer,
        "lines": lines(one.account),
        "caught": wording.CAUGHT.get(one.account.caught, ""),
        "readers": entries.readers(case, one.audience, one.person_id),
    }


def lines(said: Account) -> list[tuple[object, tuple[str, ...], str]]:
    """What was said, line by line: the title, what was chosen, what was written."""
    return [
        (title, *wording.line(said, name)) for name, title in wording.LINES.items() if name in LINES and said.has(name)
    ]


def day(on: date) -> str:
    """A day in a sentence: "21 November"."""
    return str(date_format(on, "j F" if on.year == now().year else "j F Y"))


def audiences(case: OneCase, owner: UUID, chosen: Audience | None) -> list[dict[str, Any]]:
    """Who may read it, to choose from: the value, the words, whose marks, whether it is chosen."""
    words = {
        Audience.ONLY_ME: _("Only me"),
        Audience.ME_AND_THERAPIST: _("Me and %(names)s") % {"names": _names(case)},
    }
    return [
        {
            "value": one.value,
            "words": words[one],
            "readers": entries.readers(case, one, owner),
            "chosen": one is chosen,
        }
        for one in entries.offered_audiences(case)
    ]


def told_of_fear(viewer: Viewer, case: OneCase) -> Sequence[object]:
    """Who is told when somebody was afraid."""
    return (*case.therapists, safety_lead())


def teaser(one: Account) -> str:
    """The first words of an entry: what happened, or else what was felt or done."""
    if one.happened:
        text = " ".join(one.happened.split())
        return text if len(text) <= TEASER else text[:TEASER].rsplit(" ", 1)[0] + " …"
    for name in ("felt", "did", "needed", "feared", "mended"):
        chosen, written = wording.line(one, name)
        if chosen or written:
            return wording.listed(chosen) if chosen else written[:TEASER]
    return ""


def _names(case: OneCase) -> str:
    return wording.listed(person.name for person in case.therapists) or _("our therapist")
