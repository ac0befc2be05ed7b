"""The reasons for which a therapist's cases need a look, gathered from every feature. A constant number of queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from ampersand.cases.models import Case, Participation
from ampersand.cases.queries.agreement import house
from ampersand.checkins.queries import alliance
from ampersand.checkins.queries import attention as weeks
from ampersand.checkins.rules.alliance import Kind
from ampersand.core.clock import now, today
from ampersand.goals.queries import attention as goals
from ampersand.measures.queries.turned import FLAGGED_FOR, Turned, last_answer, turned
from ampersand.overview.rules.order import Cause, Reason, Row, before_meeting, cause_of_line, reason
from ampersand.pathway.queries import course, missed, offers, reviews, signs
from ampersand.pathway.rules.course import due, months_later
from ampersand.pathway.rules.stop import Facts, Rated, Sign
from ampersand.privacy import prepared
from ampersand.privacy.viewer import Viewer
from ampersand.reports.queries import releases
from ampersand.safety.queries import alerts, rounds, undecided
from ampersand.safety.queries.undecided import Undecided, Waits

STAFF_ROLES = ("therapist", "supervisor")
SIGNED_WITHIN = timedelta(days=3)
OFFERS_FOR = timedelta(days=430)  # the last offer after the end is due after a year
TOLD_BEFORE = timedelta(days=14)  # that a release ends
KEPT_BEFORE = timedelta(days=60)  # that the time of keeping ends
OVER = (Case.State.ENDED, Case.State.CLOSED)


@dataclass(slots=True)
class Known:
    """One case of the viewer's, with the names of those who take part."""

    id: UUID
    kind: str
    state: str
    opened_on: date
    ended_on: date | None
    is_agreed: bool
    supervised: bool
    kept_enough: bool
    last_answer: datetime | None
    members: dict[UUID, str] = field(default_factory=dict)

    @property
    def is_shared(self) -> bool:
        """Whether it is a couple or a family."""
        return self.kind != Case.Kind.INDIVIDUAL

    @property
    def names(self) -> str:
        """Its members by name."""
        return " & ".join(sorted(self.members.values(), key=str.casefold))


def cases(viewer: Viewer) -> dict[UUID, Known]:
    """The viewer's open cases, those that ended not long ago, and those that were kept long enough. Three queries.

    Those of which something was heard last come first.
    """
    found: dict[UUID, Known] = {}
    ended_after = today(viewer.time_zone) - OFFERS_FOR
    kept_from = _kept_from(viewer)
    for pk, kind, state, opened_on, ended_on, agreed_at, role, last in _treated(viewer, ended_after, kept_from):
        supervised = role == "supervisor" and (pk not in found or found[pk].supervised)
        kept = ended_on is not None and state in OVER and ended_on <= kept_from
        found[pk] = Known(pk, kind, state, opened_on, ended_on, agreed_at is not None, supervised, kept, last)
    for case_id, person_id, name in _members(viewer, ended_after, kept_from):
        if case := found.get(case_id):
            case.members[person_id] = name
    return found


@prepared.read
def _treated(viewer: Viewer, ended_after: date, kept_from: date) -> "QuerySet[Participation, tuple[Any, ...]]":
    rows: QuerySet[Participation] = Participation.objects.visible_to(viewer)
    held = sorted(viewer.staff_roles & set(STAFF_ROLES))
    own = Q(person_id=viewer.person_id, role__in=held, left_at__isnull=True)
    mine = rows.filter(_shown(ended_after, kept_from), own)
    mine = mine.annotate(last=Subquery(last_answer(viewer, OuterRef("case_id"))))
    return mine.order_by(F("last").desc(nulls_last=True), "case_id").values_list(
        "case_id", "case__kind", "case__state", "case__opened_on", "case__ended_on", "case__agreed_at", "role", "last"
    )


@prepared.read
def _members(viewer: Viewer, ended_after: date, kept_from: date) -> "QuerySet[Participation, tuple[Any, ...]]":
    """The members of every such case that the viewer may read, be it one that they treat or their own."""
    people: QuerySet[Participation] = Participation.objects.visible_to(viewer)
    here = people.filter(_shown(ended_after, kept_from), left_at__isnull=True, role="member")
    return here.values_list("case_id", "person_id", "person__name")


def _shown(ended_after: date, kept_from: date) -> Q:
    """A case that is open, one that ended not long ago, or one that was kept long enough."""
    shown = Q(case__state=Case.State.OPEN) | Q(case__state=Case.State.ENDED, case__ended_on__gte=ended_after)
    return shown | Q(case__state__in=OVER, case__ended_on__lte=kept_from, case__hold_since__isnull=True)


def _kept_from(viewer: Viewer) -> date:
    """Work that ended by this day has been kept for as long as the practice keeps it, or soon will have been."""
    years = house(viewer.practice_id).keeps_years
    return months_later(today(viewer.time_zone) + KEPT_BEFORE, -12 * years)


