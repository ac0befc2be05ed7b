"""The goals of a case as a page shows them: eight queries, however many goals there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.clock import today
from ampersand.goals.models import Goal, Rating, Review, Setback, Step, StepWeek, Wording
from ampersand.goals.queries import sealed
from ampersand.goals.queries.one import concerned
from ampersand.goals.rules.agreement import OPEN, RUNNING, State
from ampersand.goals.rules.scale import LEVELS, to_talk_about
from ampersand.goals.rules.steps import Done, Offer, carries_most, offers
from ampersand.goals.rules.wording import Words, from_data
from ampersand.privacy.vault import Unreadable
from ampersand.privacy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OneStep:
    """Something small to do; `weeks` are what its holders said of it, the latest last."""

    id: UUID
    what: str
    known: str
    holder: Someone | None
    first_on: date
    hard: int
    state: str
    weeks: tuple[Done, ...]
    offers: tuple[Offer, ...]
    said: str  # what the viewer said of this week, or nothing
    exercise: str = ""  # the slug of the exercise that it is, if it is one


@dataclass(frozen=True, slots=True)
class Back:
    """One setback."""

    at: datetime
    happened: str
    learned: str
    change: str


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one person sees a goal, in the words of the level, with what they noted."""

    who: Someone
    level: int
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look back that everyone has rated: who stands where."""

    at: datetime
    stands: tuple[Stand, ...]

    @property
    def to_talk_about(self) -> bool:
        """Whether the ratings lie two stones or more apart."""
        return to_talk_about([stand.level for stand in self.stands])


@dataclass(frozen=True)
class Card:
    """One goal with everything that stands on its page."""

    id: UUID
    type: str
    domain: str
    state: State
    owner: Someone | None
    audience: str
    version: int
    words: Words
    agreed_on: date | None
    review_on: date | None
    closed_on: date | None
    made_at: datetime
    concerned: tuple[Someone, ...]
    looks: tuple[Look, ...]
    my_rating: int | None
    ratings: tuple[tuple[Someone, int], ...]  # of the open look back, for those who may read them
    steps: tuple[OneStep, ...]
    setbacks: tuple[Back, ...]
    due: bool

    @property
    def last(self) -> Look | None:
        """The latest look back."""
        return self.looks[-1] if self.looks else None

    @property
    def stones(self) -> list["Stone"]:
        """The five levels from worst to best, with whoever stands there since the latest look back."""
        here = self.last.stands if self.last else ()
        found = ((level, tuple(stand.who for stand in here if stand.level == level)) for level in LEVELS)
        return [Stone(level, self.words.level(level), people) for level, people in found]

    @property
    def open_steps(self) -> tuple[OneStep, ...]:
        """What is being tried now."""
        return tuple(step for step in self.steps if step.state == Step.State.OPEN)

    @property
    def old_steps(self) -> tuple[OneStep, ...]:
        """What was tried before."""
        return tuple(step for step in self.steps if step.state != Step.State.OPEN)

    @property
    def story(self) -> list["Moment"]:
        """What happened on the way, the latest first."""
        found = [Moment("look", look.at, look=look) for look in self.looks]
        found += [Moment("setback", back.at, back=back) for back in self.setbacks]
        found.append(Moment("begun", self.made_at))
        return sorted(found, key=lambda one: one.at, reverse=True)

    @property
    def is_open(self) -> bool:
        """Whether it is on its way and not resting."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a goal's story: that it began, a look back, or a setback."""

    kind: str
    at: datetime
    look: Look | None = None
    back: Back | None = None


@dataclass(frozen=True, slots=True)
class Stone:
    """One of five stones."""

    level: int
    words: str
    here: tuple[Someone, ...]

    @property
    def names(self) -> str:
        """Who stands here."""
        return get_text_list([person.name for person in self.here], _("and"))

    @property
    def is_aim(self) -> bool:
        """Whether it is what we hope for."""
        return self.level == 0


def cards(viewer: Viewer, case: OneCase, only: UUID | None = None) -> list[Card]:
    """The goals of a case that the viewer may read, the running ones first, then the newest."""
    rows = Goal.objects.visible_to(viewer).filter(case_id=case.id)
    goals = list(rows.filter(pk=only) if only else rows.order_by("-made_at", "pk"))
    if not goals:
        return []
    found = _Rows(viewer, case, goals)
    read = [found.card(goal) for goal in goals if goal.pk in found.words]
    return sorted(read, key=lambda card: (not card.is_open, card.closed_on is not None))


def running(viewer: Viewer, case: OneCase, most: int = 3) -> list[Card]:
    """What is ours and on its way, with levels that can be drawn, for the page of all. Eight queries at most."""
    if case.ended:
        return []
    found = (card for card in cards(viewer, case) if card.owner is None and card.state in RUNNING)
    return [card for card in found if card.words.is_visible][:most]


def burdened(cards: Iterable[Card], case: OneCase) -> Someone | None:
    """The member who holds more than 70% of the open steps of what is ours, if somebody does."""
    holders: list[UUID] = []
    members = [person.person_id for person in case.members]
    for card in cards:
        if card.owner is None:
            for step in card.open_steps:
                holders += [step.holder.person_id] if step.holder else members
    who = carries_most(holders, members)
    return next((person for person in case.members if person.person_id == who), None)


