"""A letter for somebody outside: only what its release covers, and of other people nothing that they did not sign."""

from datetime import date

from django.utils.translation import gettext as _

from ampersand.cases.queries import OneCase, Someone
from ampersand.core.clock import today
from ampersand.goals.queries import roadmap as goals
from ampersand.goals.queries.roadmap import Card
from ampersand.measures.queries import cases as measures
from ampersand.measures.queries import courses
from ampersand.measures.queries.courses import Courses
from ampersand.measures.queries.theirs import scale_for_others, title_for_others
from ampersand.measures.rules.words import Course
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import looking, people
from ampersand.reports.queries import wording as said
from ampersand.reports.queries.parts import Part, PersonRow, Sheet
from ampersand.reports.queries.releases import OneRelease
from ampersand.reports.rules.phases import missed, phases
from ampersand.reports.rules.release import Cover, in_period


def letter(viewer: Viewer, release: OneRelease, note: str = "") -> Sheet:
    """The letter that a release allows, for those who treat the case; raises Hidden for everyone else."""
    treated = measures.treated(viewer, release.case.id)
    subjects = (release.owner,) if release.owner else people.those_here(treated.case)
    parts = _results(viewer, release, subjects) if Cover.RESULTS in release.covers else ()
    cards = _cards(viewer, release, treated.case)
    return Sheet(
        "letter", _("A report on progress"), treated.case, subjects, today(viewer.time_zone),
        parts=parts, goals=looking.goal_parts(cards, to_them=False),
        road=looking.road(viewer, cards) if release.joint and Cover.JOINT_GOALS in release.covers else None,
        readers=treated.case.therapists, told=_told(release, treated.case, subjects), note=note,
        facts=_facts(release), left_out=_("What is not in this letter was not asked for, or was not released. "
        "That it is missing says nothing."),
    )  # fmt: skip


def _facts(release: OneRelease) -> tuple[tuple[str, str], ...]:
    found = [(_("To"), release.to), (_("For"), release.purpose)]
    if release.since or release.until:
        days = {"since": _day(release.since), "until": _day(release.until)}
        if release.since and release.until:
            found.append((_("Days"), _("%(since)s to %(until)s") % days))
        else:
            found.append((_("Days"), _("from %(since)s") % days if release.since else _("up to %(until)s") % days))
    return tuple(found)


def _told(release: OneRelease, case: OneCase, subjects: tuple[Someone, ...]) -> tuple[str, ...]:
    """That they come here, of one person without a word about anybody else."""
    if Cover.PART not in release.covers:
        return ()
    words = {"names": said.names(subjects), "since": _day(case.opened_on), "until": _day(case.ended_on)}
    if case.ended_on:
        one, several = (
            _("%(names)s came here from %(since)s to %(until)s."),
            _("%(names)s came here together from %(since)s to %(until)s."),
        )
    else:
        one, several = (
            _("%(names)s has come here since %(since)s."),
            _("%(names)s have come here together since %(since)s."),
        )
    return ((several if len(subjects) > 1 else one) % words,)


def _results(viewer: Viewer, release: OneRelease, subjects: tuple[Someone, ...]) -> tuple[Part, ...]:
    held = courses.letter(viewer, release.case, subjects)
    found = [_part(viewer, release, one) for one in held]
    return tuple(part for part in found if part.rows)


def _part(viewer: Viewer, release: OneRelease, one: Courses) -> Part:
    low, high = scale_for_others(one.instrument)
    rows = []
    for person, course in one.by_person:
        some = Course(course.name, tuple(p for p in course.points if in_period(p.on, release.since, release.until)))
        if some.scored:
            at = said.three(phases(some.points, release.case.ended_on), high)
            told = (looking.shared_words(one.instrument, some), said.missing(missed(some.points)))
            rows.append(PersonRow(person, at, tuple(words for words in told if words)))
    scale = said.scale(low, high, up=one.instrument.higher_is_better)
    return Part(title_for_others(one.instrument, viewer.language), "", scale, rows=tuple(rows))


def _cards(viewer: Viewer, release: OneRelease, case: OneCase) -> list[Card]:
    """The goals that are covered: one person's own without anyone's help, or those that are ours."""
    if not {Cover.OWN_GOALS, Cover.JOINT_GOALS} & set(release.covers):
        return []
    owner = release.owner.person_id if release.owner else None
    return [
        card
        for card in goals.cards(viewer, case)
        if _covered(card, owner, release) and in_period(_begun(card), None, release.until)
    ]


def _covered(card: Card, owner: object, release: OneRelease) -> bool:
    if owner is None:
        return card.owner is None and Cover.JOINT_GOALS in release.covers
    return card.owner is not None and card.owner.person_id == owner and card.type == "mine"


def _begun(card: Card) -> date:
    return card.agreed_on or card.made_at.date()


def _day(on: date | None) -> str:
    return said.DAYS.full(on) if on else ""
