"""Two sides of one row beside each other, with equal space, the same and the different, and nothing judged."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.conflict import wording
from ampersand.conflict.queries import pairs
from ampersand.conflict.queries.pairs import OnePair
from ampersand.conflict.rules import compare
from ampersand.conflict.rules.account import EMPTY, Account
from ampersand.privacy.viewer import Viewer


def listed(case: OneCase, viewer: Viewer, one: OnePair) -> dict[str, Any]:
    """A pair as lists and heads show it."""
    return {
        "pair": one,
        "by": _someone(case, one.by_id),
        "other": _someone(case, one.other_than(viewer.person_id)),
        "mine": one.side_of(viewer.person_id),
        "readers": pairs.readers(case, one),
        "two": [person for person in case.here if person.person_id in one.two],
        "may_close": bool(one.opened_at) or one.by_id == viewer.person_id,
    }


def beside(case: OneCase, one: OnePair) -> dict[str, Any]:
    """Both sides line by line, the other way round than on most pages, and what the two have in common."""
    two = cases.swapped(person for person in case.people if person.person_id in one.two and person.role == "member")
    said = [_said(one, person.person_id) for person in two]
    if len(said) < 2:
        return {"people": two, "rows": (), "same": ()}
    names = compare.lines(said[0], said[1])
    rows = [(wording.SEEN[name], [wording.line(side, name) for side in said]) for name in names]
    sides = [
        (person, [(wording.SEEN[name], *wording.line(side, name)) for name in names])
        for person, side in zip(two, said, strict=True)
    ]
    return {"people": two, "rows": rows, "compared": sides, "same": _alike(two, said)}


def _alike(two: tuple[Someone, ...], said: list[Account]) -> list[str]:
    """What both felt or did, or how they differ, in sentences that blame nobody."""
    found = []
    felt = compare.alike(said[0].felt, said[1].felt)
    if felt.both:
        words = wording.listed(wording.feelings(felt.both))
        found.append(_("Both of you felt this: %(words)s.") % {"words": words})
    elif felt.one and felt.other:
        found.append(_("You felt different things. Both can be true at once."))
    did = compare.alike(said[0].did, said[1].did)
    if did.both:
        words = wording.listed(wording.moves(did.both))
        found.append(_("Each of you did this: %(words)s.") % {"words": words})
    elif did.one and did.other:
        found.append(_("What you did was different. It may be two ways of looking for the same thing."))
    return found


def _said(one: OnePair, person_id: UUID) -> Account:
    side = one.side_of(person_id)
    return side.said if side else EMPTY


def _someone(case: OneCase, person_id: UUID) -> Someone | None:
    return next((person for person in case.people if person.person_id == person_id), None)
