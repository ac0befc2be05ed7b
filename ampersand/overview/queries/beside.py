"""What stands beside the measures of a case: its goals, how far the work has come, what is open about safety."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase
from ampersand.core.clock import today
from ampersand.goals import wording
from ampersand.goals.queries import roadmap
from ampersand.goals.queries.roadmap import Card, Stand
from ampersand.goals.rules.agreement import RUNNING, State
from ampersand.goals.rules.steps import Offer
from ampersand.pathway.queries import course, facts, reviews, signs
from ampersand.pathway.queries.course import OneCourse
from ampersand.pathway.queries.words import SIGN_WORDS, occasion
from ampersand.pathway.rules.course import due
from ampersand.pathway.rules.stop import Found
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import alerts, joint, undecided
from ampersand.safety.queries import words as alert_words

MOST_GOALS = 5


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal in short: its words, where each stands, what is being tried, and what to talk about."""

    card: Card
    state: str

    @property
    def stands(self) -> tuple[Stand, ...]:
        """Where each stood at the latest look back, by name."""
        return self.card.last.stands if self.card.last else ()

    @property
    def looked_on(self) -> datetime | None:
        """When that was."""
        return self.card.last.at if self.card.last else None

    @property
    def stuck(self) -> bool:
        """Whether a step has not happened for four weeks."""
        return any(Offer.TALK in step.offers for step in self.card.open_steps)

    @property
    def apart(self) -> bool:
        """Whether they saw it two stones or more apart when they last looked back."""
        return self.card.last is not None and self.card.last.to_talk_about


@dataclass(frozen=True)
class Goals:
    """The goals of a case: those under way, how many more there are, and every card for what is new."""

    running: tuple[Goal, ...]
    more: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How far the work has come: which week, of how many meetings, and what asks for a look at the whole."""

    held: OneCourse
    week: int
    asks: tuple[str, ...]
    ended: bool

    @property
    def words(self) -> str:
        """In one sentence."""
        meetings = self.held.length.meetings
        said = _("Week %(week)s; meetings that are usual: %(meetings)s.")
        if self.held.is_agreed:
            said = _("Week %(week)s; meetings that were agreed: %(meetings)s.")
        return said % {"week": self.week, "meetings": meetings}


@dataclass(frozen=True, slots=True)
class Concern:
    """Something open about safety: in words, since when, and where it is cared for."""

    text: str
    since: datetime
    alert_id: UUID | None


@dataclass(frozen=True)
class Safety:
    """What is open about safety in a case, and whether joint work rests."""

    concerns: tuple[Concern, ...]
    pause: str


def goals(viewer: Viewer, case: OneCase) -> Goals:
    """The goals of a case that the viewer may read. Eight queries at most."""
    cards = roadmap.cards(viewer, case)
    running = [card for card in cards if card.state in RUNNING or card.state in (State.PROPOSED, State.DISCUSSED)]
    found = [Goal(card, str(wording.STATES[card.state])) for card in running[:MOST_GOALS]]
    return Goals(tuple(found), max(0, len(running) - MOST_GOALS), tuple(cards))


def how_far(viewer: Viewer, case: OneCase) -> Course:
    """How far the work has come. Three queries."""
    held, day = course.course(viewer, case.id, case.kind, case.opened_on), today(viewer.time_zone)
    looked = reviews.looked(viewer, [case.id]).get(case.id)
    asks: list[str] = []
    if not case.ended:
        found = due(held.length, day, looked.occasions if looked else ())
        asks += [occasion(found.occasion)] if found else []
        asks += _signs(case, signs.open_signs(facts.of_case(viewer, case), looked))
    return Course(held, held.length.week(day), tuple(asks), case.ended)


def safety(viewer: Viewer, case: OneCase) -> Safety:
    """What is open about safety, for whoever may know. Two queries, and some more where a private check waits."""
    open_now = [one for one in alerts.attention(viewer) if one.case_id == case.id]
    found = [Concern(f"{one.name}: {alert_words.why(one)}", one.since, one.id) for one in open_now]
    waiting = undecided.of_cases(viewer, [case.id]) if case.is_shared and not case.ended else []
    found += [Concern(undecided.words(one), one.since, None) for one in waiting]
    return Safety(tuple(found), joint.joint_pause(viewer, case.id))


def news_of_goals(cards: Iterable[Card], since: datetime | None) -> list[str]:
    """What happened to goals since an instant, in words, the newest last; nothing without an instant."""
    if since is None:
        return []
    found: list[tuple[date, str]] = []
    for card in cards:
        found += [(on, said % {"goal": card.words.text}) for on, said in _happened(card, since)]
    return [text for _on, text in sorted(found)]


def _happened(card: Card, since: datetime) -> list[tuple[date, str]]:
    day, found = since.date(), []
    if card.agreed_on and card.agreed_on > day:
        found.append((card.agreed_on, _("Agreed: %(goal)s")))
    for look in card.looks:
        if look.at > since:
            apart = look.to_talk_about
            words = _("They looked back and lie far apart: %(goal)s") if apart else _("Looked back: %(goal)s")
            found.append((look.at.date(), words))
    for back in card.setbacks:
        if back.at > since:
            found.append((back.at.date(), _("A setback, and what they learned from it: %(goal)s")))
    if card.closed_on and card.closed_on > day:
        words = _("Reached: %(goal)s") if card.state is State.REACHED else _("Parked or let go: %(goal)s")
        found.append((card.closed_on, words))
    return found


def _signs(case: OneCase, found: Sequence[Found[UUID]]) -> list[str]:
    names = {member.person_id: member.name for member in case.members}
    said = [(names.get(one.person, "") if one.person else "", str(SIGN_WORDS[one.sign])) for one in found]
    return list(dict.fromkeys(f"{name}: {words}" if name else words for name, words in said))
