"""The list of cases: who needs a look first, why, since when and what next. A constant number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from ampersand.cases.models import Case, Participation
from ampersand.core.clock import now, today
from ampersand.goals.queries import attention as goals
from ampersand.measures.queries.turned import Turned, last_answers, turned
from ampersand.overview.queries import reasons as words
from ampersand.overview.queries.reasons import Line, Seen, Speaker
from ampersand.overview.rules.order import Cause, Entry, Reason, Row, cause_of_line, entries, is_seen, reason
from ampersand.pathway.queries import course, reviews, seen, signs
from ampersand.pathway.rules.course import due
from ampersand.privacy.policy import Hidden
from ampersand.privacy.viewer import Viewer
from ampersand.safety.queries import alerts, undecided
from ampersand.safety.queries.undecided import Undecided, Waits

STAFF_ROLES = ("therapist", "supervisor")
SIGNED_WITHIN = timedelta(days=3)
OFFERS_FOR = timedelta(days=430)  # the last offer after the end is due after a year
ABOUT: dict[str, frozenset[Row]] = {
    "safety": frozenset({Row.DANGER, Row.RED, Row.MODERATE, Row.WORD, Row.BEFORE}),
    "course": frozenset({Row.WORSE, Row.OFF_TRACK}),
    "alliance": frozenset({Row.ALLIANCE}),
    "goals": frozenset({Row.APART, Row.STUCK}),
    "looks": frozenset({Row.DUE}),
    "papers": frozenset({Row.PAPERS}),
}


@dataclass(frozen=True, slots=True)
class Known:
    """One case of the viewer's, with the names of those who take part."""

    id: UUID
    kind: str
    state: str
    opened_on: date
    ended_on: date | None
    is_agreed: bool
    supervised: bool
    members: dict[UUID, str] = field(default_factory=dict)

    @property
    def names(self) -> str:
        """Its members by name."""
        return " & ".join(sorted(self.members.values(), key=str.casefold))


@dataclass(frozen=True, slots=True)
class Quiet:
    """A case in which nothing waits: who, when somebody last answered, and what is only provisional."""

    id: UUID
    names: str
    active: datetime | None
    supervised: bool
    unsure: tuple[str, ...]


@dataclass(frozen=True)
class Caseload:
    """Everything on the page: lines in the order of the day, the other cases, and what was marked as seen."""

    lines: tuple[Line, ...]
    quiet: tuple[Quiet, ...]
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: a kind of work, words of a name, what it is about, only who needs a look."""

    kind: str = ""
    text: str = ""
    about: str = ""
    attention: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind or self.text or self.about or self.attention)

    def takes(self, case: Known) -> bool:
        """Whether a case is among what is wanted, by kind and name."""
        named = [name.casefold() for name in case.members.values()]
        return (self.kind not in Case.Kind.values or case.kind == self.kind) and all(
            any(word in name for name in named) for word in self.text.casefold().split()[:5]
        )


def caseload(viewer: Viewer, wanted: Wanted) -> Caseload:
    """The viewer's cases; raises Hidden for whoever treats none. Twenty queries at most, however many there are."""
    if not viewer.staff_roles & set(STAFF_ROLES):
        raise Hidden
    known = {pk: one for pk, one in _cases(viewer).items() if wanted.takes(one)}
    stands = _by_case(turned(viewer), known)
    calls = {one.id: one for one in alerts.pressing(viewer) if one.case_id in known or not wanted.is_narrow}
    found = [*_of_alerts(calls.values(), known), *_of_lines(stands, calls.values())]
    checks = {one.case_id: one for one in undecided.of_cases(viewer) if one.case_id in known}
    found += [*_of_checks(checks.values()), *_of_goals(viewer, known), *_of_course(viewer, known, stands)]
    marks = seen.marks(viewer)
    upto = {key: mark.upto for key, mark in marks.items()}
    ordered = [one for one in entries(found, upto) if _is_about(one, wanted.about)]
    speak = replace(_speaker(viewer, calls, known, stands), checks=checks)
    lines = tuple(_line(speak, one, known) for one in ordered)
    hidden = tuple(
        Seen(marks[(one.case, one.key)].id, known[one.case].names, speak.say(one).why)
        for one in found
        if one.case in known and is_seen(one, upto)
    )
    only = wanted.attention or wanted.about
    quiet = () if only else _quiet(viewer, known, {one.case for one in ordered}, stands, speak)
    return Caseload(lines, quiet, hidden)


def _cases(viewer: Viewer) -> dict[UUID, Known]:
    parts = Participation.objects.visible_to(viewer).filter(left_at__isnull=True)
    mine = parts.filter(person_id=viewer.person_id, role__in=sorted(viewer.staff_roles & set(STAFF_ROLES)))
    running = mine.filter(case__state=Case.State.OPEN)
    after = mine.filter(case__state=Case.State.ENDED, case__ended_on__gte=today(viewer.time_zone) - OFFERS_FOR)
    columns = ("case_id", "case__kind", "case__state", "case__opened_on", "case__ended_on", "case__agreed_at", "role")
    found: dict[UUID, Known] = {}
    for pk, kind, state, opened_on, ended_on, agreed_at, role in (running | after).values_list(*columns):
        supervised = role == "supervisor" and (pk not in found or found[pk].supervised)
        found[pk] = Known(pk, kind, state, opened_on, ended_on, agreed_at is not None, supervised)
    people = parts.filter(role="member", case__in=(running | after).values("case_id"))
    for case_id, person_id, name in people.values_list("case_id", "person_id", "person__name"):
        found[case_id].members[person_id] = name
    return found


