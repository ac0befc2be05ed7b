"""The way in, as one person sees it: what there is to do, what is done, what comes next and how long it takes.

Nobody but the person sees this page, and nothing on it hangs on anybody else but that the agreement is complete.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ampersand.accounts.queries import contact_is_due
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.queries.agreement import agreement
from ampersand.cases.queries.case import baseline_chosen
from ampersand.core.addresses import address
from ampersand.intake import content
from ampersand.intake.models import IntakeAsk, IntakeDraft, IntakeStep
from ampersand.intake.queries import own
from ampersand.intake.rules.progress import State, Stop, left
from ampersand.intake.rules.questions import Form
from ampersand.measures.queries import first
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import checks

SIGNING, REACHING = 5, 3  # minutes, about


@dataclass(frozen=True, slots=True)
class Place:
    """One stop with where it leads; `note` is a sentence of its own, where there is one."""

    stop: Stop
    title: str
    about: str
    url: str
    note: str = ""

    @property
    def state_words(self) -> str:
        """How far it is, in words."""
        return {
            State.DONE: _("done"),
            State.BEGUN: _("begun, yours alone so far"),
            State.AGAIN: _("asked once more"),
            State.OPEN: ngettext("about a minute", "about %(minutes)s minutes", self.stop.minutes)
            % {"minutes": self.stop.minutes},
            State.COMES: _("comes by itself"),
        }[self.stop.state]


@dataclass(frozen=True)
class Way:
    """All of it, in order."""

    case: OneCase
    form: Form
    places: tuple[Place, ...]

    @property
    def next(self) -> Place | None:
        """The first place where there is something to do; what was begun or asked once more comes before the rest."""
        todo = [place for place in self.places if place.stop.is_left]
        return min(todo, key=lambda place: place.stop.state is State.OPEN, default=None)

    @property
    def told_any(self) -> bool:
        """Whether anything was handed over."""
        return any(place.stop.written and place.stop.state in (State.DONE, State.AGAIN) for place in self.places)

    @property
    def left(self) -> str:
        """How much is left, in words."""
        return words([place.stop for place in self.places])


@dataclass(frozen=True, slots=True)
class Waits:
    """That coming in is not finished in one case: about how many minutes are left, and whether it was begun."""

    case_id: UUID
    minutes: int
    begun: bool


def way(viewer: Viewer, case: OneCase, me: Someone) -> Way:
    """The way in of a member. A constant number of queries."""
    form = content.form_for(case, me)
    places = [_signing(viewer, case), *_written(viewer, case, form), _reaching(viewer, case)]
    places += [_questions(viewer, case, me), _check(viewer, case)]
    return Way(case, form, tuple(place for place in places if place))


def waiting(viewer: Viewer, own_cases: Iterable[OneCase]) -> list[Waits]:
    """Where the viewer's own telling is not finished, for their own page. Three queries, however many cases."""
    ids = [case.id for case in own_cases if case.takes_new]
    handed: dict[tuple[UUID, str], datetime] = {}
    mine = {"case_id__in": ids, "person_id": viewer.person_id}
    for case_id, step, at in (
        IntakeStep.objects.visible_to(viewer).filter(**mine).values_list("case", "step", "told_at")
    ):
        handed[case_id, step] = at
    asked = IntakeAsk.objects.visible_to(viewer).filter(**mine).values_list("case", "step", "asked_at")
    again = {(case_id, step) for case_id, step, at in asked if (case_id, step) in handed and at > handed[case_id, step]}
    begun = {case_id for (case_id,) in IntakeDraft.objects.visible_to(viewer).filter(**mine).values_list("case")}
    found = []
    for case in own_cases:
        member = case.me(viewer)
        if member is None or not case.takes_new:
            continue
        steps = content.form_for(case, member).steps
        todo = [one for one in steps if (case.id, one.key) not in handed or (case.id, one.key) in again]
        if todo:
            some = case.id in begun or len(todo) < len(steps)
            found.append(Waits(case.id, sum(one.minutes for one in todo), some))
    return found


def words(stops: Sequence[Stop]) -> str:
    """How much is left: "Two things left, about ten minutes"."""
    count, minutes = left(stops)
    if not count:
        return _("Everything is done.")
    things = ngettext("One thing left", "%(count)s things left", count) % {"count": _number(count).capitalize()}
    if count == 1:
        return _("%(things)s, about %(minutes)s minutes.") % {"things": things, "minutes": _number(minutes)}
    return _("%(things)s, about %(minutes)s minutes in all.") % {"things": things, "minutes": _number(minutes)}


def _number(number: int) -> str:
    names = (_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"))
    return (*names, _("ten"))[number] if number <= 10 else str(number)


def _signing(viewer: Viewer, case: OneCase) -> Place | None:
    held = agreement(viewer, case)
    if held.shown is None:
        return None
    stop = Stop("agreement", State.OPEN if held.to_sign else State.DONE, SIGNING)
    return Place(stop, _("The agreement"), _("Read it, and sign for yourself."), address("cases:agreement", case.id))


def _written(viewer: Viewer, case: OneCase, form: Form) -> list[Place]:
    handed = own.versions(viewer, case.id, own.me(viewer))
    again = own.asked_again(own.asks(viewer, case.id, own.me(viewer)), handed)
    begun = own.drafts(viewer, case.id)
    found = []
    for number, one in enumerate(form.steps, start=1):
        state = State.DONE if one.key in handed else State.OPEN
        state = State.BEGUN if one.key in begun else State.AGAIN if one.key in again else state
        stop = Stop(one.key, state, one.minutes, written=True)
        found.append(Place(stop, one.title, one.lead, address("intake:step", case.id, number)))
    return found


def _reaching(viewer: Viewer, case: OneCase) -> Place:
    stop = Stop("contact", State.OPEN if contact_is_due(viewer) else State.DONE, REACHING)
    url = f"{address('accounts:safe_contact')}?next={address('intake:coming_in', case.id)}"
    about = _("By which ways and at what times, and what we may say if someone else answers.")
    return Place(stop, _("How to reach you safely"), about, url)


def _questions(viewer: Viewer, case: OneCase, me: Someone) -> Place | None:
    slugs = content.baseline(case, me, baseline_chosen(viewer, case.id))
    sets = first.own(viewer, case.id, case.practice_id, slugs)
    if not sets:
        return None
    todo = [one for one in sets if not one.answered]
    state = State.DONE if not todo else State.OPEN
    stop = Stop("questions", state, sum(one.minutes for one in todo))
    about = _("How you have been lately. It shows later whether the work helps.")
    return Place(stop, _("The first questions"), about, address("intake:first_questions", case.id))


def _check(viewer: Viewer, case: OneCase) -> Place:
    mine = [one for one in checks.mine(viewer) if one.case_id == case.id]
    waits = next((one for one in mine if one.is_open), None)
    about = _("Part of everyone’s care.")
    if case.is_shared:
        about = _("Part of everyone’s care: each of you is asked the same, at the same time, alone.")
    if waits:
        stop = Stop("check", State.OPEN, waits.minutes)
        return Place(stop, _("The private check"), about, address("safety:check_in", waits.id))
    stop = Stop("check", State.DONE if mine else State.COMES, 0)
    return Place(stop, _("The private check"), about, "")