@dataclass(frozen=True)
class Gathered:
    """Every reason, and what each is about, so that it can be said in words."""

    reasons: tuple[Reason[UUID], ...]
    calls: Mapping[UUID, alerts.Entry]
    stands: Mapping[UUID, list[Turned]]
    checks: Mapping[UUID, Undecided]
    ratings: Mapping[UUID, alliance.Standing]


def gathered(viewer: Viewer, known: Mapping[UUID, Known], *, everything: bool) -> Gathered:
    """The reasons in these cases; with `everything` also alerts that somebody acts on in cases of others."""
    is_open = Case.State.OPEN.value
    running = {pk: one for pk, one in known.items() if one.state == is_open}
    looked = reviews.looked(viewer)
    stands = _by_case(turned(viewer), running)
    calls = {one.id: one for one in alerts.pressing(viewer) if one.case_id in known or everything}
    checks = {one.case_id: one for one in undecided.of_cases(viewer) if one.case_id in running}
    ratings = {one.case_id: one for one in alliance.standings(viewer) if one.case_id in running}
    found = [
        *_of_alerts(calls.values(), known),
        *_of_lines(stands, alerts.raised_since(viewer, now() - FLAGGED_FOR)),
        *_of_checks(checks.values()),
        *_of_meetings(viewer, running, checks),
        *_of_weeks(viewer, running, ratings),
        *_of_goals(viewer, running),
        *_of_course(viewer, known, looked),
        *_of_papers(viewer, known),
        *_of_signs(viewer, running, stands, checks, ratings, looked),
    ]
    return Gathered(tuple(found), calls, stands, checks, ratings)


def _by_case(stands: Iterable[Turned], running: Mapping[UUID, Known]) -> dict[UUID, list[Turned]]:
    found: dict[UUID, list[Turned]] = {}
    for one in stands:
        if one.case_id in running:
            found.setdefault(one.case_id, []).append(one)
    return found


def _of_alerts(calls: Iterable[alerts.Entry], known: Mapping[UUID, Known]) -> Iterator[Reason[UUID]]:
    """An alert of a case that is not the viewer's own stands for itself, by its own id."""
    for one in calls:
        case = one.case_id if one.case_id in known else one.id
        yield Reason(case, Cause.ALERT, Row(one.row), one.since, one.since, one.person_id, str(one.id))


def _of_lines(
    stands: Mapping[UUID, list[Turned]], raised: Mapping[tuple[UUID, UUID], datetime]
) -> Iterator[Reason[UUID]]:
    """An answer about safety that raised an alert is told by that alert, and by nothing more once it is closed."""
    moment = now()
    for case_id, held in stands.items():
        for one in held:
            told = raised.get((case_id, one.person_id))
            at = one.flagged_at if one.flagged_at and one.flagged_at >= moment - FLAGGED_FOR else None
            flagged = at is not None and (told is None or told < at)
            cause = cause_of_line(
                flagged=flagged, track=one.track, why=one.reason, verdict=one.verdict, times=one.sessions,
                answers=one.answers, sure=not one.provisional, asked=one.asked,
            )  # fmt: skip
            if cause:
                since = (one.flagged_at if cause is Cause.FLAGGED else one.since) or one.last_at or moment
                fresh = since if cause is Cause.FLAGGED else max(since, one.last_at or since)
                yield reason(case_id, cause, since, fresh, one.person_id, one.slug)


def _of_checks(checks: Iterable[Undecided]) -> Iterator[Reason[UUID]]:
    """A decision about joint work that waits for the therapist; a red check has an alert of its own besides."""
    for one in checks:
        if one.waits is not Waits.ANSWERS:
            yield reason(one.case_id, Cause.DECIDE, one.since)


def _of_meetings(
    viewer: Viewer, running: Mapping[UUID, Known], checks: Mapping[UUID, Undecided]
) -> Iterator[Reason[UUID]]:
    """What must be done before the next joint meeting; private checks only for whoever may know of them."""
    soon = {pk: at for pk, at in weeks.all_next_meetings(viewer).items() if pk in running and running[pk].is_shared}
    asked = rounds.last_asked(viewer, soon) if soon else {}
    for pk, at in soon.items():
        waits = checks[pk].waits if pk in checks else None
        missing = waits in (Waits.ANSWERS, Waits.MISSING) or pk not in asked
        for cause, since in before_meeting(
            at, now(),
            amber_since=checks[pk].since if waits in (Waits.AMBER, Waits.MISSING) else None,
            oldest_check=None if missing and not running[pk].supervised else asked.get(pk, now()),
            is_agreed=running[pk].is_agreed,
        ):  # fmt: skip
            yield reason(pk, cause, since)


