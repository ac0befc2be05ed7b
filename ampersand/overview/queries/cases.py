"""A case for those who treat it: everyone with equal space, what is new, the main line."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ampersand.cases import queries as known
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Audience, Kind
from ampersand.core.charts import Figure
from ampersand.core.clock import today
from ampersand.intake.queries import reading as reading_in
from ampersand.intake.queries.reading import Row
from ampersand.measures.queries import cases, flags, news, pictures, reading
from ampersand.measures.queries.cases import Stand, Treated
from ampersand.measures.rules.instrument import Instrument
from ampersand.measures.rules.verdicts import verdicts
from ampersand.measures.rules.words import shown
from ampersand.overview.queries import beside, together
from ampersand.pathway.queries.course import OneCourse, course
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries.joint import joint_pause


@dataclass(frozen=True, slots=True)
class Fact:
    """One instrument of one person: where they are, where they began, what is said of it."""

    title: str
    slug: str
    score: str
    began: str
    said: str
    provisional: bool


@dataclass(frozen=True)
class Member:
    """One person's half of the page."""

    someone: Someone
    facts: tuple[Fact, ...]
    waiting: tuple[str, ...]
    coming_in: Row


@dataclass(frozen=True, slots=True)
class Told:
    """One line of what is new: in words, strong when it is about safety or about someone who got worse."""

    text: str
    slug: str
    strong: bool = False


@dataclass(frozen=True)
class Page:
    """All that the page of a case shows."""

    treated: Treated
    members: tuple[Member, ...]
    news: news.News
    told: tuple[Told, ...]
    slug: str
    title: str
    figures: tuple[Figure, ...]
    couple: reading.Couple | None
    provisional: bool
    readers: tuple[Someone, ...]
    goals: beside.Goals
    course: beside.Course
    safety: beside.Safety
    meetings: together.Meetings
    loop: together.Loop | None

    @property
    def to_talk_about(self) -> list[str]:
        """What the meeting could begin with: what asks for a look, what they see differently, what does not happen."""
        said = [*self.course.asks, *([self.couple.opposite] if self.couple and self.couple.opposite else [])]
        said += [f"{words} {step}" for words, step in self.meetings.flags]
        for goal in self.goals.running:
            if goal.stuck:
                said.append(_("It does not happen yet: %(goal)s") % {"goal": goal.card.words.text})
            if goal.card.due:
                said.append(_("Time to look back: %(goal)s") % {"goal": goal.card.words.text})
        return said


def page(viewer: Viewer, case_id: UUID) -> Page:
    """The page of a case for its therapist or supervisor; raises Hidden. Fifty queries at most, whatever its size."""
    treated = cases.treated(viewer, case_id)
    stands = cases.standings(viewer, [case_id])
    held = cases.instruments_in(viewer, stands)
    titles = {one.slug: pictures.title(viewer, one) for one, _stands in held}
    new = news.since_last_time(viewer, treated, stands)
    waiting = cases.waiting(viewer, case_id)
    ways_in = reading_in.rows(viewer, treated)
    members = tuple(_member(row, held, titles, waiting) for row in ways_in)
    main = held[0][0] if held else None
    figures, couple = _main_line(viewer, treated, main)
    provisional = bool(main and main.change and main.change.provisional)
    goals = beside.goals(viewer, treated.case)
    told = _told(viewer, treated, new, {one.slug: one for one, _stands in held}, titles)
    told += [Told(text, "") for text in beside.news_of_goals(goals.cards, new.since)]
    slug, readers = main.slug if main else "", treated.case.readers(Kind.STANDING, Audience.TEAM)
    return Page(
        treated, members, new, tuple(told), slug, titles.get(slug, ""), figures, couple, provisional, readers,
        goals, beside.how_far(viewer, treated.case), beside.safety(viewer, treated.case),
        together.meetings(viewer, treated.case), together.loop(viewer, treated.case),
    )  # fmt: skip


@dataclass(frozen=True)
class InRoom:
    """What may stand on the screen while everyone looks: who is here, how far the work has come, goals of all."""

    case: OneCase
    pause: str
    course: OneCourse
    week: int
    goals: tuple[beside.Goal, ...]


def prepared_in_room(viewer: Viewer, case_id: UUID) -> InRoom:
    """The preparation of a meeting to be looked at together; raises Hidden. Twelve queries at most."""
    case = known.one(viewer, case_id)
    if not case.treats(viewer):
        raise Hidden
    pause = joint_pause(viewer, case_id)
    held = course(viewer, case_id, case.kind, case.opened_on)
    goals = () if pause else beside.goals(viewer, case).running
    return InRoom(case, pause, held, held.length.week(today(viewer.time_zone)), goals)


def in_room(viewer: Viewer, case_id: UUID) -> dict[str, object]:
    """The page of a case in room mode: who takes part, and whether joint work rests; raises Hidden. Three queries."""
    case = known.one(viewer, case_id)
    if not case.treats(viewer):
        raise Hidden
    return {"case": case, "pause": joint_pause(viewer, case_id)}


