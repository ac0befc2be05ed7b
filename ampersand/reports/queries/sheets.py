"""Whole reports for the screen, paper and a file: one's own, what all may read, and the treating team's."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from ampersand.cases import queries as cases
from ampersand.cases.queries import OneCase, Someone
from ampersand.cases.rules.audience import Action, Audience, Kind
from ampersand.core.clock import today
from ampersand.goals.queries import roadmap as goals
from ampersand.goals.queries.roadmap import Card
from ampersand.measures.queries import cases as measures
from ampersand.measures.queries import courses, pictures, reading
from ampersand.measures.queries.cases import Lines, Treated
from ampersand.measures.queries.courses import Courses
from ampersand.measures.rules.change import is_provisional
from ampersand.measures.rules.verdicts import PersonVerdict, Verdicts, verdicts
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import looking, people, rows, weeks
from ampersand.reports.queries import wording as said
from ampersand.reports.queries.parts import Part, PersonRow, Sheet
from ampersand.reports.rules.phases import missed, phases


def mine(viewer: Viewer, case_id: UUID) -> Sheet:
    """One's own report: own lines, own goals and those that are ours; nothing of anyone else. Raises Hidden."""
    case, me = people.own_place(viewer, case_id)
    held = courses.own(viewer, case_id, me)
    cards = _cards(viewer, case, me)
    in_weeks, better = weeks.own(viewer, case, me, case_id)
    return Sheet(
        "mine", said.title(case), case, (me,), today(viewer.time_zone),
        better=(*looking.better_lines(held), *better, *looking.better_goals(cards, case)),
        parts=(*(looking.own_part(viewer, me, one, case.ended_on) for one in held), *in_weeks, *rows.own(viewer, case)),
        goals=looking.goal_parts(cards), road=looking.road(viewer, cards),
        readers=(me,),
    )  # fmt: skip


def together(viewer: Viewer, case_id: UUID) -> Sheet:
    """What every member of a couple or family may read: goals that are ours, and what each shows the others.

    The same for each of them and for those who treat; raises Hidden for a case of one and for anyone else.
    """
    case = cases.one(viewer, case_id)
    if not case.is_shared or not (case.me(viewer) or case.treats(viewer)):
        raise Hidden
    since = people.latest_joining(case)
    held = [one for one in courses.shown(viewer, case, since) if any(course.scored for _who, course in one.by_person)]
    cards = goals.cards(viewer, case) if case.shows_joint else []
    ours = [card for card in cards if card.owner is None and (since is None or card.made_at >= since)]
    members = people.those_here(case)
    readers = case.readers(Kind.ADMINISTRATION, Audience.ALL_OF_US, action=Action.SEE_RESULT)
    return Sheet(
        "together", said.title(case), case, cases.swapped(members), today(viewer.time_zone),
        better=tuple(looking.better_goals(ours, case)),
        parts=tuple(looking.shared_part(viewer, one, case.ended_on, today(viewer.time_zone)) for one in held),
        goals=looking.goal_parts(ours), road=looking.road(viewer, ours), readers=readers,
    )  # fmt: skip


def team(viewer: Viewer, case_id: UUID) -> Sheet:
    """Everyone's lines side by side with verdicts, for those who treat; raises Hidden for everyone else."""
    treated = measures.treated(viewer, case_id)
    cards = goals.cards(viewer, treated.case)
    parts = [_team_part(viewer, treated, one) for one in courses.of_case(viewer, treated)]
    parts += [*weeks.of_team(viewer, treated.case), *rows.of_team(viewer, treated.case)]
    return Sheet(
        "team", said.title(treated.case), treated.case, people.those_here(treated.case), today(viewer.time_zone),
        parts=tuple(parts), goals=looking.goal_parts(cards, scores=True, to_them=False),
        road=looking.road(viewer, cards),
        readers=treated.case.readers(Kind.STANDING, Audience.TEAM),
    )  # fmt: skip


def _cards(viewer: Viewer, case: OneCase, me: Someone) -> list[Card]:
    """Own goals and those of all; a goal that another shares is theirs."""
    if not case.people or (case.kind == "individual" and case.practice_id is None):
        return []
    return [card for card in goals.cards(viewer, case) if card.owner is None or card.owner.person_id == me.person_id]


def _team_part(viewer: Viewer, treated: Treated, one: Courses) -> Part:
    instrument, members = one.instrument, treated.members
    found = verdicts(instrument, [course for _who, course in one.by_person], couple=treated.is_couple)
    lines = Lines(instrument, tuple(course for _who, course in one.by_person), (), frozenset())
    couple = reading.couple(found)
    finding = (found.finding, *_couple_words(couple))
    return Part(
        pictures.title(viewer, instrument), "", said.scale(instrument.lowest, instrument.highest,
        up=instrument.higher_is_better), finding, couple.opposite if couple else "",
        tuple(replace(figure, finding="") for figure in pictures.pictures(viewer, treated, lines, "", width=700)),
        _team_rows(one, members, found, treated), provisional=is_provisional(instrument) and any(
        person.change for person in found.people),
    )  # fmt: skip


def _couple_words(couple: reading.Couple | None) -> tuple[str, ...]:
    """Both rules by name, never only one of them."""
    if couple is None:
        return ()
    return (f"{_('Both partners')}: {couple.both}.", f"{_('Mean of the two')}: {couple.mean}.")


def _team_rows(
    one: Courses, members: Sequence[Someone], found: Verdicts, treated: Treated
) -> tuple[PersonRow, ...]:  # fmt: skip
    rows = []
    for (person, course), verdict in zip(one.by_person, found.people, strict=True):
        at = said.three(phases(course.points, treated.case.ended_on), one.instrument.highest)
        rows.append(PersonRow(person, at, _said(one, verdict, missed(course.points))))
    return tuple(rows)


def _said(one: Courses, verdict: PersonVerdict, times: int) -> tuple[str, ...]:
    change = reading.change_words(one.instrument, verdict)
    words = reading.verdict(verdict.change.verdict) if verdict.change else reading.verdict("")
    return tuple(text for text in (words, change, said.missing(times)) if text)