def _of_weeks(
    viewer: Viewer, running: Mapping[UUID, Known], ratings: Mapping[UUID, alliance.Standing]
) -> Iterator[Reason[UUID]]:
    for pk, rated in ratings.items():
        yield reason(pk, Cause.ALLIANCE, rated.since)
    for apart in weeks.work_apart(viewer):
        if apart.case_id in running:
            yield reason(apart.case_id, Cause.WORK_APART, apart.at)
    alone = Case.Kind.INDIVIDUAL.value
    members = {pk: one.members for pk, one in running.items() if one.kind != alone}
    for pk, silent in weeks.missed_check_ins(viewer, members).items():
        for each in silent:
            yield reason(pk, Cause.MISSED, each.since, each.upto, each.who)


def _of_goals(viewer: Viewer, running: Mapping[UUID, Known]) -> Iterator[Reason[UUID]]:
    for cause, found in (
        (Cause.GOAL_APART, goals.apart(viewer)),
        (Cause.STUCK, goals.stuck(viewer)),
        (Cause.GOAL_LOOK, goals.looks_due(viewer)),
    ):
        for one in found:
            if one.case_id in running:
                yield reason(one.case_id, cause, one.since, one.fresh, None, str(one.goal_id))


def _of_course(
    viewer: Viewer, known: Mapping[UUID, Known], looked: Mapping[UUID, reviews.Looked]
) -> Iterator[Reason[UUID]]:
    """What the length of the work asks for; of most cases nothing, since they have not come half way."""
    agreed, day = course.courses(viewer), today(viewer.time_zone)
    young = {kind: day - (course.usual(kind, day).length.middle_on - day) for kind in Case.Kind.values}
    for pk, case in known.items():
        if case.opened_on > young[case.kind] and case.ended_on is None and pk not in agreed:
            continue
        length = (agreed.get(pk) or course.usual(case.kind, case.opened_on)).length
        done = looked[pk].occasions if pk in looked else ()
        if found := due(length, day, done, case.ended_on):
            cause = Cause(found.occasion.partition("-")[0])
            yield reason(pk, cause, _noon(found.since), None, None, found.occasion)
    for case_id, person, at in offers.wished(viewer):
        if case_id in known:
            yield reason(case_id, Cause.WISHES, at, at, person)


def _of_papers(viewer: Viewer, known: Mapping[UUID, Known]) -> Iterator[Reason[UUID]]:
    """An agreement that is not complete, a release that ends soon, and work that need not be kept much longer."""
    day, is_open = today(viewer.time_zone), Case.State.OPEN.value
    for pk, case in known.items():
        unsigned = not case.is_agreed and case.state == is_open and case.members
        if unsigned and day - case.opened_on >= SIGNED_WITHIN:
            yield reason(pk, Cause.UNSIGNED, _noon(case.opened_on))
        if case.kept_enough and case.ended_on:
            yield reason(pk, Cause.KEEPING, _noon(case.ended_on))
    for case_id, release_id, last_day in releases.ending(viewer, day + TOLD_BEFORE):
        if case_id in known:
            yield reason(case_id, Cause.RELEASE, _noon(last_day - TOLD_BEFORE), None, None, str(release_id))


def _of_signs(
    viewer: Viewer, running: Mapping[UUID, Known], stands: Mapping[UUID, list[Turned]],
    checks: Mapping[UUID, Undecided], ratings: Mapping[UUID, alliance.Standing], looked: Mapping[UUID, reviews.Looked],
) -> Iterator[Reason[UUID]]:  # fmt: skip
    """Signs to stop or change that nobody has looked at yet; a fall of commitment also stands for itself."""
    told = weeks.commitment(viewer)
    graves = {pk: one for pk, one in checks.items() if one.waits in (Waits.AMBER, Waits.RED)}
    absent = missed.of_cases(viewer, running.keys())
    for pk in running.keys() & {*graves, *stands, *ratings, *told, *absent}:
        grave = graves.get(pk)
        facts = Facts(
            screen_at=grave.since if grave else None, lines=signs.of_lines(stands.get(pk, ())),
            rated=_low_twice(ratings.get(pk)), commitment=told.get(pk, {}),
            meetings=absent.get(pk, ()),
        )  # fmt: skip
        for one in signs.open_signs(facts, looked.get(pk)):
            yield reason(pk, Cause.SIGNS, one.since, one.fresh, one.person, f"{one.sign}:{one.measure}")
            if one.sign is Sign.COMMITMENT:
                yield reason(pk, Cause.COMMITMENT, one.since, one.fresh, one.person)


def _low_twice(rated: alliance.Standing | None) -> tuple[Rated[UUID], ...]:
    """That everyone rated two of the last three meetings low, as the rule asks for it."""
    for flag in rated.flags if rated else ():
        if flag.kind is Kind.LOW_LOW and flag.persisting and rated:
            return (Rated(rated.since, frozenset(flag.who), frozenset(flag.who)),) * 2
    return ()


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