def of_room(viewer: Viewer) -> list[OneCase]:
    """The case of those in the room, if one was chosen and the viewer treats it."""
    if viewer.room_case is None:
        return []
    case = known.one(viewer, viewer.room_case)
    return [case] if case.treats(viewer) else []


def _main_line(
    viewer: Viewer, treated: Treated, main: Instrument | None
) -> tuple[tuple[Figure, ...], reading.Couple | None]:
    if main is None:
        return (), None
    lines = cases.lines(viewer, treated, main)
    found = verdicts(main, lines.courses, couple=treated.is_couple)
    return tuple(pictures.pictures(viewer, treated, lines, found.finding)), reading.couple(found)


def _member(
    row: Row,
    held: list[tuple[Instrument, list[Stand]]],
    titles: dict[str, str],
    waiting: list[tuple[UUID, str, date]],
) -> Member:
    someone = row.person
    facts = [
        _fact(one, stand, titles[one.slug])
        for one, stands in held
        for stand in stands
        if stand.person_id == someone.person_id
    ]
    asked = tuple(titles.get(slug, slug) for person, slug, _on in waiting if person == someone.person_id)
    return Member(someone, tuple(facts), asked, row)


def _fact(one: Instrument, stand: Stand, title: str) -> Fact:
    score = began = ""
    if stand.last_total is not None:
        score = _("%(total)s of %(highest)s") % {"total": shown(stand.last_total), "highest": shown(one.highest)}
    if stand.first_total is not None and stand.answers > 1:
        began = _("was %(total)s at the start") % {"total": shown(stand.first_total)}
    said = reading.status(stand.reason)
    unsure = stand.provisional and stand.reason not in ("silent", "too-early", "no-threshold")
    return Fact(title, one.slug, score, began, said, unsure)


def _told(
    viewer: Viewer, treated: Treated, new: news.News, held: dict[str, Instrument], titles: dict[str, str]
) -> list[Told]:
    """Safety first, then turns by a verified number, then each person's other turns, answers and misses."""
    names = {member.person_id: member.name for member in treated.members}
    told = []
    for stand in new.flagged:
        said = flags.words(held[stand.slug], stand.flags, viewer.language) if stand.slug in held else (stand.flags,)
        told.append(
            Told(f"{names.get(stand.person_id, '')}, {_title(stand, titles)}: {' '.join(said)}", stand.slug, True)
        )
    turned = [*new.worse, *new.better]
    for stand in turned:
        if not stand.provisional:
            said_so = reading.verdict(stand.verdict)
            told.append(Told(f"{names.get(stand.person_id, '')}, {_title(stand, titles)}: {said_so}", stand.slug, True))
    if new.since is None:
        return told
    for person, name in names.items():
        told += _provisional(name, [one for one in turned if one.person_id == person and one.provisional], titles)
        told += _counted(name, person, new, titles)
    return told


def _provisional(name: str, stands: list[Stand], titles: dict[str, str]) -> list[Told]:
    """Turns that rest on unverified numbers, one line for each kind."""
    told = []
    for verdict in dict.fromkeys(stand.verdict for stand in stands):
        some = [stand for stand in stands if stand.verdict == verdict]
        what = ", ".join(_title(stand, titles) for stand in some)
        words = {"name": name, "what": what, "said": reading.verdict(verdict)}
        told.append(Told(_("%(name)s, %(what)s: %(said)s (provisional)") % words, some[0].slug))
    return told


def _counted(name: str, person: UUID, new: news.News, titles: dict[str, str]) -> list[Told]:
    told = []
    given = [(slug, count) for (who, slug), count in new.answered.items() if who == person]
    if given:
        what = _each([(titles.get(slug, slug), count) for slug, count in given])
        told.append(Told(_("%(name)s answered %(what)s") % {"name": name, "what": what}, given[0][0]))
    missed = [(slug, count) for (who, slug), count in new.missed.items() if who == person]
    if missed:
        what = _each([(titles.get(slug, slug), count) for slug, count in missed])
        told.append(Told(_("%(name)s did not answer %(what)s") % {"name": name, "what": what}, missed[0][0]))
    return told


def _title(stand: Stand, titles: dict[str, str]) -> str:
    return titles.get(stand.slug, stand.slug)


def _each(counted: list[tuple[str, int]]) -> str:
    """What came once, then what came more often: "CORE-10, and CSI-16 twice"."""
    once = [title for title, count in counted if count == 1]
    often = [_often(title, count) for title, count in counted if count > 1]
    first = get_text_list(once, _("and"))
    if not often:
        return first
    more = get_text_list(often, _("and"))
    return _("%(once)s, and %(more)s") % {"once": first, "more": more} if once else more


def _often(title: str, count: int) -> str:
    words = {"title": title, "count": count}
    return _("%(title)s twice") % words if count == 2 else _("%(title)s %(count)s times") % words