class _Rows:
    """Everything that hangs on some goals of one case, read at once."""

    def __init__(self, viewer: Viewer, case: OneCase, goals: Sequence[Goal]) -> None:
        self.viewer, self.case = viewer, case
        self.people = {person.person_id: person for person in case.people}
        self.owners = {goal.pk: goal.owner_id for goal in goals}
        self.reviews, self.ratings = self._reviews(), self._ratings()
        noted = {who for rows in self.ratings.values() for _key, who, _level, words in rows if words}
        self.opener = sealed.Opener(case.id, {*self.owners.values(), *noted})
        self.words, self.setbacks = self._words(), self._setbacks()
        self.steps, self.weeks = self._steps(), self._weeks()

    def card(self, goal: Goal) -> Card:
        """One goal with everything that hangs on it."""
        words = self.words[goal.pk]
        shown = [row for row in self.reviews[goal.pk] if row[1] is not None]
        current = next((row for row in self.reviews[goal.pk] if row[1] is None), None)
        rated = self.ratings[current[0]] if current else []
        concerned_by = sorted(concerned(goal, self.case) & self.people.keys(), key=lambda key: self.people[key].name)
        return Card(
            goal.pk, goal.type, goal.domain, State(goal.state),
            self.people.get(goal.owner_id) if goal.owner_id else None,
            goal.audience, goal.version, words, goal.agreed_on, goal.review_on, goal.closed_on, goal.made_at,
            tuple(self.people[key] for key in concerned_by),
            tuple(self._look(row, words) for row in shown),
            next((level for _key, who, level, _words in rated if who == self.viewer.person_id), None),
            tuple((self.people[who], level) for _key, who, level, _words in rated if who in self.people),
            tuple(self._step(goal, row) for row in self.steps[goal.pk]), self.setbacks[goal.pk],
            goal.review_on is not None and goal.review_on <= today(self.viewer.time_zone),
        )  # fmt: skip

    def _look(self, row: Any, words: Words) -> Look:
        stands = [
            Stand(self.people[who], level, words.level(level), self._note(who, key, note))
            for key, who, level, note in self.ratings[row[0]]
            if who in self.people
        ]
        return Look(row[1], tuple(sorted(stands, key=lambda stand: stand.who.name)))

    def _note(self, who: UUID, key: UUID, words: sealed.Sealed | None) -> str:
        return str(self.opener.opened(who, sealed.RATING, key, words)) if words else ""

    def _step(self, goal: Goal, row: Any) -> OneStep:
        key, holder_id, words, first_on, hard, state = row
        said = self.opener.opened(goal.owner_id, sealed.STEP, key, words)
        by_week: dict[date, Done] = {}
        for _who, week, outcome in self.weeks[key]:
            if by_week.get(week) != Done.DONE:  # done once by anyone is done
                by_week[week] = Done(outcome)
        told, this = tuple(by_week[week] for week in sorted(by_week)), today(self.viewer.time_zone)
        mine = [
            outcome
            for who, week, outcome in self.weeks[key]
            if who == self.viewer.person_id and 0 <= (this - week).days < 7
        ]
        return OneStep(
            key, said["what"], said["known"], self.people.get(holder_id), first_on, hard, state, told, offers(told),
            mine[-1] if mine else "", said.get("exercise", ""),
        )  # fmt: skip

    def _words(self) -> dict[UUID, Words]:
        rows = Wording.objects.visible_to(self.viewer).filter(goal__in=self.owners, number=F("goal__version"))
        found = {}
        for goal_id, key, words in rows.values_list("goal_id", "pk", "words"):
            with suppress(Unreadable):  # its key was destroyed: the goal is gone for good
                found[goal_id] = from_data(self.opener.opened(self.owners[goal_id], sealed.WORDS, key, words))
        return found

    def _reviews(self) -> dict[UUID, list[Any]]:
        rows = Review.objects.visible_to(self.viewer).filter(goal__in=self.owners).order_by("number")
        return _grouped(rows.values_list("goal_id", "pk", "revealed_at"))

    def _ratings(self) -> dict[UUID, list[Any]]:
        rows = Rating.objects.visible_to(self.viewer).filter(review__goal__in=self.owners)
        return _grouped(rows.values_list("review_id", "pk", "person_id", "level", "words"))

    def _steps(self) -> dict[UUID, list[Any]]:
        rows = Step.objects.visible_to(self.viewer).filter(goal__in=self.owners).order_by("first_on", "pk")
        return _grouped(rows.values_list("goal_id", "pk", "holder_id", "words", "first_on", "hard", "state"))

    def _weeks(self) -> dict[UUID, list[Any]]:
        rows = StepWeek.objects.visible_to(self.viewer).filter(goal__in=self.owners).order_by("week")
        return _grouped(rows.values_list("step_id", "person_id", "week", "outcome"))

    def _setbacks(self) -> dict[UUID, tuple[Back, ...]]:
        rows = Setback.objects.visible_to(self.viewer).filter(goal__in=self.owners).order_by("made_at")
        found: dict[UUID, tuple[Back, ...]] = defaultdict(tuple)
        for goal_id, key, at, words in rows.values_list("goal_id", "pk", "made_at", "words"):
            said = self.opener.opened(self.owners[goal_id], sealed.SETBACK, key, words)
            found[goal_id] += (Back(at, said["happened"], said["learned"], said["change"]),)
        return found


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, list[Any]]:
    """The rows by their first value, without it."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found