def _by_case(stands: Iterable[Turned], known: Mapping[UUID, Known]) -> dict[UUID, list[Turned]]:
    found: dict[UUID, list[Turned]] = {}
    for one in stands:
        if one.case_id in known and known[one.case_id].state == Case.State.OPEN:
            found.setdefault(one.case_id, []).append(one)
    return found


def _of_alerts(calls: Iterable[alerts.Entry], known: Mapping[UUID, Known]) -> Iterable[Reason[UUID]]:
    """An alert of a case that is not the viewer's own stands for itself, by its own id."""
    for one in calls:
        case = one.case_id if one.case_id in known else one.id
        yield Reason(case, Cause.ALERT, Row(one.row), one.since, one.since, one.person_id, str(one.id))


def _of_lines(stands: Mapping[UUID, list[Turned]], calls: Iterable[alerts.Entry]) -> Iterable[Reason[UUID]]:
    called = {(one.case_id, one.person_id) for one in calls}
    for case_id, held in stands.items():
        for one in held:
            flagged = one.flagged_at is not None and one.flagged_at >= now() - timedelta(days=14)
            cause = cause_of_line(
                flagged=flagged and (case_id, one.person_id) not in called, track=one.track, why=one.reason,
                verdict=one.verdict, times=one.sessions, answers=one.answers, sure=not one.provisional, asked=one.asked,
            )  # fmt: skip
            if cause:
                since = (one.flagged_at if cause is Cause.FLAGGED else one.since) or one.last_at or now()
                fresh = since if cause is Cause.FLAGGED else max(since, one.last_at or since)
                yield reason(case_id, cause, since, fresh, one.person_id, one.slug)


def _of_checks(checks: Iterable[Undecided]) -> Iterable[Reason[UUID]]:
    """A decision about joint work that waits for the therapist; a red check has an alert of its own besides."""
    for one in checks:
        if one.waits is not Waits.ANSWERS:
            yield reason(one.case_id, Cause.DECIDE, one.since)


def _of_goals(viewer: Viewer, known: Mapping[UUID, Known]) -> Iterable[Reason[UUID]]:
    for cause, found in (
        (Cause.GOAL_APART, goals.apart(viewer)),
        (Cause.STUCK, goals.stuck(viewer)),
        (Cause.GOAL_LOOK, goals.looks_due(viewer)),
    ):
        for one in found:
            if one.case_id in known and known[one.case_id].state == Case.State.OPEN:
                yield reason(one.case_id, cause, one.since, one.fresh, None, str(one.goal_id))


def _of_course(
    viewer: Viewer, known: Mapping[UUID, Known], stands: Mapping[UUID, list[Turned]]
) -> Iterable[Reason[UUID]]:
    agreed, looked = course.courses(viewer), reviews.looked(viewer)
    day = today(viewer.time_zone)
    for pk, case in known.items():
        if case.state == Case.State.OPEN:
            for one in signs.open_signs(stands.get(pk, ()), looked.get(pk)):
                yield reason(pk, Cause.SIGNS, one.since, one.fresh, one.person, f"{one.sign}:{one.measure}")
            if not case.is_agreed and case.members and day - case.opened_on >= SIGNED_WITHIN:
                yield reason(pk, Cause.UNSIGNED, _noon(case.opened_on))
        length = (agreed.get(pk) or course.usual(case.kind, case.opened_on)).length
        done = looked[pk].occasions if pk in looked else ()
        if found := due(length, day, done, case.ended_on):
            cause = Cause(found.occasion.partition("-")[0])
            yield reason(pk, cause, _noon(found.since), None, None, found.occasion)


def _is_about(one: Entry[UUID], about: str) -> bool:
    rows = ABOUT.get(about)
    return rows is None or any(each.row in rows for each in (one.first, *one.others))


def _speaker(
    viewer: Viewer,
    calls: Mapping[UUID, alerts.Entry],
    known: Mapping[UUID, Known],
    stands: Mapping[UUID, list[Turned]],
) -> Speaker:
    held = {(one.case_id, one.person_id, one.slug): one for some in stands.values() for one in some}
    people = {pk: one.members for pk, one in known.items()}
    return Speaker(viewer, calls, people, words.Titles.known_to(viewer), held)


def _line(speak: Speaker, one: Entry[UUID], known: Mapping[UUID, Known]) -> Line:
    case = known.get(one.case)
    said = speak.say(one.first)
    also = tuple(dict.fromkeys(speak.say(other).why for other in one.others))[: words.ALSO]
    return Line(
        case.id if case else None, case.names if case else said.name, said, also, case is not None and case.supervised
    )


def _quiet(
    viewer: Viewer, known: Mapping[UUID, Known], named: set[UUID], stands: Mapping[UUID, list[Turned]], speak: Speaker
) -> tuple[Quiet, ...]:
    active = last_answers(viewer)
    found = [
        Quiet(pk, one.names, active.get(pk), one.supervised, speak.unsure(stands.get(pk, ())))
        for pk, one in known.items()
        if pk not in named and one.state == Case.State.OPEN
    ]
    return tuple(sorted(found, key=lambda one: (one.active is None, -_seconds(one.active), str(one.id))))


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
